"""Rules on what is unsafe: what a build refuses is found without one.

Where a project says what its builds accept (`Context.safety`), every refusal is a finding.
Elsewhere nobody knows its roles and the pages of its language, and only what could do harm in
any project is one.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping

from editions.catalogs.domains import SPHINX
from editions.catalogs.markup import Inline, InlineKind
from editions.catalogs.policy import SCHEMES, Policy
from editions.catalogs.problems import SafetyProblem
from editions.catalogs.safety import SafetyCheck
from editions.catalogs.words import is_plain
from editions.findings import Severity
from editions.phrases import phrase
from editions.rules.registry import Context, MessagePair, Problem, entry_rule, register

_TEXTS = (
    (
        "unsafe-role",
        """A translation has no role that its message lacks, unless it only sets words apart.

        Bad: msgid "the tide" msgstr ":raw-html:`la marée`"
        Good: msgid "the tide" msgstr ":lang-fr:`la marée`"
        """,
    ),
    (
        "unsafe-target",
        """A role that leads somewhere or copies a file has the target of the message.

        Bad: msgid ":download:`tide.csv`" msgstr ":download:`/etc/passwd`"
        Good: msgid ":download:`tide.csv`" msgstr ":download:`les marées <tide.csv>`"
        """,
    ),
    (
        "unsafe-link",
        """A link leads to an address of the message, or to a declared counterpart.

        Bad: msgid "the tide" msgstr "`la marée <javascript:open()>`_"
        Good: msgid "`the tide <https://a.example>`_" msgstr "`la marée <https://a.example>`_"
        """,
    ),
    (
        "unsafe-name",
        """A translation names no substitution, footnote, citation or place that its message lacks.

        Bad: msgid "the tide" msgstr "_`la marée`"
        Good: msgid "_`the tide`" msgstr "_`the tide`"
        """,
    ),
    (
        "unsafe-math",
        r"""A formula holds the commands of the message's formula and plain ones.

        Bad: msgid ":math:`x^2`" msgstr ":math:`\\href{javascript:x}{x}`"
        Good: msgid ":math:`x^2`" msgstr ":math:`x^2`"
        """,
    ),
    (
        "unsafe-html",
        """A translation holds no HTML that its message lacks.

        Bad: msgid "the tide" msgstr "<img src=x onerror=y> la marée"
        Good: msgid "the tide" msgstr "la marée"
        """,
    ),
    (
        "unsafe-markup",
        """A translation is markup that its document can take in the place of the message.

        Bad: msgid "all, noindex" msgstr "tout, noindex", for ``robots`` in ``meta``
        Good: msgid "all, noindex" msgstr ""
        """,
    ),
    (
        "unsafe-place",
        """Where a program fills a pattern, the translation has the places of the message.

        Bad: msgid "Chapter {number}" msgstr "Chapitre {number.__class__}"
        Good: msgid "Chapter {number}" msgstr "Chapitre {number}"
        """,
    ),
    (
        "unsafe-length",
        """A translation is no longer, and holds no more marks, than one of its message may.

        Bad: msgid "The tide is out." msgstr "https://a https://a …", 1,000 times
        Good: msgid "The tide is out." msgstr "La marée est basse."
        """,
    ),
    (
        "unsafe-character",
        """A translation holds no character that controls, or turns the text around.

        Bad: msgid "the tide" msgstr "la <U+202E>marée"
        Good: msgid "the tide" msgstr "la marée"
        """,
    ),
)
_DOUBTFUL_TEXTS = (
    (
        "doubtful-role",
        """A translation has no role that leads anywhere, where its message has none.

        Bad: msgid "the tide" msgstr "la :ref:`marée <tide>`"
        Good: msgid "the :ref:`tide`" msgstr "la :ref:`marée <tide>`"
        """,
    ),
    (
        "doubtful-target",
        """A role leads to the target of the message, and to no other of the project.

        Bad: msgid ":ref:`tide`" msgstr ":ref:`marée`"
        Good: msgid ":ref:`tide`" msgstr ":ref:`marée <tide>`"
        """,
    ),
    (
        "doubtful-link",
        """A link leads to the page of the message, and to no other one of its site.

        Bad: msgid "https://a.example/tide" msgstr "https://fr.a.example/maree"
        Good: msgid "https://a.example/tide" msgstr "https://a.example/tide"
        """,
    ),
    (
        "doubtful-name",
        """A translation names the substitutions of its message, and no other one in their place.

        Bad: msgid "|screen-en|" msgstr "|screen-fr|"
        Good: msgid "|screen|" msgstr "|screen|"
        """,
    ),
    (
        "doubtful-character",
        """A translation holds no character that cannot be seen and that its script does not need.

        Bad: msgid "the tide" msgstr "la ma<U+200B>rée"
        Good: msgid "the tide" msgstr "la marée"
        """,
    ),
)
for _name, _text in _TEXTS:
    register(_name, Severity.ERROR, _text)
for _name, _text in _DOUBTFUL_TEXTS:
    register(_name, Severity.WARNING, _text)

#: The rules that report the same problem from another side; where one of them does, it is enough.
#: What is only doubtful is reported in their place: it is published, and stops nothing.
SAME_FAULT: Mapping[str, frozenset[str]] = {
    "doubtful-role": frozenset(("inline-markup", "references", "references-added")),
    "doubtful-target": frozenset(("inline-markup", "references", "references-added")),
    "doubtful-link": frozenset(("links", "links-added")),
    "doubtful-name": frozenset(("substitutions",)),
    "doubtful-character": frozenset(("control-character", "invisible-character")),
    "unsafe-role": frozenset(("inline-markup", "references", "references-added", "dropped")),
    "unsafe-target": frozenset(("inline-markup", "references", "references-added")),
    "unsafe-link": frozenset(("inline-markup", "links", "links-added")),
    "unsafe-name": frozenset(("substitutions", "footnotes", "citations")),
    "unsafe-character": frozenset(("control-character", "invisible-character")),
    "unsafe-length": frozenset(("size",)),
}

#: Roles of Sphinx and docutils that do no more than name or set apart, in any project.
_PLAIN_ROLE_NAMES = """
    abbr any attr c class cite code cmdoption command const cpp data dfn doc emphasis envvar eq exc
    file func guilabel index kbd keyword literal macro makevar manpage member menuselection meth
    mimetype mod newsgroup numref obj option pep program ref regexp rfc samp strong sub sup term
    title title-reference token type var
"""
_PLAIN_ROLES = frozenset(_PLAIN_ROLE_NAMES.split())
_SCHEME = re.compile(r"\s*([a-z][a-z0-9+.-]*):(?!\d)", re.IGNORECASE)


def find_safety_problems(pair: MessagePair, context: Context) -> Iterator[SafetyProblem]:
    """Yield why the project's builds, or any build, would refuse a translation."""
    if context.safety is not None:
        domain = context.safety.domain_of(pair.catalog.path)
        found = list(context.safety.form_reasons(domain, pair.entry, pair.target))
        yield from found or context.safety.page_reasons(domain, pair.entry, pair.target)
        return
    for problem in _ANYWHERE.form_reasons("", pair.entry, pair.target):
        if _is_harmful(pair, problem):
            yield problem


#: What is asked where no project says; translators may write titles in single backquotes.
_ANYWHERE = SafetyCheck(Policy(roles=frozenset(("",))))


@entry_rule("sphinx-words", Severity.WARNING)
def check_sphinx_words(pair: MessagePair, context: Context) -> Iterator[Problem]:
    """A word of Sphinx's own can stand in a page, and in the attribute of a tag, as it is.

    Bad: msgid "Search" msgstr "« Cherche & trouve »" in sphinx.po
    Good: msgid "Search" msgstr "Chercher"
    """
    if pair.catalog.path.stem == SPHINX and not is_plain(pair.source, pair.target):
        yield Problem(
            phrase(
                "Sphinx itself writes its words into pages without escaping them; one with"
                " '<', '>', '&' or '\"' that its message lacks is used in templates alone"
            )
        )


def _is_harmful(pair: MessagePair, problem: SafetyProblem) -> bool:
    """Tell whether what was refused could do harm in a project that is not known."""
    start = problem.start
    inline = next((i for i in pair.target_markup.inlines if i.start == start), None)
    if problem.rule == "unsafe-role":
        return inline is None or inline.role.rpartition(":")[2] not in _PLAIN_ROLES
    if problem.rule == "unsafe-target":
        return inline is None or inline.role == "download" or inline.kind is InlineKind.IMAGE
    if problem.rule == "unsafe-link":
        return inline is not None and _has_bad_scheme(inline)
    if problem.rule == "unsafe-html":
        literals = pair.target_markup.of(InlineKind.LITERAL)
        return start is None or not any(i.start <= start < i.end for i in literals)
    return True


def _has_bad_scheme(inline: Inline) -> bool:
    scheme = _SCHEME.match(inline.target)
    return scheme is not None and scheme[1].lower() not in SCHEMES
