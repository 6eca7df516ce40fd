"""The rule that terms are translated by the termbase.

The other forms of a translation are allowed as well.  Endings of words may differ from those in
the file, and so may what stands between the words of a term by a word or two.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache
from pathlib import Path

from editions.catalogs.markup import OBJECT, InlineKind, Markup
from editions.catalogs.termbase import Term, Termbase, read_termbase
from editions.findings import Severity
from editions.phrases import alternatives, phrase
from editions.rules.alignment import fold
from editions.rules.lexicon import lexicon
from editions.rules.registry import Context, MessagePair, Problem, entry_rule

_WORD = re.compile(r"\w+", re.UNICODE)
#: Words this long lose so many of their last letters to become stems.
_CUTS = ((7, 2), (5, 1))
#: How many letters an ending may have.
_ENDING = 4


@dataclass(frozen=True)
class TermPairs:
    """The terms that a language has translations of."""

    terms: Termbase
    #: Column of the translations, the preferred one first in it.
    column: str
    #: The language of the translations.
    language: str

    def holds(self, text: str, term: Term) -> bool:
        """Tell whether a translation, folded, has one of the forms that are allowed."""
        forms = term.forms[self.column]
        return any(_target_pattern(form, self.language).search(text) for form in forms)


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
def read_pairs(path: Path, source: str, target: str) -> TermPairs | None:
    """Return the terms of the file *path* that have both locales; None without a column.

    Raises:
        FindingsError: the file cannot be read.
    """
    terms = read_termbase(path, source)
    column = terms.column(target)
    if column is None:
        return None
    return TermPairs(terms.within(column), column, target.partition("_")[0])


@entry_rule("term", Severity.WARNING)
def check_terms(pair: MessagePair, context: Context) -> Iterator[Problem]:
    """Terms are translated as the termbase says.

    Bad: msgid "the backgrounder" msgstr "el dossier" (termbase: documento de antecedentes)
    Good: msgid "the backgrounder" msgstr "el documento de antecedentes"
    """
    if context.terms is None or pair.target == pair.source:
        return
    pairs = read_pairs(context.terms, context.source_locale, context.locale)
    message = _running_text(pair.source_markup)
    found: dict[Term, str] = {}
    for place in pairs.terms.find(message) if pairs else ():
        found.setdefault(place.term, message[place.start : place.end])
    if not pairs or not found:
        return
    text = fold(pair.target_markup.plain.replace(OBJECT, " "))
    for term, words in found.items():
        if not pairs.holds(text, term) and not _is_name(words, pair):
            wanted = alternatives(f"“{form}”" for form in term.forms[pairs.column][:3])
            yield Problem(
                phrase("“{words}” is to be {wanted} by the termbase", words=words, wanted=wanted)
            )


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
