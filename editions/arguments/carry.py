"""The arguments of ``editions carry``."""

from __future__ import annotations

import argparse

from editions.arguments.options import add_choice, add_common, deferred
from editions.phrases import spoken


def declare(verb: argparse.ArgumentParser) -> None:
    """Declare the verb."""
    verb.description = spoken(
        "Declare that a change of the source, such as a corrected typo, changes no"
        " meaning: the translations stay valid in all languages, and their entries say so."
        "  Without a message, list those that changed.  The catalogs are brought up to date"
        " first, so it may be said before or after 'update'.  Where a number, a term or markup"
        " changed, it is refused."
    )
    add_common(verb)
    add_choice(verb, codes=1)
    verb.add_argument(
        "messages",
        nargs="*",
        metavar="MESSAGE",
        help=spoken(
            "source/FILE.rst:LINE, a catalog's FILE.po:LINE, a file, or words of the message"
        ),
    )
    verb.add_argument(
        "--all-safe",
        action="store_true",
        help=spoken("every message in which only marks, spaces, capitals and spelling differ"),
    )
    verb.add_argument(
        "--reason", default="", metavar="TEXT", help=spoken("why; stands in the entries")
    )
    verb.add_argument(
        "--force", action="store_true", help=spoken("whatever changed; --reason must say why")
    )
    verb.set_defaults(run=deferred("carry:run"))
