"""Works as a file declares them for all languages, and as one edition shows them."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any

from editions.languages import Edition
from editions.references.richtext import RichInline

#: Text in one form for all languages, or a form by the code of the edition.
Localized = str | Mapping[str, str]


@dataclass(frozen=True)
class Author:
    """A person, or an institution as a *literal*."""

    family: str = ""
    given: str = ""
    literal: str = ""

    @property
    def name(self) -> str:
        """The name as a sentence has it: ``Danielle Goldfarb``."""
        return self.literal or " ".join(part for part in (self.given, self.family) if part)

    @property
    def inverted(self) -> str:
        """The name as lists show it: ``Goldfarb, Danielle``."""
        return self.literal or ", ".join(part for part in (self.family, self.given) if part)


@dataclass(frozen=True)
class Work:
    """One work, with every text in the form that one edition shows."""

    #: Names the entry in citations and anchors: ``goldfarb2005``.
    key: str
    #: Type in CSL: ``report``.
    type: str
    #: BCP 47 tag of the language of the titles.
    language: str
    #: The titles are in another language than the edition.
    foreign: bool
    authors: tuple[Author, ...]
    title: str
    #: Form of the title that tells apart works of one author and year; may be empty.
    title_short: str = ""
    #: The title in the language of the edition, where that is another one; else empty.
    title_translation: str = ""
    #: Title of what the work is a part of.
    container: str = ""
    #: That title in the language of the edition, where that is another one; else empty.
    container_translation: str = ""
    chapter: str = ""
    #: What kind of work it is, in words.
    genre: str = ""
    number: str = ""
    volume: str = ""
    issue: str = ""
    page: str = ""
    publisher: str = ""
    publisher_place: str = ""
    event_place: str = ""
    #: ISO 8601 date, to the day, the month or the year; empty without a date.
    issued: str = ""
    url: str = ""
    doi: str = ""
    isbn: str = ""
    #: ISO 8601 date on which *url* was read.
    accessed: str = ""
    #: Who edited the work, or what it is a part of.
    editors: tuple[Author, ...] = ()
    #: Fields that have no form for the edition yet, and stand in the one of the original.
    untranslated: frozenset[str] = frozenset()
    #: BCP 47 tag of the language of those fields.
    original: str = ""

    @property
    def variables(self) -> dict[str, str]:
        """The plain texts of the work, by the names of their CSL variables."""
        return {
            "chapter-number": self.chapter,
            "genre": self.genre,
            "number": self.number,
            "volume": self.volume,
            "issue": self.issue,
            "page": self.page,
            "publisher": self.publisher,
            "publisher-place": self.publisher_place,
            "event-place": self.event_place,
            "DOI": self.doi,
        }


@dataclass(frozen=True)
class FormattedWork:
    """One work as a style writes it."""

    key: str
    #: The entry of the list.
    content: tuple[RichInline, ...]
    #: Author and date as a citation has them: ``Goldfarb 2005``.
    label: str
    #: The author alone: ``Goldfarb``.
    author: str
    #: What follows the author: ``2005``.
    date: str


@dataclass(frozen=True)
class DeclaredWork:
    """One work as the file declares it, already checked."""

    key: str
    #: Line of the entry in the file, counted from 1.
    line: int
    #: The fields, by their names in the file.
    fields: Mapping[str, Any]


@dataclass(frozen=True)
class References:
    """What a file of references declares, already checked."""

    path: Path
    #: Institutions and places by key.
    names: Mapping[str, Localized]
    #: The works in the order of the file.
    entries: tuple[DeclaredWork, ...]
    #: The editions of the publication, the original first.
    editions: tuple[Edition, ...]
    #: The publication itself, for those who cite it.
    publication: DeclaredWork | None = None

    def works(self, edition: Edition) -> tuple[Work, ...]:
        """Return the works as *edition* shows them, in the order of the file."""
        return tuple(self._localize(entry, edition) for entry in self.entries)

    def publication_work(self, edition: Edition) -> Work | None:
        """Return the publication itself as *edition* cites it."""
        return self._localize(self.publication, edition) if self.publication else None

    def _localize(self, entry: DeclaredWork, edition: Edition) -> Work:
        return localize(entry, self.names, edition, self.editions[0])


def same_language(tag: str, edition: Edition) -> bool:
    """Tell whether a BCP 47 tag and an edition are of one language, whatever the country."""
    return tag.partition("-")[0].lower() == edition.lang.partition("-")[0].lower()


def choose(value: Localized, code: str) -> str:
    """Return the form of *value* for the edition *code*, or an empty text."""
    return value if isinstance(value, str) else value.get(code, "")


def localize(
    entry: DeclaredWork, names: Mapping[str, Localized], edition: Edition, original: Edition
) -> Work:
    """Return *entry* as *edition* shows it, and where it says nothing yet, as *original* does.

    An edition of the work in the language of *edition* (``variant``) stands in for the work:
    its title, its address, and the day on which that address was read, if it was.
    """
    fields = entry.fields
    code = edition.code
    untranslated: set[str] = set()

    def form(field: str, value: Localized) -> str:
        found = choose(value, code)
        if value and not found:
            untranslated.add(field)
            found = choose(value, original.code)
        return found

    def text(field: str) -> str:
        return form(field, fields.get(field, ""))

    def name(field: str) -> str:
        return form(field, names[fields[field]]) if field in fields else ""

    def people(field: str) -> Iterator[Author]:
        for person in fields.get(field, ()):
            if isinstance(person, str):
                yield Author(literal=form(field, names[person]))
            else:
                yield Author(person["family"], person.get("given", ""))

    translated = isinstance(fields["title"], Mapping)
    variant = fields.get("variant", {}).get(code)
    language = edition.lang if translated or variant else fields["language"]
    foreign = not same_language(language, edition)
    container_foreign = not same_language(fields.get("language", edition.lang), edition)
    source = variant or fields
    container = fields.get("container-title", "")
    container_translation = fields.get("container-title-translation", {}).get(code, "")
    if variant and container_translation:
        container, container_translation = container_translation, ""
    work = Work(
        key=entry.key,
        type=fields["type"],
        language=language,
        foreign=foreign,
        authors=tuple(people("author")),
        editors=tuple(people("editor")),
        title=form("title", source["title"]),
        title_short="" if variant else text("title-short"),
        title_translation=fields.get("title-translation", {}).get(code, "") if foreign else "",
        container=form("container-title", container),
        container_translation=container_translation if container_foreign else "",
        chapter=text("chapter-number"),
        genre=text("genre"),
        number=text("number"),
        volume=text("volume"),
        issue=text("issue"),
        page=text("page"),
        publisher=name("publisher"),
        publisher_place=name("publisher-place"),
        event_place=name("event-place"),
        issued=text("issued"),
        url=source.get("URL", ""),
        doi=text("DOI"),
        isbn=text("ISBN"),
        accessed=source.get("accessed", ""),
    )
    return replace(work, untranslated=frozenset(untranslated), original=original.lang)
