"""The colours of marks, one set for every page: light, dark, printed, or seen otherwise.

Each stands out from light and dark paper by 3:1 at least (WCAG 2.2, 1.4.11), and any two of them
are told apart with each kind of colour blindness.
"""

from __future__ import annotations

#: Colours of series, in the order in which they are used: blue, vermilion, grey, violet, brown.
SERIES = ("#3377bb", "#d9480f", "#85858d", "#9b30e0", "#b0705a")
#: What text on each of them has.
INSIDE = ("#fff", "#000", "#000", "#fff", "#000")

#: What text and lines have: the colour of the text around the drawing.
INK = "currentColor"
#: In a file of its own, a drawing brings its ink and its paper.
INK_ON_PAPER, PAPER = "#1c1a17", "#fffefb"
#: The same for readers whose machine is set to dark.
INK_ON_DARK, DARK = "#e6e1d8", "#171614"

#: How lines of series differ besides their colour: lengths of dashes and gaps.
DASHES = ((), (6, 3), (2, 3), (9, 3, 2, 3), (12, 4))
#: Shapes of the points of series.
SHAPES = ("circle", "square", "triangle-up", "diamond", "triangle-down")
