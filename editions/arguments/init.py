"""The arguments of ``editions init``."""

from __future__ import annotations

import argparse
from pathlib import Path

from editions.arguments.options import deferred
from editions.phrases import spoken


def declare(verb: argparse.ArgumentParser) -> None:
    """Declare the verb."""
    verb.description = spoken(
        "Write a publication of two chapters into a folder: an example with a table of"
        " data and works cited, catalogs, conf.py and what else a project has. What is not given"
        " is asked for on a terminal. With --here, add what is missing to a Sphinx project."
        " Nothing is written over a file; if something stands in the way, nothing is written."
    )
    verb.add_argument(
        "folder", nargs="?", type=Path, metavar="DIR", help=spoken("folder to write into")
    )
    verb.add_argument(
        "-l",
        "--languages",
        action="extend",
        nargs="+",
        default=[],
        metavar="CODE",
        help=spoken("the languages, the source language first, such as en fr zh_Hant"),
    )
    verb.add_argument(
        "--title", metavar="TEXT", help=spoken("title (default: that of the example)")
    )
    verb.add_argument("--author", metavar="NAME", help=spoken("a person, or an organization"))
    verb.add_argument(
        "--here",
        action="store_true",
        help=spoken("add what is missing to the Sphinx project in DIR, or in this folder"),
    )
    verb.add_argument("-q", "--quiet", action="store_true", help=spoken("do not report progress"))
    verb.set_defaults(run=deferred("init:run"))
