"""What a formula in a translation may hold: the commands of its message, and plain ones.

TeX is a programming language, and MathJax has commands for links, styles and packages.
"""

from __future__ import annotations

import re
from collections.abc import Sequence

_COMMAND = re.compile(r"\\([a-zA-Z]+|.)", re.DOTALL)

#: They read, write, define or lead elsewhere: where one stands, the formula stays as it is.
_POWERFUL_NAMES = """
    href url require input include openin openout read write immediate special catcode csname
    endcsname def gdef edef xdef let futurelet newcommand renewcommand providecommand
    newenvironment renewenvironment DeclareMathOperator class cssId style unicode data
    includegraphics usepackage RequirePackage documentclass directlua luaexec verbatiminput
    lstinputlisting pdfximage pdfobj expandafter loop repeat mathchardef char mmlToken bbox toggle
    mathtip texttip tooltip enclose action label ref eqref tag
"""
POWERFUL = frozenset(_POWERFUL_NAMES.split())

#: Commands that a translation may add: words, spaces and marks.
_PLAIN_NAMES = """
    text textrm textit textbf mathrm mathit mathbf operatorname quad qquad left right cdot times
    dots ldots cdots % , ; : ! { } _ & # $
"""
PLAIN = frozenset([*_PLAIN_NAMES.split(), " ", "\\"])


def tex_problem(wanted: Sequence[str], found: str) -> str | None:
    """Return why *found* may not stand in the place of the formulas *wanted*, or None."""
    if found in wanted:
        return None
    known = {name for formula in wanted for name in _COMMAND.findall(formula)}
    if not wanted:
        return "a formula stands where the message has none; delete it"
    for name in dict.fromkeys(_COMMAND.findall(found)):
        if name in POWERFUL:
            return f"the formula holds \\{name}; leave it as it is in the message"
        if name not in known and name not in PLAIN:
            return f"\\{name} is not in the message's formula; keep its own commands"
    for mark in ("^^", "%", "$", "\x00"):
        bare = re.sub(r"\\.", "", found, flags=re.DOTALL)
        if mark in bare and not any(mark in formula for formula in wanted):
            return f"{mark!r} is not in the message's formula; write it with a backslash"
    return None
