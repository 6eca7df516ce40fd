"""``editions init``."""

from __future__ import annotations

import argparse
import sys
from datetime import UTC, datetime
from pathlib import Path
from typing import TYPE_CHECKING

from editions.commands.printing import Printer, shown
from editions.findings import UsageError, real_path
from editions.phrases import localized, phrase

if TYPE_CHECKING:
    from editions.scaffolding.example import NewPublication

#: Where the questions suggest to put a publication.
_FOLDER = "publication"
#: The languages that the questions suggest.
_LANGUAGES = ("en", "fr")


def run(options: argparse.Namespace) -> int:
    """Begin a publication; see ``editions init --help``."""
    printer = Printer(sys.stdout, quiet=options.quiet)
    return _join(options, printer) if options.here else _begin(options, printer)


def _begin(options: argparse.Namespace, printer: Printer) -> int:
    from editions.scaffolding.example import words_for
    from editions.workflows.starting import begin_publication, missing_parts

    asking = sys.stdin.isatty() and not options.quiet
    folder: Path | None = options.folder
    if folder is None:
        if not asking:
            raise UsageError(phrase("name the folder: editions init DIR --languages en fr"))
        folder = Path(_ask(phrase("Folder"), _FOLDER))
    choice = _choose(options, asking=asking)
    names = begin_publication(folder, choice)
    for name in names:
        printer.say(shown(folder / name))
    languages = ", ".join(edition.name for edition in choice.editions)
    printer.say(
        phrase(
            "Wrote {count} files: “{title}” in {languages}.",
            count=len(names),
            title=choice.title,
            languages=languages,
        )
    )
    original = choice.editions[0]
    if words_for(original) is None:
        printer.say(
            phrase(
                "The example has no text in {name}: its source is in English, to be written over.",
                name=original.name,
            )
        )
    for note in missing_parts(choice.editions):
        printer.say(printer.paint(note, "yellow"))
    here = real_path(folder) == Path.cwd()
    step = "editions build" if here else f"cd {shown(folder)} && editions build"
    printer.say(phrase("Next: {step}", step=step))
    return 0


def _choose(options: argparse.Namespace, *, asking: bool) -> NewPublication:
    """Return what the options say, and the answers to questions where they are silent."""
    from editions.scaffolding.example import NewPublication, titles
    from editions.scaffolding.languages import choose_editions
    from editions.settings.reading import slug_of

    names = options.languages
    if not names and asking:
        names = _ask(phrase("Languages, the source language first"), " ".join(_LANGUAGES)).split()
    known = titles()
    original = choose_editions(names, known, known["en"])[0].title
    title, author = options.title, options.author
    if title is None and asking:
        title = _ask(phrase("Title"), original)
    if author is None and asking:
        author = _ask(phrase("Author"), "")
    title = _one_line(title or original, "title")
    editions = choose_editions(names, known if title == original else {}, title)
    return NewPublication(
        editions,
        title,
        _one_line(author or "", "author"),
        slug_of(title) or slug_of(original),
        datetime.now(UTC).year,
    )


def _ask(question: str, default: str) -> str:
    """Return the answer to a question, or *default* where it is empty."""
    suggestion = f" [{default}]" if default else ""
    try:
        return (
            input(
                localized(
                    phrase("{question}{suggestion}: ", question=question, suggestion=suggestion)
                )
            ).strip()
            or default
        )
    except EOFError as error:
        raise KeyboardInterrupt from error


def _one_line(text: str, name: str) -> str:
    if not text.isprintable():
        raise UsageError(phrase("--{name} is one line of letters, digits and marks", name=name))
    return " ".join(text.split())


def _join(options: argparse.Namespace, printer: Printer) -> int:
    from editions.workflows.joining import describe, join_project

    for name in ("title", "author"):
        if getattr(options, name) is not None:
            raise UsageError(phrase("--{name} goes without --here; conf.py says it", name=name))
    folder = options.folder or Path()
    for line in describe(join_project(folder, options.languages), shown):
        printer.say(line)
    return 0
