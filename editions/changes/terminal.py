"""A change brief in lines, for a terminal."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from itertools import groupby
from pathlib import Path

from editions.catalogs.changes import ChangeKind
from editions.changes.brief import Chapter, Item, LanguageBrief, summarise
from editions.changes.differences import Difference, DiffPiece, Side
from editions.findings import printable
from editions.phrases import localized, phrase, spoken

#: Returns a text in a colour, where that can be seen.
Paint = Callable[[str, str], str]
#: Returns a path as short as it can be.
ShownPath = Callable[[Path], str]

#: New, moved and other plain messages of a chapter that are listed; all that changed are.
PLAIN_LINES = 5
#: Letters of a message that are shown around a difference, and of a whole message.
AROUND = 40
WHOLE = 90


def describe_language(brief: LanguageBrief, paint: Paint, shown: ShownPath) -> Iterator[str]:
    """Yield the lines on one language; *paint* colours."""
    language = brief.language
    name = paint(f"{language.code}: {language.name}", "bold")
    yield f"{name}: {localized(brief.summary)}"
    for chapter in brief.chapters:
        changes = [item.change for item in chapter.items]
        yield f"  {shown(changes[0].file)}: {localized(summarise(changes))}"
        yield from (f"    {line}" for line in _chapter(chapter, language.code, paint))


def _chapter(chapter: Chapter, code: str, paint: Paint) -> Iterator[str]:
    plain = [item for item in chapter.items if item.difference is None]
    hidden = plain[PLAIN_LINES:] if len(plain) > PLAIN_LINES + 1 else []
    for item in chapter.items:
        if not any(item is other for other in hidden):
            yield from _item(item, code, paint)
    if hidden:
        yield spoken("… and {number} more", number=len(hidden))


def _item(item: Item, code: str, paint: Paint) -> Iterator[str]:
    change = item.change
    place = f"{change.line}: " if change.line else ""
    what: str = (
        change.kind.value
        if change.previous or change.kind is not ChangeKind.CHANGED
        else phrase("to review")
    )
    if change.origin:
        what = phrase("{kind} from {document}", kind=what, document=change.origin)
    what = localized(what)
    if item.difference is None:
        yield f"{place}{what}: {_shortened(change.msgid, WHOLE)}"
        return
    yield f"{place}{what}: {show_difference(item.difference, paint)}"
    for reason in item.difference.reasons:
        yield f"  {paint(printable(localized(reason)), 'yellow')}"
    if change.msgstr:
        yield f"  {code}: {_shortened(change.msgstr, WHOLE)}"


def show_difference(difference: Difference, paint: Paint) -> str:
    """Return a difference in one line; of what did not change only what stands beside it."""
    return "".join(_shown_pieces(difference.pieces, paint))


def _shown_pieces(pieces: Sequence[DiffPiece], paint: Paint) -> Iterator[str]:
    sides = [
        (side, printable("".join(piece.text for piece in found).replace("\n", " ")))
        for side, found in groupby(pieces, key=lambda piece: piece.side)
    ]
    for at, (side, text) in enumerate(sides):
        if side is Side.OLD:
            yield paint(f"[-{text}-]", "red")
        elif side is Side.NEW:
            yield paint(f"{{+{text}+}}", "green")
        else:
            yield _middle(text, AROUND if at else 0, AROUND if at < len(sides) - 1 else 0)


def _middle(text: str, before: int, after: int) -> str:
    """Return *text*, all but *before* letters at its beginning and *after* at its end left out."""
    if len(text) <= before + after + AROUND // 2:
        return text
    return f"{_head(text, before)}…{_tail(text, after)}"


def _head(text: str, length: int) -> str:
    return text[:length].rpartition(" ")[0] + " " if length else ""


def _tail(text: str, length: int) -> str:
    return " " + text[-length:].partition(" ")[2] if length else ""


def _shortened(text: str, length: int) -> str:
    line = printable(text.replace("\n", " "))
    return line if len(line) <= length else _head(line, length).rstrip() + " …"
