"""Sphinx's own words, as a project translates them in ``sphinx.po``."""

from __future__ import annotations

from pathlib import Path

import polib
import pytest

from tests.reading import one, read_page, select, text
from tests.translations.guest import run, write_guest, write_po

#: Words that only a template has, words that Sphinx writes, and one taken when it is imported.
WORDS = {
    "Timetables": "Horaires & « tarifs »",
    "Say <b>it</b>": "<b>Dites-le</b> <i>",
    "Fares": "L'été",
    "Search": "Chercher",
    "Link to this heading": "Lien d’ici",
    "Python Module Index": "Table des modules",
    "Index": 'Table" onclick="x',
    "Table of Contents": "<script>alert(1)</script>",
}
FOOTER = """{% extends "!layout.html" %}
{% block footer %}{{ super() }}<p id="own">{{ _("Timetables") }}|{{ _("Say <b>it</b>") }}|{{
_("Fares")|e }}|{% trans who="<i>x</i>" %}By {{ who }}{% endtrans %}</p>{% endblock %}
"""


@pytest.fixture(scope="module")
def root(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("words")
    root = write_guest(folder, 'templates_path = ["_templates"]', one={"The tide.": "La marée."})
    (root / "_templates").mkdir()
    (root / "_templates" / "layout.html").write_text(FOOTER, encoding="utf-8")
    (root / "one.rst").write_text("one\n===\n\nThe tide.\n\n.. py:module:: tide\n", "utf-8")
    write_po(root, "sphinx", WORDS | {"By %(who)s": "Par %(who)s & moi"})
    for _ in range(2):  # at the second time, Sphinx has compiled the words beside the catalog
        status, found = run(root, "-E")
        assert (status, [f.message[:29] for f in found]) == (0, ["1 translation is not publishe"])
    assert (root / "locale/fr/LC_MESSAGES/sphinx.mo").is_file()
    return root


def test_templates_get_them_escaped(root: Path) -> None:
    page = read_page(root / "out" / "index.html")
    own = one(page, "//*[@id='own']")
    assert text(own) == "Horaires & « tarifs »|Dites-le <i>|L'été|Par x & moi"
    assert [element.tag for element in own] == ["b", "i"]


def test_sphinx_gets_those_that_can_stand_as_they_are(root: Path) -> None:
    page = read_page(root / "out" / "one.html")
    assert one(page, "//section/h1/a").get("title") == "Lien d’ici"
    modules = read_page(root / "out" / "py-modindex.html")
    assert text(one(modules, "//*[@class='body']//h1")) == "Table des modules"


def test_no_word_leaves_its_place(root: Path) -> None:
    for path in (root / "out").glob("*.html"):
        page = read_page(path)
        assert select(page, "//*[@onclick]") == []
        assert [s for s in select(page, "//script") if "alert" in (s.text or "")] == []


def test_a_word_taken_before_the_extension_was_loaded_is_taken_back(tmp_path: Path) -> None:
    root = write_guest(tmp_path, one={"The tide.": "La marée."})
    (root / "one.rst").write_text("one\n===\n\nThe tide.\n\n.. py:module:: tide\n", "utf-8")
    write_po(root, "sphinx", {"Python Module Index": "<script>alert(1)</script>"})
    run(root)
    modules = read_page(root / "out" / "py-modindex.html")
    assert text(one(modules, "//*[@class='body']//h1")) == "Index des modules Python"


ADDED = """
def setup(app):
    app.add_message_catalog("sphinx", app.srcdir / "theme")
"""


@pytest.mark.parametrize("order", ["before", "after"])
@pytest.mark.parametrize("language", ["fr", "lzh"])  # the second is none of Sphinx's
def test_words_that_other_extensions_bring_stay(tmp_path: Path, order: str, language: str) -> None:
    root = write_guest(tmp_path, 'templates_path = ["_templates"]')
    (root / "theming.py").write_text(ADDED, encoding="utf-8")
    names = ["theming", "editions"] if order == "before" else ["editions", "theming"]
    lines = f"import sys; sys.path.insert(0, {str(root)!r})\nextensions = {names}\n"
    (root / "conf.py").write_text((root / "conf.py").read_text("utf-8") + lines, "utf-8")
    (root / "_templates").mkdir()
    (root / "_templates" / "layout.html").write_text(FOOTER, encoding="utf-8")
    words = polib.POFile()
    words.metadata = {"Content-Type": "text/plain; charset=UTF-8"}
    words += [polib.POEntry(msgid="Fares", msgstr="Prix"), polib.POEntry(msgid="Index", msgstr="X")]
    place = root / "theme" / language / "LC_MESSAGES"
    place.mkdir(parents=True)
    words.save_as_mofile(str(place / "sphinx.mo"))
    write_po(root, "sphinx", {"Timetables": "Horaires"})
    run(root, "-D", f"language={language}")
    own = text(one(read_page(root / "out" / "index.html"), "//*[@id='own']")).split("|")
    assert (own[0], own[2]) == ("Horaires" if language == "fr" else "Timetables", "Prix")
    index = read_page(root / "out" / "genindex.html")
    assert text(one(index, "//*[@id='index']")) == ("Index" if language == "fr" else "X")
