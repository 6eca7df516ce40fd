"""The arguments of ``editions doctor``."""

from __future__ import annotations

import argparse

from editions.arguments.options import add_common, deferred
from editions.phrases import spoken


def declare(verb: argparse.ArgumentParser) -> None:
    """Declare the verb."""
    verb.description = spoken(
        "Say what this machine and this project lack, each with what brings it: libraries and"
        " optional parts of the toolkit, fonts and dictionaries for the languages, catalogs that"
        " are not up to date, words of pages that nobody has translated. Nothing is changed. The"
        " exit status is 1 where something is missing."
    )
    add_common(verb)
    verb.set_defaults(run=deferred("doctor:run"))
