"""The rule that terms are translated by the termbase.

A termbase is a CSV file with a column for each language (``en``, ``es``, ``fr_CA``) and, after it,
``en_forms`` and so on: other forms of the term, or other translations that are allowed, parted by
``|``.  Endings of words may differ from those in the file, and so may what stands between the
words of a term by a word or two.
"""

from __future__ import annotations

import csv
import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import cache, cached_property
from pathlib import Path

from editions.catalogs.markup import OBJECT, InlineKind, Markup
from editions.findings import Finding, FindingsError, Severity
from editions.rules.alignment import fold
from editions.rules.lexicon import lexicon
from editions.rules.registry import Context, MessagePair, Problem, entry_rule

_WORD = re.compile(r"\w+", re.UNICODE)
#: Words this long lose so many of their last letters to become stems.
_CUTS = ((7, 2), (5, 1))
#: How many letters an ending may have.
_ENDING = 4


@dataclass(frozen=True)
class Term:
    """A term and how it may be translated."""

    #: The forms that the term has in messages, the one of the headword first.
    forms: tuple[str, ...]
    #: The translations that are allowed, the preferred one first.
    translations: tuple[str, ...]


@dataclass(frozen=True)
class Termbase:
    """The terms of one pair of languages."""

    terms: tuple[Term, ...]
    #: The language of the translations.
    language: str

    @cached_property
    def _by_form(self) -> Mapping[str, Term]:
        found: dict[str, Term] = {}
        for term in self.terms:
            for form in term.forms:
                found.setdefault(_key(form), term)
        return found

    @cached_property
    def _forms(self) -> re.Pattern[str] | None:
        """What finds a term in a message, the longest first."""
        forms = sorted({form for term in self.terms for form in term.forms}, key=len, reverse=True)
        if not forms:
            return None
        return re.compile("|".join(f"(?:{_source_pattern(form)})" for form in forms))

    def find(self, text: str) -> Iterator[tuple[str, Term]]:
        """Yield the terms in a message, each once, with the words that stand there."""
        seen: set[Term] = set()
        for match in self._forms.finditer(text) if self._forms else ():
            term = self._by_form.get(_key(match[0])) or self._by_form.get(_key(match[0][:-1]))
            if term is None:
                term = self._by_form.get(_key(match[0].removesuffix("es")))
            if term is not None and term not in seen:
                seen.add(term)
                yield match[0], term

    def holds(self, text: str, term: Term) -> bool:
        """Tell whether a translation, folded, has one of the forms that are allowed."""
        return any(_target_pattern(form, self.language).search(text) for form in term.translations)


def _key(form: str) -> str:
    return " ".join(form.replace("-", " ").casefold().split())


@cache
def _source_pattern(form: str) -> str:
    """Return a pattern for a form in a message: any case, if it is no name, and any plural."""
    words = r"[\s-]+".join(map(_source_word, form.replace("-", " ").split()))
    return rf"(?<!\w){words}(?:e?s)?(?!\w)"


def _source_word(word: str) -> str:
    """Return a pattern for a word; a capital of the termbase must be one in the message."""
    first, rest = word[0], re.escape(word[1:])
    return f"[{first}{first.upper()}]{rest}" if first.islower() else f"{re.escape(first)}{rest}"


@cache
def _target_pattern(form: str, language: str) -> re.Pattern[str]:
    """Return a pattern for a form in a folded translation, in any inflection."""
    known = lexicon(language)
    grammar = known.function_words if known else frozenset()
    words = [
        # Articles and prepositions change with number and gender: de, du, des, de la.
        r"\w+" if word.casefold() in grammar and len(word) < 5 else _stem(word)
        for word in _WORD.findall(form)
    ]
    return re.compile(r"(?<!\w)" + r"(?:\W+\w+){0,2}?\W+".join(words) + r"(?!\w)")


def _stem(word: str) -> str:
    folded = fold(word)
    if word.isupper() and len(word) > 1:
        return re.escape(folded) + "s?"
    cut = next((cut for length, cut in _CUTS if len(folded) >= length), 0)
    if not cut:
        return re.escape(folded) + r"\w{0,2}"
    return re.escape(folded[:-cut]) + rf"\w{{0,{_ENDING}}}"


@cache
def read_termbase(path: Path, source: str, target: str) -> Termbase:
    """Return the terms of the file *path* that have both locales.

    Raises:
        FindingsError: the file cannot be read, or has no column for one of the languages.
    """
    try:
        with path.open(encoding="utf-8-sig", newline="") as file:
            reader = csv.DictReader(file, strict=True)
            rows = list(reader)
            fields = tuple(reader.fieldnames or ())
    except (OSError, UnicodeDecodeError, csv.Error) as error:
        message = f"the termbase cannot be read: {error}; it must be a CSV file in UTF-8"
        raise FindingsError([Finding(str(path), 0, message, "term")]) from error
    columns = [_column(fields, locale) for locale in (source, target)]
    if columns[0] is None:
        message = f"the termbase has no column for the messages' language; add '{source}'"
        raise FindingsError([Finding(str(path), 1, message, "term")])
    language = target.partition("_")[0]
    if columns[1] is None:
        return Termbase((), language)
    terms = []
    for row in rows:
        cells = [_cells(row, column) for column in columns if column is not None]
        if all(cells):
            terms.append(Term(*cells))
    return Termbase(tuple(terms), language)


def _column(fields: tuple[str, ...], locale: str) -> str | None:
    """Return the column of a locale, of its language where it has none of its own."""
    wanted = (locale.casefold(), locale.partition("_")[0].casefold())
    by_name = {field.replace("-", "_").casefold(): field for field in fields}
    return next((by_name[name] for name in wanted if name in by_name), None)


def _cells(row: Mapping[str, str | None], column: str) -> tuple[str, ...]:
    """Return the headword and the other forms of a term."""
    forms = (row.get(f"{column}_forms") or "").split("|")
    words = (row.get(column) or "", *forms)
    return tuple(word.strip() for word in words if word.strip())


@entry_rule("term", Severity.WARNING)
def check_terms(pair: MessagePair, context: Context) -> Iterator[Problem]:
    """Terms are translated as the termbase says.

    Bad: msgid "the backgrounder" msgstr "el dossier" (termbase: documento de antecedentes)
    Good: msgid "the backgrounder" msgstr "el documento de antecedentes"
    """
    if context.terms is None or pair.target == pair.source:
        return
    base = read_termbase(context.terms, context.source_locale, context.locale)
    found = list(base.find(_running_text(pair.source_markup)))
    if not found:
        return
    text = fold(pair.target_markup.plain.replace(OBJECT, " "))
    for words, term in found:
        if not base.holds(text, term) and not _is_name(words, pair):
            wanted = " or ".join(f"“{form}”" for form in term.translations[:3])
            yield Problem(f"“{words}” is to be {wanted} by the termbase")


#: Roles whose text names parts of a program, which bears what names it likes.
_LABELS = frozenset(("guilabel", "menuselection", "sub", "subscript", "sup", "superscript"))


def _running_text(markup: Markup) -> str:
    """Return a message as it is read, but for the labels of programs."""
    if not any(inline.role in _LABELS for inline in markup.inlines):
        return markup.plain
    text = markup.masked
    for inline in markup.of(InlineKind.ROLE):
        if inline.role in _LABELS:
            text = text[: inline.start] + OBJECT * (inline.end - inline.start) + text[inline.end :]
    return text.replace(OBJECT, " ")


def _is_name(words: str, pair: MessagePair) -> bool:
    """Tell whether words are kept between quotation marks or in emphasis, as a name is."""
    kept = rf"[“«\"'*][^“”«»\"'*]{{0,40}}(?<!\w){re.escape(words)}(?!\w)[^“”«»\"'*]{{0,40}}[”»\"'*]"
    return words in pair.target and re.search(kept, pair.target) is not None
