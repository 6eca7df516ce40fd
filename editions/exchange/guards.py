"""What tools do to a translation without meaning it: codes lost or torn, spaces made plain.

Nothing of that becomes current: what is torn is left out, what is lost waits for a human, and
spaces that are not to be broken are put back where they stood.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Iterator

from editions.catalogs.link_names import Meanings
from editions.catalogs.markup import InlineKind, Markup
from editions.catalogs.references import reference_problems
from editions.phrases import phrase, phrases

#: A place that a program fills: ``{amount}``.
PLACE = re.compile(r"\{\w*\}")
#: Spaces at which no line may be broken.
_SPACES = "\u00a0\u202f\u2007"
_PLAIN = {ord(space): " " for space in _SPACES}
_SPACE = re.compile(f"[{_SPACES}]")
#: What stands between words.
_GAPS = re.compile(r"(\s+)")
#: Markup that a translation may do without.
_EMPHASIS = (InlineKind.EMPHASIS, InlineKind.STRONG)


def torn_codes(codes: Iterable[tuple[str, str]]) -> str:
    """Return what is wrong with the order of *codes*, or an empty text.

    A code is ``open``, ``close`` or ``alone``, and its number; pairs stand within one another.
    """
    open_: list[str] = []
    for kind, number in codes:
        if kind == "open":
            open_.append(number)
        elif kind == "close" and open_[-1:] == [number]:
            open_.pop()
        elif kind == "close" and number not in open_:
            return phrase(
                "the code {number} ends where it has not begun; keep both halves of it",
                number=number,
            )
        elif kind == "close":
            return phrase(
                "the code {number} crosses another one; one must end within the other",
                number=number,
            )
    if open_:
        return phrase(
            "the code {number} begins and does not end; keep both halves of it", number=open_[-1]
        )
    return ""


def lost_markup(source: Markup, target: Markup, meanings: Meanings) -> str:
    """Return what a translation has lost of its message's markup, or an empty text.

    Emphasis may come and go; what leads somewhere, is typed or is filled by a program may not.
    """
    return next(_lost(source, target, meanings), "")


def _lost(source: Markup, target: Markup, meanings: Meanings) -> Iterator[str]:
    yield from (problem.message for problem in reference_problems(source, target, meanings))
    addresses = [
        sum(1 for i in side.of(InlineKind.LINK, InlineKind.URL) if i.explicit or not i.name)
        for side in (source, target)
    ]
    if addresses[1] < addresses[0]:
        yield phrases(
            addresses[0] - addresses[1],
            "of {all} links, {number} is missing",
            "of {all} links, {number} are missing",
            all=addresses[0],
        )
    literals = [Counter(i.text for i in side.of(InlineKind.LITERAL)) for side in (source, target)]
    yield from (
        phrase("``{text}`` is missing", text=text)
        for text in literals[0]
        if text not in literals[1]
    )
    places = [set(PLACE.findall(side.source)) for side in (source, target)]
    yield from (
        phrase("the place {place} is missing", place=place)
        for place in sorted(places[0] - places[1])
    )
    if target.kinds >= {InlineKind.PROBLEM} and InlineKind.PROBLEM not in source.kinds:
        torn = next(target.of(InlineKind.PROBLEM))
        yield phrase("the markup at {text} does not end", text=torn.text[:40])


def lost_emphasis(source: Markup, standing: Markup | None, target: Markup) -> str:
    """Return what a translation has lost of its message's emphasis, or an empty text.

    One that did without already, and is *standing*, still may: somebody has decided so.
    """
    counts = [
        sum(1 for _ in side.of(*_EMPHASIS))
        for side in (source, source if standing is None else standing, target)
    ]
    lost = min(counts[:2]) - counts[2]
    if lost <= 0:
        return ""
    return phrases(
        lost, "of the emphasis, {number} is missing", "of the emphasis, {number} are missing"
    )


def plain(text: str) -> str:
    """Return *text* with plain spaces in the place of those that are not to be broken."""
    return text.translate(_PLAIN)


def restore_spaces(text: str, *known: str) -> str:
    """Return *text* with the spaces that a tool made plain, as *known* texts have them.

    Such a space is put back between the same words, where *text* has none of its own.
    """
    if _SPACE.search(text):
        return text
    for other in known:
        if plain(other) == text:
            return other
    kept: dict[tuple[str, str], str] = {}
    for other in known:
        parts = _GAPS.split(other)
        for before, gap, after in zip(parts[::2], parts[1::2], parts[2::2], strict=False):
            if gap in _SPACES and before and after:
                kept.setdefault((before, after), gap)
    parts = _GAPS.split(text)
    for at in range(1, len(parts), 2):
        if parts[at] == " ":
            parts[at] = kept.get((parts[at - 1], parts[at + 1]), " ")
    return "".join(parts)
