"""Rule on what is printed as it is typed."""

from __future__ import annotations

import re
from collections.abc import Iterator
from difflib import get_close_matches

from editions.catalogs.markup import Inline, Kind, Markup
from editions.findings import Severity
from editions.rules.inline import is_code
from editions.rules.registry import Context, Pair, Problem, entry_rule

#: Names that programmers give to examples.
_MADE_UP = re.compile(r"\b(foo|bar|baz|spam|eggs?|ham|hello|world|example|your|my)(?![^\W_])", re.I)
#: Two words or more in a row, without any mark of code.
_PHRASE = re.compile(r"[(\"']*[a-z]+(,? [a-z]+)+[)\"'.!]*", re.IGNORECASE)
#: What users are to put something of their own for.
_PLACE = re.compile(r"\{[^{}]*\}|<[^<>]*>|\[[^\[\]]*\]")
#: Text in quotes, such as a program prints it.
_QUOTED = re.compile(r"(['\"])[^'\"]*[^\W\d_]{3,}[^'\"]*\1")
#: What hands do; keyboards of each country have their own words for it.
_KEY = re.compile(
    r"((double|right|left|middle)[- ])?(click|drag|drop)"
    r"|shift|ctrl|control|delete|del|enter|return|escape|esc|space(bar)?|insert|home|end"
    r"|(page )?(up|down)|left|right|backspace|tab",
    re.IGNORECASE,
)


@entry_rule("literals", Severity.WARNING)
def check_literals(pair: Pair, context: Context) -> Iterator[Problem]:
    """The translation has the literals of the message.

    Bad: msgid "Set ``width`` first." msgstr "Réglez d’abord ``largeur``."
    Good: msgid "Set ``width`` first." msgstr "Réglez d’abord ``width``."
    """
    if is_code(pair):
        return
    wanted, given = _literals(pair.source_markup), _literals(pair.target_markup)
    if wanted.keys() == given.keys():
        return
    missing = [inline for key, inline in wanted.items() if key not in given]
    added = [inline for key, inline in given.items() if key not in wanted]
    if missing:
        marked = _squeeze(" ".join(i.text for i in pair.target_markup.inlines))
        missing = [inline for inline in missing if _squeeze(inline.text) not in marked]
    plain = pair.target_markup.plain
    for inline in missing:
        if added:
            other = added.pop(0)
            if not _is_example(inline.text, other.text):
                message = f"``{other.text}`` stands for ``{inline.text}``"
                yield Problem(message, other.start, other.end)
        elif not inline.text.isdecimal() or inline.text not in plain:
            yield Problem(f"``{inline.text}`` is missing")
    for inline in added:
        # Markup of a translator's own is welcome, a slip of the pen is not.
        near = get_close_matches(_squeeze(inline.text), wanted, 1, 0.8)
        if near and _squeeze(inline.text) not in _squeeze(pair.source):
            meant = wanted[near[0]].text
            message = f"``{inline.text}`` is not in the message, but ``{meant}``"
            yield Problem(message, inline.start, inline.end)


def _is_example(source: str, target: str) -> bool:
    """Tell whether a literal is made up for the reader, and may be made up anew."""
    if _MADE_UP.search(source) or _PHRASE.fullmatch(source):
        return True
    if _KEY.fullmatch(source) and target[0].isupper():
        return True
    return any(pattern.sub("", source) == pattern.sub("", target) for pattern in (_PLACE, _QUOTED))


def _literals(markup: Markup) -> dict[str, Inline]:
    return {_squeeze(inline.text): inline for inline in markup.of(Kind.LITERAL)}


def _squeeze(text: str) -> str:
    """Return code without what programs do not care for: spaces and the kind of quotes."""
    return "".join(text.split()).replace('"', "'").casefold()
