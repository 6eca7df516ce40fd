"""The text of a citation, ``see goldfarb2005, 12; abizaid2004``, and the roles around it."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Callable, Iterator
from dataclasses import dataclass

from editions.findings import quoted
from editions.phrases import phrase

_KEY = r"[a-z][a-z0-9]*(?:-[a-z0-9]+)*"
_ITEM = re.compile(rf"(?:(?P<prefix>.*?\S)\s+)?(?P<key>{_KEY})(?:,\s*(?P<locator>.*\S))?")
_LINK = re.compile(rf"(?P<text>.*\S)\s*<(?P<key>{_KEY})>", re.DOTALL)
_ROLE = re.compile(
    r"(?::cite(?::(?P<form>\w+))?:`|\{cite(?::(?P<braced>\w+))?\}`+)(?P<text>(?!`)[^`\\]*+(?:\\.[^`\\]*+)*+)`"
)
_NUMBER = re.compile(r"\d+")
#: What is typed between two pages; an en dash is printed.
_RANGE = re.compile(r"(?<=\d)-(?=\d)")


@dataclass(frozen=True)
class CitedWork:
    """One work in a citation."""

    #: The key of the entry.
    key: str
    #: What stands before it: ``see``.
    prefix: str = ""
    #: What part of the work is meant: ``12–15``, ``chap. 3``.
    locator: str = ""


def parse_citation(text: str) -> tuple[CitedWork, ...]:
    """Return the works that the text of a citation names, in its order.

    Raises:
        ValueError: the text has not the form of a citation.
    """
    found = []
    for part in text.split(";"):
        match = _ITEM.fullmatch(part.strip())
        if match is None:
            raise ValueError(
                phrase("{part} is not of the form 'see key, 12'", part=quoted(part.strip()))
            )
        locator = _RANGE.sub("\u2013", match["locator"] or "")
        found.append(CitedWork(match["key"], match["prefix"] or "", locator))
    return tuple(found)


def parse_link(text: str) -> tuple[str, str]:
    """Return text and key of ``the report <key>``.

    Raises:
        ValueError: the text has not that form.
    """
    match = _LINK.fullmatch(text.strip())
    if match is None:
        raise ValueError(phrase("{text} is not of the form 'text <key>'", text=quoted(text)))
    return match["text"], match["key"]


def cites(*messages: str) -> bool:
    """Tell, quickly, whether any of some messages may cite works."""
    return any(":cite" in message or "{cite" in message for message in messages)


def cited(message: str) -> Counter[tuple[str, ...]]:
    """Return the works that a message of a catalog cites, each with the numbers of its locator.

    The words around them are the translator's.  What has not the form of a citation counts as
    itself, and is reported where the role is read.
    """
    return Counter(_cited(message))


def _cited(message: str) -> Iterator[tuple[str, ...]]:
    for match in _ROLE.finditer(message):
        form, text = match["form"] or match["braced"] or "", match["text"]
        try:
            if form == "link":
                yield form, parse_link(text)[1]
            else:
                for work in parse_citation(text):
                    yield form, work.key, *_NUMBER.findall(work.locator)
        except ValueError:
            yield form, text


def described(citation: tuple[str, ...], role_name: Callable[[str], object] = ":{}:".format) -> str:
    """Return one item of `cited` as a person would write it, its role as *role_name* says."""
    form, key, *numbers = citation
    role = role_name(f"cite:{form}" if form else "cite")
    return f"{role}`{', '.join([key, *numbers])}`"
