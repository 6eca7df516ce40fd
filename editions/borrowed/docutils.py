"""docutils' inline parser, first lines, roles and formulas, each taken by itself."""

from __future__ import annotations

import inspect
import re
from collections.abc import Callable, Collection, Iterator, Mapping
from dataclasses import dataclass
from types import SimpleNamespace
from typing import Any

from docutils import nodes
from docutils.languages import get_language
from docutils.parsers.rst.states import Body, Inliner, MarkupMismatch
from docutils.utils import Reporter

from editions.borrowed.parts import BorrowedLibrary, BorrowedPart

DOCUTILS = BorrowedLibrary("docutils", ("0.20", "0.21", "0.22", "0.23"), "docutils")

_ROLES = BorrowedPart(
    DOCUTILS,
    "docutils.parsers.rst.roles:_roles",
    "know what single backquotes stand for in a document",
    dict,
)
_PARSE = BorrowedPart(
    DOCUTILS,
    "docutils.parsers.rst.states:Inliner.parse",
    "read the markup of a message",
    parameters=("text", "lineno", "memo", "parent"),
)
_INTERPRETED = BorrowedPart(
    DOCUTILS,
    "docutils.parsers.rst.states:Inliner.interpreted",
    "let no role of a message run unasked",
    parameters=("rawsource", "text", "role", "lineno"),
)
_DISPATCH = BorrowedPart(
    DOCUTILS,
    "docutils.parsers.rst.states:Inliner.dispatch",
    "know where the markup of a message stands",
    dict,
)
_IMPLICIT = BorrowedPart(
    DOCUTILS,
    "docutils.parsers.rst.states:Inliner.implicit_inline",
    "know where the addresses of a message stand",
    parameters=("text", "lineno"),
)
_CUSTOMIZED = BorrowedPart(
    DOCUTILS,
    "docutils.parsers.rst.states:Inliner.init_customizations",
    "read the markup of a message",
    parameters=("settings",),
)
_PATTERNS = BorrowedPart(
    DOCUTILS,
    "docutils.parsers.rst.states:Body.patterns",
    "tell a paragraph from what gets lost",
    dict,
)
_ENUMERATOR = BorrowedPart(
    DOCUTILS,
    "docutils.parsers.rst.states:Body.parse_enumerator",
    "tell a number from a list",
    parameters=("match",),
)
_NEXT = BorrowedPart(
    DOCUTILS,
    "docutils.parsers.rst.states:Body.make_enumerator",
    "tell a number from a list",
    parameters=("ordinal", "sequence", "format"),
)
_WIDTH = BorrowedPart(DOCUTILS, "docutils.utils:column_width", "tell a title from text")
_MATCH_CHARS = BorrowedPart(
    DOCUTILS,
    "docutils.utils.punctuation_chars:match_chars",
    "tell markup from text",
    parameters=("c1", "c2"),
)
_OPENERS = BorrowedPart(
    DOCUTILS, "docutils.utils.punctuation_chars:openers", "tell markup from text", str
)
_DELIMITERS = BorrowedPart(
    DOCUTILS, "docutils.utils.punctuation_chars:delimiters", "tell markup from text", str
)
_FORMULA_HTML = BorrowedPart(DOCUTILS, "docutils.utils.math.math2html:math2html", "print formulas")
_FORMULA_CONFIG = BorrowedPart(
    DOCUTILS, "docutils.utils.math.math2html:FormulaConfig.modified", "print formulas", dict
)
_FORMULA_COMMANDS = BorrowedPart(
    DOCUTILS, "docutils.utils.math.math2html:FormulaConfig.commands", "print formulas", dict
)
_DISPLAY = BorrowedPart(
    DOCUTILS,
    "docutils.utils.math.math2html:DocumentParameters.displaymode",
    "print formulas",
    bool,
)
_ENVIRONMENT = BorrowedPart(
    DOCUTILS,
    "docutils.utils.math:pick_math_environment",
    "set formulas of several lines",
    parameters=("code",),
)
_MATHML = BorrowedPart(
    DOCUTILS,
    "docutils.utils.math.latex2mathml:tex2mathml",
    "write formulas as MathML",
    parameters=("tex_math",),
)

PARTS = (
    *(_ROLES, _PARSE, _INTERPRETED, _CUSTOMIZED, _DISPATCH, _IMPLICIT),
    *(_PATTERNS, _ENUMERATOR, _NEXT, _WIDTH),
    *(_MATCH_CHARS, _OPENERS, _DELIMITERS, _FORMULA_HTML, _FORMULA_CONFIG, _FORMULA_COMMANDS),
    *(_DISPLAY, _ENVIRONMENT, _MATHML),
)

#: What stands for a role: source, text, role, line; returns nodes and messages.
Interpreter = Callable[[str, str, str, int], tuple[list[nodes.Node], list[nodes.system_message]]]

#: Characters that markup may follow, for a set of characters in a regular expression.
BEFORE_MARKUP: str = _OPENERS.get() + _DELIMITERS.get()
#: Tells whether two characters are quotes that belong together.
match_quotes: Callable[[str, str], bool] = _MATCH_CHARS.get()
#: Returns the width of a text in columns of a terminal.
column_width: Callable[[str], int] = _WIDTH.get()


# Inline markup


def registered_roles() -> Collection[str]:
    """Return the names of the roles that extensions have registered with docutils."""
    names: Collection[str] = _ROLES.get().keys()
    return names


@dataclass(frozen=True)
class PlacedNode:
    """A piece of markup, and where it stands."""

    #: What docutils makes of it; of a link that defines a target, the link.
    node: nodes.Element
    #: Where it begins and ends in the text.
    start: int
    end: int


class InlineParser:
    """docutils' inline parser, asked before it runs a role.

    docutils does not say where markup stands, and the source that it gives a node is not always
    what was written: `places` is what the parser has really read.
    """

    def __init__(self, settings: Any) -> None:
        for part in (_PARSE, _INTERPRETED, _CUSTOMIZED, _IMPLICIT):
            part.get()
        self.inliner = Inliner()  # no subclass: it looks its patterns up in the class itself
        self.inliner.init_customizations(settings)
        #: What docutils does itself.
        self.own: Interpreter = self.inliner.interpreted
        #: The markup of the text that was parsed last, in its order.
        self.places: list[PlacedNode] = []
        self._length = self._at = 0
        self._next: PlacedNode | None = None
        methods = {mark: self._watch(method) for mark, method in _DISPATCH.get().items()}
        vars(self.inliner).update(dispatch=methods, implicit_inline=self._implicit)

    def interpret(self, interpreter: Interpreter) -> None:
        """Let *interpreter* stand for the roles."""
        vars(self.inliner)["interpreted"] = interpreter

    @property
    def end(self) -> str:
        """What must follow markup, as a regular expression."""
        end: str = DOCUTILS.attribute(
            self.inliner, "end_string_suffix", "tell markup from text", str
        )
        return end

    def parse(
        self, text: str, document: nodes.document, parent: nodes.Element
    ) -> tuple[list[nodes.Node], list[nodes.system_message]]:
        """Return the nodes of *text*, which stands in *parent*, and what is wrong with it."""
        source, reporter = document.get("source", ""), document.reporter
        # docutils' state machine does so; roles ask for it.
        vars(reporter)["get_source_and_line"] = lambda line=None: (source, line)
        memo: Any = SimpleNamespace(
            document=document,
            reporter=reporter,
            language=get_language(document.settings.language_code, reporter),
            title_styles=[],
            section_level=0,
            inliner=self.inliner,
        )
        self.places = []
        self._length, self._at, self._next = len(text), 0, None
        return self.inliner.parse(text, 1, memo, parent)

    def _watch(self, method: Callable[..., Any]) -> Callable[..., Any]:
        """Return a *method* that reads one piece of markup, and notes its place."""

        def read(inliner: Inliner, match: re.Match[str], lineno: int) -> Any:
            # What it gets is the rest of the text, and what it returns stands in that.
            before, inlines, rest, messages = method(inliner, match, lineno)
            if inlines:
                start = self._length - len(match.string) + len(before)
                self._next = PlacedNode(inlines[0], start, self._length - len(rest))
            return before, inlines, rest, messages

        return read

    def _implicit(self, text: str, lineno: int) -> list[nodes.Node]:
        """Return the nodes of the text before the next markup, and note where they stand.

        docutils itself takes a level of Python's stack for each address.
        """
        found: list[nodes.Node] = []
        at = self._at
        for piece in self._split(text, lineno):
            if isinstance(piece, str):
                found.append(nodes.Text(piece))
                at += len(piece)
            else:
                node, length = piece
                found.append(node)
                self.places.append(PlacedNode(node, at, at + length))
                at += length
        self._at = at
        if self._next is not None:
            self.places.append(self._next)
            self._at, self._next = self._next.end, None
        return found

    def _split(self, text: str, lineno: int) -> Iterator[str | tuple[nodes.Element, int]]:
        """Yield texts, and the nodes of what needs no marks with their lengths in the text."""
        waiting: list[str | tuple[nodes.Element, int]] = [text]
        while waiting:
            piece = waiting.pop()
            if not isinstance(piece, str):
                yield piece
            elif piece:
                parts = self._first_implicit(piece, lineno)
                if parts is None:
                    yield piece
                else:
                    waiting.extend(reversed(parts))

    def _first_implicit(
        self, text: str, lineno: int
    ) -> tuple[str, tuple[nodes.Element, int], str] | None:
        for pattern, method in self.inliner.implicit_dispatch:
            match = pattern.search(text)
            if match:
                try:
                    node: Any = method(match, lineno)[0]
                except MarkupMismatch:
                    continue
                place = (node, match.end() - match.start())
                return text[: match.start()], place, text[match.end() :]
        return None


def silent_reporter() -> Reporter:
    """Return a reporter that says nothing."""
    return Reporter("", Reporter.SEVERE_LEVEL + 1, Reporter.SEVERE_LEVEL + 1)


def default_role() -> Any:
    """Return the function that the directive ``default-role`` has chosen, or None."""
    return _ROLES.get().get("")


# First lines


def block_patterns(names: Mapping[str, str]) -> dict[str, re.Pattern[str]]:
    """Return what the first line of each kind of block looks like, in docutils' own order.

    *names* are docutils' names of the kinds that are wanted.

    Raises:
        MovedError: docutils knows one of them no more.
    """
    found = {
        name: re.compile(pattern) if isinstance(pattern, str) else pattern
        for name, pattern in _PATTERNS.get().items()
        if name in names
    }
    if lost := sorted(names.keys() - found):
        raise DOCUTILS.moved(_PATTERNS.place, f"knows no {', '.join(lost)} any more", _PATTERNS.use)
    return found


class Enumerators(Body):
    """docutils' reading of numbers such as ``IV.``, without its machine."""

    def __init__(self) -> None:
        """Do without what a state needs to run."""
        for part in (_ENUMERATOR, _NEXT):
            part.get()


# Formulas

#: Stands for ``<`` while a formula is converted, as the converter would let it through in
#: ``\\text{...}``, and with it HTML; a character that no text holds.
_LESS = "\ue000"


def formula_html(source: str, *, display: bool) -> str:
    """Return a formula as HTML; what the converter does not know it says on standard error.

    Raises:
        MovedError: the converter is not what it was.
        Exception: the formula cannot be read, in one of many ways.
    """
    modified = _FORMULA_CONFIG.get()
    modified[_LESS] = modified["<"]
    _FORMULA_COMMANDS.get()["\\textless"] = _LESS
    _DISPLAY.get()
    from docutils.utils.math import math2html

    math2html.DocumentParameters.displaymode = display
    markup: str = _FORMULA_HTML.get()(wrap_formula(source.replace("<", _LESS), display=display))
    return markup.replace(_LESS, "&lt;")


def wrap_formula(code: str, *, display: bool) -> str:
    """Return a formula in the environment that its lines ask for; as docutils does from 0.21 on."""
    if not display:
        return f"${code}$"
    environment = _ENVIRONMENT.get()(code)
    return f"\\begin{{{environment}}}\n{code}\n\\end{{{environment}}}"


def formula_mathml(source: str, *, display: bool) -> str:
    """Return a formula as MathML.

    Raises:
        SyntaxError, ValueError, KeyError, IndexError: it cannot be read.
    """
    convert = _MATHML.get()
    if "as_block" in inspect.signature(convert).parameters:
        return str(convert(source, as_block=display))
    return str(convert(source, inline=not display))  # before 0.21
