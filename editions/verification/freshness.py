"""Whether the files of a site are of one build, and what its page of downloads says of them."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping
from fractions import Fraction
from hashlib import sha256

from editions.files.identity import IDENTITY
from editions.findings import Finding
from editions.quantities.reading import find_quantities
from editions.verification.facts import BuiltPassage, Page, shortened

_SUM = re.compile(r"\b[0-9a-f]{64}\b")
#: What a size may be rounded to, and the units in which it may be given, in bytes.
_ROUNDED = Fraction(6, 100)
_UNITS = (1, 1000, 1024, 1000**2, 1024**2, 1000**3)
_NONE = "no identity at all"


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
            message = f"it bears {found or _NONE}, and the pages of {folder!r} {identity}; build"
            yield Finding(file, 0, f"{message} everything again", "stale")
    ours, theirs = (IDENTITY.fullmatch(name) for name in (identity, original))
    if ours and theirs and ours["shared"] != theirs["shared"]:
        message = f"it is made from {ours['shared']}, and the original from {theirs['shared']}"
        yield Finding(folder, 0, f"{message}; build everything again", "stale")


def check_pair(identities: tuple[str, ...], files: Mapping[str, str]) -> Iterator[Finding]:
    """Yield *files* in two languages that are not made of the editions with these *identities*."""
    wanted = " ".join(identities)
    for file, found in files.items():
        if found != wanted:
            message = f"it bears {found or _NONE}, and its editions {wanted}; build everything"
            yield Finding(file, 0, f"{message} again", "stale")


def check_offers(
    page: Page, files: Mapping[str, bytes], pages: Mapping[str, int]
) -> Iterator[Finding]:
    """Yield what a page of downloads says of *files*, by the ends of their addresses, in error.

    *pages* are how many pages those have that have pages.
    """
    for link, facts in _offers(page.blocks):
        name = link.links[0].rpartition("/")[2]
        data = files.get(name)
        if data is None:
            continue
        text = " ".join(block.text for block in facts)
        for digest in _SUM.findall(text):
            if digest != sha256(data).hexdigest():
                message = f"the checksum of {name} is another one"
                yield Finding(page.file, link.line, message, "download-facts")
        numbers = [
            Fraction(value)
            for quantity in find_quantities(_SUM.sub("", text).replace("SHA-256", ""), page.locale)
            for value in quantity.values
            if isinstance(value, (int, Fraction))
        ]
        if not numbers:
            continue
        if not any(_is_size(number, len(data)) for number in numbers):
            message = f"{shortened(text)} is not the size of {name}, {len(data):,} bytes"
            yield Finding(page.file, link.line, message, "download-facts")
        if name in pages and pages[name] not in numbers:
            message = f"{shortened(text)} is not the number of pages of {name}, {pages[name]}"
            yield Finding(page.file, link.line, message, "download-facts")


def _is_size(number: Fraction, size: int) -> bool:
    return any(abs(number * unit - size) <= _ROUNDED * size for unit in _UNITS)


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
