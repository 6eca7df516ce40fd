"""Put the pages in two languages into a site that holds the pages of the editions."""

from __future__ import annotations

import zlib
from collections.abc import Callable, Iterable
from pathlib import Path

from editions.findings import FindingsError
from editions.languages import Edition, Pair, Publication
from editions.parallel.pages import Surroundings, merge_pages
from editions.running import remove_tree
from editions.words import load_words

#: Name of the style sheet of pairs among the files of the theme.
STYLESHEET = "_static/parallel.css"


def add_pairs(
    publication: Publication,
    built: Iterable[Edition],
    site: Path,
    words: Path,
    notice: Callable[[str], None],
) -> None:
    """Make the pairs of the editions *built* in *site*, each in both orders.

    A pair whose other half the site does not hold is left out.  Where the other half is of an
    earlier build and of another text, the pair stays as it stands, and *notice* is told.

    Raises:
        FindingsError: two editions of this build do not fit together.
    """
    fresh = set(built)
    for pair in publication.pairs:
        halves = (pair.first, pair.second)
        if not any(edition in fresh for edition in halves):
            continue
        if not all((site / edition.code / "index.html").is_file() for edition in halves):
            continue
        try:
            made = {p: make_pair(p, publication, site, words) for p in (pair, pair.swapped)}
        except FindingsError as error:
            if all(edition in fresh for edition in halves):
                raise
            (old,) = (edition for edition in halves if edition not in fresh)
            notice(
                f"{pair}: stays as it was, because {old.code} was built from another text"
                f" ({error.findings[0].message.partition(';')[0]}); build {old.code}, too"
            )
            continue
        for ordered, pages in made.items():
            remove_tree(site / ordered.folder)
            for name, page in pages.items():
                path = site / ordered.folder / name
                path.parent.mkdir(parents=True, exist_ok=True)
                path.write_text(page, encoding="utf-8")


def make_pair(pair: Pair, publication: Publication, site: Path, words: Path) -> dict[str, str]:
    """Return the pages of *pair*, made of those of its editions in *site*.

    Raises:
        FindingsError: the editions do not fit together.
    """
    sheet = site / pair.first.code / STYLESHEET
    version = f"?v={zlib.crc32(sheet.read_bytes()):08x}" if sheet.is_file() else ""
    surroundings = Surroundings(
        pairs=offered(pair, publication),
        stylesheet=f"{pair.first.code}/{STYLESHEET}{version}",
        word=load_words(words, pair.first.code).gettext,
    )
    ones, others = (read_pages(site / half.code) for half in (pair.first, pair.second))
    return merge_pages(pair, ones, others, surroundings)


def offered(pair: Pair, publication: Publication) -> tuple[Pair, ...]:
    """Return the pairs that a reader of *pair* may want: those with one of its languages.

    The language of the page comes first wherever it takes part.
    """
    found = [other for other in publication.pairs if {*_codes(other)} & {*_codes(pair)}]
    return tuple(
        other.swapped if other.second == pair.first or other.swapped == pair else other
        for other in found
    )


def _codes(pair: Pair) -> tuple[str, str]:
    return pair.first.code, pair.second.code


def read_pages(folder: Path) -> dict[str, bytes]:
    """Return the pages of an edition by their paths in its folder."""
    return {
        path.relative_to(folder).as_posix(): path.read_bytes()
        for path in sorted(folder.rglob("*.html"))
    }
