"""What a rule is, and the list of all rules.

A rule on single translations is a generator that `entry_rule` registers::

    @entry_rule("numbers", Severity.ERROR)
    def check_numbers(pair: Pair, context: Context) -> Iterator[Problem]:
        \"\"\"The translation states the numbers of the message.

        Bad: msgid "1,200 people" msgstr "2 200 personnes"
        Good: msgid "1,200 people" msgstr "1 200 personnes"
        \"\"\"
        yield Problem("the translation says 2200, the message 1200", start=0, end=5)

A rule on a whole catalog, registered by `catalog_rule`, takes all pairs of the catalog instead of
one, and says with each problem which pair it is about: ``Problem(…, pair=pair)``.

The first line of the docstring, ``Bad:`` and ``Good:`` are what ``editions check --list`` prints.
The severity is the rule's, not the problem's: an error makes the page wrong or unsafe, a warning
wants a human.  A rule is pure: what it yields depends on the pair and the context alone, since
results are cached by content.  Whatever files it reads, the context must name.  A module of rules
joins `MODULES`.

A rule on what the catalogs of a language do as a whole, registered by `convention_rule`, yields
for one translation which variant it chose; the engine counts the variants in all catalogs, and the
rule then evaluates which of them are problems::

    @convention_rule("quotes", Severity.WARNING, evaluate=flag_minority)
    def find_quotes(pair: Pair, context: Context) -> Iterator[Convention]:
        yield Convention("outer quotes", "«", start=0, end=1)

A problem that another catalog of the project could excuse, such as a changed title that is the
title's own translation, lists in ``unless`` what would excuse it; see `Problem`.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from functools import cache, cached_property
from importlib import import_module
from pathlib import Path
from typing import Literal

from babel import Locale

from editions.catalogs.agreement import passage_of
from editions.catalogs.entries import Catalog, Entry
from editions.catalogs.markup import Markup
from editions.catalogs.safety import SafetyCheck
from editions.catalogs.syntax import RST, Syntax
from editions.findings import Severity
from editions.quantities.comparing import ComparedText

#: The modules whose import registers rules, in the order in which rules are listed.
MODULES = (
    "syntax",
    "safety",
    "dropped",
    "inline",
    "links",
    "literals",
    "numbers",
    "characters",
    "typography",
    "punctuation",
    "leftovers",
    "alignment",
    "consistency",
    "termbase",
    "foreign",
    "spelling",
)

_NAME = re.compile(r"[a-z]+(-[a-z0-9]+)*")


@dataclass(frozen=True)
class MessagePair:
    """A message and one translation of it: what a rule on single translations looks at.

    Only translations that are published become pairs: not empty, not fuzzy, not obsolete.
    """

    entry: Entry
    catalog: Catalog
    #: Which of the entry's plural forms this is; 0 where it has none.
    form: int = 0
    #: The markup language of the message.
    syntax: Syntax = RST

    @property
    def source(self) -> str:
        """The message; its plural for all forms but the first."""
        plural = self.entry.msgid_plural
        return self.entry.msgid if plural is None or self.form == 0 else plural

    @property
    def target(self) -> str:
        """The translation."""
        return self.entry.msgstrs[self.form]

    @cached_property
    def source_markup(self) -> Markup:
        """The message with its inline markup, and without: ``masked`` and ``plain``."""
        return self.syntax.parse(self.source)

    @cached_property
    def target_markup(self) -> Markup:
        """The translation with its inline markup, and without."""
        return self.syntax.parse(self.target)

    @cached_property
    def passages(self) -> tuple[ComparedText, ComparedText]:
        """The message and the translation as texts whose numbers are compared."""
        return passage_of(self.source_markup), passage_of(self.target_markup)


@dataclass(frozen=True)
class Context:
    """What rules know besides the translation; the same for all catalogs of a language."""

    #: CLDR locale of the translations: ``fr_CA``.
    locale: str
    #: CLDR locale of the messages.
    source_locale: str = "en"
    #: The termbase, a CSV file, or None.
    terms: Path | None = None
    #: Lists of words that the dictionaries need not know, a word a line.
    spelling_lists: tuple[Path, ...] = ()
    #: Names of rules that are switched off.
    skipped: frozenset[str] = frozenset()
    #: What the project's builds let in; None where no project says.
    safety: SafetyCheck | None = field(default=None, hash=False)

    @property
    def is_strict(self) -> bool:
        """Whether the project's builds publish nothing doubtful."""
        return self.safety is not None and not self.safety.policy.gentle

    def inputs(self) -> tuple[Path, ...]:
        """Return every file that rules may read; a change of one makes results stale."""
        return (*([self.terms] if self.terms else []), *self.spelling_lists)

    @property
    def cldr(self) -> Locale:
        """The CLDR data of the translations' locale."""
        return parse_locale(self.locale)

    @property
    def source_cldr(self) -> Locale:
        """The CLDR data of the messages' locale."""
        return parse_locale(self.source_locale)

    @property
    def language(self) -> str:
        """The language of the translations, without its country: ``fr``."""
        return self.cldr.language

    @property
    def source_language(self) -> str:
        """The language of the messages."""
        return self.source_cldr.language


@cache
def parse_locale(name: str) -> Locale:
    """Return the CLDR data of a locale, read once."""
    return Locale.parse(name)


@dataclass(frozen=True)
class Problem:
    """What a rule found in a translation."""

    #: What is wrong, and what to do next.
    message: str
    #: The part of the translation that is wrong; None where it is the whole.
    start: int | None = None
    end: int | None = None
    #: Which pair it is about; rules on single translations need not say.
    pair: MessagePair | None = None
    #: Message and translation that excuse the problem if any catalog of the project has them.
    unless: tuple[tuple[str, str], ...] = ()


@dataclass(frozen=True)
class Convention:
    """Which of several ways a translation took."""

    #: What there was to choose, such as the space before a colon.
    choice: str
    #: What the translation chose.
    variant: str
    #: The part of the translation that shows it; None where it is the whole.
    start: int | None = None
    end: int | None = None
    #: The way is never a problem, and is only counted.
    sound: bool = False


@dataclass(frozen=True)
class Usage:
    """How often the catalogs of a language took one way."""

    count: int
    #: The first place, ``file:line``.
    first: str


EntryCheck = Callable[[MessagePair, Context], Iterator[Problem]]
CatalogCheck = Callable[[Sequence[MessagePair], Context], Iterator[Problem]]
ConventionCheck = Callable[[MessagePair, Context], Iterator[Convention]]
#: Takes a choice and the use of each way; returns what is wrong with each way that is a problem.
ConventionEvaluator = Callable[[str, Mapping[str, Usage], Context], Mapping[str, str]]


#: What a rule looks at: catalogs before a build, or the files that a build has made.
Subject = Literal["catalogs", "sites"]


@dataclass(frozen=True)
class Rule:
    """One rule; at most one of its checks is set, and none where reading itself applies it.

    Rules on sites are applied by what compares their files.
    """

    #: Short name, as in findings and waivers.
    name: str
    severity: Severity
    #: What must hold, in one sentence.
    summary: str
    #: An example that breaks it, and one that keeps it.
    bad: str
    good: str
    check_entry: EntryCheck | None = None
    check_catalog: CatalogCheck | None = None
    check_convention: ConventionCheck | None = None
    #: What `check_convention` found is evaluated by this, once all catalogs are counted.
    evaluate: ConventionEvaluator | None = None
    subject: Subject = "catalogs"


_RULES: dict[str, Rule] = {}


def register(
    name: str,
    severity: Severity,
    doc: str | None,
    *,
    check_entry: EntryCheck | None = None,
    check_catalog: CatalogCheck | None = None,
    check_convention: ConventionCheck | None = None,
    evaluate: ConventionEvaluator | None = None,
    subject: Subject = "catalogs",
) -> None:
    """Add a rule to the list; its texts come from a docstring."""
    summary, _, rest = (doc or "").strip().partition("\n")
    examples = re.findall(r"^\s*(Bad|Good): (.+)$", rest, re.MULTILINE)
    texts = dict(examples)
    if not _NAME.fullmatch(name) or name in _RULES:
        raise ValueError(f"{name!r} cannot name a rule, or names one already")
    if len(examples) != 2 or set(texts) != {"Bad", "Good"} or not summary.endswith("."):
        raise ValueError(f"the docstring of rule {name!r} wants one sentence, 'Bad:' and 'Good:'")
    _RULES[name] = Rule(
        name,
        severity,
        summary,
        texts["Bad"],
        texts["Good"],
        check_entry,
        check_catalog,
        check_convention,
        evaluate,
        subject,
    )


def entry_rule(name: str, severity: Severity) -> Callable[[EntryCheck], EntryCheck]:
    """Register a generator that checks one translation."""

    def add(check: EntryCheck) -> EntryCheck:
        register(name, severity, check.__doc__, check_entry=check)
        return check

    return add


def catalog_rule(name: str, severity: Severity) -> Callable[[CatalogCheck], CatalogCheck]:
    """Register a generator that checks all translations of a catalog."""

    def add(check: CatalogCheck) -> CatalogCheck:
        register(name, severity, check.__doc__, check_catalog=check)
        return check

    return add


def convention_rule(
    name: str, severity: Severity, evaluate: ConventionEvaluator
) -> Callable[[ConventionCheck], ConventionCheck]:
    """Register a generator that notes conventions, and what evaluates them."""

    def add(check: ConventionCheck) -> ConventionCheck:
        register(name, severity, check.__doc__, check_convention=check, evaluate=evaluate)
        return check

    return add


@cache
def all_rules() -> Mapping[str, Rule]:
    """Return every rule on catalogs by its name."""
    for module in MODULES:
        import_module(f"editions.rules.{module}")
    return rules_on("catalogs")


def rules_on(subject: Subject) -> Mapping[str, Rule]:
    """Return the rules on *subject* that are registered, by their names."""
    return {name: rule for name, rule in _RULES.items() if rule.subject == subject}
