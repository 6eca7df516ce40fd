"""Pictures as files of an EPUB: what each is by its content, and drawings without programs.

See https://www.w3.org/TR/epub-33/#sec-core-media-types and
https://www.w3.org/TR/epub-33/#sec-svg.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from pathlib import PurePosixPath
from urllib.parse import urlsplit

from lxml import etree

from editions.epub.book import MEDIA_TYPES
from editions.epub.declarations import sound_sheet, sound_style
from editions.web.content import SVG, XHTML, conform
from editions.web.unscripted import FOLLOWED, remove, unwrap

#: First bytes of pictures, by the ends of their names.
_SIGNS = {
    ".png": re.compile(rb"\x89PNG\r\n\x1a\n"),
    ".jpg": re.compile(rb"\xff\xd8\xff"),
    ".gif": re.compile(rb"GIF8[79]a"),
    ".webp": re.compile(rb"RIFF.{4}WEBP", re.DOTALL),
}
#: What is surely no drawing, and so is not parsed.
_XML = re.compile(rb"\s*(?:\xef\xbb\xbf|\xff\xfe|\xfe\xff)?\s*<", re.DOTALL)
_HREFS = ("href", "{http://www.w3.org/1999/xlink}href")
_NAME = re.compile(r"[A-Za-z_][\w.-]*")
_REFERENCE = re.compile(r"""(url\(\s*["']?#|^#)([^)"'\s]+)""")


def is_picture(name: str) -> bool:
    """Tell whether a file is one of a picture, by its name."""
    return MEDIA_TYPES.get(PurePosixPath(name).suffix.lower(), "").startswith("image/")


def packed_picture(data: bytes) -> bytes:
    """Return a picture as a book may hold it.

    Raises:
        ValueError: it is none that a book may hold.
    """
    if any(sign.match(data) for sign in _SIGNS.values()):
        return data
    root = _read(data) if _XML.match(data) else None
    if root is None:
        raise ValueError("it is no PNG, JPEG, GIF, WebP or well-formed SVG")
    clean_drawing(root)
    return etree.tostring(root, xml_declaration=True, encoding="utf-8")


def true_names(files: Mapping[str, bytes]) -> dict[str, str]:
    """Return new names for the pictures in *files* whose content is not what their names say."""
    renamed: dict[str, str] = {}
    taken = {name.casefold() for name in files}
    for name in filter(is_picture, files):
        known = (ending for ending, sign in _SIGNS.items() if sign.match(files[name]))
        ending = next(known, ".svg")
        path = PurePosixPath(name)
        if MEDIA_TYPES[path.suffix.lower()] == MEDIA_TYPES[ending]:
            continue
        new = path.with_suffix(ending)
        while str(new).casefold() in taken:
            new = new.with_stem(f"{new.stem}-")
        taken.add(str(new).casefold())
        renamed[name] = str(new)
    return renamed


def _read(data: bytes) -> etree._Element | None:
    # Entities within the file are common in drawings; how far they grow, libxml2 limits.
    parser = etree.XMLParser(
        resolve_entities="internal",  # type: ignore[arg-type]  # the stubs do not know it
        no_network=True,
        remove_comments=True,
        remove_pis=True,
    )
    try:
        root = etree.fromstring(data, parser)
    except (etree.XMLSyntaxError, ValueError):
        return None
    name = etree.QName(root)
    if name.localname != "svg" or name.namespace not in (SVG, None):
        return None
    if name.namespace is None:
        for element in root.iter(etree.Element):
            if etree.QName(element).namespace is None:
                element.tag = f"{{{SVG}}}{element.tag}"
    copy: etree._Element = etree.fromstring(etree.tostring(root))  # without a document type
    return copy


def clean_drawing(root: etree._Element) -> None:
    """Take out of a drawing what no book may hold: programs, and what lies elsewhere."""
    for element in list(root.iter(f"{{{SVG}}}script")):
        remove(element)
    for element in list(root.iter(f"{{{SVG}}}foreignObject")):
        _settle_foreign(element)
    for element in list(root.iter(f"{{{SVG}}}title", f"{{{SVG}}}desc")):
        for child in list(element):
            unwrap(child)
    names = _new_ids(root)
    ids = {element.get("id") for element in root.iter(f"{{{SVG}}}*")}
    for element in list(root.iter(f"{{{SVG}}}*")):
        _settle_links(element)
        for attribute in [str(name) for name in element.attrib]:
            value = element.get(attribute, "")
            if attribute.startswith("on"):
                del element.attrib[attribute]
            elif attribute == "style":
                element.set("style", sound_style(_renamed(value, names), "", _nothing))
            elif "url(" in value and "url(#" not in value.replace('"', "").replace("'", ""):
                del element.attrib[attribute]
            elif attribute != "id":
                value = _renamed(value, names)
                if all(id_ in ids for _, id_ in _REFERENCE.findall(value)) or _is_colour(value):
                    element.set(attribute, value)
                elif attribute in _HREFS and element.tag != f"{{{SVG}}}a":
                    remove(element)
                else:
                    del element.attrib[attribute]
    for style in root.iter(f"{{{SVG}}}style"):
        text = "".join(map(str, style.itertext()))
        for old, new in names.items():
            text = text.replace(f"#{old}", f"#{new}")
        style[:] = []
        style.text = sound_sheet(text, "", _nothing)


def _nothing(_name: str) -> bool:
    return False


def _settle_links(element: etree._Element) -> None:
    """Let an element refer to its own drawing, or a link to a place that can be followed."""
    is_link = element.tag == f"{{{SVG}}}a"
    for attribute in _HREFS:
        address = element.get(attribute)
        if address is None or address.startswith("#"):
            continue
        scheme = urlsplit(address).scheme if "[" not in address else ""
        if is_link and scheme not in FOLLOWED:
            del element.attrib[attribute]
        elif not is_link and scheme != "data":
            remove(element)


def _settle_foreign(element: etree._Element) -> None:
    """Let what a drawing holds of HTML be HTML as EPUB is strict about."""
    inner = etree.QName(SVG, "svg").text
    for foreign in list(element.iterdescendants(f"{{{SVG}}}*")):
        around = [foreign.tag, *(above.tag for above in foreign.iterancestors())]
        if inner not in around[: around.index(element.tag)]:
            foreign.tag = f"{{{XHTML}}}{etree.QName(foreign).localname}"
    html = etree.Element(f"{{{XHTML}}}html", nsmap={None: XHTML})  # type: ignore[dict-item]  # the stubs want a name
    body = etree.SubElement(html, f"{{{XHTML}}}body")
    body.text, element.text = element.text, None
    body.extend(list(element))
    conform(html)
    element.text = body.text
    element.extend(list(body))


def _is_colour(value: str) -> bool:
    return re.fullmatch(r"#[0-9A-Fa-f]{3,8}", value) is not None


def _new_ids(root: etree._Element) -> Mapping[str, str]:
    """Let each id of a drawing be a name of XML, and stand once; return the new ones by old."""
    renamed: dict[str, str] = {}
    seen: set[str] = set()
    for element in root.iter(f"{{{SVG}}}*"):
        old = element.get("id")
        if old is None:
            continue
        if old in renamed or old in seen or not old:
            del element.attrib["id"]
            continue
        new = old
        if not _NAME.fullmatch(old):
            new = re.sub(r"[^\w.-]", "-", f"id-{old}")
            while new in seen:
                new += "-"
            renamed[old] = new
            element.set("id", new)
        seen.add(new)
    return renamed


def _renamed(value: str, names: Mapping[str, str]) -> str:
    """Return a value with the ids that it refers to under their new names."""
    return _REFERENCE.sub(lambda match: match[1] + names.get(match[2], match[2]), value)
