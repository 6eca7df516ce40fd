"""What a file of a site says, as values that can be compared with those of another one."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Mapping
from dataclasses import dataclass, field
from functools import cached_property, lru_cache
from urllib.parse import SplitResult, urlsplit

from babel import Locale, UnknownLocaleError


@dataclass(frozen=True)
class BuiltPassage:
    """A passage that is read as one: a paragraph, a heading, a term, an item."""

    #: Its tag: ``p``, ``h2``, ``li``.
    kind: str
    #: Its id, or that of the section of which it is the heading; empty where it has none.
    id: str
    #: What readers see, in one line.
    text: str
    #: BCP 47 tag of the language that it is marked as.
    lang: str
    #: Line of the file, counted from 1.
    line: int
    #: Where its links lead, as they are written, in order.
    links: tuple[str, ...] = ()
    #: It is marked as not translated, or as translated from an earlier text.
    is_marked: bool = False
    #: What of the text is in its own language: without code, and phrases marked as another's.
    own_text: str = ""
    #: What of the text is seen, and not heard only, as a PDF has it.
    printed: str = ""

    @property
    def is_work(self) -> bool:
        """It is an entry of a list of works, which each language sorts for itself."""
        return self.id.startswith("ref-")

    @property
    def is_sorted(self) -> bool:
        """It stands where the alphabet of each language has it: a work, or a term of a glossary."""
        return self.id.startswith(("ref-", "term-"))

    @property
    def key(self) -> tuple[str, str]:
        """What it is called in every edition: its id, or else its kind."""
        return ("id", self.id) if self.id else ("kind", self.kind)


@dataclass(frozen=True)
class BuiltCell:
    """A cell of a table."""

    kind: str
    text: str
    #: Columns and rows that it covers.
    span: tuple[str, str] = ("1", "1")
    #: As for a passage.
    is_marked: bool = False
    own_text: str = ""


@dataclass(frozen=True)
class BuiltTable:
    """A table, cell by cell."""

    id: str
    line: int
    rows: tuple[tuple[BuiltCell, ...], ...]
    #: Names of the files with its data, as links beside it give them.
    data: tuple[str, ...] = ()
    #: Where its columns stand in the data, where each edition orders them in its own way.
    columns: tuple[int, ...] = ()


@dataclass(frozen=True)
class BuiltChart:
    """A chart, as it is drawn."""

    id: str
    line: int
    #: How many marks each layer has that shows amounts or times, by its name.
    marks: tuple[tuple[str, int], ...]
    #: Its title and its description, for those who do not see it.
    words: tuple[str, str]
    #: What it counts, with its unit.
    unit: str = ""
    #: What it writes at its marks, in order.
    numbers: tuple[str, ...] = ()
    #: What its marks stand for.
    labels: tuple[str, ...] = ()
    #: How long its bars are, in parts of the longest, sorted.
    lengths: tuple[float, ...] = ()


@dataclass(frozen=True)
class Picture:
    """A picture of the text."""

    source: str
    #: None where it has none, not even an empty one.
    alternative: str | None
    line: int
    #: It, or what is said of it, waits for its translation.
    is_marked: bool = False


@dataclass(frozen=True)
class Link:
    """An address in a page."""

    address: str
    line: int
    #: Its words, where they are asked for.
    text: str = ""


@dataclass(frozen=True)
class BuiltHead:
    """What a page says of itself to programs, and where it leads in its margins."""

    #: What stands in its ``<title>``.
    title: str = ""
    #: Its description.
    description: str = ""
    #: The title of all of the site.
    site: str = ""
    #: Languages that its metadata name, as BCP 47 tags.
    languages: frozenset[str] = frozenset()
    #: Links of those lists that lead to other editions alone.
    switches: tuple[Link, ...] = ()
    #: What its other lists of links lead to, with their words.
    navigation: tuple[Link, ...] = ()
    #: It sends its readers elsewhere, and is no document.
    is_redirect: bool = False


@dataclass(frozen=True)
class Page:
    """A page of an edition."""

    #: Path of the file, as findings name it.
    file: str
    #: Path in the folder of the edition.
    name: str
    lang: str
    blocks: tuple[BuiltPassage, ...]
    tables: tuple[BuiltTable, ...]
    pictures: tuple[Picture, ...]
    #: Every address in the page, of links, pictures, styles and scripts.
    links: tuple[Link, ...]
    ids: frozenset[str]
    #: Ids that stand more than once.
    repeated_ids: tuple[str, ...] = ()
    charts: tuple[BuiltChart, ...] = ()
    #: Addresses of the same page in other languages, by their tags.
    alternates: Mapping[str, str] = field(default_factory=dict)
    #: Its address on the web, where it names one.
    canonical: str = ""
    #: The identity of the build that has made it, where it bears one.
    identity: str = ""
    head: BuiltHead = field(default_factory=BuiltHead)

    @property
    def edition(self) -> str:
        """The folder of its edition."""
        return self.file.partition("/")[0]

    @cached_property
    def locale(self) -> Locale:
        """The locale of its language, or its folder's; English where the CLDR knows neither."""
        try:
            return Locale.parse((self.lang or self.edition).replace("-", "_"))
        except (ValueError, UnknownLocaleError):
            return Locale("en")


def address_parts(address: str) -> SplitResult:
    """Return the parts of an address; what is none is all path."""
    try:
        return urlsplit(address)
    except ValueError:
        return SplitResult("", "", address, "", "")


#: What of a text depends on how it is set; a mark within or before a number does not.
_SET = re.compile(
    r"[.,:](?!\d)|(?<!\d)[.,:]|[-\u2212](?!\d)|(?<=\w)[-\u2212]|[^\w.,:%$€£¥\u2212-]|_"
)


@lru_cache(maxsize=4096)  # a passage stands in several formats and in pairs
def letters(text: str) -> str:
    """Return the letters and numbers of a text, folded: the same however it is set."""
    return _SET.sub("", unicodedata.normalize("NFKC", text).casefold())


def shortened(text: str, length: int = 60) -> str:
    """Return the beginning of a text, as findings show it."""
    return repr(text if len(text) <= length else f"{text[:length]}…")
