"""The arguments of ``editions references check`` and ``editions references add``."""

from __future__ import annotations

from pathlib import Path

from editions.arguments.options import add_common, deferred
from editions.arguments.parser import CommandParser
from editions.phrases import spoken


def declare(verb: CommandParser) -> None:
    """Declare the verb, and the verbs that follow it."""
    actions = verb.add_verbs(required=True)
    check = actions.add_parser(
        "check",
        help=spoken("check the file of references"),
        description=spoken(
            "Check the form of the file of references, its names and translations, and"
            " look for doubles and addresses that lead nowhere.  Nothing is asked of the network."
        ),
    )
    add_common(check)
    check.set_defaults(run=deferred("references:run_check"))
    add = actions.add_parser(
        "add",
        help=spoken("add works from a reference manager"),
        description=spoken(
            "Add works to the file of references; what stands there stays as it is."
            " What the works still lack, such as translations, is listed afterwards."
        ),
    )
    add_common(add)
    source = add.add_mutually_exclusive_group(required=True)
    for name, kind in (("bibtex", "BibTeX"), ("ris", "RIS"), ("csl", "CSL-JSON")):
        source.add_argument(
            f"--{name}", type=Path, metavar="FILE", help=spoken("a {kind} file", kind=kind)
        )
    add.set_defaults(run=deferred("references:run_add"))
