"""What is only heard: in the class that the theme hides, in a style of its own, or nowhere."""

from __future__ import annotations

from pathlib import Path
from typing import Any, cast

import pytest
from docutils import nodes
from docutils.utils import new_document
from sphinx.application import Sphinx

from editions.citations.domain import repeated_author
from editions.web import unseen


class _Builder:
    def __init__(self, name: str, format_: str) -> None:
        self.name, self.format = name, format_


class _App:
    def __init__(self, name: str, format_: str) -> None:
        self.builder = _Builder(name, format_)


def settled(name: str, format_: str) -> Any:
    """Return an entry as it is written by the builder called *name*, with another theme."""
    entry = nodes.paragraph()
    entry += repeated_author("", "———", author="Sand & Co")
    entry += nodes.reference("", "", nodes.inline("", "Back ", classes=["unseen"]), nodes.Text("↑"))
    document = new_document("page")
    document += entry
    app = cast(Sphinx, cast(Any, _App(name, format_)))
    unseen.settle_unseen(app, document, "page")
    return entry


@pytest.mark.parametrize("name", ["html", "dirhtml", "singlehtml"])
def test_another_theme_hides_it_from_eyes_alone(name: str) -> None:
    author, sign, link = settled(name, "html")
    assert all(isinstance(node, nodes.raw) for node in (author, sign, link[0]))
    assert author.astext() == f'<span style="{unseen._STYLE}">Sand &amp; Co</span>'
    assert sign.astext() == '<span aria-hidden="true">———</span>'
    assert link[0].astext().endswith(">Back </span>")
    assert link[1].astext() == "↑"


@pytest.mark.parametrize(("name", "format_"), [("latex", "latex"), ("text", "text")])
def test_what_is_only_seen_has_none_of_it(name: str, format_: str) -> None:
    assert settled(name, format_).astext() == "———↑"


@pytest.mark.parametrize("name", ["pdf", "epub"])
def test_this_package_s_writers_know_the_class(name: str) -> None:
    sign, link = settled(name, "html")
    assert isinstance(sign, repeated_author)
    assert link[0]["classes"] == ["unseen"]


def test_theme_hides_the_class() -> None:
    """A style sheet that forgets it would show every word twice."""
    sheets = Path(unseen.__file__).parents[1]
    for name in ("theme/static/paper.css", "epub/theme/static/epub.css"):
        assert ".unseen" in (sheets / name).read_text(encoding="utf-8")
