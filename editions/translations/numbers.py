"""Titles of ``:numref:`` in LaTeX, as text into which names and numbers are put.

Sphinx escapes a title for LaTeX before Python's ``str.format`` fills it, which takes the braces of
the escapes for places of its own: an apostrophe, a hyphen or a bracket ends the build.
"""

from __future__ import annotations

import contextlib
import re
from typing import TYPE_CHECKING

from docutils import nodes
from sphinx import addnodes
from sphinx.util.texescape import escape

if TYPE_CHECKING:
    from sphinx.application import Sphinx
    from sphinx.writers.latex import LaTeXTranslator

_PLACE = re.compile(r"(\{name\}|\{number\})")
#: A full stop behind which LaTeX would leave as much room as behind a sentence.
_ABBREVIATION = re.compile(r"\.(?=\s|\Z)")


def visit_number_reference(self: LaTeXTranslator, node: addnodes.number_reference) -> None:
    """Write a reference by number; each place of its title as Sphinx writes it alone."""
    pieces = _PLACE.split(str(node.get("title", "")))
    if len(pieces) == 1:
        type(self).visit_number_reference(self, node)
        return
    link = ""
    for at, piece in enumerate(pieces):
        if at % 2:
            link, _, place = _written_alone(self, node, piece).partition("]{")
            pieces[at] = place.removesuffix("}")
        else:
            pieces[at] = escape(piece, self.config.latex_engine)
    text = _ABBREVIATION.sub(r".\\@", "".join(pieces))
    self.body.append(f"{link}]{{{text}}}")
    raise nodes.SkipNode


def _written_alone(translator: LaTeXTranslator, node: addnodes.number_reference, title: str) -> str:
    """Return what Sphinx writes for a reference whose whole title is *title*."""
    alone = node.copy()
    alone["title"] = title
    with contextlib.suppress(nodes.SkipNode):
        type(translator).visit_number_reference(translator, alone)
    return str(translator.body.pop())


def setup_numbers(app: Sphinx) -> None:
    """Register how LaTeX is given references by number."""
    app.add_node(addnodes.number_reference, override=True, latex=(visit_number_reference, None))
