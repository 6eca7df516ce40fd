"""One search over all papers in a language, made of the indexes of their editions.

What a reader's browser loads first says in which papers a word stands, and no more; the texts of
those that a query finds follow, a file each, as scripts, since there need not be a server.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from pathlib import Path
from typing import Any
from unicodedata import category

from editions.languages import Edition
from editions.search.index import Stemming, as_script, index_of, page_data, read_script
from editions.search.passages import read_page
from editions.series.cards import Card, PaperEdition, as_address

#: Name of an index, in the folder of an edition and in that of a language of the series.
INDEX = "searchindex.js"
#: Folder of the texts beside it.
TEXTS = "searchtexts"
#: The variable that holds the index, and the function that takes a text.
_NAME, _TAKE = "seriesIndex", "seriesText"
#: Pages of Sphinx's that hold no text of their own.
_NO_TEXT = frozenset(("search.html", "genindex.html", "py-modindex.html"))
#: A stemmer that leaves words as they are.
_NO_STEMMER = "class Stemmer { stemWord(word) { return word; } }"


def series_index(output: Path, cards: Sequence[Card], reader: Edition) -> dict[str, str]:
    """Return the scripts that search all papers that have an edition for *reader*, by their names.

    *output* is the folder of the series; addresses are relative to the folder of a language in it.
    Where a paper has the pages of another theme, these are read.
    """
    files: dict[str, str] = {}
    stemming = Stemming(_NO_STEMMER, stems=False)
    titles: list[str] = []
    words: dict[str, list[int]] = {}
    for card in cards:
        own = card.own(reader)
        if own is None:
            continue
        number = len(titles)
        titles.append(own.title)
        held, found = _read(output / card.name / own.code)
        if found is not None and not stemming.stems:
            stemming = found
        for word in _words(held):
            words.setdefault(word, []).append(number)
        prefix = f"../{card.address}/{own.code}/"
        pages = [[f"{prefix}{page}", _title(title, own), parts] for page, title, parts in held]
        files[f"{TEXTS}/{number}.js"] = f"{_TAKE}({number},{as_script(pages)});\n"
    content = {"papers": titles, "words": sorted(words.items())}
    return {INDEX: index_of(content, stemming, _NAME), **files}


def _words(pages: Iterable[Sequence[Any]]) -> set[str]:
    """Return what stands between spaces on pages, each once, without the marks around it.

    The script of the search parts it further; numbers hold the spaces at which no line ends.
    """
    texts = (
        text
        for _address, _title, parts in pages
        for _target, heading, passages in parts
        for text in (heading, *passages[1::2])
    )
    found = {word for text in texts for word in text.lower().split(" ")}
    return {bare for word in found if (bare := _bare(word))}


def _bare(word: str) -> str:
    """Return a word without what is neither a letter nor a digit, or a mark on one, at its ends."""
    if word.isalnum():
        return word
    first, end = 0, len(word)
    while first < end and not word[first].isalnum():
        first += 1
    while end > first and not (word[end - 1].isalnum() or category(word[end - 1])[0] == "M"):
        end -= 1
    return word[first:end]


def _read(folder: Path) -> tuple[list[list[Any]], Stemming | None]:
    try:
        read = read_script((folder / INDEX).read_text(encoding="utf-8"))
    except (OSError, ValueError):
        read = None
    return read or (list(_pages(folder)), None)


def _pages(folder: Path) -> Iterator[list[Any]]:
    for path in sorted(folder.rglob("*.html")):
        parts = path.relative_to(folder).parts
        if path.name in _NO_TEXT or any(part.startswith("_") for part in parts):
            continue
        page = read_page(path.read_bytes(), as_address("/".join(parts)))
        if page is not None:
            yield page_data(page)


def _title(title: str, paper: PaperEdition) -> str:
    """Return what a result is called: the chapter, and the paper that it is of."""
    return title if title == paper.title else f"{title} · {paper.title}"
