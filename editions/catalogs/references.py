"""Compare the references of a message and its translation by what they mean.

A translation may name what its message names in another order, more or less often, in words of
its own, and by the translated title of a section.  What it loses, and what it names besides, is a
problem: the checks report it, and builds refuse it.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass

from editions.catalogs.citing import cited, described
from editions.catalogs.link_names import (
    Meanings,
    address_meanings,
    no_meanings,
    resolve_names,
)
from editions.catalogs.markup import Inline, InlineKind, Markup
from editions.catalogs.restructuredtext import normal_name, parse_rst
from editions.phrases import phrase, phrases

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
    ("any", "cmdoption", "code", "command", "ctype", "doc", "download", "eq", "envvar"),
    ("file", "keyword", "literal", "mailheader", "makevar", "manpage", "math", "mimetype"),
    ("newsgroup", "option", "pep", "program", "regexp", "rfc", "samp", "token"),
)
#: Roles for what is typed, in which names of places are translated.
_TYPED_ROLES = frozenset(("samp", "file", "program", "command", "code"))
#: Roles that cite works, and hold words around the keys of the works.
CITATION_ROLES = frozenset(("cite", "cite:p", "cite:t", "cite:link"))
#: Roles of Sphinx that lead somewhere; those of a domain that is written are so, too.
_LEADING_ROLES = frozenset(
    ("any", "attr", "class", "concept", "confval", "const", "data", "deco", "dir", "doc", "enum")
).union(
    ("enumerator", "envvar", "eq", "exc", "func", "keyword", "macro", "member", "meth", "mod"),
    ("numref", "obj", "option", "ref", "role", "struct", "term", "token", "type", "union", "var"),
)
_PLACE = re.compile(r"\{[^{}]*\}|<[^<>]*>")
#: Roles of one domain that find the same kinds of objects, as its ``objtypes_for_role`` says.
_ALIKE = {"exc": "class"}
#: Domains that Sphinx puts before a role where nothing is written.
_DOMAINS = ("py:", "std:")
#: Messages up to this length may be titles or terms that others refer to.
_TITLE_LENGTH = 80
#: Messages up to this length may be titles of sections that links name.
_NAME_LENGTH = 300
#: A translated title is at most so many times as long.
_LENGTH_FACTOR = 6
#: The labels of notes that docutils numbers in the order of the text.
NAMELESS = ("#", "*")


@dataclass(frozen=True)
class ReferenceProblem:
    """What a translation does to a reference that it should not."""

    #: Short name of the rule.
    rule: str
    #: What is wrong, and what to do next.
    message: str
    #: The part of the translation that is wrong; None where it is the whole.
    start: int | None = None
    end: int | None = None
    #: Message and translation that excuse it if any catalog of the language has them.
    unless: tuple[tuple[str, str], ...] = ()
    #: A build publishes the translation nevertheless.
    published: bool = False


def title_meanings(texts: Iterable[tuple[str, str]]) -> Meanings:
    """Return what translated titles stand for; *texts* are messages and their translations."""
    titles: dict[str, list[str]] = {}
    for source, target in texts:
        if len(source) > _NAME_LENGTH or len(target) > _NAME_LENGTH * _LENGTH_FACTOR:
            continue
        name = normal_name(parse_rst(target).shown)
        titles.setdefault(name, []).append(normal_name(parse_rst(source).shown))
    return lambda name: titles.get(name, ())


def reference_problems(
    source: Markup, target: Markup, meanings: Meanings = no_meanings
) -> Iterator[ReferenceProblem]:
    """Yield what is wrong with the references of a translation."""
    if "\n" in source.source.strip("\n"):
        return  # code, whose marks mean nothing
    for compare in (compare_roles, compare_citations, compare_footnotes, compare_substitutions):
        yield from compare(source, target)
    yield from compare_links(source, target, meanings)


# Links by name


def link_names(markup: Markup) -> list[Inline]:
    """Return the links by name of a message."""
    return [i for i in markup.of(InlineKind.LINK, InlineKind.SUBSTITUTION) if i.name]


def _defined(markup: Markup) -> list[tuple[str, str]]:
    return [
        (normal_name(inline.text), inline.target)
        for inline in markup.of(InlineKind.LINK)
        if not inline.name and not inline.anonymous
    ]


def compare_links(
    source: Markup, target: Markup, meanings: Meanings = no_meanings
) -> Iterator[ReferenceProblem]:
    """Yield links by name that are lost, or lead where the message does not."""
    wanted, given = link_names(source), link_names(target)
    if wanted or given:
        meanings = address_meanings(_defined(source), _defined(target), meanings)
        found = resolve_names([i.name for i in wanted], [i.name for i in given], meanings)
        missing = list({i.name: i for i in wanted if i.name not in found}.values())
        if missing:
            message = phrases(
                len(missing),
                "the link {names} is missing; {cure}",
                "the links {names} are missing; {cure}",
                names=", ".join(map(source.named, missing)),
                cure=source.link_cure(missing[0]),
            )
            yield ReferenceProblem("links", message)
        for inline, meant in zip(given, found, strict=True):
            if meant is None:
                message = phrase("the link {name} is not in the message", name=target.named(inline))
                if wanted:
                    cure = source.link_cure(wanted[0])
                    message = phrase("{problem}; {cure}", problem=message, cure=cure)
                yield ReferenceProblem("links", message, inline.start, inline.end)
    yield from _compare_counted_links(source, target)


def _compare_counted_links(source: Markup, target: Markup) -> Iterator[ReferenceProblem]:
    """Yield links that are lost or new, which docutils leads to the targets in their order."""
    wanted, given = (
        [i for i in markup.of(InlineKind.LINK, InlineKind.SUBSTITUTION) if i.counted]
        for markup in (source, target)
    )
    missing = wanted[len(given) :]
    if missing:
        names = ", ".join(f"`{inline.text}`__" for inline in wanted)
        message = phrases(
            len(missing),
            "of the links {names}, {number} is missing; such links are counted, keep their number",
            "of the links {names}, {number} are missing; such links are counted, keep their number",
            names=names,
        )
        yield ReferenceProblem("links", message)
    for inline in given[len(wanted) :]:
        message = phrase(
            "the link `{text}`__ is not in the message; such links are counted", text=inline.text
        )
        yield ReferenceProblem("links", message, inline.start, inline.end)


# Notes, citations and substitutions


def compare_footnotes(source: Markup, target: Markup) -> Iterator[ReferenceProblem]:
    """Yield notes that are lost or new; those without a name are counted."""
    yield from _compare(source, target, InlineKind.FOOTNOTE, "footnotes")
    counts = [
        sum(inline.text in NAMELESS for inline in markup.of(InlineKind.FOOTNOTE))
        for markup in (source, target)
    ]
    if counts[0] == counts[1]:
        return
    name = next(
        i.text for m in (source, target) for i in m.of(InlineKind.FOOTNOTE) if i.text in NAMELESS
    )
    if counts[1] == 0:
        yield ReferenceProblem(
            "footnotes", phrase("[{name}]_ is missing; write it where the note is due", name=name)
        )
    else:
        message = phrases(
            counts[1],
            "[{name}]_ stands {number} time, {wanted} in the message; such notes are counted,"
            " keep their number",
            "[{name}]_ stands {number} times, {wanted} in the message; such notes are counted,"
            " keep their number",
            name=name,
            wanted=counts[0],
        )
        yield ReferenceProblem("footnotes", message)


def compare_citations(source: Markup, target: Markup) -> Iterator[ReferenceProblem]:
    """Yield citations that are lost or new."""
    yield from _compare(source, target, InlineKind.CITATION, "citations")


def compare_substitutions(source: Markup, target: Markup) -> Iterator[ReferenceProblem]:
    """Yield substitutions that are lost or new."""
    yield from _compare(source, target, InlineKind.SUBSTITUTION, "substitutions")


def _compare(
    source: Markup, target: Markup, kind: InlineKind, rule: str
) -> Iterator[ReferenceProblem]:
    """Yield the names of one kind of markup that are lost or new."""
    if kind not in source.kinds and kind not in target.kinds:
        return
    wanted, given = (
        {_label(inline): inline for inline in markup.of(kind) if inline.text not in NAMELESS}
        for markup in (source, target)
    )
    missing = [source.named(inline) for name, inline in wanted.items() if name not in given]
    for name, at in given.items():
        if name not in wanted:
            instead = phrase("; the message has {name}", name=missing.pop(0)) if missing else ""
            message = phrase(
                "{name} is not in the message{instead}", name=target.named(at), instead=instead
            )
            yield ReferenceProblem(rule, message, at.start, at.end)
    for name in missing:
        message = phrase(
            "{name} is missing; write it where the words that it belongs to stand", name=name
        )
        yield ReferenceProblem(rule, message)


def _label(inline: Inline) -> str:
    """Return a label as docutils compares it: those of substitutions keep their case."""
    return inline.text if inline.kind is InlineKind.SUBSTITUTION else normal_name(inline.text)


# Roles


def leads_somewhere(role: str) -> bool:
    """Tell whether a *role* makes a link that Sphinx resolves."""
    if role in CITATION_ROLES or role.startswith("lang-"):
        return False
    return role in _LEADING_ROLES or ":" in role


def fold_title(text: str) -> str:
    """Return a title or term as references are compared: without case and line breaks."""
    return " ".join(text.split()).casefold()


def may_be_title(source: str, target: str) -> bool:
    """Tell whether a message is short enough for a title or term that others refer to."""
    return len(source) <= _TITLE_LENGTH and len(target) <= _TITLE_LENGTH * _LENGTH_FACTOR


def title_pair(source: Markup, target: Markup) -> tuple[str, str]:
    """Return a message that may be a title or term, and its translation, folded."""
    return fold_title(source.plain), fold_title(target.plain)


def reference_key(inline: Inline) -> tuple[str, str]:
    """Return role and target of interpreted text, all ways to write them made one."""
    role = inline.role
    for domain in _DOMAINS:
        role = role.removeprefix(domain)
    role = _ALIKE.get(role, role)
    if inline.is_prose or (not inline.explicit and role in _LOCAL_ROLES):
        return role, ""
    target = " ".join(inline.target.split())
    if role == "index" or (not inline.explicit and " " in target and role not in _FIXED_ROLES):
        return role, ""
    if role in _TITLE_ROLES:
        return role, target.casefold()
    if role in _TYPED_ROLES:
        return role, "".join(_PLACE.sub("", target).split()).rstrip("/")
    return role, target.lstrip("!~").removesuffix("()")


def role_keys(markup: Markup) -> Mapping[tuple[str, str], Inline]:
    """Return interpreted text by role and target, but for what may come and go."""
    return {
        reference_key(inline): inline
        for inline in markup.of(InlineKind.ROLE)
        if inline.role not in _FREE_ROLES
        and inline.role not in CITATION_ROLES
        and not inline.role.startswith("lang-")
    }


def compare_roles(source: Markup, target: Markup) -> Iterator[ReferenceProblem]:
    """Yield roles that are lost, or have another target; and works that are cited otherwise."""
    if InlineKind.ROLE not in source.kinds:
        return
    yield from _compare_works(source, target)
    wanted, given = role_keys(source), role_keys(target)
    if wanted.keys() == given.keys():
        return
    missing = [inline for key, inline in wanted.items() if key not in given]
    added = [inline for key, inline in given.items() if key not in wanted]
    for inline in missing:
        same = [other for other in added if other.role == inline.role]
        unless = tuple(excuse for other in same for excuse in excuses(inline, other))
        published = not leads_somewhere(inline.role)
        if same or added:
            other = (same or added)[0]
            added.remove(other)
            message = phrase(
                "{other} stands for {inline}; keep role and target",
                other=target.named(other),
                inline=source.named(inline),
            )
            yield ReferenceProblem("references", message, other.start, other.end, unless, published)
        else:
            message = phrase("{name} is missing", name=source.named(inline))
            yield ReferenceProblem("references", message, published=published)


def _compare_works(source: Markup, target: Markup) -> Iterator[ReferenceProblem]:
    roles = [i for i in target.of(InlineKind.ROLE) if i.role in CITATION_ROLES]
    if not roles and not any(i.role in CITATION_ROLES for i in source.of(InlineKind.ROLE)):
        return
    wanted, given = cited(source.source), cited(target.source)
    name = target.role_name
    lost = ", ".join(described(work, name) for work in wanted if work not in given)
    new = ", ".join(described(work, name) for work in given if work not in wanted)
    if not lost and not new:
        return
    if lost and new:
        problem = phrase("{new} stands for {lost}", new=new, lost=lost)
    elif lost:
        problem = phrase("{name} is missing", name=lost)
    else:
        problem = phrase("{name} is not in the message", name=new)
    message = phrase("{problem}; cite the same works as the message does", problem=problem)
    start, end = (roles[0].start, roles[0].end) if roles else (None, None)
    # The domain of citations, where it is this package's, refuses it when the page is read.
    yield ReferenceProblem("references", message, start, end, published=True)


def excuses(source: Inline, target: Inline) -> Iterator[tuple[str, str]]:
    """Yield the translations of titles and terms that make one target of the other."""
    yield fold_title(source.text), fold_title(target.target)
    yield from label_translations(source.target, target.target)


def label_translations(source: str, target: str) -> Iterator[tuple[str, str]]:
    """Yield the translations that make one label of the other: titles and terms."""
    yield fold_title(source), fold_title(target)
    # Labels that Sphinx makes of titles: "document:Title".
    document, _, title = source.rpartition(":")
    other_document, _, other_title = target.rpartition(":")
    if document and document == other_document:
        yield fold_title(title), fold_title(other_title)


def match_notes(wanted: Sequence[str], given: Sequence[str]) -> list[int | None]:
    """Return the place among *wanted* of the note that each of *given* means, or None.

    Both are kinds of notes without a name.  Each kind keeps its order; where another kind was
    written than in the message, the order of all of them counts.
    """
    if Counter(wanted) != Counter(given) and len(wanted) == len(given):
        return list(range(len(given)))
    left = {kind: [n for n, k in enumerate(wanted) if k == kind] for kind in set(wanted)}
    return [left[kind].pop(0) if left.get(kind) else None for kind in given]
