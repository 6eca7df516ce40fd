"""Other people's extensions in print: every part of what they make is open, and is there."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

import pytest
from sphinx.testing.util import SphinxTestApp

from tests.pdf.tree import Tag, read_tree
from tests.reading import pdf_pages


@pytest.fixture(scope="module")
def tree(plainly_built: dict[str, Path]) -> Tag:
    return read_tree(plainly_built["harbour-handbook-en"])


def chapter(tree: Tag, title: str) -> Tag:
    (heading,) = (heading for heading in tree.find("H1") if heading.text == title)
    assert heading.parent is not None
    return heading.parent


def in_order(content: str, words: Sequence[str]) -> bool:
    """Tell whether *words* stand in *content* one after the other, each once."""
    places = [content.find(word) for word in words]
    return places == sorted(places) and all(content.count(word) == 1 for word in words)


def test_tabs_stand_one_after_the_other_under_their_names(tree: Tag) -> None:
    part = chapter(tree, "Design")
    words = ("Flood", "The water rises.", "Ebb", "The water falls.", "fall(1)", "Neap tides")
    assert in_order(part.text, words)
    assert {"Flood", "Ebb", "Neap tides"} <= {tag.text for tag in part.find("P")}
    part = chapter(tree, "Inline tabs")
    assert in_order(part.text, ("By sail", "Wait for wind.", "By oar", "Row."))


def test_sphinx_tabs_stand_one_after_the_other(plainly_built: dict[str, Path]) -> None:
    part = chapter(read_tree(plainly_built["ferry-tables-en"]), "Times")
    words = ("Summer", "Every hour.", "Winter", "At noon.", "C", "row(2);", "Python", "row(3)")
    assert in_order(part.text, words[:4])
    assert in_order(part.text, ("Cars", "On the lower deck.", "Feet", "On the upper deck."))
    assert in_order(part.text, (words[5], words[6], words[7]))


def test_what_is_folded_is_open(tree: Tag) -> None:
    assert "Small ones." in chapter(tree, "Design").text
    assert in_order(chapter(tree, "Notes").text, ("Folded away", "Still printed.", "Toggled, and"))


def test_cards_and_buttons_lead_on(tree: Tag) -> None:
    part = chapter(tree, "Design")
    assert in_order(part.text, ("North quay", "Deep water.", "South quay", "Shallow water."))
    links = {area.address for link in part.find("Link") for area in link.areas()}
    assert links == {"https://example.org/north", "https://example.org/book"}


def test_films_are_links_to_their_pages(tree: Tag) -> None:
    part = chapter(tree, "Films")
    links = [area.address for link in part.find("Link") for area in link.areas()]
    assert links == [
        "https://www.youtube.com/watch?v=a1b2c3d4e5f",
        "https://vimeo.com/123456789",
        "https://example.org/boat.mp4",
    ]


def test_diagrams_are_pictures_with_words(tree: Tag) -> None:
    figures = [figure.alt or "" for figure in chapter(tree, "Diagrams").find("Figure")]
    assert len(figures) == 4
    assert all(figures)
    assert "From north to south" in figures[0]
    assert "OrderedDict" in figures[1]


def test_notes_tables_and_works_are_there(tree: Tag) -> None:
    part = chapter(tree, "Notes")
    assert in_order(part.text, ("Todo", "Sound the depth."))
    (table,) = part.find("Table")
    assert "os.path.join" in table.text
    assert "shlex.join" in part.text
    assert "[source]" not in part.text  # a PDF has no pages of source code
    assert "Ada Rower." in chapter(tree, "Works").text


def write(folder: Path, extension: str, text: str) -> Path:
    folder.mkdir()
    (folder / "conf.py").write_text(
        "import sys; sys.path.insert(0, str(__import__('pathlib').Path(__file__).parent))\n"
        f"extensions = ['editions', {extension!r}]\nproject = 'Plain'\nmermaid_cmd = 'no-such'\n"
        "graphviz_dot = 'no-such'\n",
        encoding="utf-8",
    )
    (folder / "index.rst").write_text(f"Plain\n=====\n\nOne\n---\n\n{text}\nEnd.\n")
    return folder


def print_plain(root: Path, builder: str = "pdf") -> tuple[str, str]:
    """Build a project; return its text and the warnings."""
    app = SphinxTestApp(builder, srcdir=root)
    try:
        app.build()
        warnings = app.warning.getvalue()
    finally:
        app.cleanup()
    if builder == "pdf":
        (path,) = Path(app.outdir).glob("*.pdf")
        return " ".join(pdf_pages(path)), warnings
    return Path(app.outdir, "index.xhtml").read_text(encoding="utf-8"), warnings


#: An extension whose nodes have no handler, a broken one, or one that is broken at its end.
BROKEN = """
from docutils import nodes
from docutils.parsers.rst import Directive

class buoy(nodes.General, nodes.Element): pass
class beacon(nodes.General, nodes.Element): pass
class light(nodes.General, nodes.Element): pass
class chart(nodes.General, nodes.Element): pass

def kind(node_class):
    class Made(Directive):
        has_content = True
        def run(self):
            node = node_class(code="depths 1 2 3") if node_class is chart else node_class()
            node.source, node.line = self.state_machine.get_source_and_line(self.lineno)
            if node_class is not chart:
                self.state.nested_parse(self.content, self.content_offset, node)
            return [node]
    return Made

def begin(self, node): self.body.append("<div><b>")
def fail(self, node):
    self.body.append("<table>")
    raise ValueError("no light")

def setup(app):
    app.add_node(beacon, html=(fail, None))
    app.add_node(light, html=(begin, fail))
    for node_class in (buoy, beacon, light, chart):
        app.add_directive(node_class.__name__, kind(node_class))
"""


@pytest.mark.parametrize("builder", ["pdf", "epub"])
@pytest.mark.parametrize(
    ("name", "words", "message"),
    [
        ("buoy", "Words of the buoy", "'buoy' has no form in HTML"),
        ("beacon", "Words of the beacon", "'beacon' could not be written (ValueError: no light)"),
        ("light", "Words of the light", "'light' could not be ended (ValueError: no light)"),
        ("chart", "depths 1 2 3", "'chart' has no form in HTML"),
    ],
)
def test_element_without_a_form_is_named_and_its_words_stand(
    tmp_path: Path, builder: str, name: str, words: str, message: str
) -> None:
    root = write(tmp_path / "x", "broken", f".. {name}::\n\n   {words}.\n")
    (root / "broken.py").write_text(BROKEN)
    content, warnings = print_plain(root, builder)
    assert words in content
    assert "End." in content
    (line,) = (line for line in warnings.splitlines() if message in line)
    assert "index.rst:7: WARNING" in line


@pytest.mark.parametrize(
    ("extension", "text", "words"),
    [
        (
            "sphinx.ext.graphviz",
            ".. graphviz::\n\n   digraph { north -> south }\n",
            "north -> south",
        ),
        (
            "sphinxcontrib.mermaid",
            ".. mermaid::\n\n   graph TD\n   ship --> quay\n",
            "ship --> quay",
        ),
    ],
)
def test_diagram_that_nothing_draws_is_its_source(
    tmp_path: Path, extension: str, text: str, words: str
) -> None:
    content, warnings = print_plain(write(tmp_path / "x", extension, text))
    assert words in content
    assert "is not drawn, and its source stands in its place" in warnings
