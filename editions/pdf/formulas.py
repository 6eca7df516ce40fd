"""Set a formula that is written in LaTeX, as HTML that paper can show.

A browser would run MathJax; here docutils' own converter makes the letters and fractions, and the
source stays as the text that a blind reader's program says.
"""

from __future__ import annotations

import contextlib
import html
import io
from dataclasses import dataclass

from editions.borrowed.docutils import formula_html
from editions.borrowed.parts import MovedError


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
    try:
        with contextlib.redirect_stderr(said):
            markup = formula_html(source, display=display)
    except MovedError:
        raise
    except Exception as error:  # the converter fails in many ways
        return Formula(html.escape(source), (f"{type(error).__name__}: {error}",))
    problems = dict.fromkeys(
        line.removeprefix("*").strip() for line in said.getvalue().splitlines()
    )
    if problems:
        return Formula(html.escape(source), tuple(problems))
    return Formula(markup)
