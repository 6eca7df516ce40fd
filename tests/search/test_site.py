"""The search that Sphinx's builders make: its page, its index, its languages."""

from __future__ import annotations

import json
import shutil
from pathlib import Path
from typing import Any

import pytest
from sphinx.testing.util import SphinxTestApp

from tests.building import build, edit
from tests.conftest import ROOTS
from tests.reading import one, read_page, select, text


def read_index(folder: Path) -> dict[str, Any]:
    """Return the data of an index."""
    script = (folder / "searchindex.js").read_text(encoding="utf-8")
    (line,) = (line for line in script.splitlines() if line.startswith("var editionIndex = "))
    data: dict[str, Any] = json.loads(line.removeprefix("var editionIndex = ").removesuffix(";"))
    return data


def test_index_holds_the_words_of_the_edition(two_shores: Path) -> None:
    index = read_index(build(two_shores, "fr"))
    assert [page[:2] for page in index["pages"]] == [
        ["index.html", "Deux rives"],
        ["shore.html", "Rive"],
        ["crossing.html", "Traversée"],
    ]
    assert index["stems"] is True
    assert "dans" in index["stopwords"]


def test_targets_are_on_the_pages(two_shores: Path) -> None:
    folder = build(two_shores, "fr")
    targets = 0
    for address, _title, parts in read_index(folder)["pages"]:
        page = read_page(folder / address)
        for target, _heading, passages in parts:
            for name in {target, *passages[::2]} - {""}:
                one(page, f"//*[@id='{name}']")
                targets += 1
    assert targets > 6


def test_page_says_what_it_needs_and_offers_the_contents(two_shores: Path) -> None:
    page = read_page(build(two_shores, "fr") / "search.html")
    aside = one(page, "//main//noscript")
    assert "JavaScript" in text(aside)
    assert [link.get("href") for link in select(aside, ".//a")] == [
        "shore.html",
        "crossing.html",
        "crossing.html#later",
    ]
    assert select(page, "//script[not(@src)] | //*[@onclick or @onload]") == []
    assert one(page, "//main//*[@role='status']").text_content() == ""
    words = json.loads(one(page, "//*[@data-words]").attrib["data-words"])
    several = "{number} résultats"
    assert words["results"] == {"one": "{number} résultat", "many": several, "other": several}
    assert words["nothing"] == "Aucun résultat pour «\u00a0{query}\u00a0»."


def test_other_pages_load_nothing_for_the_search(two_shores: Path) -> None:
    page = read_page(build(two_shores, "fr") / "shore.html")
    assert not [e for e in select(page, "//script | //link") if "search" in str(e.attrib)]


def test_document_that_is_not_to_be_searched(two_shores: Path) -> None:
    edit(two_shores / "source/shore.rst", "Shore\n=====", ":no-search:\n\nShore\n=====")
    pages = read_index(build(two_shores, "en"))["pages"]
    assert [page[0] for page in pages] == ["index.html", "crossing.html"]


def build_plain(folder: Path, builder: str = "html", **settings: Any) -> Path:
    """Build a project that only has the extension, as sphinx-build does; return the result."""
    shutil.copytree(ROOTS / "two-shores" / "source", folder)
    (folder / "conf.py").write_text("extensions = ['editions']\n")
    app = SphinxTestApp(builder, srcdir=folder, confoverrides=settings)
    try:
        app.build()
    finally:
        app.cleanup()
    return Path(app.outdir)


@pytest.mark.parametrize(
    ("language", "stems"), [("en", True), ("pt_BR", True), ("ja", False), ("pl", False)]
)
def test_any_project_with_the_theme(tmp_path: Path, language: str, stems: bool) -> None:
    folder = build_plain(tmp_path / "x", html_theme="editions", language=language)
    assert read_index(folder)["stems"] is stems
    assert "Stemmer" in (folder / "searchindex.js").read_text(encoding="utf-8")


def test_pages_of_a_builder_with_folders(tmp_path: Path) -> None:
    folder = build_plain(tmp_path / "x", "dirhtml", html_theme="editions")
    assert [page[0] for page in read_index(folder)["pages"]] == ["", "shore/", "crossing/"]
    page = read_page(folder / "search" / "index.html")
    assert page.get("data-content_root") == "../"


def test_another_theme_keeps_the_search_of_sphinx(tmp_path: Path) -> None:
    folder = build_plain(tmp_path / "x", html_theme="basic")
    assert (folder / "searchindex.js").read_text(encoding="utf-8").startswith("Search.setIndex(")
