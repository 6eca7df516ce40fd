"""The index of an edition, as a script that the search page loads: no server has to answer."""

from __future__ import annotations

import json
from collections.abc import Collection, Iterable
from dataclasses import dataclass

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


def index_script(pages: Iterable[SearchedPage], stemming: Stemming) -> str:
    """Return the script: address, title and parts of each page, and how to find words in them.

    A part is its target, its title, and target and text of its passages one after the other.
    """
    data = {
        "stems": stemming.stems,
        "stopwords": sorted(stemming.stopwords),
        "pages": [
            [
                page.address,
                page.title,
                [
                    [
                        part.target,
                        part.title,
                        [value for p in part.passages for value in (p.target, p.text)],
                    ]
                    for part in page.parts
                ],
            ]
            for page in pages
        ],
    }
    # Nothing in it is a tag, whatever reads the file.
    text = json.dumps(data, ensure_ascii=False, separators=(",", ":")).replace("<", "\\u003c")
    return (
        f"{stemming.script.strip()}\nvar editionIndex = {text};\neditionIndex.Stemmer = Stemmer;\n"
    )
