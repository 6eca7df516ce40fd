"""The arguments of ``editions completion``."""

from __future__ import annotations

import argparse

from editions.arguments.options import deferred
from editions.arguments.parser import OneOf
from editions.phrases import spoken

#: The shells that are served.
SHELLS = ("bash", "zsh", "fish")


def declare(verb: argparse.ArgumentParser) -> None:
    """Declare the verb."""
    verb.description = spoken(
        "Write the script by which a shell completes verbs, options, files and the codes of the"
        " editions here. Put it where the shell looks for such scripts; the guide to the command"
        " says where."
    )
    what = verb.add_mutually_exclusive_group(required=True)
    what.add_argument(
        "shell",
        nargs="?",
        type=OneOf(*SHELLS),
        choices=SHELLS,
        metavar="SHELL",
        help=spoken("bash, zsh or fish"),
    )
    what.add_argument(
        "--codes",
        action="store_true",
        help=spoken("the codes of the editions here, one a line, as the scripts ask for them"),
    )
    verb.set_defaults(run=deferred("completion:run"))
