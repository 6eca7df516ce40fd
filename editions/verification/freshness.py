"""Whether the files of a site are of one build, and what its page of downloads says of them."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping
from fractions import Fraction
from functools import cache
from itertools import product
from typing import Literal

from babel import Locale
from babel.units import format_unit

from editions.files.identity import IDENTITY
from editions.findings import Finding
from editions.phrases import phrase
from editions.quantities.reading import find_quantities
from editions.verification.facts import BuiltPassage, Page, shortened
from editions.verification.opening import FileFacts

_SUM = re.compile(r"\b[0-9a-f]{64}\b")
#: What a size may be rounded to, and what 1024 bytes are more than 1000, thrice.
_ROUNDED = Fraction(8, 100)
_NONE = phrase("no identity at all")


def prevailing(identities: Iterable[str]) -> str:
    """Return the identity that most files bear; an empty one where they bear none."""
    counted = Counter(identity for identity in identities if identity)
    return max(counted, key=lambda name: (counted[name], name)) if counted else ""


def check_edition(
    folder: str, identity: str, files: Mapping[str, str], original: str
) -> Iterator[Finding]:
    """Yield the *files* of an edition that are not of the build with its *identity*.

    *original* is the identity of the original edition: of both, the first part is the same.
    """
    for file, found in files.items():
        if found != identity:
            message = phrase(
                "it bears {found}, and the pages of {folder!r} {identity}; build everything again",
                found=found or _NONE,
                folder=folder,
                identity=identity,
            )
            yield Finding(file, 0, message, "stale")
    ours, theirs = (IDENTITY.fullmatch(name) for name in (identity, original))
    if ours and theirs and ours["shared"] != theirs["shared"]:
        message = phrase(
            "it is made from {shared}, and the original from {theirs}; build everything again",
            shared=ours["shared"],
            theirs=theirs["shared"],
        )
        yield Finding(folder, 0, message, "stale")


def check_pair(identities: tuple[str, ...], files: Mapping[str, str]) -> Iterator[Finding]:
    """Yield *files* in two languages that are not made of the editions with these *identities*."""
    wanted = " ".join(identities)
    for file, found in files.items():
        if found != wanted:
            message = phrase(
                "it bears {found}, and its editions {wanted}; build everything again",
                found=found or _NONE,
                wanted=wanted,
            )
            yield Finding(file, 0, message, "stale")


def check_offers(
    page: Page, files: Mapping[str, FileFacts], pages: Mapping[str, int]
) -> Iterator[Finding]:
    """Yield what a page of downloads says of *files*, by the ends of their addresses, in error.

    *pages* are how many pages those have that have pages.
    """
    for link, facts in _offers(page.blocks):
        name = link.links[0].rpartition("/")[2]
        file = files.get(name)
        if file is None:
            continue
        text = " ".join(block.text for block in facts)
        for digest in _SUM.findall(text):
            if digest != file.digest:
                message = phrase("the checksum of {name} is another one", name=name)
                yield Finding(page.file, link.line, message, "download-facts")
        text = _SUM.sub("", text).replace("SHA-256", "")
        sizes, rest = _sizes(text, page.locale)
        if sizes and not any(abs(size - file.size) <= _ROUNDED * file.size for size in sizes):
            message = phrase(
                "{text} is not the size of {name}, {size:,} bytes",
                text=shortened(text),
                name=name,
                size=file.size,
            )
            yield Finding(page.file, link.line, message, "download-facts")
        numbers = set(_numbers(rest, page.locale))
        if name in pages and numbers and pages[name] not in numbers:
            message = phrase(
                "{text} is not the number of pages of {name}, {pages}",
                text=shortened(text),
                name=name,
                pages=pages[name],
            )
            yield Finding(page.file, link.line, message, "download-facts")


def _sizes(text: str, locale: Locale) -> tuple[list[Fraction], str]:
    """Return the sizes that *text* states, in bytes, and the rest of it."""
    words = _unit_words(locale)
    names = "|".join(sorted(map(re.escape, words), key=len, reverse=True))
    stated = re.compile(rf"(?P<number>\d(?:[\d.,\s]{{0,30}}\d)?)\s*(?P<unit>{names})(?!\w)")
    sizes = [
        number * words[found["unit"]]
        for found in stated.finditer(text)
        for number in _numbers(found["number"], locale)
    ]
    return sizes, stated.sub("", text)


def _numbers(text: str, locale: Locale) -> Iterator[Fraction]:
    for quantity in find_quantities(text, locale):
        yield from (Fraction(v) for v in quantity.values if isinstance(v, (int, Fraction)))


@cache
def _unit_words(locale: Locale) -> dict[str, int]:
    """Return how many bytes each unit of size is, by its words in the CLDR."""
    words: dict[str, int] = {}
    lengths: tuple[Literal["short", "long", "narrow"], ...] = ("short", "long", "narrow")
    for power, unit in enumerate(("byte", "kilobyte", "megabyte", "gigabyte")):
        for number, length in product((1, 2, 5), lengths):
            shown = format_unit(number, f"digital-{unit}", length=length, locale=locale)
            words[shown.replace(str(number), "").strip()] = 1000**power
    return {word: size for word, size in words.items() if word}


def _offers(
    blocks: Iterable[BuiltPassage],
) -> Iterator[tuple[BuiltPassage, list[BuiltPassage]]]:
    """Yield each passage that is a link to a file, with those that follow it."""
    link: BuiltPassage | None = None
    facts: list[BuiltPassage] = []
    for block in blocks:
        if block.links or block.kind.startswith("h"):
            if link is not None:
                yield link, facts
            link, facts = (block if block.links else None), []
        else:
            facts.append(block)
    if link is not None:
        yield link, facts
