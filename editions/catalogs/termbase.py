"""The termbase: what institutions, programs and concepts are called in each language.

A CSV file with a column for each language (``en``), named by its code, and one for other forms
of the term (``en_forms``), which stand apart by ``|``.
"""

from __future__ import annotations

import csv
import re
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path

_SEPARATOR = " | "


@dataclass(frozen=True)
class Term:
    """One term and its forms."""

    #: By the code of a language: the term, then its other forms.
    forms: Mapping[str, tuple[str, ...]]

    def name(self, code: str) -> str:
        """Return what the term is called in a language; empty where nobody has said."""
        return next(iter(self.forms.get(code, ())), "")


@dataclass(frozen=True)
class FoundTerm:
    """A term in a text."""

    term: Term
    #: Where it begins in the text, and where it ends.
    start: int
    end: int


class Termbase:
    """The terms of a project."""

    def __init__(self, terms: Iterable[Term], source: str) -> None:
        self.terms = tuple(terms)
        #: Code of the language of the messages.
        self.source = source

    @cached_property
    def _by_form(self) -> dict[str, Term]:
        return {
            form.casefold(): term
            for term in reversed(self.terms)
            for form in term.forms.get(self.source, ())
        }

    @cached_property
    def _pattern(self) -> re.Pattern[str]:
        forms = sorted(self._by_form, key=len, reverse=True)
        return re.compile(rf"(?<!\w)(?:{'|'.join(map(re.escape, forms))})(?!\w)", re.IGNORECASE)

    def find(self, text: str) -> Iterator[FoundTerm]:
        """Yield the terms in a message, the longest one where several begin."""
        if not self._by_form:
            return
        for match in self._pattern.finditer(text):
            term = self._by_form.get(match[0].casefold())
            if term:
                yield FoundTerm(term, match.start(), match.end())


def read_termbase(path: Path, source: str) -> Termbase:
    """Read the termbase at *path*; there need not be one.

    *source* is the code of the language of the messages.
    """
    if not path.is_file():
        return Termbase((), source)
    with path.open(encoding="utf-8-sig", newline="") as file:
        rows = list(csv.DictReader(file))
    return Termbase((Term(_forms(row)) for row in rows), source)


def _forms(row: Mapping[str | None, str | None]) -> dict[str, tuple[str, ...]]:
    codes = [name for name in row if name and f"{name}_forms" in row and row[name]]
    return {
        code: (str(row[code]), *filter(None, (row[f"{code}_forms"] or "").split(_SEPARATOR)))
        for code in codes
    }
