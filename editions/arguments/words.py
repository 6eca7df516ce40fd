"""What argparse says, as messages: it looks them up by `editions.borrowed.argparse`."""

from __future__ import annotations

from editions.phrases import phrase, phrases

#: Each as the versions of Python have it that are supported.
WORDS = (
    phrase("usage: "),
    phrase("positional arguments"),
    phrase("options"),
    phrase("%(heading)s:"),
    phrase("show this help message and exit"),
    phrase("show program's version number and exit"),
    phrase("%(prog)s: error: %(message)s\n"),
    phrase("argument %(argument_name)s: %(message)s"),
    phrase("invalid %(type)s value: %(value)r"),
    phrase("invalid choice: %(value)r (choose from %(choices)s)"),
    phrase("expected one argument"),
    phrase("expected at least one argument"),
    phrase("expected at most one argument"),
    phrases(2, "expected %s argument", "expected %s arguments"),
    phrase("ignored explicit argument %r"),
    phrase("ambiguous option: %(option)s could match %(matches)s"),
    phrase("the following arguments are required: %s"),
    phrase("one of the arguments %s is required"),
    phrase("not allowed with argument %s"),
)
