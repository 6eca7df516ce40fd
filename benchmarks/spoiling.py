"""Ways to spoil a translation, each as it happens to people: what `recall.py` hides in catalogs.

Each function takes a message with its translation and returns the spoilt translation, or None
where there is nothing of its kind to spoil.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Callable, Iterable, Sequence
from functools import partial
from random import Random

from babel import Locale

from editions.catalogs.markup import OBJECT, Inline, InlineKind
from editions.rules.registry import MessagePair

#: Takes a message with its translation, and what chooses; returns the spoilt translation.
Spoil = Callable[[MessagePair, Random], str | None]

#: Roles that find what they name by its kind, each with one that does not find it.
_OTHER_ROLES = {
    "ref": "doc",
    "doc": "ref",
    "term": "ref",
    "func": "data",
    "meth": "data",
    "class": "data",
    "attr": "func",
    "mod": "class",
    "option": "envvar",
    "pep": "rfc",
}
#: Name of the defect that takes a dictionary to find.
MISSPELT = "letters swapped"
_BLANK = r"[ \u00a0\u202f]"
_INVISIBLE = ("\u200b", "\ufeff", "\u2060")
_BIDI = ("\u202e", "\u202b", "\u200f", "\u2066")
_RESIDUES = (" 108/5000", " TODO", " <<<<<<< HEAD", " [needs review]", " (Translated with DeepL)")
_BEGINNINGS = ("1. ", "- ", "A. ", "M. ", " ", "* ", "| ", "1994. ", ".. ")


def _once(pair: MessagePair, *kinds: InlineKind) -> list[Inline]:
    """Return the markup of some kinds that stands once in message and translation."""
    wanted = Counter(_target(inline) for inline in pair.source_markup.of(*kinds))
    return [
        inline
        for inline in pair.target_markup.of(*kinds)
        if wanted[_target(inline)] == 1 and pair.target.count(_target(inline)) == 1
    ]


def _target(inline: Inline) -> str:
    return (inline.target or inline.text).lstrip("~!")


def _raw(pair: MessagePair, inline: Inline) -> str:
    return pair.target[inline.start : inline.end]


def _change(
    pair: MessagePair, random: Random, found: Iterable[Inline], change: Callable[[Inline], str]
) -> str | None:
    """Change one of the pieces of markup that were found, if there are any."""
    inlines = list(found)
    if not inlines:
        return None
    inline = random.choice(inlines)
    return pair.target[: inline.start] + change(inline) + pair.target[inline.end :]


def _words(pair: MessagePair, pattern: str) -> list[re.Match[str]]:
    """Return what matches in the prose of the translation; markup is masked by `OBJECT`."""
    return list(re.finditer(pattern, pair.target_markup.masked))


def _cut(pair: MessagePair, match: re.Match[str], new: str = "") -> str:
    return pair.target[: match.start()] + new + pair.target[match.end() :]


def another_number(pair: MessagePair, random: Random) -> str | None:
    """Change the value of a number."""
    found = _words(pair, rf"(?<![\w.,/{OBJECT}-])\d+(?![\w/{OBJECT}-]|[.,]\d)")
    if not found:
        return None
    match = random.choice(found)
    return _cut(pair, match, str(int(match[0]) + random.choice((1, 3, 10))))


def another_scale(words: Sequence[str], pair: MessagePair, random: Random) -> str | None:
    """Make millions of billions, or the other way round; *words* are those of the language."""
    found = _words(pair, rf"(?<=\d{_BLANK})({'|'.join(map(re.escape, words))})(?!\w)")
    if not found:
        return None
    match = random.choice(found)
    return _cut(pair, match, random.choice([word for word in words if word != match[0]]))


def role_dropped(pair: MessagePair, random: Random) -> str | None:
    """Leave nothing of a role but its text."""
    return _change(
        pair, random, _once(pair, InlineKind.ROLE), lambda inline: inline.text.lstrip("~!")
    )


def role_target(pair: MessagePair, random: Random) -> str | None:
    """Change a letter of what a role names."""
    found = [i for i in _once(pair, InlineKind.ROLE) if i.role.rpartition(":")[2] in _OTHER_ROLES]
    return _change(
        pair, random, found, lambda inline: re.sub(r"(\w)(>?`)$", r"\1x\2", _raw(pair, inline))
    )


def role_name(pair: MessagePair, random: Random) -> str | None:
    """Put another role in the place of the message's."""

    def rename(inline: Inline) -> str:
        return f":{_OTHER_ROLES[inline.role]}:`{_raw(pair, inline).partition('`')[2]}"

    found = [i for i in pair.target_markup.of(InlineKind.ROLE) if i.role in _OTHER_ROLES]
    return _change(pair, random, found, rename)


def role_broken(pair: MessagePair, random: Random) -> str | None:
    """Spoil the marks of a role."""

    def spoil(inline: Inline) -> str:
        raw = _raw(pair, inline)
        ways = (raw[:-1], raw[1:], raw.replace(":`", ": `", 1), raw.replace("`", "", 1))
        return random.choice(ways)

    return _change(
        pair, random, (i for i in pair.target_markup.of(InlineKind.ROLE) if i.role), spoil
    )


def glued(pair: MessagePair, random: Random) -> str | None:
    """Glue a letter to the end of some markup."""
    found = [
        inline
        for inline in pair.target_markup.of(
            InlineKind.ROLE, InlineKind.LITERAL, InlineKind.STRONG, InlineKind.LINK
        )
        if pair.target[inline.end : inline.end + 1] == " "
    ]
    return _change(pair, random, found, lambda inline: f"{_raw(pair, inline)}s")


def literal_changed(pair: MessagePair, random: Random) -> str | None:
    """Add a letter to a literal, or take one away."""

    def spoil(inline: Inline) -> str:
        return f"``{random.choice((f'{inline.text}s', inline.text[:-1] or 'x'))}``"

    return _change(pair, random, _once(pair, InlineKind.LITERAL), spoil)


def literal_bare(pair: MessagePair, random: Random) -> str | None:
    """Leave nothing of a literal but its text."""
    return _change(pair, random, _once(pair, InlineKind.LITERAL), lambda inline: inline.text)


def address_changed(pair: MessagePair, random: Random) -> str | None:
    """Lead elsewhere."""

    def spoil(inline: Inline) -> str:
        other = inline.target + random.choice(("/x", ".invalid", "z"))
        return _raw(pair, inline).replace(inline.target, other)

    found = [i for i in _once(pair, InlineKind.LINK, InlineKind.URL) if "://" in i.target]
    return _change(pair, random, found, spoil)


def link_dropped(pair: MessagePair, random: Random) -> str | None:
    """Leave nothing of a link but its text."""
    found = [i for i in _once(pair, InlineKind.LINK) if i.explicit]
    return _change(pair, random, found, lambda inline: inline.text)


def substitution_changed(pair: MessagePair, random: Random) -> str | None:
    """Misspell a substitution."""
    found = pair.target_markup.of(InlineKind.SUBSTITUTION)
    return _change(pair, random, found, lambda inline: _raw(pair, inline).replace("|", "|x", 1))


def footnote_dropped(pair: MessagePair, random: Random) -> str | None:
    """Leave a footnote or citation out."""
    found = _once(pair, InlineKind.FOOTNOTE, InlineKind.CITATION)
    return _change(pair, random, found, lambda inline: "")


def footnote_changed(pair: MessagePair, random: Random) -> str | None:
    """Refer to another footnote or work."""

    def spoil(inline: Inline) -> str:
        text = inline.text
        other = str(int(text) + 1) if text.isdecimal() else f"{text}x" if text.strip("#*") else "99"
        return f"[{other}]_"

    return _change(
        pair, random, pair.target_markup.of(InlineKind.FOOTNOTE, InlineKind.CITATION), spoil
    )


def star_dropped(pair: MessagePair, random: Random) -> str | None:
    """Leave out the mark before or behind emphasis."""

    def spoil(inline: Inline) -> str:
        raw = _raw(pair, inline)
        return random.choice((raw.strip("*") + "*", "*" + raw.strip("*"), raw[:-1]))

    return _change(
        pair, random, pair.target_markup.of(InlineKind.EMPHASIS, InlineKind.STRONG), spoil
    )


def not_a_paragraph(pair: MessagePair, random: Random) -> str | None:
    """Begin as a list or the like, which Sphinx drops."""
    begin = pair.source[:1].isalpha() and pair.target[:1].isalpha()
    return random.choice(_BEGINNINGS) + pair.target if begin else None


def second_paragraph(pair: MessagePair, random: Random) -> str | None:
    """Part a translation into two paragraphs, of which Sphinx drops the second."""
    spaces = [m for m in _words(pair, r"(?<=\w) (?=\w)") if m.start() > 20]
    return _cut(pair, random.choice(spaces), "\n\n") if spaces else None


def code_follows(pair: MessagePair, random: Random) -> str | None:
    """Announce a block of code where none is."""
    if pair.source.rstrip().endswith(":") or not pair.target[-1:].isalpha():
        return None
    return pair.target + "::"


def source_kept(pair: MessagePair, random: Random) -> str | None:
    """Leave the message untranslated."""
    words = re.findall(r"[^\W\d_]{3,}", pair.source_markup.plain)
    return pair.source if len(words) >= 5 else None


def second_half_kept(pair: MessagePair, random: Random) -> str | None:
    """Leave the second half untranslated."""
    source, target = pair.source.split(), pair.target.split()
    if min(len(source), len(target)) < 14:
        return None
    return " ".join(target[: len(target) // 2] + source[len(source) // 2 :])


def second_half_missing(pair: MessagePair, random: Random) -> str | None:
    """Leave the second half out."""
    words = pair.target.split()
    return " ".join(words[: len(words) // 2]) if len(words) >= 25 else None


def word_doubled(pair: MessagePair, random: Random) -> str | None:
    """Write a word twice."""
    found = _words(pair, r"(?<= )[^\W\d_]{4,}(?= [^\W\d_])")
    if not found:
        return None
    match = random.choice(found)
    return _cut(pair, match, f"{match[0]} {match[0]}")


def residue(pair: MessagePair, random: Random) -> str | None:
    """Leave something of a tool behind."""
    return pair.target + random.choice(_RESIDUES)


def invisible(pair: MessagePair, random: Random) -> str | None:
    """Hide a character of no width in a word."""
    return _inside(pair, random, _INVISIBLE)


def turned(pair: MessagePair, random: Random) -> str | None:
    """Turn the direction of the text around."""
    return _inside(pair, random, _BIDI)


def _inside(pair: MessagePair, random: Random, characters: Sequence[str]) -> str | None:
    found = _words(pair, r"(?<=[^\W\d_]{2})(?=[^\W\d_]{2})")
    return _cut(pair, random.choice(found), random.choice(characters)) if found else None


def space_missing(pair: MessagePair, random: Random) -> str | None:
    """Leave out the no-break space before a mark."""
    found = _words(pair, r"[\u00a0\u202f](?=[:;?!»%])|(?<=«)[\u00a0\u202f]")
    return _cut(pair, random.choice(found)) if found else None


def opening_mark_missing(pair: MessagePair, random: Random) -> str | None:
    """Leave out the mark before a Spanish question or exclamation."""
    found = _words(pair, "[¿¡]")
    return _cut(pair, random.choice(found)) if found else None


def bracket_missing(pair: MessagePair, random: Random) -> str | None:
    """Leave a bracket open."""
    found = _words(pair, r"(?<=\w)\)")
    balanced = pair.target.count("(") == pair.target.count(")") == pair.source.count("(")
    return _cut(pair, random.choice(found)) if found and balanced else None


def letters_swapped(pair: MessagePair, random: Random) -> str | None:
    """Misspell a word."""
    found = _words(pair, r"(?<=[ ’'])[a-zà-ÿ]{7,}(?=[ .,])")
    if not found:
        return None
    match = random.choice(found)
    at = match.start() + len(match[0]) // 2
    text = pair.target
    return text[:at] + text[at + 1] + text[at] + text[at + 2 :]


def scale_words(locale: str) -> list[str]:
    """Return the words for millions and more, as CLDR writes them after a number."""
    formats = Locale.parse(locale).compact_decimal_formats["long"]
    return sorted(
        {
            word
            for patterns in formats.values()
            for magnitude, pattern in patterns.items()
            if len(magnitude) > 6
            for word in [pattern.pattern.strip("0 \u00a0").replace("\u00a0", " ")]
            if word
        },
        key=len,
        reverse=True,
    )


def spoils(locale: str) -> dict[str, Spoil]:
    """Return the ways to spoil one translation into the language of *locale*, by name."""
    return {
        "another number": another_number,
        "another scale": partial(another_scale, scale_words(locale)),
        "role dropped": role_dropped,
        "role's target": role_target,
        "another role": role_name,
        "role broken": role_broken,
        "markup glued": glued,
        "literal changed": literal_changed,
        "literal bare": literal_bare,
        "another address": address_changed,
        "link dropped": link_dropped,
        "another substitution": substitution_changed,
        "footnote dropped": footnote_dropped,
        "another footnote": footnote_changed,
        "star dropped": star_dropped,
        "not a paragraph": not_a_paragraph,
        "second paragraph": second_paragraph,
        "code announced": code_follows,
        "untranslated": source_kept,
        "half untranslated": second_half_kept,
        "half missing": second_half_missing,
        "word doubled": word_doubled,
        "residue": residue,
        "invisible character": invisible,
        "direction turned": turned,
        "space missing": space_missing,
        "opening mark missing": opening_mark_missing,
        "bracket missing": bracket_missing,
        MISSPELT: letters_swapped,
    }
