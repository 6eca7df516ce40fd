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


def declare(verb: argparse.ArgumentParser) -> None:
    """Declare the verb."""
    verb.description = (
        "Compare the catalogs with today's source, chapter by chapter, in words of"
        " the source.  Current: translated as it stands.  Outdated: a translation of an earlier"
        " message stands (fuzzy).  Missing: no translation."
    )
    add_common(verb)
    add_choice(verb)
    add_paths(verb)
    add_threshold(
        verb, "exit with 1 where fewer words are current: 95 for every edition, es=95 for one"
    )
    verb.add_argument(
        "--format", choices=("text", "json"), default="text", help="how to write it (default: text)"
    )
    add_json(verb, of_format=True)
    verb.set_defaults(run=deferred("status:run"))
