"""Read the works of a BibTeX file."""

from __future__ import annotations

import codecs
import re
from collections.abc import Iterator, Mapping, Sequence
from typing import Any

import latexcodec  # noqa: F401  # registers the codec "ulatex"
from pybtex.database import Entry as BibtexEntry
from pybtex.database import Person
from pybtex.database.input.bibtex import Parser as BibtexParser
from pybtex.database.input.bibtex import month_names
from pybtex.exceptions import PybtexError
from pybtex.utils import CaseInsensitiveDict

from editions.files.reading import line_at
from editions.findings import described, shortened
from editions.languages import Edition
from editions.phrases import phrase
from editions.references.fields import (
    MAX_LETTERS,
    check_number,
    clean,
    iso_date,
    language_of,
    make_key,
    refused,
)
from editions.references.works import Author, Work

TYPES = {
    "article": "article-journal",
    "book": "book",
    "conference": "paper-conference",
    "dataset": "dataset",
    "inbook": "chapter",
    "incollection": "chapter",
    "inproceedings": "paper-conference",
    "mastersthesis": "thesis",
    "online": "webpage",
    "phdthesis": "thesis",
    "report": "report",
    "techreport": "report",
    "thesis": "thesis",
}
_MONTHS = ("jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec")
#: Signs that join strings in a BibTeX file, those in addresses included.
MAX_JOINED = 50_000
#: Letters of all strings of a BibTeX file where they are used.
MAX_EXPANSION = 2_000_000
#: Letters that the parser looks at for the ends of all quoted values together.
MAX_SEARCHED = 500_000_000

#: Characters that the codec for LaTeX leaves as commands.
_LATEX_CHARACTERS = {
    r"\textbraceleft{}": "\ue000",
    r"\textbraceright{}": "\ue001",
    r"\textbackslash{}": "\ue002",
    r"\textasciitilde{}": "\ue003",
    r"\textasciicircum{}": "\ue004",
    r"\$": "\ue005",
}
_KEPT = dict(zip(range(0xE000, 0xE006), "{}\\~^$", strict=True))
_SIGN = re.compile('["{}]')
#: What begins a value in quotes.
_QUOTED = re.compile(r'(?:[=#]|@\s*preamble\s*[{(])\s*"', re.IGNORECASE)
_ENTRY = re.compile(r"@\s*\w+\s*[({]")
_LATEX_COMMAND = re.compile(r"\\[A-Za-z]+\s*")


class _TooMuchError(Exception):
    """Something in a BibTeX file is too much: the word where it stands, and what it is."""

    def __init__(self, word: str, message: str) -> None:
        super().__init__(message)
        self.word = word


class _Strings(CaseInsensitiveDict):  # type: ignore[misc]  # pybtex has no types
    """The strings that a BibTeX file defines, each of which may be made of others."""

    def __init__(self, known: Mapping[str, str]) -> None:
        super().__init__(known)
        #: Letters that may still be put for names of strings.
        self.left = MAX_EXPANSION

    def __getitem__(self, name: str) -> str:
        value = str(super().__getitem__(name))
        self.left -= len(value)
        if self.left < 0 or len(value) > MAX_LETTERS:
            raise _TooMuchError(
                name, phrase("{name} is too long, its strings written out", name=described(name))
            )
        return value


class _BoundedParser(BibtexParser):  # type: ignore[misc]  # pybtex has no types
    """A parser that looks at the length of what it is about to take apart."""

    def process_entry(self, entry_type: str, key: str, fields: Sequence[Any]) -> None:
        """Take an entry in; *fields* are their names, each with the parts of its value."""
        for name, parts in fields:
            if sum(map(len, parts)) > MAX_LETTERS:
                raise _TooMuchError(
                    key,
                    phrase(
                        "{name} has more than {max_letters:,} letters",
                        name=described(name),
                        max_letters=MAX_LETTERS,
                    ),
                )
        super().process_entry(entry_type, key, fields)


def read_bibtex(text: str, file: str, edition: Edition) -> list[Work]:
    """Return the works of a BibTeX file; titles keep their capitals.

    Raises:
        FindingsError: the file is not BibTeX, or one that never ends.
    """
    check_number(_ENTRY.finditer(text), text, file)
    if text.count("#") > MAX_JOINED:
        raise refused(
            file,
            0,
            phrase(
                "holds more than {max_joined:,} signs '#', which join strings",
                max_joined=MAX_JOINED,
            ),
        )
    _check_quotes(text, file)
    parser = _BoundedParser()
    parser.macros = _Strings(month_names)
    try:
        database = parser.parse_string(text)
    except _TooMuchError as error:
        raise refused(file, _line_of(error.word, text), str(error)) from error
    except PybtexError as error:
        line = getattr(error, "lineno", None) or 0
        raise refused(
            file, line, phrase("is not BibTeX: {error}", error=shortened(str(error), 300))
        ) from error
    works = []
    for key, entry in database.entries.items():
        try:
            works.append(_work(key, entry, edition))
        except UnicodeError as error:
            message = phrase(
                "{key} is not LaTeX: {error}",
                key=described(key),
                error=getattr(error, "reason", error),
            )
            raise refused(file, _line_of(key, text), message) from error
    return works


def _check_quotes(text: str, file: str) -> None:
    """Refuse what the parser would read for minutes.

    For the end of a quoted value, it looks for a quote and for both braces, wherever the next
    one of each stands; and again behind each group in braces of the value.
    """
    searched = 0
    for end, groups in _quoted_values(text):
        searched += sum(end - at for at in groups)
        if searched > MAX_SEARCHED:
            message = phrase("has too many braces in a value in quotes; write the value in braces")
            raise refused(file, line_at(text, groups[0]), message)
    nearest = dict.fromkeys("{}", len(text))
    searched = 0
    for sign in reversed(list(_SIGN.finditer(text))):
        at = sign.start()
        if sign[0] in nearest:
            nearest[sign[0]] = at
            continue
        searched += sum(nearest.values()) - 2 * at
        if searched > MAX_SEARCHED:
            message = phrase(
                "has too many values in quotes and too few in braces; write them in braces"
            )
            raise refused(file, line_at(text, at), message)


def _quoted_values(text: str) -> Iterator[tuple[int, list[int]]]:
    """Yield where each value in quotes ends, and where the groups in braces of it end."""
    end = 0
    for begun in _QUOTED.finditer(text):
        if begun.end() < end:
            continue  # in the value before
        end, depth, groups = len(text), 0, []
        for sign in _SIGN.finditer(text, begun.end()):
            depth += {"{": 1, "}": -1}.get(sign[0], 0)
            if depth < 0 or (depth == 0 and sign[0] == '"'):
                end = sign.start()
                break
            if sign[0] == "}" and depth == 0:
                groups.append(sign.end())
        yield end, groups


def _line_of(word: str, text: str) -> int:
    place = re.search(rf"(?<!\w){re.escape(word)}(?!\w)", text, re.IGNORECASE)
    return line_at(text, place.start()) if place else 0


def _work(key: str, entry: BibtexEntry, edition: Edition) -> Work:
    fields = {name.lower(): _unlatex(value) for name, value in entry.fields.items()}

    def first(*names: str) -> str:
        return next((fields[name] for name in names if fields.get(name)), "")

    kind = TYPES.get(entry.type.lower(), "document")
    in_series = kind.startswith("article")
    return Work(
        key=make_key(key),
        type=kind,
        language=language_of(first("langid", "language"), edition),
        foreign=False,
        authors=tuple(_author(person) for person in entry.persons.get("author", ())),
        editors=tuple(_author(person) for person in entry.persons.get("editor", ())),
        title=first("title"),
        title_short=first("shorttitle"),
        title_translation=first("titleaddon"),
        container=first("journal", "journaltitle", "booktitle", "howpublished"),
        container_translation=first("booktitleaddon"),
        chapter=first("chapter"),
        genre=first("type"),
        number="" if in_series else first("number"),
        volume=first("volume"),
        issue=first("number", "issue") if in_series else "",
        page=first("pages").replace("--", "–"),
        publisher=first("publisher", "institution", "school", "organization"),
        publisher_place=first("address", "location"),
        event_place=first("venue"),
        issued=_issued(first("date"), first("year"), first("month"), first("day")),
        url=entry.fields.get("url", ""),
        doi=first("doi"),
        isbn=first("isbn"),
        accessed=first("urldate"),
    )


def _unlatex(text: str) -> str:
    for command, character in _LATEX_CHARACTERS.items():
        text = text.replace(command, character)
    text = str(codecs.decode(text, "ulatex"))  # type: ignore[call-overload]  # a codec of text
    text = _LATEX_COMMAND.sub("", text).replace("{", "").replace("}", "")
    return clean(text.translate(_KEPT))


def _author(person: Person) -> Author:
    last = " ".join([*person.prelast_names, *person.last_names])
    given = " ".join([*person.first_names, *person.middle_names])
    if not given and last.startswith("{") and last.endswith("}"):
        return Author(literal=_unlatex(last))
    return Author(_unlatex(last), _unlatex(given))


def _issued(date: str, year: str, month: str, day: str) -> str:
    if re.fullmatch(r"\d{4}(-\d{2}){0,2}", date):
        return date
    if month[:3].lower() in _MONTHS:
        month = str(_MONTHS.index(month[:3].lower()) + 1)
    return iso_date([year, month, day])
