"""Words for those who hear a page, which nobody sees: where the writer knows no class for them.

This package's theme, its PDFs and its EPUBs hide the class ``unseen`` from eyes alone.
"""

from __future__ import annotations

from html import escape
from typing import TYPE_CHECKING

from docutils import nodes

from editions.citations.domain import repeated_author
from editions.translations.block_ids import OWN_BUILDERS
from editions.web.theme import uses_this_theme

if TYPE_CHECKING:
    from sphinx.application import Sphinx

#: Class of such words.
UNSEEN = "unseen"

#: What hides a text from eyes alone in any theme.
_STYLE = (
    "position:absolute;width:1px;height:1px;overflow:hidden;clip-path:inset(50%);white-space:nowrap"
)


def settle_unseen(app: Sphinx, doctree: nodes.document, _docname: str) -> None:
    """Write words that are only heard in a form that any theme hides; other formats lose them."""
    builder = app.builder
    if not builder.format or builder.name in OWN_BUILDERS or uses_this_theme(builder):
        return
    web = builder.format == "html"
    for node in list(doctree.findall(nodes.inline)):
        if isinstance(node, repeated_author) and web:
            sign = nodes.raw("", f'<span aria-hidden="true">{escape(node.astext())}</span>')
            sign["format"] = "html"
            node.parent.replace(node, [_heard(str(node["author"])), sign])
        elif UNSEEN in node["classes"]:
            node.parent.replace(node, [_heard(node.astext())] if web else [])


def _heard(text: str) -> nodes.raw:
    return nodes.raw("", f'<span style="{_STYLE}">{escape(text)}</span>', format="html")


def setup_unseen(app: Sphinx) -> None:
    """Register with Sphinx."""
    # When the list of works stands (500).
    app.connect("doctree-resolved", settle_unseen, priority=600)
