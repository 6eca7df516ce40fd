"""Rule on what is printed as it is typed."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from difflib import get_close_matches
from functools import cached_property

from editions.catalogs.markup import Inline, InlineKind, Markup
from editions.findings import Severity
from editions.phrases import phrase
from editions.rules.inline import is_code
from editions.rules.registry import Context, MessagePair, Problem, catalog_rule

#: Names that programmers give to examples.
_MADE_UP = re.compile(
    r"\b(foo|bar|baz|spam|eggs?|ham|hello|world|example|your|my\w*|path)(?![^\W_])", re.I
)
#: Of these, the one that is a letter from its translations.
_EXAMPLE = "example"
#: Two words or more in a row, without any mark of code.
_PHRASE = re.compile(r"[(\"']*[a-z']+(,? [a-z']+)+[)\"'.!]*", re.IGNORECASE)
#: Words that no phrase has.
_KEYWORD = re.compile(r"\b(None|True|False|null|nil|self|import|lambda|def)\b")
#: Keys of a keyboard; languages print their own names on them.
_KEYS = re.compile(
    r"((ctrl|control|shift|alt|altgr|cmd|command|super|meta|option|esc|escape|enter|return|tab"
    r"|backspace|delete|del|insert|ins|home|end|pg ?up|pg ?down|page ?(up|down)|space|up|down"
    r"|left|right|f\d\d?|((double|right|left|middle)[- ])?(click|drag|drop)|.)([\s+-]+|$))+",
    re.IGNORECASE,
)
#: What users are to put something of their own for.
_PLACE = re.compile(r"\{[^{}]*\}|<[^<>]*>|\[[^\[\]]*\]|%\w+%")
#: Text in quotes, such as a program prints it.
_QUOTED = re.compile(r"(['\"])[^'\"]*[^\W\d_]{3,}[^'\"]*\1")
#: What is surely code: capitals, digits, underscores, marks of a call.
_CODE = re.compile(r"[A-Z\d_.(=/\\-]")
#: A call, an assignment or an attribute: words about it are code as well.
_SYNTAX = re.compile(r"\w[(.=\[]|[\])]\w|_")
#: What stands around a word of a sentence.
_AROUND = "(),.;:'\""
#: Shorter words are too like each other to be taken for slips.
_WORD = 4
_LETTERS = re.compile(r"[^\W\d_]+")
#: From so many literals on, a catalog shows which of them it keeps.
_TELLING = 10


@dataclass(frozen=True)
class _ChangedLiteral:
    """A literal of a message that its translation has not."""

    pair: MessagePair
    source: str
    #: What the translation has instead, or None where it has nothing.
    target: Inline | None


@dataclass(frozen=True)
class _Usage:
    """What a catalog does with its literals."""

    pairs: Sequence[MessagePair]
    #: The literals that translations keep, squeezed.
    kept: set[str]
    #: How often each literal became another.
    changes: Counter[tuple[str, str]]

    def has_translated_word(self, source: str, target: str) -> bool:
        """Tell whether the word that differs is one of the translations' prose, and was none."""
        before, after = _words(source), _words(target)
        changed = [pair for pair in zip(before, after, strict=False) if pair[0] != pair[1]]
        return bool(changed) and all(
            old == _EXAMPLE or (new in self.prose and old not in self.prose) for old, new in changed
        )

    @cached_property
    def prose(self) -> set[str]:
        """The words of all translations."""
        texts = (pair.target_markup.masked for pair in self.pairs)
        return {word for text in texts for word in _words(text)}


@catalog_rule("literals", Severity.WARNING)
def check_literals(pairs: Sequence[MessagePair], context: Context) -> Iterator[Problem]:
    """The translation has the literals of the message.

    Bad: msgid "Set ``width`` first." msgstr "Réglez d’abord ``largeur``."
    Good: msgid "Set ``width`` first." msgstr "Réglez d’abord ``width``."
    """
    changes: list[_ChangedLiteral] = []
    kept: set[str] = set()
    slips: list[Problem] = []
    for pair in pairs:
        if is_code(pair):
            continue
        wanted, given = _literals(pair.source_markup), _literals(pair.target_markup)
        kept.update(wanted.keys() & given.keys())
        if wanted.keys() != given.keys():
            changes.extend(_changes(pair, wanted, given))
            slips.extend(_slips(pair, wanted, given))
    conventions = Counter((c.source, c.target.text) for c in changes if c.target)
    usage = _Usage(pairs, kept, conventions)
    for change in changes:
        other = change.target
        if other is None:
            yield Problem(phrase("``{source}`` is missing", source=change.source), pair=change.pair)
        elif not _is_meant(change.source, other.text, usage):
            message = phrase(
                "``{text}`` stands for ``{source}``", text=other.text, source=change.source
            )
            yield Problem(message, other.start, other.end, change.pair)
    yield from slips


def _changes(
    pair: MessagePair, wanted: dict[str, Inline], given: dict[str, Inline]
) -> Iterator[_ChangedLiteral]:
    """Yield the literals that are lost, each with the new one that may stand for it."""
    # Perhaps with other marks: emphasis, a role.
    marked = {_squeeze(inline.text) for inline in pair.target_markup.inlines}
    added = [inline for key, inline in given.items() if key not in wanted]
    for key, inline in wanted.items():
        if key in given or key in marked or _is_broken(inline.text, pair.target_markup.masked):
            continue
        if added:
            slips = (n for n, other in enumerate(added) if is_slip(inline.text, other.text))
            yield _ChangedLiteral(pair, inline.text, added.pop(next(slips, 0)))
        else:
            yield _ChangedLiteral(pair, inline.text, None)


def _is_broken(text: str, prose: str) -> bool:
    """Tell whether the marks around a literal are not whole, which is an error of its own."""
    return f"`{text}" in prose or f"{text}`" in prose


def _slips(
    pair: MessagePair, wanted: dict[str, Inline], given: dict[str, Inline]
) -> Iterator[Problem]:
    """Yield new literals that are nearly one of the message's."""
    if wanted.keys() - given.keys():
        return
    words = sorted({word.strip(_AROUND) for word in pair.source.split()})
    for key, inline in given.items():
        if key in wanted or key in _squeeze(pair.source):
            continue
        # Markup of a translator's own is welcome, a slip of the pen is not.
        near = get_close_matches(key, wanted, 1, 0.8)
        slips = [
            word
            for word in words
            if len(word) >= _WORD and is_slip(word, inline.text.strip(_AROUND))
        ]
        if near or slips:
            meant = wanted[near[0]].text if near else slips[0]
            message = phrase(
                "``{text}`` is not in the message, but {wanted}", text=inline.text, wanted=meant
            )
            yield Problem(message, inline.start, inline.end, pair)


def _is_meant(source: str, target: str, usage: _Usage) -> bool:
    """Tell whether a literal is made for the reader, and was made anew in the other language."""
    if _PLACE.sub("", source) == _PLACE.sub("", target):
        return True
    if _KEYS.fullmatch(source) and target[:1].isupper():
        return True
    if _squeeze(source) in usage.kept:
        return False
    often = usage.changes[source, target] > 1
    if is_slip(source, target) and not often and not usage.has_translated_word(source, target):
        return False
    if _QUOTED.sub("", source) == _QUOTED.sub("", target):
        return True
    if " " in source and not _SYNTAX.search(source):
        # Words between digits and marks, as in 17 Feb 2007.
        marks = _LETTERS.sub("", source).split()
        if marks and marks == _LETTERS.sub("", target).split():
            return True
    worded = _PHRASE.fullmatch(source) and not _KEYWORD.search(source)
    if _MADE_UP.search(source) or worded or often:
        return True
    near = get_close_matches(source.casefold(), [target.casefold()], 1, 0.8)
    return len(usage.kept) >= _TELLING and not _CODE.search(source) and not near


def is_slip(source: str, target: str) -> bool:
    """Tell whether two texts differ in one letter, or in two that changed places."""
    if source == target or abs(len(source) - len(target)) > 1:
        return False
    same = _common(source, target)
    left, right = source[same:], target[same:]
    end = _common(left[::-1], right[::-1])
    left, right = left[: len(left) - end], right[: len(right) - end]
    return max(len(left), len(right)) <= 1 or (len(left) == 2 and left == right[::-1])


def _common(one: str, other: str) -> int:
    """Return how many letters two texts have in common at their beginning."""
    pairs = zip(one, other, strict=False)
    return next((n for n, (a, b) in enumerate(pairs) if a != b), min(len(one), len(other)))


def _words(text: str) -> list[str]:
    return _LETTERS.findall(text.casefold())


def _literals(markup: Markup) -> dict[str, Inline]:
    return {_squeeze(inline.text): inline for inline in markup.of(InlineKind.LITERAL)}


def _squeeze(text: str) -> str:
    """Return code without what programs do not care for: spaces and the kind of quotes."""
    return "".join(text.split()).replace('"', "'").casefold()
