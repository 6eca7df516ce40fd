"""Take the joined document apart: cover, chapters, contents; and keep its ids unique."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Mapping
from urllib.parse import urlsplit

from docutils import nodes
from docutils.nodes import Element, Node
from sphinx import addnodes

#: Attribute of a figure, table, listing or formula that holds its number.
NUMBER = "printed-number"

#: A number as Sphinx keeps it, one part a level.
SectionNumber = tuple[int, ...]


def split_front_matter(tree: nodes.document) -> tuple[list[Node], list[Node]]:
    """Return what stands on the cover, and the chapters.

    The cover has what the root document says before its first chapter, without its title.
    What follows its first section in the document, such as notes or another section, is printed
    as if it stood in that; so are the documents that it lists before its title, after its own text.
    """
    root = _root_section(tree)
    if root is None:
        at = next((n for n, child in enumerate(tree) if _holds_documents(child)), 0)
        return tree.children[:at], tree.children[at:]
    before, after = _around(root)
    front = [c for c in before if not _holds_documents(c) and not isinstance(c, nodes.Invisible)]
    chapters: list[Node] = []
    for child in [*root.children, *(c for c in after if not isinstance(c, nodes.transition))]:
        is_chapter = isinstance(child, nodes.section) or _holds_documents(child)
        if is_chapter or chapters:
            chapters.append(child)
        elif not isinstance(child, nodes.title):
            front.append(child)
    return front, chapters + [c for c in before if _holds_documents(c)]


def _root_section(tree: nodes.document) -> nodes.section | None:
    """Return the first section of the root document itself."""
    return next((child for child in tree if isinstance(child, nodes.section)), None)


def _around(root: nodes.section) -> tuple[list[Node], list[Node]]:
    """Return what stands before and after the first section of the root document."""
    siblings: list[Node] = [root] if root.parent is None else root.parent.children
    at = siblings.index(root)
    return siblings[:at], siblings[at + 1 :]


def _holds_documents(node: Node) -> bool:
    return isinstance(node, nodes.Element) and any(node.findall(addnodes.start_of_file))


def walk_sections(children: list[Node], level: int = 1) -> Iterator[tuple[int, nodes.section]]:
    """Yield every section in *children* that has a title, with its level, in reading order.

    Extensions make sections without, such as those of theorems.
    """
    for child in children:
        if isinstance(child, nodes.section):
            if any(isinstance(item, nodes.title) for item in child.children[:1]):
                yield level, child
            yield from walk_sections(child.children, level + 1)
        elif isinstance(child, nodes.Element):
            yield from walk_sections(child.children, level)


def number_nodes(
    tree: nodes.document,
    root: str,
    sections: Mapping[str, Mapping[str, SectionNumber | None]],
    exhibits: Mapping[str, Mapping[str, Mapping[str, SectionNumber]]],
) -> None:
    """Write the numbers of sections, figures, tables, listings and formulas on their nodes.

    *sections* and *exhibits* are Sphinx's, by the name of the document; its own writer looks
    for them in a way that it keeps to builders of its own.  Call it before `make_ids_unique`.
    """
    for docname, node in _walk_documents(tree, root):
        if isinstance(node, nodes.section) and isinstance(node[0], nodes.title):
            numbers = sections.get(docname, {})
            number = numbers.get(f"#{node['ids'][0]}", numbers.get(""))
            if number:
                node[0]["secnumber"] = number
        for known in exhibits.get(docname, {}).values():
            for id_ in node["ids"][:1]:
                if id_ in known and not isinstance(node, nodes.section):
                    node[NUMBER] = known[id_]


def drop_title_backlinks(tree: nodes.document) -> None:
    """Let headings not lead back to a table of contents, as they do on a screen."""
    for title in tree.findall(nodes.title):
        title.attributes.pop("refid", None)


def unlink_what_leads_nowhere(
    tree: nodes.document, known: set[str]
) -> list[tuple[nodes.reference, str]]:
    """Replace references that paper cannot follow by their text; return them with their targets.

    Such are the pages that only the web has, and files beside the web edition.  *known* are
    targets that the document does not hold itself.
    """
    ids = known | {id_ for node in tree.findall(nodes.Element) for id_ in node["ids"]}
    removed = []
    for node in list(tree.findall(nodes.reference)):
        target = node.get("refuri", "")
        if not target or node.parent is None:
            continue
        inner = target.startswith("#")
        if (inner and target.rpartition("#")[2] in ids) or (not inner and urlsplit(target).scheme):
            continue
        removed.append((node, target))
        node.replace_self(node.children)
    return removed


def make_ids_unique(tree: nodes.document, root: str) -> dict[tuple[str, str], str]:
    """Rename ids that stand in several documents, and the references to them.

    Sphinx numbers ids such as ``id1`` in each document anew.  The first document keeps its
    ids; another gets ``<docname>-<id>``.  *root* is the name of the root document.
    Return the new ids by document and old id.
    """
    owners: dict[str, list[str]] = defaultdict(list)
    members: dict[str, list[Element]] = defaultdict(list)
    for docname, node in _walk_documents(tree, root):
        members[docname].append(node)
        if isinstance(node, nodes.target) and "refuri" in node:
            continue  # names an address elsewhere, and is no anchor
        for id_ in node["ids"]:
            if docname not in owners[id_]:
                owners[id_].append(docname)
    renamed = {
        (docname, id_): f"{docname.replace('/', '-')}-{id_}"
        for id_, docnames in owners.items()
        for docname in docnames[1:]
    }
    uris = {f"#document-{doc}#{id_}": f"#{new}" for (doc, id_), new in renamed.items()}
    for docname, elements in members.items():
        for node in elements:
            for name in ("ids", "backrefs"):
                if node.get(name):
                    node[name] = [renamed.get((docname, id_), id_) for id_ in node[name]]
            if (docname, node.get("refid")) in renamed:
                node["refid"] = renamed[docname, node["refid"]]
            if node.get("refuri") in uris:
                node["refuri"] = uris[node["refuri"]]
    return renamed


def give_sections_document_ids(tree: nodes.document) -> None:
    """Let references to a whole document lead to its first section."""
    for start in tree.findall(addnodes.start_of_file):
        section = next(iter(start.findall(nodes.section)), None)
        if section is not None:
            section["ids"].append(f"document-{start['docname']}")


def lead_to_cover(tree: nodes.document, cover: str) -> set[str]:
    """Let references to the title of the whole lead to *cover*, which bears it; return its ids.

    They are those of all that `split_front_matter` leaves out.
    """
    root = _root_section(tree)
    if root is None:
        return set()
    before, _ = _around(root)
    left: list[Node] = [node for node in before if isinstance(node, nodes.Invisible)]
    left += [child for child in root if isinstance(child, nodes.title)]
    elements = [e for node in left for e in node.findall(nodes.Element)]
    ids = {id_ for element in (root, *elements) for id_ in element["ids"]} - {cover}
    for node in tree.findall(nodes.reference):
        target = node.get("refuri", "")
        if node.get("refid") in ids:
            node["refid"] = cover
        elif target.startswith("#") and target.rpartition("#")[2] in ids:
            node["refuri"] = f"#{cover}"
    return ids


def _walk_documents(node: Element, docname: str) -> Iterator[tuple[str, Element]]:
    """Yield every element with the name of the document that it comes from."""
    for child in node.children:
        if isinstance(child, Element):
            inner = child["docname"] if isinstance(child, addnodes.start_of_file) else docname
            yield inner, child
            yield from _walk_documents(child, inner)
