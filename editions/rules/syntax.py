"""Rules that reading a catalog applies; `editions.catalogs` holds them to the letter."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from editions.findings import Severity
from editions.phrases import phrase
from editions.rules.registry import Context, MessagePair, Problem, catalog_rule, register

register(
    "po-file",
    Severity.ERROR,
    """A catalog is a regular file in plain UTF-8.

    Bad: a byte order mark, Latin-1, a lone carriage return, a link, more than 5 MB
    Good: UTF-8 without a byte order mark
    """,
)
register(
    "po-syntax",
    Severity.ERROR,
    """Every line of a catalog is one that all tools read the same.

    Bad: msgstr "Une "bonne" idée"
    Good: msgstr "Une \\"bonne\\" idée"
    """,
)
register(
    "po-header",
    Severity.ERROR,
    """A catalog begins with a header whose fields stand once and can be read.

    Bad: "Content-Type: text/plain; charset=ISO-8859-1\\n"
    Good: "Content-Type: text/plain; charset=UTF-8\\n"
    """,
)
register(
    "po-duplicate",
    Severity.ERROR,
    """A message stands once in a catalog; tools keep now the first and now the last.

    Bad: msgid "Total" … msgid "Total"
    Good: msgid "Total"
    """,
)
register(
    "po-newline",
    Severity.ERROR,
    """Message and translation both begin and end with a line break, or neither.

    Bad: msgid "End\\n" msgstr "Fin"
    Good: msgid "End\\n" msgstr "Fin\\n"
    """,
)
register(
    "markdown",
    Severity.ERROR,
    """What reads Markdown is there where messages are Markdown.

    Bad: #: ../docs/index.md:3, where myst-parser is not installed
    Good: the same, where it is
    """,
)
register(
    "size",
    Severity.ERROR,
    """A translation has the size of a translation; what is out of proportion is not even read.

    Bad: msgid "The tide is out." msgstr "* * * …", 20,000 times
    Good: msgid "The tide is out." msgstr "La mer est basse."
    """,
)
register(
    "locale",
    Severity.ERROR,
    """The language of a catalog is known, from --locale, its header or its folder.

    Bad: "Language: xx\\n" in somewhere/x.po
    Good: "Language: fr_CA\\n", or fr_CA/LC_MESSAGES/x.po
    """,
)
register(
    "waiver",
    Severity.ERROR,
    """What excuses a translation from a rule names a rule that exists, and a reason.

    Bad: # editions: ignore numbers
    Good: # editions: ignore numbers the paper's figure was a misprint
    """,
)
register(
    "waiver-unused",
    Severity.WARNING,
    """What excuses a translation from a rule is deleted once nothing is left to excuse.

    Bad: # editions: ignore numbers … above a translation whose numbers are right
    Good: the line deleted
    """,
)


@catalog_rule("plural-forms", Severity.ERROR)
def check_plural_forms(pairs: Sequence[MessagePair], context: Context) -> Iterator[Problem]:
    """A message with a plural has as many translations as the header promises.

    Bad: "Plural-Forms: nplurals=2; …" msgstr[0] "un jour"
    Good: "Plural-Forms: nplurals=2; …" msgstr[0] "un jour" msgstr[1] "%d jours"
    """
    for pair in pairs:
        entry = pair.entry
        earlier = entry.msgstrs[: pair.form]
        if entry.msgid_plural is None or any(text.strip() for text in earlier):
            continue  # none, or said at the first form already
        fields = {name.lower(): value for name, value in pair.catalog.header.items()}
        promised = re.match(r"nplurals=\s*(\d+)", fields.get("plural-forms", ""))
        written = sum(bool(text.strip()) for text in entry.msgstrs)
        if not promised:
            message = phrase("the header has no Plural-Forms; write nplurals=N; plural=EXPRESSION;")
            yield Problem(message, pair=pair)
        elif int(promised[1]) != written or written != len(entry.msgstrs):
            message = phrase(
                "the header promises {promised} forms, here are {written}",
                promised=promised[1],
                written=written,
            )
            yield Problem(message, pair=pair)
