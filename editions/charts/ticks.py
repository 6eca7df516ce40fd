"""Round amounts for the lines of an axis."""

from __future__ import annotations

import math
from decimal import Decimal


def nice_ticks(low: float, high: float, most: int) -> list[Decimal]:
    """Return at most *most* round amounts from *low* to *high*, evenly spaced, zero if within.

    Steps are one, two or five times a power of ten.
    """
    if high <= low:
        return [Decimal(repr(low)).normalize()]
    power = math.floor(math.log10((high - low) / most))
    for exponent in (power, power + 1):
        for factor in (1, 2, 5):
            step = Decimal(factor).scaleb(exponent)
            first = math.ceil(Decimal(repr(low)) / step)
            last = math.floor(Decimal(repr(high)) / step)
            if last - first < most:
                return [plain(step * number) for number in range(first, last + 1)]
    raise AssertionError("a step of ten times the least one is wide enough")


def plain(value: Decimal) -> Decimal:
    """Return *value* without zeros behind the mark, and without an exponent."""
    short = value.normalize()
    exponent = short.as_tuple().exponent
    return short.quantize(Decimal(1)) if isinstance(exponent, int) and exponent > 0 else short
