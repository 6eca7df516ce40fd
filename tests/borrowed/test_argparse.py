"""The words of argparse: those that a user may meet are messages of the command."""

from __future__ import annotations

import argparse
import ast
import inspect

from editions.arguments.words import WORDS
from editions.borrowed.argparse import option_names, speaking

#: What argparse says to whoever declares arguments, or of what no verb of ours has.
OTHERS = (
    "is deprecated", "conflicting", "is an invalid argument", "is not callable", "cannot ",
    "not defined", "dest= is required", "invalid conflict_resolution", "invalid option string",
    "mutually exclusive", "unexpected option", "unknown parser", "can't open", "subcommands",
    " (default: ", "argument \"-\"", "warning: ", "unrecognized arguments", "%r is not callable",
)  # fmt: skip


def own_words() -> set[str]:
    """Return what the argparse of this Python gives its translator."""
    calls = [
        node
        for node in ast.walk(ast.parse(inspect.getsource(argparse)))
        if isinstance(node, ast.Call) and getattr(node.func, "id", "") in ("_", "ngettext")
    ]
    first = [call.args[0] for call in calls]
    return {str(node.value) for node in first if isinstance(node, ast.Constant)}


def test_every_word_that_a_user_may_meet_is_a_message() -> None:
    words = {word.parts[0] for word in WORDS}
    found = own_words()
    assert len(found) > 25
    assert {text for text in found - words if not any(other in text for other in OTHERS)} == set()


def test_it_speaks_for_as_long_as_it_is_asked_to() -> None:
    def usage() -> str:
        return argparse.ArgumentParser("x").format_help()

    before = usage()
    with speaking(str.upper, lambda one, many, number: many.upper()):
        assert "USAGE: x" in usage()
        assert "SHOW THIS HELP" in usage()
    assert usage() == before


def test_it_knows_the_options_of_a_parser() -> None:
    parser = argparse.ArgumentParser()
    parser.add_mutually_exclusive_group().add_argument("-n", "--name")
    assert option_names(parser) == ["-h", "--help", "-n", "--name"]
