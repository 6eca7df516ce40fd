"""What may be sent as a draft, and what becomes of it."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest

from editions.catalogs.entries import Entry
from editions.catalogs.reading import parse_catalog
from editions.desk.drafts import LONGEST, DraftError, TranslationDraft, drafted, read_draft
from tests.catalogs import HEADER

GOOD: dict[str, Any] = {
    "domain": "a", "id": "0123", "base": "f", "msgstrs": ["Un"], "fuzzy": False, "comments": "",
}  # fmt: skip


def test_draft_is_read() -> None:
    assert read_draft(GOOD) == TranslationDraft("a", "0123", "f", ("Un",))
    noted = read_draft(GOOD | {"comments": " one\r\n\ntwo\n\n", "fuzzy": True})
    assert (noted.comments, noted.fuzzy) == ((" one", "", "two"), True)


#: What no field of a draft may be.
WRONG: list[tuple[str, object]] = [
    ("domain", 1), ("domain", None), ("id", ["a"]), ("base", {}), ("fuzzy", 1),
    ("fuzzy", "false"), ("msgstrs", "Un"), ("msgstrs", []), ("msgstrs", [1]),
    ("msgstrs", ["a"] * 11), ("msgstrs", ["\ud800"]), ("msgstrs", ["a\0b"]),
    ("msgstrs", ["a\4b"]), ("msgstrs", ["x" * (LONGEST + 1)]), ("comments", ["a"]),
    ("comments", "\0"),
]  # fmt: skip


@pytest.mark.parametrize(
    "wrong",
    [
        *(None, [], "x", 3, {}, {**GOOD, "path": "/etc/passwd"}),
        {name: value for name, value in GOOD.items() if name != "base"},
        *({**GOOD, name: value} for name, value in WRONG),
    ],
)
def test_anything_else_is_no_draft(wrong: object) -> None:
    with pytest.raises(DraftError):
        read_draft(wrong)


@pytest.mark.parametrize(
    ("msgid", "typed", "written"),
    [
        ("One", " Un ", " Un "),
        ("One", "Un\n deux\n\n trois", "Un deux trois"),
        ("One", "\nUn\n", "Un"),
        ("One", "Un\u00a0\n deux", "Un\u00a0 deux"),
        ("One\n", "Un", "Un\n"),
        ("One\nTwo", "Un\nDeux", "Un\nDeux"),
        ("\nOne\n", "Un\n Deux", "\nUn Deux\n"),
        ("One\n", " \n", ""),
    ],
)
def test_lines_break_where_those_of_the_message_do(msgid: str, typed: str, written: str) -> None:
    catalog = parse_catalog(Path("a.po"), HEADER.encode(), "a.po")
    entry = Entry(1, msgid, ("",))
    assert drafted(entry, TranslationDraft("a", "", "", (typed,)), catalog).msgstr == written


def test_comments_hide_nothing() -> None:
    catalog = parse_catalog(Path("a.po"), HEADER.encode(), "a.po")
    entry = Entry(1, "One", ("",), comments=("\tkept",))
    draft = TranslationDraft("a", "", "", ("Un",), comments=("\tkept", "\u202egpj", "::error::x"))
    assert drafted(entry, draft, catalog).comments == (
        "\tkept", "\\u202egpj", "\\x3a:error::x"
    )  # fmt: skip
