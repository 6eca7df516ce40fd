"""Compare a page of one edition with the same page of another: passages, figures, pictures."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator

from editions.findings import Disagreement, Finding, Reading, Severity, quoted
from editions.phrases import phrase
from editions.quantities.comparing import ComparedText, compare_numbers
from editions.quantities.composing import Quantity
from editions.verification.charts import compare_page_charts
from editions.verification.facts import BuiltPassage, Page, address_parts, letters, shortened
from editions.verification.language import Identifier, is_prose
from editions.verification.pairing import Pairing, pair_blocks
from editions.verification.tables import compare_page_tables

#: Fragments that docutils and Sphinx count out: they say nothing of where a link leads.
_COUNTED_OUT = re.compile(r"(?:id|index-|toc-entry-)\d+")


def compare_pages(one: Page, other: Page) -> Iterator[Finding]:
    """Yield where *other* does not say what *one* says, in the other's file."""
    pairing = pair_blocks(one.blocks, other.blocks)
    yield from _compare_structure(one, other, pairing)
    for ours, theirs in pairing.pairs:
        yield from compare_blocks(one, ours, other, theirs, pairing.certainty)
    yield from compare_page_tables(one, other)
    yield from compare_page_charts(one, other)


def reading(page: Page, block: BuiltPassage | None) -> Reading | None:
    """Return what stands at a block, for whoever compares it."""
    return Reading(page.file, block.line, block.text, block.lang) if block else None


class _Comparison:
    """Makes the findings about one block of each of two pages."""

    def __init__(
        self,
        one: Page,
        ours: BuiltPassage | None,
        other: Page,
        theirs: BuiltPassage | None,
        certainty: int,
    ) -> None:
        self.here, self.there = reading(other, theirs), reading(one, ours)
        self.file, self.line = other.file, theirs.line if theirs else 0
        self.certainty = certainty

    def found(
        self, message: str, rule: str, severity: Severity = Severity.ERROR, *, known: bool = False
    ) -> Finding:
        """Return a finding, which is an error only where it is sure that both belong together."""
        if self.certainty < 100 and not known:
            severity = Severity.WARNING
            message = phrase(
                "{problem}; paired by place, {certainty} % sure",
                problem=message,
                certainty=self.certainty,
            )
        return Disagreement(
            self.file, self.line, message, rule, severity, 0, self.here, self.there, self.certainty
        )


def _compare_structure(one: Page, other: Page, pairing: Pairing) -> Iterator[Finding]:
    sure = pairing.certainty
    for block in pairing.missing:
        message = phrase(
            "{block} of {file}:{line} is missing: {text}",
            block=_named(block),
            file=one.file,
            line=block.line,
            text=shortened(block.text),
        )
        yield _Comparison(one, block, other, None, sure).found(message, "missing-block")
    for block in pairing.extra:
        message = phrase(
            "{block} is not in {file}: {text}",
            block=_named(block),
            file=one.file,
            text=shortened(block.text),
        )
        yield _Comparison(one, None, other, block, sure).found(message, "extra-block")
    for ours, theirs in pairing.moved:
        message = phrase(
            "{text} stands at another place than in {file}:{line}",
            text=_named(theirs),
            file=one.file,
            line=ours.line,
        )
        yield _Comparison(one, ours, other, theirs, 100).found(message, "moved-block")
    for ours, theirs in pairing.pairs:
        if ours.kind != theirs.kind:
            message = phrase(
                "{id!r} is {kind}, but {original} in {file}:{line}",
                id=theirs.id,
                kind=theirs.kind,
                original=ours.kind,
                file=one.file,
                line=ours.line,
            )
            yield _Comparison(one, ours, other, theirs, 100).found(message, "other-kind")


def _named(block: BuiltPassage) -> str:
    return (
        phrase("the block {id!r}", id=block.id)
        if block.id
        else phrase("a block ({kind})", kind=block.kind)
    )


def compare_blocks(
    one: Page, ours: BuiltPassage, other: Page, theirs: BuiltPassage, certainty: int
) -> Iterator[Finding]:
    """Yield what two blocks that belong together do not say alike."""
    if ours.is_marked or theirs.is_marked:
        return
    if ours.kind == theirs.kind == "pre" and ours.text == theirs.text:
        return  # code is in no language that people speak
    made = _Comparison(one, ours, other, theirs, certainty)
    place = f"{one.file}:{ours.line}"
    yield from _compare_figures(one, ours, other, theirs, made)
    wanted, given = Counter(_targets(one, ours)), Counter(_targets(other, theirs))
    if sum(wanted.values()) != sum(given.values()) or _inner(wanted) != _inner(given):
        lost, new = wanted - given, given - wanted
        parts = [
            f"{word} {', '.join(sorted(found))}"
            for word, found in (("lost:", lost), ("new:", new))
            if found
        ]
        yield made.found(
            phrase(
                "the links are not those of {place}; {parts}", place=place, parts="; ".join(parts)
            ),
            "links-differ",
        )
    if _says_the_same(one, ours, other, theirs):
        message = phrase(
            "it says the same as {place}, word by word: {text}",
            place=place,
            text=shortened(theirs.text),
        )
        yield made.found(message, "other-language")


def _targets(page: Page, block: BuiltPassage) -> Iterator[str]:
    """Yield where the links of a block lead, without what differs from edition to edition."""
    for address in block.links:
        parts = address_parts(address)
        if parts.scheme or parts.netloc:
            yield address
        else:
            path = parts.path or page.name.rpartition("/")[2]
            fragment = "*" if _COUNTED_OUT.fullmatch(parts.fragment) else parts.fragment
            yield f"{path.replace(f'-{page.edition}.', '-*.')}#{fragment}"


def _inner(targets: Counter[str]) -> Counter[str]:
    """Return the targets that lie in the edition: those elsewhere may have languages."""
    return Counter({name: n for name, n in targets.items() if not address_parts(name).scheme})


def _compare_figures(
    one: Page, ours: BuiltPassage, other: Page, theirs: BuiltPassage, made: _Comparison
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
        values = {
            "given": quoted(swap.given.raw.strip()),
            "wanted": quoted(swap.wanted.raw.strip()),
            "place": place,
            "text": shortened(theirs.text),
            "original": shortened(ours.text),
        }
        message = (
            phrase("{given} stands for {wanted} of {place} ({text} for {original})", **values)
            if sure
            else phrase(
                "{given} may stand for {wanted} of {place} ({text} for {original})", **values
            )
        )
        rule = "figures" if sure else "figures-doubtful"
        # Where a passage is known by its id, no other one is meant.
        severity = Severity.ERROR if sure or ours.id else Severity.WARNING
        yield made.found(message, rule, severity)
    if ours.is_work:  # one may be published in several languages, at other times
        return
    for quantity in filter(_is_written, found.missing):
        message = phrase(
            "{number} of {place} is missing in {text}",
            number=quoted(quantity.raw.strip()),
            place=place,
            text=shortened(theirs.text),
        )
        yield made.found(message, "figures-missing", Severity.WARNING)
    for quantity in filter(_is_written, found.added):
        message = phrase(
            "{number} is not in {place}: {text}",
            number=quoted(quantity.raw.strip()),
            place=place,
            text=shortened(ours.text),
        )
        yield made.found(message, "figures-added", Severity.WARNING)


def _is_written(quantity: Quantity) -> bool:
    return any(char.isdigit() for char in quantity.raw)


def _says_the_same(one: Page, ours: BuiltPassage, other: Page, theirs: BuiltPassage) -> bool:
    """Tell whether a passage is that of the other language, word by word, and not marked so."""
    return (
        one.locale.language != other.locale.language
        and not ours.is_work
        and not is_foreign(theirs, other)
        and not is_foreign(ours, one)
        and is_prose(theirs.own_text)
        and letters(ours.text) == letters(theirs.text)
    )


def check_language(page: Page, identifier: Identifier) -> Iterator[Finding]:
    """Yield what of *page* has a sentence in another edition's language, not marked so."""
    for line, text, whole in _own_words(page):
        for sentence, found in identifier.foreign_sentences(text, page.locale.language):
            message = phrase(
                "it seems to be in {found!r}, and is not marked so: {sentence}",
                found=found,
                sentence=shortened(sentence),
            )
            here = Reading(page.file, line, whole, page.lang)
            yield Disagreement(page.file, line, message, "other-language", here=here)
            break


def _own_words(page: Page) -> Iterator[tuple[int, str, str]]:
    """Yield what readers see, hear and find in the language of *page*, with its line, and all."""
    for block in page.blocks:
        if not (block.is_marked or is_foreign(block, page)):
            yield block.line, block.own_text, block.text
    for table in page.tables:
        for row in table.rows:
            yield from ((table.line, c.own_text, c.text) for c in row if not c.is_marked)
    for picture in page.pictures:
        if not picture.is_marked:
            yield picture.line, picture.alternative or "", picture.alternative or ""
    for chart in page.charts:
        yield from ((chart.line, words, words) for words in chart.words)
    if not any(block.is_marked for block in page.blocks):  # they may be what waits
        for words in (page.head.title, page.head.description):
            yield 1, words, words


def is_foreign(block: BuiltPassage, page: Page) -> bool:
    """Tell whether a block is marked as being in another language than its page."""
    return block.lang.partition("-")[0] != page.lang.partition("-")[0]
