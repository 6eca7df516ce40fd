"""Rules on inline markup: it parses, and nothing of the message's is lost or changed."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Iterator

from editions.catalogs.markup import OBJECT, Inline, InlineKind, Markup
from editions.catalogs.references import (
    ReferenceProblem,
    compare_citations,
    compare_footnotes,
    compare_roles,
    compare_substitutions,
    role_keys,
)
from editions.findings import Severity
from editions.phrases import phrase
from editions.rules.registry import Context, MessagePair, Problem, entry_rule

#: Marks that are left over where markup was not recognised.
_LEFT_OVER = re.compile(
    rf":[\w:+.-]+[ \u00a0\u202f]?:(?={OBJECT})|`+|\*+|(?<=[\w)]):(?:\w+:)+(?=`)"
)
#: The same in Markdown: marks, a role apart from its text, a link apart from its target.
_LEFT_OVER_MARKDOWN = re.compile(
    rf"\{{[\w:+-]+\}}[ \u00a0\u202f]?(?=[{OBJECT}`])|`+|\*+|~~+|(?<!\w)__+(?=\w)"
    r"|\][ \u00a0]?\(|\{\{|\}\}"
)
#: Without any of these, nothing is left over.
_MAY_BE_LEFT = re.compile(r"[`*]|~~|__|\][ \u00a0]?\(|\{\{|\}\}")
#: The name of a role that does not belong to what follows: ``ref:`x```, ``:ref: `x```.
_BROKEN_ROLE = re.compile(r":?\b(\w[\w:+.-]*):[ \u00a0\u202f]?\Z")
#: No role has a longer name.
_ROLE_NAME = 40


def is_code(pair: MessagePair) -> bool:
    """Tell whether the message is code, whose marks mean nothing."""
    return "\n" in pair.source.strip("\n")


@entry_rule("inline-markup", Severity.ERROR)
def check_inline_markup(pair: MessagePair, context: Context) -> Iterator[Problem]:
    """All inline markup of the translation parses.

    Bad: msgid "Call ``run`` twice." msgstr "Appelez``run`` deux fois."
    Good: msgid "Call ``run`` twice." msgstr "Appelez ``run`` deux fois."
    """
    if is_code(pair):
        return
    source, target = pair.source_markup, pair.target_markup
    if not target.inlines and not _MAY_BE_LEFT.search(target.source):
        return
    known = Counter(p.text for p in source.of(InlineKind.PROBLEM))
    for problem in target.of(InlineKind.PROBLEM):
        if known[problem.text]:
            known[problem.text] -= 1
            continue
        message = phrase(
            "{text} begins markup that does not end: {reason}; a space or punctuation"
            " must stand outside the marks, or '\\ '",
            text=problem.text,
            reason=problem.message.rstrip("."),
        )
        yield Problem(message, problem.start, problem.end)
        return  # what follows from it is not worth a line
    for inline in target.of(InlineKind.LITERAL):
        if "`" in inline.text and not any("`" in i.text for i in source.of(InlineKind.LITERAL)):
            message = phrase("``{text}`` holds a `; is the mark before it whole?", text=inline.text)
            yield Problem(message, inline.start, inline.end)
            return
    broken = list(_broken_roles(target))
    names = {inline.role for inline in source.of(InlineKind.ROLE)} if broken else set()
    known_roles = {match[0] for match, _ in _broken_roles(source)} if broken else set()
    for match, inline in broken:
        if match[1] in names and match[0] not in known_roles:
            whole = f":{match[1]}:`{inline.text}`"
            wanted = phrase("a space before it") if match[0] == f":{match[1]}:" else whole
            message = phrase(
                "{name}`{text}` is no role; write {wanted}",
                name=match[0],
                text=inline.text,
                wanted=wanted,
            )
            yield Problem(message, match.start(), inline.end)
            return
    over = list(left_over(target))
    left = Counter(match[0] for match in left_over(source)) if over else Counter()
    for match in over:
        if left[match[0]]:
            left[match[0]] -= 1
            continue
        message = phrase(_NO_TAGS if target.has_tags else _NO_MARKUP, mark=match[0])
        yield Problem(message, match.start(), match.end())
        return


_NO_TAGS = phrase(
    "{mark} is printed as it is, since no markup begins or ends here; put the marks next to their"
    " words, a space or punctuation outside of them, or escape the mark: '\\*'"
)
_NO_MARKUP = phrase(
    "{mark} is printed as it is, since no markup begins or ends here; put a space or '\\ ' before"
    " and behind the markup, or escape the mark"
)


def _broken_roles(markup: Markup) -> Iterator[tuple[re.Match[str], Inline]]:
    """Yield text in single backquotes with what stands before it like the name of a role."""
    for inline in markup.of(InlineKind.ROLE):
        if not inline.role:
            begin = max(0, inline.start - _ROLE_NAME)
            match = _BROKEN_ROLE.search(markup.source, begin, inline.start)
            if match:
                yield match, inline


def left_over(markup: Markup) -> Iterator[re.Match[str]]:
    """Yield the marks that stand in the prose of a message: markup that is none."""
    masked = markup.masked
    if not markup.has_tags and "`" not in masked and "*" not in masked and ":" not in masked:
        return
    pattern = _LEFT_OVER_MARKDOWN if markup.has_tags else _LEFT_OVER
    for match in pattern.finditer(masked):
        escaped = match.start() > 0 and masked[match.start() - 1] == OBJECT
        if not escaped or markup.source[match.start() - 1] != "\\":
            yield match


@entry_rule("references", Severity.ERROR)
def check_references(pair: MessagePair, context: Context) -> Iterator[Problem]:
    """The translation has the roles of the message, with their targets.

    Bad: msgid "See :ref:`intro`." msgstr "Voir :ref:`présentation`."
    Good: msgid "See :ref:`intro`." msgstr "Voir :ref:`la présentation <intro>`."
    """
    yield from _problems(compare_roles(pair.source_markup, pair.target_markup))


def _problems(found: Iterable[ReferenceProblem]) -> Iterator[Problem]:
    for problem in found:
        yield Problem(problem.message, problem.start, problem.end, unless=problem.unless)


@entry_rule("references-added", Severity.WARNING)
def check_added_references(pair: MessagePair, context: Context) -> Iterator[Problem]:
    """The translation has no roles that the message has not.

    Bad: msgid "See the guide." msgstr "Voir :doc:`/guide`."
    Good: msgid "See the guide." msgstr "Voir le guide."
    """
    wanted, given = role_keys(pair.source_markup), role_keys(pair.target_markup)
    if len(given) <= len(wanted) or not wanted.keys() <= given.keys():
        return  # or what is new stands for what is missing
    literals = {
        inline.text.removesuffix("()") for inline in pair.source_markup.of(InlineKind.LITERAL)
    }
    for key, inline in given.items():
        if key not in wanted and inline.target.lstrip("!~").removesuffix("()") not in literals:
            yield Problem(
                phrase("{name} is not in the message", name=pair.target_markup.named(inline)),
                inline.start,
                inline.end,
            )


@entry_rule("substitutions", Severity.ERROR)
def check_substitutions(pair: MessagePair, context: Context) -> Iterator[Problem]:
    """The translation has the substitutions of the message, untranslated.

    Bad: msgid "Since |version|" msgstr "Depuis |versión|"
    Good: msgid "Since |version|" msgstr "Depuis |version|"
    """
    yield from _problems(compare_substitutions(pair.source_markup, pair.target_markup))


@entry_rule("footnotes", Severity.ERROR)
def check_footnotes(pair: MessagePair, context: Context) -> Iterator[Problem]:
    """The translation has the footnotes of the message.

    Bad: msgid "Trade grew. [1]_" msgstr "Le commerce a crû. [2]_"
    Good: msgid "Trade grew. [1]_" msgstr "Le commerce a crû [1]_."
    """
    yield from _problems(compare_footnotes(pair.source_markup, pair.target_markup))


@entry_rule("citations", Severity.ERROR)
def check_citations(pair: MessagePair, context: Context) -> Iterator[Problem]:
    """The translation has the citations of the message.

    Bad: msgid "As in [Tur50]_." msgstr "Comme dans [Tur51]_."
    Good: msgid "As in [Tur50]_." msgstr "Comme dans [Tur50]_."
    """
    yield from _problems(compare_citations(pair.source_markup, pair.target_markup))
