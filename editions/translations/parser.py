"""Parse translations as what they are: one paragraph of inline markup, and never a document.

Sphinx hands each ``msgstr`` to the parser of its document as a document of its own, whose
directives run, whose roles stay defined, whose targets are known.  Here only docutils' inline
parser sees it, with the roles of its message.
"""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import replace
from typing import TYPE_CHECKING, Any, ClassVar, Protocol

from docutils import nodes
from docutils.parsers.rst import roles
from docutils.parsers.rst.languages import get_language as get_role_language
from docutils.statemachine import StringList
from sphinx.parsers import RSTParser
from sphinx.util.docutils import unregister_role

from editions.borrowed.docutils import InlineParser, default_role, silent_reporter
from editions.borrowed.myst import reads_markdown
from editions.borrowed.sphinx import split_term_classifiers
from editions.catalogs.lines import fold_lines, join_lines
from editions.catalogs.markup import InlineKind
from editions.catalogs.policy import Policy, safety_problems
from editions.catalogs.syntax import RST, Markdown, Syntax
from editions.catalogs.tags import active_tags
from editions.phrases import phrase
from editions.translations.holding import hold
from editions.translations.markdown import foreign, run_markdown
from editions.translations.refusals import RefusedError

if TYPE_CHECKING:
    from sphinx.application import Sphinx

#: End of the source's name where Sphinx parses a translation.
TRANSLATED = ":<translated>"

#: Where the parser of the document that is being read is kept.
_PARSER = "editions-inline"
#: What Sphinx puts around a translation before it parses it.
_LITERAL = "::\n\n   "
_DUMMY = "\n\n   dummy literal"
_TITLE = re.compile(r"(.*)\n(=+)", re.DOTALL)
_EMPTY_LINE = re.compile(r"\n[ \t]*\n")
#: Colons of other scripts: full width, vertical, small, raised.
_COLONS = frozenset("\uff1a\ufe13\ufe55\ufe30")
_MARKS_LITERAL = re.compile(r"(?<!\\)(\\\\)*::$")


class Origins(Protocol):
    """Knows where translations come from."""

    def message_of(self, docname: str, msgstr: str) -> str | None:
        """Return the message whose translation is *msgstr*, or None where there is none."""

    def has_markup(self, docname: str, msgid: str | None) -> bool:
        """Tell whether a message that is set as it is typed holds markup nevertheless."""

    def refuse(self, docname: str, msgid: str | None, reason: str) -> bool:
        """Note that a translation of *msgid* is not published, and why."""

    def syntax_of(self, docname: str, msgid: str) -> Syntax:
        """Return the markup language of a message in a document."""

    @property
    def policy(self) -> Policy:
        """What the publication allows beyond the rule."""


class MessageParser:
    """Comes before the parser of a kind of document, and takes the translations for itself."""

    origins: ClassVar[Origins]

    def parse(self, inputstring: str | StringList, document: nodes.document) -> None:
        """Parse a document as ever, or a translation as one paragraph."""
        if not str(document.get("source", "")).endswith(TRANSLATED):
            super().parse(inputstring, document)  # type: ignore[misc]  # the next class has it
            return
        text = inputstring if isinstance(inputstring, str) else "\n".join(inputstring)
        docname = document.settings.env.docname
        try:
            self.parse_message(text, docname, document)
            hold(document)  # `PlaceReferences` gives the references back
        except RefusedError as error:
            document.children.clear()  # Sphinx keeps the original text
            message = self.origins.message_of(docname, unwrapped(text))
            self.origins.refuse(docname, message, str(error))

    def syntax(self, document: nodes.document, message: str | None) -> Syntax:
        """Return the markup language of a message in a document that this parser reads.

        Raises:
            RefusedError: it is none that translations can be read in.
        """
        env = document.settings.env
        if isinstance(self, RSTParser) or reads_markdown(self):
            found = self.origins.syntax_of(env.docname, message or "")
            # A document may include Markdown where MyST reads none.
            return found if hasattr(env, "myst_config") else RST
        raise RefusedError(
            phrase("documents in reStructuredText and MyST alone can be translated safely")
        )

    def parse_message(self, text: str, docname: str, document: nodes.document) -> None:
        """Add the one node of a translation to *document*, or none where it reads otherwise."""
        if text.startswith(_LITERAL):
            code = unwrapped(text)
            message = self.origins.message_of(docname, code)
            if self.origins.has_markup(docname, message):
                syntax = self.syntax(document, message)
                found, problems = self.parse_inline(code, message, document, syntax)
                document += [nodes.literal_block(code, "", *found), *problems]
            else:
                document += nodes.literal_block(code, code)
            return
        title = title_of(text)
        content = unwrapped(text) if title is None else title
        message = self.origins.message_of(docname, unwrapped(text))
        syntax = self.syntax(document, message)
        if self.origins.policy.gentle and title is None:
            content = first_paragraph(content)  # as Sphinx does; a check reports the rest
        kind = syntax.block_kind(content, title=title is not None)
        # What is running text in the message, as "1. Tides" in the cell of a table, is so here.
        if kind is not None and (syntax == RST or kind != syntax.block_kind(message or "")):
            return  # reported as lost, when the document has been read
        if syntax == RST and text.endswith(_DUMMY) and _MARKS_LITERAL.search(content.rstrip()):
            content = without_mark(content)
        # As the messages themselves; titles go into files that have one line for each.
        content = fold_lines(content if title is None else join_lines(content))
        children, problems = self.parse_inline(content, message, document, syntax)
        if title is None:
            document += nodes.paragraph(content, "", *children)
        else:
            document += nodes.section("", nodes.title(content, "", *children))
        document += problems

    def parse_inline(
        self, text: str, message: str | None, document: nodes.document, syntax: Syntax = RST
    ) -> tuple[list[nodes.Node], list[nodes.system_message]]:
        """Return the nodes of a translation of *message*; None is of a message unknown.

        Raises:
            RefusedError: it holds what its message does not.
        """
        policy = current_policy(self.origins.policy)
        # The safety check has read it quickly; here docutils itself decides once more.  Of a term,
        # Sphinx will have us parse the first part alone, when it is too late to refuse it.
        for part in dict.fromkeys((text, split_term_classifiers(text)[0])):
            for problem in safety_problems(message or "", part, policy, syntax.exact):
                # What something excuses, the safety check has seen to.
                if policy.refuses(problem.rule) and not problem.unless:
                    raise RefusedError(problem.message)
        markup = syntax.exact(message or "")
        own_roles = {inline.role.removeprefix("std:") for inline in markup.of(InlineKind.ROLE)}

        def allows(role: str) -> bool:
            return role.removeprefix("std:") in own_roles or policy.admits(role)

        holder, problems = self.run(text, allows, document, syntax)
        has_tags = isinstance(syntax, Markdown)
        strange, tags = set(foreign(holder, has_tags=has_tags)), active_tags(text_of(holder))
        if (strange or tags) and message:
            silent = silent_document(document.settings)
            own, _ = self.run(message, allows, silent, syntax, silent=True)
            strange -= set(foreign(own, has_tags=has_tags))
            tags -= active_tags(text_of(own)) | active_tags(message)
        strange |= {f"<{tag.name}>" for tag in tags}
        if strange:
            raise RefusedError(
                phrase("it would add {strange!r} to the page", strange=min(strange)[:80])
            )
        found = list(holder.children)
        holder.children = []
        return found, problems

    def run(
        self,
        text: str,
        allows: Callable[[str], bool],
        document: nodes.document,
        syntax: Syntax,
        *,
        silent: bool = False,
    ) -> tuple[nodes.Element, list[nodes.system_message]]:
        """Return a node that holds those of *text*, and what is wrong with it."""
        if isinstance(syntax, Markdown):
            return run_markdown(text, allows, document, syntax, silent=silent), []
        found, problems = run_inliner(text, allows, document)
        return nodes.inline("", "", *found), problems


def text_of(holder: nodes.Element) -> str:
    """Return the text of nodes as titles and searches have it; what is written as HTML is none."""
    texts = (text for text in holder.findall(nodes.Text) if not isinstance(text.parent, nodes.raw))
    return "".join(texts)


def current_policy(policy: Policy) -> Policy:
    """Return *policy* for the document that is being read.

    It may have said itself what single backquotes stand for, with ``default-role``: then they
    may hold nothing but what they hold in the message.
    """
    own = default_role()
    declared = policy.default_role
    if own is None:
        unchanged = declared == roles.DEFAULT_INTERPRETED_ROLE
    else:
        language: Any = get_role_language("en")
        unchanged = own is roles.role(declared, language, 0, silent_reporter())[0]
    return policy if unchanged else replace(policy, default_role="")


def title_of(text: str) -> str | None:
    """Return the title that Sphinx has put a line under, or None for other text."""
    match = _TITLE.fullmatch(text)
    return match[1] if match and len(match[2]) == 2 * len(match[1]) else None


def without_mark(text: str) -> str:
    """Return *text* without the ``::`` at its end, of which a colon stays after a letter.

    So docutils has it, but that a colon of another script is one as well.
    """
    text = text.rstrip(" \n")
    before = text[-3:-2]
    if before in _COLONS:
        return text[:-2]
    return text[:-2].rstrip(" \n") if before in (" ", "\n") else text[:-1]


def unwrapped(text: str) -> str:
    """Return a translation without what Sphinx has put around it."""
    if text.startswith(_LITERAL):
        lines = text.removeprefix(_LITERAL[:-3]).split("\n")
        return "\n".join(line.removeprefix("   ") for line in lines)
    title = title_of(text)
    return text.removesuffix(_DUMMY) if title is None else title


def first_paragraph(text: str) -> str:
    """Return *text* up to its first empty line."""
    return _EMPTY_LINE.split(text.strip(), maxsplit=1)[0]


def run_inliner(
    text: str, allows: Callable[[str], bool], document: nodes.document
) -> tuple[list[nodes.Node], list[nodes.system_message]]:
    """Return what docutils' inline parser makes of *text*, with the roles that *allows* allows.

    Raises:
        RefusedError: another role stands in it, or it cannot be parsed.
    """
    parser = _document_parser(document.settings)

    def interpreted(rawsource: str, content: str, role: str, lineno: int) -> Any:
        if not allows((role or "").lower()):
            raise RefusedError(phrase("the role {role!r} is not one of the message", role=role))
        return parser.own(rawsource, content, role, lineno)

    parser.interpret(interpreted)
    try:
        return parser.parse(text, document, nodes.paragraph(text, ""))
    except RefusedError:
        raise
    except Exception as error:  # a role of any extension, given what nobody has foreseen
        raise RefusedError(
            phrase("it cannot be parsed ({error})", error=type(error).__name__)
        ) from error


def _document_parser(settings: Any) -> InlineParser:
    """Return docutils' inline parser for the document that is being read, the same one each time.

    Documents that no Sphinx reads have a new one.
    """
    env = getattr(settings, "env", None)
    if env is None:
        return InlineParser(settings)
    kept = env.temp_data
    parser: InlineParser | None = kept.get(_PARSER)
    if parser is None:
        parser = kept[_PARSER] = InlineParser(settings)
    return parser


def silent_document(settings: Any) -> nodes.document:
    """Return a document of which nobody hears."""
    return nodes.document(settings, silent_reporter(), source="")


def forget_default_role(app: Sphinx, _docname: str, _content: list[str]) -> None:
    """Keep the ``default-role`` of one document out of the next, where Sphinx does not."""
    if not app.config.default_role:
        unregister_role("")


def guard_parsers(app: Sphinx, origins: Origins) -> None:
    """Put a `MessageParser` before the parser of every kind of document."""
    app.connect("source-read", forget_default_role)
    parsers = app.registry.get_source_parsers()
    for parser in set(parsers.values()):
        if not issubclass(parser, MessageParser):
            own = {
                "origins": origins,
                "supported": tuple(kind for kind, known in parsers.items() if known is parser),
            }
            guarded = type(parser.__name__, (MessageParser, parser), own)
            app.add_source_parser(guarded, override=True)
