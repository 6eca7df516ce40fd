"""The typography of each locale, as data."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field

NO_BREAK = "\u00a0"
NARROW_NO_BREAK = "\u202f"
#: Either space that keeps its neighbours on one line.
_KEPT = frozenset((NO_BREAK, NARROW_NO_BREAK))
_NOTHING = frozenset(("",))


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


_SPANISH = Conventions(
    before={":": _NOTHING, ";": _NOTHING, "?": _NOTHING, "!": _NOTHING, "»": _NOTHING},
    after={"«": _NOTHING},
    openers={"?": "¿", "!": "¡"},
    quotes=("“”", "«»"),
)
_FRENCH = Conventions(
    before={":": _KEPT, ";": _KEPT, "?": _KEPT, "!": _KEPT, "»": _KEPT},
    after={"«": _KEPT},
    quotes=("«»",),
    apostrophe="’",
)
#: Nothing, or the thin space of typesetters, as the Office québécois de la langue française has it.
_THIN = frozenset(("", NARROW_NO_BREAK))
_CANADIAN_FRENCH = Conventions(
    before={":": _KEPT, ";": _THIN, "?": _THIN, "!": _THIN, "»": _KEPT},
    after={"«": _KEPT},
    quotes=("«»",),
    apostrophe="’",
)

#: Conventions by locale or, for all countries that are not named, by language.
CONVENTIONS: Mapping[str, Conventions] = {
    "es": _SPANISH,
    "fr": _FRENCH,
    "fr_CA": _CANADIAN_FRENCH,
}


def conventions(locale: str) -> Conventions:
    """Return the conventions of *locale*, of its language where it has none of its own."""
    language = locale.partition("_")[0]
    return CONVENTIONS.get(locale) or CONVENTIONS.get(language) or Conventions()
