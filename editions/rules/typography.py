"""Rules on the marks of a locale: spaces, opening marks, quotation marks, apostrophes.

Most catalogs keep to a convention of their own, if not to that of their country.  So what a
translation does is counted first, and only what departs from its fellows is reported; a few
translations alone are measured by the country's convention.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from functools import cache

from editions.catalogs.markup import OBJECT
from editions.findings import Severity
from editions.phrases import phrase
from editions.rules.conventions import NARROW_NO_BREAK, NO_BREAK, conventions
from editions.rules.registry import (
    Context,
    Convention,
    MessagePair,
    Problem,
    Usage,
    convention_rule,
    entry_rule,
)

#: With fewer cases than this, the catalogs show no convention of their own.
FEW = 12
#: The share of cases that makes a convention.
MOST = 0.75

_SPACES = f" {NO_BREAK}{NARROW_NO_BREAK}"
#: How a message names a space.
_NAMES = {
    "": phrase("no space"),
    " ": phrase("a plain space"),
    NO_BREAK: phrase("a no-break space"),
    NARROW_NO_BREAK: phrase("a narrow no-break space"),
}
#: Where a space stands.
_SIDES = {
    "before": phrase("{found} before {mark}; write {wanted}"),
    "after": phrase("{found} after {mark}; write {wanted}"),
}
#: What may follow a mark that ends a clause, marks of inline markup apart.
_AFTER = rf"(?={OBJECT}*(?:[\s)\]}}»”’\"',.…]|$))"
_TWO_WORDS = re.compile(rf"[^\W\d_]{{2,}}[^\w{OBJECT}]+[^\W_]{{2,}}[{_SPACES}]?\Z")


@cache
def _closing(marks: str) -> re.Pattern[str]:
    """Return what finds a closing mark and the space before it."""
    # A drive such as C: is no clause, and neither is a mark within brackets: (?).
    return re.compile(
        rf"(?<=[^\s:;?!(\[{{¿¡«“\"'/<>=|])(?<!\b[A-Z](?=:))(?P<space>[{_SPACES}]?)"
        rf"(?P<mark>[{re.escape(marks)}]){_AFTER}"
    )


@cache
def _opening(marks: str) -> re.Pattern[str]:
    """Return what finds an opening mark and the space after it."""
    return re.compile(rf"(?P<mark>[{re.escape(marks)}])(?P<space>[{_SPACES}]?)(?=[^\s»])")


def evaluate_spaces(
    choice: str, variants: Mapping[str, Usage], context: Context
) -> Mapping[str, str]:
    """Return what is wrong with each space that is neither the locale's nor the catalogs' own."""
    side, mark = choice.split(" ")
    own = conventions(context.locale)
    accepted = (own.before if side == "before" else own.after)[mark]
    wanted = _NAMES[min(accepted)]
    total = sum(usage.count for usage in variants.values())
    right = sum(usage.count for variant, usage in variants.items() if variant in accepted)
    plain = variants[" "].count if " " in variants else 0
    if total < FEW or right * 2 >= total:
        wrong = [variant for variant in variants if variant not in accepted]
    elif "" not in accepted and (right + plain) >= MOST * total:
        # A keyboard without the no-break space: its plain space stands for it.
        wrong = [variant for variant in variants if variant == ""]
    else:
        wrong = []
    return {
        variant: phrase(_SIDES[side], found=_NAMES[variant], mark=mark, wanted=wanted)
        for variant in wrong
    }


@convention_rule("spacing", Severity.WARNING, evaluate_spaces)
def find_spaces(pair: MessagePair, context: Context) -> Iterator[Convention]:
    """The spaces at : ; ? ! « » are those of the country.

    Bad: msgid "Who?" msgstr "Qui?" (fr)
    Good: msgid "Who?" msgstr "Qui\u00a0?" (fr)
    """
    own = conventions(context.locale)
    if pair.target == pair.source or not (own.before or own.after):
        return
    text = pair.target_markup.masked
    sides = (("before", own.before, _closing), ("after", own.after, _opening))
    for side, marks, pattern in sides:
        if not any(mark in text for mark in marks):
            continue
        for match in pattern("".join(marks)).finditer(text):
            mark, space = match["mark"], match["space"]
            if not (_stands_in_message(pair, text, match) or _is_spoken_of(pair, text, match)):
                sound = space in marks[mark]
                yield Convention(f"{side} {mark}", space, match.start(), match.end(), sound)
    # Where spaces stand before it, docutils takes the last colon for a mark of its own.
    if (
        text.endswith("::")
        and ":" in own.before
        and not pair.source.endswith(" ::")
        and (last := _LITERAL_FOLLOWS.search(text))
    ):
        space = last["space"]
        sound = space in own.before[":"]
        yield Convention("before :", space, last.start(), last.end(), sound)


_LITERAL_FOLLOWS = re.compile(rf"(?<=[^\s:.])(?P<space>[{_SPACES}]?)::\Z")


#: What is no prose: a place that a program fills, what stands between straight quotation marks,
#: and what is assigned, with the mark that ends it.
_CODE = re.compile(r"\{[^{}]*\}|(?<!\w)'[^']+'(?!\w)|[^\s'=]+=[^\s'=]*[:;?!]")


def _stands_in_message(pair: MessagePair, text: str, match: re.Match[str]) -> bool:
    """Tell whether a mark stands in what was taken over from the message, as a title or code."""
    mark = match.start("mark")
    for code in _CODE.finditer(text):
        if code.start() < mark < code.end():
            return code[0] in pair.source
    words = _TWO_WORDS.search(text, max(0, match.start() - 30), match.start("mark"))
    return words is not None and words[0] + match["mark"] in pair.source


_FACE = re.compile(r"[:;]\)")
_GOES_ON = re.compile(r"[ \u00a0][a-zà-ÿ]")


def _is_spoken_of(pair: MessagePair, text: str, match: re.Match[str]) -> bool:
    """Tell whether a mark stands by itself: in emphasis, in a face, or as a word."""
    place = match.start("mark")
    if _FACE.match(text, place) and "(" not in text[:place]:
        return True
    if match["mark"] in "?!" and match["space"] == " " and _GOES_ON.match(text, place + 1):
        return True
    return any(inline.prose == (place, place + 1) for inline in pair.target_markup.inlines)


#: Closing marks; those behind a quotation mark or a space may be spoken of: the sign "?".
_MARKS = re.compile(
    rf"(?P<open>[¿¡]+)|(?:(?<![\s\"'(\[“«»”])(?P<close>[?!]+)|(?<![(\[“«])(?P<perhaps>[?!]+))"
    rf"(?={OBJECT}*(?:[\s)\]}}»”’\"',.;:…*¿¡–—]|$))"
)
_BOUNDARY = re.compile(rf"[.:;(\[\"“«{OBJECT}]")
#: What goes on in another message, or has begun in one: “How do I …” and “… open a file?”
_GOES_ON_ELSEWHERE = re.compile(r"[^.?!…]*(?:\.\.\.|…)")
_BEGAN_ELSEWHERE = re.compile(rf"[\s{OBJECT}\"'“«(]*(?:\.\.\.|…)")


@entry_rule("opening-mark", Severity.WARNING)
def check_opening_marks(pair: MessagePair, context: Context) -> Iterator[Problem]:
    """Questions and exclamations have both of their marks.

    Bad: msgid "Who?" msgstr "Quién?" (es)
    Good: msgid "Who?" msgstr "¿Quién?" (es)
    """
    openers = conventions(context.locale).openers
    text = pair.target_markup.masked
    if not openers or not any(mark in text for mark in "?!¿¡"):
        return
    opened: list[re.Match[str]] = []
    begin = 0
    for match in _MARKS.finditer(text):
        if match["open"]:
            opened.append(match)
            continue
        if opened:
            opened.pop()
        elif match["close"] and _asks_alone(pair, text[begin : match.start()], match["close"]):
            mark = match["close"][0]
            message = phrase(
                "{mark} closes what no {other} opens; write {other} before",
                mark=mark,
                other=openers[mark],
            )
            yield Problem(message, match.start(), match.end())
        begin = match.end()
    for match in opened:
        if _GOES_ON_ELSEWHERE.match(text, match.end()):
            continue
        closing = next(mark for mark, opener in openers.items() if opener == match["open"][-1])
        yield Problem(
            phrase(
                "{mark} is never closed; write {closing} where the clause ends",
                mark=match["open"],
                closing=closing,
            ),
            match.start(),
            match.end(),
        )


def _asks_alone(pair: MessagePair, before: str, mark: str) -> bool:
    """Tell whether a closing mark ends a clause of this translation, which opens none."""
    pieces = _BOUNDARY.split(before)
    return (
        any(char.isalpha() for char in "".join(pieces))
        and not _BEGAN_ELSEWHERE.match(before)
        and not _is_taken_over(pair, pieces[-1].strip(), mark)
        and not (before.endswith(("...", "…")) and before[-10:] + mark in pair.source)
    )


def _is_taken_over(pair: MessagePair, clause: str, mark: str) -> bool:
    """Tell whether a clause stands in the message as well, in whole or with its last words."""
    words = clause.split()
    if not words:
        return False
    return clause + mark in pair.source or (
        len(words) > 1 and " ".join(words[-2:]) + mark in pair.source
    )


def evaluate_quotes(
    choice: str, variants: Mapping[str, Usage], context: Context
) -> Mapping[str, str]:
    """Return what is wrong with quotation marks that are the exception."""
    wanted = conventions(context.locale).quotes
    total = sum(usage.count for usage in variants.values())
    accepted = [variant for variant in variants if variant in wanted]
    right = sum(variants[variant].count for variant in accepted)
    usual = max(accepted, key=lambda variant: variants[variant].count, default=wanted[0])
    if right * 2 < total and total >= FEW:
        return {}
    wrong = {variant for variant in variants if variant not in wanted}
    if len(accepted) > 1 and variants[usual].count >= MOST * right:
        wrong.update(variant for variant in accepted if variant != usual)
    return {
        variant: (
            phrase(
                "quotation marks {found}; elsewhere they are {wanted}",
                found=" ".join(variant),
                wanted=" ".join(usual),
            )
            if usual in variants
            else phrase(
                "quotation marks {found}; write {wanted}",
                found=" ".join(variant),
                wanted=" ".join(usual),
            )
        )
        for variant in wrong
    }


_QUOTED = re.compile(r"«[^«»]*»|“[^“”]*”")


@convention_rule("quotes", Severity.WARNING, evaluate_quotes)
def find_quotes(pair: MessagePair, context: Context) -> Iterator[Convention]:
    r"""One kind of quotation marks encloses quotations in all catalogs.

    Bad: msgid "a \"tree\"" msgstr "un “arbre”" (fr)
    Good: msgid "a \"tree\"" msgstr "un « arbre »" (fr)
    """
    wanted = conventions(context.locale).quotes
    text = pair.target_markup.masked
    if not wanted or ("«" not in text and "“" not in text):
        return
    seen = set()
    for match in _QUOTED.finditer(text):
        variant = match[0][0] + match[0][-1]
        if variant not in seen:
            seen.add(variant)
            sound = wanted == (variant,)
            yield Convention("quotation marks", variant, match.start(), match.end(), sound)


def evaluate_apostrophes(
    choice: str, variants: Mapping[str, Usage], context: Context
) -> Mapping[str, str]:
    """Return what is wrong with the straight apostrophe, where the other one is usual."""
    right = conventions(context.locale).apostrophe
    straight = variants.get("'")
    if straight is None:
        return {}
    total = sum(usage.count for usage in variants.values())
    alone = choice == "apostrophe"
    if alone if total < FEW else straight.count * 2 > total:
        return {}
    if alone:
        return {"'": phrase("a straight apostrophe; write {right} as elsewhere", right=right)}
    return {
        "'": phrase(
            "a straight apostrophe before markup prints a quotation mark; write {right}",
            right=right,
        )
    }


_APOSTROPHES = re.compile(rf"\b(?P<word>[^\W\d_]+)(?P<mark>['’])(?P<next>[^\W\d_]+|{OBJECT})")


@convention_rule("apostrophe", Severity.WARNING, evaluate_apostrophes)
def find_apostrophes(pair: MessagePair, context: Context) -> Iterator[Convention]:
    """The apostrophe is the one of typography where that is usual in the catalogs.

    Bad: msgid "the ``file``" msgstr "d'un fichier" (where others write d’un)
    Good: msgid "the ``file``" msgstr "d’un fichier"
    """
    right = conventions(context.locale).apostrophe
    text = pair.target_markup.masked
    if not right or ("'" not in text and right not in text):
        return
    seen = set()
    for match in _APOSTROPHES.finditer(text):
        before_markup = match["next"] == OBJECT
        choice = "apostrophe before markup" if before_markup else "apostrophe"
        if (choice, match["mark"]) in seen or (not before_markup and match[0] in pair.source):
            continue
        seen.add((choice, match["mark"]))
        start = match.start("mark")
        yield Convention(choice, match["mark"], start, start + 1, match["mark"] == right)
