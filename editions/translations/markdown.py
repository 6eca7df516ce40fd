"""Parse a translation in Markdown: MyST's inline parser makes its nodes, under our guard.

MyST itself would read it as a document: fences are directives, settings at its beginning change
what Markdown is, and a title is a place.  Here it is running text, whatever it begins with.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from contextlib import nullcontext
from dataclasses import replace
from functools import cache
from pathlib import Path
from typing import Any

from docutils import nodes
from sphinx import addnodes
from sphinx.util.logging import suppress_logging

from editions.borrowed.myst import create_parser, merged_config, sphinx_renderer
from editions.catalogs.embedding import read_tag
from editions.catalogs.policy import SCHEMES
from editions.catalogs.sources import document_text
from editions.catalogs.syntax import Markdown
from editions.phrases import phrase
from editions.translations.refusals import RefusedError

#: Where the parser of the document that is being read is kept.
_PARSER = "editions-markdown"
#: Tells whether a role may run.
Allows = Callable[[str], bool]


def run_markdown(
    text: str, allows: Allows, document: nodes.document, syntax: Markdown, *, silent: bool = False
) -> nodes.Element:
    """Return a node that holds what MyST makes of *text*, with the roles that *allows* allows.

    *silent* keeps back what MyST has to say.

    Raises:
        RefusedError: another role stands in it, or it cannot be parsed.
    """
    parser = _document_parser(document.settings.env)
    holder = nodes.inline(text, "")
    parser.options.update(document=document, current_node=holder, editions_allows=allows)
    env = syntax.options.env()
    try:
        tokens = parser.parseInline(text, env)[:1]
        env.pop("wordcount", None)  # MyST would note it for the document
        with suppress_logging() if silent else nullcontext():
            parser.renderer.render(tokens, parser.options, env)
    except RefusedError:
        raise
    except Exception as error:  # a role of any extension, given what nobody has foreseen
        raise RefusedError(
            phrase("it cannot be parsed ({error})", error=type(error).__name__)
        ) from error
    return holder


def _document_parser(env: Any) -> Any:
    """Return MyST's parser for the document that is being read, with the settings of that."""
    parser = env.temp_data.get(_PARSER)
    if parser is None:
        text = Path(env.doc2path(env.docname)).read_text(encoding="utf-8", errors="replace")
        config = merged_config(env.myst_config, document_text(text))
        # Metadata belong to the page, and not to each of its messages.
        config = replace(config, html_meta={}, title_to_header=False)
        parser = env.temp_data[_PARSER] = create_parser(config, _guarded_renderer())
    return parser


@cache
def _guarded_renderer() -> Any:
    """Return MyST's renderer, asked before a role runs."""
    own: Any = sphinx_renderer()

    class GuardedRenderer(own):  # type: ignore[misc]  # MyST may not be there
        """Makes nodes of running text."""

        def render_myst_role(self, token: Any) -> None:
            """Make nodes of a role."""
            name = str(token.meta["name"])
            if not self.md_options["editions_allows"](name.lower()):
                raise RefusedError(phrase("the role {name!r} is not one of the message", name=name))
            super().render_myst_role(token)

    return GuardedRenderer


def foreign(node: nodes.Element, *, has_tags: bool = False) -> Iterator[str]:
    """Yield what reaches a page otherwise than as text, as strings that can be compared.

    Where tags of HTML are markup (*has_tags*), those that only set words apart are none of it,
    and of all others, words for readers do not matter.
    """
    for child in node.findall():
        if isinstance(child, nodes.raw):
            tag = read_tag(child.astext().strip()) if has_tags else None
            if tag is None:
                yield child.astext()
            elif not tag.is_harmless:
                yield f"{replace(tag, address='')!r}"
        elif isinstance(child, nodes.image):
            yield str(child.get("uri", ""))
        elif isinstance(child, addnodes.download_reference):
            yield str(child.get("reftarget", ""))
        elif isinstance(child, nodes.Element):
            scheme = re.match(r"[\s\0]*([a-zA-Z][\w+.-]*)\s*:", str(child.get("refuri", "")))
            if scheme and scheme[1].lower() not in SCHEMES:
                yield str(child["refuri"])
            if not isinstance(child, (nodes.Inline, nodes.system_message)):
                yield f"<{child.tagname}>"
