"""What a formula in a translation may hold: the vocabulary of its message, and plain words.

TeX is a programming language, MathJax has commands for links, styles and packages, and LaTeX
environments that write files.  Commands, environments and their arguments are compared.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from functools import cached_property

from editions.catalogs.tex_flaws import flaw_problem
from editions.findings import quoted
from editions.phrases import phrase

_COMMAND = re.compile(r"\\(?:([a-zA-Z]+\*?)|(.?))", re.DOTALL)
_ESCAPED = re.compile(r"\\(?:[a-zA-Z]+\*?|.)", re.DOTALL)
_ENDS = re.compile(r"\s*(?:[}&^_]|\Z)")
_SPACES = re.compile(r"\s*")
_INNERMOST = re.compile(r"\{([^{}]*)\}")

#: They read, write, define, lead elsewhere, or move what stands around the formula: where one
#: stands, the formula stays as it is.
_POWERFUL_NAMES = """
    href url require input include openin openout read write immediate special catcode csname
    endcsname def gdef edef xdef let futurelet newcommand renewcommand providecommand
    newenvironment renewenvironment DeclareMathOperator class cssId style unicode data
    includegraphics usepackage RequirePackage documentclass directlua luaexec verbatiminput
    lstinputlisting pdfximage pdfobj expandafter loop repeat mathchardef char mmlToken bbox toggle
    mathtip texttip tooltip enclose action label ref eqref tag
    hyperref hyperlink hypertarget pageref nolinkurl path import subfile includepdf graphicspath
    attachfile embedfile pdfliteral pdfcatalog ShellEscape inputminted bibliography nocite cite
    makeatletter makeatother scantokens everymath everypar aftergroup afterassignment global outer
    uppercase lowercase newtoks newbox newread newwrite countdef dimendef advance multiply
    rule Rule Space hskip vskip mskip kern mkern hspace vspace mspace raise lower moveleft
    moveright hbox vbox vtop vcenter mbox makebox framebox fbox raisebox parbox minipage shoveleft
    shoveright fontsize scalebox resizebox rotatebox color textcolor colorbox fcolorbox definecolor
    mathchoice halign valign noalign omit span cr crcr afterpage clearpage newpage pagebreak
"""
POWERFUL = frozenset(_POWERFUL_NAMES.split())

#: Commands that set their argument apart, which may be words of a translator.
_WORD_NAMES = """
    text textrm textit textbf textsf texttt textnormal mathrm mathit mathbf mathsf operatorname
"""
_WORDS = frozenset(_WORD_NAMES.split())
#: Commands that a translation may add: words, spaces and marks, which all converters know.
_PLAIN_NAMES = """
    text textrm mathrm mathit mathbf operatorname quad qquad left right cdot times ldots cdots
    % , ; : ! { } _ & # $
"""
PLAIN = frozenset([*_PLAIN_NAMES.split(), " ", "\\"])
#: Commands whose arguments are formulas themselves, compared by what stands in them.
_STRUCTURE_NAMES = """
    frac dfrac tfrac cfrac binom dbinom tbinom sqrt root overline underline overbrace underbrace
    hat widehat check tilde widetilde acute grave dot ddot breve bar vec overrightarrow
    overleftarrow boxed overset underset stackrel xrightarrow xleftarrow substack sideset
    mathbb mathcal mathfrak mathscr mathtt boldsymbol bm cancel phantom hphantom vphantom smash
    big Big bigg Bigg bigl bigr Bigl Bigr biggl biggr sum prod int iint iiint oint lim limsup
    liminf max min sup inf not middle displaystyle textstyle limits nolimits pmod bmod mod
"""
_STRUCTURES = _WORDS | frozenset(_STRUCTURE_NAMES.split())
#: A line of a formula that ends so leaves room below it, however much.
_ROOM = re.compile(r"\\\\\s*\*?\s*\[\s*[-+]?\d*[.,]?\d+\s*[a-zA-Z]{2}")
_ROWS = re.compile(r"\\(?:(?P<side>begin|end)(?![a-zA-Z])|(?P<row>\\)|.)|(?P<column>&)", re.DOTALL)
#: Groups in each other, beyond which converters have no stack left.
DEEPEST = 25
#: What only the message may hold: codes of characters, comments, ends of formulas, tabs.
_MARKS = ("^^", "%", "$", "\x00", "#", "&", "`")


@dataclass(frozen=True)
class _Use:
    """One use of a command."""

    #: Its name without the backslash; empty for a backslash at the end.
    name: str
    #: The groups in braces that follow, and those in brackets before them.
    arguments: tuple[str, ...]
    #: Nothing follows, behind these either, that could be an argument.
    ends: bool = False


@dataclass(frozen=True)
class _Formula:
    """A formula, by what it is made of."""

    source: str

    @cached_property
    def uses(self) -> tuple[_Use, ...]:
        """The commands in their order."""
        return tuple(self._use(match) for match in _COMMAND.finditer(self.source))

    def _use(self, match: re.Match[str]) -> _Use:
        arguments, end = _arguments(self.source, match.end())
        ends = _ENDS.match(self.source, end) is not None
        return _Use(match[1] or match[2], arguments, ends)

    @cached_property
    def bare(self) -> str:
        """The formula without its commands, a letter in the place of each."""
        return _ESCAPED.sub("A", self.source)

    @cached_property
    def depth(self) -> int | None:
        """How many groups stand in each other; None where braces do not match."""
        depth = deepest = 0
        for char in self.bare:
            depth += (char == "{") - (char == "}")
            deepest = max(deepest, depth)
            if depth < 0:
                return None
        return deepest if depth == 0 else None

    @cached_property
    def is_balanced(self) -> bool:
        """Whether all that begins ends, in its order."""
        open_ones = []
        for use in self.uses:
            if use.name in ("begin", "left"):
                open_ones.append((use.name, use.arguments[:1]))
            elif use.name in ("end", "right"):
                kind = "begin" if use.name == "end" else "left"
                last = open_ones.pop() if open_ones else None
                if last is None or last[0] != kind:
                    return False
                if kind == "begin" and last[1] != use.arguments[:1]:
                    return False
        return not open_ones and self.depth is not None

    @cached_property
    def columns(self) -> tuple[int, int]:
        """The most marks of columns in one line, outside of environments and in them."""
        most = [0, 0]
        counts = [0]
        for match in _ROWS.finditer(self.source):
            if match["side"] == "begin":
                counts.append(0)
            elif match["side"] == "end":
                counts = counts[:-1] or [0]
            elif match["row"]:
                counts[-1] = 0
            elif match["column"]:
                counts[-1] += 1
                inside = len(counts) > 1
                most[inside] = max(most[inside], counts[-1])
        return most[0], most[1]

    @cached_property
    def has_double_scripts(self) -> bool:
        """Whether two exponents or indices stand on one base, which TeX does not read."""
        if self.depth is None or self.depth > DEEPEST:
            return False
        text = self.bare
        while "{" in text:
            if any(map(_is_doubled, _INNERMOST.findall(text))):
                return True
            text = _INNERMOST.sub("A", text)
        return _is_doubled(text)


_DOUBLED = re.compile(
    r"\^\s*[^\s^_]\s*(?:_\s*[^\s^_]\s*)?[\^']|_\s*[^\s^_]\s*(?:\^\s*[^\s^_]\s*)?_"
)


def _is_doubled(text: str) -> bool:
    return _DOUBLED.search(text) is not None


def _arguments(source: str, at: int) -> tuple[tuple[str, ...], int]:
    """Return the groups that follow a command, and where they end.

    Groups in brackets count only where braces follow them.
    """
    groups: list[str] = []
    count = 0
    while True:
        spaces = _SPACES.match(source, at)
        begin = spaces.end() if spaces else at
        if source[begin : begin + 1] not in ("{", "["):
            return tuple(groups[:count]), at
        at = _end_of_group(source, begin)
        groups.append(source[begin:at])
        if source[begin] == "{":
            count = len(groups)


def _end_of_group(source: str, at: int) -> int:
    """Return where the group that begins at a place ends; the end of the text for none."""
    closing = {"{": "}", "[": "]"}[source[at]]
    depth = 0
    is_bracket = closing == "]"
    for match in re.compile(r"\\.|[{}\]]", re.DOTALL).finditer(source, at + 1):
        if match[0] == closing and depth == 0:
            return match.end()
        depth += (match[0] == "{") - (match[0] == "}")
        if is_bracket and depth < 0:
            break
    return len(source)


def tex_problem(wanted: Sequence[str], found: str, *, inline: bool = False) -> str | None:
    """Return why *found* may not stand in the place of the formulas *wanted*, or None.

    *inline* says that they stand in lines of text.
    """
    if found in wanted:
        return None
    if not wanted:
        return phrase("a formula stands where the message has none; delete it")
    own, new = [_Formula(formula) for formula in wanted], _Formula(found)
    problem = _use_problem(own, new) or _shape_problem(own, new)
    return problem or flaw_problem(wanted, found, inline=inline)


def _use_problem(own: Sequence[_Formula], new: _Formula) -> str | None:
    known = {(use.name, use.arguments) for formula in own for use in formula.uses}
    names = {name for name, _ in known}
    alone = {name for name, arguments in known if not arguments}
    fewest = {name: min(len(a) for n, a in known if n == name) for name in names}
    for use in dict.fromkeys(new.uses):
        name = use.name
        if not name:
            return phrase("the formula ends in a backslash; delete it")
        if name.rstrip("*") in POWERFUL:
            return phrase("the formula holds \\{name}; leave it as it is in the message", name=name)
        if name not in names and name not in PLAIN:
            return phrase(
                "\\{name} is not in the message's formula; keep its own commands", name=name
            )
        if name in _WORDS and not use.arguments and name not in alone:
            return phrase("\\{name} has no braces behind it; write \\{name}{{words}}", name=name)
        if use.ends and len(use.arguments) < fewest.get(name, 0):
            return phrase(
                "\\{name} stands without its arguments; keep those of the message", name=name
            )
        if (name, use.arguments) in known or name in PLAIN or name in _STRUCTURES:
            continue
        if use.arguments:
            written = f"\\{name}{''.join(use.arguments)}"[:60]
            return phrase(
                "{written} is not in the message's formula; keep the arguments of its commands",
                written=written,
            )
        if name not in alone:
            return phrase(
                "\\{name} stands without its arguments; keep those of the message", name=name
            )
    return None


def _shape_problem(own: Sequence[_Formula], new: _Formula) -> str | None:
    for mark in _MARKS:
        if mark in new.bare and not any(mark in formula.bare for formula in own):
            return phrase(
                "{mark} is not in the message's formula; write it with a backslash",
                mark=quoted(mark),
            )
    rooms = {room for formula in own for room in _ROOM.findall(formula.source)}
    if not rooms.issuperset(_ROOM.findall(new.source)):
        return phrase("the formula leaves room below a line; delete the brackets behind \\\\")
    if any(n > max(most) for n, *most in zip(new.columns, *(f.columns for f in own), strict=True)):
        return phrase("a line of the formula has more & than those of the message; delete them")
    if not new.is_balanced and all(formula.is_balanced for formula in own):
        return phrase(
            "what begins in the formula does not end in it; match its braces and \\left, \\right"
        )
    if new.depth and new.depth > max(DEEPEST, *(formula.depth or 0 for formula in own)):
        return phrase("too many groups stand in each other; write a simpler formula")
    if new.has_double_scripts and not any(formula.has_double_scripts for formula in own):
        return phrase(
            "two exponents or two indices stand on one letter; put braces around the first"
        )
    return None
