"""The versions of a publication as one edition tells of them, and how far corrections have come."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass

from editions.catalogs.patterns import fill
from editions.dates import written_day
from editions.languages import Edition
from editions.references.works import Localized, choose
from editions.web.versions import Correction, Version


@dataclass(frozen=True)
class Words:
    """A text, and the language that it is in where that is not the edition's."""

    text: str
    #: BCP 47 tag; empty for the edition's own.
    lang: str = ""


@dataclass(frozen=True)
class ListedCorrection:
    """A correction as an edition tells of it."""

    words: Words
    #: One sentence for each edition: since when it is corrected there, or that it is not yet.
    states: tuple[str, ...]


@dataclass(frozen=True)
class ListedVersion:
    """A version as an edition tells of it."""

    number: str
    #: In full, as the edition writes it.
    day: str
    summary: Words
    corrections: tuple[ListedCorrection, ...] = ()


def list_versions(
    versions: Sequence[Version],
    edition: Edition,
    editions: Sequence[Edition],
    interface_text: Callable[[str], str],
) -> list[ListedVersion]:
    """Return *versions*, the newest first, in the words of *edition*.

    *interface_text* gives the words of pages as plain text.
    """

    def words(forms: Localized) -> Words:
        own = choose(forms, edition.code)
        return Words(own) if own else Words(choose(forms, editions[0].code), editions[0].lang)

    return [
        ListedVersion(
            version.number,
            written_day(version.day, edition.cldr),
            words(version.summary),
            tuple(
                ListedCorrection(
                    words(correction.text),
                    tuple(_states(correction, edition, editions, interface_text)),
                )
                for correction in version.corrections
            ),
        )
        for version in versions
    ]


def _states(
    correction: Correction,
    reader: Edition,
    editions: Sequence[Edition],
    interface_text: Callable[[str], str],
) -> Iterator[str]:
    for edition in editions:
        day = correction.corrected.get(edition.code)
        if day is None:
            pattern, parts = interface_text("Not yet corrected in {language}"), {}
        else:
            pattern = interface_text("Corrected in {language} on {date}")
            parts = {"date": written_day(day, reader.cldr)}
        alike = [one for one in editions if one.cldr.language == edition.cldr.language]
        name = reader.cldr.languages.get(edition.cldr.language, edition.name)
        language = edition.name_in(reader) if len(alike) > 1 else str(name)
        yield fill(pattern, {"language": language, **parts})


def as_text(version: ListedVersion) -> str:
    """Return what is new in a version as a paragraph, and one for each correction."""
    corrections = (
        f"{correction.words.text} ({'; '.join(correction.states)})"
        for correction in version.corrections
    )
    return "\n\n".join([version.summary.text, *corrections])
