"""The inline markup of a message in Markdown, as MyST's own inline parser finds it.

As in `editions.catalogs.restructuredtext`, nothing runs: roles and substitutions are recorded.
MyST is loaded with the first message.
"""

from __future__ import annotations

import posixpath
import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace
from functools import cached_property, lru_cache
from typing import ClassVar

from editions.borrowed.myst import MarkdownOptions, PlacedToken, PlacingParser, is_installed
from editions.catalogs.keeping import kept
from editions.catalogs.linked_files import is_document_name
from editions.catalogs.markup import (
    MOST_KEPT,
    OBJECT,
    RAISED_ROLES,
    Inline,
    InlineKind,
    Markup,
    role_inline,
)
from editions.findings import EditionsError
from editions.phrases import phrase

#: Without any of these, a text holds no markup: the quick way out for most messages.
_MAY_HOLD = re.compile(r"[\\`*_~!<\[{&$§@]|://|www\.|\.(?=\w)")
#: What stands before the text of a role.
_BEFORE_ROLE = re.compile(r"\{[^{}]*\}(`+)")
_SCHEME = re.compile(r"([a-zA-Z][a-zA-Z0-9+.-]*):")
#: Schemes of MyST's own, which lead to places of the project.
_OWN_SCHEMES = frozenset(("inv", "path", "project"))
#: Attributes that a link or picture has without being given any.
_USUAL = frozenset(("href", "src", "alt", "title"))
#: Formulas, in all ways to write them.
_FORMULAS = frozenset(("math_inline", "math_inline_double", "math_single"))
#: Kinds of tokens that are one thing, and have no words of their own for readers.
_PLAIN_KINDS = {
    "code_inline": InlineKind.LITERAL,
    "html_inline": InlineKind.HTML,
    "substitution_inline": InlineKind.SUBSTITUTION,
}
_EMPHASIS = {"em": InlineKind.EMPHASIS, "strong": InlineKind.STRONG, "s": InlineKind.EMPHASIS}


class NoMarkdownError(EditionsError):
    """Markdown cannot be read, since MyST is not there."""

    def __init__(self) -> None:
        super().__init__(
            phrase(
                "its messages are Markdown, which myst-parser reads, and that is not "
                "installed here; install it beside editions: pip install myst-parser"
            )
        )


@dataclass(frozen=True)
class _Piece:
    """A part of a message that is not what it says."""

    start: int
    end: int
    #: What readers see of it: nothing of a mark, a letter of an entity.
    shown: str = ""
    #: Stands for something that is no prose: code, a formula, a tag.
    is_object: bool = False


@dataclass(frozen=True)
class MarkdownMarkup(Markup):
    """A message in Markdown and its inline markup, in the order in which it begins.

    One piece may stand in another: ``**see [the map](map.md)**``.
    """

    has_tags: ClassVar[bool] = True
    #: What is no running text, in order; none stands in another.
    pieces: tuple[_Piece, ...] = ()

    def named(self, inline: Inline) -> str:
        """Return what a piece of markup is called in findings: as it is written, without title."""
        if inline.kind is InlineKind.ATTRIBUTES:
            return inline.text
        if inline.kind is InlineKind.ROLE and inline.role != "download":
            return f"{{{inline.role}}}`{inline.target}`"
        if inline.explicit:
            mark = "!" if inline.kind is InlineKind.IMAGE else ""
            return f"{mark}[{inline.text}]({inline.target})"
        return self.written(inline)

    def role_name(self, role: str) -> str:
        """Return what a role is called in findings; a file is linked to without one."""
        return phrase("the link to a file") if role == "download" else f"{{{role}}}"

    def link_cure(self, inline: Inline) -> str:
        """Return how a translation may write a link."""
        return phrase("write [words]({target}), with words of yours", target=inline.target)

    def document_of(self, inline: Inline) -> str:
        """Return the document that a link leads into, by its path; "" for a place of this one."""
        path = inline.name.removeprefix("project:").partition("#")[0]
        return posixpath.normpath(path).removesuffix(".md") if path else ""

    def formula(self, inline: Inline) -> str:
        """Return a formula as it is written."""
        return inline.text

    @cached_property
    def exposed(self) -> str:
        """What readers see, where they may find addresses."""
        return self.shown

    def _parts(self, begin: int = 0, end: int | None = None) -> Iterator[tuple[str, _Piece | None]]:
        """Yield running text, and between it the pieces as they are written."""
        end = len(self.source) if end is None else end
        at = begin
        for piece in self.pieces:
            if begin <= piece.start and piece.end <= end:
                yield self.source[at : piece.start], None
                yield self.source[piece.start : piece.end], piece
                at = piece.end
        yield self.source[at:end], None

    @cached_property
    def masked(self) -> str:
        """The message, each character that is no prose replaced by `OBJECT`."""

        def mask(text: str, piece: _Piece | None) -> str:
            if piece is None:
                return text
            letter = piece.shown if len(piece.shown) == 1 and not piece.is_object else ""
            return OBJECT * (len(text) - len(letter)) + letter

        return "".join(mask(*part) for part in self._parts())

    @cached_property
    def shown(self) -> str:
        """The message as readers see it, its literals and formulas as they are written."""
        return self.seen(0, len(self.source))

    def seen(self, begin: int, end: int) -> str:
        """Return a part of the message as readers see it."""
        return "".join(p.shown if p else text for text, p in self._parts(begin, end))

    @cached_property
    def plain(self) -> str:
        """The message as it is read: marks gone, and one `OBJECT` for what is no prose."""
        return "".join(
            text if p is None else OBJECT if p.is_object else p.shown for text, p in self._parts()
        )


def parse_markdown(text: str, options: MarkdownOptions | None = None) -> Markup:
    """Return the inline markup of a message in Markdown.

    Raises:
        NoMarkdownError: MyST is not installed.
    """
    if not _MAY_HOLD.search(text):
        return MarkdownMarkup(text)
    return exact_markdown(text, options or MarkdownOptions())


@kept(Markup.weight, MOST_KEPT)
def exact_markdown(text: str, options: MarkdownOptions) -> Markup:
    """Return the inline markup of a message in Markdown, without a short cut.

    Raises:
        NoMarkdownError: MyST is not installed.
    """
    reader = _Reader(text, markdown_parser(options))
    inlines = sorted(reader.inlines, key=lambda inline: (inline.start, -inline.end))
    pieces: list[_Piece] = []
    for piece in sorted(reader.pieces, key=lambda piece: (piece.start, piece.end)):
        if piece.start < piece.end and (not pieces or pieces[-1].end <= piece.start):
            pieces.append(piece)
    markup = MarkdownMarkup(text, tuple(inlines), tuple(pieces))
    seen = (
        replace(inline, text=markup.seen(*inline.prose)) if inline.text == _WORDS else inline
        for inline in inlines
    )
    return MarkdownMarkup(text, tuple(seen), tuple(pieces))


@lru_cache(maxsize=64)
def markdown_parser(options: MarkdownOptions) -> PlacingParser:
    """Return MyST's parser with the settings of a project.

    Raises:
        NoMarkdownError: MyST is not installed.
    """
    if not is_installed():
        raise NoMarkdownError
    return PlacingParser(options)


def link_path(href: str, options: MarkdownOptions) -> str | None:
    """Return the path that MyST looks for as a file; None where a scheme says what a link is."""
    return None if _SCHEME.match(href) else markdown_parser(options).path_of(href)


#: Stands for the words of a piece of markup until all of the message is known.
_WORDS = "\0words"


class _Reader:
    """What the tokens of one message are."""

    def __init__(self, text: str, parser: PlacingParser) -> None:
        self.text = text
        self.schemes = parser.schemes
        self.path_of = parser.path_of
        self.documents = parser.documents
        self.is_external = parser.links_are_external
        self.inlines: list[Inline] = []
        self.pieces: list[_Piece] = []
        self.opened: list[PlacedToken] = []
        for token in parser.parse(text):
            self.read(token)

    def read(self, token: PlacedToken) -> None:
        """Take one token."""
        side = token.kind.rpartition("_")[2]
        if side == "open":
            self.opened.append(token)
        elif side == "close":
            self.close(self.opened.pop(), token)
        elif token.kind == "special":
            self.pieces.append(_Piece(token.start, token.end, token.content))
        elif token.kind in _PLAIN_KINDS:
            self.add_object(_PLAIN_KINDS[token.kind], token, token.content)
        elif token.kind in _FORMULAS:
            self.add_object(InlineKind.ROLE, token, token.content, role="math")
        elif token.kind == "footnote_ref":
            self.add_object(InlineKind.FOOTNOTE, token, str(token.meta.get("label", "")))
        elif token.kind == "section_ref":
            self.add_object(InlineKind.LINK, token, token.content, name=token.content)
        elif token.kind == "linkify":
            self.add_object(InlineKind.URL, token, token.content, target=token.attributes["href"])
        elif token.kind == "myst_role":
            self.add_role(token)
        elif token.kind == "image":
            self.add_bracketed(InlineKind.IMAGE, token, token.end, 2, token.attributes["src"])
            self.add_attributes(token, token.end)
        elif token.kind != "softbreak":
            self.pieces.append(_Piece(token.start, token.end, is_object=True))

    def close(self, opened: PlacedToken, closed: PlacedToken) -> None:
        """Take what stands between two tokens."""
        kind = opened.kind.removesuffix("_open")
        if kind in _EMPHASIS:
            # Of two asterisks, the inner one is the token.
            length = len(opened.markup)
            start, end = opened.end - length, closed.start + length
            prose = (opened.end, closed.start)
            self.inlines.append(Inline(_EMPHASIS[kind], start, end, _WORDS, prose=prose))
            self.add_marks((start, end), prose)
        elif kind == "link":
            self.add_link(opened, closed.end)
        elif kind == "span":
            self.add_marks((opened.start, closed.end), (opened.start + 1, opened.label))
            self.add_attributes(opened, closed.end)

    def add_marks(self, whole: tuple[int, int], prose: tuple[int, int]) -> None:
        """Note what stands around the words of a piece of markup."""
        self.pieces += [_Piece(whole[0], prose[0]), _Piece(prose[1], whole[1])]

    def add_object(
        self,
        kind: InlineKind,
        token: PlacedToken,
        shown: str,
        *,
        target: str = "",
        name: str = "",
        role: str = "",
    ) -> None:
        """Note what has no words of its own for readers."""
        target = target or (shown if kind is InlineKind.ROLE else "")
        place = (token.start, token.end)
        inline = Inline(kind, *place, shown, target=target, name=name, role=role)
        self.inlines.append(inline)
        seen = "" if kind is InlineKind.HTML else shown
        self.pieces.append(_Piece(token.start, token.end, seen, is_object=True))
        self.add_attributes(token, token.end)

    def add_role(self, token: PlacedToken) -> None:
        """Note a role."""
        match = _BEFORE_ROLE.match(self.text, token.start)
        begin = match.end() if match else token.start
        name = str(token.meta.get("name", "")).lower()
        inline = role_inline(name, token.content, begin, token.start, token.end)
        self.inlines.append(inline)
        begin, end = inline.prose
        if begin < end:
            # 2 to the 64th is not 264.
            is_raised = name in RAISED_ROLES and token.content.isdecimal()
            self.pieces.append(_Piece(token.start, begin, is_object=is_raised))
            self.pieces.append(_Piece(end, token.end))
        else:
            self.pieces.append(_Piece(token.start, token.end, inline.text, is_object=True))

    def add_bracketed(
        self,
        kind: InlineKind,
        token: PlacedToken,
        end: int,
        marks: int,
        target: str,
        name: str = "",
    ) -> None:
        """Note a link or picture whose words stand in brackets."""
        place, prose = (token.start, end), (token.start + marks, token.label)
        self.inlines.append(
            Inline(kind, *place, _WORDS, target=target, explicit=True, name=name, prose=prose)
        )
        self.add_marks(place, prose)

    def add_link(self, token: PlacedToken, end: int) -> None:
        """Note a link by what it leads to: an address, a place or a file of the project."""
        href = token.attributes.get("href", "")
        scheme = _SCHEME.match(href)
        name = scheme[1] if scheme else ""
        is_address = (
            self.is_external
            or "external" in token.attributes.get("class", "").split()
            or (not href.startswith("#") and name in self.schemes)
            or (bool(name) and name not in _OWN_SCHEMES)
        )
        path = self.path_of(href).removeprefix("project:")
        is_document = name != "path" and is_document_name(path, self.documents)
        is_place = not is_address and (not path or is_document or name == "inv")
        if not token.label:  # ``<https://example.org>``, or an address found in the text
            shown = self.text[token.start : token.end].strip("<>")
            if is_address:
                self.add_object(InlineKind.URL, token, shown, target=href)
            elif is_place:
                self.add_object(InlineKind.LINK, token, "", target=href, name=href)
            else:
                self.add_object(InlineKind.ROLE, token, shown, target=href, role="download")
            return
        if is_address or is_place:
            named = "" if is_address else href
            self.add_bracketed(InlineKind.LINK, token, end, 1, href, named)
        else:
            self.add_bracketed(InlineKind.ROLE, token, end, 1, href)
            self.inlines[-1] = replace(self.inlines[-1], role="download")
        self.add_attributes(token, end)

    def add_attributes(self, token: PlacedToken, end: int) -> None:
        """Note what stands in braces behind a piece of markup: ``{#place .class}``."""
        if token.kind in ("substitution_inline", "linkify", "myst_role"):
            return
        given = {k: v for k, v in token.attributes.items() if k not in _USUAL}
        if given:
            text = _shown_attributes(given)
            self.inlines.append(Inline(InlineKind.ATTRIBUTES, token.start, end, text))


def _shown_attributes(attributes: Mapping[str, str]) -> str:
    """Return attributes as they may be written, the same ones always the same."""
    return "{" + " ".join(f'{name}="{attributes[name]}"' for name in sorted(attributes)) + "}"
