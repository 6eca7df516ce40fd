"""The rule that one message has one translation, in all catalogs of a language."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from hashlib import blake2b
from itertools import islice

from editions.findings import Severity
from editions.phrases import phrase, phrases
from editions.rules.lexicon import WORD
from editions.rules.registry import Context, Convention, MessagePair, Usage, convention_rule

#: A message of one word is often two things, such as the head of a column and of a row.
_WORDS = 2
#: One of so few may be about one thing here and about several there, and has a context for that.
_FEW = 4
_ENDING = re.compile(r"(?<=\w{3})(?:[aeo]s?|s)\b")
_LETTERS = re.compile(r"[^\w]+")


def _digest(text: str) -> str:
    return blake2b(text.encode(), digest_size=8).hexdigest()


def evaluate_translations(
    choice: str, variants: Mapping[str, Usage], context: Context
) -> Mapping[str, str]:
    """Return what is wrong with each translation that is not the usual one."""
    if len(variants) < 2:
        return {}
    usual = max(variants, key=lambda variant: variants[variant].count)
    times = variants[usual].count
    place = variants[usual].first
    if times > 1:
        message = phrases(
            times - 1,
            "another translation stands in {place} and {number} more place; translate alike",
            "another translation stands in {place} and {number} more places; translate alike",
            place=place,
        )
    else:
        message = phrase("another translation stands in {place}; translate alike", place=place)
    return {variant: message for variant in variants if variant != usual}


@convention_rule("inconsistent", Severity.WARNING, evaluate_translations)
def find_translations(pair: MessagePair, context: Context) -> Iterator[Convention]:
    """A message that stands in several catalogs is translated alike in all of them.

    Bad: msgid "See the next chapter for all." msgstr "Véase lo que sigue." (elsewhere otherwise)
    Good: msgid "See the next chapter for all." msgstr "Para todo, véase el siguiente capítulo."
    """
    source = pair.source
    words = sum(1 for _ in islice(WORD.finditer(pair.source_markup.plain), _FEW + 1))
    if words < _WORDS:
        return
    # Spaces, marks and capitals are the business of other rules.
    letters = _LETTERS.sub(" ", pair.target).strip().casefold()
    if words <= _FEW:
        source = f"{pair.entry.msgctxt or ''}\0{source}"
        letters = _ENDING.sub("", letters)
    yield Convention(_digest(source), _digest(letters))
