"""Why a formula cannot be read, in words, where that of its message can."""

from __future__ import annotations

from collections.abc import Sequence

from editions.catalogs.tex_shape import Flaw, Found, flaws_of
from editions.findings import quoted
from editions.phrases import phrase


def flaw_problem(wanted: Sequence[str], found: str, *, inline: bool) -> str | None:
    """Return the first flaw of a formula that those of its message do not have, or None."""
    flaws = flaws_of(found, inline=inline)
    if flaws:
        flaws -= frozenset().union(*(flaws_of(formula, inline=inline) for formula in wanted))
    return _said(min(flaws, key=lambda it: (list(Flaw).index(it.flaw), it.what))) if flaws else None


def _said(found: Found) -> str:
    flaw, what = found
    match flaw:
        case Flaw.BARE:
            return phrase(
                "braces are missing in {written}; put them around what belongs together",
                written=what,
            )
        case Flaw.MISSING if what in ("^", "_"):
            return phrase("an exponent or index is empty; write something behind ^ and _")
        case Flaw.MISSING:
            return phrase(
                "\\{name} stands without its arguments; keep those of the message", name=what
            )
        case Flaw.WORDS if what in ("^", "_"):
            return phrase(
                "^ or _ stands among words; write it with a backslash, or behind the words"
            )
        case Flaw.WORDS:
            return phrase("{mark} stands among words; write it behind them", mark=quoted(what))
        case Flaw.DELIMITER:
            return phrase("no bracket stands behind \\left or \\right; write one, or a full stop")
        case Flaw.MIDDLE | Flaw.CROSSED:
            return phrase(
                "what begins in the formula does not end in it; match its braces and \\left,"
                " \\right"
            )
        case Flaw.ROW:
            return phrase(
                "{mark} stands where no row can end; move it out of braces and brackets, or delete"
                " it",
                mark=quoted(what),
            )
        case Flaw.ROOM:
            return phrase("the formula leaves room below a line; delete the brackets behind \\\\")
        case Flaw.LIMITS:
            return phrase("\\limits stands behind no operator such as \\sum; move or delete it")
        case Flaw.OVER:
            return phrase("two fractions stand in one group; put braces around the first")
        case Flaw.RULE | Flaw.FIRST:
            return phrase("\\{name} stands where it cannot; move it to the beginning", name=what)
        case Flaw.BASE:
            return phrase("an exponent or index stands behind nothing; write {} before it")
        case Flaw.BLANK:
            return phrase("the formula has an empty line; delete it")
        case Flaw.CHARACTER:
            return phrase(
                "{mark} is not in the message's formula; write its command, or put it into"
                " \\text{{}}",
                mark=quoted(what),
            )
