"""Rules on the characters of a translation, whatever its language."""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import cache

from babel.core import get_global

from editions.catalogs.markup import OBJECT
from editions.findings import Severity
from editions.phrases import phrase
from editions.rules.registry import Context, MessagePair, Problem, entry_rule

#: Characters that turn the direction of the text around them, so that it reads as it is not.
_TURNING = re.compile("[\u061c\u200e\u200f\u202a-\u202e\u2066-\u2069]")
#: Control characters other than line feed and tab, and those of no character at all.
_CONTROL = re.compile("[\x00-\x08\x0b-\x1f\x7f-\x9f\ufff9-\ufffb\ufdd0-\ufdef\ufffe\uffff]")
#: Characters without a width that no word of these scripts needs.
_WIDTHLESS = re.compile("[\u200b\u200c\u200d\u2060-\u2064\ufeff\u00ad\u180e\u034f]")


@entry_rule("control-character", Severity.ERROR)
def check_control_characters(pair: MessagePair, context: Context) -> Iterator[Problem]:
    """No control character, and none that turns the direction of the text.

    Bad: msgid "name" msgstr "no<U+202E>mbre"
    Good: msgid "name" msgstr "nombre"
    """
    yield from _foreign(
        pair, _TURNING, phrase("{number} turns the direction of the text; delete it")
    )
    yield from _foreign(pair, _CONTROL, phrase("{number} is a control character; delete it"))


@entry_rule("invisible-character", Severity.WARNING)
def check_invisible_characters(pair: MessagePair, context: Context) -> Iterator[Problem]:
    """No character without a width that the message has not.

    Bad: msgid "name" msgstr "nom<U+200B>bre"
    Good: msgid "name" msgstr "nombre"
    """
    yield from _foreign(pair, _WIDTHLESS, phrase("{number} cannot be seen; delete it"))


def _foreign(pair: MessagePair, pattern: re.Pattern[str], said: str) -> Iterator[Problem]:
    """Report the first of the characters that the message has not."""
    if pair.target.isprintable():
        return
    for match in pattern.finditer(pair.target):
        if match[0] not in pair.source:
            message = phrase(said, number=f"U+{ord(match[0]):04X}")
            yield Problem(message, match.start(), match.end())
            return


_OPENS = phrase("{mark} opens what no {other} closes; add {other} or delete {mark}")
_CLOSES = phrase("{mark} closes what no {other} opens; add {other} or delete {mark}")
#: A Cyrillic letter in a word of Latin ones looks like them, and no search finds the word.
_MIXED = re.compile("[A-Za-zÀ-ÿ][\u0400-\u04ff]|[\u0400-\u04ff][A-Za-zÀ-ÿ]")
#: The marks of Chinese and Japanese, and Latin letters as wide as theirs.
_WIDE = re.compile("[\u3000-\u3002\u300a-\u300f\uff01-\uff5e]")


@entry_rule("foreign-character", Severity.WARNING)
def check_foreign_characters(pair: MessagePair, context: Context) -> Iterator[Problem]:
    """Letters and marks belong to the script of the language.

    Bad: msgid "Water, please." msgstr "Agua\uff0cpor favor."
    Good: msgid "Water, please." msgstr "Agua, por favor."
    """
    if pair.target.isascii() or not _is_latin(context.language):
        return
    for pattern in (_MIXED, _WIDE):
        match = pattern.search(pair.target_markup.masked)
        if match and match[0] not in pair.source:
            message = phrase(
                "“{word}” has a character of another script; type it again", word=match[0]
            )
            yield Problem(message, match.start(), match.end())
            return


@cache
def _is_latin(language: str) -> bool:
    """Tell whether a language is mostly written in Latin letters."""
    return "_Latn" in str(get_global("likely_subtags").get(language, ""))


@entry_rule("edge-space", Severity.WARNING)
def check_edges(pair: MessagePair, context: Context) -> Iterator[Problem]:
    """No space begins or ends a translation whose message has none there.

    Bad: msgid "Trade" msgstr "Comercio "
    Good: msgid "Trade" msgstr "Comercio"
    """
    source, target = pair.source, pair.target
    if target[:1].isspace() and not source[:1].isspace():
        yield Problem(phrase("the translation begins with a space; delete it"), 0, 1)
    if target[-1:].isspace() and not source[-1:].isspace():
        end = len(target)
        yield Problem(phrase("the translation ends with a space; delete it"), end - 1, end)


_PAIRS = {"(": ")", "[": "]", "{": "}", "«": "»", "“": "”"}
_CLOSING = {closing: opening for opening, closing in _PAIRS.items()}
_MARKS = re.compile("[" + re.escape("".join([*_PAIRS, *_CLOSING])) + "]")
#: What goes before ``)`` in a list: ``1)``, ``b)``.
_ITEM = re.compile(r"(?:^|[\s;,(])(?:\d{1,2}|[A-Za-z]|[ivx]{1,4})\Z")
#: A half-open interval, as in ``[a, b)`` and, in French, ``[a, b[``.
_INTERVAL = re.compile(r"[\[\](][^\s\[\]()]{1,20}[,;]\s?[^\s\[\]()]{1,20}[\[\])]")
#: What precedes the bracket of a face such as ``:)``.
_FACE = re.compile(r"[:;=]['-]?\Z")


@entry_rule("unbalanced", Severity.WARNING)
def check_balance(pair: MessagePair, context: Context) -> Iterator[Problem]:
    """Every bracket and quotation mark that opens also closes.

    Bad: msgid "trade (in goods) grew" msgstr "el comercio (de bienes creció"
    Good: msgid "trade (in goods) grew" msgstr "el comercio (de bienes) creció"
    """
    if not _MARKS.search(pair.target):
        return
    alone = _unbalanced(_INTERVAL.sub(_blank, pair.target_markup.masked))
    if not alone:
        return
    # Where the message has as many, it is about intervals, faces or half of something.
    spare = [
        _kind(mark) for _, mark in _unbalanced(_INTERVAL.sub(_blank, pair.source_markup.masked))
    ]
    for place, mark in alone:
        if _kind(mark) in spare:
            spare.remove(_kind(mark))
            continue
        other = _PAIRS.get(mark) or _CLOSING[mark]
        said = _OPENS if mark in _PAIRS else _CLOSES
        yield Problem(phrase(said, mark=mark, other=other), place, place + 1)


def _blank(match: re.Match[str]) -> str:
    return OBJECT * len(match[0])


def _kind(mark: str) -> str:
    return _CLOSING.get(mark, mark)


def _unbalanced(text: str) -> list[tuple[int, str]]:
    """Return the places of marks that have no partner."""
    opened: list[tuple[int, str]] = []
    alone: list[tuple[int, str]] = []
    for match in _MARKS.finditer(text):
        place, mark = match.start(), match[0]
        if mark == "”" and text[place - 1 : place].isdigit() and "“" not in text[:place]:
            continue  # inches
        if mark in "()" and _FACE.search(text, max(0, place - 2), place):
            continue
        if mark in _PAIRS:
            opened.append((place, mark))
            continue
        partner = next(
            (n for n in reversed(range(len(opened))) if opened[n][1] == _CLOSING[mark]), None
        )
        if partner is not None:
            del opened[partner]
        elif not (mark == ")" and _ITEM.search(text, max(0, place - 6), place)):
            alone.append((place, mark))
    return sorted(alone + opened)


#: Ends that do not mean the same.
_CONTRARY = ({":", "."}, {":", ";"}, {"?", "."}, {"?", ":"})
_ENDS = frozenset(".:;?")
_END_DIFFERS = phrase(
    "the message ends with {wanted}, the translation ends with {found}; end it alike"
)
_END_ADDED = phrase(
    "the message has no mark at its end, the translation ends with {found}; end it alike"
)
#: What may follow the mark that ends a message.
_TAIL = " \t\n\u00a0\u202f\"'”»’"


@entry_rule("end-mark", Severity.WARNING)
def check_end(pair: MessagePair, context: Context) -> Iterator[Problem]:
    """A translation ends with the mark that the message ends with.

    Bad: msgid "Is trade growing?" msgstr "Le commerce augmente."
    Good: msgid "Is trade growing?" msgstr "Le commerce augmente-t-il\u00a0?"
    """
    if pair.target == pair.source:
        return
    source, target = pair.source.rstrip(_TAIL), pair.target.rstrip(_TAIL)
    if source[-1:] == target[-1:]:
        return
    wanted = pair.source_markup.plain.rstrip(_TAIL)[-1:]
    found = pair.target_markup.plain.rstrip(_TAIL)[-1:]
    code = target.endswith("::") and not source.endswith(":")  # announced where there is none
    if code or (wanted != found and {wanted, found} in _CONTRARY):
        message = phrase(
            _END_DIFFERS if wanted in _ENDS else _END_ADDED, wanted=wanted, found=found
        )
        yield Problem(message, len(target) - 1, len(target))
