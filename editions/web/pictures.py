"""Words in the place of pictures that a file to be read alone cannot hold."""

from __future__ import annotations

import posixpath
from collections.abc import Container
from urllib.parse import urlsplit

from docutils import nodes
from docutils.nodes import Node
from sphinx.util import logging

logger = logging.getLogger(__name__)


def replace_lost_pictures(doctree: Node, held: Container[str]) -> None:
    """Write the words of the pictures whose addresses are not in *held*; nothing is fetched.

    Of what is missing Sphinx has warned; of what lies on another machine this does.
    """
    for node in list(doctree.findall(nodes.image)):
        if node["uri"] in held:
            continue
        if "://" in node["uri"]:
            logger.warning(
                "the picture %r lies on another machine, and its words stand in its place;"
                " save it among the source files",
                node["uri"],
                location=node,
                type="editions",
                subtype="image",
            )
        replace_picture(node)


def replace_picture(node: nodes.image) -> None:
    """Put words in the place of a picture that cannot be shown: its alternative text.

    Of a picture on another machine they lead to it, unless it is a link to something else.
    """
    words: Node = nodes.Text(node.get("alt", "") or posixpath.basename(node["uri"]))
    if isinstance(node.parent, nodes.reference):
        link: nodes.Element = node.parent
        node.replace_self(words)
    elif urlsplit(node["uri"]).scheme in ("http", "https"):
        link = nodes.reference("", "", words, refuri=node["uri"], internal=False)
        node.replace_self(link)
    else:
        link = nodes.inline("", "", words)
        node.replace_self(link)
    holder = link.parent
    if not isinstance(holder, nodes.TextElement):
        paragraph = nodes.paragraph()
        holder.replace(link, paragraph)
        paragraph += link
