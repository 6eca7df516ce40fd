from __future__ import annotations

import tomllib
from decimal import Decimal
from pathlib import Path
from typing import Any

import pytest
from babel.localedata import locale_identifiers

from editions.languages import Edition
from editions.quantities.numbers import format_number
from editions.references.reading import check_text
from editions.scaffolding.example import (
    FILES,
    FOLDER,
    NewPublication,
    as_text,
    heading,
    packages,
    render,
    titles,
    translations,
)
from editions.scaffolding.languages import choose_editions
from editions.settings.declarations import SETTINGS
from editions.tables.messages import table_messages
from editions.tables.reading import read_data
from editions.tables.wording import PHRASES

WORDS = tomllib.loads((FOLDER / "words.toml").read_text(encoding="utf-8"))


def chosen(*names: str, title: str = "Four Summits", author: str = "The Club") -> NewPublication:
    editions = choose_editions(names, titles(), title)
    return NewPublication(editions, title, author, "four-summits", 2026)


def test_every_template_is_a_file_of_the_example() -> None:
    there = {path.relative_to(FOLDER).as_posix() for path in FOLDER.rglob("*") if path.is_file()}
    assert there == {*FILES.values(), "words.toml"}


def test_every_word_stands_in_every_language_that_the_example_has() -> None:
    languages = set(titles())
    assert len(languages) >= 3
    for key, forms in WORDS.items():
        assert set(forms) == languages, key
        assert all(text.strip() for text in forms.values()), key


def test_the_words_of_tables_are_there() -> None:
    assert {phrase.text for phrase in PHRASES} <= {
        *(forms["en"] for forms in WORDS.values()),
        "{title}, {period}",  # has no words
    }


@pytest.mark.parametrize("languages", [("en", "fr"), ("es", "en", "ar"), ("zh_Hant", "fr_CA")])
def test_the_files_are_sound(tmp_path: Path, languages: tuple[str, ...]) -> None:
    choice = chosen(*languages)
    files = render(choice)
    for name, data in files.items():
        path = tmp_path / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(data)
        assert data.endswith(b"\n")
        assert not data.endswith(b"\n\n")
    references, findings = check_text(
        files["source/references.yaml"].decode(),
        tmp_path / "source/references.yaml",
        "references.yaml",
        choice.editions,
    )
    assert references is not None
    assert len(references.entries) == 2
    # A language without words of its own is asked for, and nothing else is said.
    unknown = [e.code for e in choice.editions if e.cldr.language not in titles()]
    assert [f.rule for f in findings if not any(code in f.message for code in unknown)] == []
    tables = read_data(tmp_path / "source/data/datapackage.json", tmp_path)
    brought = {forms[choice.source] for forms in WORDS.values()}
    own = {m.text for m in table_messages(tables)} - {phrase.text for phrase in PHRASES}
    assert own <= brought


def test_every_setting_has_its_comment() -> None:
    lines = render(chosen("en", "fr"))["conf.py"].decode().splitlines()
    names = [n for n, line in enumerate(lines) if line[:1].islower() and " = " in line]
    assert len(names) > 12
    assert [lines[n] for n in names if not lines[n - 1].startswith("# ")] == []
    known = {line.partition(" ")[0] for line in lines} & set(SETTINGS)
    assert {"editions", "references_file", "tables_package"} <= known


def test_translations_are_those_of_the_language() -> None:
    choice = chosen("en", "fr_CA", "de", "es")
    french, german, spanish = (translations(choice, e) for e in choice.editions[1:])
    assert french["The heights"] == "Les hauteurs"
    assert spanish["The heights"] == "Las alturas"
    assert french["Four Summits"] == "Quatre sommets"
    assert WORDS["untranslated"]["en"] not in french
    assert set(german) == {WORDS["amount"]["en"], WORDS["metre"]["en"]}


def test_a_title_of_ones_own_is_that_of_every_edition() -> None:
    editions = choose_editions(["en", "fr"], {}, "*My* Book")
    choice = NewPublication(editions, "*My* Book", "", "my-book", 2026)
    assert translations(choice, editions[1])[as_text("*My* Book")] == as_text("*My* Book")
    files = render(choice)
    assert b'title="*My* Book"' in files["conf.py"]
    assert b"\\*My\\* Book\n=" in files["source/index.rst"]


@pytest.mark.parametrize("name", locale_identifiers()[::7])
def test_every_language_has_its_metre(name: str) -> None:
    """Without a translation of its unit, no figure of the table could be shown."""
    choice = chosen("en", name) if name != "en" else chosen("fr", name)
    found = translations(choice, choice.editions[1])
    amount, metre = (found[WORDS[key][choice.source]] for key in ("amount", "metre"))
    assert amount.count("{amount}") == 1
    assert metre.strip()
    assert not any(char.isdigit() for char in amount + metre)


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Two Shores", "Two Shores"),
        ("2001. A Book", r"\2001. A Book"),
        ("A. Word", r"\A. Word"),
        ("- dash", r"\- dash"),
        (":field: x", r"\:field: x"),
        ("*x* `y` |z| w_", r"\*x\* \`y\` \|z\| w\_"),
        (".. note", r"\.. note"),
        ("¿Qué?", r"\¿Qué?"),
    ],
)
def test_a_title_is_text(text: str, expected: str) -> None:
    from docutils.core import publish_doctree

    assert as_text(text) == expected
    tree = publish_doctree(heading(text, "="), settings_overrides={"report_level": 1})
    assert tree["title"] == text
    assert len(tree.children) == 1


def test_lines_are_as_long_as_their_headings() -> None:
    assert heading("四座山", "=") == "四座山\n======"


def test_the_workflow_installs_the_fonts_of_its_languages() -> None:
    editions = choose_editions(["en", "ja", "fa"], {}, "X")
    found = packages(editions)
    assert {"fonts-noto-cjk", "fonts-noto-core", "libpango-1.0-0"} <= set(found)
    assert "fonts-noto-cjk" not in packages(editions[:1])
    workflow = render(NewPublication(editions, "X", "", "x", 2026))[
        ".github/workflows/editions.yml"
    ]
    assert " ".join(found).encode() in workflow


def test_what_is_chosen_stands_in_conf_as_python_text() -> None:
    title = 'A "quoted" \\ title: {{ x }} – 標題'
    editions = choose_editions(["en"], {}, title)
    names: dict[str, Any] = {"__file__": "conf.py"}
    exec(render(NewPublication(editions, title, "O’Nobody, Inc.", "a", 2026))["conf.py"], names)  # noqa: S102  # ours
    assert names["editions"] == [Edition("en", "en", "English", title)]
    assert (names["project"], names["author"]) == (title, "O’Nobody, Inc.")
    assert names["pdf_page_size"] == "letter"


@pytest.mark.parametrize(
    ("names", "number"),
    [
        (["es", "en"], "6.263"), (["es_MX"], "6,263"), (["en"], "6,263"), (["ar"], "6,263"),
        (["fr"], "6\u202f263"), (["de", "fr_CA"], "6,263"),
    ],
)  # fmt: skip
def test_a_number_in_a_sentence_is_written_as_in_the_table(names: list[str], number: str) -> None:
    made = chosen(*names)
    assert number in render(made)["source/heights.rst"].decode()
    for edition in made.editions[1:]:
        texts = {t for s, t in translations(made, edition).items() if number in s}
        assert texts
        assert all(format_number(Decimal(6263), edition.cldr) in text for text in texts)
