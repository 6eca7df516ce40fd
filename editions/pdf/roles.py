"""What an HTML element is to a reader's program: its role, by tag, ARIA role, class and place.

Roles are the standard ones of ISO 32000-1, 14.8.4, and ``Title``, which ISO 32000-2 adds.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from xml.etree.ElementTree import Element

SVG = "{http://www.w3.org/2000/svg}"

#: Roles of elements by tag.  What is not listed adds nothing to the structure: its content
#: belongs to the element around it.
ROLES = {
    "a": "Link",
    "abbr": "Span",
    "article": "Art",
    "aside": "Div",
    "blockquote": "BlockQuote",
    "caption": "Caption",
    "code": "Code",
    "dd": "LBody",
    "div": "Div",
    "dl": "L",
    "dt": "Lbl",
    "figcaption": "Caption",
    # Not a Div, which PDF 2.0 looks through: the caption would be one of what is around.
    "figure": "Sect",
    "h1": "H1",
    "h2": "H2",
    "h3": "H3",
    "h4": "H4",
    "h5": "H5",
    "h6": "H6",
    "img": "Figure",
    "li": "LI",
    "main": "Part",
    "math": "Formula",
    "nav": "Sect",
    "ol": "L",
    "p": "P",
    "pre": "P",
    "q": "Quote",
    "section": "Sect",
    "table": "Table",
    "tbody": "TBody",
    "td": "TD",
    "tfoot": "TFoot",
    "th": "TH",
    "thead": "THead",
    "tr": "TR",
    "ul": "L",
    f"{SVG}svg": "Figure",
}

#: Roles by the value of the ``role`` attribute, which goes before the tag.  Nothing of its own
#: is an element without meaning, such as a table that only sets columns.
ARIA_ROLES = {
    "doc-biblioentry": "LI",
    "doc-footnote": "Note",
    "list": "L",
    "math": "Formula",
    "none": None,
    "presentation": None,
}

#: Tags of what a table is made of.
PARTS_OF_TABLES = frozenset({"thead", "tbody", "tfoot", "tr", "td", "th"})

#: Each element, and the one around it.
Parents = Mapping[Element, Element]


def role_of(element: Element, parents: Parents) -> str | None:
    """Return the role of *element*, or None where it is nothing of its own."""
    tag = element.tag
    if element.get("role") in ARIA_ROLES:
        return ARIA_ROLES[element.get("role", "")]
    if tag == "a" and not element.get("href"):
        return None
    if tag == "abbr" and not element.get("title"):
        return None
    if tag in ("ol", "ul", "li") and _is_in_contents(element, parents):
        return "TOCI" if tag == "li" else "TOC"
    if tag in PARTS_OF_TABLES and _is_in_layout(element, parents):
        return None
    names = classes(element)
    if "label" in names and tag == "span":
        around = parents[element].get("role")
        return "Lbl" if around in ("doc-footnote", "doc-biblioentry") else None
    if "line" in names and tag == "div":
        return "P"
    if "title" in names and tag == "p" and _is_on_cover(element, parents):
        return "Title"
    return ROLES.get(tag)


def classes(element: Element) -> list[str]:
    """Return the classes of *element*."""
    return (element.get("class") or "").split()


def around(element: Element, parents: Parents) -> Iterator[Element]:
    """Yield the elements around *element*, the nearest first."""
    while element in parents:
        element = parents[element]
        yield element


def _is_in_layout(element: Element, parents: Parents) -> bool:
    """Tell whether the table around *element* only sets columns."""
    table = next((item for item in around(element, parents) if item.tag == "table"), None)
    return table is not None and table.get("role") in ("none", "presentation")


def _is_in_contents(element: Element, parents: Parents) -> bool:
    """Tell whether *element* stands in a table of contents."""
    return any(
        item.tag == "nav" or item.get("role") == "doc-toc" for item in around(element, parents)
    )


def _is_on_cover(element: Element, parents: Parents) -> bool:
    """Tell whether *element* stands on the cover, which is a part of the whole document."""
    return any(
        item.tag == "section" and "cover" in classes(item) and parents[item].tag == "body"
        for item in around(element, parents)
    )


def table_parts(table: Element) -> Iterator[Element]:
    """Yield a table's caption, rows and cells; an empty cell has no content to make it."""
    for part in table:
        if part.tag == "caption":
            yield part
        for row in part if part.tag in ("thead", "tbody", "tfoot") else (part,):
            if row.tag == "tr":
                yield from (cell for cell in row if cell.tag in ("td", "th"))


def alternative(element: Element) -> str | None:
    """Return the text that stands for a picture or a formula."""
    if element.tag == f"{SVG}svg":
        words = (element.findtext(f"{SVG}{name}") for name in ("title", "desc"))
        return ". ".join(filter(None, words)) or None
    if element.tag == "img":
        return element.get("alt")
    if element.get("role") == "math" or element.tag == "math":
        return element.get("aria-label")
    return None


def is_decoration(element: Element) -> bool:
    """Tell whether *element* is a picture that says nothing: ``alt=""``."""
    return element.tag == "img" and element.get("alt") == ""


def link_text(element: Element) -> str:
    """Return what a link says, the texts of its pictures included."""
    if label := element.get("aria-label"):
        return label
    parts: list[str] = []

    def read(item: Element) -> None:
        parts.append(alternative(item) or item.text or "")
        for child in item:
            read(child)
            parts.append(child.tail or "")

    read(element)
    return " ".join("".join(parts).split())


#: Numbering of a list by the style of its labels (ISO 32000-2, 14.8.5.5); other styles count
#: in a way that it has no name for.
_NUMBERINGS = {
    "circle": "Circle",
    "decimal": "Decimal",
    "decimal-leading-zero": "Decimal",
    "disc": "Disc",
    "lower-alpha": "LowerAlpha",
    "lower-latin": "LowerAlpha",
    "lower-roman": "LowerRoman",
    "square": "Square",
    "upper-alpha": "UpperAlpha",
    "upper-latin": "UpperAlpha",
    "upper-roman": "UpperRoman",
}


def numbering(element: Element, style: object) -> str:
    """Return how the labels of the list *element* are counted, its items having a label *style*.

    *style* is the value of ``list-style-type``.
    """
    if isinstance(style, str) and style in _NUMBERINGS:
        return _NUMBERINGS[style]
    return {"ol": "Ordered", "ul": "Unordered"}.get(element.tag, "Description")
