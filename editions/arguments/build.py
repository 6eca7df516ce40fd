"""The arguments of ``editions build``."""

from __future__ import annotations

import argparse
from pathlib import Path

from editions.arguments.options import (
    add_choice,
    add_common,
    add_formats,
    add_json,
    add_paths,
    deferred,
)
from editions.phrases import spoken


def given(text: str) -> str:
    """Take anything but nothing, which an unset variable of a script gives."""
    if not text.strip():
        raise argparse.ArgumentTypeError(spoken("names no place"))
    return text


def declare(verb: argparse.ArgumentParser) -> None:
    """Declare the verb."""
    verb.description = spoken(
        "Build editions aside and put them into the site when all of them are right."
        " A warning of Sphinx is an error, unless conf.py says editions_warnings = 'report' or"
        " declares no editions; after an error the site is as it was. PDFs in two languages follow"
        " the editions, which do not wait for them. Many publications are built side by side, and"
        " none waits for another that is broken."
    )
    add_common(verb)
    add_choice(verb)
    add_paths(verb)
    verb.add_argument(
        "-k",
        "--keep-going",
        action="store_true",
        help=spoken(
            "put all that can be made into the site, and report every error at the end; exit"
            " status 1 if there was one"
        ),
    )
    add_formats(verb)
    verb.add_argument(
        "-o",
        "--output",
        type=Path,
        metavar="DIR",
        help=spoken(
            "folder of the site (default: build/site in the publication); with a PATH, the folder"
            " of all sites"
        ),
    )
    verb.add_argument(
        "--fresh",
        action="store_true",
        help=spoken("build everything again, even where nothing has changed that it depends on"),
    )
    verb.add_argument(
        "--no-pairs",
        dest="pairs",
        action="store_false",
        help=spoken(
            "leave the pages and PDFs in two languages as they stand in the site, and say which of"
            " them are old; the next build without it makes these"
        ),
    )
    verb.add_argument(
        "--scheduler",
        type=given,
        metavar="ADDRESS",
        help=spoken(
            "build on the workers of a Dask scheduler, such as tcp://host:8786; see the guide on"
            " many machines"
        ),
    )
    verb.add_argument(
        "--memory",
        metavar="SIZE",
        default="1 GiB",
        help=spoken("what a publication needs of a worker’s memory (default: 1 GiB)"),
    )
    verb.add_argument(
        "--cache",
        type=given,
        metavar="PLACE",
        help=spoken(
            "keep finished sites in a folder, or where fsspec reaches, such as s3://bucket/cache,"
            " and build none that is there"
        ),
    )
    add_json(verb)
    verb.set_defaults(run=deferred("build:run"))
