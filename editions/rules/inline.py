"""Rules on inline markup: it parses, and nothing of the message's is lost or changed."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator, Mapping
from functools import lru_cache

from editions.catalogs.markup import OBJECT, Inline, InlineKind, Markup, is_prose, parse_markup
from editions.findings import Severity
from editions.rules.examining import fold_title
from editions.rules.registry import Context, MessagePair, Problem, entry_rule

#: Roles whose prose may come and go, as emphasis may.
_FREE_ROLES = frozenset(
    ("", "sup", "superscript", "sub", "subscript", "emphasis", "strong", "small", "b", "i")
).union(("title", "title-reference", "t"))
#: Roles whose target is a title or a term, and is found whatever its case.
_TITLE_ROLES = frozenset(("term", "ref", "numref"))
#: Roles for what is typed or read from a screen; names of keys have words in each language.
_LOCAL_ROLES = frozenset(("kbd",))
#: Roles whose text is no prose although it may hold spaces; of a project's own, nobody knows.
_FIXED_ROLES = _TITLE_ROLES.union(
    ("any", "cite", "cmdoption", "code", "command", "ctype", "doc", "download", "eq", "envvar"),
    ("file", "keyword", "literal", "mailheader", "makevar", "manpage", "math", "mimetype"),
    ("newsgroup", "option", "pep", "program", "regexp", "rfc", "samp", "token"),
)
#: Roles for what is typed, in which names of places are translated.
_TYPED_ROLES = frozenset(("samp", "file", "program", "command", "code"))
_PLACE = re.compile(r"\{[^{}]*\}|<[^<>]*>")
#: Roles of one domain that find the same kinds of objects, as its ``objtypes_for_role`` says.
_ALIKE = {"exc": "class"}
#: Domains that Sphinx puts before a role where nothing is written.
_DOMAINS = ("py:", "std:")
#: Marks that are left over where markup was not recognised, each with what it is.
_LEFT_OVER = re.compile(
    rf":[\w:+.-]+[ \u00a0\u202f]?:(?={OBJECT})|`+|\*+|(?<=[\w)]):(?:\w+:)+(?=`)"
)
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
    if not target.inlines and "`" not in target.source and "*" not in target.source:
        return
    known = Counter(p.text for p in source.of(InlineKind.PROBLEM))
    for problem in target.of(InlineKind.PROBLEM):
        if known[problem.text]:
            known[problem.text] -= 1
            continue
        message = (
            f"{problem.text} begins markup that does not end: {problem.message.rstrip('.')};"
            " a space or punctuation must stand outside the marks, or '\\ '"
        )
        yield Problem(message, problem.start, problem.end)
        return  # what follows from it is not worth a line
    ticks = any("`" in inline.text for inline in source.of(InlineKind.LITERAL))
    for inline in target.of(InlineKind.LITERAL):
        if "`" in inline.text and not ticks:
            message = f"``{inline.text}`` holds a `; is the mark before it whole?"
            yield Problem(message, inline.start, inline.end)
            return
    names = {inline.role for inline in source.of(InlineKind.ROLE)}
    known_roles = {match[0] for match, _ in _broken_roles(source)}
    for match, inline in _broken_roles(target):
        if match[1] in names and match[0] not in known_roles:
            whole = f":{match[1]}:`{inline.text}`"
            wanted = "a space before it" if match[0] == f":{match[1]}:" else whole
            message = f"{match[0]}`{inline.text}` is no role; write {wanted}"
            yield Problem(message, match.start(), inline.end)
            return
    left = Counter(match[0] for match in left_over(source))
    for match in left_over(target):
        if left[match[0]]:
            left[match[0]] -= 1
            continue
        message = (
            f"{match[0]} is printed as it is, since no markup begins or ends here;"
            " put a space or '\\ ' before and behind the markup, or escape the mark"
        )
        yield Problem(message, match.start(), match.end())
        return


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
    for match in _LEFT_OVER.finditer(masked):
        escaped = match.start() > 0 and masked[match.start() - 1] == OBJECT
        if not escaped or markup.source[match.start() - 1] != "\\":
            yield match


def reference_key(inline: Inline) -> tuple[str, str]:
    """Return role and target of interpreted text, all ways to write them made one."""
    role = inline.role
    for domain in _DOMAINS:
        role = role.removeprefix(domain)
    role = _ALIKE.get(role, role)
    if not inline.explicit and (is_prose(role) or role in _LOCAL_ROLES):
        return role, ""
    target = " ".join(inline.target.split())
    if role == "index" or (not inline.explicit and " " in target and role not in _FIXED_ROLES):
        return role, ""
    if role in _TITLE_ROLES:
        return role, target.casefold()
    if role in _TYPED_ROLES:
        return role, "".join(_PLACE.sub("", target).split()).rstrip("/")
    return role, target.lstrip("!~").removesuffix("()")


def show(inline: Inline) -> str:
    """Return interpreted text as it is written, without its title."""
    return f":{inline.role}:`{' '.join(inline.target.split())}`"


@entry_rule("references", Severity.ERROR)
def check_references(pair: MessagePair, context: Context) -> Iterator[Problem]:
    """The translation has the roles of the message, with their targets.

    Bad: msgid "See :ref:`intro`." msgstr "Voir :ref:`présentation`."
    Good: msgid "See :ref:`intro`." msgstr "Voir :ref:`la présentation <intro>`."
    """
    wanted, given = _references(pair.source), _references(pair.target)
    if wanted.keys() == given.keys():
        return
    missing = [inline for key, inline in wanted.items() if key not in given]
    added = [inline for key, inline in given.items() if key not in wanted]
    for inline in missing:
        same = [other for other in added if other.role == inline.role]
        unless = tuple(excuse for other in same for excuse in _excuses(inline, other))
        if same or added:
            other = (same or added)[0]
            added.remove(other)
            message = f"{show(other)} stands for {show(inline)}; keep role and target"
            yield Problem(message, other.start, other.end, unless=unless)
        else:
            yield Problem(f"{show(inline)} is missing")


def _excuses(source: Inline, target: Inline) -> Iterator[tuple[str, str]]:
    """Yield the translations of titles and terms that make one target of the other."""
    yield fold_title(source.target), fold_title(target.target)
    yield fold_title(source.text), fold_title(target.target)
    # Labels that Sphinx makes of titles: "document:Title".
    document, _, title = source.target.rpartition(":")
    other_document, _, other_title = target.target.rpartition(":")
    if document and document == other_document:
        yield fold_title(title), fold_title(other_title)


@entry_rule("references-added", Severity.WARNING)
def check_added_references(pair: MessagePair, context: Context) -> Iterator[Problem]:
    """The translation has no roles that the message has not.

    Bad: msgid "See the guide." msgstr "Voir :doc:`/guide`."
    Good: msgid "See the guide." msgstr "Voir le guide."
    """
    wanted, given = _references(pair.source), _references(pair.target)
    if len(given) <= len(wanted) or not wanted.keys() <= given.keys():
        return  # or what is new stands for what is missing
    literals = {
        inline.text.removesuffix("()") for inline in pair.source_markup.of(InlineKind.LITERAL)
    }
    for key, inline in given.items():
        if key not in wanted and inline.target.lstrip("!~").removesuffix("()") not in literals:
            yield Problem(f"{show(inline)} is not in the message", inline.start, inline.end)


@lru_cache(maxsize=8)  # two rules ask the same
def _references(text: str) -> Mapping[tuple[str, str], Inline]:
    """Return interpreted text by role and target, but for what may come and go."""
    return {
        reference_key(inline): inline
        for inline in parse_markup(text).of(InlineKind.ROLE)
        if inline.role not in _FREE_ROLES and not inline.role.startswith("lang-")
    }


def _compare(pair: MessagePair, kind: InlineKind, form: str) -> Iterator[Problem]:
    """Yield the names of one kind of markup that are lost or new; *form* shows one."""
    if kind not in pair.source_markup.kinds and kind not in pair.target_markup.kinds:
        return
    wanted = {inline.text: inline for inline in pair.source_markup.of(kind)}
    given = {inline.text: inline for inline in pair.target_markup.of(kind)}
    missing = [name for name in wanted if name not in given]
    for name in given:
        if name not in wanted:
            at = given[name]
            instead = f"; the message has {form % missing.pop(0)}" if missing else ""
            yield Problem(f"{form % name} is not in the message{instead}", at.start, at.end)
    for name in missing:
        yield Problem(f"{form % name} is missing")


@entry_rule("substitutions", Severity.ERROR)
def check_substitutions(pair: MessagePair, context: Context) -> Iterator[Problem]:
    """The translation has the substitutions of the message, untranslated.

    Bad: msgid "Since |version|" msgstr "Depuis |versión|"
    Good: msgid "Since |version|" msgstr "Depuis |version|"
    """
    yield from _compare(pair, InlineKind.SUBSTITUTION, "|%s|")


@entry_rule("footnotes", Severity.ERROR)
def check_footnotes(pair: MessagePair, context: Context) -> Iterator[Problem]:
    """The translation has the footnotes of the message.

    Bad: msgid "Trade grew. [1]_" msgstr "Le commerce a crû. [2]_"
    Good: msgid "Trade grew. [1]_" msgstr "Le commerce a crû [1]_."
    """
    yield from _compare(pair, InlineKind.FOOTNOTE, "[%s]_")
    if InlineKind.FOOTNOTE not in pair.target_markup.kinds:
        return
    for name in ("#", "*"):
        counts = [
            sum(inline.text == name for inline in markup.of(InlineKind.FOOTNOTE))
            for markup in (pair.source_markup, pair.target_markup)
        ]
        if all(counts) and counts[0] != counts[1]:
            yield Problem(f"[{name}]_ stands {counts[1]} times, {counts[0]} in the message")


@entry_rule("citations", Severity.ERROR)
def check_citations(pair: MessagePair, context: Context) -> Iterator[Problem]:
    """The translation has the citations of the message.

    Bad: msgid "As in [Tur50]_." msgstr "Comme dans [Tur51]_."
    Good: msgid "As in [Tur50]_." msgstr "Comme dans [Tur50]_."
    """
    yield from _compare(pair, InlineKind.CITATION, "[%s]_")
