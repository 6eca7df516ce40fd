"""``editions check``."""

from __future__ import annotations

import argparse
import sys
from pathlib import Path
from typing import TYPE_CHECKING

from editions.arguments.check import SOURCE_LOCALE
from editions.commands.papers import Task, run_task, selected
from editions.commands.printing import Printer, report_findings, shown
from editions.findings import UsageError, real_path
from editions.phrases import did_you_mean, localized, phrase, phrases
from editions.system.commands import own_command
from editions.workflows.reporter import Reporter

if TYPE_CHECKING:
    from editions.catalogs.safety import SafetyCheck
    from editions.rules.running import Checked
    from editions.rules.waivers import Waiver

#: Options that say of catalogs what a publication knows itself.
_OF_CATALOGS = ("locale", "terms", "waivers", "words")


def run(options: argparse.Namespace) -> int:
    """Check catalogs or the publication; see ``editions check --help``."""
    if options.list:
        from editions.rules.registry import all_rules
        from editions.rules.reports import describe_rules

        Printer(sys.stdout).report("\n".join(describe_rules(all_rules().values())))
        return 0
    if options.paths and not _is_about_papers(options):
        return _check_catalogs(options)
    if options.paths:
        return _check_papers(options)
    return _check_publication(options)


def _is_about_papers(options: argparse.Namespace) -> bool:
    """Tell whether the paths are publications; what only catalogs want makes them catalogs."""
    from editions.series.selecting import means_papers

    named = any(getattr(options, name) for name in _OF_CATALOGS)
    named |= options.source_locale != SOURCE_LOCALE
    return not named and any(map(means_papers, options.paths))


def _check_catalogs(options: argparse.Namespace) -> int:
    from editions.rules.caching import user_cache
    from editions.rules.registry import Context
    from editions.rules.running import Options, check_catalogs, find_catalogs

    context = Context(
        _locale(options.locale or options.source_locale),
        _locale(options.source_locale),
        _file(options.terms),
        tuple(_file(path) or path for path in options.words),
        _skipped(options),
        _gate(options),
    )
    settings = Options(
        context,
        _locale(options.locale) if options.locale else "",
        Path(),
        _waivers(options.waivers),
        None if options.no_cache else user_cache(),
        max(1, options.jobs),
    )
    paths = find_catalogs(options.paths)
    with _Progress(options.quiet) as progress:
        checked = check_catalogs(paths, settings, progress.check_catalog)
    return report_findings(options, checked.findings, checked.keys, _what(checked))


def _check_publication(options: argparse.Namespace) -> int:
    from editions.workflows.check import CHECKS, check_publication
    from editions.workflows.sphinx_run import load_publication

    for name in _OF_CATALOGS:
        if getattr(options, name):
            raise UsageError(
                phrase("--{name} goes with a PATH; the publication knows its own", name=name)
            )
    publication = load_publication(options.project)
    selected = publication.select(options.edition)
    with _Progress(options.quiet) as progress:
        findings, keys = check_publication(
            publication,
            selected,
            skipped=_skipped(options),
            cached=not options.no_cache,
            jobs=max(1, options.jobs),
            reporter=progress,
        )
    names = [localized(check.name) for check in CHECKS]
    return report_findings(options, findings, keys, ", ".join(names))


def _check_papers(options: argparse.Namespace) -> int:
    from editions.workflows.paper_actions import CheckPaper

    action = CheckPaper(tuple(options.edition), _skipped(options), not options.no_cache)
    return run_task(options, selected(options), Task("check", action, format=options.format))


def _what(checked: Checked) -> str:
    return phrase(
        "{catalogs} with {translations}",
        catalogs=phrases(checked.catalogs, "{number} catalog", "{number} catalogs"),
        translations=phrases(
            checked.translations, "{number:,} translation", "{number:,} translations"
        ),
    )


def _locale(name: str) -> str:
    from editions.rules.examining import known_locale

    known = known_locale(name)
    if not known:
        raise UsageError(
            phrase("{name!r} is not a locale that CLDR knows; write one such as fr_CA", name=name)
        )
    return known


def _gate(options: argparse.Namespace) -> SafetyCheck | None:
    """Return what the project lets into its pages, if all catalogs are of the one in hand."""
    root = real_path(options.project)
    inside = all(real_path(path).is_relative_to(root) for path in options.paths)
    if not inside or not (root / "conf.py").is_file():
        return None
    from editions.workflows.check import project_safety
    from editions.workflows.sphinx_run import loads_extension

    return project_safety(root) if loads_extension(root) else None


def _file(path: Path | None) -> Path | None:
    if path is not None and not path.is_file():
        raise UsageError(phrase("{path} is not a file", path=path))
    return path


def _waivers(path: Path | None) -> tuple[Waiver, ...]:
    from editions.rules.waivers import read_waivers

    path = _file(path)
    return tuple(read_waivers(path, shown(path))) if path else ()


def _skipped(options: argparse.Namespace) -> frozenset[str]:
    from editions.rules.registry import all_rules

    for name in options.skip:
        if name not in all_rules():
            raise UsageError(
                phrase(
                    "no rule is called {name!r}; {command!r} names them{hint}",
                    name=name,
                    command=own_command("check", "--list"),
                    hint=did_you_mean(name, all_rules()),
                )
            )
    return frozenset((*options.skip, *(["spelling"] if options.no_spelling else [])))


class _Progress(Reporter):
    """Shows on a terminal how many catalogs are done, in one line that goes away."""

    def __init__(self, quiet: bool) -> None:
        self.printer = Printer(sys.stderr)
        self.shown = sys.stderr.isatty() and not quiet

    def __enter__(self) -> _Progress:
        return self

    def check_catalog(self, done: int, total: int) -> None:
        if self.shown:
            self.printer.count(phrase("{done} of {total} catalogs …", done=done, total=total))

    def __exit__(self, *_: object) -> None:
        if self.shown:
            self.printer.clear()
