"""Which characters a translation may hold that its message lacks.

Whatever cannot be seen can carry what no reader notices: words for programs, text in another
order, another name.  Where the script of its neighbours needs such a character, it may stand, once.
"""

from __future__ import annotations

import re
import unicodedata
from collections import Counter
from collections.abc import Iterator
from functools import lru_cache

from editions.catalogs.problems import SafetyProblem
from editions.phrases import phrase

#: The last two of each plane of Unicode, which are no characters.
_LAST = "".join(chr(plane << 16 | last) for plane in range(15) for last in (0xFFFE, 0xFFFF))
#: What no text for readers holds: control, surrogate and private characters, separators of lines
#: and paragraphs, what turns text around or hides in it, and what is no character.
_BAD = re.compile(
    "[\x00-\x08\x0b-\x1f\x7f-\x9f\u2028-\u202e\u2065-\u2069\ud800-\uf8ff"
    f"\ufdd0-\ufdef\ufff0-\ufffc{_LAST}\U000f0000-\U0010ffff]"
)
#: A stretch of text that is said to run in one direction, with no other such mark in it.
_DIRECTED = re.compile(
    "([\u202a\u202b])([^\u202a-\u202e\u2066-\u2069\n]+)\u202c"
    "|([\u2066-\u2068])([^\u202a-\u202e\u2066-\u2069\n]+)\u2069"
)
#: Spaces that no writing uses, as wide as many others.
_SPACES = "\u1680\u2000\u2001\u2004\u2005\u2006\u2008\u205f"
#: What shows nothing, and is of use to some scripts only.
_INVISIBLE = re.compile(
    "[\xad\u034f\u0600-\u0605\u061c\u06dd\u070f\u0890\u0891\u08e2\u115f\u1160\u17b4\u17b5"
    f"\u180b-\u180f\u200b-\u200f\u2060-\u2064\u206a-\u206f\u2800\u3164\ufe00-\ufe0f\ufeff{_SPACES}"
    "\uffa0\U000110bd\U000110cd\U00013430-\U00013440\U00016fe4\U0001bca0-\U0001bca3"
    "\U0001d159\U0001d173-\U0001d17a\U000e0000-\U000e0fff]"
)
#: More marks on one letter than any script writes: they reach over the lines around.
_PILE = re.compile(
    "[\u0300-\u036f\u0483-\u0489\u1ab0-\u1aff\u1dc0-\u1dff\u20d0-\u20ff\ufe20-\ufe2f]{7,}"
)
#: The same in any script; those of Tibetan are up to eight.  A mark is no part of a word to Python.
_MAY_PILE = re.compile(r"[^\w\s\x00-\x7f]{10,}")
MOST_MARKS = 9
#: The flags of England, Scotland and Wales: a black flag, and what cannot be seen alone.
_FLAG = re.compile(
    "\U0001f3f4\U000e0067\U000e0062(?:\U000e0065\U000e006e\U000e0067|\U000e0073\U000e0063\U000e0074"
    "|\U000e0077\U000e006c\U000e0073)\U000e007f"
)
#: Strays that people copy along with text; they do no harm where there are no more than this.
_STRAYS = frozenset("\u200b\u200c\u200d\u200e\u200f\u061c\ufeff\u2060\xad\u034f\ufe0e\ufe0f")
MOST_STRAYS = 2
#: Nothing invisible needs a neighbour that is further away.
MOST_BETWEEN = 8
#: Forms of Chinese letters, of names for the most part, that a text may hold.
MOST_FORMS = 6
#: The first word of the names of letters that need nothing invisible between them.
_SIMPLE = frozenset(
    ("LATIN", "GREEK", "CYRILLIC", "ARMENIAN", "GEORGIAN", "CHEROKEE", "COPTIC", "ETHIOPIC")
).union(("COMBINING", "MODIFIER", "MASCULINE", "FEMININE", "MICRO", "FULLWIDTH", "BOPOMOFO"))
_EAST_ASIAN = frozenset(("CJK", "HIRAGANA", "KATAKANA", "HANGUL", "KATAKANA-HIRAGANA", "YI"))
#: Parts of syllables of Korean, which some books set one by one.
_JAMO = re.compile("[\u1100-\u11ff\ua960-\ua97c\ud7b0-\ud7fb]")
#: Scripts whose words are parted by nothing that can be seen.
_UNSPACED = _EAST_ASIAN.union(
    ("THAI", "LAO", "KHMER", "MYANMAR", "TIBETAN", "BALINESE"),
    ("JAVANESE", "SUNDANESE", "TAI", "NEW", "CHAM"),
)
#: Scripts whose letters join by a sign of their own, beside which joiners stand.
_INDIC = frozenset(
    ("DEVANAGARI", "BENGALI", "GURMUKHI", "GUJARATI", "ORIYA", "TAMIL", "TELUGU", "KANNADA")
).union(("MALAYALAM", "SINHALA"))
#: Scripts written from right to left, by what they call signs that stand before numbers.
_ARABIC = frozenset(("ARABIC", "ARABIC-INDIC", "EXTENDED", "SYRIAC"))
#: Characters that belong to one script, by the first word of its letters' names.
_OF_SCRIPT = (
    ("\u17b4\u17b5", frozenset(("KHMER",))),
    ("\u180b\u180c\u180d\u180e\u180f", frozenset(("MONGOLIAN",))),
    ("\u2800", frozenset(("BRAILLE",))),
    ("\U0001bca0\U0001bca1\U0001bca2\U0001bca3", frozenset(("DUPLOYAN",))),
    ("".join(map(chr, range(0x1D173, 0x1D17B))) + "\U0001d159", frozenset(("MUSICAL",))),
    ("\u1680", frozenset(("OGHAM",))),
    ("".join(map(chr, range(0x13430, 0x13441))), frozenset(("EGYPTIAN",))),
    ("\U000110bd\U000110cd", frozenset(("KAITHI",))),
    ("\U00016fe4", frozenset(("KHITAN",))),
)


def character_problems(msgid: str, msgstr: str) -> Iterator[SafetyProblem]:
    """Yield characters that break files and terminals, hide, or turn the text around.

    Those of the message may stand, as often as in the message.
    """
    if msgstr.isascii() and msgstr.isprintable():
        return
    found = [match.start() for match in _BAD.finditer(msgstr) if match[0] not in msgid]
    directed = _directed(msgstr) if found else ()
    bad: dict[tuple[str, str], int] = {}
    for at in found:
        rule = "doubtful-character" if at in directed else "unsafe-character"
        bad.setdefault((msgstr[at], rule), at)
    for (_, rule), at in bad.items():
        yield _problem(rule, msgstr, at)
    pile = _pile(msgstr)
    if pile is not None and _pile(msgid) is None:
        message = phrase("more marks stand on one letter than a script writes; delete them")
        yield SafetyProblem("unsafe-character", message, pile)
    places = [match.start() for match in _INVISIBLE.finditer(msgstr)]
    if not places:
        return
    own = Counter(_INVISIBLE.findall(msgid))
    flags = [match.span() for match in _FLAG.finditer(msgstr)]
    strays: list[int] = []
    idle: list[int] = []
    forms: list[int] = []
    for at in places:
        char = msgstr[at]
        if own[char] > 0:
            own[char] -= 1
        elif any(start < at < end for start, end in flags):
            continue
        elif not _is_needed(msgstr, at):
            strays.append(at)
        elif _is_idle(msgstr, at):
            idle.append(at)
        elif char >= "\U000e0100":
            forms.append(at)
    # One or two say nothing; more could be read as letters of another text.
    strays += idle if len(idle) > MOST_STRAYS else []
    strays += forms if len(forms) > MOST_FORMS else []
    strays.sort()
    single = [at for at in strays if not _is_doubled(msgstr, at)]
    hides = len(single) > MOST_STRAYS or any(
        msgstr[at] not in _STRAYS or _INVISIBLE.match(msgstr, at + 1) for at in single
    )
    for at in {msgstr[at]: at for at in reversed(strays)}.values():
        yield _problem("unsafe-character" if hides else "doubtful-character", msgstr, at)


def _directed(text: str) -> set[int]:
    """Return the places of marks that give their text the direction that its own letters have.

    People who write from right to left put whole messages, or words of Latin letters, between
    them for programs that do not know the direction of a page.  Nothing is turned around.
    """
    places: set[int] = set()
    if not _runs_back(text):
        return places
    for match in _DIRECTED.finditer(text):
        mark, inside = match[1] or match[3], match[2] or match[4]
        agrees = mark == "\u2068" or _runs_back(inside) == (mark in "\u202b\u2067")
        if agrees and is_seen(inside, inside):
            places |= {match.start(), match.end() - 1}
    return places


@lru_cache(maxsize=16)
def _runs_back(text: str) -> bool:
    """Tell whether *text* has letters of a script that is written from right to left."""
    letters = (char for char in text if not _INVISIBLE.match(char))
    return any(unicodedata.bidirectional(char) in ("R", "AL") for char in letters)


def _problem(rule: str, text: str, at: int) -> SafetyProblem:
    name = unicodedata.name(text[at], phrase("a control character"))
    char = f"U+{ord(text[at]):04X}, {name}"
    if text[at] in _SPACES:
        return SafetyProblem(rule, phrase("write an ordinary space for {char}", char=char), at)
    return SafetyProblem(rule, phrase("delete {char}", char=char), at)


def _is_doubled(text: str, at: int) -> bool:
    """Tell whether the character at a place stands there twice, and this is the first of both.

    A key was hit twice, or a program for translations left a pair behind: it says no more than one.
    """
    return (
        text[at : at + 1] == text[at + 1 : at + 2]
        and not _INVISIBLE.match(text, at + 2)
        and not (at and _INVISIBLE.match(text, at - 1))
    )


def _pile(text: str) -> int | None:
    """Return where more marks stand on one letter than a script writes, or None."""
    pile = _PILE.search(text)
    if pile:
        return pile.start()
    for match in _MAY_PILE.finditer(text):
        marks = 0
        for at, char in enumerate(match[0], match.start()):
            marks = marks + 1 if unicodedata.category(char) in ("Mn", "Me") else 0
            if marks > MOST_MARKS:
                return at - MOST_MARKS
    return None


def _is_idle(text: str, at: int) -> bool:
    """Tell whether the invisible character at a place could be of use, and is of none there.

    Between two letters that join, or part, or run in one direction without it, it could as well
    be away: so it could stand for something else.
    """
    char = text[at]
    before, after = text[max(at - 1, 0) : at], text[at + 1 : at + 2]
    scripts = _script(before), _script(after)
    if char in _SPACES:
        return char != "\u1680"
    if char in "\u200e\u200f\u061c":
        ends = text[max(at - 9, 0) : at].rstrip()[-1:], text[at + 1 : at + 10].lstrip()[:1]
        directions = {unicodedata.bidirectional(end) if end else "" for end in ends}
        return len(directions) == 1 and not directions.isdisjoint(("L", "R", "AL"))
    if char == "\xad":
        return not _is_syllable(text[max(at - 2, 0) : at][::-1]) or not _is_syllable(
            text[at + 1 : at + 3]
        )
    if char == "\u2060":
        return before.isalpha() and after.isalpha() and not _EAST_ASIAN.intersection(scripts)
    if char == "\u200b":
        return _UNSPACED.isdisjoint(scripts)
    if char in "\u200c\u200d" and scripts[0] == scripts[1]:
        joins = any(side and unicodedata.combining(side) == 9 for side in (before, after))
        return (scripts[0] in _INDIC and not joins) or (scripts[0] == "ARABIC" and char == "\u200d")
    return False


def _is_syllable(text: str) -> bool:
    """Tell whether a text begins with more than one letter of a word, or with none."""
    letters = [char.isalpha() or unicodedata.category(char)[0] == "M" for char in text[:2]]
    return not letters or not letters[0] or letters == [True, True]


def _is_needed(text: str, at: int) -> bool:
    """Tell whether the invisible character at a place does what it may be for."""
    char = text[at]
    before, after = _visible(text, at, -1), _visible(text, at, 1)
    sides = tuple(map(_script, (before, after)))
    if _joins_emoji(text, at):
        return True
    if "\ufe00" <= char <= "\ufe0f" or "\U000e0100" <= char <= "\U000e01ef":
        return _varies(text[at - 1 : at], char, text[at + 1 : at + 2])
    if _INVISIBLE.match(text, at + 1) and not ("\ufe00" <= text[at + 1] <= "\ufe0f"):
        return False  # the first of several
    for chars, scripts in _OF_SCRIPT:
        if char in chars:
            return not scripts.isdisjoint(sides)
    if char in _SPACES:
        return True
    if char in "\u0600\u0601\u0602\u0603\u0604\u0605\u06dd\u070f\u0890\u0891\u08e2":
        return not _ARABIC.isdisjoint(sides)
    if char in "\u115f\u1160":
        return _JAMO.match(before) is not None or _JAMO.match(after) is not None
    if char in "\xad\u2060":
        return not before.isspace() and not after.isspace() and bool(before and after)
    if char in "\u200e\u200f\u061c":
        return _runs_back(text)
    if char in "\u200c\u200d":
        return any(map(_is_complex, (before, after)))
    if char == "\u200b":
        return any(_is_complex(c) or _script(c) in _EAST_ASIAN for c in (before, after))
    return char == "\u034f" and bool(before) and unicodedata.combining(before) > 0


def _visible(text: str, at: int, step: int) -> str:
    """Return the next character that can be seen on one side, or nothing if it is far away."""
    places = range(at + step, at + step * MOST_BETWEEN, step)
    near = (text[place] for place in places if 0 <= place < len(text))
    return next((char for char in near if not _INVISIBLE.match(char)), "")


def _script(char: str) -> str:
    """Return the first word of a character's name, which is its script for letters."""
    return unicodedata.name(char, "").partition(" ")[0] if char else ""


def _is_complex(char: str) -> bool:
    """Tell whether a letter or mark is of a script whose letters join, or words are not parted."""
    if not char or unicodedata.category(char)[0] not in "LM":
        return False
    script = _script(char)
    return bool(script) and script not in _SIMPLE and script not in _EAST_ASIAN


def _joins_emoji(text: str, at: int) -> bool:
    """Tell whether a joiner stands between two pictures: a family, a flag of colours."""
    last = at - 2 if text[at - 1 : at] == "\ufe0f" else at - 1
    sides = (text[max(last, 0) : last + 1], text[at + 1 : at + 2])
    kinds = tuple(unicodedata.category(side) if side else "" for side in sides)
    return text[at] == "\u200d" and kinds[0] in ("So", "Sk") and kinds[1] == "So"


def _varies(base: str, selector: str, after: str) -> bool:
    """Tell whether a selector of forms follows a character that has such forms."""
    if not base:
        return False
    script, category = _script(base), unicodedata.category(base)
    if selector in "\ufe0e\ufe0f":
        return category in ("So", "Sm", "Po", "Pd", "Sk") or (
            base in "0123456789#*" and after == "\u20e3"
        )
    if script in ("CJK", "KANGXI"):
        return selector <= "\ufe02" or "\U000e0100" <= selector <= "\U000e0120"
    if selector > "\ufe06":
        return False
    joined = script in ("MYANMAR", "PHAGS-PA", "MANICHAEAN", "EGYPTIAN", "MONGOLIAN")
    return joined or (
        selector in "\ufe00\ufe01" and (category == "Sm" or base in "0、。，．：；！？")
    )


def is_seen(source: str, shown: str) -> bool:
    """Tell whether readers see anything of a message, which is shown to them as *shown*."""

    def is_visible(char: str) -> bool:
        return char.isprintable() and char != " " and not _INVISIBLE.match(char)

    first = source[:1]
    return (first.isalnum() and is_visible(first)) or any(map(is_visible, shown))
