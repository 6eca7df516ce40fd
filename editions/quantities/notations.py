"""What digits may mean: ``1,457``, ``24/7``, ``20201020``, ``1980s``, ``x86_64``, ``3:30 pm``."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from fractions import Fraction

from editions.quantities.composing import SPACE, Value

FRACTIONS = {
    "½": Fraction(1, 2),
    "⅓": Fraction(1, 3),
    "⅔": Fraction(2, 3),
    "¼": Fraction(1, 4),
    "¾": Fraction(3, 4),
    "⅛": Fraction(1, 8),
    "⅕": Fraction(1, 5),
}
#: Digits above the line, as in m².
RAISED = dict(zip("⁰¹²³⁴⁵⁶⁷⁸⁹", range(10), strict=True))
#: A year, a month and a day without marks between.
COMPACT_DATE = r"(?:19|20)\d\d(?:0[1-9]|1[0-2])(?:0[1-9]|[12]\d|3[01])"
#: Always, in any language: no number that must be kept.
ALWAYS = "24/7"

#: Units that stand behind digits without a space: 3.3V.
_GLUED = (
    r"(?:[kcmµn]?m|[km]?g|[mµn]?s|min|h|[km]?[VvAW]|[kMG]?Hz|[kMGT]i?[Bb]|°[CF]?|px|pt|dB|ft|lbs?"
    r"|Nm|rpm|RPM|fps|bits?)(?![^\W_])"
)
#: A unit behind digits that are measured, such as 0.100 mm, or a currency before them: no version.
_UNIT = re.compile(
    rf"{SPACE}?[%‰°$€£¥]|(?!x\b)[a-zA-Zµ]{{1,3}}\b"
    rf"|{SPACE}(?:[kcmµ]?m|k?g|m?s|[km]?[VAW]|k?Hz|[kMG]B)\b(?!['’])"
)
_CURRENCY = re.compile(rf"[$€£¥]{SPACE}?$")


def readings(digits: str, decimal: str, loose: bool) -> Iterator[Value]:
    """Yield what digits with marks may mean where *decimal* is the decimal mark.

    *loose* says that a country uses either mark for either purpose.
    """
    plain = re.sub(r"[^\d.,]", "", digits)
    marks = set(re.findall(r"[.,]", plain))
    if not marks:
        yield int(plain)
        return
    last = max(plain.rfind("."), plain.rfind(","))
    whole, fraction = plain[:last], plain[last + 1 :]
    if len(marks) == 2 or plain != digits:  # a group mark, and one for decimals
        yield from _decimal(re.sub(r"[.,]", "", whole), fraction)
        return
    mark = marks.pop()
    grouped = re.fullmatch(rf"[1-9]\d{{0,2}}(?:\{mark}\d{{3}})+", plain)
    if plain.count(mark) > 1:
        yield plain if not grouped else int(plain.replace(mark, ""))
        if grouped:
            yield plain
        return
    # Where a point parts decimals, a comma parts thousands; the other way round, people
    # who write a point may have meant either.
    if grouped and (mark != decimal or loose or (mark == "." and fraction == "000")):
        yield int(whole + fraction)
    if mark == decimal or mark == "." or loose or not grouped:
        yield from _decimal(whole, fraction)


def _decimal(whole: str, fraction: str) -> Iterator[Value]:
    """Yield a decimal; one that ends in a zero may be a version, and stays as it is."""
    if fraction.endswith("0") and fraction.strip("0"):
        yield f"{int(whole or 0)}.{fraction}"
        return
    yield _number(whole, fraction)


def _number(whole: str, fraction: str) -> Value:
    value = Fraction(int(whole + fraction), 10 ** len(fraction))
    return int(value) if value.denominator == 1 else value


def measured(values: Iterable[Value], before: str, behind: str) -> frozenset[Value]:
    """Return decimals that end in a zero and are no version: 0.5 or, in their text, $5 and 5 m."""
    unit = _UNIT.match(behind) or _CURRENCY.search(before)
    parted = (v.split(".") for v in values if isinstance(v, str) and v.count(".") == 1)
    return frozenset(_number(whole, part) for whole, part in parted if unit or whole == "0")


def decades(digits: str, behind: str) -> Iterator[Value]:
    """Yield what ``1980s``, ``80s`` and ``1800s`` mean besides their digits."""
    if re.match(r"['’]?s\b", behind) and digits.isdecimal():
        value = int(digits)
        if len(digits) == 4:
            yield value % 100
            if value % 100 == 0:
                yield value // 100 + 1
        elif len(digits) == 2:
            yield 1900 + value


def list_parts(digits: str, before: str, spaced: bool) -> frozenset[Value]:
    """Return the numbers that digits may be a list of: ``1,5`` of 1 and 5.

    What is before them may begin a list in code, as in ``<524,525>``.  *spaced* says that a space
    parts thousands, so that it parts no numbers.
    """
    grouped = re.fullmatch(r"[1-9]\d{0,2},\d{3}", digits) and before not in "<[{"
    if re.fullmatch(r"\d+(?:,\d+)+", digits) and not grouped:
        return frozenset(map(int, digits.split(",")))
    if not spaced and re.fullmatch(r"\d+(?: \d{3})+", digits):
        return frozenset(map(int, digits.split(" ")))
    return frozenset()


def date_parts(text: str) -> Iterator[tuple[int, int, frozenset[Value]]]:
    """Yield start, end and values of each number of a date in digits, marks between."""
    for at, part in enumerate(re.finditer(r"\d+", text)):
        value = int(part[0])
        values: set[Value] = {value}
        if value <= 12 and ("-" not in text or at == 1):  # 2009-12-06 is no day in June
            values.add(("month", value))
        yield *part.span(), frozenset(values)


def compact_date_parts(text: str) -> frozenset[Value]:
    """Return year, month and day of a date without marks."""
    return frozenset((int(text[:4]), int(text[4:6]), int(text[6:])))


def fraction_values(text: str) -> tuple[frozenset[Value], frozenset[Value]]:
    """Return the values of ``3/4``, and its parts, as in 3 of 4."""
    above, below = map(int, re.split(r"[/\u2044]", text))
    values: set[Value] = {f"{above}/{below}"}
    if below:
        values.add(Fraction(above, below))
    return frozenset(values), frozenset((above, below))


def raised_value(text: str) -> int:
    """Return the value of digits above the line."""
    return int("".join(str(RAISED[char]) for char in text))


def is_name(text: str, start: int, end: int) -> bool:
    """Tell whether digits are part of a name, such as ``UTF-8``, ``G20`` or ``x86_64``."""
    before, behind = text[max(0, start - 4) : start], text[end : end + 5]
    if re.search(r"[^\W\d][-.]?$|_$|[^\W\d_]\d*/$", before) and not re.search(
        r"(?:^|[\s(])(?:mid|post|pre|US|CA?|CAD|USD|MXN|EUR)[-.]?$", before
    ):
        lower = re.search(r"[a-zà-ÿ][-\u2011]$", before)
        return not lower
    return bool(re.match(rf"(?!['’]s\b|{_GLUED})[^\W\d]|_", behind))


def time_values(
    text: str, half: str | None, clock: str | None, late: bool = True
) -> Iterator[Value]:
    """Yield the time of day in minutes; without am or pm, it may be either.

    *half* is am or pm, *clock* the whole where minutes stand behind a colon; *late* says
    that it may be past noon with a small number.
    """
    numbers = [int(part) for part in re.findall(r"\d+", text)]
    hour, minute = numbers[0], numbers[1] if len(numbers) > 1 else 0
    if half:
        late = half.casefold().startswith("p")
        hour = hour % 12 + (12 if late else 0)
        yield ("time", hour * 60 + minute)
        if minute == 0:
            yield numbers[0]
        return
    yield ("time", hour * 60 + minute)
    if hour <= 12 and late:
        yield ("time", (hour % 12 + 12) * 60 + minute)
    if clock:
        yield clock
    elif len(numbers) == 1:
        yield hour
