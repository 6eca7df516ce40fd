"""Examine one translation that stands in no catalog, as a tool for translators has it."""

from __future__ import annotations

from collections.abc import Iterable
from pathlib import Path

from editions.catalogs.blocks import message_lines, translation_lines
from editions.rules.examining import CatalogProblem, examine
from editions.rules.registry import Context

_HEADER = ('msgid ""', 'msgstr "Content-Type: text/plain; charset=UTF-8\\n"', "")


def examine_single(
    source: str, target: str, context: Context, *, places: Iterable[str] = (), name: str = "x"
) -> tuple[CatalogProblem, ...]:
    """Return what rules find in the translation *target* of a message.

    *places* are the files where the message stands, which say its markup; *name* is that of its
    catalog.  What rules on whole catalogs say is not known.
    """
    lines = [
        *_HEADER,
        *(f"#: {place}" for place in places if "\n" not in place),
        *message_lines(source, None, None),
        *translation_lines((target,), plural=False),
        "",
    ]
    data = "\n".join(lines).encode("utf-8", "replace")
    return examine(Path(f"{name}.po"), data, f"{name}.po", context, context.locale).problems
