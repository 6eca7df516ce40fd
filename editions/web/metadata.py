"""What a page says of itself to search engines, social networks and reference managers."""

from __future__ import annotations

import json
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from editions.languages import Edition
from editions.references.works import Author, Work

#: A description is cut at the end of a sentence or a word before it grows longer: an abstract,
#: and the beginning of a chapter, of which search engines show less than this.
LONGEST, LONGEST_BEGINNING = 300, 200


@dataclass(frozen=True)
class Meta:
    """One ``<meta>`` element."""

    #: ``name`` or ``property``, as the vocabulary wants it.
    attribute: str
    name: str
    content: str


@dataclass(frozen=True)
class Image:
    """The picture that stands for a page in social networks."""

    #: Absolute address.
    href: str
    #: In CSS pixels.
    width: int
    height: int


@dataclass(frozen=True)
class PageFacts:
    """A page and the publication that it belongs to, as one edition shows them."""

    edition: Edition
    #: All editions, the original first.
    editions: Sequence[Edition]
    #: The publication in the terms of its bibliography.
    work: Work
    #: Version of the publication; may be empty.
    release: str
    #: Title of the page; on the cover, that of the publication.
    title: str
    #: What it is about, in a few sentences; may be empty.
    description: str
    #: Address of the page below the folder of its edition: ``economy.html``.
    page: str
    #: Leads from the page to that folder: ``""``, ``"../"``.
    up: str
    #: Address of the folder that holds the editions, with a slash at its end; may be empty.
    site: str
    #: The page is the cover.
    cover: bool
    image: Image | None = None

    def address(self, edition: Edition, page: str) -> str:
        """Return the address of *page* in *edition*, absolute where that can be known."""
        if self.site:
            return f"{self.site}{edition.code}/{page}"
        return (
            f"{self.up}{page}" if edition == self.edition else f"{self.up}../{edition.code}/{page}"
        )


def shorten(text: str, longest: int = LONGEST) -> str:
    """Return *text* in one line, cut after a sentence, or else after a word, where it is long."""
    text = " ".join(text.split(" ")).replace("\n", " ")
    if len(text) <= longest:
        return text
    start = text[:longest]
    sentence = max(start.rfind(mark) for mark in (". ", "! ", "? "))
    if sentence >= longest // 3:
        return start[: sentence + 1]
    return start[: start.rfind(" ")].rstrip(" ,;:—–") + "…"


def meta_elements(facts: PageFacts) -> Iterator[Meta]:
    """Yield Open Graph, Dublin Core and, on the cover, what Google Scholar and Zotero read."""
    yield from _open_graph(facts)
    yield from _dublin_core(facts)
    if facts.cover:
        yield from _citation(facts)


def _open_graph(facts: PageFacts) -> Iterator[Meta]:
    def og(name: str, content: str) -> Meta:
        return Meta("property", f"og:{name}", content)

    yield og("type", "book" if facts.cover else "article")
    yield og("title", facts.title)
    yield og("site_name", facts.edition.full_title)
    if facts.description:
        yield og("description", facts.description)
    if facts.site:
        yield og("url", facts.address(facts.edition, facts.page))
    yield og("locale", facts.edition.locale)
    for edition in facts.editions:
        if edition != facts.edition:
            yield og("locale:alternate", edition.locale)
    if facts.image is not None:
        yield og("image", facts.image.href)
        yield og("image:type", "image/png")
        yield og("image:width", str(facts.image.width))
        yield og("image:height", str(facts.image.height))
        yield og("image:alt", facts.edition.full_title)
        yield Meta("name", "twitter:card", "summary_large_image")


def _dublin_core(facts: PageFacts) -> Iterator[Meta]:
    work = facts.work
    values = [
        ("title", facts.title),
        *(("creator", author.inverted) for author in work.authors),
        ("publisher", work.publisher),
        ("date", work.issued),
        ("language", facts.edition.lang),
        ("type", "Text"),
        ("format", "text/html"),
        # Once more only where it is an abstract: a chapter has it in its head already.
        ("description", facts.description if facts.cover else ""),
        ("identifier", facts.address(facts.edition, facts.page) if facts.site else ""),
    ]
    if not facts.cover:
        values.append(("relation.isPartOf", work.title))
    for name, content in values:
        if content:
            yield Meta("name", f"DC.{name}", content)


def _citation(facts: PageFacts) -> Iterator[Meta]:
    work = facts.work
    values = [
        ("title", work.title),
        *(("author", author.inverted) for author in work.authors),
        ("publication_date", work.issued.replace("-", "/")),
        ("technical_report_institution", work.publisher if work.type == "report" else ""),
        ("publisher", work.publisher if work.type != "report" else ""),
        ("doi", work.doi),
        ("isbn", work.isbn),
        ("language", facts.edition.lang.partition("-")[0]),
        (
            "fulltext_html_url",
            facts.address(facts.edition, facts.page) if facts.site else "",
        ),
    ]
    for name, content in values:
        if content:
            yield Meta("name", f"citation_{name}", content)


def linked_data(facts: PageFacts) -> str:
    """Return the page as JSON-LD, safe in a ``<script>`` element."""
    data = _report(facts) if facts.cover else _chapter(facts)
    text = json.dumps({"@context": "https://schema.org", **data}, ensure_ascii=False)
    for sign in "<>&\u2028\u2029":
        text = text.replace(sign, f"\\u{ord(sign):04x}")
    return text


def _report(facts: PageFacts) -> dict[str, object]:
    work, own = facts.work, facts.edition
    data: dict[str, object] = {
        "@type": "Report" if work.type == "report" else "CreativeWork",
        "@id": facts.address(own, facts.page),
        "name": work.title,
        "inLanguage": own.lang,
        "author": [_agent(author) for author in work.authors],
        "publisher": {"@type": "Organization", "name": work.publisher} if work.publisher else None,
        "datePublished": work.issued,
        "version": facts.release,
        "abstract": facts.description,
        "image": facts.image.href if facts.image else None,
        "url": facts.address(own, facts.page) if facts.site else None,
    }
    others = [_translation(facts, edition) for edition in facts.editions if edition != own]
    if own == facts.editions[0]:
        data["workTranslation"] = others
    else:
        data["translationOfWork"] = others[0]
    return {name: value for name, value in data.items() if value}


def _chapter(facts: PageFacts) -> dict[str, object]:
    cover = facts.address(facts.edition, "index.html")
    data = {
        "@type": "Chapter",
        "@id": facts.address(facts.edition, facts.page),
        "name": facts.title,
        "inLanguage": facts.edition.lang,
        "isPartOf": {"@type": "Report", "@id": cover, "name": facts.work.title},
    }
    return {name: value for name, value in data.items() if value}


def _translation(facts: PageFacts, edition: Edition) -> dict[str, str]:
    return {
        "@type": "Report" if facts.work.type == "report" else "CreativeWork",
        "@id": facts.address(edition, facts.page),
        "name": edition.full_title,
        "inLanguage": edition.lang,
    }


def _agent(author: Author) -> dict[str, str]:
    if author.literal:
        return {"@type": "Organization", "name": author.literal}
    return {"@type": "Person", "familyName": author.family, "givenName": author.given}
