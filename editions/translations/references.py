"""Put the references of a translation in the place of its message's, whatever their order.

Sphinx compares them as raw text, and fixes names that it does not know by chance.  Here they are
out of its sight while it translates, and then lead where those of the message do.  The names of a
document stay what its source makes them: no translated title and no translated link can take the
references of other paragraphs along.
"""

from __future__ import annotations

from collections.abc import MutableSequence, Sequence, Set
from typing import Any, ClassVar, Protocol

from docutils import nodes
from sphinx import addnodes
from sphinx.transforms import SphinxTransform

from editions.borrowed.sphinx import messages_of
from editions.catalogs.link_names import Meanings, address_meanings, no_meanings, resolve_names
from editions.catalogs.policy import Policy
from editions.catalogs.references import label_translations, match_notes
from editions.translations.holding import DocumentNames, HeldDocument, hold, release

#: Attributes by which links of Markdown lead to a place.
_LEADING = ("refuri", "refdomain", "reftarget", "reftargetid")


class Catalogs(Protocol):
    """The catalogs that a document is translated from."""

    #: Catalogs by domain.
    catalogs: dict[str, Any]
    #: The references of the document that is being translated.
    held: HeldDocument | None

    #: Domain and msgid of what is set as it is typed, and holds markup nevertheless.
    with_markup: set[tuple[str, str]]

    @property
    def titles(self) -> Set[tuple[str, str]]:
        """Titles and terms with their translations, folded."""

    def domain(self, docname: str) -> str:
        """Return the domain of a document's messages."""

    @property
    def policy(self) -> Policy:
        """What the publication allows beyond the rule."""

    def meanings(self, docname: str) -> Meanings:
        """Return what the translated titles of a document stand for."""

    def translation_of(self, docname: str, msgid: str) -> str | None:
        """Return the translation of a message that is published, or None where there is none."""


class HoldReferences(SphinxTransform):
    """Take references out of Sphinx's sight."""

    # Right before translations (20), after all that changes what is a message.
    default_priority = 19
    translations: ClassVar[Catalogs]

    def apply(self, **kwargs: Any) -> None:
        """Note what the document holds."""
        if not self.translations.catalogs:
            return
        names = DocumentNames(self.document)
        messages = {n: text for n, text in messages_of(self.document) if _may_hold(n)}
        literals = [(n, text) for n, text in messages.items() if _is_literal_with_markup(n)]
        domain = self.translations.domain(self.env.docname)
        self.translations.with_markup.update((domain, text) for _, text in literals)
        anonymous = [n for n in self.document.findall(nodes.reference) if n.get("anonymous")]
        held = [(node, hold(node)) for node in messages]
        self.translations.held = HeldDocument(names, held, literals, anonymous)


def _may_hold(node: nodes.Node) -> bool:
    return isinstance(node, nodes.TextElement) and not isinstance(node, addnodes.translatable)


def _is_literal_with_markup(node: nodes.Element) -> bool:
    return isinstance(node, nodes.literal_block) and any(
        isinstance(child, nodes.Element) for child in node.children
    )


class PlaceReferences(SphinxTransform):
    """Give references back, those of a translation as those of its message."""

    # Right after translations.
    default_priority = 21
    translations: ClassVar[Catalogs]

    def apply(self, **kwargs: Any) -> None:
        """Settle all references of the document."""
        held = self.translations.held
        if held is None:
            return
        self.translations.held = None
        added = held.names.restore()
        meanings = self.translations.meanings(self.env.docname)
        counted = _CountedLinks(self.document, held.anonymous)
        for node, olds in held.messages:
            news = release(node)
            for image in (image for new in news for image in new.findall(nodes.image)):
                # Sphinx translates those that it sees after their paragraph.
                alt = self.translations.translation_of(self.env.docname, image.get("alt", ""))
                if alt is not None:
                    image["alt"] = alt
            if news != olds:
                counted.exchange(olds, news)
                exchange = _Exchange(self.document, node, olds, news, added, self.translations)
                exchange.run(meanings)
        for node, text in held.literals:
            node.rawsource = text  # or Sphinx would take it for code, and colour it


class _CountedLinks:
    """Links without a name, of which a translation may lose some.

    Docutils counts them and their targets, and drops all of a document where the numbers differ.
    """

    def __init__(self, document: nodes.document, links: list[nodes.reference]) -> None:
        targets = [node for node in document.findall(nodes.target) if node.get("anonymous")]
        #: The target of each link; empty where the source itself does not agree.
        self.targets = dict(zip(links, targets, strict=True)) if len(links) == len(targets) else {}

    def exchange(self, olds: Sequence[nodes.Element], news: Sequence[nodes.Element]) -> None:
        """Let each new link lead where the old one of its number did; there are not more."""
        old, new = (
            [n for n in found if isinstance(n, nodes.reference) and n.get("anonymous")]
            for found in (olds, news)
        )
        for link in old[len(new) :]:
            if link in self.targets:
                del self.targets[link]["anonymous"]  # nothing counts it any more


class _Exchange:
    """The references of one message, and those of its translation in their place."""

    def __init__(
        self,
        document: nodes.document,
        node: nodes.Element,
        olds: list[nodes.Element],
        news: list[nodes.Element],
        added: dict[str, str],
        catalogs: Catalogs,
    ) -> None:
        self.catalogs = catalogs
        self.document = document
        self.node = node
        self.olds = olds
        self.news = news
        #: Ids of what only translated titles name.
        self.added = added

    def run(self, meanings: Meanings) -> None:
        """Let each new reference lead where an old one did."""
        self.exchange_links(meanings)
        self.exchange_targets()
        self.exchange_numbered_notes()
        self.exchange_notes(nodes.footnote_reference)
        self.exchange_notes(nodes.citation_reference)
        self.exchange_xrefs()
        self.exchange_places()

    def exchange_links(self, meanings: Meanings) -> None:
        """Give links by name the names of the source, and tell the document of them."""
        old, new = (
            [n for n in found if isinstance(n, nodes.reference) and "refname" in n]
            for found in (self.olds, self.news)
        )
        meanings = address_meanings(_defined(self.olds), _defined(self.news), meanings)
        names = resolve_names([n["refname"] for n in old], [n["refname"] for n in new], meanings)
        for node in old:
            _remove(self.document.refnames.get(node["refname"], []), node)
        for node, name in zip(new, names, strict=True):
            if name is None and node["refname"] in self.added:
                node["refid"] = self.added[node["refname"]]
                del node["refname"]
                continue
            node["refname"] = name or node["refname"]
            self.document.note_refname(node)

    def exchange_targets(self) -> None:
        """Keep the targets of the message: a translation defines none.

        Places that the index leads to are the translation's own, as its index entries are.
        """
        old, new = (
            [n for n in found if isinstance(n, nodes.target) and not _is_index_place(n)]
            for found in (self.olds, self.news)
        )
        places = [target for target in old if target.children]
        for target in new:
            if target.children and places:  # a place in the text, with words of the translation
                place = places.pop(0)
                target.attributes = place.attributes
                for name in target["ids"]:
                    self.document.ids[name] = target
            elif target.parent is not None:
                target.parent.remove(target)
                if target.children:
                    self.node.extend(target.children)
        for target in old:
            if not target.children:
                self.node += target

    def exchange_numbered_notes(self) -> None:
        """Give each note without a name the number of the one that it stands for."""
        old, new = (
            [
                n
                for n in found
                if isinstance(n, nodes.footnote_reference) and n.get("auto") and "refname" not in n
            ]
            for found in (self.olds, self.news)
        )
        kinds = [[str(n["auto"]) for n in found] for found in (old, new)]
        for node, at in zip(new, match_notes(*kinds), strict=True):
            if at is None:  # docutils would give it the number of the next one
                node.parent.remove(node)
                continue
            node["auto"] = old[at]["auto"]
            self.take_place(old[at], node)

    def exchange_notes(self, kind: type[nodes.Element]) -> None:
        """Give each note or citation the id of one that it stands for, or one of its own."""
        old, new = (
            [n for n in found if isinstance(n, kind) and "refname" in n]
            for found in (self.olds, self.news)
        )
        left = list(old)
        noted: dict[str, nodes.Element] = {}
        for node in new:
            name = node["refname"]
            same = [n for n in old if n["refname"] == name]
            if same:  # its label as the source writes it
                node.children = []
                node += [child.deepcopy() for child in same[0].children]
            free = next((n for n in same if n in left), None)
            if free is not None:
                left.remove(free)
                self.take_place(free, node)
            else:
                node["ids"] = []
                self.document.set_id(node)
                for registry in self.registries(noted.get(name, node)):
                    registry.append(node)
            noted[name] = node
        for node in left:
            for registry in self.registries(node):
                _remove(registry, node)

    def exchange_xrefs(self) -> None:
        """Give a reference of Sphinx what is known of the one that it stands for."""
        old, new = (
            [n for n in found if isinstance(n, addnodes.pending_xref)]
            for found in (self.olds, self.news)
        )
        known = {_xref_key(node): node for node in old}
        named = {_xref_key(node) for node in new}
        left = [node for key, node in known.items() if key not in named]
        for node in new:
            same = (
                known.get(_xref_key(node))
                or self.translated(node, left)
                or _in_same_document(node, left)
            )
            if same is not None:
                left = [old for old in left if old is not same]
                # The title is the translator's, all else the source's, such as its module.
                own = {"refexplicit": node.get("refexplicit")}
                node.attributes.update({**same.attributes, **own})

    def exchange_places(self) -> None:
        """Lead links of Markdown to the places of the message, where a translator has others.

        Those of the same name are the same; then, the first stands for the first that is missing.
        Where what is doubtful is published, a link elsewhere is, but to no place of this document
        that is not there.
        """
        gentle = self.catalogs.policy.gentle
        for is_place in (_is_anchor,) if gentle else (_is_anchor, _is_myst_xref):
            old, new = ([n for n in found if is_place(n)] for found in (self.olds, self.news))
            known = {_place_of(node): node for node in old}
            names = resolve_names(known, [_place_of(node) for node in new], no_meanings)
            for node, name in zip(new, names, strict=True):
                if name is not None and not (gentle and self.has_place(node)):
                    leading = known[name].attributes
                    node.attributes.update({k: leading[k] for k in _LEADING if k in leading})

    def has_place(self, node: nodes.Element) -> bool:
        """Tell whether a link of Markdown to a place in its own document leads to one."""
        name = str(node["refuri"]).removeprefix("#")
        slugs = getattr(self.document, "myst_slugs", {})
        return name in self.document.nameids or name in self.document.ids or name in slugs

    def translated(
        self, node: nodes.Element, left: Sequence[nodes.Element]
    ) -> nodes.Element | None:
        """Return the one of *left* whose target, a title or a term, is translated in *node*."""
        for old in left:
            targets = str(old["reftarget"]), str(node["reftarget"])
            if _xref_key(old)[:2] == _xref_key(node)[:2] and not self.catalogs.titles.isdisjoint(
                label_translations(*targets)
            ):
                return old
        return None

    def take_place(self, old: nodes.Element, new: nodes.Element) -> None:
        """Let *new* be what *old* was to the document."""
        new["ids"] = old["ids"]
        for name in new["ids"]:
            self.document.ids[name] = new
        for registry in self.registries(old):
            registry[_index(registry, old)] = new

    def registries(self, node: nodes.Element) -> list[MutableSequence[nodes.Element]]:
        """Return the lists of the document that *node* stands in."""
        name = node.get("refname")
        document: Any = self.document
        every = [document.autofootnote_refs, document.symbol_footnote_refs]
        every += [
            table[name]
            for table in (document.footnote_refs, document.citation_refs, document.refnames)
            if name in table
        ]
        return [registry for registry in every if any(n is node for n in registry)]


def _defined(found: list[nodes.Element]) -> list[tuple[str, str]]:
    """Return the names that links with addresses define, and the addresses."""
    return [
        (name, str(target["refuri"]))
        for target in found
        if isinstance(target, nodes.target) and "refuri" in target
        for name in (*target["names"], *target["dupnames"])
    ]


def _is_index_place(target: nodes.target) -> bool:
    """Tell whether a target is nothing but the place of an entry of the index."""
    named = ("names", "dupnames", "refuri", "refname", "refid", "anonymous")
    return not any(target.get(name) for name in named)


def _xref_key(node: nodes.Element) -> tuple[str, str, str, str]:
    anchor = str(node.get("reftargetid") or "")  # MyST's, in another document
    return node["refdomain"], node["reftype"], node["reftarget"], anchor


def _in_same_document(node: nodes.Element, left: Sequence[nodes.Element]) -> nodes.Element | None:
    """Return the first of *left* that leads into the document that *node* leads into, if any.

    Translators translate what a place is called along with its title; Sphinx keeps the message's.
    """
    return next((old for old in left if _xref_key(old)[:3] == _xref_key(node)[:3]), None)


def _is_anchor(node: nodes.Element) -> bool:
    """Tell whether a node is a link of Markdown to a place in its own document."""
    return isinstance(node, nodes.reference) and bool(node.get("id_link"))


def _is_myst_xref(node: nodes.Element) -> bool:
    """Tell whether a node is any other link of Markdown to a place of the project."""
    return isinstance(node, addnodes.pending_xref) and node["reftype"] == "myst"


def _place_of(node: nodes.Element) -> str:
    """Return what a link of Markdown leads to."""
    return "\0".join(str(node.get(name) or "") for name in _LEADING)


def _index(registry: MutableSequence[nodes.Element], node: nodes.Element) -> int:
    return next(n for n, other in enumerate(registry) if other is node)


def _remove(registry: MutableSequence[nodes.Element], node: nodes.Element) -> None:
    if any(other is node for other in registry):
        del registry[_index(registry, node)]
