"""The inline markup of a message, as values."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from enum import Enum
from functools import cached_property
from typing import ClassVar

from editions.catalogs.tokens import escaped, unescaped
from editions.phrases import phrase

#: Bytes of memory that parsed messages may take: those of a catalog, which are asked for often.
MOST_KEPT = 100_000_000
#: Stands for markup that is no prose, such as a literal or the target of a reference.
OBJECT = "\ufffc"
#: Roles whose text is written for readers, and may be translated.
PROSE_ROLES = frozenset(
    ("", "abbr", "abbreviation", "ac", "acronym", "b", "dfn", "emphasis", "guilabel", "i")
).union(
    ("menuselection", "small", "strong", "sub", "subscript", "sup", "superscript", "t"),
    ("title", "title-reference"),
)
#: The badges of sphinx-design that lead nowhere.
_BADGE = re.compile(r"bdg(?!-(?:link|ref)\b)(?:-[a-z]+)*")
#: Roles whose text stands higher or lower than the line.
RAISED_ROLES = frozenset(("sup", "superscript", "sub", "subscript"))
#: Roles in whose text ``<...>`` is no target but part of it.
_VERBATIM_ROLES = frozenset(
    ("code", "command", "file", "kbd", "literal", "makevar", "math", "program", "raw", "regexp")
).union(("samp",))
#: Interpreted text whose target stands apart, as roles of Sphinx read it: ``title <target>``, from
#: the first bracket on that is not escaped.  A title ends in no space, unless it is one.
_EXPLICIT = re.compile(
    r"(?P<title>.(?:(?:[^<]|(?<=\x00)<)*(?:[^<\s]|(?<=\x00)<))?)(?P<gap>\s*)(?<!\x00)"
    r"<(?P<target>.*)>",
    re.DOTALL,
)


class InlineKind(Enum):
    """What a piece of inline markup is."""

    ROLE = "role"
    LITERAL = "literal"
    EMPHASIS = "emphasis"
    STRONG = "strong emphasis"
    SUBSTITUTION = "substitution"
    FOOTNOTE = "footnote"
    CITATION = "citation"
    #: A reference by name or with an embedded address: ``name_``, ```text <address>`_``.
    LINK = "link"
    #: An address that stands in the text as it is.
    URL = "address"
    #: A place that can be linked to: ``_`name```.
    TARGET = "target"
    #: A picture in the text; in reStructuredText, a substitution stands for one.
    IMAGE = "picture"
    #: A tag of HTML, or a comment, in Markdown.
    HTML = "HTML"
    #: A name, classes and other attributes of another piece of markup, in Markdown.
    ATTRIBUTES = "attributes"
    #: What looks like markup and does not parse.
    PROBLEM = "problem"

    @property
    def said(self) -> str:
        """What a finding calls it."""
        return _KINDS[self]


_KINDS = {
    InlineKind.ROLE: phrase("role"),
    InlineKind.LITERAL: phrase("literal"),
    InlineKind.EMPHASIS: phrase("emphasis"),
    InlineKind.STRONG: phrase("strong emphasis"),
    InlineKind.SUBSTITUTION: phrase("substitution"),
    InlineKind.FOOTNOTE: phrase("footnote"),
    InlineKind.CITATION: phrase("citation"),
    InlineKind.LINK: phrase("link"),
    InlineKind.URL: phrase("address"),
    InlineKind.TARGET: phrase("place"),
    InlineKind.IMAGE: phrase("picture"),
    InlineKind.HTML: "HTML",
    InlineKind.ATTRIBUTES: phrase("attributes"),
    InlineKind.PROBLEM: phrase("problem"),
}


@dataclass(frozen=True, slots=True)
class Inline:
    """One piece of inline markup."""

    kind: InlineKind
    #: Where it begins and ends in the message.
    start: int
    end: int
    #: What readers see, or would see; without marks and escapes.
    text: str
    #: Name of a role, lower case; empty for the default role and for all other kinds.
    role: str = ""
    #: Target of a role or link as written: the text itself where there is no other.
    target: str = ""
    #: The target is written apart from the text: ``text <target>``.
    explicit: bool = False
    #: A link ending in two underscores.
    anonymous: bool = False
    #: What a link by name names, as docutils compares names; empty for all else.
    name: str = ""
    #: Where the part that readers read as prose begins and ends; the same place for none.
    prose: tuple[int, int] = (0, 0)
    #: What is wrong, for a problem.
    message: str = ""

    @property
    def counted(self) -> bool:
        """A link without name and address: docutils gives it the next target."""
        return self.anonymous and not self.explicit

    @property
    def is_prose(self) -> bool:
        """All of it is written for readers, and no target."""
        return self.prose != (0, 0) and not self.explicit


#: How markup that is a name is written.
_FORMS = {
    InlineKind.SUBSTITUTION: "|%s|",
    InlineKind.FOOTNOTE: "[%s]_",
    InlineKind.CITATION: "[%s]_",
    InlineKind.TARGET: "_`%s`",
}


@dataclass(frozen=True)
class Markup:
    """A message and its inline markup."""

    source: str
    #: In the order of the message.
    inlines: tuple[Inline, ...] = ()

    def weight(self) -> int:
        """Return about how many bytes of memory it takes, with what is derived from it."""
        return 500 + 8 * len(self.source) + 400 * len(self.inlines)

    def of(self, *kinds: InlineKind) -> Iterator[Inline]:
        """Yield the markup of some *kinds*."""
        if self.kinds.isdisjoint(kinds):
            return iter(())
        return (inline for inline in self.inlines if inline.kind in kinds)

    @cached_property
    def kinds(self) -> frozenset[InlineKind]:
        """The kinds of markup that there are."""
        return frozenset(inline.kind for inline in self.inlines)

    #: Tags of HTML are markup.
    has_tags: ClassVar[bool] = False

    def named(self, inline: Inline) -> str:
        """Return what a piece of markup is called in findings: as it is written, without title."""
        form = _FORMS.get(inline.kind)
        if inline.kind is InlineKind.ROLE:
            return f":{inline.role}:`{' '.join(inline.target.split())}`"
        if inline.kind is InlineKind.LINK:
            return f"`{inline.text}`{'__' if inline.counted else '_'}"
        return form % inline.text if form else self.written(inline)

    def role_name(self, role: str) -> str:
        """Return what a role is called in findings."""
        return f":{role}:" if role else phrase("markup in single backquotes")

    def link_cure(self, inline: Inline) -> str:
        """Return how a translation may write a link, or a substitution that is one."""
        if inline.kind is InlineKind.SUBSTITUTION:
            return f"write |{inline.text}|_"
        name = inline.target if inline.explicit else inline.text
        return phrase("write `words <{name}_>`_, with words of yours", name=name)

    def document_of(self, _inline: Inline) -> str:
        """Return the document that a link by name leads into; "" where it names a place alone."""
        return ""

    def written(self, inline: Inline) -> str:
        """Return a piece of markup as it is written."""
        return self.source[inline.start : inline.end]

    def formula(self, inline: Inline) -> str:
        """Return a formula as it is written, backslashes and all."""
        raw = self.written(inline)
        return raw[raw.index("`") + 1 : raw.rindex("`")]

    @cached_property
    def exposed(self) -> str:
        """The part of the message in which readers may find addresses."""
        return self.source

    def _between(self) -> Iterator[tuple[str, Inline | None]]:
        """Yield the text before each piece of markup, escaped, and the markup; the rest last."""
        text = escaped(self.source)
        at = 0
        for inline in self.inlines:
            yield text[at : inline.start], inline
            at = inline.end
        yield text[at:], None

    @cached_property
    def masked(self) -> str:
        """The message, each character that is no prose replaced by `OBJECT`.

        As long as the message, so that places in one are places in the other.
        """
        if not self.inlines and "\\" not in self.source:
            return self.source
        text = escaped(self.source)
        pieces = []
        for before, inline in self._between():
            pieces.append(before)
            if inline is not None:
                begin, end = inline.prose if inline.prose != (0, 0) else (inline.end, inline.end)
                pieces.append(OBJECT * (begin - inline.start))
                pieces.append(text[begin:end])
                pieces.append(OBJECT * (inline.end - end))
        return _ESCAPE.sub(lambda match: OBJECT * len(match[0]), "".join(pieces))

    @cached_property
    def shown(self) -> str:
        """The message as readers see it, its literals and formulas as they are written."""
        return self.shown_with(lambda inline: inline.text)

    def shown_with(self, text_of: Callable[[Inline], str]) -> str:
        """Return the message as readers see it, where markup is shown as *text_of* says."""
        return "".join(
            unescaped(before) + (text_of(inline) if inline else "")
            for before, inline in self._between()
        )

    @cached_property
    def plain(self) -> str:
        """The message as it is read: marks gone, and one `OBJECT` for what is no prose."""
        if not self.inlines and "\\" not in self.source:
            return self.source
        text = escaped(self.source)
        pieces = []
        for before, inline in self._between():
            pieces.append(unescaped(before))
            if inline is not None:
                prose = text[slice(*inline.prose)]
                if inline.role in RAISED_ROLES and prose.isdecimal():
                    pieces.append(OBJECT)  # 2 to the 64th is not 264
                pieces.append(unescaped(prose) if prose else OBJECT)
        return "".join(pieces)


#: An escape, and the space that vanishes with it.
_ESCAPE = re.compile("\0[ \n]?")


def is_prose(role: str) -> bool:
    """Tell whether the text of a *role* is written for readers, and may be translated."""
    return role in PROSE_ROLES or role.startswith("lang-") or _BADGE.fullmatch(role) is not None


def role_inline(role: str, text: str, begin: int, at: int, end: int) -> Inline:
    """Return interpreted text that begins at *begin*, its escapes as docutils has them."""
    match = None if role in _VERBATIM_ROLES else _EXPLICIT.fullmatch(text)
    if match:
        return Inline(
            InlineKind.ROLE,
            at,
            end,
            unescaped(match["title"]),
            role=role,
            target=unescaped(match["target"]),
            explicit=True,
            prose=(begin, begin + len(match["title"])),
        )
    shown = unescaped(text)
    prose = (begin, begin + len(text)) if is_prose(role) else (0, 0)
    return Inline(InlineKind.ROLE, at, end, shown, role=role, target=shown, prose=prose)
