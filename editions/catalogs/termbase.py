"""The termbase: what institutions, programs and concepts are called in each language.

A CSV file in UTF-8, its cells separated by commas.  The first line names the columns: one for
each language, by its locale (``en``, ``fr_CA``), and, where there are other forms of the term,
one for these (``en_forms``), separated by ``|``; besides, ``kind`` and ``note``.  Each other line
is a term.
"""

from __future__ import annotations

import csv
import re
from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass
from functools import cache, cached_property
from io import StringIO
from pathlib import Path

from babel import Locale, UnknownLocaleError

from editions.findings import Finding, FindingsError

#: Rule of the findings about the file.
RULE = "termbase"

_BOM = b"\xef\xbb\xbf"
#: A language that CLDR need not know.
_LANGUAGE = re.compile(r"[a-z]{2,3}")
_FORMS = "_forms"
_ABOUT = ("kind", "note")
_CONTROL = re.compile(r"[\x00-\x08\x0b-\x1f\x7f]")


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
    def _pattern(self) -> re.Pattern[str] | None:
        """What finds a term in a message, the longest first."""
        forms = {form for term in self.terms for form in term.forms.get(self.source, ())}
        if not forms:
            return None
        ordered = sorted(forms, key=lambda form: (-len(form), form))
        return re.compile("|".join(f"(?:{_form_pattern(form)})" for form in ordered))

    def find(self, text: str) -> Iterator[FoundTerm]:
        """Yield the terms in a message, the longest one where several begin, plurals included."""
        for match in self._pattern.finditer(text) if self._pattern else ():
            words = match[0]
            forms = (_key(form) for form in (words, words[:-1], words.removesuffix("es")))
            term = next((self._by_form[form] for form in forms if form in self._by_form), None)
            if term is not None:
                yield FoundTerm(term, match.start(), match.end())


def _key(form: str) -> str:
    return " ".join(form.replace("-", " ").casefold().split())


@cache
def _form_pattern(form: str) -> str:
    """Return a pattern for a form in a message: any case, if it is no name, and any plural."""
    words = r"[\s-]+".join(map(_word_pattern, form.replace("-", " ").split()))
    return rf"(?<!\w){words}(?:e?s)?(?!\w)"


def _word_pattern(word: str) -> str:
    """Return a pattern for a word; a capital of the termbase must be one in the message."""
    first, rest = word[0], re.escape(word[1:])
    return f"[{first}{first.upper()}]{rest}" if first.islower() else f"{re.escape(first)}{rest}"


def read_termbase(path: Path, source: str, shown: str = "") -> Termbase:
    """Read the termbase at *path*; there need not be one.

    *source* is the locale of the messages, *shown* the name of the file in findings.

    Raises:
        FindingsError: the file does not keep to the grammar; names every line.
    """
    shown = shown or str(path)
    if not path.exists():
        return Termbase((), source)
    try:
        data = path.read_bytes().removeprefix(_BOM)
        text = data.decode("utf-8")
    except OSError as error:
        message = f"the termbase cannot be read: {error.strerror or error}"
        raise FindingsError.for_file(shown, message, RULE) from error
    except UnicodeDecodeError as error:
        line = data.count(b"\n", 0, error.start) + 1
        message = "the termbase is not UTF-8; save it as CSV in UTF-8"
        raise FindingsError([Finding(shown, line, message, RULE)]) from error
    findings: list[Finding] = []

    def wrong(line: int, message: str) -> None:
        findings.append(Finding(shown, line, message, RULE))

    rows = list(_rows(text, wrong))
    if not rows:
        if not findings:
            wrong(0, "the termbase is empty; its first line names the columns, such as 'en,fr'")
        raise FindingsError(findings)
    header = tuple(cell.replace("-", "_") for cell in rows[0][1])
    for message in _header_problems(header, source):
        wrong(rows[0][0], message)
    if findings:
        raise FindingsError(findings)
    columns = tuple(name for name in header if name not in _ABOUT and not name.endswith(_FORMS))
    own = str(_column(columns, source))
    terms = []
    for line, cells in rows[1:]:
        if len(cells) != len(header):
            message = f"the line has {len(cells)} cells for {len(header)} columns"
            wrong(line, f"{message}; put cells that hold a comma between quotation marks")
            continue
        row = dict(zip(header, cells, strict=True))
        forms = {name: _forms(row[name], row.get(f"{name}{_FORMS}", "")) for name in columns}
        term = Term({n: f for n, f in forms.items() if f}, row.get("kind", ""), row.get("note", ""))
        for name in columns:
            if row.get(f"{name}{_FORMS}") and not row[name]:
                wrong(line, f"there are forms in '{name}{_FORMS}' and no term in '{name}'")
        if not row[own]:
            wrong(line, f"there is no term in '{own}', the language of the messages")
        terms.append(term)
    if findings:
        raise FindingsError(findings)
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
            what = "a quotation mark is never closed" if unclosed else f"this is no CSV: {error}"
            wrong(line, f"{what}; write a quotation mark within a cell twice")
            return
        if cells is None:
            return
        if any(_CONTROL.search(cell) for cell in cells):
            wrong(line, "the line holds a control character; delete it")
        cells = [" ".join(cell.split()) for cell in cells]
        if any(cells):
            yield line, cells


def _header_problems(header: tuple[str, ...], source: str) -> Iterator[str]:
    """Yield what is wrong with the names of the columns."""
    if len(header) == 1 and re.search(r"[; ]", header[0]):
        yield "the cells are separated by ';' or tabs; save the file with commas"
        return
    names = [name.casefold() for name in header]
    twice = [name for name in dict.fromkeys(names) if names.count(name) > 1]
    for name in twice:
        yield f"there are two columns {name!r}" if name else "there are two columns without a name"
    for name in header:
        if name.casefold() in twice:
            continue
        language = name.removesuffix(_FORMS)
        if language != name and language not in header:
            yield f"there is a column {name!r} and none {language!r}"
        elif name not in _ABOUT and not _is_locale(language):
            yield (
                f"there is a column {name!r}; columns are languages such as 'fr_CA', each with"
                f" 'fr_CA{_FORMS}' if need be, 'kind' and 'note'"
            )
    if _column(header, source) is None:
        yield f"the termbase has no column for the messages' language; add '{source}'"


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
