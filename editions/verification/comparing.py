"""Compare a page of one edition with the same page of another: passages, figures, pictures."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Sequence
from difflib import SequenceMatcher
from urllib.parse import urlsplit

from editions.findings import Finding, Severity, quoted
from editions.quantities.comparing import ComparedText, compare_numbers
from editions.quantities.composing import Quantity
from editions.rules.lexicon import WORD, foreign_words, lexicon
from editions.verification.facts import BuiltPassage, Page, letters, shortened
from editions.verification.tables import compare_page_tables

#: A passage of so many words tells its language.
_TELLING = 6


def compare_pages(one: Page, other: Page) -> Iterator[Finding]:
    """Yield where *other* does not say what *one* says, in the other's file."""
    pairing = pair_blocks(one.blocks, other.blocks)
    yield from _compare_structure(one, other, pairing)
    for ours, theirs in pairing.pairs:
        yield from compare_blocks(one, ours, other, theirs, sure=pairing.is_sure)
    yield from compare_page_tables(one, other)
    yield from _compare_pictures(one, other)


class Pairing:
    """Which blocks of two pages belong together, and how sure that is."""

    def __init__(self) -> None:
        self.pairs: list[tuple[BuiltPassage, BuiltPassage]] = []
        #: Blocks of each page that the other has not.
        self.missing: list[BuiltPassage] = []
        self.extra: list[BuiltPassage] = []
        #: Blocks that the other page has at another place.
        self.moved: list[tuple[BuiltPassage, BuiltPassage]] = []
        #: By ids, or because both pages have the same blocks in the same order.
        self.is_sure = True


def pair_blocks(one: Sequence[BuiltPassage], other: Sequence[BuiltPassage]) -> Pairing:
    """Pair the blocks of two pages by their ids, and what has none by its place among the rest."""
    pairing = Pairing()
    matcher = SequenceMatcher(None, _keys(one), _keys(other), autojunk=False)
    left: list[BuiltPassage] = []
    right: list[BuiltPassage] = []
    for tag, a, b, c, d in matcher.get_opcodes():
        if tag == "equal":
            pairing.pairs += zip(one[a:b], other[c:d], strict=True)
        else:
            left += one[a:b]
            right += other[c:d]
    known = {block.id: block for block in right if block.id}
    for block in left:
        theirs = known.pop(block.id, None) if block.id else None
        if theirs is None:
            pairing.missing.append(block)
        else:
            right.remove(theirs)
            pairing.pairs.append((block, theirs))
            if block.kind == theirs.kind and not block.is_work:
                pairing.moved.append((block, theirs))
    pairing.extra = right
    named = [block for block in (*one, *other) if block.id]
    has_ids = bool(named) and len(named) * 2 >= len(one) + len(other)
    pairing.is_sure = has_ids or not (pairing.missing or pairing.extra)
    return pairing


def _keys(blocks: Sequence[BuiltPassage]) -> list[tuple[str, ...]]:
    return [(*block.key, block.kind) for block in blocks]


def _compare_structure(one: Page, other: Page, pairing: Pairing) -> Iterator[Finding]:
    for block in pairing.missing:
        yield Finding(
            other.file,
            0,
            f"{_named(block)} of {one.file}:{block.line} is missing: {shortened(block.text)}",
            "missing-block",
            Severity.ERROR if pairing.is_sure else Severity.WARNING,
        )
    for block in pairing.extra:
        yield Finding(
            other.file,
            block.line,
            f"{_named(block)} is not in {one.file}: {shortened(block.text)}",
            "extra-block",
            Severity.ERROR if pairing.is_sure else Severity.WARNING,
        )
    for ours, theirs in pairing.moved:
        message = f"{_named(theirs)} stands at another place than in {one.file}:{ours.line}"
        yield Finding(other.file, theirs.line, message, "moved-block")
    for ours, theirs in pairing.pairs:
        if ours.kind != theirs.kind:
            message = f"{theirs.id!r} is {theirs.kind}, but {ours.kind} in {one.file}:{ours.line}"
            yield Finding(other.file, theirs.line, message, "other-kind")


def _named(block: BuiltPassage) -> str:
    return f"the block {block.id!r}" if block.id else f"a block ({block.kind})"


def compare_blocks(
    one: Page, ours: BuiltPassage, other: Page, theirs: BuiltPassage, *, sure: bool
) -> Iterator[Finding]:
    """Yield what two blocks that belong together do not say alike."""
    if ours.is_marked or theirs.is_marked:
        return
    worst = Severity.ERROR if sure else Severity.WARNING
    place = f"{one.file}:{ours.line}"
    yield from _compare_figures(one, ours, other, theirs, worst)
    wanted, given = Counter(_targets(one, ours)), Counter(_targets(other, theirs))
    if sum(wanted.values()) != sum(given.values()) or _inner(wanted) != _inner(given):
        lost, new = wanted - given, given - wanted
        parts = [
            f"{word} {', '.join(sorted(found))}"
            for word, found in (("lost:", lost), ("new:", new))
            if found
        ]
        message = f"the links are not those of {place}; {'; '.join(parts)}"
        yield Finding(other.file, theirs.line, message, "links-differ", worst)
    yield from _check_language(one, ours, other, theirs, place)


def _targets(page: Page, block: BuiltPassage) -> Iterator[str]:
    """Yield where the links of a block lead, without what differs from edition to edition."""
    for address in block.links:
        parts = urlsplit(address)
        if parts.scheme or parts.netloc:
            yield address
        else:
            path = parts.path or page.name.rpartition("/")[2]
            yield f"{path.replace(f'-{page.edition}.', '-*.')}#{parts.fragment}"


def _inner(targets: Counter[str]) -> Counter[str]:
    """Return the targets that lie in the edition: those elsewhere may have languages."""
    return Counter({name: n for name, n in targets.items() if not urlsplit(name).scheme})


def _compare_figures(
    one: Page, ours: BuiltPassage, other: Page, theirs: BuiltPassage, worst: Severity
) -> Iterator[Finding]:
    """Yield figures that differ; words may say in their own way what is a number elsewhere."""
    place = f"{one.file}:{ours.line}"
    found = compare_numbers(
        ComparedText.of_text(ours.text),
        ComparedText.of_text(theirs.text),
        one.locale,
        other.locale,
    )
    for swap in (*found.wrong, *found.doubtful):
        sure = swap in found.wrong
        message = (
            f"{quoted(swap.given.raw.strip())} {'stands' if sure else 'may stand'} for"
            f" {quoted(swap.wanted.raw.strip())} of {place} ({shortened(theirs.text)} for"
            f" {shortened(ours.text)})"
        )
        rule = "figures" if sure else "figures-doubtful"
        # Where a passage is known by its id, no other one is meant.
        severity = worst if sure or ours.id else Severity.WARNING
        yield Finding(other.file, theirs.line, message, rule, severity)
    if ours.is_work:  # one may be published in several languages, at other times
        return
    for quantity in filter(_is_written, found.missing):
        message = (
            f"{quoted(quantity.raw.strip())} of {place} is missing in {shortened(theirs.text)}"
        )
        yield Finding(other.file, theirs.line, message, "figures-missing", Severity.WARNING)
    for quantity in filter(_is_written, found.added):
        message = f"{quoted(quantity.raw.strip())} is not in {place}: {shortened(ours.text)}"
        yield Finding(other.file, theirs.line, message, "figures-added", Severity.WARNING)


def _is_written(quantity: Quantity) -> bool:
    return any(char.isdigit() for char in quantity.raw)


def _check_language(
    one: Page, ours: BuiltPassage, other: Page, theirs: BuiltPassage, place: str
) -> Iterator[Finding]:
    """Yield a block that is in the language of the edition it is compared with, and not marked."""
    if one.locale.language == other.locale.language or _is_foreign(theirs, other):
        return
    words = [word.casefold() for word in WORD.findall(theirs.text)]
    if len(words) < _TELLING:
        return
    if letters(ours.text) == letters(theirs.text) and not ours.is_work:
        message = f"it says the same as {place}, word by word: {shortened(theirs.text)}"
        if not _is_foreign(ours, one):
            yield Finding(other.file, theirs.line, message, "other-language")
        return
    own = lexicon(other.locale.language)
    strange = foreign_words(one.locale.language, other.locale.language)
    if own is None or not strange:
        return
    found = sum(word in strange for word in words)
    if found * 3 >= len(words) // 2 and found > sum(w in own.function_words for w in words):
        message = f"it seems to be in the language of {one.file}: {shortened(theirs.text)}"
        yield Finding(other.file, theirs.line, message, "other-language")


def _is_foreign(block: BuiltPassage, page: Page) -> bool:
    """Tell whether a block is marked as being in another language than its page."""
    return block.lang.partition("-")[0] != page.lang.partition("-")[0]


def _compare_pictures(one: Page, other: Page) -> Iterator[Finding]:
    if len(one.pictures) != len(other.pictures):
        message = f"there are {len(other.pictures)} pictures, and {len(one.pictures)} in {one.file}"
        yield Finding(other.file, 0, message, "pictures")
        return
    for ours, theirs in zip(one.pictures, other.pictures, strict=True):
        place = f"{one.file}:{ours.line}"
        if theirs.alternative is None or bool(theirs.alternative) != bool(ours.alternative):
            message = f"the picture {theirs.source!r} has not the alternative text of {place}"
            yield Finding(other.file, theirs.line, message, "alternative-text")
        elif (
            len(WORD.findall(theirs.alternative)) >= _TELLING
            and theirs.alternative == ours.alternative
            and one.locale.language != other.locale.language
        ):
            message = f"the picture {theirs.source!r} has the words of {place}"
            yield Finding(other.file, theirs.line, message, "other-language")
