"""Take works from reference managers into the file of references, beside what is there."""

from __future__ import annotations

import codecs
import re
import unicodedata
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from itertools import islice
from typing import Any

import latexcodec  # noqa: F401  # registers the codec "ulatex"
import rispy
from pybtex.database import Entry as BibtexEntry
from pybtex.database import Person
from pybtex.database.input.bibtex import Parser as BibtexParser
from pybtex.database.input.bibtex import month_names
from pybtex.exceptions import PybtexError
from pybtex.utils import CaseInsensitiveDict

from editions.files.json import parse_json
from editions.files.reading import line_at
from editions.findings import Finding, FindingsError, described, shortened
from editions.languages import Edition
from editions.references.checks import is_date
from editions.references.works import Author, Work

_BIBTEX_TYPES = {
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
_RIS_TYPES = {
    "BOOK": "book",
    "CHAP": "chapter",
    "CONF": "paper-conference",
    "CPAPER": "paper-conference",
    "DATA": "dataset",
    "ELEC": "webpage",
    "JOUR": "article-journal",
    "NEWS": "article-newspaper",
    "RPRT": "report",
    "THES": "thesis",
}
_CSL_TYPES = {*_BIBTEX_TYPES.values(), *_RIS_TYPES.values(), "document", "speech"}
_MONTHS = ("jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec")
_LANGUAGES = {
    "english": "en", "french": "fr", "francais": "fr", "spanish": "es", "german": "de",
    "ngerman": "de", "portuguese": "pt", "italian": "it",
}  # fmt: skip

#: Rule of the findings on a file that is taken in.
RULE = "import"
#: Letters of one field of a work.
MAX_LETTERS = 20_000
#: Signs that join strings in a BibTeX file, those in addresses included.
MAX_JOINED = 50_000
#: Lines of a RIS file, and lines without a tag in one another's wake.
MAX_LINES = 100_000
MAX_UNTAGGED = 1_000
#: Works of one file.
MAX_WORKS = 10_000
#: The largest file, in bytes.
MAX_BYTES = 2_000_000
#: Letters of all strings of a BibTeX file where they are used.
MAX_EXPANSION = 2_000_000

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
_BIBTEX_ENTRY = re.compile(r"@\s*\w+\s*[({]")
_RIS_TAG = re.compile(r"[A-Z][A-Z0-9]  -")
_RIS_ENTRY = re.compile(r"^TY  - ", re.MULTILINE)
#: Year, month or day.
_NUMBER = re.compile(r"\d{1,4}", re.ASCII)
_LATEX_COMMAND = re.compile(r"\\[A-Za-z]+\s*")
_BLANKS = re.compile(r"[ \t\r\n\v\f\x85\u2028\u2029]+")
_TAGS = re.compile(r"</?(?:i|b|sup|sub|span)(?:\s[^<>]*)?>")


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
            raise _TooMuchError(name, f"{described(name)} is too long, its strings written out")
        return value


class _BoundedParser(BibtexParser):  # type: ignore[misc]  # pybtex has no types
    """A parser that looks at the length of what it is about to take apart."""

    def process_entry(self, entry_type: str, key: str, fields: Sequence[Any]) -> None:
        """Take an entry in; *fields* are their names, each with the parts of its value."""
        for name, parts in fields:
            if sum(map(len, parts)) > MAX_LETTERS:
                raise _TooMuchError(key, f"{described(name)} has more than {MAX_LETTERS:,} letters")
        super().process_entry(entry_type, key, fields)


def read_bibtex(text: str, file: str, edition: Edition) -> list[Work]:
    """Return the works of a BibTeX file; titles keep their capitals.

    Raises:
        FindingsError: the file is not BibTeX, or one that never ends.
    """
    _check_number(_BIBTEX_ENTRY.finditer(text), text, file)
    if text.count("#") > MAX_JOINED:
        raise _refused(file, 0, f"holds more than {MAX_JOINED:,} signs '#', which join strings")
    parser = _BoundedParser()
    parser.macros = _Strings(month_names)
    try:
        database = parser.parse_string(text)
    except _TooMuchError as error:
        place = re.search(rf"(?<!\w){re.escape(error.word)}(?!\w)", text, re.IGNORECASE)
        line = line_at(text, place.start()) if place else 0
        raise _refused(file, line, str(error)) from error
    except PybtexError as error:
        line = getattr(error, "lineno", None) or 0
        raise _refused(file, line, f"is not BibTeX: {shortened(str(error), 300)}") from error
    return [_from_bibtex(key, entry, edition) for key, entry in database.entries.items()]


def _from_bibtex(key: str, entry: BibtexEntry, edition: Edition) -> Work:
    fields = {name.lower(): _unlatex(value) for name, value in entry.fields.items()}

    def first(*names: str) -> str:
        return next((fields[name] for name in names if fields.get(name)), "")

    kind = _BIBTEX_TYPES.get(entry.type.lower(), "document")
    in_series = kind.startswith("article")
    return Work(
        key=make_key(key),
        type=kind,
        language=_language(first("langid", "language"), edition),
        foreign=False,
        authors=tuple(_bibtex_author(person) for person in entry.persons.get("author", ())),
        editors=tuple(_bibtex_author(person) for person in entry.persons.get("editor", ())),
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
        issued=_bibtex_date(first("date"), first("year"), first("month"), first("day")),
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
    return _clean(text.translate(_KEPT))


def _bibtex_author(person: Person) -> Author:
    last = " ".join([*person.prelast_names, *person.last_names])
    given = " ".join([*person.first_names, *person.middle_names])
    if not given and last.startswith("{") and last.endswith("}"):
        return Author(literal=_unlatex(last))
    return Author(_unlatex(last), _unlatex(given))


def _bibtex_date(date: str, year: str, month: str, day: str) -> str:
    if re.fullmatch(r"\d{4}(-\d{2}){0,2}", date):
        return date
    if month[:3].lower() in _MONTHS:
        month = str(_MONTHS.index(month[:3].lower()) + 1)
    return _date([year, month, day])


def read_ris(text: str, file: str, edition: Edition) -> list[Work]:
    """Return the works of a RIS file.

    Raises:
        FindingsError: the file is not RIS, or ends within a work.
    """
    text = text.lstrip("\ufeff")
    _check_number(_RIS_ENTRY.finditer(text), text, file)
    _check_lines(text, file)
    records = rispy.loads(text)
    begun = [number for number, line in enumerate(text.splitlines(), 1) if line[:6] == "TY  - "]
    if not begun:
        raise _refused(file, 1, "is not RIS: no line begins with 'TY  - '")
    if len(records) != len(begun):
        message = f"{len(begun)} works begin, but {len(records)} end with 'ER  - '"
        raise _refused(file, begun[-1], message)
    return [_from_ris(record, edition) for record in records]


def _from_ris(record: Mapping[str, Any], edition: Edition) -> Work:
    def first(*names: str) -> str:
        values = (record.get(name) for name in names)
        texts = (value[0] if isinstance(value, list) else value for value in values if value)
        return next((_clean(str(text)) for text in texts), "")

    kind = _RIS_TYPES.get(first("type_of_reference"), "document")
    in_series = kind.startswith("article")
    authors = tuple(
        _written_author(_clean(name))
        for name in (*record.get("first_authors", ()), *record.get("authors", ()))
    )
    title = first("title", "primary_title")
    year = first("year", "publication_year")
    key = first("id", "label") or "-".join(
        part for part in (authors[0].family or authors[0].literal if authors else title, year[:4])
    )
    return Work(
        key=make_key(key),
        type=kind,
        language=_language(first("language"), edition),
        foreign=False,
        authors=authors,
        editors=tuple(
            _written_author(_clean(name))
            for name in (*record.get("secondary_authors", ()), *record.get("editors", ()))
        ),
        title=title,
        title_short=first("short_title"),
        title_translation=first("translated_title"),
        container=first("secondary_title", "journal_name", "alternate_title3"),
        chapter=first("section"),
        genre=first("type_of_work"),
        number="" if in_series else first("note", "number"),
        volume=first("volume"),
        issue=first("number") if in_series else "",
        page="–".join(part for part in (first("start_page"), first("end_page")) if part),
        publisher=first("publisher"),
        publisher_place=first("place_published") if first("publisher") else "",
        event_place="" if first("publisher") else first("place_published"),
        issued=_date((first("date") or year).split("/")),
        url=first("urls"),
        doi=first("doi"),
        isbn="" if in_series else first("issn"),
        accessed=_date(first("access_date").split("/")),
    )


def _written_author(name: str) -> Author:
    family, comma, given = name.partition(",")
    return Author(family.strip(), given.strip()) if comma else Author(literal=name)


def read_csl_json(text: str, file: str, edition: Edition) -> list[Work]:
    """Return the works of a CSL-JSON file.

    Raises:
        FindingsError: the file is not CSL-JSON.
    """
    try:
        items, lines = parse_json(text, file, RULE)
    except FindingsError as error:
        (finding,) = error.findings
        raise _refused(file, finding.line, finding.message) from error
    if not isinstance(items, list) or not all(isinstance(item, dict) for item in items):
        raise _refused(file, 1, "is not CSL-JSON, which is a list of works")
    if len(items) > MAX_WORKS:
        raise _refused(file, lines[MAX_WORKS,], f"holds more than {MAX_WORKS:,} works")
    for index, item in enumerate(items):
        for name, value in item.items():
            if isinstance(value, str) and len(value) > MAX_LETTERS:
                raise _too_long(file, lines[index, name])
    return [_from_csl(item, edition) for item in items]


def _csl_people(names: object) -> Iterator[Author]:
    """Yield the people of a field; what is no name is left out."""
    for name in names if isinstance(names, list) else ():
        if not isinstance(name, Mapping):
            continue
        if name.get("literal"):
            yield Author(literal=_clean(str(name["literal"])))
        else:
            yield Author(_clean(str(name.get("family", ""))), _clean(str(name.get("given", ""))))


def _from_csl(item: Mapping[str, Any], edition: Edition) -> Work:
    def text(name: str) -> str:
        value = item.get(name, "")
        return _clean(_TAGS.sub("", str(value))) if isinstance(value, (str, int, float)) else ""

    def date(name: str) -> str:
        value = item.get(name)
        value = value if isinstance(value, Mapping) else {}
        dates = value.get("date-parts")
        first = dates[0] if isinstance(dates, list) and dates else ()
        parts = [str(part) for part in first] if isinstance(first, list) else []
        return _date(parts) or _date(str(value.get("raw", "")).split("-"))

    kind = text("type")
    return Work(
        key=make_key(text("id") or text("title")),
        type=kind if kind in _CSL_TYPES else "document",
        language=_language(text("language"), edition),
        foreign=False,
        authors=tuple(_csl_people(item.get("author"))),
        editors=tuple(_csl_people(item.get("editor"))),
        title=text("title"),
        title_short=text("title-short"),
        container=text("container-title"),
        chapter=text("chapter-number"),
        genre=text("genre"),
        number=text("number"),
        volume=text("volume"),
        issue=text("issue"),
        page=text("page"),
        publisher=text("publisher"),
        publisher_place=text("publisher-place"),
        event_place=text("event-place"),
        issued=date("issued"),
        url=text("URL"),
        doi=text("DOI"),
        isbn=text("ISBN"),
        accessed=date("accessed"),
    )


#: Readers by the name of the format on the command line.
READERS: Mapping[str, Callable[[str, str, Edition], list[Work]]] = {
    "bibtex": read_bibtex,
    "ris": read_ris,
    "csl": read_csl_json,
}


def _refused(file: str, line: int, message: str) -> FindingsError:
    return FindingsError([Finding(file, line, f"{message}; nothing was added", RULE)])


def _too_long(file: str, line: int) -> FindingsError:
    return _refused(file, line, f"a field has more than {MAX_LETTERS:,} letters")


def _check_lines(text: str, file: str) -> None:
    """Refuse a RIS file that rispy would read for minutes."""
    untagged = 0
    for number, line in enumerate(text.splitlines(), 1):
        untagged = 0 if _RIS_TAG.match(line) else untagged + 1
        if len(line) > MAX_LETTERS or untagged > MAX_UNTAGGED:
            raise _too_long(file, number)
        if number > MAX_LINES:
            raise _refused(file, number, f"has more than {MAX_LINES:,} lines")


def _check_number(begun: Iterable[re.Match[str]], text: str, file: str) -> None:
    """Refuse a file in which more works begin than people have."""
    last = next(islice(begun, MAX_WORKS, None), None)
    if last is not None:
        raise _refused(file, line_at(text, last.start()), f"holds more than {MAX_WORKS:,} works")


def _clean(text: str) -> str:
    """Return one line, without control characters; no-break spaces stay."""
    text = _BLANKS.sub(" ", text).strip(" ")
    return "".join(char for char in text if unicodedata.category(char) != "Cc")


def make_key(text: str) -> str:
    """Return a key made of *text*: small letters, digits and hyphens."""
    plain = unicodedata.normalize("NFKD", text.casefold()).encode("ascii", "ignore").decode()
    key = "-".join(re.findall(r"[a-z0-9]+", plain))[:48].strip("-")
    return key if key[:1].isalpha() else f"work-{key}".strip("-")


def _date(parts: Sequence[str]) -> str:
    """Return an ISO date of year, month and day, as far as they are numbers of a calendar."""
    result = ""
    for part, width in zip(parts, (4, 2, 2), strict=False):
        if not _NUMBER.fullmatch(part.strip()):
            break
        longer = f"{result}-{int(part):0{width}}" if result else f"{int(part):0{width}}"
        if not is_date(longer):
            break
        result = longer
    return result


def _language(text: str, edition: Edition) -> str:
    if re.fullmatch(r"[A-Za-z]{2,3}([-_][A-Za-z0-9]+)*", text):
        code, _, rest = text.replace("_", "-").partition("-")
        return f"{code.lower()}-{rest}" if rest else code.lower()
    return _LANGUAGES.get(text.casefold(), edition.lang)


def known_keys(forms: Iterable[tuple[str, object]]) -> dict[str, str]:
    """Return the keys of names by each of their forms, without regard to capitals."""
    known: dict[str, str] = {}
    for key, value in forms:
        texts = value.values() if isinstance(value, Mapping) else (value,)
        for text in texts:
            known.setdefault(str(text).casefold(), key)
    return known
