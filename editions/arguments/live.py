"""The arguments of ``editions live``."""

from __future__ import annotations

import argparse
from pathlib import Path

from editions.arguments.options import add_choice, add_common, deferred
from editions.phrases import spoken


def port_number(text: str) -> int:
    """Return a number of a port."""
    if not text.isdecimal() or not 0 < int(text) < 65536:
        raise argparse.ArgumentTypeError(
            spoken("{text!r} is not a port between 1 and 65535", text=text)
        )
    return int(text)


def declare(verb: argparse.ArgumentParser) -> None:
    """Declare the verb."""
    verb.description = spoken(
        "Build one edition, serve it to this machine only, and build and show it again"
        " whenever a source, a catalog or data are saved.  Beside the page stands a desk at which"
        " translations are corrected; every block leads to its entry in the catalog, and what the"
        " rules find stands below it.  After an error the last good page stays.  Ctrl-C ends it."
        "  --edition names one edition, unless there is only one."
    )
    add_common(verb)
    add_choice(verb)
    verb.add_argument(
        "--port", type=port_number, help=spoken("port to serve at (default: a free one)")
    )
    verb.add_argument("--open", action="store_true", help=spoken("open the page in the browser"))
    verb.add_argument(
        "--editor",
        default="",
        metavar="WHAT",
        help=spoken(
            "open entries elsewhere: an address such as 'vscode://file/{path}:{line}', a command"
            " such as 'gvim' or 'code --goto {path}:{line}', or a tool on the web, by {catalog},"
            " {msgid}, {context} and {checksum}, which is Weblate's (default: copy file and line)"
        ),
    )
    verb.add_argument(
        "--memory",
        action="append",
        default=[],
        type=Path,
        metavar="FILE",
        help=spoken("search a translation memory (TMX) for similar messages, too; may be repeated"),
    )
    verb.set_defaults(run=deferred("live:run"))
