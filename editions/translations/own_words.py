"""Words that Sphinx and its extensions translate themselves: "Parameters", "Todo".

They stand in documents beside the messages of the source, in the language of the edition already.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Collection

from editions.borrowed.gettext import known_words
from editions.borrowed.sphinx import translators
from editions.catalogs.domains import SPHINX
from editions.catalogs.markup import InlineKind, Markup

#: What programs put something in the place of.
_PLACE = re.compile(r"%(?:\(\w+\))?[sdr]|\{\w*\}")
#: A beginning by which a message can be known has at least so many letters.
_LETTERS = 4

#: Markup whose words stand elsewhere, and are translated there, or that has none.
_WORDLESS = frozenset((InlineKind.SUBSTITUTION, InlineKind.FOOTNOTE, InlineKind.CITATION)).union(
    (InlineKind.IMAGE, InlineKind.HTML, InlineKind.ATTRIBUTES)
)
#: Roles that show the title or number of what they lead to, or a formula.
_WORDLESS_ROLES = frozenset(("doc", "eq", "math", "numref", "ref"))


def is_wordless(message: str, parse: Callable[[str], Markup]) -> bool:
    """Tell whether *message* is nothing but markup whose words are not its own: ``|release|``."""
    markup = parse(message)
    return (
        bool(markup.inlines)
        and not any(char.isalnum() for char in markup.masked)
        and all(
            inline.kind in _WORDLESS
            or (inline.kind is InlineKind.ROLE and inline.role in _WORDLESS_ROLES)
            or (inline.kind is InlineKind.LINK and not inline.text)
            for inline in markup.inlines
        )
    )


class OwnWords:
    """The words of one language, as far as the project's own catalogs do not hold them."""

    def __init__(self, documents: Collection[str]) -> None:
        """*documents* are the domains that belong to documents."""
        found = {
            text
            for (namespace, domain), catalog in translators().items()
            if namespace == "general" and (domain == SPHINX or domain not in documents)
            for _, text in known_words(catalog)
            if text
        }
        self._whole = {text for text in found if not _PLACE.search(text)}
        begins = {_PLACE.split(text)[0] for text in found - self._whole}
        #: Beginnings of sentences with a place: ``Bases : %s``.
        self._begins = tuple(b for b in begins if sum(map(str.isalpha, b)) >= _LETTERS)

    def __contains__(self, message: object) -> bool:
        return isinstance(message, str) and (
            message in self._whole or message.startswith(self._begins)
        )
