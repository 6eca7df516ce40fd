"""What keeps LaTeX, MathJax or a converter to MathML from reading a formula: its flaws.

A formula is read as TeX reads it, piece by piece, in groups, pairs and environments.  A flaw of a
translation counts only where its message has not the same, so that nothing is said of formulas
that a project has ways to read of its own.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from enum import Enum
from typing import NamedTuple

_TOKEN = re.compile(
    r"(?P<space>[ \t\r\n]*)(?P<piece>\\(?:operatorname\*|[a-zA-Z]+|\\\*?|.|\Z)|.|\Z)", re.DOTALL
)
_NAME = re.compile(r"\s*\{[^{}]*\}")
_LENGTH = re.compile(r"\[[^\]]*\]?")
_SPACED_LENGTH = re.compile(r"\s*\[[^\]]*\]?")
_BLANK_LINE = re.compile(r"\n[^\S\n]*\n")


def _names(text: str) -> frozenset[str]:
    return frozenset(text.split())


class Flaw(Enum):
    """A kind of flaw; what it is about goes with it."""

    #: A command stands where braces are needed: as an exponent, or as an argument.
    BARE = "bare"
    #: A command lacks an argument.
    MISSING = "missing"
    #: A command of formulas, or a mark of them, stands among words.
    WORDS = "words"
    #: What stands behind "left" and the like is no bracket.
    DELIMITER = "delimiter"
    #: A "middle" stands outside of a pair.
    MIDDLE = "middle"
    #: Groups, pairs and environments end in each other.
    CROSSED = "crossed"
    #: A line or a column ends within a group or a pair, or in a formula within a line.
    ROW = "row"
    #: A bracket behind the end of a line is read as a length.
    ROOM = "room"
    #: Limits are set where no operator is.
    LIMITS = "limits"
    #: Two fractions stand in one group.
    OVER = "over"
    #: A rule stands elsewhere than at the beginning of a line.
    RULE = "rule"
    #: An exponent has nothing to stand on.
    BASE = "base"
    #: What sets the size of all that follows is not the first of its group.
    FIRST = "first"
    #: An empty line.
    BLANK = "blank"
    #: A character that only words may hold.
    CHARACTER = "character"


class Found(NamedTuple):
    """A flaw, and what it is about, as it is written."""

    flaw: Flaw
    what: str


#: Commands whose argument is words even for LaTeX.
TEXT_NAMES = _names(
    """
    text textrm textit textbf textsf texttt textnormal
    """
)
_ONE = TEXT_NAMES | _names(
    """
    mathrm mathit mathbf mathsf mathtt mathbb mathcal mathfrak mathscr boldsymbol bm
    operatorname operatorname* sqrt overline underline overbrace underbrace hat widehat check
    tilde widetilde acute grave dot ddot breve bar vec overrightarrow overleftarrow boxed cancel
    phantom hphantom vphantom smash substack xrightarrow xleftarrow pmod mod
    """
)
_TWO = _names(
    """
    frac dfrac tfrac cfrac binom dbinom tbinom overset underset stackrel
    """
)
#: Its last argument is what follows, which is to be an operator.
_SIDES = "sideset"
_ARGUMENTS = {**dict.fromkeys(_ONE, 1), **dict.fromkeys(_TWO, 2), _SIDES: 3}
_OPTIONAL = frozenset(("sqrt", "xrightarrow", "xleftarrow", "cfrac"))
#: Environments whose first group says what columns they have.
_ARRAYS = _names(
    """
    array tabular subarray alignedat alignat alignat* xalignat
    """
)
#: These take limits.
_OPERATORS = _names(
    """
    sum prod coprod int iint iiint oint bigcup bigcap bigsqcup bigvee bigwedge bigoplus
    bigotimes bigodot biguplus lim limsup liminf max min sup inf det gcd Pr projlim injlim
    varinjlim varprojlim operatorname operatorname* mathop underbrace overbrace
    """
)
_LIMITS = frozenset(("limits", "nolimits", "displaylimits"))
_OVER = frozenset(("over", "atop", "choose", "brace", "brack", "above"))
_RULES = frozenset(("hline", "cline"))
_DECLARATIONS = frozenset(("displaystyle", "textstyle", "scriptstyle", "scriptscriptstyle"))
_BIG = frozenset(
    f"{size}{side}" for size in ["big", "Big", "bigg", "Bigg"] for side in ("", *"lrm")
)
_DELIMITED = _BIG | {"left", "right", "middle"}
#: Without ``<`` and ``>``, which no converter to MathML knows here.
_BRACKETS = frozenset("()[]|/.") | {
    f"\\{name}"
    for name in _names(
        """
        { } | langle rangle lvert rvert lVert rVert vert Vert lfloor rfloor lceil rceil lgroup
        rgroup lmoustache rmoustache lbrace rbrace lbrack rbrack backslash uparrow downarrow
        updownarrow Uparrow Downarrow Updownarrow ulcorner urcorner llcorner lrcorner
        """
    )
}
#: What words may hold, and what may be an exponent without braces, beside signs and letters.
_IN_WORDS = (
    TEXT_NAMES
    | _names(
        """
    quad qquad dots ldots % , ; : ! { } _ & # $
    """
    )
    | {" "}
)
_SCRIPTS = TEXT_NAMES | _names(
    """
    mathrm mathit mathbf mathsf mathtt mathbb mathcal mathfrak frac dfrac tfrac hat bar vec
    tilde dot ddot cdot times { } % & # $ _ |
    """
)
#: Neither is an argument without braces.
_NO_SIGNS = (
    frozenset(_ARGUMENTS)
    | _OPERATORS
    | _LIMITS
    | _OVER
    | _RULES
    | _DECLARATIONS
    | _DELIMITED
    | _names(
        """
    begin end quad qquad dots ldots cdots not bmod nonumber notag , ; : !
    """
    )
    | {" ", "\\", "\\*", ""}
)


@dataclass
class _Frame:
    """What begins and has not ended."""

    #: ``formula``, ``{``, ``[``, ``words``, ``$``, ``left`` or ``begin``.
    kind: str
    #: The command whose argument it is, or the environment.
    name: str = ""
    #: What stands last in it: a command's name, or a mark; empty at its beginning.
    last: str = ""
    #: Commands that wait for arguments, and for how many; ``^`` and ``_`` are such, too.
    wants: list[tuple[str, int]] = field(default_factory=list)
    #: How many fractions without braces it has.
    overs: int = 0


def flaws_of(source: str, *, inline: bool) -> frozenset[Found]:
    """Return the flaws of a formula; *inline* says that it stands in a line of text."""
    reader = _FormulaReader(source, inline=inline)
    reader.read()
    return frozenset(reader.found)


class _FormulaReader:
    def __init__(self, source: str, *, inline: bool) -> None:
        self.source = source
        self.inline = inline
        self.found: set[Found] = set()
        self.frames = [_Frame("formula")]
        #: The command that waits for a bracket.
        self.delimited = ""
        self.at = 0

    def read(self) -> None:
        while self.at < len(self.source):
            match = _TOKEN.match(self.source, self.at)
            assert match is not None  # noqa: S101  # any character is a piece
            self.at = match.end()
            if _BLANK_LINE.search(match["space"]):
                self._blank_line()
            if piece := match["piece"]:
                self._take(piece)
        if self.delimited:
            self._note(Flaw.DELIMITER, self.delimited)
        while len(self.frames) > 1:
            self._note(Flaw.CROSSED, self.frames[-1].kind)
            self.frames.pop()
        self._end_of_part()

    def _note(self, flaw: Flaw, what: str) -> None:
        self.found.add(Found(flaw, what))

    @property
    def _top(self) -> _Frame:
        return self.frames[-1]

    def _end_of_part(self) -> None:
        """Note what waits for an argument, where none can follow."""
        for name, _ in self._top.wants:
            self._note(Flaw.MISSING, name)
        self._top.wants.clear()

    def _blank_line(self) -> None:
        if self.inline or len(self.frames) > 1:
            self._note(Flaw.BLANK, "")
        self._end_of_part()
        self._top.last = ""

    def _take(self, piece: str) -> None:
        if self.delimited:
            name, self.delimited = self.delimited, ""
            if piece in _BRACKETS:
                self._top.last = piece
                return
            if piece == "{" and name in _BIG:
                self.delimited = name
            else:
                self._note(Flaw.DELIMITER, piece)
        if self._top.kind == "words":
            self._word(piece)
        elif piece in "{}[]$" or piece in ("\\begin", "\\end", "\\left", "\\right"):
            self._boundary(piece)
        elif piece in ("&", "\\\\", "\\\\*"):
            self._row(piece)
        elif piece in "^_":
            self._script(piece)
        elif piece.startswith("\\"):
            self._command(piece[1:])
        else:
            if not piece.isascii() and not piece.isalnum():
                self._note(Flaw.CHARACTER, piece)
            self._fill("")
            self._top.last = piece

    def _word(self, piece: str) -> None:
        name = piece[1:]
        if piece == "{":
            self.frames.append(_Frame("words"))
        elif piece == "}":
            name = self.frames.pop().name
            self._top.last = name or "{"
        elif piece == "$":
            self.frames.append(_Frame("$"))
        elif piece in "^_&" or (piece.startswith("\\") and name not in _IN_WORDS):
            self._note(Flaw.WORDS, piece)

    def _boundary(self, piece: str) -> None:
        if piece == "{":
            name = self._fill("{")
            self.frames.append(_Frame("words" if name in TEXT_NAMES else "{", name))
        elif piece == "[" and self._top.wants and self._top.wants[-1][0] in _OPTIONAL:
            self.frames.append(_Frame("["))
        elif piece == "]" and self._top.kind == "[":
            self._close("[")
        elif piece == "$":
            self._close("$")
        elif piece == "}":
            self._close("{")
        elif piece == "\\left":
            self._fill("left")
            self.frames.append(_Frame("left"))
            self.delimited = "left"
        elif piece == "\\right":
            self._close("left")
            self.delimited = "right"
        elif piece == "\\begin":
            self._fill("begin")
            self.frames.append(_Frame("begin", self._skip(_NAME).strip(" \t\n{}")))
        elif piece == "\\end":
            self._skip(_NAME)
            self._close("begin")
        else:
            self._fill("")
            self._top.last = piece

    def _skip(self, pattern: re.Pattern[str]) -> str:
        match = pattern.match(self.source, self.at)
        self.at = match.end() if match else self.at
        return match[0] if match else ""

    def _close(self, kind: str) -> None:
        self._end_of_part()
        if self._top.kind != kind:
            self._note(Flaw.CROSSED, kind)
            return
        name, top = self.frames.pop().name, self.frames[-1]
        if top.kind == "begin" and top.name in _ARRAYS and not top.last:
            top.name = ""  # these were its columns
        else:
            top.last = name or kind

    def _row(self, piece: str) -> None:
        top = self._top
        self._end_of_part()
        is_within = top.kind in ("{", "[", "left", "$") and top.name != "substack"
        if is_within or (top.kind == "formula" and self.inline):
            self._note(Flaw.ROW, piece)
        if piece != "&":
            is_display = top.kind == "formula" and not self.inline
            # Elsewhere, LaTeX looks behind spaces, too.
            if room := self._skip(_LENGTH if is_display else _SPACED_LENGTH):
                self._note(Flaw.ROOM, room.strip())
        top.last = ""
        top.overs = 0

    def _script(self, piece: str) -> None:
        top = self._top
        if top.wants:
            self._note(Flaw.MISSING, top.wants.pop()[0])
        if not top.last and top.name != _SIDES:
            self._note(Flaw.BASE, "")
        top.wants.append((piece, 1))

    def _fill(self, piece: str) -> str:
        """Take a piece as an argument, if one is waited for; return the command that waited.

        *piece* is ``{``, nothing for a sign, or the name of a command that is none.
        """
        wants = self._top.wants
        if not wants:
            return ""
        name, count = wants.pop()
        if count > 1:
            wants.append((name, count - 1))
        elif name == _SIDES:
            if piece not in _OPERATORS:
                self._note(Flaw.LIMITS, name)
            return name
        if piece not in ("", "{") and not (name in "^_" and piece in _SCRIPTS):
            self._note(Flaw.BARE, f"{name}\\{piece}" if name in "^_" else f"\\{name}\\{piece}")
        return name

    def _command(self, name: str) -> None:
        top = self._top
        if self._fill(name if name in _NO_SIGNS else "") in TEXT_NAMES and name not in _IN_WORDS:
            self._note(Flaw.WORDS, f"\\{name}")
        if name in _LIMITS and top.last not in _OPERATORS:
            self._note(Flaw.LIMITS, top.last)
        if name in _OVER:
            top.overs += 1
            if top.overs > 1:
                self._note(Flaw.OVER, "")
        if name in _RULES and (top.kind != "begin" or top.last not in ("", *_RULES)):
            self._note(Flaw.RULE, name)
        if name in _DECLARATIONS and top.last:
            self._note(Flaw.FIRST, name)
        if name == "middle" and top.kind != "left":
            self._note(Flaw.MIDDLE, "")
        if name in _DELIMITED:
            self.delimited = name
        if name in _ARGUMENTS:
            top.wants.append((name, _ARGUMENTS[name]))
        top.last = name
