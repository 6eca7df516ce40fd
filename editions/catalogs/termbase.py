"""The termbase: what institutions, programs and concepts are called in each language.

A CSV file in UTF-8, its cells separated by commas.  The first line names the columns: one for
each language, by its locale (``en``, ``fr_CA``), and, where there are other forms of the term,
one for these (``en_forms``), separated by ``|``; besides, ``kind`` and ``note``.  Each other line
is a term.
"""

from __future__ import annotations

import csv
import os
import re
from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass
from functools import cached_property
from io import StringIO
from pathlib import Path

from babel import Locale, UnknownLocaleError

from editions.catalogs.term_index import TermIndex
from editions.files.reading import MAX_FINDINGS, limited, read_text
from editions.findings import Finding, FindingsError, described
from editions.phrases import phrase

#: Rule of the findings about the file.
RULE = "termbase"

#: Letters of a cell; what is longer is no name of anything.
_LONGEST = 5000
#: Words of a term.
_MOST_WORDS = 30
#: Lines; a dictionary of a whole language has fewer.
_MOST_LINES = 200_000
#: Columns; the languages of the world are fewer.
_MOST_COLUMNS = 500
#: A language that CLDR need not know.
_LANGUAGE = re.compile(r"[a-z]{2,3}")
_FORMS = "_forms"
_ABOUT = ("kind", "note")
_CONTROL = re.compile("[\x00-\x08\x0b-\x1f\x7f-\x9f\ufffe\uffff]")


@dataclass(frozen=True, eq=False)
class Term:
    """One term and its forms."""

    #: By the name of a language's column: the term, then its other forms.
    forms: Mapping[str, tuple[str, ...]]
    #: What it is the name of, such as ``institution``; may be empty.
    kind: str = ""
    #: What translators should know; may be empty.
    note: str = ""

    def name(self, column: str) -> str:
        """Return what the term is called in a language; empty where nobody has said."""
        return next(iter(self.forms.get(column, ())), "")


@dataclass(frozen=True)
class FoundTerm:
    """A term in a text."""

    term: Term
    #: Where it begins in the text, and where it ends.
    start: int
    end: int


class Termbase:
    """The terms of a project."""

    def __init__(self, terms: Iterable[Term], source: str, columns: Iterable[str] = ()) -> None:
        self.terms = tuple(terms)
        #: Column of the language of the messages.
        self.source = source
        #: Columns of the languages.
        self.columns = tuple(columns)

    def column(self, locale: str) -> str | None:
        """Return the column of a locale; of its language, where it has none of its own."""
        return _column(self.columns, locale)

    def within(self, column: str) -> Termbase:
        """Return the terms that have a translation in a column."""
        terms = (term for term in self.terms if term.name(column))
        return Termbase(terms, self.source, self.columns)

    @cached_property
    def _by_form(self) -> Mapping[str, Term]:
        found: dict[str, Term] = {}
        for term in self.terms:
            for form in term.forms.get(self.source, ()):
                found.setdefault(_key(form), term)
        return found

    @cached_property
    def _index(self) -> TermIndex:
        return TermIndex(form for term in self.terms for form in term.forms.get(self.source, ()))

    def find(self, text: str) -> Iterator[FoundTerm]:
        """Yield the terms in a message, the longest one where several begin, plurals included."""
        for start, end in self._index.find(text):
            words = text[start:end]
            forms = (_key(form) for form in (words, words[:-1], words.removesuffix("es")))
            term = next((self._by_form[form] for form in forms if form in self._by_form), None)
            if term is not None:
                yield FoundTerm(term, start, end)


def _key(form: str) -> str:
    return " ".join(form.replace("-", " ").casefold().split())


def read_termbase(path: Path, source: str, shown: str = "") -> Termbase:
    """Read the termbase at *path*; there need not be one.

    *source* is the locale of the messages, *shown* the name of the file in findings.

    Raises:
        FindingsError: the file does not keep to the grammar; names every line.
    """
    shown = shown or str(path)
    if not os.path.lexists(path):
        return Termbase((), source)
    text = read_text(path, shown, RULE)
    findings: list[Finding] = []

    def wrong(line: int, message: str) -> None:
        findings.append(Finding(shown, line, message, RULE))

    rows = list(_rows(text, wrong))
    if not rows:
        if not findings:
            wrong(
                0,
                phrase("the termbase is empty; its first line names the columns, such as 'en,fr'"),
            )
        raise FindingsError(limited(findings))
    header = tuple(cell.replace("-", "_") for cell in rows[0][1])
    for message in _header_problems(header, source):
        wrong(rows[0][0], message)
    if findings:
        raise FindingsError(limited(findings))
    columns = tuple(name for name in header if name not in _ABOUT and not name.endswith(_FORMS))
    own = str(_column(columns, source))
    terms = []
    for line, cells in rows[1:]:
        if len(findings) > MAX_FINDINGS:
            break
        if len(cells) != len(header):
            message = phrase(
                "the line has {number} cells for {columns} columns",
                number=len(cells),
                columns=len(header),
            )
            wrong(
                line,
                phrase(
                    "{problem}; put cells that hold a comma between quotation marks",
                    problem=message,
                ),
            )
            continue
        row = dict(zip(header, cells, strict=True))
        forms = {name: _forms(row[name], row.get(f"{name}{_FORMS}", "")) for name in columns}
        term = Term({n: f for n, f in forms.items() if f}, row.get("kind", ""), row.get("note", ""))
        if any(len(_key(form).split()) > _MOST_WORDS for found in forms.values() for form in found):
            wrong(
                line,
                phrase(
                    "a term has more than {most_words} words; a term is a name",
                    most_words=_MOST_WORDS,
                ),
            )
        for name in columns:
            if row.get(f"{name}{_FORMS}") and not row[name]:
                wrong(
                    line,
                    phrase(
                        "there are forms in '{name}{forms}' and no term in '{name}'",
                        name=name,
                        forms=_FORMS,
                    ),
                )
        if not row[own]:
            wrong(
                line, phrase("there is no term in '{own}', the language of the messages", own=own)
            )
        terms.append(term)
    if findings:
        raise FindingsError(limited(findings))
    return Termbase(terms, own, columns)


def _rows(text: str, wrong: Callable[[int, str], None]) -> Iterator[tuple[int, list[str]]]:
    """Yield the lines that hold something, each with its number and its cells."""
    reader = csv.reader(StringIO(text, newline=""), strict=True)
    while True:
        line = reader.line_num + 1
        try:
            cells = next(reader, None)
        except csv.Error as error:
            unclosed = "unexpected end" in str(error)
            what = (
                phrase("a quotation mark is never closed")
                if unclosed
                else phrase("this is no CSV: {error}", error=error)
            )
            wrong(line, phrase("{what}; write a quotation mark within a cell twice", what=what))
            return
        if cells is None:
            return
        if line > _MOST_LINES:
            wrong(
                line,
                phrase("the termbase has more than {most_lines:,} lines", most_lines=_MOST_LINES),
            )
            return
        if any(_CONTROL.search(cell) for cell in cells):
            wrong(line, phrase("the line holds a control character; delete it"))
        if any(len(cell) > _LONGEST for cell in cells):
            wrong(
                line,
                phrase(
                    "a cell has more than {longest:,} letters; a term is a name", longest=_LONGEST
                ),
            )
        cells = [" ".join(cell.split()) for cell in cells]
        if any(cells):
            yield line, cells


def _header_problems(header: tuple[str, ...], source: str) -> Iterator[str]:
    """Yield what is wrong with the names of the columns."""
    if len(header) == 1 and re.search(r"[; ]", header[0]):
        yield phrase("the cells are separated by ';' or tabs; save the file with commas")
        return
    if len(header) > _MOST_COLUMNS:
        yield phrase(
            "there are {number:,} columns, more than there are languages", number=len(header)
        )
        return
    names = [name.casefold() for name in header]
    twice = [name for name in dict.fromkeys(names) if names.count(name) > 1]
    for name in twice:
        shown = described(name) if name else "without a name"
        yield phrase("there are two columns {shown}", shown=shown)
    for name in header:
        if name.casefold() in twice:
            continue
        language = name.removesuffix(_FORMS)
        if language != name and language not in header:
            yield phrase(
                "there is a column {name} and none {language}",
                name=described(name),
                language=described(language),
            )
        elif name not in _ABOUT and not _is_locale(language):
            yield (
                phrase(
                    "there is a column {name}; columns are languages such as 'fr_CA', each "
                    "with 'fr_CA{forms}' if need be, 'kind' and 'note'",
                    name=described(name),
                    forms=_FORMS,
                )
            )
    if _column(header, source) is None:
        yield phrase(
            "the termbase has no column for the messages' language; add '{source}'", source=source
        )


def _is_locale(name: str) -> bool:
    try:
        return bool(_LANGUAGE.fullmatch(name)) or (
            str(Locale.parse(name)).casefold() == name.casefold()  # Babel passes over a part
        )
    except (ValueError, UnknownLocaleError):
        return False


def _column(columns: Iterable[str], locale: str) -> str | None:
    by_name = {column.casefold(): column for column in columns}
    parts = locale.replace("-", "_").casefold().split("_")
    names = ("_".join(parts[:count]) for count in range(len(parts), 0, -1))
    return next((by_name[name] for name in names if name in by_name), None)


def _forms(term: str, others: str) -> tuple[str, ...]:
    """Return a term and its other forms, each once; none without a term."""
    forms = (form.strip() for form in others.split("|"))
    return tuple(dict.fromkeys((term, *filter(None, forms)))) if term else ()
