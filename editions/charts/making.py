"""A plan made into drawings, one a width."""

from __future__ import annotations

import gettext
from collections.abc import Callable
from dataclasses import dataclass

from editions.charts.bars import draw_bars
from editions.charts.drawing import draw
from editions.charts.keeping import drawn_once
from editions.charts.lines import draw_lines
from editions.charts.plans import ChartPlan
from editions.charts.sketch import WIDTH, Sketch
from editions.charts.timeline import draw_timeline

#: The width of a drawing for small screens, in which letters stay legible on 320 CSS pixels.
NARROW = 290.0

_Drawer = Callable[[ChartPlan, Sketch, Callable[[str], str]], None]
_DRAWERS: dict[str, _Drawer] = {"lines": draw_lines, "timeline": draw_timeline}


@dataclass(frozen=True)
class Drawings:
    """A chart as SVG, without its words for those who do not see it."""

    #: As wide as a column of text.
    wide: str
    #: For small screens.
    narrow: str


def sketch_of(
    plan: ChartPlan, width: float, words: gettext.NullTranslations, direction: str
) -> Sketch:
    """Return the specification of a drawing; text runs in a *direction*, ``ltr`` or ``rtl``."""
    sketch = Sketch(width, mirrored=direction == "rtl")
    _DRAWERS.get(plan.kind, draw_bars)(plan, sketch, words.gettext)
    return sketch


def draw_plan(
    plan: ChartPlan, words: gettext.NullTranslations, direction: str, original: str
) -> Drawings:
    """Return the drawings of a plan; what has no translation is in the *original* language.

    Raises:
        DrawingError: the library cannot draw them.
    """

    def drawn() -> list[str]:
        return [
            draw(sketch_of(plan, w, words, direction).specification(), plan.untranslated, original)
            for w in (WIDTH, NARROW)
        ]

    # The one word that bars take from the catalogs.
    pattern = words.gettext("{name}: {value}")
    content = (plan.content, pattern, direction, original, WIDTH, NARROW)
    return Drawings(*drawn_once(content, drawn))
