"""What a series says of each paper, read from the paper's finished site and from nothing else."""

from __future__ import annotations

import os
import re
from collections.abc import Collection, Iterator, Mapping, Sequence
from contextlib import suppress
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from typing import Any
from urllib.parse import quote

from lxml import html
from lxml.etree import ParserError
from lxml.html import HtmlElement

from editions.files.kept import parse_kept, read_kept
from editions.languages import CODE, DOWNLOADS, Edition, nearest_locale, normal_locale
from editions.series.declaration import own_name

#: Says what a site holds.
MANIFEST = "editions.json"
#: Files that readers take along, and their media types.
FILES = {"pdf": "application/pdf", "epub": "application/epub+zip"}
#: A year, a month or a day, as ISO 8601 has them.
_DATE = re.compile(r"(\d{4})(?:[-/](\d{2})(?:[-/](\d{2}))?)?", re.ASCII)
#: What no text holds, and feeds, which are XML, cannot say.
_NO_TEXT = re.compile("[\x00-\x08\x0b\x0e-\x1f\x7f-\x9f\ud800-\udfff\ufffe\uffff]")


@dataclass(frozen=True)
class PaperFile:
    """One file of an edition."""

    #: ``pdf`` or ``epub``.
    format: str
    #: Address, relative to the paper's site.
    href: str

    @property
    def media_type(self) -> str:
        """Its media type."""
        return FILES[self.format]


@dataclass(frozen=True)
class PaperEdition:
    """A paper in one language, as its own cover describes it."""

    #: Folder of the edition in the paper's site.
    code: str
    #: BCP 47 tag.
    lang: str
    title: str
    #: What it is about; may be empty.
    description: str
    #: Names as they are read: ``Ana Ruiz``.
    authors: tuple[str, ...]
    #: ``2026``, ``2026-11`` or ``2026-11-24``; may be empty.
    issued: str
    files: tuple[PaperFile, ...]

    @property
    def page(self) -> str:
        """Address of the cover, relative to the paper's site."""
        return f"{self.code}/index.html"

    @property
    def name(self) -> str:
        """The language's own name for itself."""
        return own_name(self.lang)

    @property
    def direction(self) -> str:
        """``ltr`` or ``rtl``."""
        return nearest_locale(normal_locale(self.lang)).text_direction

    @property
    def day(self) -> date | None:
        """The date, its first day where it is a month or a year; None where there is none."""
        return first_day(self.issued)


@dataclass(frozen=True)
class Card:
    """A paper in all its languages."""

    #: Folder of its site in that of the series.
    name: str
    #: Its web editions, the original first.
    editions: tuple[PaperEdition, ...]

    def own(self, reader: Edition) -> PaperEdition | None:
        """Return the paper in the language of *reader*; None where it has none.

        It is the edition of the same name, or else the first one in the same language.
        """
        for edition in self.editions:
            if edition.code == reader.code:
                return edition
        language = reader.cldr.language
        return next((e for e in self.editions if re.split("[-_]", e.lang)[0] == language), None)

    def shown(self, reader: Edition) -> PaperEdition:
        """Return the paper as *reader* is shown it: in the own language, or else the original."""
        return self.own(reader) or self.editions[0]

    @property
    def address(self) -> str:
        """Its folder as addresses have it, whatever is in its name: ``papers/50%25%20tide``."""
        return as_address(self.name)

    @property
    def day(self) -> date | None:
        """The date of the paper: that of its original, or else of any edition."""
        return next((edition.day for edition in self.editions if edition.day), None)


def read_card(site: Path, name: str) -> Card | None:
    """Return what the *site* of a paper says of it; None where it has no web edition."""
    try:
        manifest = read_kept(site / MANIFEST)
        held = {code: frozenset(formats) for code, formats in manifest["editions"].items()}
        pairs = tuple(manifest.get("pairs", ()))
    except (KeyError, TypeError, AttributeError):
        return None
    editions = []
    for code, formats in held.items():
        page = site / code / "index.html"
        if CODE.fullmatch(code) and page.is_file():
            files = tuple(_files(site, code, formats, pairs))
            with suppress(ParserError):  # the page is empty
                editions.append(_read_cover(page.read_bytes(), code, files))
    return Card(name, tuple(editions)) if editions else None


def as_address(path: str) -> str:
    """Return the path of a file as addresses have it."""
    return quote(os.fsencode(path))


def first_day(issued: str) -> date | None:
    """Return the first day of a year, a month or a day; None of what is none of them."""
    match = _DATE.fullmatch(issued)
    if match is None:
        return None
    try:
        return date(*(int(part or 1) for part in match.groups()))
    except ValueError:
        return None


def _files(
    site: Path, code: str, formats: Collection[str], pairs: Sequence[str]
) -> Iterator[PaperFile]:
    for form in (form for form in FILES if form in formats):
        paired = tuple(f"-{pair}.{form}" for pair in pairs)
        names = sorted(
            path.name
            for path in (site / DOWNLOADS).glob(f"*-{code}.{form}")
            if not path.name.endswith(paired)
        )
        if names:
            yield PaperFile(form, as_address(f"{DOWNLOADS}/{min(names, key=len)}"))


def _read_cover(content: bytes, code: str, files: tuple[PaperFile, ...]) -> PaperEdition:
    page = html.document_fromstring(content, html.HTMLParser(encoding="utf-8"))
    metas: dict[str, list[str]] = {}
    for meta in page.iterfind("head/meta"):
        name = meta.get("name") or meta.get("property")
        if name:
            metas.setdefault(name, []).append(_line(meta.get("content", "")))

    def first(*names: str) -> str:
        return next((metas[name][0] for name in names if metas.get(name, [""])[0]), "")

    return PaperEdition(
        code=code,
        lang=_line(page.get("lang", "")) or code,
        title=first("citation_title", "DC.title", "og:title") or _title(page) or code,
        description=first("description", "og:description"),
        authors=tuple(_authors(page)) or tuple(metas.get("DC.creator", metas.get("author", ()))),
        issued=first("DC.date", "citation_publication_date").replace("/", "-"),
        files=files,
    )


def _title(page: HtmlElement) -> str:
    """Return the title of a page that says nothing to machines."""
    for element in (*page.iter("h1"), *page.iter("title")):
        text = _line(str(element.text_content())).rstrip("¶#").strip()
        if text:
            return text
    return ""


def _authors(page: HtmlElement) -> Iterator[str]:
    """Yield the authors that the page names to search engines, as people write them."""
    for script in page.iter("script"):
        if script.get("type") != "application/ld+json":
            continue
        data = parse_kept(script.text or "")
        named = data.get("author", ()) if isinstance(data, dict) else ()
        for author in named if isinstance(named, list) else [named]:
            if isinstance(author, dict) and (name := _name(author)):
                yield name


def _name(author: Mapping[str, Any]) -> str:
    parts = (author.get("givenName"), author.get("familyName"))
    name = author.get("name") or " ".join(part for part in parts if isinstance(part, str) and part)
    return _line(name) if isinstance(name, str) else ""


def _line(text: str) -> str:
    """Fold spaces; those at which no line ends stay, and what is no text goes."""
    return re.sub(r"[ \t\r\n\f]+", " ", _NO_TEXT.sub("", text)).strip(" ")


def in_order(cards: Sequence[Card]) -> list[Card]:
    """Return papers as they are listed: the newest first, those without a date at the end."""
    return sorted(cards, key=lambda c: (c.day is None, -(c.day or date.min).toordinal(), c.name))
