"""The arguments of ``editions check``."""

from __future__ import annotations

import argparse
import os
from pathlib import Path

from editions.arguments.options import (
    add_choice,
    add_common,
    add_json,
    add_paths,
    add_report_format,
    add_skip,
    add_waivers,
    deferred,
)
from editions.phrases import spoken

#: Of messages, where nobody says another.
SOURCE_LOCALE = "en"


def declare(verb: argparse.ArgumentParser) -> None:
    """Declare the verb."""
    verb.description = spoken(
        "Check the catalogs of any Sphinx project: files in .po and folders of them; or"
        " publications: folders with conf.py, or a file series.toml."
        " Without a PATH, check the publication: its data, the figures that sentences state, and"
        " its catalogs. A finding is file:line:column: severity: message (rule); an error makes"
        " a page wrong or unsafe, a warning wants a human."
    )
    add_common(verb)
    add_choice(verb)
    add_paths(verb, spoken("catalogs, folders of them, or publications"))
    verb.add_argument(
        "--locale",
        metavar="LOCALE",
        help=spoken("of the translations (default: header, then folder)"),
    )
    verb.add_argument(
        "--source-locale",
        default=SOURCE_LOCALE,
        metavar="LOCALE",
        help=spoken("of the messages (default: {locale})", locale=SOURCE_LOCALE),
    )
    verb.add_argument("--terms", type=Path, metavar="FILE", help=spoken("termbase, a CSV file"))
    add_waivers(verb)
    verb.add_argument(
        "--words",
        type=Path,
        action="append",
        default=[],
        metavar="FILE",
        help=spoken("words that dictionaries do not know, one a line; may be repeated"),
    )
    add_skip(verb)
    verb.add_argument("--no-spelling", action="store_true", help=spoken("switch the spelling off"))
    add_report_format(verb)
    verb.add_argument(
        "--jobs",
        type=int,
        default=os.cpu_count() or 1,
        metavar="N",
        help=spoken("processes to work in"),
    )
    verb.add_argument(
        "--no-cache", action="store_true", help=spoken("look at every catalog, changed or not")
    )
    add_json(verb, of_format=True)
    verb.add_argument(
        "--list", action="store_true", help=spoken("explain the rules, and check nothing")
    )
    verb.set_defaults(run=deferred("check:run"))
