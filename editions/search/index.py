"""The index of an edition, as a script that the search page loads: no server has to answer."""

from __future__ import annotations

import json
import re
from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass
from typing import Any

from editions.files.kept import parse_kept
from editions.search.passages import SearchedPage


@dataclass(frozen=True)
class Stemming:
    """What searching must know of a language."""

    #: A script that leaves a class ``Stemmer``, which has a method ``stemWord``.
    script: str
    #: The stemmer does something; where it does not, words are found by their beginnings.
    stems: bool
    #: Words too common to be asked for by themselves.
    stopwords: Collection[str] = ()


#: What stands before and behind the text in a script, which are lines of their own.
_NAME = "editionIndex"
_BEFORE, _BEHIND = f"var {_NAME} = ", f"{_NAME}.Stemmer = Stemmer;"
_SCRIPT = re.compile(
    rf"(?P<stemmer>.*)^{re.escape(_BEFORE)}(?P<data>.*);\n{re.escape(_BEHIND)}\n",
    re.DOTALL | re.MULTILINE,
)


def page_data(page: SearchedPage) -> list[Any]:
    """Return a page as the script has it: its address, its title and its parts.

    A part is its target, its title, and target and text of its passages one after the other.
    """
    parts = [
        [part.target, part.title, [value for p in part.passages for value in (p.target, p.text)]]
        for part in page.parts
    ]
    return [page.address, page.title, parts]


def index_script(pages: Iterable[SearchedPage], stemming: Stemming) -> str:
    """Return the script of what *pages* hold, and of how to find words in them."""
    return index_of({"pages": [page_data(page) for page in pages]}, stemming)


def index_of(content: Mapping[str, Any], stemming: Stemming, name: str = _NAME) -> str:
    """Return a script that gives *content*, and how to find words in it, to a variable."""
    data = {"stems": stemming.stems, "stopwords": sorted(stemming.stopwords), **content}
    return (
        f"{stemming.script.strip()}\nvar {name} = {as_script(data)};\n{name}.Stemmer = Stemmer;\n"
    )


def as_script(data: object) -> str:
    """Return a value as a script has it."""
    # Nothing in it is a tag, whatever reads the file.
    text = json.dumps(data, ensure_ascii=False, separators=(",", ":"))
    return text.replace("<", "\\u003c")


def read_script(script: str) -> tuple[list[list[Any]], Stemming] | None:
    """Return the pages that a script of `index_script` holds, and its stemming; None of another."""
    match = _SCRIPT.fullmatch(script)
    if match is None:
        return None
    try:
        data = parse_kept(match["data"])
        pages = [
            [str(address), str(title), [[str(t), str(h), [*map(str, p)]] for t, h, p in parts]]
            for address, title, parts in data["pages"]
        ]
        stopwords = [*map(str, data["stopwords"])]
        return pages, Stemming(match["stemmer"], bool(data["stems"]), stopwords)
    except (ValueError, KeyError, TypeError):
        return None
