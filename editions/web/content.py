"""Pages brought into the content model of HTML, which EPUB is strict about and browsers are not.

See https://html.spec.whatwg.org/multipage/indices.html; parts in other namespaces are left alone.
"""

from __future__ import annotations

import re
from urllib.parse import quote, urlsplit

from lxml import etree

from editions.web.unscripted import FOLLOWED, remove, unwrap

XHTML = "http://www.w3.org/1999/xhtml"
SVG = "http://www.w3.org/2000/svg"

_PHRASING = frozenset(
    ("a", "abbr", "b", "bdi", "bdo", "br", "cite", "code", "data", "del", "dfn", "em", "i")
).union(
    ("img", "ins", "kbd", "mark", "q", "rp", "rt", "ruby", "s", "samp", "small", "span"),
    ("strong", "sub", "sup", "time", "u", "var", "wbr"),
)
#: Elements that are what they hold: text, or blocks.
_TRANSPARENT = frozenset(("a", "ins", "del"))
_FLOW = frozenset(
    ("address", "article", "aside", "blockquote", "dd", "div", "dl", "dt", "fieldset")
).union(
    ("figcaption", "figure", "footer", "h1", "h2", "h3", "h4", "h5", "h6", "header", "hgroup"),
    ("hr", "li", "main", "nav", "ol", "p", "pre", "search", "section", "table", "ul"),
)
_PARTS = frozenset(
    ("body", "caption", "col", "colgroup", "head", "html", "link", "meta", "style", "tbody")
).union(
    ("td", "tfoot", "th", "thead", "title", "tr"),
)
_KNOWN = _PHRASING | _FLOW | _PARTS
#: Elements that hold text alone and keep what they are.
_TEXT_ONLY = frozenset(("h1", "h2", "h3", "h4", "h5", "h6", "pre"))
#: What parts of lists and tables must stand in.
_AROUND = {
    "li": ("ul", "ol"),
    "dt": ("dl", "div"),
    "dd": ("dl", "div"),
    "caption": ("table",),
    "colgroup": ("table",),
    "col": ("colgroup", "table"),
    "thead": ("table",),
    "tbody": ("table",),
    "tfoot": ("table",),
    "tr": ("table", "thead", "tbody", "tfoot"),
    "td": ("tr",),
    "th": ("tr",),
}
_HEAD = ("style", "link", "meta", "title")

_GLOBAL = frozenset(
    ("accesskey", "class", "dir", "id", "itemid", "itemprop", "itemref", "itemscope")
).union(
    ("itemtype", "lang", "role", "spellcheck", "style", "tabindex", "title", "translate"),
)
_OF = {
    "a": frozenset(["download", "href", "hreflang", "rel", "target", "type"]),
    "blockquote": frozenset(("cite",)),
    "col": frozenset(("span",)),
    "colgroup": frozenset(("span",)),
    "data": frozenset(("value",)),
    "del": frozenset(("cite", "datetime")),
    "img": frozenset(["alt", "height", "sizes", "src", "srcset", "width"]),
    "ins": frozenset(("cite", "datetime")),
    "li": frozenset(("value",)),
    "link": frozenset(["href", "hreflang", "media", "rel", "type"]),
    "meta": frozenset(["charset", "content", "http-equiv", "name", "property"]),
    "ol": frozenset(["reversed", "start", "type"]),
    "q": frozenset(("cite",)),
    "style": frozenset(("media", "type")),
    "td": frozenset(["colspan", "headers", "rowspan"]),
    "th": frozenset(["abbr", "colspan", "headers", "rowspan", "scope"]),
    "time": frozenset(("datetime",)),
}
#: Attributes of looks that have gone, by what a style says instead.
_LOOKS = {"align": "text-align", "valign": "vertical-align", "width": "width", "height": "height"}
_LENGTH = re.compile(r"(\d+(?:\.\d+)?)(px|%|em)?")
_WORD = re.compile(r"[a-z]+")
#: What no address may hold: https://www.rfc-editor.org/rfc/rfc3986#appendix-A
_UNSAFE = re.compile(r"[\s<>\"\\^`{|}]")
_INTEGER = re.compile(r"[+-]?\d+")
_COUNT = re.compile(r"[1-9]\d{0,2}")
_TAG = re.compile(r"(?:[A-Za-z]{1,8}(?:-[A-Za-z0-9]{1,8})*)?")
#: Values that attributes may have, where not every one says something.
_VALUES = {
    "dir": re.compile("ltr|rtl|auto"),
    "lang": _TAG,
    "{http://www.w3.org/XML/1998/namespace}lang": _TAG,
    "start": _INTEGER,
    "value": _INTEGER,
    "colspan": _COUNT,
    "rowspan": re.compile(r"\d{1,5}"),
    "span": _COUNT,
    "tabindex": _INTEGER,
}
#: A day, a month, a year, a time, both, or how long: what a program can read.
_TIME = re.compile(
    r"\d{4,}(?:-\d\d(?:-\d\d)?)?(?:[T ]\d\d:\d\d(?::\d\d(?:\.\d{1,3})?)?(?:Z|[+-]\d\d:?\d\d)?)?"
    r"|\d\d:\d\d(?::\d\d(?:\.\d{1,3})?)?|\d{4,}-W\d\d"
    r"|P(?=.)(?:\d+D)?(?:T(?=.)(?:\d+H)?(?:\d+M)?(?:\d+(?:\.\d+)?S)?)?"
)
#: Attributes that name the ids of other elements.
_IDREFS = ("aria-labelledby", "aria-describedby", "aria-controls", "aria-owns", "headers")


def conform(root: etree._Element) -> None:
    """Bring a page of XHTML into the content model, in place; its text stays."""
    for drawing in list(root.iter(f"{{{XHTML}}}svg")):
        for element in drawing.iter(etree.Element):
            element.tag = f"{{{SVG}}}{_name(element)}"
    for element in list(root.iter(f"{{{XHTML}}}*")):
        if _name(element) not in _KNOWN:
            _replace_unknown(element)
    body = root.find(f"{{{XHTML}}}body")
    for element in (
        list(body.iter(*(f"{{{XHTML}}}{name}" for name in _HEAD))) if body is not None else ()
    ):
        remove(element)
    for element in root.iter(f"{{{XHTML}}}*"):
        _keep_attributes(element)
        _check_values(element)
    _repair_ids(root)
    nest(root)


def nest(root: etree._Element) -> None:
    """Let no element stand where it may not, nor hold what it may not; XHTML or HTML."""
    tag = f"{{{namespace}}}*" if (namespace := etree.QName(root).namespace) else "*"
    for link in [item for item in root.iter(tag) if _name(item) == "a"]:
        if address := link.get("href"):
            link.set("href", _UNSAFE.sub(lambda match: quote(match[0]), address.strip()))
            if not _can_be_followed(address):
                del link.attrib["href"]
        if any(_name(above) == "a" for above in link.iterancestors()):
            unwrap(link)
    for element in root.iter(tag):
        _place(element)
    for element in reversed(list(root.iter(tag))):
        _nest(element)


def _name(element: etree._Element) -> str:
    return etree.QName(element).localname if isinstance(element.tag, str) else ""


def _tag(element: etree._Element, name: str) -> str:
    """Return the tag of an element called *name* in the namespace of another one."""
    namespace = etree.QName(element).namespace
    return f"{{{namespace}}}{name}" if namespace else name


def _rename(element: etree._Element, name: str) -> None:
    element.tag = _tag(element, name)
    allowed = _GLOBAL | _OF.get(name, frozenset())
    for attribute in [a for a in map(str, element.attrib) if not _is_allowed(a, allowed)]:
        del element.attrib[attribute]


def _replace_unknown(element: etree._Element) -> None:
    """Put what stands for it today into the place of an element that HTML does not know."""
    known = {"acronym": "abbr", "dir": "ul", "menu": "ul", "listing": "pre", "xmp": "pre"}
    if new := known.get(_name(element)):
        _rename(element, new)
    else:
        unwrap(element)


def _is_allowed(attribute: str, allowed: frozenset[str]) -> bool:
    return attribute in allowed or attribute.startswith(("{", "aria-", "data-"))


def _keep_attributes(element: etree._Element) -> None:
    """Drop the attributes that the element cannot have; what is looks becomes a style."""
    name = _name(element)
    allowed = _GLOBAL | _OF.get(name, frozenset())
    styles = [element.get("style", "").strip().rstrip(";")] if element.get("style") else []
    for attribute in map(str, list(element.attrib)):
        value = element.get(attribute, "").strip().lower()
        is_size = attribute in ("width", "height")
        if _is_allowed(attribute, allowed) and not (is_size and not value.isdigit()):
            continue
        del element.attrib[attribute]
        rule = _LOOKS.get(attribute)
        if rule and is_size and (match := _LENGTH.fullmatch(value)):
            styles.append(f"{rule}: {match[1]}{match[2] or 'px'}")
        elif rule and not is_size and _WORD.fullmatch(value) and name != "img":
            styles.append(f"{rule}: {value}")
    if styles:
        element.set("style", "; ".join(styles))


def _check_values(element: etree._Element) -> None:
    """Drop the attributes whose values say nothing."""
    for attribute, pattern in _VALUES.items():
        value = element.get(attribute)
        if value is not None and not pattern.fullmatch(value.strip()):
            del element.attrib[attribute]
    if _name(element) == "time":
        _check_time(element)


def _check_time(element: etree._Element) -> None:
    """Let a time that no program can read be words."""
    value = element.get("datetime", "".join(map(str, element.itertext())))
    if not _TIME.fullmatch(value.strip()):
        _rename(element, "span")


def _repair_ids(root: etree._Element) -> None:
    """Let each id stand once, and no attribute name one that is not there."""
    seen: set[str] = set()
    for element in root.iter(etree.Element):
        id_ = element.get("id")
        if id_ is None:
            continue
        if not id_ or id_ in seen or re.search(r"\s", id_):
            del element.attrib["id"]
        else:
            seen.add(id_)
    for element in root.iter(f"{{{XHTML}}}*"):
        for attribute in _IDREFS:
            if attribute in element.attrib:
                there = [name for name in element.get(attribute, "").split() if name in seen]
                if there:
                    element.set(attribute, " ".join(there))
                else:
                    del element.attrib[attribute]


def _is_block(element: etree._Element) -> bool:
    name = _name(element)
    if name in _TRANSPARENT:
        return any(map(_is_block, element))
    return name in _FLOW or name in ("thead", "tbody", "tfoot", "tr", "td", "th", "caption")


def _can_be_followed(address: str) -> bool:
    """Tell whether an address leads to a place in the file, or to one that others can reach."""
    try:
        parts = urlsplit(address.strip())
        parts.port  # noqa: B018  # raises where it is none
    except ValueError:
        return False
    if re.search(r"%(?![0-9A-Fa-f]{2})|\s", parts.netloc) or "%" in (parts.hostname or ""):
        return False
    return not parts.scheme or parts.scheme in FOLLOWED


def _place(element: etree._Element) -> None:
    """Let a part of a list or a table that stands in none be a part of the text."""
    parent = element.getparent()
    around = _AROUND.get(_name(element))
    if around and (parent is None or _name(parent) not in around):
        _rename(element, "div")


def _nest(element: etree._Element) -> None:
    """Let an element hold what it may; what it holds does so already."""
    name = _name(element)
    if name in ("ul", "ol"):
        _wrap(element, ("li",), "li")
    elif name == "dl":
        _wrap(element, ("dt", "dd", "div"), "dd")
        if len(element) and _name(element[-1]) == "dt":
            element.append(element.makeelement(_tag(element, "dd")))
    elif name in _TEXT_ONLY:
        for child in list(element.iter(etree.Element)):
            if child is not element and _is_block(child):
                _rename(child, "span")
    elif (name == "p" or name in _PHRASING - _TRANSPARENT) and any(map(_is_block, element)):
        _rename(element, "div")


def _wrap(holder: etree._Element, allowed: tuple[str, ...], name: str) -> None:
    """Give what stands directly in a list, and may not, an item of its own."""
    if (holder.text or "").strip():
        item = holder.makeelement(_tag(holder, name))
        item.text, holder.text = holder.text, None
        holder.insert(0, item)
    for child in list(holder):
        tail = child.tail if (child.tail or "").strip() else None
        if isinstance(child.tag, str) and _name(child) not in allowed:
            item = holder.makeelement(_tag(holder, name))
            child.addprevious(item)
            item.append(child)
        elif tail:
            child.tail = None
            item = holder.makeelement(_tag(holder, name))
            item.text = tail
            child.addnext(item)
