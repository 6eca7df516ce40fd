"""Units behind numbers, by their names in CLDR."""

from __future__ import annotations

import pytest
from babel import Locale

from editions.quantities.units import unit_behind


@pytest.mark.parametrize(
    ("locale", "text", "unit"),
    [
        ("en", "5 feet", "foot"),
        ("en", "1 foot", "foot"),
        ("es", "1 pulgada", "inch"),
        ("en", "5+ feet", "foot"),
        ("en", '5"', "inch"),
        ("en", "5-inch", "inch"),
        ("en", "5 ms", "millisecond"),
        ("en", "5 mSec", "millisecond"),
        ("es", "5 pulgadas", "inch"),
        ("es_MX", "5 metros", "meter"),
        ("fr", "5\u00a0pouces", "inch"),
        ("fr_CA", "5\u202fcm", "centimeter"),
        ("de", "5 Zoll", "inch"),
        ("en", "5 countries", None),
        ("en", "5", None),
    ],
)
def test_units_are_known(locale: str, text: str, unit: str | None) -> None:
    assert unit_behind(text, 1, Locale.parse(locale)) == unit
