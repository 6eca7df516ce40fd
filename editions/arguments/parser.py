"""The parser of every verb: argparse's, which also says what was most likely meant."""

from __future__ import annotations

import argparse
from collections.abc import Mapping, Sequence

from editions.borrowed.argparse import option_names
from editions.phrases import did_you_mean, spoken

TYPE_CHECKING = False
if TYPE_CHECKING:  # typing takes longer than all of this
    from typing import NoReturn


class CommandParser(argparse.ArgumentParser):
    """A parser whose errors name what is spelled in nearly the same way."""

    #: The verbs that it takes, if it takes any.
    verbs: Mapping[str, object] = {}

    def __init__(self, **options: object) -> None:
        super().__init__(**options)  # type: ignore[arg-type]  # whatever argparse hands on
        self.set_defaults(parser=self)  # that of the verb wins

    def add_verbs(self, *, required: bool = False) -> argparse._SubParsersAction[CommandParser]:
        """Return what takes verbs, each with a parser of its own."""
        action = self.add_subparsers(title=spoken("verbs"), metavar="VERB", required=required)
        self.verbs = action.choices
        return action

    def error(self, message: str) -> NoReturn:
        """Say what is wrong with the arguments, among which a shell puts names of files."""
        from editions.findings import printable  # which help does not wait for

        super().error(printable(message))

    def parse_known_args(  # type: ignore[override]  # argparse's stub has three forms of it
        self, args: Sequence[str] | None = None, namespace: argparse.Namespace | None = None
    ) -> tuple[argparse.Namespace, list[str]]:
        """Parse what is known, if the verb is."""
        named = next((word for word in args or () if not word.startswith("-")), None)
        if self.verbs and named is not None and named not in self.verbs:
            hint = did_you_mean(named, self.verbs)
            self.error(spoken("no verb is called {name!r}{hint}", name=named, hint=hint))
        return super().parse_known_args(args, namespace)

    def parse_args(  # type: ignore[override]  # argparse's stub has three forms of it
        self, args: Sequence[str] | None = None, namespace: argparse.Namespace | None = None
    ) -> argparse.Namespace:
        """Parse it all; the verb refuses what it does not know."""
        options, rest = self.parse_known_args(args, namespace)
        if rest:
            option = next((word for word in rest if word.startswith("--")), "").partition("=")[0]
            known = [name for name in option_names(options.parser) if name.startswith("--")]
            hint = did_you_mean(option, known) if option else ""
            text = spoken("unknown arguments: {words}{hint}", words=" ".join(rest), hint=hint)
            options.parser.error(text)
        return options


class OneOf:
    """The type of an argument that is one of a few words."""

    def __init__(self, *words: str) -> None:
        self.words = words

    def __call__(self, text: str) -> str:
        """Return *text*.

        Raises:
            ArgumentTypeError: it is none of the words.
        """
        if text not in self.words:
            known, hint = ", ".join(self.words), did_you_mean(text, self.words)
            message = spoken("{text!r} is none of {known}{hint}", text=text, known=known, hint=hint)
            raise argparse.ArgumentTypeError(message)
        return text
