"""The arguments of ``editions verify``."""

from __future__ import annotations

import argparse
from pathlib import Path

from editions.arguments.options import (
    add_common,
    add_json,
    add_paths,
    add_report_format,
    add_skip,
    add_waivers,
    deferred,
)
from editions.phrases import spoken


def declare(verb: argparse.ArgumentParser) -> None:
    """Declare the verb."""
    verb.description = spoken(
        "Read a built site, and nothing else, and say where its editions, its books"
        " and its pairs do not agree: passages, figures, tables, links, pictures, languages,"
        " checksums.  Exit status 1 if there is an error."
    )
    verb.epilog = spoken(
        "A site of other tools has a folder a language: editions verify DIR --languages"
        " en fr.  Its passages are paired by their order, and where that is not sure, findings"
        " are warnings."
    )
    add_common(verb)
    add_paths(
        verb,
        spoken(
            "folder of a site (default: build/site in the publication); or publications: folders"
            " with conf.py, or a file series.toml"
        ),
    )
    verb.add_argument(
        "--languages",
        nargs="+",
        default=[],
        metavar="FOLDER",
        help=spoken(
            "folders of the languages, the original first (default: those of editions.json)"
        ),
    )
    add_skip(verb)
    add_report_format(verb)
    add_waivers(verb)
    verb.add_argument(
        "--full",
        action="store_true",
        help=spoken("also ask veraPDF, EPUBCheck, vnu and axe, as far as they are installed"),
    )
    verb.add_argument(
        "--require",
        action="store_true",
        help=spoken("with --full: an error where one is not installed"),
    )
    verb.add_argument(
        "--report",
        type=Path,
        metavar="FILE",
        help=spoken(
            "page with the passages side by side (default: build/verify/index.html of the"
            " publication)"
        ),
    )
    add_json(verb, of_format=True)
    verb.add_argument(
        "--list", action="store_true", help=spoken("explain the rules, and verify nothing")
    )
    verb.set_defaults(run=deferred("verify:run"))
