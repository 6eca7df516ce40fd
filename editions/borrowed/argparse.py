"""The words of argparse, which Python translates into no language, and its lists of options.

Seen in Python 3.11 to 3.14.
"""

from __future__ import annotations

import argparse
import contextlib
from collections.abc import Callable, Iterator

#: What argparse calls for a message, and for a message about a number.
_NAMES = ("_", "ngettext")


@contextlib.contextmanager
def speaking(
    gettext: Callable[[str], str], ngettext: Callable[[str, str, int], str]
) -> Iterator[None]:
    """Let argparse take its words from these two; where it has moved them, they are English."""
    own = {name: getattr(argparse, name) for name in _NAMES if hasattr(argparse, name)}
    vars(argparse).update({"_": gettext, "ngettext": ngettext} if len(own) == len(_NAMES) else {})
    try:
        yield
    finally:
        vars(argparse).update(own)


def option_names(parser: argparse.ArgumentParser) -> list[str]:
    """Return the options of a parser, such as ``-q`` and ``--quiet``."""
    return list(getattr(parser, "_option_string_actions", ()))
