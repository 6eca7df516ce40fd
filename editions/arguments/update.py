"""The arguments of ``editions update``."""

from __future__ import annotations

import argparse

from editions.arguments.options import add_choice, add_common, add_json, add_paths, deferred
from editions.phrases import spoken


def declare(verb: argparse.ArgumentParser) -> None:
    """Declare the verb."""
    verb.description = spoken(
        "Extract every message of the source and merge them into the catalogs."
        " Translations are never lost: one whose message changed is marked fuzzy and keeps"
        " the earlier message, one whose message is gone stays at the end of its catalog."
    )
    add_common(verb)
    add_choice(verb)
    add_paths(verb)
    verb.add_argument(
        "-l",
        "--language",
        action="extend",
        nargs="+",
        default=[],
        metavar="CODE",
        dest="languages",
        help=spoken(
            "in a project whose conf.py declares no editions: languages to begin or to update"
        ),
    )
    verb.add_argument(
        "--check",
        action="store_true",
        help=spoken("write nothing; exit with 1 where a catalog is not up to date with the source"),
    )
    add_json(verb)
    verb.set_defaults(run=deferred("update:run"))
