"""Check many catalogs: side by side, from the cache where nothing changed, waivers applied."""

from __future__ import annotations

import os
from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from concurrent.futures import ProcessPoolExecutor, as_completed
from dataclasses import dataclass, replace
from pathlib import Path

from editions.catalogs.files import shown_name
from editions.catalogs.grading import STRICT_RULES
from editions.catalogs.reading import read_bytes
from editions.catalogs.termbase import read_termbase
from editions.files.walking import paths_below
from editions.findings import Finding, FindingsError, Severity, UsageError, shown_path
from editions.phrases import phrase
from editions.rules.caching import Cache
from editions.rules.examining import CatalogProblem, Examined, examine, path_locale
from editions.rules.registry import Context, Usage, all_rules
from editions.rules.safety import SAME_FAULT
from editions.rules.spelling import missing_dictionary, read_words
from editions.rules.termbase import read_pairs
from editions.rules.waivers import Waiver, check_waiver, unused_waiver

#: Fewer catalogs than this are checked faster than processes start.
_ALONE = 4


@dataclass(frozen=True)
class Options:
    """How catalogs are checked."""

    #: What rules know; its locale is replaced by each catalog's own.
    context: Context
    #: The locale of all catalogs; empty leaves it to each.
    locale: str = ""
    #: Folder that names in findings are relative to.
    root: Path = Path()
    waivers: tuple[Waiver, ...] = ()
    #: Where results are kept, or None for nowhere.
    cache: Path | None = None
    #: Processes to work in.
    jobs: int = os.cpu_count() or 1


@dataclass(frozen=True)
class Checked:
    """What became of a run."""

    findings: tuple[Finding, ...]
    #: Keys of the messages that findings are about, for waivers.
    keys: dict[Finding, str]
    catalogs: int
    translations: int


@dataclass(frozen=True)
class _File:
    """A catalog to be checked, and where what is found is kept."""

    path: Path
    shown: str
    data: bytes
    kept: Path | None


def find_catalogs(paths: Iterable[Path]) -> list[Path]:
    """Return the catalogs among *paths* and in the folders among them, each once.

    Raises:
        UsageError: a path does not exist, is no catalog, or holds none.
    """
    found: dict[Path, None] = {}
    for path in paths:
        if path.is_dir():
            inside = [p for p in paths_below(path, ".po") if not _is_hidden(p.relative_to(path))]
            if not inside:
                raise UsageError(phrase("there is no .po file in {path}", path=path))
            found.update(dict.fromkeys(inside))
        elif path.suffix == ".po":
            found[path] = None
        else:
            if path.exists():
                raise UsageError(phrase("{path} is not a .po file", path=path))
            raise UsageError(phrase("{path} does not exist", path=path))
    return list(found)


def _is_hidden(path: Path) -> bool:
    return any(part.startswith(".") for part in path.parts)


def check_catalogs(
    paths: Sequence[Path],
    options: Options,
    report: Callable[[int, int], None] = lambda done, total: None,
) -> Checked:
    """Check catalogs and return what wants fixing, in order of place.

    *report* hears how many of how many catalogs are done.
    """
    findings: list[Finding] = []
    options, unread = without_unreadable(options)
    findings.extend(unread)
    context = options.context
    cache = Cache(options.cache, context, context.inputs())
    results: dict[str, Examined] = {}
    waiting: list[_File] = []
    for path in paths:
        shown = shown_name(path, options.root)
        try:
            data = read_bytes(path, shown)
        except FindingsError as error:
            findings.extend(error.findings)
            continue
        kept = cache.path(data, options.locale or path_locale(path), shown)
        result = cache.load(kept)
        if result is None:
            waiting.append(_File(path, shown, data, kept))
        else:
            results[shown] = result
    done = len(paths) - len(waiting)
    report(done, len(paths))
    for file, result in _examine_all(waiting, options):
        results[file.shown] = result
        cache.save(file.kept, result)
        done += 1
        report(done, len(paths))
    cache.tidy()
    found, keys = judge_results(dict(sorted(results.items())), options)
    findings.extend(found)
    if "spelling" not in context.skipped:
        files = {result.locale: shown for shown, result in results.items() if result.locale}
        missing = (missing_dictionary(locale, shown) for locale, shown in files.items())
        findings.extend(finding for finding in missing if finding)
    return Checked(
        tuple(sorted(set(findings), key=lambda f: (f.file, f.line, f.column, f.rule, f.message))),
        keys,
        len(paths),
        sum(result.translations for result in results.values()),
    )


def without_unreadable(options: Options) -> tuple[Options, list[Finding]]:
    """Return *options* without the terms and lists of words that cannot be read, and why.

    What was read of these files before is forgotten: a preview runs for hours.
    """
    read_pairs.cache_clear()
    read_words.cache_clear()
    lists: list[Path] = []
    findings: list[Finding] = []
    terms = options.context.terms
    if terms and "term" not in options.context.skipped:
        try:
            read_termbase(terms, options.context.source_locale, shown_path(terms, options.root))
        except FindingsError as error:
            findings.extend(error.findings)
            terms = None
    for path in options.context.spelling_lists:
        try:
            read_words(path, shown_path(path, options.root))
            lists.append(path)
        except FindingsError as error:
            findings.extend(error.findings)
    context = replace(options.context, terms=terms, spelling_lists=tuple(lists))
    return replace(options, context=context), findings


def _examine_all(files: list[_File], options: Options) -> Iterator[tuple[_File, Examined]]:
    context, locale = options.context, options.locale
    if len(files) < _ALONE or options.jobs == 1:
        for file in files:
            yield file, examine(file.path, file.data, file.shown, context, locale)
        return
    # The largest first, so that no process is left with one when the others have ended.
    files = sorted(files, key=lambda file: len(file.data), reverse=True)
    with ProcessPoolExecutor(min(options.jobs, len(files))) as pool:
        tasks = {
            pool.submit(examine, file.path, file.data, file.shown, context, locale): file
            for file in files
        }
        for task in as_completed(tasks):
            yield tasks[task], task.result()


def judge_results(
    results: dict[str, Examined], options: Options
) -> tuple[list[Finding], dict[Finding, str]]:
    """Let other catalogs and waivers excuse what was found in catalogs, by their shown names.

    Return what is left, and the keys of the messages that it is about.
    """
    rules = all_rules()
    skipped = options.context.skipped
    titles: dict[str, set[tuple[str, str]]] = defaultdict(set)
    for result in results.values():
        titles[result.locale].update(result.titles)
    waivers = [*options.waivers, *(w for result in results.values() for w in result.waivers)]
    findings = [finding for waiver in waivers for finding in check_waiver(waiver, rules)]
    good = [w for w in waivers if w.reason and w.rule in rules]
    by_key: dict[tuple[str, str], list[Waiver]] = defaultdict(list)
    for waiver in good:
        by_key[waiver.rule, waiver.key].append(waiver)
    used: set[Waiver] = set()
    keys: dict[Finding, str] = {}
    conventions = _evaluate_conventions(results, options.context)
    for shown, result in results.items():
        own: list[Finding] = []
        for problem in (*result.problems, *conventions[shown]):
            if problem.rule in skipped or titles[result.locale].intersection(problem.unless):
                continue
            matching = [
                w
                for w in by_key[problem.rule, problem.key]
                if w.covers(shown, problem.key, problem.rule)
            ]
            used.update(matching)
            if not matching:
                severity = rules[problem.rule].severity
                place = (problem.line, problem.message, problem.rule, severity, problem.column)
                finding = Finding(shown, *place)
                own.append(finding)
                keys[finding] = problem.key
        findings += _merge_faults(own, keys)
    findings.extend(unused_waiver(w) for w in good if w not in used and w.rule not in skipped)
    return findings, keys


def _merge_faults(findings: list[Finding], keys: Mapping[Finding, str]) -> Iterator[Finding]:
    """Yield the findings on one catalog, each problem once.

    What is unsafe is left out where another error says the same, and takes the place of a warning
    that does.  What is doubtful takes the place of both.
    """
    said: dict[str, set[tuple[str, Severity]]] = defaultdict(set)
    for finding in findings:
        said[keys[finding]].add((finding.rule, finding.severity))
    for finding in findings:
        others = said[keys[finding]]
        if finding.rule in STRICT_RULES:
            yield finding
            continue
        doubts = {rule for rule, _ in others if rule in STRICT_RULES}
        doubted = {rule for doubt in doubts for rule in SAME_FAULT.get(doubt, ())}
        if finding.rule in doubted:
            continue
        if finding.rule in SAME_FAULT:
            same = set(SAME_FAULT[finding.rule]) - doubted  # these are not reported themselves
            if any(rule in same and severity is Severity.ERROR for rule, severity in others):
                continue
        elif finding.severity is Severity.WARNING and any(
            finding.rule in SAME_FAULT.get(rule, ()) for rule, _ in others
        ):
            continue
        yield finding


def _evaluate_conventions(
    results: dict[str, Examined], context: Context
) -> dict[str, list[CatalogProblem]]:
    """Return the problems, by catalog, of translations that do as the others do not."""
    rules = all_rules()
    usage: dict[tuple[str, str, str], dict[str, Usage]] = defaultdict(dict)
    for shown, result in results.items():
        for variant in result.variants:
            variants = usage[result.locale, variant.rule, variant.choice]
            before = variants.get(variant.variant, Usage(0, f"{shown}:{variant.first}"))
            variants[variant.variant] = replace(before, count=before.count + variant.count)
    verdicts: dict[tuple[str, str, str], Mapping[str, str]] = {}
    for (locale, rule, choice), variants in usage.items():
        evaluate = rules[rule].evaluate
        if evaluate is not None:
            own = replace(context, locale=locale)
            verdicts[locale, rule, choice] = evaluate(choice, variants, own)
    problems: dict[str, list[CatalogProblem]] = defaultdict(list)
    for shown, result in results.items():
        for variant in result.variants:
            message = verdicts.get((result.locale, variant.rule, variant.choice), {}).get(
                variant.variant
            )
            if message is not None:
                problems[shown].extend(
                    CatalogProblem(variant.rule, message, line, column, key)
                    for line, column, key in variant.places
                )
    return problems
