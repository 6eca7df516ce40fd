"""Which form of a translation is for which numbers."""

from __future__ import annotations

from pathlib import Path

import pytest

from editions.catalogs.entries import Entry
from editions.catalogs.plurals import forms_of
from editions.catalogs.reading import parse_catalog

_SLAVIC = (
    "nplurals=3; plural=(n%10==1 && n%100!=11 ? 0 : n%10>=2 && n%10<=4 && "
    "(n%100<12 || n%100>14) ? 1 : 2);"
)


def forms(rule: str, entry: Entry) -> list[tuple[bool, tuple[int, ...], bool]]:
    field = f'"Plural-Forms: {rule}\\n"\n' if rule else ""
    header = f'msgid ""\nmsgstr ""\n"Content-Type: text/plain; charset=UTF-8\\n"\n{field}'
    catalog = parse_catalog(Path("a.po"), header.encode(), "a.po")
    return [(f.is_singular, f.numbers, f.more) for f in forms_of(entry, catalog)]


@pytest.mark.parametrize(
    ("rule", "written", "wanted"),
    [
        ("nplurals=2; plural=(n > 1);", 2,
         [(True, (0, 1), False), (False, (2, 3, 4, 5), True)]),
        ("nplurals=2; plural=(n != 1);", 2,
         [(True, (1,), False), (False, (0, 2, 3, 4), True)]),
        (_SLAVIC, 2,
         [(True, (1, 21, 31, 41), True), (False, (2, 3, 4, 22), True),
          (False, (0, 5, 6, 7), True)]),
        ("nplurals=1; plural=0;", 1, [(True, (0, 1, 2, 3), True)]),
        # More forms than the language has were written; nothing is lost.
        ("nplurals=1; plural=0;", 2, [(True, (0, 1, 2, 3), True), (False, (), False)]),
        ("", 2, [(True, (), False), (False, (), False)]),
    ],
)  # fmt: skip
def test_forms(rule: str, written: int, wanted: list[tuple[bool, tuple[int, ...], bool]]) -> None:
    entry = Entry(1, "{n} day", ("x",) * written, msgid_plural="{n} days")
    assert forms(rule, entry) == wanted


def test_message_without_plural_has_one_form() -> None:
    assert forms("nplurals=3; plural=0;", Entry(1, "One", ("Un",))) == [(True, (), False)]
