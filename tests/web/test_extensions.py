"""Which handler writes a node of somebody else's."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest
from docutils import nodes
from sphinx.testing.util import SphinxTestApp

from editions.web.extensions import kept_words, placed

#: An extension that writes a picture and a node of its own, for HTML and for books.
EXTENSION = """
from docutils import nodes

class flag(nodes.General, nodes.Element): pass

def write(words):
    def visit(self, node):
        self.body.append(f"<p>{words}</p>")
        raise nodes.SkipNode
    return visit, None

def setup(app):
    app.add_node(flag, html=write("for the web"), epub=write("for books"))
    app.add_node(nodes.math, html=write("no formula"), override=True)
    app.add_node(nodes.strong, html=write("no letters"), override=True)
    app.connect("doctree-read", lambda app, tree: tree[0].append(flag()))
"""


@pytest.mark.parametrize(
    ("builder", "words"),
    [("pdf", "for the web"), ("epub", "for books"), ("html", "for the web")],
)
def test_handlers_are_those_of_the_builder_or_of_html(
    tmp_path: Path, builder: str, words: str
) -> None:
    (tmp_path / "flags.py").write_text(EXTENSION)
    (tmp_path / "conf.py").write_text(
        "import sys; from pathlib import Path; sys.path.insert(0, str(Path(__file__).parent))\n"
        "extensions = ['editions', 'flags']\nproject = 'Flags'\n"
    )
    (tmp_path / "index.rst").write_text("Flags\n=====\n\nSee :math:`a + b` and **c**.\n")
    app = SphinxTestApp(builder, srcdir=tmp_path)
    try:
        app.build()
        assert app.warning.getvalue() == ""
    finally:
        app.cleanup()
        del __import__("sys").modules["flags"]
    name = {"pdf": "printed.json", "epub": "index.xhtml", "html": "index.html"}[builder]
    content = Path(app.outdir, name).read_text(encoding="utf-8")
    assert words in content
    assert "no letters" in content  # in any HTML
    assert ("no formula" in content) is (builder == "html")  # which paper and books set otherwise


@pytest.mark.parametrize(
    ("attributes", "words"),
    [({"code": "a"}, "a"), ({"uml": "b", "alt": "c"}, "b"), ({"code": " "}, ""), ({"x": "y"}, "")],
)
def test_words_of_a_node_without_content(attributes: dict[str, Any], words: str) -> None:
    assert kept_words(nodes.inline("", **attributes)) == words


def test_source_is_the_first_choice() -> None:
    assert kept_words(nodes.inline("src", code="a")) == "src"


def test_place_is_the_nearest_one_that_is_known() -> None:
    inner, outer = nodes.inline(), nodes.paragraph()
    outer += inner
    assert placed(inner) is inner
    outer.line = 3
    assert placed(inner) is outer
