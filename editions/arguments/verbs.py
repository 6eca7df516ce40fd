"""The verbs of the ``editions`` command, and its parser."""

from __future__ import annotations

from collections.abc import Iterable
from importlib import import_module

import editions
from editions.arguments.options import deferred
from editions.arguments.parser import CommandParser
from editions.phrases import localized, phrase, spoken

#: The verbs, in the order in which the help lists them: which function of `editions.arguments`
#: declares a verb, and what it is for.
VERBS = {
    "init": (
        "init:declare",
        phrase("begin a publication, or add what is missing to a Sphinx project"),
    ),
    "build": ("build:declare", phrase("build editions and put them into the site")),
    "update": ("update:declare", phrase("bring the catalogs up to date with the source")),
    "brief": ("brief:declare", phrase("say what changed for translators")),
    "carry": (
        "carry:declare",
        phrase("keep translations valid over a change that changes no meaning"),
    ),
    "rename": (
        "rename:declare",
        phrase("give a document another name, in the source, the data and all catalogs"),
    ),
    "check": ("check:declare", phrase("check data, figures and catalogs without building")),
    "status": ("status:declare", phrase("show how far each translation has come")),
    "verify": (
        "verify:declare",
        phrase("compare the finished editions and formats of a site with each other"),
    ),
    "release": (
        "release:declare",
        phrase("check, build and verify everything, and pack it as one version"),
    ),
    "live": (
        "live:declare",
        phrase("show one edition in the browser, follow every save, and correct translations"),
    ),
    "export": (
        "exchange:declare_export",
        phrase("write catalogs for translators' tools: XLIFF, TMX, glossaries"),
    ),
    "import": (
        "exchange:declare_import",
        phrase("take translations back from translators' tools: XLIFF, PO, DOCX, TMX"),
    ),
    "references": ("references:declare", phrase("check the works cited, or add to them")),
    "completion": ("completion:declare", phrase("write what lets a shell complete this command")),
    "doctor": ("doctor:declare", phrase("say what this machine and this project lack")),
}


def make_parser(words: Iterable[str] = VERBS) -> CommandParser:
    """Return the parser of the command line.

    Only the verbs among *words* have their arguments; all others are no more than names.
    """
    parser = CommandParser(
        prog="editions",
        description=spoken("Build the editions of one publication in several languages."),
        epilog=spoken(
            "Exit status: 0 success, 1 something is wrong with the publication, 2 wrong call."
        ),
    )
    parser.add_argument(
        "--version",
        action="version",
        version=f"editions {editions.__version__}",
        help=spoken("show program's version number and exit"),
    )
    verbs = parser.add_verbs()
    parser.set_defaults(run=deferred("doctor:advise"))  # where no verb is given
    wanted = frozenset(words)
    for name, (place, purpose) in VERBS.items():
        verb = verbs.add_parser(name, help=localized(purpose))
        if name in wanted:
            module, _, declare = place.partition(":")
            getattr(import_module(f"editions.arguments.{module}"), declare)(verb)
    return parser
