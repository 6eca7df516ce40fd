"""Tags of the edition: ``.. only::`` by its code and its language, in every build."""

from __future__ import annotations

import zipfile
from pathlib import Path
from typing import Any, cast

import polib
import pytest
from docutils import nodes
from docutils.utils import new_document
from sphinx.application import Sphinx
from sphinx.cmd.build import main as sphinx_build

from editions.cli import main
from editions.languages import Edition
from editions.translations.edition import edition_tags, set_upright
from tests.building import build, edit, set_translation
from tests.reading import body, pdf_pages, read_page, text
from tests.translations.guest import listen, write_guest

ONLY = """
.. only:: fr

   For readers of French.

.. only:: en_GB

   For the British.

.. only:: not fr and not builder_html

   For other printers.
"""


@pytest.fixture
def shores(two_shores: Path) -> Path:
    with (two_shores / "source/shore.rst").open("a", encoding="utf-8") as file:
        file.write(ONLY)
    edit(two_shores / "conf.py", "editions_slug", "editions_pairs = False\neditions_slug")
    assert main(["update", "--quiet", "--project", str(two_shores)]) == 0
    set_translation(two_shores, "shore", "For readers of French.", "Pour les francophones.")
    set_translation(two_shores, "shore", "For the British.", "Pour les Britanniques.")
    set_translation(two_shores, "shore", "For other printers.", "Pour d’autres imprimeurs.")
    return two_shores


def shown(root: Path, code: str, builder: str) -> str:
    output = build(root, code, builder)
    if builder == "pdf":
        (path,) = output.glob("*.pdf")
        return " ".join(" ".join(pdf_pages(path)).split())
    if builder == "epub":
        (path,) = output.glob("*.epub")
        with zipfile.ZipFile(path) as book:
            (name,) = (name for name in book.namelist() if name.endswith("shore.xhtml"))
            return book.read(name).decode()
    return text(body(read_page(output / "shore.html")))


@pytest.mark.parametrize("builder", ["html", "pdf", "epub"])
def test_each_edition_shows_what_is_meant_for_it(shores: Path, builder: str) -> None:
    french = shown(shores, "fr", builder)
    assert "Pour les francophones." in french
    assert "Britanniques" not in french
    assert "imprimeurs" not in french
    english = shown(shores, "en", builder)
    assert "French." not in english
    assert "For the British." in english
    assert ("For other printers." in english) is (builder != "html")


def test_plain_sphinx_build_shows_the_same(shores: Path) -> None:
    arguments = ["-q", "-b", "html", "-D", "language=fr", "-c", str(shores)]
    assert sphinx_build([*arguments, str(shores / "source"), str(shores / "out")]) == 0
    page = text(body(read_page(shores / "out/shore.html")))
    assert "Pour les francophones." in page
    assert "Britanniques" not in page


def test_no_message_is_lost_whatever_the_tag(shores: Path) -> None:
    """They are messages in every language, so that a changed condition loses no translation."""
    path = shores / "locale/fr/LC_MESSAGES/shore.po"
    edit(shores / "source/shore.rst", ".. only:: fr\n", ".. only:: en\n")
    assert main(["update", "--quiet", "--project", str(shores)]) == 0
    found = {entry.msgid: entry for entry in polib.pofile(str(path))}
    assert found["For readers of French."].msgstr == "Pour les francophones."
    assert not found["For readers of French."].obsolete
    assert found["For the British."].msgstr == "Pour les Britanniques."


@pytest.mark.parametrize(
    ("code", "locale", "language", "tags"),
    [
        ("fr", "fr_CA", "fr", {"fr", "fr_CA"}),
        ("pt-br", "pt_BR", "pt_BR", {"pt_br", "pt_BR", "pt"}),
        ("zh-hant", "zh_Hant_TW", "zh_TW", {"zh_hant", "zh_Hant_TW", "zh_TW", "zh"}),
    ],
)
def test_tags_are_names_that_a_condition_can_hold(
    code: str, locale: str, language: str, tags: set[str]
) -> None:
    assert edition_tags(Edition(code, locale, "x", "x"), language) == tags


@pytest.mark.parametrize(
    ("before", "after", "upright"),
    [
        ("the “", "” clause", True),
        ("la clause «\u00a0", "\u00a0»", True),
        ("‘", "’", True),
        ("the ", " clause", False),
        ("the “whole ", "” clause", False),
        ("", "", False),
    ],
)
def test_a_phrase_stands_upright_between_quotation_marks(
    before: str, after: str, upright: bool
) -> None:
    phrase = nodes.emphasis("", "Buy Local", classes=["language-en"], phrase=True)
    emphasis = nodes.emphasis("", "so", classes=["language-en"])
    document = new_document("page")
    document += nodes.paragraph("", "", nodes.emphasis("", "an author’s own"))
    document += nodes.paragraph("", "", nodes.Text(before), phrase, nodes.Text(after), emphasis)
    set_upright(cast(Sphinx, None), document)
    paragraph: Any = document[1]
    found = paragraph[1]
    assert type(found) is (nodes.inline if upright else nodes.emphasis)
    assert (found.astext(), found["classes"]) == ("Buy Local", ["language-en"])
    assert "phrase" not in found
    assert paragraph[3] is emphasis  # an author's own


@pytest.mark.parametrize(("language", "warned"), [("lzh", True), ("fr", False)])
def test_a_guest_in_a_language_without_data_is_warned(
    tmp_path: Path, language: str, warned: bool
) -> None:
    root = write_guest(tmp_path)
    _, said = listen(root, "-D", f"language={language}")
    assert ("CLDR has no data on the language" in said) == warned
