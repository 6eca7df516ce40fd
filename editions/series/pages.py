"""The pages of a series: the list of its papers in each language, its search, its feed."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date
from itertools import groupby
from pathlib import Path

from babel.dates import format_skeleton
from markupsafe import Markup, escape

from editions.dates import keep_days, written_day
from editions.interface import (
    LOCALE,
    SERIES,
    load_interface,
    package_words,
    plural_forms,
    template_environment,
    template_interface,
)
from editions.languages import Edition
from editions.search.saying import search_words
from editions.series.cards import Card, PaperEdition, first_day, in_order
from editions.series.declaration import Series
from editions.web.addresses import Alternate, alternates, language_links
from editions.web.atom import LANG, add, add_author, add_link, begin_feed, instant, serialize, urn
from editions.web.chooser import Choice, render_chooser
from editions.web.covers import Cover
from editions.web.sitemap import ListedPage, render_robots, render_sitemap, render_sitemap_index

#: Files in the folder of the series.
FEED, SITEMAP, OWN_PAGES = "feed.xml", "sitemap.xml", "sitemap-series.xml"
#: A feed announces so many papers, the newest ones.
_IN_FEED = 100
#: Folder of words that a publication would bring, and a series does not.
_NO_WORDS = LOCALE / "none"


@dataclass(frozen=True)
class ListedPaper:
    """A paper as one language lists it."""

    card: Card
    #: The edition that is shown, for want of the reader's own language the original.
    shown: PaperEdition
    #: Its date, ``2026``, ``2026-11`` or ``2026-11-24``, and in words; may be empty.
    issued: str
    written: str
    #: Leads from the page to the paper's site.
    prefix: str


@dataclass(frozen=True)
class Year:
    """The papers of one year."""

    #: None for those without a date.
    number: int | None
    papers: tuple[ListedPaper, ...]


def listed_years(cards: Sequence[Card], reader: Edition) -> list[Year]:
    """Return papers by years, the newest first, as *reader* is shown them."""
    papers = []
    for card in in_order(cards):
        shown = card.shown(reader)
        issued = shown.issued or next((e.issued for e in card.editions if e.issued), "")
        papers.append(
            ListedPaper(card, shown, issued, written(issued, reader), f"../{card.address}/")
        )

    def year(paper: ListedPaper) -> int | None:
        day = paper.card.day
        return None if day is None else day.year

    return [Year(number, tuple(found)) for number, found in groupby(papers, year)]


def written(issued: str, reader: Edition) -> str:
    """Return a date, ``2026``, ``2026-11`` or ``2026-11-24``, in words."""
    day = first_day(issued)
    parts = issued.count("-")
    if day is None or not parts:
        return issued
    if parts == 1:
        return keep_days(str(format_skeleton("yMMMM", day, locale=reader.cldr)))
    return written_day(day, reader.cldr)


def render_list(series: Series, cards: Sequence[Card], reader: Edition) -> str:
    """Return the page that lists the papers to readers of a language."""
    years = listed_years(cards, reader)
    return _render(
        "series.html",
        series,
        reader,
        "index.html",
        years=years,
        has_feed=bool(_announced(cards)),
        description=series.descriptions[reader.code],
    )


def render_search(series: Series, reader: Edition) -> str:
    """Return the page that searches the papers in a language."""
    words = package_words(reader.locale, SERIES)

    def series_forms(singular: str, plural: str) -> dict[str, str]:
        return plural_forms(words, reader.cldr, singular, plural)

    said = {
        **search_words(reader, load_interface(_NO_WORDS, reader)),
        "papers": series_forms("Search in {number} more paper", "Search in {number} more papers"),
    }
    return _render("series-search.html", series, reader, "search.html", search_words=said)


def _render(name: str, series: Series, reader: Edition, page: str, **context: object) -> str:
    words = package_words(reader.locale, SERIES)

    def series_text(message: str) -> Markup:
        return escape(words.gettext(message))

    others: Sequence[Alternate] = alternates(
        series.editions, page, "", series.address, cover=page == "index.html"
    )
    template = template_environment().get_template(name)
    return template.render(
        series=series,
        edition=reader,
        page=page,
        address=f"{series.address}{reader.code}/{page}" if series.address else "",
        alternates=others,
        language_links=language_links(series.editions, reader, page, ""),
        interface_text=template_interface(_NO_WORDS, reader),
        series_text=series_text,
        feed=FEED,
        **context,
    )


def render_choice(series: Series) -> str:
    """Return the page where a reader chooses a language."""
    found = []
    for edition in series.editions:
        sheets = ("_static/paper.css",)
        cover = Cover(series.descriptions[edition.code], "", "", sheets, "")
        words = template_interface(_NO_WORDS, edition)
        found.append(Choice(edition, cover, None, None, words))
    return render_chooser(series.editions, series.address, found)


def _announced(cards: Sequence[Card]) -> list[Card]:
    return [card for card in in_order(cards) if card.day is not None][:_IN_FEED]


def render_series_feed(series: Series, cards: Sequence[Card], reader: Edition) -> bytes | None:
    """Return the feed of new papers in a language; None where no paper has a date."""
    cards = _announced(cards)
    if not cards or cards[0].day is None:
        return None
    address = f"{series.address}{reader.code}/" if series.address else ""
    feed = begin_feed(reader.lang)
    add(feed, "id", urn(series.slug, reader.code))
    add(feed, "title", reader.full_title)
    add(feed, "updated", instant(cards[0].day))
    add_link(feed, "alternate", "text/html", f"{address}index.html")
    add_link(feed, "self", "application/atom+xml", f"{address}{FEED}")
    for card in cards:
        shown = card.shown(reader)
        entry = add(feed, "entry")
        add(entry, "id", urn(series.slug, reader.code, card.address))
        title = add(entry, "title", shown.title)
        add(entry, "updated", instant(card.day or date.min))
        base = series.address or "../"
        add_link(entry, "alternate", "text/html", f"{base}{card.address}/{shown.page}")
        for name in shown.authors or (reader.title,):
            add_author(entry, name)
        texts = [title]
        if shown.description:
            texts.append(add(entry, "summary", shown.description))
        if card.own(reader) is None:
            for text in texts:
                text.set(LANG, shown.lang)
    return serialize(feed)


def list_addresses(series: Series, output: Path, cards: Sequence[Card]) -> dict[str, bytes]:
    """Return the files that tell search engines what there is, by name.

    They name the lists that the papers have made of their own pages, where these lie below the
    address of the series, and of the other papers the covers.
    """
    files = {"robots.txt": render_robots(series.address).encode()}
    if not series.address:
        return files
    base = series.address
    others = alternates(series.editions, "index.html", "", base, cover=True)
    pages = [ListedPage(f"{base}index.html", others)]
    pages += [ListedPage(f"{base}{edition.code}/index.html", others) for edition in series.editions]
    lists = [f"{base}{OWN_PAGES}"]
    for card in cards:
        below = f"{base}{card.address}/"
        if f"<loc>{below}".encode() in _content(output / card.name / SITEMAP):
            lists.append(f"{below}{SITEMAP}")
        else:
            pages += _covers(card, below)
    files[OWN_PAGES] = render_sitemap(pages, None)
    files[SITEMAP] = render_sitemap_index(lists)
    return files


def _covers(card: Card, below: str) -> Iterator[ListedPage]:
    covers = tuple(Alternate(edition.lang, below + edition.page) for edition in card.editions)
    for cover in covers:
        yield ListedPage(cover.href, covers if len(covers) > 1 else ())


def _content(path: Path) -> bytes:
    return path.read_bytes() if path.is_file() else b""
