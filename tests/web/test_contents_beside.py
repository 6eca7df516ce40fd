"""The contents beside a page are Sphinx's own, and are made once for an edition."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from sphinx.environment.adapters.toctree import TocTree
from sphinx.testing.util import SphinxTestApp

#: Captions, numbers, hidden trees, entries of other names, other hosts, the page itself and the
#: index; trees under headings and in folders; documents that stand in two places.
DOCUMENTS = {
    "index": """
Root
====

.. toctree::
   :caption: First & foremost
   :numbered:

   one
   A <title> of ours <deep/two>

Part
----

.. toctree::
   :hidden:

   self
   deep/four
   one
   genindex
   https://elsewhere.invalid/
""",
    "one": "One *marked*\n============\n\nAa\n--\n\nBb\n~~\n\nCc\n--\n",
    "deep/two": """
:tocdepth: 2

Two
===

Under
-----

.. toctree::

   three
   deeper/five

Deeper
~~~~~~

Last
----
""",
    "deep/three": "Three\n=====\n\nIn three\n--------\n\n.. only:: html\n\n   Only\n   ----\n",
    "deep/deeper/five": "Five `code`\n===========\n\nIn five\n-------\n",
    "deep/four": "Four\n====\n\n.. toctree::\n   :titlesonly:\n\n   deeper/five\n\nAfter\n-----\n",
    "alone": ":orphan:\n\nAlone\n=====\n",
}
DEPTHS = (0, 1, 2, 3, 9)


@pytest.fixture
def project(tmp_path: Path) -> Path:
    root = tmp_path / "project"
    for name, text in DOCUMENTS.items():
        path = root / f"{name}.rst"
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(text.lstrip("\n"), encoding="utf-8")
    (root / "conf.py").write_text(
        "extensions = ['editions']\nhtml_theme = 'editions'\n", encoding="utf-8"
    )
    return root


def both(root: Path, builder: str) -> Iterator[tuple[str, int, str, str]]:
    """Yield each page and depth, with the contents as Sphinx renders them and as we do."""
    found: list[tuple[str, int, str, str]] = []

    def compare(
        _app: object, page: str, _template: str, context: dict[str, Any], _: object
    ) -> None:
        for depth in DEPTHS:
            theirs = context["toctree"](maxdepth=depth, collapse=True, includehidden=True)
            found.append((page, depth, theirs, context["contents"](depth)))

    app = SphinxTestApp(builder, srcdir=root)
    try:
        app.connect("html-page-context", compare, priority=900)
        app.build()
        assert app.warning.getvalue() == ""
    finally:
        app.cleanup()
    yield from found


@pytest.mark.parametrize("builder", ["html", "dirhtml"])
def test_contents_are_those_of_sphinx(project: Path, builder: str) -> None:
    found = list(both(project, builder))
    assert {page for page, *_ in found} >= {*DOCUMENTS, "genindex", "search"}
    assert sum("current" in theirs for _, _, theirs, _ in found) > len(DOCUMENTS)
    for page, depth, theirs, ours in found:
        assert ours.splitlines() == theirs.splitlines(), (page, depth)


def test_tree_is_read_once(project: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    asked: list[str] = []
    read = TocTree.get_toctree_for

    def count(*arguments: Any, **options: Any) -> Any:
        asked.append(arguments[1])
        return read(*arguments, **options)

    monkeypatch.setattr(TocTree, "get_toctree_for", count)
    app = SphinxTestApp("html", srcdir=project)
    try:
        app.build()
    finally:
        app.cleanup()
    assert asked == [""]
