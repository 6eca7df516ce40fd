"""Whether two texts in two languages state the same facts: numbers, and what they refer to."""

from __future__ import annotations

from collections.abc import Callable
from typing import TypeAlias

from babel import Locale

from editions.catalogs.markup import Markup
from editions.catalogs.states import references_of
from editions.quantities.comparing import ComparedText, compare_numbers

#: Tells whether a text and its translation agree.
Agree: TypeAlias = Callable[[Markup, Markup], bool]


def passage_of(markup: Markup) -> ComparedText:
    """Return a message as a text whose numbers are compared."""
    if not markup.inlines:
        return ComparedText(markup.source, markup.plain)
    asides = tuple(
        markup.source[inline.start : inline.end]
        for inline in markup.inlines
        if inline.prose[0] >= inline.prose[1]
    )
    return ComparedText(markup.source, markup.plain, asides)


def facts_agree(source_locale: Locale, locale: Locale) -> Agree:
    """Return what tells whether a text in one language states the facts of one in another."""

    def agree(source: Markup, target: Markup) -> bool:
        if references_of(source) != references_of(target):
            return False
        found = compare_numbers(passage_of(source), passage_of(target), source_locale, locale)
        missing = any(quantity.firm for quantity in (*found.missing, *found.added))
        return not (found.wrong or found.doubtful or missing)

    return agree
