"""Places in text that a program fills later: which a translation may hold.

Python's ``%`` and ``str.format`` are languages of their own: a width takes all memory, an
attribute prints the insides of the program, and what they cannot read is a traceback.
"""

from __future__ import annotations

import re
from collections.abc import Collection, Iterator

from editions.catalogs.problems import SafetyProblem
from editions.findings import quoted
from editions.phrases import phrase

_PLACE = re.compile(r"\{[^{}]*\}|[{}]|%\([^()]*\)\w")
#: What the title of ``:numref:`` may hold; Sphinx fills it with ``%`` or ``str.format``.
_NUMBER_PLACE = re.compile(r"%s|\{name\}|\{number\}")
_NAMED = re.compile(r"\{(?:name|number)\}")
#: A place of Python's ``%``; the last letter is missing where it is none.
_CONVERSION = re.compile(
    r"%(?:\((?P<name>[^()]*)\))?[#0 +-]*(?:\d+|\*)?(?:\.(?:\d+|\*))?[hlL]?"
    r"(?P<type>[diouxXeEfFgGcrsa%])?"
)
#: Places of a pattern for dates, which Sphinx looks up in a table.
_DATE_PLACE = re.compile(r"%-?[aAbBcdHIjmMpSUwWxXyYzZ%]")
#: Those that ``%`` does not know.
_OF_DATES = re.compile(r"%-?[AbBHIjmMpSUwWyYzZ]")


def placeholder_problems(msgid: str, msgstr: str) -> Iterator[SafetyProblem]:
    """Yield places that *msgstr* adds to *msgid*, a pattern that a program fills."""
    known = set(_PLACE.findall(msgid))
    for place in dict.fromkeys(_PLACE.findall(msgstr)):
        if place not in known:
            message = phrase(
                "{place} is no place of the message; keep its places", place=quoted(place)
            )
            yield SafetyProblem("unsafe-place", message, msgstr.index(place))


def has_conversions(text: str) -> bool:
    """Tell whether ``%`` fills *text*."""
    return any(m["type"] not in (None, "%") for m in _CONVERSION.finditer(text))


def conversion_problem(msgid: str, msgstr: str) -> str | None:
    """Return why ``%`` cannot fill *msgstr* in the place of *msgid*, or None.

    A place is the same only if it is written the same, to its width.
    """
    if _is_date(msgid):
        known = "%" not in _DATE_PLACE.sub("", msgstr)
        return None if known else phrase("it holds a '%' that is no place of dates, such as '%d'")
    wanted, found = (_conversions(text) for text in (msgid, msgstr))
    named = {place for place in wanted if place.startswith("%(")}
    if set(found) <= named if named else found == wanted:
        return None
    return phrase("its places such as '%s' are not those of the message; keep them, in order")


def _is_date(text: str) -> bool:
    """Tell whether a text is a pattern for dates, such as ``%b %d, %Y``."""
    return "%" not in _DATE_PLACE.sub("", text) and _OF_DATES.search(text) is not None


def _conversions(text: str) -> list[str]:
    """Return the places of ``%`` in *text*, as they are written; ``%%`` is none."""
    return [match[0] for match in _CONVERSION.finditer(text) if match[0] != "%%"]


def number_title_problem(wanted: Collection[str], title: str) -> str | None:
    """Return why *title* may not stand in a ``:numref:``, or None.

    *wanted* are the titles of the message; it has none where its reference shows the default.
    """
    if title in wanted:
        return None
    others = _NUMBER_PLACE.sub("", title)
    # `str.format` takes a sign of percent for what it is.
    marks = "{}" if _NAMED.search(title) else "{}%"
    for mark in marks:
        if mark in others:
            return phrase(
                "{mark!r} is no place of the title; it has {{number}} and {{name}}, or one %s",
                mark=mark,
            )
    places = _NUMBER_PLACE.findall(title)
    if places.count("%s") > (marks == "{}%"):
        return phrase("the title has more than one %s, or {number} beside it; keep one")
    if not places and (not wanted or any(map(_NUMBER_PLACE.search, wanted))):
        return phrase("the title has no place for the number; write {number}, or %s")
    return None
