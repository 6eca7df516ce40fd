"""Rule on translations that Sphinx drops without a word.

Sphinx parses a translation as a document and keeps it if that begins with a paragraph, and of it
the first paragraph alone.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from editions.catalogs.paragraphs import SEVERAL
from editions.catalogs.syntax import RST
from editions.findings import Severity
from editions.phrases import phrase
from editions.rules.registry import Context, MessagePair, Problem, entry_rule

#: What announces a block of code and is not read: after a letter or a no-break space, one colon is.
_ANNOUNCING = re.compile(r"(?:^|[ \n])::\s*$")


@entry_rule("dropped", Severity.ERROR)
def check_dropped(pair: MessagePair, context: Context) -> Iterator[Problem]:
    r"""The translation reads as one paragraph, or Sphinx publishes the message instead.

    Bad: msgid "Harper was there." msgstr "M. Harper était là."
    Good: msgid "Harper was there." msgstr "M.\ Harper était là.", or a no-break space
    """
    if "\n" in pair.source.strip("\n"):
        return  # code, whose translation Sphinx reads as code
    kind = pair.syntax.block_kind(pair.target)
    if kind == SEVERAL:
        second = re.search(r"\n[ \t]*\n\s*(?=\S)", pair.target)
        message = phrase("Sphinx drops all but the first paragraph; join them")
        yield Problem(message, second.end() if second else 0, len(pair.target))
    elif kind is not None and kind != pair.syntax.block_kind(pair.source):
        message = phrase(
            "Sphinx reads this as {kind} and drops it; escape its beginning, as in"
            " '1994\\.', or write a no-break space after 'M.'",
            kind=kind,
        )
        yield Problem(message, 0, 0)
    elif (
        pair.syntax == RST
        and "::" in pair.target
        and _ANNOUNCING.search(pair.target)
        and not pair.source.rstrip().endswith(":")
    ):
        message = phrase("'::' at the end announces a block of code, and vanishes; write ':'")
        yield Problem(message, len(pair.target.rstrip()) - 2, len(pair.target))
