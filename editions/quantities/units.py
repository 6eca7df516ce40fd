"""Units of measure behind numbers, by the names that CLDR has for them in each language."""

from __future__ import annotations

import re
from collections.abc import Mapping
from functools import cache

from babel import Locale
from babel.units import format_unit

#: What people convert for their readers.
_UNITS = {
    "length": "inch foot yard mile micrometer millimeter centimeter meter kilometer",
    "duration": "microsecond millisecond second minute hour day week month year",
    "mass": "ounce pound gram kilogram",
    "temperature": "celsius fahrenheit",
    "volume": "gallon liter",
}
#: What people write besides, in any language.
_ALIASES = {'"': "inch", "″": "inch", "''": "inch", "msec": "millisecond", "sec": "second"}
_BEHIND = re.compile(r"\+?[\s\u00a0\u202f-]?(\"|″|''|°?[^\W\d_]+)")


@cache
def _names(locale: Locale) -> Mapping[str, str]:
    """Return units by their names, long and short, one and many, folded."""
    names = dict(_ALIASES)
    for kind, units in _UNITS.items():
        for unit in units.split():
            for width in ("long", "short", "narrow"):
                for count in (1, 2):
                    text = format_unit(count, f"{kind}-{unit}", width, locale=locale)
                    names[text.replace(str(count), "").strip(" \u00a0\u202f").casefold()] = unit
    return names


def unit_behind(text: str, end: int, locale: Locale) -> str | None:
    """Return the unit that stands in a text behind a number that ends at *end*."""
    match = _BEHIND.match(text, end)
    return _names(locale).get(match[1].casefold()) if match else None
