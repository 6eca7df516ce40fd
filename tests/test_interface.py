"""The words that templates add."""

from __future__ import annotations

from pathlib import Path

import pytest
from babel.messages.pofile import read_po
from interface_catalogs import merge_package

from editions.catalogs.compiling import compile_catalogs, read_catalogs
from editions.catalogs.domains import INTERFACE
from editions.catalogs.policy import Policy
from editions.catalogs.reading import read_catalog
from editions.catalogs.safety import SafetyCheck
from editions.catalogs.templates import Message
from editions.cli import main
from editions.interface import (
    LOCALE,
    extract_interface,
    interface_messages,
    interface_template,
    load_interface,
    template_interface,
    wanted_messages,
)
from editions.languages import Edition
from editions.rules.examining import examine
from editions.rules.registry import Context
from tests.catalogs import write_catalog

PACKAGE = Path(__file__).parent.parent / "editions"
BROUGHT = sorted(path.name for path in LOCALE.iterdir())


def edition(code: str, locale: str) -> Edition:
    return Edition(code=code, locale=locale, name=code, title="Two Shores")


def test_every_word_of_the_templates_is_a_message() -> None:
    catalog = read_po(extract_interface().splitlines())
    messages = {message.id for message in catalog if message.id}
    calls = sum(
        path.read_text(encoding="utf-8").count(f"{name}(")
        for pattern in ("theme/*.html", "templates/*.html", "**/*.py")
        for path in PACKAGE.glob(pattern)
        for name in ("interface_text", "interface_forms")
    )
    uses = sum(len(message.locations) for message in catalog if message.id)
    assert {"Contents", "Read online", "Search"} <= messages
    assert 0 < uses <= calls


def test_the_template_of_publications_holds_what_is_extracted() -> None:
    extracted, template = (
        [(m.id, sorted(name for name, _ in m.locations)) for m in read_po(data.splitlines())][1:]
        for data in (extract_interface(), interface_template())
    )
    assert template == extracted


def test_words_without_catalog_are_english(tmp_path: Path) -> None:
    words = load_interface(tmp_path, edition("iu", "iu"))
    assert words.gettext("Contents") == "Contents"
    assert words.ngettext("{number} result", "{number} results", 2) == "{number} results"


@pytest.mark.parametrize(
    ("code", "locale", "contents"),
    [
        ("es", "es", "Contenido"), ("es", "es_MX", "Contenido"), ("mx", "es_MX", "Contenido"),
        ("es", "es_419", "Contenido"), ("fr", "fr", "Table des matières"),
        ("fr", "fr_CA", "Table des matières"), ("fr-ch", "fr_CH", "Table des matières"),
    ],
)  # fmt: skip
def test_package_brings_words_by_locale(
    tmp_path: Path, code: str, locale: str, contents: str
) -> None:
    words = load_interface(tmp_path, edition(code, locale))
    assert words.gettext("Contents") == contents
    assert words.ngettext("{number} result", "{number} results", 0).startswith("{number} r")


def test_words_of_sphinx_and_docutils_are_used(tmp_path: Path) -> None:
    words = load_interface(tmp_path, edition("ja", "ja"))
    assert words.gettext("Search") == "検索"
    assert words.gettext("Downloads") == "Downloads"


def test_region_says_what_it_says_in_another_way(tmp_path: Path) -> None:
    message = "The search index could not be loaded; try again later."
    france, canada = (
        load_interface(tmp_path, edition("fr", locale)).gettext(message)
        for locale in ("fr_FR", "fr_CA")
    )
    assert "\N{NARROW NO-BREAK SPACE};" in france
    assert canada == france.replace("\N{NARROW NO-BREAK SPACE};", ";")


def test_publication_wins_entry_by_entry(tmp_path: Path) -> None:
    write_catalog(
        tmp_path / "po/theme.po",
        'msgid "Contents"\nmsgstr "Sommaire <"\n\n'
        '#, fuzzy\nmsgid "Next"\nmsgstr "Après"\n\n'
        'msgid "Previous"\nmsgstr ""\n',
    )
    compiled = tmp_path / "mo/fr/LC_MESSAGES"
    compile_catalogs(read_catalogs([tmp_path / "po"], tmp_path), compiled)
    words = template_interface(tmp_path / "mo", edition("fr", "fr_CA"))
    assert [str(words(message)) for message in ("Contents", "Next", "Previous", "Data")] == [
        "Sommaire &lt;", "Suivant", "Précédent", "Données",
    ]  # fmt: skip


SOURCE = {"index": [Message("Isle")], INTERFACE: [Message("Contents"), Message("Brand-new word")]}


@pytest.mark.parametrize(
    ("locale", "own", "wanted"),
    [
        ("pt", None, ["Contents", "Brand-new word"]),
        ("fr_CA", None, ["Brand-new word"]),
        ("en_GB", None, []),
        ("en", 'msgid "Next"\nmsgstr "Then"\n', []),
        ("en", 'msgid "Contents"\nmsgstr "In this book"\n', ["Contents"]),
        ("fr_CA", 'msgid "Contents"\nmsgstr "Sommaire"\n', ["Contents", "Brand-new word"]),
        ("fr_CA", '#~ msgid "Contents"\n#~ msgstr "Sommaire"\n', ["Contents", "Brand-new word"]),
        ("fr_CA", 'msgid "Next"\nmsgstr "Puis"\n', ["Brand-new word"]),
    ],
)
def test_a_publication_translates_what_the_package_does_not(
    tmp_path: Path, locale: str, own: str | None, wanted: list[str]
) -> None:
    if own is not None:
        write_catalog(tmp_path / f"{INTERFACE}.po", own)
    asked = wanted_messages(SOURCE, locale, read_catalogs([tmp_path], tmp_path))
    assert asked["index"] == SOURCE["index"]
    assert [message.msgid for message in asked.get(INTERFACE, ())] == wanted
    kept = {"Contents"} if own and "Contents" in own else set()
    waiting = interface_messages(locale, kept)
    assert ("Contents" in waiting) == ("Contents" in wanted)


def test_nobody_is_given_an_empty_catalog(tmp_path: Path) -> None:
    source = SOURCE | {INTERFACE: [Message("Contents")]}
    assert set(wanted_messages(source, "fr", {})) == {"index"}
    write_catalog(tmp_path / f"{INTERFACE}.po", "")
    standing = read_catalogs([tmp_path], tmp_path)
    assert wanted_messages(source, "fr", standing)[INTERFACE] == []
    assert set(wanted_messages({"index": []}, "fr", standing)) == {"index"}


def test_catalogs_of_the_package_are_complete(tmp_path: Path) -> None:
    """Where this fails, ``make update`` and translate what is new in ``editions/locale``."""
    for merge in merge_package(tmp_path):
        for catalog in merge.catalogs:
            left = [entry.msgid for entry in catalog.after if not entry.usable]
            assert (left, merge.files) == ([], {}), catalog.path


@pytest.mark.parametrize("path", sorted(LOCALE.rglob("*.po")), ids=str)
def test_catalogs_of_the_package_are_safe(path: Path) -> None:
    catalog = read_catalog(path, LOCALE)
    safety = SafetyCheck(Policy(), patterns={path.stem})
    admitted, refused = safety.examine(path.stem, catalog, LOCALE)
    assert refused == []
    assert len(list(admitted)) == len(list(catalog))


def test_no_rule_finds_anything_in_the_catalogs_of_the_package(
    capsys: pytest.CaptureFixture[str],
) -> None:
    assert main(["check", "--no-cache", "--no-spelling", str(LOCALE)]) == 0
    assert capsys.readouterr().out.endswith("translations: all right.\n")


@pytest.mark.parametrize("path", sorted(LOCALE.rglob(f"{INTERFACE}.po")), ids=str)
def test_words_of_pages_break_no_rule(path: Path) -> None:
    locale = path.parts[-3]
    examined = examine(path, path.read_bytes(), path.name, Context(locale), locale)
    assert [(found.rule, found.line) for found in examined.problems] == []


def strings(name: str) -> dict[str, tuple[str, ...]]:
    catalog = read_catalog(LOCALE / name / "LC_MESSAGES" / f"{INTERFACE}.po", LOCALE)
    return {entry.msgid: entry.msgstrs for entry in catalog}


@pytest.mark.parametrize("region", [name for name in BROUGHT if "_" in name])
def test_region_repeats_nothing(region: str) -> None:
    common = strings(region.partition("_")[0])
    assert [text for text, said in strings(region).items() if said == common[text]] == []
