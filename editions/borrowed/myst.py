"""MyST's reading of Markdown, and markdown-it's below it; only where a project uses them."""

from __future__ import annotations

import importlib.util
import sys
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, field, fields, replace
from functools import cache
from typing import Any

from editions.borrowed.parts import BorrowedLibrary, BorrowedPart

MYST = BorrowedLibrary("MyST-Parser", ("3.0", "4.0", "5.0", "5.1", "5.2"), "myst-parser")
MARKDOWN_IT = BorrowedLibrary(
    "markdown-it-py", ("3.0", "4.0", "4.1", "4.2", "4.3"), "markdown-it-py"
)

_CREATE = BorrowedPart(
    MYST,
    "myst_parser.parsers.mdit:create_md_parser",
    "read Markdown as MyST does",
    parameters=("config", "renderer"),
)
_CONFIG = BorrowedPart(
    MYST, "myst_parser.config.main:MdParserConfig", "read Markdown as MyST does", type
)
_TOP = BorrowedPart(
    MYST,
    "myst_parser.config.main:read_topmatter",
    "read what a document says of its own Markdown",
    parameters=("text",),
)
_MERGE = BorrowedPart(
    MYST,
    "myst_parser.config.main:merge_file_level",
    "read what a document says of its own Markdown",
    parameters=("config", "topmatter", "warning"),
)
_RENDERER = BorrowedPart(
    MYST,
    "myst_parser.mdit_to_docutils.sphinx_:SphinxRenderer",
    "translate documents in Markdown",
    type,
)
_HTML = BorrowedPart(
    MARKDOWN_IT, "markdown_it.renderer:RendererHTML", "read Markdown without writing it", type
)
_RULES = BorrowedPart(
    MARKDOWN_IT, "markdown_it.ruler:Ruler.getRules", "know where the markup of a message stands"
)
_ACTIVE = BorrowedPart(
    MARKDOWN_IT,
    "markdown_it.ruler:Ruler.get_active_rules",
    "know where the markup of a message stands",
)
_LABEL = BorrowedPart(
    MARKDOWN_IT,
    "markdown_it.helpers:parseLinkLabel",
    "know where the text of a link ends",
    parameters=("state", "start", "disableNested"),
)

PARTS = (
    *(_CREATE, _CONFIG, _TOP, _MERGE, _RENDERER),
    *(_HTML, _RULES, _ACTIVE, _LABEL),
)

#: MyST's settings that say what Markdown is; all others say what becomes of it.
_READING = (
    *("commonmark_only", "gfm_only", "enable_extensions", "disable_syntax", "all_links_external"),
    *("url_schemes", "sub_delimiters", "linkify_fuzzy_links", "dmath_allow_space"),
    *("dmath_allow_digits", "dmath_double_inline", "strikethrough_single_tilde"),
)
#: Rules of markdown-it that make one token of text for each mark.
_MARKS = frozenset(("emphasis", "strikethrough"))
#: Rules that know an address by its colon, when its beginning has been read.
_COLONS = frozenset(("linkify", "gfm_autolink_protocol", "gfm_autolink_email"))
#: Where a token keeps its place, and the end of its text in brackets.
_PLACE, _END = "editions-place", "editions-end"
#: Rules whose text stands in brackets: how far before these the markup begins, and whether they
#: may hold links.
_BRACKETED = {"link": (0, True), "image": (1, False), "span": (0, False)}


@cache
def is_installed() -> bool:
    """Tell whether Markdown can be read at all."""
    return importlib.util.find_spec("myst_parser") is not None


def reads_markdown(parser: object) -> bool:
    """Tell whether a parser of documents is MyST's, or made of it, as that of notebooks is."""
    module = sys.modules.get("myst_parser.parsers.sphinx_")
    return module is not None and isinstance(parser, module.MystParser)


@dataclass(frozen=True)
class MarkdownOptions:
    """What Markdown is in a project or document: MyST's settings, of plain values."""

    #: Names, without ``myst_``, and values of the settings that are not MyST's own.
    settings: tuple[tuple[str, Any], ...] = ()
    #: Ends of the names of documents; a link to any other file copies it into the site.
    documents: tuple[str, ...] = (".md", ".markdown", ".ipynb", ".rst")
    #: The definitions of links in a document: name, address and title.
    definitions: tuple[tuple[str, str, str], ...] = ()
    #: The labels of the notes of a document.
    notes: tuple[str, ...] = ()

    @classmethod
    def of(cls, settings: Mapping[str, Any]) -> MarkdownOptions:
        """Return the options of MyST's *settings*, named without ``myst_``."""
        kept = ((name, _plain(settings[name])) for name in _READING if name in settings)
        return cls(tuple(kept))

    @classmethod
    def of_project(cls, settings: Mapping[str, Any]) -> MarkdownOptions:
        """Return the options of a project's *settings*, by their names in ``conf.py``."""
        prefix = "myst_"
        own = {k.removeprefix(prefix): v for k, v in settings.items() if k.startswith(prefix)}
        return cls.of(own)

    def config(self) -> Any:
        """Return MyST's own record; settings that its version does not know are left out."""
        kind = _CONFIG.get()
        known = {one.name for one in fields(kind)}
        try:
            return kind(**{name: _listed(value) for name, value in self.settings if name in known})
        except (TypeError, ValueError):  # MyST says so, and does without them
            return kind()

    def env(self) -> dict[str, Any]:
        """Return what markdown-it knows of a document when it reads a message of it."""
        return {
            "references": {
                name: {"href": href, "title": title, "map": [0, 1]}
                for name, href, title in self.definitions
            },
            "footnotes": {"refs": dict.fromkeys(self.notes, -1), "list": {}},
        }

    def of_document(self, text: str) -> MarkdownOptions:
        """Return the options of a document, which begins with settings and holds definitions."""
        config = merged_config(self.config(), text)
        settings = {one.name: getattr(config, one.name) for one in fields(config)}
        own = MarkdownOptions.of(settings) if config != self.config() else self
        env: dict[str, Any] = {}
        if "]:" in text:
            parser = create_parser(config)
            parser.block.parse(text, parser, env, [])
        definitions = (
            (name, str(found["href"]), str(found.get("title") or ""))
            for name, found in env.get("references", {}).items()
        )
        notes = env.get("footnotes", {}).get("refs", {})
        own = replace(own, documents=self.documents)
        return replace(own, definitions=tuple(sorted(definitions)), notes=tuple(sorted(notes)))


def _plain(value: Any) -> Any:
    """Return a setting as a value that can be compared and sent to another process."""
    if isinstance(value, (set, frozenset)):
        return tuple(sorted(value))
    if isinstance(value, Mapping):
        return tuple(value)  # schemes of addresses; what becomes of them is no matter of reading
    return tuple(value) if isinstance(value, (list, tuple)) else value


def _listed(value: Any) -> Any:
    return list(value) if isinstance(value, tuple) else value


def merged_config(config: Any, text: str) -> Any:
    """Return MyST's *config* with what a document says itself at its beginning."""
    if not text.startswith("---"):
        return config
    try:
        top = _TOP.get()(text)
    except Exception:  # MyST says what is wrong with it
        return config
    return _MERGE.get()(config, top, lambda *_: None) if top else config


def create_parser(config: Any, renderer: Any = None) -> Any:
    """Return markdown-it with what MyST adds to it; without a *renderer*, it only reads."""
    parser = _CREATE.get()(config, renderer or _HTML.get())
    if renderer is None:  # what letters look like is no matter of markup
        parser.disable(["smartquotes", "replacements"], True)
    return parser


def sphinx_renderer() -> Any:
    """Return the class that makes nodes of Markdown."""
    return _RENDERER.get()


# Places


@dataclass(frozen=True)
class PlacedToken:
    """A token of markdown-it, with its place in the text."""

    #: What it is: ``em_open``, ``link_close``, ``code_inline``.
    kind: str
    start: int
    end: int
    content: str = ""
    #: What was written: ``*`` or ``_``; ``autolink``.
    markup: str = ""
    attributes: Mapping[str, str] = field(default_factory=dict)
    meta: Mapping[str, Any] = field(default_factory=dict)
    #: Where the text in brackets ends; 0 where there is none.
    label: int = 0


class PlacingParser:
    """MyST's inline parser, which says where each token stands."""

    def __init__(self, options: MarkdownOptions) -> None:
        for part in (_RULES, _ACTIVE, _LABEL):
            part.get()
        self.options = options
        config = options.config()
        #: Schemes of addresses; what has another one may be a place of the project.
        self.schemes = frozenset(config.url_schemes)
        #: Every link is an address.
        self.links_are_external = bool(
            config.commonmark_only or config.gfm_only or config.all_links_external
        )
        self.documents = options.documents
        self.parser = create_parser(config)
        self.label = _LABEL.get()
        self.text = ""
        #: What markdown-it knows of the text; it makes others for parts of it.
        self.state: Any = None
        #: Escapes and entities: begin, end, and what they stand for.
        self.specials: list[tuple[int, int, str]] = []
        ruler = self.parser.inline.ruler
        for name, rule in zip(ruler.get_active_rules(), ruler.getRules(""), strict=True):
            ruler.at(name, self._watch(name, rule))

    def parse(self, text: str) -> Iterator[PlacedToken]:
        """Yield the tokens of a *text* in its order, those of running text left out.

        Escapes and entities are among them, as ``special``.
        """
        self.text, self.specials, self.state = text, [], None
        tokens = self.parser.parseInline(text, self.options.env())[0].children
        yield from self._placed(tokens or [])
        for start, end, content in self.specials:
            yield PlacedToken("special", start, end, content)

    def path_of(self, href: str) -> str:
        """Return the part of a link that may name a file, as MyST reads it."""
        return str(self.parser.normalizeLinkText(href)).partition("#")[0]

    def blocks(self, text: str) -> list[str]:
        """Return the kinds of the blocks that a document consists of: ``paragraph``."""
        found: list[Any] = []
        self.parser.block.parse(text, self.parser, self.options.env(), found)
        return [
            t.type.removesuffix("_open")
            for t in found
            if t.level == 0 and t.nesting >= 0 and t.type != "inline"
        ]

    def _watch(self, name: str, rule: Callable[..., bool]) -> Callable[[Any, bool], bool]:
        """Return a rule of markdown-it that notes the places of its tokens."""

        def run(state: Any, silent: bool) -> bool:
            self.state = self.state or state
            if silent or state is not self.state:  # within the words for a picture
                return rule(state, silent)
            start, before, waiting = state.pos, len(state.tokens), bool(state.pending)
            if not rule(state, silent):
                return False
            new = state.tokens[before:]
            if name in _MARKS:
                self._place_marks(new[waiting:], start)  # the first is the text before them
                return True
            if name in _COLONS:
                shown = next((t.content for t in reversed(new) if t.type == "text"), "")
                start = state.pos - len(shown)
            for token in new:
                if token.type == "text_special":
                    self.specials.append((start, state.pos, token.content))
                elif token.type != "text" and _PLACE not in token.meta:
                    token.meta[_PLACE] = start, state.pos
            if name in _BRACKETED:
                skip, nested = _BRACKETED[name]
                opening = next(token for token in new if token.type != "text")
                opening.meta[_END] = self.label(state, start + skip, nested)
            if name == "attr":
                token = state.tokens[-1]
                token.meta[_PLACE] = token.meta[_PLACE][0], state.pos
            return True

        return run

    @staticmethod
    def _place_marks(tokens: list[Any], start: int) -> None:
        for token in tokens:
            token.meta[_PLACE] = start, start + len(token.content)
            start += len(token.content)

    def _placed(self, tokens: list[Any]) -> Iterator[PlacedToken]:
        at = 0
        address = ""
        for token in tokens:
            place = token.meta.get(_PLACE)
            if token.type == "text":
                if address:
                    yield self._linkified(token.content, address, at)
                found = self.text.find(token.content, at)
                at, address = at if found < 0 else found + len(token.content), ""
            elif place is not None:
                at = max(at, place[0] if token.nesting > 0 else place[1])
                yield PlacedToken(
                    token.type,
                    place[0],
                    place[1],
                    token.content,
                    token.markup,
                    {name: str(value) for name, value in token.attrs.items()},
                    {k: v for k, v in token.meta.items() if k not in (_PLACE, _END)},
                    token.meta.get(_END, 0),
                )
            elif token.type == "link_open":  # found in text, when all was read
                address = str(token.attrs.get("href", ""))

    def _linkified(self, shown: str, href: str, at: int) -> PlacedToken:
        """Return an address that stands in the text as it is."""
        start = self.text.find(shown, at)
        start, end = (start, start + len(shown)) if start >= 0 else (at, len(self.text))
        return PlacedToken("linkify", start, end, shown, attributes={"href": href})
