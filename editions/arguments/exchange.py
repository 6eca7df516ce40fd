"""The arguments of ``editions export`` and ``editions import``."""

from __future__ import annotations

import argparse
from pathlib import Path

from editions.arguments.options import add_choice, add_common, deferred
from editions.arguments.parser import OneOf
from editions.phrases import spoken

#: States of translations, as ``--only`` names them.
STATES = ("current", "outdated", "missing")
#: Versions of XLIFF.
XLIFF = ("1.2", "2.1")


def declare_export(verb: argparse.ArgumentParser) -> None:
    """Declare the verb ``export``."""
    verb.description = spoken(
        "Write the catalogs of each translated edition as XLIFF 1.2, in which markup is"
        " protected.  'editions update' first, so that the catalogs hold today's messages;"
        " 'editions import' takes the file back."
    )
    add_common(verb)
    add_choice(verb)
    kind = verb.add_mutually_exclusive_group()
    kind.add_argument(
        "--memory",
        action="store_true",
        help=spoken("a translation memory instead: TMX 1.4 with every current translation"),
    )
    kind.add_argument(
        "--glossary",
        action="store_true",
        help=spoken("the termbase instead, as TBX and as CSV (source, target, note)"),
    )
    kind.add_argument(
        "--review",
        action="store_true",
        help=spoken("a table for reviewers in Word or LibreOffice instead (DOCX)"),
    )
    kind.add_argument(
        "--weblate",
        metavar="REPOSITORY",
        help=spoken(
            "a list of components instead, for Weblate's import_json; see docs/how-to/weblate.md"
        ),
    )
    verb.add_argument(
        "--push", default="", metavar="ADDRESS", help=spoken("for --weblate: where it pushes to")
    )
    verb.add_argument(
        "--push-branch",
        default="",
        metavar="BRANCH",
        help=spoken(
            "for --weblate: the branch that it pushes to, never the main one (default: weblate)"
        ),
    )
    verb.add_argument(
        "--license",
        default="",
        metavar="SPDX",
        help=spoken("for --weblate: the licence of the translations, such as CC-BY-4.0"),
    )
    verb.add_argument(
        "--only",
        nargs="+",
        type=OneOf(*STATES),
        choices=STATES,
        default=[],
        metavar="STATE",
        help=spoken(
            "only messages in these states: {states} (default: all)", states=", ".join(STATES)
        ),
    )
    verb.add_argument(
        "-c",
        "--catalog",
        nargs="+",
        default=[],
        metavar="NAME",
        help=spoken("only these catalogs, such as economy (default: all)"),
    )
    verb.add_argument(
        "--xliff",
        type=OneOf(*XLIFF),
        choices=XLIFF,
        help=spoken("the version of XLIFF to write (default: 1.2, which every tool knows)"),
    )
    verb.add_argument(
        "--split", action="store_true", help=spoken("a file for each catalog, of XLIFF or --review")
    )
    verb.add_argument(
        "-o",
        "--output",
        type=Path,
        metavar="DIR",
        help=spoken("folder of the files (default: build/exchange in the publication)"),
    )
    verb.set_defaults(run=deferred("exchange:run_export"))


def declare_import(verb: argparse.ArgumentParser) -> None:
    """Declare the verb ``import``."""
    verb.description = spoken(
        "Put the translations of an XLIFF file, a catalog (PO) or a table for reviewers"
        " (DOCX) into the catalogs: what is new, and nothing else.  What does not belong, would do"
        " harm, or was changed in the catalog meanwhile is left out and reported, with exit status"
        " 1; the rest is imported.  What has lost a link or the like is marked for review.  A TMX"
        " file fills in messages without a translation, marked fuzzy.  Importing twice changes"
        " nothing."
    )
    add_common(verb)
    add_choice(verb, codes=1)
    verb.add_argument(
        "files", nargs="+", type=Path, metavar="FILE", help=spoken("an XLIFF, PO, DOCX or TMX file")
    )
    verb.add_argument(
        "--overwrite",
        action="store_true",
        help=spoken("let the file win where the catalog has changed since the export"),
    )
    verb.set_defaults(run=deferred("exchange:run_import"))
