"""The typography of each locale, from the data of its language in ``languages/``."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from functools import cache

from editions.rules.languages import language_data

NO_BREAK = "\u00a0"
NARROW_NO_BREAK = "\u202f"


@dataclass(frozen=True)
class Conventions:
    """How a locale writes marks; whatever is empty is not checked."""

    #: The spaces that may stand before a closing mark; the empty string is none.
    before: Mapping[str, frozenset[str]] = field(default_factory=dict)
    #: The spaces that may stand after an opening mark.
    after: Mapping[str, frozenset[str]] = field(default_factory=dict)
    #: Closing marks that want an opening one.
    openers: Mapping[str, str] = field(default_factory=dict)
    #: The pairs that may enclose a quotation, the outermost first.
    quotes: tuple[str, ...] = ()
    #: The apostrophe of typography; empty where the language has none.
    apostrophe: str = ""


@cache
def conventions(locale: str) -> Conventions:
    """Return the conventions of *locale*: its country's where they differ from its language's."""
    language, _, country = locale.partition("_")
    declared = language_data(language).get("conventions", {})
    own = declared.get(country, {})
    spaces = {
        side: {
            mark: frozenset(accepted)
            for mark, accepted in {**declared.get(side, {}), **own.get(side, {})}.items()
        }
        for side in ("before", "after")
    }
    return Conventions(
        **spaces,
        openers={**declared.get("openers", {}), **own.get("openers", {})},
        quotes=tuple(own.get("quotes", declared.get("quotes", ()))),
        apostrophe=own.get("apostrophe", declared.get("apostrophe", "")),
    )
