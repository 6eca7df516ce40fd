"""The rule on marks that every language of Latin script sets alike: comma, period, brackets."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass

from editions.catalogs.markup import OBJECT
from editions.findings import Severity
from editions.phrases import phrase
from editions.rules.conventions import conventions
from editions.rules.registry import Context, MessagePair, Problem, entry_rule

_LETTER = r"[^\W\d_]"
_GLUED = phrase("“{words}”: no space behind it; write one")


@dataclass(frozen=True)
class _Fault:
    """One way to set a mark wrongly."""

    pattern: re.Pattern[str]
    #: One of these stands in each text that has it.
    hints: tuple[str, ...]
    message: str


_MISTAKES = (
    _Fault(
        re.compile(rf"(?<=[\w)»”{OBJECT}]) +[,.](?=\s|\Z|[A-ZÀ-Þ][a-zà-ÿ])"),
        (" ,", " ."),
        phrase("“{words}”: a space before it; delete the space"),
    ),
    _Fault(re.compile(rf",(?<=[a-zà-ÿ]{{2}},)(?={_LETTER}{{2}})"), (",",), _GLUED),
    _Fault(
        re.compile(r"[.?!](?<=[a-zà-ÿ]{2}[.?!])(?=[A-ZÀ-Þ¿¡][a-zà-ÿ])"), (".", "?", "!"), _GLUED
    ),
    _Fault(
        re.compile(r"(?<![.,;])(?:,,|;;|\.\.)(?![.,;\w/\\])"),
        (",,", ";;", ".."),
        phrase("“{words}”: twice the same; delete one"),
    ),
    _Fault(
        re.compile(rf"\([ \u00a0](?={_LETTER})|(?<={_LETTER})[ \u00a0]\)"),
        ("( ", " )", "(\u00a0", "\u00a0)"),
        phrase("“{words}”: a space inside the bracket; delete it"),
    ),
)
#: The end of a word that lost its vowel, away from the word that it belongs to.
_ELIDED = re.compile(
    r"(?<![\w'])(?:[cdjlmnst]|qu|jusqu|lorsqu|puisqu|aujourd)['’] +(?=[^\W\d_])", re.IGNORECASE
)


@entry_rule("punctuation", Severity.WARNING)
def check_punctuation(pair: MessagePair, context: Context) -> Iterator[Problem]:
    """Commas, periods and brackets stand close to their words, and once.

    Bad: msgid "The port, too, is old." msgstr "El puerto , también, es viejo.."
    Good: msgid "The port, too, is old." msgstr "El puerto, también, es viejo."
    """
    if pair.target == pair.source:
        return
    text = pair.target_markup.masked
    for mistake in _MISTAKES:
        if not any(hint in text for hint in mistake.hints):
            continue
        for match in mistake.pattern.finditer(text):
            is_code = mistake.message == _GLUED and _is_code(pair, text, match)
            if not is_code and not _stands_in_message(pair, text, match):
                message = phrase(mistake.message, words=match[0].strip())
                yield Problem(message, match.start(), match.end())
                return
    if ("' " in text or "’ " in text) and conventions(context.locale).apostrophe:
        elided = _ELIDED.search(text)
        if elided and elided[0].casefold() not in pair.source.casefold():
            message = phrase(
                "“{words}” stands apart from its word; delete the space", words=elided[0].strip()
            )
            yield Problem(message, elided.start(), elided.end())


def _stands_in_message(pair: MessagePair, text: str, match: re.Match[str]) -> bool:
    """Tell whether the mark stands so in the message, or in a name such as Node.Js."""
    if pair.source.count(match[0]) >= text.count(match[0]) and match[0] not in ".,?!":
        return True
    begin, end = _token(text, match)
    token = text[begin:end].strip("()«»“”\"'.,")
    return match[0] in token and token in pair.source


def _token(text: str, match: re.Match[str]) -> tuple[int, int]:
    """Return where the text between two spaces begins and ends."""
    begin, end = text.rfind(" ", 0, match.start()) + 1, text.find(" ", match.end())
    return begin, end if end > 0 else len(text)


_SENTENCES = re.compile(r"[(«“\"¿¡]*[^\W\d_]+[.,?!][^\W\d_]+[)»”\".,;:?!]*")


def _is_code(pair: MessagePair, text: str, match: re.Match[str]) -> bool:
    """Tell whether what stands around a mark is code, as in ``fit(x,y)`` or ``asyncio.Barrier``."""
    begin, end = _token(text, match)
    before = text[begin : match.start()].strip('(«“"¿¡')
    return not _SENTENCES.fullmatch(text[begin:end]) or before in pair.source
