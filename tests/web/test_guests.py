"""Somebody else's project: its pages are those of plain Sphinx, but for what was asked."""

from __future__ import annotations

import shutil
import subprocess
import sys
from io import StringIO
from pathlib import Path
from typing import Any

import pytest
from lxml.html import HtmlElement
from sphinx.application import Sphinx
from sphinx.util.docutils import docutils_namespace, patch_docutils

from editions.borrowed.sphinx import forget_translations
from tests.conftest import ROOTS
from tests.reading import one, read_page, select, text

#: Themes that come with Sphinx, and some that do not.
THEMES = ["alabaster", "basic", "classic", "furo", "sphinx_rtd_theme", "pydata_sphinx_theme"]
#: What no page for readers holds.
UNREAD = {".buildinfo", ".doctrees"}
#: What lays out pages, cuts fonts, reads finished pages, checks data.
HEAVY = {"weasyprint", "fontTools", "lxml", "pypandoc", "pypdfium2", "jsonschema", "hunspell"}
HEAVY |= {"translate", "sphinx_intl", "yaml", "playwright"}


def build(
    source: Path, output: Path, *extensions: str, warned: bool = False, **settings: Any
) -> Path:
    """Build the project in *source*, with more *extensions* than it has."""
    warnings = StringIO()
    forget_translations()
    sys.modules.pop("tides", None)  # of another copy
    own = ["sphinx.ext.autodoc", "sphinx.ext.todo", "sphinx.ext.viewcode"]
    with patch_docutils(str(source)), docutils_namespace():
        Sphinx(
            source, source, output, output.with_name(f"{output.name}-doctrees"), "html",
            confoverrides={"extensions": [*own, *extensions], **settings},
            status=None, warning=warnings,
        ).build()  # fmt: skip
    assert warned or warnings.getvalue() == ""
    return output


@pytest.fixture
def guest(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A copy of a project with a bit of everything, half of it in French."""
    monkeypatch.setattr(sys, "path", list(sys.path))  # which its conf.py changes
    return Path(shutil.copytree(ROOTS / "guest", tmp_path / "guest"))


def files(folder: Path) -> set[str]:
    found = (path.relative_to(folder) for path in folder.rglob("*") if path.is_file())
    return {path.as_posix() for path in found if not UNREAD.intersection(path.parts)}


def elements(path: Path) -> list[tuple[str, dict[str, str], str, str]]:
    """Return every element of a page with its attributes and its text."""
    return [
        (str(item.tag), {str(k): str(v) for k, v in item.attrib.items()}, item.text or "",
         item.tail or "")
        for item in read_page(path).iter()
    ]  # fmt: skip


@pytest.mark.parametrize("language", ["en", "fr"])
@pytest.mark.parametrize("theme", THEMES)
def test_pages_are_those_of_plain_sphinx(guest: Path, theme: str, language: str) -> None:
    outputs = [
        build(guest, guest.parent / name, *more, html_theme=theme, language=language)
        for name, more in (("plain", ()), ("with", ("editions",)))
    ]
    plain, ours = outputs
    assert files(plain) == files(ours)
    pages = [name for name in files(plain) if name.endswith(".html")]
    assert {"blocks.html", "genindex.html", "search.html", "py-modindex.html"} <= set(pages)
    for name in pages:
        assert elements(ours / name) == elements(plain / name), name
    for name in ("searchindex.js", "objects.inv"):
        assert (ours / name).read_bytes() == (plain / name).read_bytes(), name
    translated = "Blocs" in text(read_page(ours / "blocks.html"))
    assert translated == (language == "fr")


def test_translations_of_earlier_messages_bear_no_mark(guest: Path) -> None:
    page = read_page(build(guest, guest.parent / "out", "editions", language="fr") / "index.html")
    for name in ("translation-mark", "outdated", "untranslated"):
        assert select(page, f"//*[contains(@class, '{name}')]") == []
    assert "Said in another way." in text(page)


def test_marks_of_two_faulty_translations_have_no_id_in_common(guest: Path) -> None:
    catalog = guest / "locale/fr/LC_MESSAGES/words.po"
    with (guest / "words.rst").open("a", encoding="utf-8") as file:
        file.write("\nThe **north** shore.\n\nThe **south** shore.\n")
    with catalog.open("a", encoding="utf-8") as file:
        for shore in ("north", "south"):
            file.write(f'\nmsgid "The **{shore}** shore."\nmsgstr "La **rive."\n')
    page = read_page(
        build(guest, guest.parent / "out", "editions", language="fr", warned=True) / "words.html"
    )
    assert len(select(page, "//*[contains(@class, 'problematic')]")) == 2
    assert_ids_stand_once(page)


def assert_ids_stand_once(page: HtmlElement) -> None:
    ids = [item.get("id") for item in select(page, "//*[@id]")]
    assert len(ids) == len(set(ids))


#: With this package's theme, which has its own context.
OWN_THEME: dict[str, Any] = {"html_theme": "editions", "html_context": {}, "templates_path": []}


@pytest.mark.parametrize("settings", [{}, OWN_THEME])
def test_term_is_linked_to_by_its_own_id(guest: Path, settings: dict[str, Any]) -> None:
    output = build(guest, guest.parent / "out", "editions", language="fr", **settings)
    page = read_page(output / "words.html")
    (term,) = (t for t in select(page, "//dt[@id]") if text(t).startswith("Bac"))
    link = one(term, "./a[@class='headerlink']")
    assert (term.get("id"), link.get("href")) == ("term-Ferry", "#term-Ferry")


def test_documents_are_read_again_for_a_theme_that_wants_ids(guest: Path) -> None:
    output = guest.parent / "out"
    found = []
    for settings in ({"html_theme": "basic"}, OWN_THEME, {"html_theme": "basic"}):
        page = read_page(build(guest, output, "editions", **settings) / "blocks.html")
        found.append(len(select(page, "//*[starts-with(@id, 'b-')]")))
    assert found[0] == found[2] == 0
    assert found[1] > 20


@pytest.mark.parametrize("settings", [{}, OWN_THEME])
def test_label_that_looks_like_the_id_of_a_block_stays(
    guest: Path, settings: dict[str, Any]
) -> None:
    with (guest / "words.rst").open("a", encoding="utf-8") as file:
        file.write("\n.. _b-rubric-1:\n\nA target.\n\n.. _b-table-1:\n\n=  =\nx  y\n=  =\n")
    page = read_page(build(guest, guest.parent / "out", "editions", **settings) / "words.html")
    assert_ids_stand_once(page)
    assert len(select(page, "//*[@id='b-rubric-1' or @id='b-table-1']")) == 2


OWN_TRANSLATOR = """
from sphinx.writers.html5 import HTML5Translator


class Own(HTML5Translator):
    def visit_rubric(self, node):
        self.body.append('<p id="mine">')

    def depart_rubric(self, node):
        self.body.append("</p>")


def setup(app):
    app.set_translator("html", Own)
"""


@pytest.mark.parametrize("settings", [{}, OWN_THEME])
def test_own_translator_of_the_project_is_used(guest: Path, settings: dict[str, Any]) -> None:
    with (guest / "conf.py").open("a", encoding="utf-8") as file:
        file.write(OWN_TRANSLATOR)
    page = read_page(build(guest, guest.parent / "out", "editions", **settings) / "blocks.html")
    assert [text(item) for item in select(page, "//*[@id='mine']")] == ["A rubric"]


def test_build_of_pages_imports_nothing_that_it_does_not_need(guest: Path) -> None:
    code = (
        "import sys; from sphinx.cmd.build import main;"
        " status = main(['-q', '-D', 'extensions=editions', '-D', 'language=fr', '.', 'out']);"
        " print(status, *{name.partition('.')[0] for name in sys.modules})"
    )
    plain = code.replace("extensions=editions", "extensions=sphinx.ext.todo")
    found = []
    for part in (code, plain):
        run = subprocess.run(
            [sys.executable, "-c", part], cwd=guest, capture_output=True, text=True, check=True
        )
        status, *names = run.stdout.split()
        assert status == "0", run.stderr
        found.append(set(names))
    assert "editions" in found[0]
    assert (found[0] - found[1]) & HEAVY == set()
