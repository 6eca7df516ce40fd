"""Write structure elements into a PDF (ISO 32000-2, 14.7), in the terms of a standard."""

from __future__ import annotations

from typing import Any

import pydyf

from editions.pdf.standards import DROPPED, PDF2, Standard
from editions.pdf.tree import LinkObject, MarkedContent, Node


class ElementWriter:
    """Turns nodes into objects of a PDF."""

    def __init__(self, pdf: Any, standard: Standard) -> None:
        self.pdf = pdf
        self.standard = standard
        #: The object of each node.
        self.made: dict[Node, Any] = {}
        #: References to structure elements, by page and number of the content.
        self.owners: dict[tuple[int, int], bytes] = {}
        #: Annotations and the references to their links.
        self.links: list[tuple[Any, bytes]] = []
        #: References to elements that have an id.
        self.ids: dict[str, bytes] = {}

    def write(self, document: Node, contents: list[int]) -> None:
        """Write the tree; *contents* says how many runs of marked content each page has."""
        root = self.add({"Type": "/StructTreeRoot"})
        if self.standard.is_pdf2:
            self.namespace = self.add({"Type": "/Namespace", "NS": pydyf.String(PDF2)}).reference
            root["Namespaces"] = pydyf.Array([self.namespace])
        if self.standard.role_map:
            roles = {role: f"/{known}" for role, known in self.standard.role_map.items()}
            root["RoleMap"] = pydyf.Dictionary(roles)
        top = self.element(document, root)
        for node in document.walk() if self.standard.is_pdf2 else ():
            if node.refs:
                references = [self.made[other].reference for other in node.refs]
                self.made[node]["Ref"] = pydyf.Array(references)
        root["K"] = pydyf.Array([top.reference])
        numbers = pydyf.Array()
        for page, count in enumerate(contents):
            owners = [self.owners.get((page, mcid), b"null") for mcid in range(count)]
            numbers.extend([page, pydyf.Array(owners)])
        for key, (annotation, reference) in enumerate(self.links, len(contents)):
            annotation["StructParent"] = key
            numbers.extend([key, reference])
        root["ParentTree"] = self.add({"Nums": numbers}).reference
        root["ParentTreeNextKey"] = len(contents) + len(self.links)
        if self.ids:
            names = [
                item for id_ in sorted(self.ids) for item in (pydyf.String(id_), self.ids[id_])
            ]
            root["IDTree"] = self.add({"Names": pydyf.Array(names)}).reference
        self.pdf.catalog["StructTreeRoot"] = root.reference

    def add(self, values: dict[str, Any]) -> Any:
        """Add a dictionary to the file and return it."""
        made = pydyf.Dictionary(values)
        self.pdf.add_object(made)
        return made

    def element(self, node: Node, parent: Any) -> Any:
        """Add *node* and all below it to the file; return the object."""
        role = self.standard.role(node.role)
        made = self.add({"Type": "/StructElem", "S": f"/{role}", "P": parent.reference})
        self.made[node] = made
        if self.standard.is_pdf2 and node.role not in DROPPED:
            made["NS"] = self.namespace
        first = node.first_mark()
        page = first.page if first is not None else None
        if page is not None:
            made["Pg"] = self.pdf.page_references[page]
        if node.lang is not None:
            made["Lang"] = pydyf.String(node.lang)
        if node.alt is not None:
            made["Alt"] = pydyf.String(node.alt)
        if node.expansion is not None:
            made["E"] = pydyf.String(node.expansion)
        if node.id is not None:
            made["ID"] = pydyf.String(node.id)
            self.ids[node.id] = made.reference
        if attributes := self.attributes(node):
            made["A"] = pydyf.Dictionary(attributes)
        made["K"] = pydyf.Array([self.kid(kid, made, page) for kid in node.kids])
        return made

    def kid(self, kid: Node | MarkedContent | LinkObject, parent: Any, page: int | None) -> Any:
        """Return what stands for *kid* in its parent, which begins on *page*."""
        if isinstance(kid, Node):
            return self.element(kid, parent).reference
        reference = self.pdf.page_references[kid.page]
        if isinstance(kid, MarkedContent):
            self.owners[kid.page, kid.mcid] = parent.reference
            if kid.page == page:
                return kid.mcid
            return pydyf.Dictionary({"Type": "/MCR", "Pg": reference, "MCID": kid.mcid})
        annotation: Any = kid.annotation
        self.links.append((annotation, parent.reference))
        return pydyf.Dictionary({"Type": "/OBJR", "Pg": reference, "Obj": annotation.reference})

    def attributes(self, node: Node) -> dict[str, Any]:
        """Return the attributes of an element (ISO 32000-2, 14.8.5)."""
        if node.bbox is not None:
            return {"O": "/Layout", "BBox": pydyf.Array(node.bbox)}
        if node.numbering is not None:
            numbering = self.standard.numbering(node.numbering)
            return {"O": "/List", "ListNumbering": f"/{numbering}"}
        if node.role == "Note" and self.standard.is_pdf2:
            return {"O": "/FENote", "NoteType": "/Footnote"}
        if node.role not in ("TH", "TD"):
            return {}
        values: dict[str, Any] = {"O": "/Table"}
        if node.scope:
            values["Scope"] = f"/{node.scope}"
        if node.colspan > 1:
            values["ColSpan"] = node.colspan
        if node.rowspan > 1:
            values["RowSpan"] = node.rowspan
        return values if len(values) > 1 else {}
