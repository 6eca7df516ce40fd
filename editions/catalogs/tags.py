"""Find tags in a text as an HTML parser would, should a script put the text into a page.

The grammar is that of the HTML standard's tokenizer: a tag begins with ``<`` and an ASCII letter,
and whatever follows up to ``>`` is its attributes, other ``<`` included.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, field

from editions.catalogs.markup import Inline, InlineKind, Markup
from editions.catalogs.problems import SafetyProblem
from editions.catalogs.roles import is_harmless
from editions.findings import quoted
from editions.phrases import phrase

#: The sign of Kelvin becomes a k where a search writes titles in small letters.
_OPEN = re.compile("</?(?P<name>[a-zA-Z\u212a][^\\t\\n\\f\\r />]*)")
_ATTRIBUTE = re.compile(
    r"[\t\n\f\r /]*(?P<name>=?[^\t\n\f\r />=]*)"
    r"(?:[\t\n\f\r ]*=[\t\n\f\r ]*(?P<value>\"[^\"]*\"?|'[^']*'?|[^\t\n\f\r >]*))?"
)
#: What begins a comment, a section of other markup or a program's part.
_DECLARATION = re.compile(r"<(?:!--|!\[|![a-zA-Z]|\?[a-zA-Z])")

#: Elements that act, or swallow what follows, even without attributes.
_ACTIVE_NAMES = """
    applet area audio base basefont bgsound blink body button canvas details dialog embed
    fencedframe fieldset form frame frameset head html iframe img input isindex keygen link
    listing main marquee math meta noembed noframes noscript object option param picture plaintext
    portal script select source style svg table template textarea title track video xmp
"""
ACTIVE_ELEMENTS = frozenset(_ACTIVE_NAMES.split())


@dataclass(frozen=True)
class FoundTag:
    """A tag that begins or ends an element; ``>`` may stand in another text."""

    #: Name of the element, lower case.
    name: str
    #: Names and values of the attributes that have a value.
    attributes: frozenset[tuple[str, str]] = frozenset()
    #: Where it begins in the text; it is the same tag elsewhere.
    start: int = field(default=0, compare=False)

    @property
    def acts(self) -> bool:
        """Whether it does more than to set words apart."""
        return self.name in ACTIVE_ELEMENTS or bool(self.attributes)


def find_tags(text: str) -> Iterator[FoundTag]:
    """Yield each place where a parser that begins there finds a tag.

    It may begin anywhere: where a tag stands in another one, each is reported.
    """
    found = list(_OPEN.finditer(text))
    known: dict[int, frozenset[tuple[str, str]]] = {}
    attributes = [_attributes(text, match.end(), known) for match in reversed(found)]
    for match, own in zip(found, reversed(attributes), strict=True):
        yield FoundTag(match["name"].lower(), own, match.start())


def _attributes(
    text: str, at: int, known: dict[int, frozenset[tuple[str, str]]]
) -> frozenset[tuple[str, str]]:
    """Return the attributes from a place up to the end of a tag.

    What follows a place is the same whatever tag it is in: those *known* are not read again, as
    each of many tags without an end would read all that come behind it.
    """
    steps: list[tuple[int, tuple[str, str] | None]] = []
    while at not in known and at < len(text) and text[at] != ">":
        attribute = None
        found = _ATTRIBUTE.match(text, at)
        end = at + 1
        if found is not None and found.end() > at:
            end = found.end()
            if found["value"] is not None:
                attribute = found["name"].lower(), found["value"].strip("\"'")
        steps.append((at, attribute))
        at = end
    attributes = known.get(at, frozenset())
    for place, attribute in reversed(steps):
        if attribute is not None and attribute not in attributes:
            attributes |= {attribute}
        known[place] = attributes
    return attributes


def tag_problems(wanted: Markup, found: Markup) -> Iterator[SafetyProblem]:
    """Yield HTML that a translation holds and its message does not.

    Neither as it is written, nor as it is read when marks and backslashes have gone: the search
    of Sphinx puts titles into the page as they are.
    """
    if "<" not in found.source + found.shown:
        return
    texts = (wanted.source, wanted.shown, "" if wanted.has_tags else as_read(wanted))
    known = {tag for text in texts for tag in find_tags(text)}
    declared = {match[0] for text in texts for match in _DECLARATION.finditer(text)}
    # In Markdown, tags are markup, and judged as such.
    written = () if found.has_tags else (_without_targets(found), as_read(found))
    for text in (*written, found.shown):
        for tag in find_tags(text):
            if tag.acts and tag not in known:
                known.add(tag)
                yield _problem(text[tag.start : tag.start + 40], found)
        for match in _DECLARATION.finditer(text):
            if match[0] not in declared:
                declared.add(match[0])
                yield _problem(match[0], found)


def active_tags(text: str) -> set[FoundTag]:
    """Return those tags in *text* that act."""
    return {tag for tag in find_tags(text) if tag.acts} if "<" in text else set()


def _problem(written: str, found: Markup) -> SafetyProblem:
    message = phrase(
        "{written} is not in the message; write text without HTML", written=quoted(written)
    )
    place = found.source.find(written)
    return SafetyProblem("unsafe-html", message, place if place >= 0 else None)


#: What roles of Sphinx leave out of their text when they print it, or write otherwise.
_LEFT_OUT = {
    "guilabel": re.compile(r"(?<!&)&(?![&\s])"),
    "menuselection": re.compile(r"(?<!&)&(?![&\s])|-->"),
    "samp": re.compile("[{}]"),
    "file": re.compile("[{}]"),
    "index": re.compile(r"\A!"),
}


def as_read(markup: Markup) -> str:
    """Return a message as a page holds it: with what some roles do to their text."""
    if not any(inline.role in _LEFT_OUT for inline in markup.inlines):
        return markup.shown
    return markup.shown_with(
        lambda inline: (
            _LEFT_OUT[inline.role].sub("", inline.text) if inline.role in _LEFT_OUT else inline.text
        )
    )


def _without_targets(markup: Markup) -> str:
    """Return a message without the targets of its roles and links, which are no tags."""
    pieces = []
    at = 0
    for inline in markup.inlines:
        if inline.explicit and not _sets_apart(inline):
            pieces += [markup.source[at : inline.start], inline.text]
            at = inline.end
    return "".join([*pieces, markup.source[at:]])


def _sets_apart(inline: Inline) -> bool:
    return inline.kind is InlineKind.ROLE and is_harmless(inline.role.removeprefix("std:"))
