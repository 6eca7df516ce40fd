"""Set a formula that is written in LaTeX, as HTML that paper can show.

A browser would run MathJax; here docutils' own converter makes the letters and fractions, and the
source stays as the text that a blind reader's program says.
"""

from __future__ import annotations

import contextlib
import html
import io
from dataclasses import dataclass

from docutils.utils.math import math2html, wrap_math_code

#: Stands for ``<`` while a formula is converted, as the converter would let it through in
#: ``\\text{...}``, and with it HTML; a character that no text holds.
_LESS = "\ue000"
math2html.FormulaConfig.modified[_LESS] = math2html.FormulaConfig.modified["<"]
math2html.FormulaConfig.commands["\\textless"] = _LESS


@dataclass(frozen=True)
class Formula:
    """A formula as HTML."""

    #: Inline HTML; the source itself where it could not be set.
    markup: str
    #: What the converter did not understand.
    problems: tuple[str, ...] = ()


def set_formula(source: str, *, display: bool) -> Formula:
    """Return *source* as HTML, in lines of its own where *display* is true."""
    said = io.StringIO()
    math2html.DocumentParameters.displaymode = display
    try:
        with contextlib.redirect_stderr(said):
            code = wrap_math_code(source.replace("<", _LESS), display)
            markup: str = math2html.math2html(code)  # type: ignore[no-untyped-call]
    except Exception as error:  # the converter fails in many ways
        return Formula(html.escape(source), (f"{type(error).__name__}: {error}",))
    problems = dict.fromkeys(
        line.removeprefix("*").strip() for line in said.getvalue().splitlines()
    )
    if problems:
        return Formula(html.escape(source), tuple(problems))
    return Formula(markup.replace(_LESS, "&lt;"))
