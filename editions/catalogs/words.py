"""Sphinx's own words, translated by a project in ``sphinx.po``: what may stand in them.

Templates and the writers of pages put them into HTML as they are, some of them into attributes,
and let Python's ``%`` fill them.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator

from editions.catalogs.places import conversion_problem, has_conversions, placeholder_problems
from editions.catalogs.problems import SafetyProblem
from editions.findings import quoted
from editions.phrases import phrase

#: Schemes that run something, or show a file, where a template takes the word for an address.
_ACTIVE = re.compile(r"[\s\0]*(?:javascript|vbscript|data|file)\s*:", re.IGNORECASE)
#: Tags and entities.
_HTML = re.compile(r"<[^<>]*>|&#?\w+;")
_SPECIAL = frozenset('<>&"')


def word_problems(msgid: str, msgstr: str, *, filled: bool = False) -> Iterator[SafetyProblem]:
    """Yield why *msgstr* may not stand for *msgid* among Sphinx's own words.

    One form of a message with a plural is *filled* where the other one has places.
    """
    yield from placeholder_problems(msgid, msgstr)
    # What holds no place is not filled, and may hold any sign of percent.
    if filled or has_conversions(msgid):
        problem = conversion_problem(msgid, msgstr)
        if problem:
            yield SafetyProblem("unsafe-place", problem)
    for char in ("\\", "\n", "\r", "^^", "@"):
        if char in msgstr and char not in msgid:
            message = phrase(
                "delete {char}: words are put into scripts and TeX as they are", char=quoted(char)
            )
            yield SafetyProblem("unsafe-character", message, msgstr.index(char))
    if _ACTIVE.match(msgstr) and not _ACTIVE.match(msgid):
        message = phrase("it begins as an address that runs a script or shows a file; write words")
        yield SafetyProblem("unsafe-link", message, 0)


def is_plain(msgid: str, msgstr: str) -> bool:
    """Tell whether *msgstr* can stand in HTML, and in its attributes, as it is.

    Tags, entities and quotes of *msgid* may stand in it: who wrote those knows where they go.
    """
    known = _SPECIAL.intersection(_HTML.sub("", msgid))
    return _SPECIAL.isdisjoint(set(_without_own(msgid, msgstr)) - known)


def _without_own(msgid: str, msgstr: str) -> str:
    return "".join(_split(msgid, msgstr)[::2])


def escape_word(msgid: str, msgstr: str, escape: Callable[[str], str]) -> str:
    """Return *msgstr* as HTML: tags and entities of *msgid* as they are, all else escaped."""
    pieces = _split(msgid, msgstr)
    return "".join(piece if at % 2 else escape(piece) for at, piece in enumerate(pieces))


def _split(msgid: str, msgstr: str) -> list[str]:
    """Return *msgstr* in pieces: text, and between the texts tags and entities of *msgid*."""
    own = sorted(set(_HTML.findall(msgid)), key=len, reverse=True)
    if not own:
        return [msgstr]
    return re.split(f"({'|'.join(map(re.escape, own))})", msgstr)
