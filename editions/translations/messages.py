"""What else of a document is a message, and what is none, beside what Sphinx takes for one."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import TYPE_CHECKING, Any

from docutils import nodes
from docutils.languages import get_language
from docutils.parsers.rst import directives
from docutils.parsers.rst.directives.misc import Replace
from sphinx.transforms import SphinxTransform

if TYPE_CHECKING:
    from sphinx.application import Sphinx

#: The definition of a substitution: its directive, and what the directive holds.
_DEFINITION = re.compile(r"\.\.\s+\|.*?\|\s+(?P<directive>[\w:+.-]+)::(?P<content>.*)", re.DOTALL)


class FindMessages(SphinxTransform):
    """Make messages of the words that Sphinx forgets."""

    # Before Sphinx collects the messages (10), as `KeepNames`.
    default_priority = 9

    def apply(self, **kwargs: Any) -> None:
        """Mark nodes so that Sphinx takes them for messages."""
        for definition in used_replacements(self.document):
            content = _content(definition)
            if any(char.isalpha() for char in content):
                definition.rawsource = content
                definition["translatable"] = True
        for subtitle in self.document.findall(nodes.subtitle):
            if not subtitle.source and subtitle.parent is not None:
                subtitle.source, subtitle.line = subtitle.parent.source, subtitle.parent.line
                subtitle.rawsource = subtitle.rawsource or subtitle.astext()


class LeavePictures(SphinxTransform):
    """Take what is no words out of the messages."""

    # As `FindMessages`.
    default_priority = 9

    def apply(self, **kwargs: Any) -> None:
        """Mark nodes so that Sphinx does not take them for messages."""
        for node in self.document.findall(nodes.TextElement):
            if not isinstance(node, nodes.Inline) and _is_nothing_but_pictures(node):
                node["translatable"] = False


class ExtractReplacements(SphinxTransform):
    """Show the builder of catalogs the texts of definitions, in which it looks for no messages."""

    # After the definitions have served (220).
    default_priority = 230

    def apply(self, **kwargs: Any) -> None:
        """Add a paragraph for each text."""
        for definition in self.document.substitution_defs.values():
            if definition.get("translatable"):
                # It is in no page, and nobody shall miss its translation there.
                message = nodes.paragraph(definition.rawsource, "", translated=True)
                message.source, message.line = definition.source, definition.line
                self.document += message


def used_replacements(document: nodes.document) -> Iterator[nodes.substitution_definition]:
    """Yield the definitions of substitutions by text that a document uses."""
    waiting = [
        node["refname"]
        for node in document.findall(nodes.substitution_reference)
        if not isinstance(node.parent, nodes.substitution_definition)
    ]
    seen: set[int] = set()
    while waiting:
        definition = _definition(document, waiting.pop(0))
        if definition is None or id(definition) in seen:
            continue
        seen.add(id(definition))
        waiting += [n["refname"] for n in definition.findall(nodes.substitution_reference)]
        if _directive(document, definition) is Replace:
            yield definition


def _definition(document: nodes.document, name: str) -> nodes.substitution_definition | None:
    """Return the definition that docutils takes for *name*: by its case, or without."""
    known = document.substitution_defs
    other = document.substitution_names.get(name.lower())
    return known.get(name) or (known.get(other) if other is not None else None)


def _directive(document: nodes.document, definition: nodes.Element) -> object:
    """Return the class of the directive that a definition is made by."""
    match = _DEFINITION.match(definition.rawsource)
    if match is None:
        return None
    language = get_language(document.settings.language_code, document.reporter)
    return directives.directive(match["directive"], language, document)[0]


def _content(definition: nodes.Element) -> str:
    """Return the words of a definition as they are typed, in one line."""
    match = _DEFINITION.match(definition.rawsource)
    return " ".join(match["content"].split()) if match else ""


def _is_nothing_but_pictures(node: nodes.Element) -> bool:
    """Tell whether a message holds nothing but substitutions by pictures."""
    found = False
    for child in node.children:
        inner = (
            child.children[0] if isinstance(child, nodes.reference) and child.children else child
        )
        if isinstance(inner, nodes.substitution_reference):
            document = node.document
            definition = _definition(document, inner["refname"]) if document else None
            if definition is None or not _is_picture(definition):
                return False
            found = True
        elif not isinstance(child, nodes.Text) or child.astext().strip():
            return False
    return found


def _is_picture(definition: nodes.Element) -> bool:
    children = definition.children
    if len(children) == 1 and isinstance(children[0], nodes.reference):
        children = children[0].children
    return len(children) == 1 and isinstance(children[0], nodes.image)


def adapt_to_builder(app: Sphinx) -> None:
    """Let the builder of catalogs find the texts of substitutions; others have no use for that.

    What is no words is no message in new catalogs, but a guest may have translated it before.
    """
    extracts = app.builder.name == "gettext"
    if extracts:
        app.add_transform(ExtractReplacements)
    if extracts or app.config.editions:
        app.add_transform(LeavePictures)
