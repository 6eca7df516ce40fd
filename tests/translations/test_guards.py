"""Guards around Sphinx's i18n."""

from __future__ import annotations

from pathlib import Path

import pytest
from sphinx.application import Sphinx
from sphinx.util.docutils import docutils_namespace

from editions.findings import Finding, FindingsError
from tests.building import build, edit, set_translation
from tests.reading import one, read_page, select, text

TIDE = "The tide is out. It comes back at noon."


def findings_of(root: Path, code: str = "fr") -> tuple[Finding, ...]:
    with pytest.raises(FindingsError) as caught:
        build(root, code)
    return caught.value.findings


def test_translation_is_published(two_shores: Path) -> None:
    page = read_page(build(two_shores, "fr") / "shore.html")
    assert text(one(page, "//main//h1")) == "Rive"
    assert select(page, "//*[contains(@class, 'untranslated')]") == []


@pytest.mark.parametrize(
    "msgstr",
    [
        "1994. La mer est basse.",
        "M. Marée est sorti.",
        "A. La mer est basse.",
        "- La mer est basse.",
        "* La mer est basse.",
        "| La mer est basse.",
        ":mer: Elle est basse.",
        ".. La mer est basse.",
        " La mer est basse.",
        "La mer est basse\n================",
        "La mer est basse.\n\nElle revient à midi.",
    ],
)
def test_translation_that_sphinx_would_drop_is_an_error(two_shores: Path, msgstr: str) -> None:
    line = set_translation(two_shores, "shore", TIDE, msgstr)
    found = [f for f in findings_of(two_shores) if f.rule == "editions.dropped-translation"]
    assert [(f.file, f.line) for f in found] == [("locale/fr/LC_MESSAGES/shore.po", line)]


@pytest.mark.parametrize("msgstr", ["1994\\. La mer est basse.", "M.\u00a0Marée est sorti.", TIDE])
def test_translation_that_sphinx_keeps_is_no_error(two_shores: Path, msgstr: str) -> None:
    set_translation(two_shores, "shore", TIDE, msgstr)
    page = read_page(build(two_shores, "fr") / "shore.html")
    (paragraph, *_) = select(page, "//main//p")
    assert text(paragraph) == msgstr.replace("\\", "")
    assert select(page, "//*[contains(@class, 'untranslated')]") == []


def test_text_without_translation_carries_its_language(two_shores: Path) -> None:
    set_translation(two_shores, "shore", TIDE, "")
    page = read_page(build(two_shores, "fr") / "shore.html")
    marked = one(page, "//*[contains(@class, 'untranslated')]")
    assert (text(marked), marked.get("lang")) == (TIDE, "en-GB")


def test_title_without_translation_carries_its_language_in_contents(two_shores: Path) -> None:
    set_translation(two_shores, "shore", "Shore", "")
    page = read_page(build(two_shores, "fr") / "index.html")
    for place in ("//main", "//*[@class='toctree-wrapper compound']"):
        entry = one(page, f"{place}//a[starts-with(@href, 'shore')]//*[@lang]")
        assert (text(entry), entry.get("lang")) == ("Shore", "en-GB")


def test_fuzzy_translation_is_not_published(two_shores: Path) -> None:
    path = two_shores / "locale/fr/LC_MESSAGES/shore.po"
    edit(path, f'msgid "{TIDE}"', f'#, fuzzy\nmsgid "{TIDE}"')
    page = read_page(build(two_shores, "fr") / "shore.html")
    assert text(one(page, "//*[contains(@class, 'untranslated')]")) == TIDE


def test_alternative_text_without_translation_carries_its_language(two_shores: Path) -> None:
    (two_shores / "source/sea.svg").write_text('<svg xmlns="http://www.w3.org/2000/svg"/>')
    shore = two_shores / "source/shore.rst"
    edit(shore, "The tide is out", ".. image:: sea.svg\n   :alt: The sea\n\nThe tide is out")
    page = read_page(build(two_shores, "fr") / "shore.html")
    picture = one(page, "//main//img")
    assert (picture.get("alt"), picture.get("lang")) == ("The sea", "en-GB")


def test_names_stay_out_of_the_messages_and_unmarked(two_shores: Path) -> None:
    page = read_page(build(two_shores, "fr") / "shore.html")
    name = one(page, "//*[contains(@class, 'notranslate')]")
    assert text(name) == "Southampton"
    assert "Southampton" not in (build(two_shores, "en", "gettext") / "shore.pot").read_text()


@pytest.mark.parametrize("code", ["en", "fr"])
def test_foreign_phrase_carries_its_language(two_shores: Path, code: str) -> None:
    page = read_page(build(two_shores, code) / "shore.html")
    phrase = one(page, "//main//em")
    assert (text(phrase), phrase.get("lang")) == ("marée basse", "fr")


def test_changed_catalog_is_read_again(two_shores: Path) -> None:
    build(two_shores, "fr")
    set_translation(two_shores, "shore", TIDE, "La mer est loin.")
    page = read_page(build(two_shores, "fr") / "shore.html")
    assert "La mer est loin." in text(one(page, "//main"))


def test_title_must_be_the_declared_one(two_shores: Path) -> None:
    line = set_translation(two_shores, "index", "Two Shores", "Les deux rives")
    (finding,) = findings_of(two_shores)
    assert (finding.file, finding.line) == ("locale/fr/LC_MESSAGES/index.po", line)
    assert "'Deux rives'" in finding.message
    assert "'Les deux rives'" in finding.message


@pytest.mark.parametrize(
    ("declared", "typed"),
    [
        ("Two 'Shores' -- now...", "Two 'Shores' -- now..."),
        ("Two ‘Shores’ – now…", "Two 'Shores' -- now..."),
        ("Two «\xa0Shores\xa0»", 'Two "Shores"'),
    ],
)
def test_titles_are_compared_as_typeset(two_shores: Path, declared: str, typed: str) -> None:
    edit(two_shores / "conf.py", 'title="Two Shores"', f'title="{declared}"')
    edit(two_shores / "conf.py", "smartquotes = False", "smartquotes = True")
    edit(two_shores / "source/index.rst", "Two Shores\n==========", f"{typed}\n{'=' * 40}")
    assert (build(two_shores, "en") / "index.html").is_file()


def test_original_title_must_be_the_declared_one(two_shores: Path) -> None:
    edit(two_shores / "conf.py", 'title="Two Shores"', 'title="Three Shores"')
    (finding,) = findings_of(two_shores, "en")
    assert (finding.file, finding.line) == ("source/index.rst", 4)


def test_missing_folder_of_catalogs_is_an_error(two_shores: Path) -> None:
    (two_shores / "locale/fr").rename(two_shores / "locale/gone")
    (finding,) = findings_of(two_shores)
    assert (finding.file, finding.rule) == ("locale/fr/LC_MESSAGES", "no-catalogs")


def test_sphinx_sees_no_compiled_catalog_beside_the_translators(two_shores: Path) -> None:
    build(two_shores, "fr")
    assert list(two_shores.joinpath("locale").rglob("*.mo")) == []


def test_project_without_editions_keeps_sphinx_ways(tmp_path: Path) -> None:
    (tmp_path / "conf.py").write_text('extensions = ["editions"]\nproject = "Plain"\n')
    (tmp_path / "index.rst").write_text("Plain\n=====\n\nA sentence.\n")
    with docutils_namespace():
        app = Sphinx(tmp_path, tmp_path, tmp_path / "out", tmp_path / "trees", "html", status=None)
        app.build()
    assert app.config.locale_dirs == ["locales"]
    assert text(one(read_page(tmp_path / "out" / "index.html"), "//section/h1")).startswith("Plain")
