"""The header keeps what it promises."""

from __future__ import annotations

from pathlib import Path

import pytest

from editions.rules.registry import Context
from editions.rules.running import Options, check_catalogs
from tests.catalogs import write_catalog

ONE = 'msgid "one day"\nmsgid_plural "%d days"\nmsgstr[0] "un jour"\n'
TWO = ONE + 'msgstr[1] "%d jours"\n'
HALF = ONE + 'msgstr[1] ""\n'


@pytest.mark.parametrize(
    ("plural", "entry", "message"),
    [
        ("nplurals=2; plural=(n > 1);", TWO, ""),
        ("nplurals=2; plural=(n > 1);", ONE, "the header promises 2 forms, here are 1"),
        ("nplurals=2; plural=(n > 1);", HALF, "the header promises 2 forms, here are 1"),
        ("nplurals=1; plural=0;", TWO, "the header promises 1 forms, here are 2"),
        ("nplurals=1; plural=0;", ONE, ""),
        ("", TWO, "the header has no Plural-Forms"),
        ("", 'msgid "a"\nmsgstr "b"\n', ""),
    ],
)
def test_plural_forms(tmp_path: Path, plural: str, entry: str, message: str) -> None:
    field = f"Plural-Forms: {plural}\\n" if plural else ""
    header = f'msgid ""\nmsgstr "Content-Type: text/plain; charset=UTF-8\\n{field}"\n\n'
    path = write_catalog(tmp_path / "x.po", entry, header)
    checked = check_catalogs([path], Options(Context("fr"), "fr", tmp_path))
    found = [f.message for f in checked.findings if f.rule == "plural-forms"]
    assert len(found) == bool(message)
    assert not message or message in found[0]
