"""The few words of each language that rules must know.

They are data in ``languages/``; a language without a file is checked by all rules that need none.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import cache

from editions.rules.languages import language_data

#: A word of running text, with its apostrophes and hyphens.
WORD = re.compile(r"[^\W\d_]+(?:(?=['’‑-][^\W\d_])['’‑-][^\W\d_]++)*+")


@dataclass(frozen=True)
class Lexicon:
    """What rules know of a language's words."""

    #: Words that carry grammar, so that hardly a sentence does without; lower case.
    function_words: frozenset[str]
    #: Words that may stand twice in a row, such as French “nous nous”; None for none.
    doubles: re.Pattern[str] | None = None
    #: Other frequent words that translators of manuals hardly ever keep; lower case.
    common_words: frozenset[str] = frozenset()
    #: Those of the function words that tell the language even where they stand alone.
    telling_words: frozenset[str] = frozenset()


@cache
def lexicon(language: str) -> Lexicon | None:
    """Return what is known of a language's words, or None where that is nothing."""
    declared = language_data(language).get("lexicon")
    if declared is None:
        return None
    doubles = declared.get("doubles")
    words = {name: frozenset(text.split()) for name, text in declared.items() if name != "doubles"}
    return Lexicon(**words, doubles=re.compile(rf"(?:{doubles})\b") if doubles else None)


@cache
def common_foreign_words(source: str, target: str) -> frozenset[str]:
    """Return `foreign_words` and the other frequent words of language *source*."""
    known, grammar = lexicon(source), foreign_words(source, target)
    return grammar | known.common_words if known and grammar else grammar


@cache
def foreign_words(source: str, target: str) -> frozenset[str]:
    """Return function words of language *source* that are no words of *target*.

    Empty where either language is unknown, since a word might belong to both.
    """
    own, other = lexicon(source), lexicon(target)
    if source == target or own is None or other is None:
        return frozenset()
    words = own.function_words - other.function_words
    return frozenset(word for word in words if len(word) > 1)
