"""The header of a new catalog, and what an old one is given."""

from __future__ import annotations

from pathlib import Path

import pytest

from editions.catalogs.headers import complete_header, new_header
from editions.catalogs.projects import Language
from editions.catalogs.reading import parse_catalog
from tests.catalogs.projects import Documents

PORTUGUESE = Language("pt_BR", "pt_BR", "Português", (Path("locale"),))
FORMS = "Plural-Forms: nplurals=2; plural=(n > 1);"


def test_new_header_is_read_by_every_tool(tmp_path: Path) -> None:
    lines = new_header(Documents(tmp_path).project, PORTUGUESE)
    assert lines[:3] == ["# Português: Shores", 'msgid ""', 'msgstr ""']
    catalog = parse_catalog(Path("a.po"), "\n".join([*lines, ""]).encode(), "a.po")
    assert catalog.header["Language"] == "pt_BR"
    assert catalog.header["Language-Team"] == "Portuguese (Brazil)"
    assert catalog.header["Plural-Forms"].startswith("nplurals=2; plural=(n > 1)")
    assert catalog.header["X-Source-Language"] == "en"
    assert catalog.header["Project-Id-Version"] == "Shores"


def test_language_that_cldr_does_not_know_has_a_header_too(tmp_path: Path) -> None:
    unknown = Language("xx", "xx_XX", "Xx", (Path("locale"),))
    text = "\n".join(new_header(Documents(tmp_path).project, unknown))
    assert '"Language: xx_XX\\n"' in text
    assert '"Plural-Forms: ' in text


def completed(*lines: str, **fields: str) -> list[str]:
    return complete_header(lines, {n.replace("_", "-"): v for n, v in fields.items()}, PORTUGUESE)


def test_complete_header_keeps_its_bytes() -> None:
    lines = ['msgid ""', 'msgstr "language: pt_BR\\nplural-forms: x\\n"']
    assert completed(*lines, language="pt_BR", plural_forms="x") == lines


@pytest.mark.parametrize("end", ["", "\r"])
@pytest.mark.parametrize(
    ("declared", "kept"),
    [
        ("pt", False),  # as Weblate writes it
        ("pt_PT", False),
        ("es", False),
        ("pt-BR", True),
        ("PT_br", True),
        ("pt_BR@ao90", True),
        ("pt_BR.UTF-8", True),
    ],
)
def test_language_is_that_of_the_catalog(declared: str, kept: bool, end: str) -> None:
    lines = ['msgid ""', 'msgstr ""', f'"LANGUAGE: {declared}\\n"', f'"{FORMS}\\n"', '"X-A: pt\\n"']
    lines = [line + end for line in lines]
    expected = lines if kept else [*lines[:2], f'"Language: pt_BR\\n"{end}', *lines[3:]]
    assert completed(*lines, LANGUAGE=declared, Plural_Forms="x", X_A="pt") == expected


@pytest.mark.parametrize(("declared", "kept"), [("fr", 0), ("fr_CA", 0), ("fr_FR@x", 1)])
def test_country_that_is_called_like_its_language_is_told_apart(declared: str, kept: int) -> None:
    french = Language("fr", "fr_FR", "Français", (Path("locale"),))
    lines = ['msgid ""', 'msgstr ""', f'"Language: {declared}\\n"', f'"{FORMS}\\n"']
    fields = {"Language": declared, "Plural-Forms": "x"}
    assert (complete_header(lines, fields, french) == lines) == bool(kept)


@pytest.mark.parametrize("end", ["", "\r"])
def test_what_is_empty_is_filled_and_what_is_missing_is_added(end: str) -> None:
    lines = [f'msgid ""{end}', f'msgstr ""{end}', f'"Language: \\n"{end}']
    first, second, language, forms = completed(*lines, Language="")
    assert [first, second] == lines[:2]
    assert language == f'"Language: pt_BR\\n"{end}'
    assert forms.startswith(f'"{FORMS[:30]}')
    assert forms.endswith(f'\\n"{end}')


def test_last_line_without_an_end_is_given_one() -> None:
    lines = ['msgid ""', 'msgstr ""', '"Language: pt_BR"']
    assert completed(*lines, Language="pt_BR")[2:4] == ['"Language: pt_BR"', '"\\n"']
