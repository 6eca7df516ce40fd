"""A message cut into the pieces that docutils' own inline parser reads; nothing of it runs.

The pieces put together are the message, whatever it holds.  Roles are recorded, never called, so
that roles of any project are known and none has effects.
"""

from __future__ import annotations

from dataclasses import dataclass
from functools import cache
from typing import Any

from docutils import nodes
from docutils.frontend import get_default_settings
from docutils.parsers.rst import Parser
from docutils.utils import escape2null, unescape

from editions.borrowed.docutils import InlineParser, silent_reporter


@dataclass(frozen=True)
class MarkupToken:
    """One piece of a message."""

    #: The piece as it is written.
    text: str
    #: What docutils makes of it; None for text without markup.
    node: nodes.Element | None = None


class Interpreted(nodes.inline):
    """Stands for interpreted text, whatever its role.

    Its attributes are ``role``, as it is written, and ``escaped``, the text as `escaped` has it.
    """


def escaped(text: str) -> str:
    """Return *text* with a null in the place of each backslash that escapes; as long as it is."""
    return escape2null(text)


def unescaped(text: str) -> str:
    """Return what readers see of *text*, which is as `escaped` returns it."""
    return unescape(text)


class _Machine:
    """docutils' inline parser, with a recorder in the place of roles."""

    def __init__(self) -> None:
        self.settings: Any = get_default_settings(Parser)
        self.reporter = silent_reporter()
        self.settings.report_level = self.settings.halt_level = self.reporter.report_level
        self.parser = InlineParser(self.settings)
        self.parser.interpret(self.record)

    @staticmethod
    def record(
        rawsource: str, text: str, role: str, lineno: int
    ) -> tuple[list[nodes.Node], list[nodes.system_message]]:
        """Note interpreted text; in place of ``Inliner.interpreted``."""
        return [Interpreted(rawsource, "", role=role or "", escaped=text)], []

    def cut(self, text: str) -> list[MarkupToken]:
        """Return the pieces of a text."""
        document = nodes.document(self.settings, self.reporter)
        _, messages = self.parser.parse(text, document, document)
        texts = {m["ids"][0]: nodes.Element.astext(m) for m in messages if m["ids"]}
        found = []
        at = 0
        for place in self.parser.places:
            if isinstance(place.node, nodes.problematic):
                place.node["message"] = texts.get(place.node["refid"], "")
            written = text[place.start : place.end]
            found += [MarkupToken(text[at : place.start]), MarkupToken(written, place.node)]
            at = place.end
        return [token for token in (*found, MarkupToken(text[at:])) if token.text]


@cache
def _machine() -> _Machine:
    return _Machine()


def end_pattern() -> str:
    """Return what must follow markup, as a regular expression."""
    return _machine().parser.end


def cut_tokens(text: str) -> list[MarkupToken]:
    """Return the pieces of a message, in its order."""
    return _machine().cut(text)
