"""Options that several verbs take, and how a verb names what it runs."""

from __future__ import annotations

import argparse
from collections.abc import Callable
from pathlib import Path

from editions.arguments.parser import OneOf
from editions.phrases import spoken

#: The formats of an edition.
FORMATS = ("html", "pdf", "epub")
#: How findings are written.
REPORTS = ("text", "json", "sarif", "github")


def deferred(place: str) -> Callable[[argparse.Namespace], int]:
    """Return what runs a verb; ``module:function`` of `editions.commands` is imported only then."""

    def run(options: argparse.Namespace) -> int:
        from importlib import import_module

        module, _, name = place.partition(":")
        status: int = getattr(import_module(f"editions.commands.{module}"), name)(options)
        return status

    return run


def add_common(verb: argparse.ArgumentParser) -> None:
    """Declare the options of every verb."""
    verb.add_argument(
        "--project",
        type=Path,
        default=Path(),
        metavar="DIR",
        help=spoken("folder of the publication, the one with conf.py (default: here)"),
    )
    verb.add_argument("-q", "--quiet", action="store_true", help=spoken("do not report progress"))


def add_choice(verb: argparse.ArgumentParser, *, codes: int | str = "+") -> None:
    """Declare the option that chooses editions, by one code or by any number of *codes*.

    One is for verbs whose other arguments would be taken for more of them: ``-e es FILE``.
    """
    verb.add_argument(
        "-e",
        "--edition",
        action="extend",
        nargs=codes,
        default=[],
        metavar="CODE",
        help=spoken("only these editions, by their codes in conf.py (default: all)"),
    )


def add_formats(verb: argparse.ArgumentParser) -> None:
    """Declare the option that chooses formats."""
    verb.add_argument(
        "-f",
        "--format",
        action="extend",
        nargs="+",
        type=OneOf(*FORMATS),
        choices=FORMATS,
        default=[],
        dest="formats",
        help=spoken("only these formats (default: all)"),
    )


def add_paths(verb: argparse.ArgumentParser, text: str = "") -> None:
    """Declare the arguments that name publications, or what *text* says."""
    usual = spoken(
        "publications: folders with conf.py, or one file series.toml (default: the publication"
        " here)"
    )
    verb.add_argument("paths", nargs="*", type=Path, metavar="PATH", help=text or usual)


def add_threshold(verb: argparse.ArgumentParser, text: str) -> None:
    """Declare the option that asks for a share of words, for which *text* says."""
    verb.add_argument(
        "--at-least",
        action="extend",
        nargs="+",
        type=parse_threshold,
        default=[],
        metavar="PERCENT",
        help=text,
    )


def add_skip(verb: argparse.ArgumentParser) -> None:
    """Declare the option that switches rules off."""
    verb.add_argument(
        "--skip",
        action="extend",
        nargs="+",
        default=[],
        metavar="RULE",
        help=spoken("switch rules off"),
    )


def add_report_format(verb: argparse.ArgumentParser) -> None:
    """Declare the option that chooses how findings are written."""
    verb.add_argument(
        "--format",
        type=OneOf(*REPORTS),
        choices=REPORTS,
        default="text",
        help=spoken("of the findings (default: text)"),
    )


def add_waivers(verb: argparse.ArgumentParser) -> None:
    """Declare the option that names a file of waivers."""
    verb.add_argument(
        "--waivers", type=Path, metavar="FILE", help=spoken("file of waivers, in TOML")
    )


def add_json(verb: argparse.ArgumentParser, *, of_format: bool = False) -> None:
    """Declare the option that asks for JSON; *of_format* is where ``--format`` has it, too."""
    if of_format:
        verb.add_argument(
            "--json",
            action="store_const",
            const="json",
            dest="format",
            help=spoken("print the results as JSON, for programs: --format json"),
        )
    else:
        verb.add_argument(
            "--json", action="store_true", help=spoken("print the results as JSON, for programs")
        )


def chosen_formats(options: argparse.Namespace) -> list[str]:
    """Return the formats that are chosen, or all, in the order in which they are named."""
    return [name for name in FORMATS if name in options.formats or not options.formats]


def parse_threshold(text: str) -> object:
    """Return the threshold that ``95`` or ``es=95`` stands for."""
    code, _, percent = text.rpartition("=")
    if not (percent.isdecimal() and int(percent) <= 100) or text.startswith("="):
        raise argparse.ArgumentTypeError(
            spoken("{text!r} is not a share such as 95 or es=95", text=text)
        )
    from editions.workflows.shares import Threshold

    return Threshold(int(percent), code or None)
