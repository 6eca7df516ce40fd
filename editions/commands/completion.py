"""``editions completion``."""

from __future__ import annotations

import argparse
import sys
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from editions.commands.printing import Printer

#: What arguments are completed by, as they are called in the help: the type that shtab knows.
_TYPES = {
    "DIR": "DIR",
    "FILE": "FILE",
    "KEY": "FILE",
    "MESSAGE": "FILE",
    "PATH": "FILE",
}
#: What the scripts ask, in the folder that a person is in.
_CODES = "editions completion --codes 2>/dev/null"
#: zsh would ask once, when it reads the script.
_ZSH = f"""
_editions_codes() {{
  compadd -- ${{(f)"$({_CODES})"}}
}}"""


def run(options: argparse.Namespace) -> int:
    """Write a script of completion; see ``editions completion --help``."""
    printer = Printer(sys.stdout)
    if options.codes:
        from editions.settings.codes import declared_codes

        for code in declared_codes(Path()):
            printer.line(code)
        return 0
    printer.report(script(options.shell))
    return 0


def script(shell: str) -> str:
    """Return what completes the command in a *shell*."""
    import shtab

    from editions.arguments.verbs import make_parser

    parser = make_parser()
    for verb in _parsers(parser):
        if verb is not parser:
            verb.description = None  # shells show what is said of it in the list of verbs
        for action in verb._actions:
            _complete(action)
    return f"{shtab.complete(parser, shell).rstrip()}\n"


def _complete(action: Any) -> None:
    import shtab

    from editions.rules.registry import all_rules
    from editions.verification.rules import site_rules

    if action.metavar == "CODE" and action.dest == "edition":
        action.complete = {**shtab.cmd(_CODES), "zsh": "_editions_codes"}
        action.complete["preamble"]["zsh"] = _ZSH
    elif action.metavar == "RULE":
        action.choices = sorted({**all_rules(), **site_rules()})
    elif not action.choices and action.metavar in _TYPES:
        action.complete = getattr(shtab, _TYPES[action.metavar])


def _parsers(parser: argparse.ArgumentParser) -> Iterator[argparse.ArgumentParser]:
    """Yield a parser and those of its verbs."""
    yield parser
    for action in parser._actions:
        if isinstance(action, argparse._SubParsersAction):
            for verb in action.choices.values():
                yield from _parsers(verb)
