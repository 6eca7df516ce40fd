"""The words that tables add to a publication's own, as messages, and how they are looked up."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

from babel import Locale

from editions.catalogs.patterns import fill


@dataclass(frozen=True)
class Phrase:
    """A pattern with words of this package."""

    text: str
    #: What it is, for the translator.
    comment: str


APPROXIMATELY = Phrase("about {number}", "A number that is not exact.")
MORE_THAN = Phrase("more than {number}", "A number that the true one is above.")
NEARLY = Phrase("nearly {number}", "A number that the true one is a little below.")
DECADE = Phrase("{year}s", "A decade; {year} is its first year: the 1980s.")
FIRST_HALF = Phrase("first semester of {year}", "The first half of a year.")
SECOND_HALF = Phrase("second semester of {year}", "The second half of a year.")
SINCE = Phrase("since {date}", "A period that has no end; {date} may be a year or a month.")
EVERY_YEAR = Phrase("every year", "Instead of a period: a figure that comes again each year.")
HEAD_WITH_PERIOD = Phrase("{title}, {period}", "Head of a column and the period of its figures.")
SOURCE = Phrase("Source: {sources}", "Line under a table; {sources} is a list of institutions.")
STATED_IN = Phrase("Stated in: {chapters}", "Line under a table; links to chapters.")
POINTER = Phrase("In figures: {tables}", "At the end of a chapter; links to its tables.")
DOWNLOAD = Phrase("Data (CSV)", "Link under a table to the file of its figures.")
PACKAGE = Phrase("All data with their description (ZIP)", "Link to the file with all tables.")
NOT_STATED = Phrase("not stated", "In a cell of a table: the text says nothing of it.")
PRECISION_HEAD = Phrase("{title}: precision", "Head of a column in a CSV file.")

#: Between two names in a list, which may hold commas themselves.
LIST_SEPARATOR = "; "

#: Every phrase, in the order in which translators meet them.
PHRASES = (
    APPROXIMATELY, MORE_THAN, NEARLY,
    DECADE, FIRST_HALF, SECOND_HALF, SINCE, EVERY_YEAR,
    HEAD_WITH_PERIOD, SOURCE, STATED_IN,
    POINTER, DOWNLOAD, PACKAGE, NOT_STATED, PRECISION_HEAD,
)  # fmt: skip

#: The phrase for each precision of the data.
BY_PRECISION = {"approximately": APPROXIMATELY, "more than": MORE_THAN, "nearly": NEARLY}


@dataclass(frozen=True)
class Wording:
    """What one edition makes of messages and numbers."""

    locale: Locale
    #: Returns the translation of a message, or None where there is none.
    translate: Callable[[str], str | None]
    #: Code of the edition; empty where no column is in a language of its own.
    code: str = ""

    def text(self, phrase: Phrase, **parts: str) -> str:
        """Return a phrase of this package with its parts put in."""
        return fill(self.translate(phrase.text) or phrase.text, parts)
