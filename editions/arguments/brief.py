"""The arguments of ``editions brief``."""

from __future__ import annotations

import argparse

from editions.arguments.options import add_choice, add_common, deferred
from editions.phrases import spoken


def declare(verb: argparse.ArgumentParser) -> None:
    """Declare the verb."""
    verb.description = spoken(
        "Say what waits for translators in each catalog, or what changed since a"
        " revision: the difference of the message, word by word, beside the translation.  It is"
        " printed, and written as a page into build/brief/.  'update' does the same for what it"
        " changes."
    )
    add_common(verb)
    add_choice(verb)
    verb.add_argument(
        "--since", metavar="REV", help=spoken("compare with the catalogs of a git revision")
    )
    verb.set_defaults(run=deferred("brief:run"))
