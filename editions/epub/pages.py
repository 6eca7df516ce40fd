"""Pages as Sphinx writes them, made into content documents of an EPUB.

Only what the package holds may be linked or loaded: https://www.w3.org/TR/epub-33/#sec-xhtml.
"""

from __future__ import annotations

import posixpath
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from urllib.parse import unquote, urlsplit

from lxml import etree

from editions.epub.book import Accessibility, ContentDocument
from editions.epub.declarations import sound_style
from editions.epub.drawings import clean_drawing
from editions.epub.repair import well_formed
from editions.findings import FindingsError
from editions.web.content import SVG, XHTML, conform
from editions.web.unscripted import remove, settle

MATHML = "http://www.w3.org/1998/Math/MathML"
_EPUB_TYPE = "{http://www.idpf.org/2007/ops}type"
_XML_LANG = "{http://www.w3.org/XML/1998/namespace}lang"
#: Attributes by which elements load files, by the names of the elements.
LOADING = {"img": "src", "link": "href", "source": "src", "audio": "src", "video": "src"}
#: Roles that docutils writes and DPUB-ARIA 1.1 has given up.
_DEPRECATED_ROLES = ("doc-biblioentry", "doc-endnote")


@dataclass
class Draft:
    """One page on its way into the package."""

    #: Its name in the package, folders included.
    name: str
    root: etree._Element
    #: Files that it loads, by their names in the package.
    resources: tuple[str, ...]
    #: What is wrong with it as HTML, and was repaired.
    flaw: str = ""

    @property
    def ids(self) -> set[str]:
        """Every id on the page."""
        return {element.get("id", "") for element in self.root.iter()} - {""}

    def links(self) -> Iterator[tuple[etree._Element, str, str]]:
        """Yield the links to other places of the package: element, name and fragment."""
        for link in self.root.iter(f"{{{XHTML}}}a"):
            href = link.get("href")
            if href is not None and not is_outside(href):
                parts = urlsplit(href)
                yield link, resolve(self.name, parts.path), unquote(parts.fragment)


def read_draft(
    name: str, content: bytes, source: str, is_file: Callable[[str], bool] = lambda _name: True
) -> Draft:
    """Read a page and take out what no EPUB may hold; *source* is the file it was made from.

    *is_file* tells whether there is a file of a name that it may load.

    Raises:
        FindingsError: the page is not well-formed XML, and cannot be made so.
    """
    flaw = ""
    try:
        root = _parse(content)
    except etree.XMLSyntaxError as error:
        repaired = well_formed(content.decode("utf-8", "replace"))
        advice = "fix its raw HTML, or keep it to other builders with '.. only:: not epub'"
        if repaired.faults:
            flaw = f"the page is not well-formed HTML ({'; '.join(repaired.faults)}); {advice}"
        try:
            root = _parse(repaired.content.encode())
        except etree.XMLSyntaxError:
            message = (
                f"the page is not well-formed XML, which an EPUB wants ({error.msg}); {advice}"
            )
            raise FindingsError.for_file(source, message, "epub") from error

    def find_file(address: str) -> str:
        known = address and not is_outside(address) and is_file(resolve(name, _path(address)))
        return address if known else ""

    settle(root, find_file, f"{{{XHTML}}}")
    for element in list(root.iter(f"{{{XHTML}}}meta")):
        if element.get("http-equiv") or element.get("property"):
            remove(element)
    for element in root.iter(f"{{{XHTML}}}div", f"{{{XHTML}}}aside"):
        if element.get("role") in _DEPRECATED_ROLES:
            _forget(element, "role")
    if root.get("dir") == "rtl":
        _set_code_left_to_right(root)
    conform(root)
    for drawing in list(root.iter(f"{{{SVG}}}svg")):
        if all(above.tag != drawing.tag for above in drawing.iterancestors()):
            clean_drawing(drawing)
    for element in root.iter(f"{{{XHTML}}}*"):
        if style := element.get("style"):
            element.set("style", sound_style(style, name, is_file))
    # Programs that read XML know this one alone.
    for element in root.iter(f"{{{XHTML}}}*"):
        if lang := element.get("lang"):
            element.set(_XML_LANG, lang)
    return Draft(name, root, tuple(_load(name, root, is_file)), flaw)


def _set_code_left_to_right(root: etree._Element) -> None:
    """Give code and addresses their direction, which no style sheet of an EPUB may set."""
    for element in root.iter(*(f"{{{XHTML}}}{tag}" for tag in ("pre", "code", "kbd", "samp"))):
        element.set("dir", "ltr")
    for element in root.iter(f"{{{XHTML}}}span"):
        if "link-target" in element.get("class", "").split():
            element.set("dir", "ltr")


def _path(address: str) -> str:
    return urlsplit(address).path  # Sphinx adds a checksum as a query


def _parse(content: bytes) -> etree._Element:
    parser = etree.XMLParser(resolve_entities=False, no_network=True, remove_comments=True)
    return etree.fromstring(content, parser)


def _load(name: str, root: etree._Element, is_file: Callable[[str], bool]) -> Iterator[str]:
    """Yield the names of the files that elements load; take out what lies elsewhere."""
    for tag, attribute in LOADING.items():
        for element in list(root.iter(f"{{{XHTML}}}{tag}")):
            address = element.get(attribute, "")
            if tag == "link" and element.get("rel") != "stylesheet":
                remove(element)
            elif is_outside(address):
                remove(element, element.get("alt", ""))
            else:
                path = _path(address)
                if tag == "link" and not is_file(resolve(name, path)):
                    remove(element)
                    continue
                element.set(attribute, path)
                _forget(element, "srcset")
                yield resolve(name, path)


def is_outside(address: str) -> bool:
    """Tell whether an address leads out of the package."""
    parts = urlsplit(address)
    return bool(parts.scheme or parts.netloc)


def resolve(name: str, path: str) -> str:
    """Return the name of what *path* leads to from the file called *name*."""
    if not path:
        return name
    return posixpath.normpath(posixpath.join(posixpath.dirname(name), unquote(path)))


def _forget(element: etree._Element, *names: str) -> None:
    for name in names:
        if name in element.attrib:
            del element.attrib[name]


def unlink_lost(drafts: Mapping[str, Draft]) -> list[tuple[str, str]]:
    """Make text of links that lead nowhere in the package; return them as page and address."""
    lost = []
    ids = {name: draft.ids for name, draft in drafts.items()}
    for name, draft in drafts.items():
        for link, target, fragment in list(draft.links()):
            if target in ids and (not fragment or fragment in ids[target]):
                continue
            lost.append((name, link.get("href", "")))
            link.tag = f"{{{XHTML}}}span"
            _forget(link, "href", "rel", "type", "target", "download")
    return lost


def drop_lost_pictures(draft: Draft, is_held: Callable[[str], bool]) -> None:
    """Put the words of each picture that is not in the package into its place."""
    for image in list(draft.root.iter(f"{{{XHTML}}}img")):
        if not is_held(resolve(draft.name, image.get("src", ""))):
            remove(image, image.get("alt", ""))


def finish(draft: Draft) -> ContentDocument:
    """Return the page as it is packed."""
    for element in draft.root.iter(f"{{{XHTML}}}div"):
        if "bibliography" in element.get("class", "").split():
            element.set(_EPUB_TYPE, "bibliography")
            element.set("role", "doc-bibliography")
    properties = [
        name
        for name, namespace in (("mathml", MATHML), ("svg", SVG))
        if next(draft.root.iter(f"{{{namespace}}}*"), None) is not None
    ]
    content = etree.tostring(
        draft.root.getroottree(), xml_declaration=True, encoding="utf-8", doctype="<!DOCTYPE html>"
    )
    return ContentDocument(draft.name, content + b"\n", tuple(properties))


def drop_lists_of_documents(draft: Draft) -> None:
    """Take the lists of chapters out of the first page, which the contents follow."""
    for element in list(draft.root.iter(f"{{{XHTML}}}div")):
        if "toctree-wrapper" in element.get("class", "").split():
            remove(element)


def find_accessibility(drafts: Mapping[str, Draft]) -> Accessibility:
    """Return what the pages hold for those who do not see them."""
    pictures = [image for draft in drafts.values() for image in draft.root.iter(f"{{{XHTML}}}img")]
    formulas = any(
        next(draft.root.iter(f"{{{MATHML}}}*"), None) is not None for draft in drafts.values()
    )
    return Accessibility(
        pictures=bool(pictures),
        described=all(_is_described(image) for image in pictures),
        formulas=formulas,
    )


def _is_described(image: etree._Element) -> bool:
    """Tell whether a picture has words; docutils puts the name of the file where it has none."""
    alt = image.get("alt")
    return alt is not None and posixpath.basename(alt) != posixpath.basename(image.get("src", ""))


def gather_resources(
    names: Iterator[str],
    read: Callable[[str], bytes | None],
    inner: Callable[[str, bytes], set[str]],
) -> dict[str, bytes]:
    """Return all files that *names* need, those that they load in turn included."""
    found: dict[str, bytes] = {}
    waiting = list(names)
    while waiting:
        name = waiting.pop()
        if name not in found and (data := read(name)) is not None:
            found[name] = data
            waiting.extend(inner(name, data))
    return found
