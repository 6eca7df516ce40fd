"""Examine one catalog by all rules; what is found depends on its bytes and the options alone."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from itertools import islice
from pathlib import Path

from babel import Locale, UnknownLocaleError

from editions.catalogs.entries import Catalog, Key
from editions.catalogs.grading import REFERENCE_RULES, excuses_references
from editions.catalogs.markdown import NoMarkdownError
from editions.catalogs.policy import Policy
from editions.catalogs.problems import SafetyProblem
from editions.catalogs.reading import examine_catalog
from editions.catalogs.references import may_be_title, title_pair
from editions.catalogs.safety import SafetyCheck
from editions.catalogs.sizes import Effort, size_problems
from editions.phrases import phrase
from editions.rules.registry import Context, Convention, MessagePair, Problem, Rule, all_rules
from editions.rules.safety import find_safety_problems
from editions.rules.waivers import Waiver, message_key, waivers_of

#: Folders whose catalogs are named after their language; elsewhere ``os.po`` is a module.
_CATALOG_FOLDERS = frozenset(("po", "locale", "locales", "i18n", "translations"))
#: A character of a catalog's string that is written as two.
_ESCAPE = re.compile(r"\\.")

#: A word longer than this is none; rules would look at each of its parts.
_LONGEST_WORD = 500
_LONG_WORD = re.compile(rf"(?<!\w)\w{{{_LONGEST_WORD + 1}}}")
#: One rule says no more than this about one translation.
MAX_PROBLEMS = 50

#: Rules on what a translation may say of itself to be so on purpose.
_EXCUSED_RULES = REFERENCE_RULES | {"references-added"}

#: What is wrong with a translation that no rule looks at.
TOO_LARGE = phrase(
    "it is too long for its message, or holds more markup or longer words than a text does, and is"
    " not checked;"
    " shorten it, or part the catalog"
)


@dataclass(frozen=True)
class CatalogProblem:
    """What a rule found, before waivers and other catalogs have their say."""

    rule: str
    message: str
    line: int
    column: int = 0
    #: Key of the message; empty where the problem is about the file.
    key: str = ""
    #: Message and translation that excuse it if any catalog of the language has them.
    unless: tuple[tuple[str, str], ...] = ()


@dataclass(frozen=True)
class Variant:
    """How often a catalog took one of several ways, and where."""

    rule: str
    choice: str
    variant: str
    count: int
    #: The first place, ``line``, of all that took it.
    first: int
    #: Each place that may turn out to be a problem: line, column, key of the message.
    places: tuple[tuple[int, int, str], ...] = ()


@dataclass(frozen=True)
class Examined:
    """What there is to say about one catalog."""

    #: The locale that it was examined by; empty where that is unknown.
    locale: str = ""
    #: Translations that were looked at.
    translations: int = 0
    problems: tuple[CatalogProblem, ...] = ()
    waivers: tuple[Waiver, ...] = ()
    #: What rules on conventions found, to be evaluated with all other catalogs of the language.
    variants: tuple[Variant, ...] = ()
    #: Short messages and their translations, folded: what excuses problems in other catalogs.
    titles: tuple[tuple[str, str], ...] = ()


def examine(
    path: Path, data: bytes, shown: str, context: Context, locale: str, focus: str = ""
) -> Examined:
    """Return what rules find in the catalog *path*, which holds *data*.

    *locale* is the language that was asked for; empty leaves it to the header, then to the
    folder.  *focus* is the key of a message: what rules say about single translations is then
    only about that one.
    """
    catalog, findings = examine_catalog(path, data, shown)
    problems = [CatalogProblem(f.rule, f.message, f.line, f.column) for f in findings]
    if catalog is None:
        return Examined(problems=tuple(problems))
    try:
        return _examine(catalog, problems, data, shown, replace(context, locale=locale), focus)
    except NoMarkdownError as error:
        problems.append(CatalogProblem("markdown", str(error), 1))
        return Examined(problems=tuple(problems))


def _examine(
    catalog: Catalog,
    problems: list[CatalogProblem],
    data: bytes,
    shown: str,
    context: Context,
    focus: str,
) -> Examined:
    """Return what rules find in *catalog*, beside the *problems* that it has as a file."""
    name = context.locale or catalog_locale(catalog)
    if not name:
        message = phrase("its language is unknown; give --locale, or a header 'Language: fr_CA'")
        problems.append(CatalogProblem("locale", message, 1))
        return Examined(problems=tuple(problems))
    pairs = []
    effort = Effort()
    for pair in make_pairs(catalog, context.safety):
        if effort.add(pair.source, pair.target) and not _is_too_large(pair):
            pairs.append(pair)
        else:
            problems.append(CatalogProblem("size", TOO_LARGE, pair.entry.line, 0, _key(pair)))
    lines = data.decode("utf-8").split("\n")
    own = replace(context, locale=name)
    wanted = [pair for pair in pairs if _key(pair) == focus] if focus else pairs
    for rule, problem, pair in _run(pairs, wanted, own):
        line, column = locate(lines, pair.entry.line, pair.form, problem.start or 0)
        problems.append(
            CatalogProblem(rule, problem.message, line, column, _key(pair), problem.unless)
        )
    return Examined(
        name,
        len(pairs),
        tuple(problems),
        tuple(w for pair in pairs if pair.form == 0 for w in waivers_of(pair.entry, shown)),
        tuple(_variants(pairs, own, lines)),
        tuple(_titles(pairs)),
    )


def _is_too_large(pair: MessagePair) -> bool:
    texts = (pair.source, pair.target)
    long_word = any(len(text) > _LONGEST_WORD and _LONG_WORD.search(text) for text in texts)
    return long_word or any(size_problems(*texts))


def _key(pair: MessagePair) -> str:
    return message_key(pair.entry.msgid, pair.entry.msgctxt)


def make_pairs(catalog: Catalog, safety: SafetyCheck | None = None) -> Iterator[MessagePair]:
    """Yield the translations of a catalog that are published.

    *safety* knows the documents of the project; without, places in the catalog tell their syntax.
    """
    safety = safety or SafetyCheck(Policy())
    domain = safety.domain_of(catalog.path)
    seen: set[Key] = set()
    for entry in catalog:
        # In a broken catalog, a second header, and what stands there already.
        if entry.fuzzy or not entry.msgid or entry.key in seen:
            continue
        seen.add(entry.key)
        syntax = safety.syntaxes(domain, entry)[0]
        for form, text in enumerate(entry.msgstrs):
            if text.strip():
                yield MessagePair(entry, catalog, form, syntax)


def _active(context: Context) -> list[Rule]:
    return [rule for rule in all_rules().values() if rule.name not in context.skipped]


def _run(
    pairs: list[MessagePair], wanted: list[MessagePair], context: Context
) -> Iterator[tuple[str, Problem | SafetyProblem, MessagePair]]:
    """Yield what rules find, with their names.

    Those on single translations, and the build's guard, look at the *wanted* ones, others at all.
    """
    rules = _active(context)
    checks = [(rule, rule.check_entry) for rule in rules if rule.check_entry]
    for pair in wanted:
        for unsafe in find_safety_problems(pair, context):
            if unsafe.rule not in context.skipped:
                yield unsafe.rule, unsafe, pair
        is_excused = not context.is_strict and excuses_references(pair.target)
        for rule, check_entry in checks:
            if is_excused and rule.name in _EXCUSED_RULES:
                continue
            for problem in islice(check_entry(pair, context), MAX_PROBLEMS):
                yield rule.name, problem, pair
    for rule in rules:
        if rule.check_catalog:
            for problem in rule.check_catalog(pairs, context):
                if problem.pair is None:
                    raise ValueError(f"rule {rule.name} does not say which pair it is about")
                yield rule.name, problem, problem.pair


def _variants(pairs: list[MessagePair], context: Context, lines: list[str]) -> Iterator[Variant]:
    for rule in _active(context):
        if rule.check_convention is None:
            continue
        found: dict[tuple[str, str], list[tuple[MessagePair, Convention]]] = defaultdict(list)
        for pair in pairs:
            for convention in islice(rule.check_convention(pair, context), MAX_PROBLEMS):
                found[convention.choice, convention.variant].append((pair, convention))
        for (choice, variant), cases in found.items():
            places = tuple(
                (*locate(lines, pair.entry.line, pair.form, convention.start or 0), _key(pair))
                for pair, convention in cases
                if not convention.sound
            )
            first = cases[0][0].entry.line
            yield Variant(rule.name, choice, variant, len(cases), first, places)


def _titles(pairs: list[MessagePair]) -> Iterator[tuple[str, str]]:
    for pair in pairs:
        if pair.form == 0 and may_be_title(pair.source, pair.target):
            yield title_pair(pair.source_markup, pair.target_markup)


def catalog_locale(catalog: Catalog) -> str:
    """Return the locale of a catalog by its header, or by its folder; empty if neither tells."""
    declared = {name.lower(): value for name, value in catalog.header.items()}.get("language", "")
    return known_locale(declared) or path_locale(catalog.path)


def path_locale(path: Path) -> str:
    """Return the locale that the path of a catalog names; empty if none.

    It is a folder, as in ``fr/LC_MESSAGES``, or the file itself in one such as ``po``.
    """
    folders = path.absolute().parts[:-1]
    if "LC_MESSAGES" in folders:
        at = folders.index("LC_MESSAGES")
        return known_locale(folders[at - 1]) if at else ""
    names = [*reversed(folders)]
    if names[0] in _CATALOG_FOLDERS:
        names.insert(0, path.stem)
    return next(filter(None, map(known_locale, names)), "")


def known_locale(name: str) -> str:
    """Return the CLDR name of a locale written as ``fr_CA``, ``fr-ca`` or ``fr_CA.UTF-8``.

    Empty where CLDR does not know it.
    """
    tag = re.fullmatch(r"([A-Za-z]{2,3}([_-][A-Za-z0-9]+)*)(\.[\w-]+)?(@\w+)?", name.strip())
    if not tag:
        return ""
    try:
        return str(Locale.parse(tag[1].replace("-", "_")))
    except (ValueError, UnknownLocaleError):
        return ""


def locate(lines: Sequence[str], line: int, form: int, start: int) -> tuple[int, int]:
    """Return line and column, both from 1, of a character of a translation.

    *lines* are those of the file, *line* is the one of the entry's ``msgid``, *form* the plural
    form, and *start* counts characters of the translation itself, without escapes.
    """
    at = line - 1
    while not _begins(lines[at], form):
        at += 1
    while True:
        raw = lines[at]
        begin = raw.index('"') + 1
        end = raw.rindex('"')
        written = raw[begin:end]
        length = len(_ESCAPE.sub("x", written)) if "\\" in written else len(written)
        if start < length:
            return at + 1, begin + _written_length(written, start) + 1
        start -= length
        if at + 1 == len(lines) or not lines[at + 1].lstrip(" \t").startswith('"'):
            return at + 1, end + 1  # the end of the translation
        at += 1


def _written_length(written: str, count: int) -> int:
    """Return how long the first *count* characters are as they are written, escapes and all."""
    if "\\" not in written:
        return count
    column = 0
    for _ in range(count):
        column += 2 if written[column] == "\\" else 1
    return column


def _begins(line: str, form: int) -> bool:
    """Tell whether the translation begins in a *line*; in a broken catalog, others look like it."""
    name, quote, _ = line.lstrip(" \t").partition('"')
    names = ("msgstr", "msgstr[0]") if form == 0 else (f"msgstr[{form}]",)
    return bool(quote) and name != name.rstrip(" \t") and name.rstrip(" \t") in names
