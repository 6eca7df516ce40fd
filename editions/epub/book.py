"""An EPUB 3 publication as values, and its bytes: the same ones for the same values.

See https://www.w3.org/TR/epub-33/ and https://www.w3.org/TR/epub-a11y-11/.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import datetime
from io import BytesIO
from urllib.parse import quote, unquote
from zipfile import ZIP_DEFLATED, ZIP_STORED, ZipFile, ZipInfo

from lxml import etree
from lxml.builder import ElementMaker  # type: ignore[import-not-found]  # the stubs lack it
from markupsafe import Markup, escape

from editions.files.identity import META
from editions.interface import template_environment
from editions.references.works import Author
from editions.web.wrapping import keep_compounds

NAV, OPF = "nav.xhtml", "package.opf"
#: Media types of what may be in the package, by the ends of names.
MEDIA_TYPES = {
    ".xhtml": "application/xhtml+xml",
    ".css": "text/css",
    ".gif": "image/gif",
    ".jpeg": "image/jpeg",
    ".jpg": "image/jpeg",
    ".png": "image/png",
    ".svg": "image/svg+xml",
    ".webp": "image/webp",
    ".mp3": "audio/mpeg",
    ".otf": "font/otf",
    ".ttf": "font/ttf",
    ".woff": "font/woff",
    ".woff2": "font/woff2",
}
#: What an EPUB says of its accessibility when somebody has evaluated it.
CONFORMS_TO = "EPUB Accessibility 1.1 - WCAG 2.2 Level AA"

_CONTAINER = """<?xml version="1.0" encoding="UTF-8"?>
<container version="1.0" xmlns="urn:oasis:names:tc:opendocument:xmlns:container">
<rootfiles>
<rootfile full-path="package.opf" media-type="application/oebps-package+xml"/>
</rootfiles>
</container>
"""
_DC = "http://purl.org/dc/elements/1.1/"
_PACKAGE = ElementMaker(
    namespace="http://www.idpf.org/2007/opf", nsmap={None: "http://www.idpf.org/2007/opf"}
)
_DUBLIN = ElementMaker(namespace=_DC, nsmap={"dc": _DC})


@dataclass(frozen=True)
class Metadata:
    """What the package says of itself."""

    identifier: str
    title: str
    #: May be empty, as may everything below except the tag and the date.
    subtitle: str
    #: BCP 47 tag, and ``ltr`` or ``rtl``.
    language: str
    direction: str
    modified: datetime
    authors: tuple[Author, ...] = ()
    publisher: str = ""
    rights: str = ""
    description: str = ""
    #: When the work itself came out, in ISO 8601, to the day, the month or the year; where it is
    #: empty, the day of the last change stands in.
    issued: str = ""
    #: What the publication was made of: a citation of the original.
    source: str = ""
    #: What readers who depend on it should know, in one or two sentences.
    summary: str = ""
    #: Who has looked whether the book conforms to `CONFORMS_TO`, and found it so.
    evaluator: str = ""
    #: The day on which they did, in ISO 8601.
    evaluated: str = ""
    #: The identity of the build that has made it.
    identity: str = ""


@dataclass(frozen=True)
class Accessibility:
    """What has been found in the pages."""

    #: There are pictures.
    pictures: bool = False
    #: Every picture has a text in its stead.
    described: bool = True
    formulas: bool = False


@dataclass(frozen=True)
class ContentsEntry:
    """One line of the table of contents, and those below it."""

    text: str
    #: Empty for the name of a group of entries.
    href: str
    #: Language of the text, where it is not the edition's.
    lang: str = ""
    children: tuple[ContentsEntry, ...] = ()


@dataclass(frozen=True)
class Landmark:
    """A place that reading systems offer by its kind."""

    #: ``epub:type``: ``bodymatter``, ``bibliography``.
    kind: str
    text: str
    href: str


@dataclass(frozen=True)
class ContentDocument:
    """One content document, ready to be packed."""

    name: str
    content: bytes
    #: What the manifest must say of it: ``svg``, ``mathml``.
    properties: tuple[str, ...] = ()


@dataclass(frozen=True)
class Book:
    """Everything that is packed."""

    metadata: Metadata
    accessibility: Accessibility
    #: In reading order.
    pages: tuple[ContentDocument, ...]
    #: Style sheets, pictures, fonts, by name.
    resources: Mapping[str, bytes]
    contents: tuple[ContentsEntry, ...]
    landmarks: tuple[Landmark, ...]
    #: Name of the resource that is the cover's picture; empty where there is none.
    cover: str = ""

    @property
    def styles(self) -> tuple[str, ...]:
        """Names of the style sheets."""
        return tuple(name for name in sorted(self.resources) if name.endswith(".css"))


def in_reading_order(
    entries: Iterable[ContentsEntry], names: Sequence[str]
) -> tuple[ContentsEntry, ...]:
    """Return the entries of a book whose pages are called *names*, without links that lead back.

    A section of the first page between lists of chapters becomes the name of its list:
    https://www.w3.org/TR/epub-33/#sec-nav-toc.
    """
    order = {name: at for at, name in enumerate(names)}
    last = 0

    def follow(entry: ContentsEntry) -> ContentsEntry | None:
        nonlocal last
        place = order.get(unquote(entry.href.partition("#")[0]), last)
        href = entry.href if place >= last else ""
        last = max(last, place)
        children = tuple(filter(None, map(follow, entry.children)))
        return replace(entry, href=href, children=children) if href or children else None

    return tuple(filter(None, map(follow, entries)))


def pack(book: Book, heading: str, landmarks_heading: str) -> bytes:
    """Return the bytes of the package; the headings are those of the navigation document."""
    files = {
        "META-INF/container.xml": _CONTAINER.encode(),
        OPF: package_document(book),
        NAV: navigation_document(book, heading, landmarks_heading),
        **{page.name: page.content for page in book.pages},
        **dict(sorted(book.resources.items())),
    }
    # Before 1980 there are no zip files; the date of the source is not before it either.
    date = max(book.metadata.modified.timetuple()[:6], (1980, 1, 1, 0, 0, 0))
    buffer = BytesIO()
    with ZipFile(buffer, "w") as archive:
        for name, data in {"mimetype": b"application/epub+zip", **files}.items():
            info = ZipInfo(name, date)
            info.create_system = 3  # the same on every system
            info.external_attr = 0o644 << 16
            info.compress_type = ZIP_STORED if name == "mimetype" else ZIP_DEFLATED
            archive.writestr(info, data, compresslevel=9)
    return buffer.getvalue()


def package_document(book: Book) -> bytes:
    """Return the package document: metadata, manifest, spine."""
    metadata = book.metadata
    package: etree._Element = _PACKAGE.package(
        _metadata(book),
        _manifest(book),
        _PACKAGE.spine(
            # The contents stand behind the title page, as in print.
            *(_PACKAGE.itemref(idref=_item_id(name)) for name in _reading_order(book)),
            **{"page-progression-direction": metadata.direction},
        ),
        **{
            "version": "3.0",
            "unique-identifier": "id",
            "dir": metadata.direction,
            "{http://www.w3.org/XML/1998/namespace}lang": metadata.language,
            "prefix": "a11y: http://www.idpf.org/epub/vocab/package/a11y/#",
        },
    )
    return _serialised(package)


def _reading_order(book: Book) -> list[str]:
    names = [page.name for page in book.pages]
    return [*names[:1], NAV, *names[1:]]


def _metadata(book: Book) -> etree._Element:
    values = book.metadata
    made: etree._Element = _PACKAGE.metadata(
        _DUBLIN.identifier(values.identifier, id="id"),
        _DUBLIN.title(values.title, id="title"),
        _PACKAGE.meta("main", refines="#title", property="title-type"),
    )
    if values.subtitle:
        made.append(_DUBLIN.title(values.subtitle, id="subtitle"))
        made.append(_PACKAGE.meta("subtitle", refines="#subtitle", property="title-type"))
    made.append(_DUBLIN.language(values.language))
    for number, author in enumerate(values.authors, 1):
        made.extend(_creator(author, f"creator-{number}"))
    for name in ("publisher", "rights", "description", "source"):
        if value := getattr(values, name):
            made.append(_DUBLIN(name, value))
    date = values.modified.strftime("%Y-%m-%dT%H:%M:%SZ")
    made.append(_DUBLIN.date(values.issued or date[:10]))
    properties = [("dcterms:modified", date), *_accessibility(book)]
    for name, value in properties:
        made.append(_PACKAGE.meta(value, property=name))
    if values.identity:  # as EPUB 2 had it, which programs of today pass over
        made.append(_PACKAGE.meta(name=META, content=values.identity))
    if values.evaluator and book.accessibility.described:
        made.append(_PACKAGE.meta(CONFORMS_TO, property="dcterms:conformsTo", id="conforms"))
        by = {"property": "a11y:certifiedBy", "refines": "#conforms", "id": "evaluator"}
        made.append(_PACKAGE.meta(values.evaluator, **by))
        if values.evaluated:  # https://www.w3.org/TR/epub-a11y-11/#sec-evaluation-date
            on = {"property": "dcterms:date", "refines": "#evaluator"}
            made.append(_PACKAGE.meta(values.evaluated, **on))
    return made


def _creator(author: Author, name: str) -> Iterator[etree._Element]:
    """Yield one author, what they are to the work, and where a list has them."""
    yield _DUBLIN.creator(author.name, id=name)
    role = {"refines": f"#{name}", "property": "role", "scheme": "marc:relators"}
    yield _PACKAGE.meta("aut", **role)
    if author.inverted != author.name:
        yield _PACKAGE.meta(author.inverted, refines=f"#{name}", property="file-as")


def _accessibility(book: Book) -> Sequence[tuple[str, str]]:
    """Return what https://www.w3.org/TR/epub-a11y-11/#sec-disc-package asks for."""
    found = book.accessibility
    modes = ["textual", *(["visual"] if found.pictures else [])]
    sufficient = [",".join(modes), *(["textual"] if found.pictures and found.described else [])]
    features = ["structuralNavigation", "tableOfContents", "readingOrder"]
    features += ["displayTransformability"]
    features += ["alternativeText"] if found.pictures and found.described else []
    features += ["MathML"] if found.formulas else []
    return [
        *(("schema:accessMode", mode) for mode in modes),
        *(("schema:accessModeSufficient", mode) for mode in sufficient),
        *(("schema:accessibilityFeature", feature) for feature in features),
        ("schema:accessibilityHazard", "none"),
        *(
            [("schema:accessibilitySummary", book.metadata.summary)]
            if book.metadata.summary
            else []
        ),
    ]


def _manifest(book: Book) -> etree._Element:
    items = [(NAV, ("nav",)), *((page.name, page.properties) for page in book.pages)]
    for name in sorted(book.resources):
        items.append((name, ("cover-image",) if name == book.cover else ()))
    manifest: etree._Element = _PACKAGE.manifest()
    for name, properties in items:
        more = {"properties": " ".join(properties)} if properties else {}
        manifest.append(
            _PACKAGE.item(
                **{
                    "id": _item_id(name),
                    "href": quote(name),
                    "media-type": media_type(name),
                    **more,
                }
            )
        )
    return manifest


def media_type(name: str) -> str:
    """Return the media type of a file in the package.

    Raises:
        KeyError: nothing of the kind may be in one.
    """
    return MEDIA_TYPES[name[name.rfind(".") :].lower()]


def _item_id(name: str) -> str:
    """Return an id for a file: no two names have the same."""
    kept = "".join(c if c.isascii() and (c.isalnum() or c in "-.") else f"_{ord(c)}_" for c in name)
    return f"f-{kept}"


def navigation_document(book: Book, heading: str, landmarks_heading: str) -> bytes:
    """Return the navigation document: table of contents and landmarks."""
    template = template_environment().get_template("epub-nav.html")
    text = template.render(
        metadata=book.metadata,
        heading=heading,
        landmarks_heading=landmarks_heading,
        contents=book.contents,
        landmarks=book.landmarks,
        styles=book.styles,
        own=NAV,
        kept=_kept,
    )
    return text.encode()


def _kept(text: str) -> Markup:
    """Return the markup of a line of the contents, which does not end within a name."""
    return Markup(keep_compounds(str(escape(text))))  # noqa: S704  # escaped


def _serialised(element: etree._Element) -> bytes:
    etree.indent(element)
    return etree.tostring(element, xml_declaration=True, encoding="utf-8") + b"\n"
