"""The arguments of ``editions rename``."""

from __future__ import annotations

import argparse

from editions.arguments.options import add_common, deferred
from editions.phrases import spoken


def declare(verb: argparse.ArgumentParser) -> None:
    """Declare the verb."""
    verb.description = spoken(
        "Rename a document, with its file, the references to it in documents and"
        " translations, the column of the data that names it, and its catalogs in all languages,"
        " so that no translation is lost or outdated.  All of it is written, or nothing.  Labels"
        " stay, and its pages have new addresses."
    )
    add_common(verb)
    verb.add_argument("old", metavar="OLD", help=spoken("its name, as in a toctree: economy"))
    verb.add_argument("new", metavar="NEW", help=spoken("the name that it is to have: annex/trade"))
    verb.set_defaults(run=deferred("rename:run"))
