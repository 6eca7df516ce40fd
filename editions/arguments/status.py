"""The arguments of ``editions status``."""

from __future__ import annotations

import argparse

from editions.arguments.options import (
    add_choice,
    add_common,
    add_json,
    add_paths,
    add_threshold,
    deferred,
)
from editions.arguments.parser import OneOf
from editions.phrases import spoken


def declare(verb: argparse.ArgumentParser) -> None:
    """Declare the verb."""
    verb.description = spoken(
        "Compare the catalogs with today's source, chapter by chapter, in words of"
        " the source.  Current: translated as it stands.  Outdated: a translation of an earlier"
        " message stands (fuzzy).  Missing: no translation."
    )
    add_common(verb)
    add_choice(verb)
    add_paths(verb)
    add_threshold(
        verb,
        spoken("exit with 1 where fewer words are current: 95 for every edition, es=95 for one"),
    )
    verb.add_argument(
        "--format",
        type=OneOf("text", "json"),
        choices=("text", "json"),
        default="text",
        help=spoken("how to write it (default: text)"),
    )
    add_json(verb, of_format=True)
    verb.set_defaults(run=deferred("status:run"))
