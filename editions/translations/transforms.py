"""What is no text for readers: taken out of the messages, or asked more of."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, ClassVar

from docutils import nodes
from sphinx.transforms import SphinxTransform

from editions.borrowed.sphinx import messages_of
from editions.catalogs.safety import FOR_MACHINES
from editions.catalogs.sources import is_for_readers
from editions.catalogs.tex import tex_problem

if TYPE_CHECKING:
    from editions.translations.loading import LoadedCatalogs

#: Marks text that is never translated, such as names; the class that browsers know, too.
NOTRANSLATE = "notranslate"


class KeepNames(SphinxTransform):
    """Take what stands under the class ``notranslate`` out of a publication's messages."""

    # Before Sphinx collects the messages (10) and replaces them by translations (20).
    default_priority = 9

    def apply(self, **kwargs: Any) -> None:
        if not self.config.editions:
            return
        for kept in self.document.findall(_is_notranslate):
            for node in kept.findall(nodes.TextElement):
                if not isinstance(node, nodes.Inline):
                    node["translatable"] = False


class KeepCode(SphinxTransform):
    """Take what is no text for readers out of the messages, or ask more of its translation."""

    # After Sphinx has said which kinds of nodes are messages (10), before translations (20).
    default_priority = 15

    #: Set when the class is registered.
    translations: ClassVar[LoadedCatalogs]

    def apply(self, **kwargs: Any) -> None:
        docname = self.env.docname
        domain = self.translations.domain(docname)
        entries = self.translations.entries.get(domain, {})
        for raw in self.document.findall(nodes.raw):
            raw["translatable"] = False
        if next(self.document.findall(_is_code), None) is None:
            return
        for node, message in messages_of(self.document):
            if not _is_code(node):
                continue
            entry = entries.get(message)
            if entry is None or not self.translations.is_published(domain, entry):
                entry = None
            if isinstance(node, nodes.meta) and not _is_for_readers(node):
                node["content"], node[KeepMetadata.KEPT] = "", message
                if entry is not None and entry.msgstr != message:
                    self.translations.refuse(docname, message, FOR_MACHINES)
            if isinstance(node, nodes.math_block) and entry is not None:
                problem = tex_problem([message], entry.msgstr) or ""
                if problem:
                    node["translatable"] = False
                    self.translations.refuse(docname, message, problem, "unsafe-math")


class KeepMetadata(SphinxTransform):
    """Give metadata for machines their content back, which `KeepCode` has kept."""

    # After translations (20).
    default_priority = 25

    #: Name of the attribute that holds the content in between.
    KEPT: ClassVar[str] = "editions-content"

    def apply(self, **kwargs: Any) -> None:
        for node in self.document.findall(nodes.meta):
            if self.KEPT in node:
                node["content"] = node.attributes.pop(self.KEPT)


def _is_code(node: nodes.Node) -> bool:
    return isinstance(node, (nodes.meta, nodes.math_block))


def _is_for_readers(node: nodes.meta) -> bool:
    name = str(node.get("name", node.get("property", "")))
    return "http-equiv" not in node and is_for_readers(name)


def _is_notranslate(node: nodes.Node) -> bool:
    return isinstance(node, nodes.Element) and NOTRANSLATE in node.get("classes", ())
