"""What a translation may hold: the inline markup of its message, and nothing else.

Catalogs come from people who are not trusted with code.  Each rule says what a hostile catalog
could do without it; what is merely wrong is the business of the checks.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace

from editions.catalogs.addresses import (
    as_browsers_read,
    find_addresses,
    find_bare_addresses,
    holds_host,
    is_known_place,
    is_near,
    may_hold_address,
)
from editions.catalogs.characters import character_problems, is_seen
from editions.catalogs.embedding import embedded_problems, tag_addresses
from editions.catalogs.grading import STRICT_RULES, Grade, grade
from editions.catalogs.markup import Inline, InlineKind, Markup
from editions.catalogs.places import number_title_problem
from editions.catalogs.problems import SafetyProblem
from editions.catalogs.references import CITATION_ROLES, NAMELESS, excuses
from editions.catalogs.restructuredtext import normal_name, parse_rst
from editions.catalogs.roles import TRANSLATED_ROLES, entry_kinds, is_harmless, is_reference
from editions.catalogs.sizes import is_unreadable, size_problems
from editions.catalogs.tags import as_read, tag_problems
from editions.catalogs.tex import tex_problem
from editions.findings import quoted
from editions.phrases import phrase

#: Roles whose target may be a title, and is then translated with it.
_TITLE_ROLES = frozenset({"any", "numref", "ref"})
MORE_ENTRIES = phrase(
    "it makes more entries of the index than the message; keep theirs and their kinds"
)
#: Schemes of addresses that a link may have.
SCHEMES = frozenset({"http", "https", "mailto"})

#: What MathJax takes for a formula in ordinary text.
_FORMULA = re.compile(r"\\+[(\[]|\$\$|\\+begin\s*\{|\\+(?:eq)?ref\s*\{")
_TEX_COMMAND = re.compile(r"\\[a-zA-Z]|\^\^")
#: The content of ``<meta http-equiv="refresh">``: sends a reader elsewhere.
_REFRESH = re.compile(r"\s*[\d.]+\s*[;,]\s*(?:url\s*=)?", re.IGNORECASE)


@dataclass(frozen=True)
class Policy:
    """What a publication allows beyond the rule."""

    #: Beginnings of addresses, and the beginnings that may stand in their place.
    counterparts: Mapping[str, tuple[str, ...]] = field(default_factory=dict)
    #: Roles of the publication's own that only set their text apart.
    roles: frozenset[str] = frozenset()
    #: The role that single backquotes stand for; unknown where it is empty.
    default_role: str = ""
    #: What is only doubtful is published.
    gentle: bool = False

    def named(self, rule: str) -> str:
        """Return the rule under which a problem of *rule* is reported."""
        return rule if self.gentle else STRICT_RULES.get(rule, rule)

    def refuses(self, rule: str) -> bool:
        """Tell whether a translation with a problem of *rule* is not published."""
        return not self.gentle or grade(rule) is Grade.HARM

    def admits(self, role: str) -> bool:
        """Tell whether a *role*, as it is written, may run where its message has none."""
        role = role.removeprefix("std:")
        return self.is_harmless(role) or (self.gentle and is_reference(role or self.default_role))

    def is_harmless(self, role: str) -> bool:
        """Tell whether translators may add a *role*, as it is written."""
        role = role or self.default_role
        return role in self.roles or (bool(role) and is_harmless(role))


def safety_problems(
    msgid: str, msgstr: str, policy: Policy, parse: Callable[[str], Markup] = parse_rst
) -> Iterator[SafetyProblem]:
    """Yield why *msgstr* may not be published in the place of *msgid*.

    What is too large to be read is not looked at any further; *parse* reads the rest.
    """
    if msgid == msgstr:
        return
    size = list(size_problems(msgid, msgstr))
    for problem in size or _contents(msgid, msgstr, policy, parse):
        yield replace(problem, rule=policy.named(problem.rule))


def _contents(
    msgid: str, msgstr: str, policy: Policy, parse: Callable[[str], Markup]
) -> Iterator[SafetyProblem]:
    yield from character_problems(msgid, msgstr)
    if msgid.startswith(".. image::"):
        yield SafetyProblem(
            "unsafe-target", phrase("the picture of a message stays; translate its alt text")
        )
    if _REFRESH.match(msgid) and "=" in msgid:
        yield SafetyProblem(
            "unsafe-link", phrase("where a page sends its readers is not translated")
        )
    yield from _formulas_in_text(msgid, msgstr)
    found = parse(msgstr)
    if found.has_tags and "&" in msgstr:
        yield from _entities(msgid, found, parse)
    elif "\\" in msgstr:
        yield from _shown_formulas(msgid, found, parse)
    if not is_seen(msgstr, found.shown) and is_seen(msgid, msgid):
        yield SafetyProblem(
            "unsafe-character", phrase("nothing of it can be seen; write words, or leave it out")
        )
    both = msgstr if found.shown == msgstr else f"{msgstr}\n{found.shown}"
    if not found.inlines and "<" not in both and not may_hold_address(as_browsers_read(both)):
        return  # nothing but words, as most are
    # A message that no source can have is not read: its own markup would take the time.
    wanted = Markup(msgid) if found.inlines and is_unreadable(msgid) else parse(msgid)
    yield from tag_problems(wanted, found)
    yield from embedded_problems(wanted, found)
    yield from _roles(wanted, found, policy)
    yield from _links(wanted, found, policy)
    yield from _documents(wanted, found)
    yield from _names(wanted, found)


def _entities(msgid: str, found: Markup, parse: Callable[[str], Markup]) -> Iterator[SafetyProblem]:
    """Let no entity of HTML stand for what its letters may not be."""
    known = msgid if is_unreadable(msgid) else msgid + parse(msgid).shown
    for problem in (
        *character_problems(known, found.shown),
        *_formulas_in_text(known, found.shown),
    ):
        yield replace(problem, start=None)


def _shown_formulas(
    msgid: str, found: Markup, parse: Callable[[str], Markup]
) -> Iterator[SafetyProblem]:
    """Let no formula begin in text once escapes, and what roles leave out, have gone."""
    known = ""
    for text in {found.shown: None, as_read(found): None}:
        if text == found.source or not _TEX_COMMAND.search(text):
            continue
        known = known or (msgid if is_unreadable(msgid) else msgid + as_read(parse(msgid)))
        for problem in _formulas_in_text(known, text):
            yield replace(problem, start=None)
            return


def _formulas_in_text(msgid: str, msgstr: str) -> Iterator[SafetyProblem]:
    """Let no formula begin in text: MathJax reads the whole page in some themes."""
    if ("\\" not in msgstr and "^" not in msgstr) or not _TEX_COMMAND.search(msgstr):
        return  # it could do nothing
    for match in _FORMULA.finditer(msgstr):
        if match[0] not in msgid:
            message = phrase(
                "{mark} begins a formula that the message does not hold", mark=quoted(match[0])
            )
            yield SafetyProblem("unsafe-math", message, match.start())
            return


def _roles(wanted: Markup, found: Markup, policy: Policy) -> Iterator[SafetyProblem]:
    """Let no role in that the message lacks: it runs code, copies files, writes HTML."""
    if InlineKind.ROLE not in found.kinds:
        return
    known = {(_role(inline, policy), _target(inline)) for inline in wanted.of(InlineKind.ROLE)}
    names = {role for role, _ in known}
    own = list(wanted.of(InlineKind.ROLE))
    titles = [i.text for i in own if _role(i, policy) == "numref" and i.explicit]
    kinds = Counter(k for i in own if _role(i, policy) == "index" for k in entry_kinds(i))
    formulas = [wanted.formula(i) for i in own if _role(i, policy) == "math"]
    for inline in found.of(InlineKind.ROLE):
        role = _role(inline, policy)
        if role == "numref" and inline.explicit:
            problem = number_title_problem(titles, inline.text)
            if problem:
                yield SafetyProblem("unsafe-place", problem, inline.start)
        if role == "math":
            problem = tex_problem(formulas, found.formula(inline), inline=True)
            if problem:
                yield SafetyProblem("unsafe-math", problem, inline.start)
        elif policy.is_harmless(role):
            continue
        elif role not in names:
            message = phrase(
                "{role} is not in the message; keep its own roles", role=found.role_name(role)
            )
            rule = "doubtful-role" if is_reference(role) else "unsafe-role"
            yield SafetyProblem(rule, message, inline.start)
        elif role == "index":
            kinds.subtract(entry_kinds(inline))
            more = {kind for kind, count in kinds.items() if count < 0}
            # Of a kind whose word is translated, Sphinx makes a single entry.
            is_translated = more == {"single"} and kinds.total() >= 0
            if more:
                rule = "doubtful-role" if is_translated else "unsafe-role"
                yield SafetyProblem(rule, MORE_ENTRIES, inline.start)
        elif role in TRANSLATED_ROLES or role in CITATION_ROLES or role.endswith(":term"):
            continue
        elif (role, _target(inline)) not in known:
            message = phrase(
                "{role} has the target {target}; keep that of the message",
                role=found.role_name(role),
                target=quoted(inline.target[:60]),
            )
            rule = "doubtful-target" if is_reference(role) else "unsafe-target"
            same = [i for i in wanted.of(InlineKind.ROLE) if _role(i, policy) == role]
            unless = tuple(e for i in same if role in _TITLE_ROLES for e in excuses(i, inline))
            yield SafetyProblem(rule, message, inline.start, unless)


def _role(inline: Inline, policy: Policy) -> str:
    return inline.role.removeprefix("std:") or policy.default_role


def _target(inline: Inline) -> str:
    """Return the target of a role, so that the same one is written the same."""
    target = " ".join(inline.target.split()).lstrip("!~").removesuffix("()")
    return target if inline.explicit or target != inline.text else target.rpartition("~")[2]


def _links(wanted: Markup, found: Markup, policy: Policy) -> Iterator[SafetyProblem]:
    """Let links lead only to where those of the message do.

    Nor any other address in, even outside of links: readers copy them.
    """
    known = {inline.target for inline in wanted.of(InlineKind.LINK) if inline.explicit}
    known |= {inline.target for inline in wanted.of(InlineKind.URL)}
    known |= {*_addresses(wanted), *tag_addresses(wanted)}
    places: dict[str, int] = {}
    exact = set(tag_addresses(found))
    for inline in found.of(InlineKind.URL, InlineKind.LINK):
        if inline.kind is InlineKind.URL or (inline.explicit and not inline.name):
            places.setdefault(inline.target, inline.start)
            exact |= {inline.target} if inline.explicit else set()
    for target in (*_addresses(found), *exact):
        places.setdefault(target, max(0, found.source.find(target)))
    for target, place in places.items():
        if not _is_known(target, known, policy, exact=target in exact):
            near = policy.gentle and is_near(target, _with_bare(wanted, known))
            yield _unknown_address(target, place, near=near)
    yield from _bare_addresses(wanted, found, policy, known, places)
    # Where the message has links by name, it is said elsewhere which of them are others.
    links = [list(m.of(InlineKind.LINK, InlineKind.SUBSTITUTION)) for m in (wanted, found)]
    new = [i for i in links[1] if i.name] if not any(i.name for i in links[0]) else []
    counted = [[i for i in inlines if i.counted] for inlines in links]
    for inline in (*new, *counted[1][len(counted[0]) :]):
        message = phrase(
            "the link {name} is not in the message; leave it out", name=found.named(inline)[:80]
        )
        # One without a name would take the address of the next one in the document.
        rule = "unsafe-link" if inline.counted else "doubtful-link"
        yield SafetyProblem(rule, message, inline.start)


def _documents(wanted: Markup, found: Markup) -> Iterator[SafetyProblem]:
    """Let links by name lead into the documents that those of the message lead into."""
    known = {wanted.document_of(i) for i in wanted.of(InlineKind.LINK) if i.name}
    for inline in found.of(InlineKind.LINK):
        document = found.document_of(inline) if inline.name and known else ""
        if document and document not in known:
            message = phrase(
                "{link} leads into another document than the message; keep its target",
                link=found.named(inline)[:80],
            )
            yield SafetyProblem("doubtful-target", message, inline.start)


def _addresses(markup: Markup) -> Iterator[str]:
    """Yield the addresses in a message, as it is written and as it is read."""
    for text in _read_texts(markup):
        yield from find_addresses(text)


def _read_texts(markup: Markup) -> Iterable[str]:
    """Return a message as it is written, as it is read, and as browsers read it."""
    texts = (markup.exposed, markup.shown, as_browsers_read(markup.shown))
    return dict.fromkeys(texts)


def _bare_addresses(
    wanted: Markup, found: Markup, policy: Policy, known: Iterable[str], places: Iterable[str]
) -> Iterator[SafetyProblem]:
    """Let no address without a scheme in: programs that show a text make links of some."""
    texts = _read_texts(found)
    for bare in dict.fromkeys(one for text in texts for one in find_bare_addresses(text)):
        if any(holds_host(text, bare) for text in (*_read_texts(wanted), *known)):
            continue
        if any(bare in place for place in places) or _is_counterpart(bare, known, policy):
            continue
        near = policy.gentle and is_near(f"https://{bare}", _with_bare(wanted, known))
        yield _unknown_address(bare, max(0, found.source.find(bare)), near=near)


def _with_bare(markup: Markup, known: Iterable[str]) -> Iterator[str]:
    yield from known
    for bare in find_bare_addresses(markup.shown):
        yield f"https://{bare}"


def _unknown_address(target: str, place: int, *, near: bool) -> SafetyProblem:
    message = phrase(
        "the address {target} is not in the message; keep the message's own, or "
        "declare it in conf.py: editions_counterparts",
        target=quoted(target[:80]),
    )
    return SafetyProblem("doubtful-link" if near else "unsafe-link", message, place)


def _is_known(target: str, known: Iterable[str], policy: Policy, *, exact: bool) -> bool:
    if is_known_place(target, known, exact=exact):
        return True
    return any(_begins(target, other) for other in _counterparts(known, policy))


def _is_counterpart(bare: str, known: Iterable[str], policy: Policy) -> bool:
    """Tell whether the host of a declared counterpart is *bare*."""
    return any(holds_host(other, bare) for other in _counterparts(known, policy))


def _counterparts(known: Iterable[str], policy: Policy) -> Iterator[str]:
    """Yield the beginnings of addresses that may stand in the place of *known* ones."""
    for begin, others in policy.counterparts.items():
        if any(_begins(address, begin) for address in known):
            yield from others


def _begins(address: str, begin: str) -> bool:
    """Tell whether *address* is *begin*, or lies under it where that ends in a slash."""
    return address == begin or (begin.endswith("/") and address.startswith(begin))


#: What names a text, a note or a place of the document.
_NAMED = frozenset(
    (InlineKind.SUBSTITUTION, InlineKind.FOOTNOTE, InlineKind.CITATION, InlineKind.TARGET)
)


def _names(wanted: Markup, found: Markup) -> Iterator[SafetyProblem]:
    """Let no name in of a text, note or place of the document that the message does not name."""
    if found.kinds.isdisjoint(_NAMED):
        return
    kinds: Sequence[tuple[InlineKind, Callable[[str], str]]] = (
        (InlineKind.SUBSTITUTION, str if found.has_tags else str.casefold),
        (InlineKind.FOOTNOTE, _note_name),
        (InlineKind.CITATION, normal_name),
        (InlineKind.TARGET, str.casefold),
    )
    for kind, fold in kinds:
        left = Counter(fold(inline.text) for inline in wanted.of(kind))
        # Pictures of each language have names of their own; those of MyST are code.
        is_text = kind is InlineKind.SUBSTITUTION and not found.has_tags
        free = len(left.keys() - {fold(i.text) for i in found.of(kind)}) if is_text else 0
        for inline in found.of(kind):
            text = fold(inline.text)
            if left[text] <= 0:
                message = phrase(
                    "{name} ({kind}) is not in the message, or too often; keep the message's own",
                    name=found.named(inline)[:60],
                    kind=kind.said,
                )
                rule = "doubtful-name" if free > 0 else "unsafe-name"
                free -= 1
                yield SafetyProblem(rule, message, inline.start)
            # Each of these is a place or a note of its own; all others may be named again.
            left[text] -= kind is InlineKind.TARGET or not text


def _note_name(label: str) -> str:
    """Return the name of a note; those that are numbered in their order have none."""
    return "" if label in NAMELESS else normal_name(label)
