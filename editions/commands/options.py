"""Options that several verbs take."""

from __future__ import annotations

import argparse
from collections.abc import Sequence
from pathlib import Path
from typing import TypeAlias

#: What verbs are declared in.
Verbs: TypeAlias = "argparse._SubParsersAction[argparse.ArgumentParser]"
#: Parsers with the options of every verb, and those that choose editions.
Parents: TypeAlias = Sequence[argparse.ArgumentParser]

#: The formats of an edition.
FORMATS = ("html", "pdf", "epub")


def common_options() -> argparse.ArgumentParser:
    """Return the options of every verb."""
    common = argparse.ArgumentParser(add_help=False)
    common.add_argument(
        "--project",
        type=Path,
        default=Path(),
        metavar="DIR",
        help="folder of the publication, the one with conf.py (default: here)",
    )
    common.add_argument("-q", "--quiet", action="store_true", help="do not report progress")
    return common


def choice_of_editions() -> argparse.ArgumentParser:
    """Return the options that choose editions."""
    choice = argparse.ArgumentParser(add_help=False)
    choice.add_argument(
        "-e",
        "--edition",
        action="extend",
        nargs="+",
        default=[],
        metavar="CODE",
        help="only these editions, by their codes in conf.py (default: all)",
    )
    return choice


def add_formats(verb: argparse.ArgumentParser) -> None:
    """Declare the option that chooses formats."""
    verb.add_argument(
        "-f",
        "--format",
        action="extend",
        nargs="+",
        choices=FORMATS,
        default=[],
        dest="formats",
        help="only these formats (default: all)",
    )


def chosen_formats(options: argparse.Namespace) -> list[str]:
    """Return the formats that are chosen, or all, in the order in which they are named."""
    return [name for name in FORMATS if name in options.formats or not options.formats]
