"""What a reader with an empty cache must fetch for a page."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import Protocol

import pytest
from playwright.sync_api import Browser, Response

from tests.browser import visiting
from tests.reading import chapters, one, read_page
from tests.site.kinds import pages_of_all_kinds
from tests.site.pages import CODES, all_pages

#: Bytes of a page with all that it asks for, fonts aside; and how many requests.
PAGE_BYTES, PAGE_REQUESTS = 60_000, 5
#: How many requests a page takes that is no chapter: it has a picture, an index or a column more.
MOST_REQUESTS = 6
#: Bytes of all fonts that a page asks for.
FONT_BYTES = 200_000


class Look(Protocol):
    """Looks at the page at an address; returns every answer that it got, its fonts included."""

    def __call__(self, address: str, *, late: bool = True) -> list[Response]:
        """Wait with *late* for half a second of silence, in which a script may ask for more."""


@pytest.fixture(scope="module")
def look(browser: Browser) -> Iterator[Look]:
    """Look at pages with a cache that holds nothing and keeps nothing."""
    with visiting(browser) as visit:
        network = visit.page.context.new_cdp_session(visit.page)
        network.send("Network.enable")  # without, nothing would be kept out of the cache
        network.send("Network.setCacheDisabled", {"cacheDisabled": True})
        answers: list[Response] = []
        visit.page.on("response", lambda answer: answers.append(answer))

        def at(address: str, *, late: bool = True) -> list[Response]:
            answers.clear()
            visit.page.goto(address, wait_until="networkidle" if late else "load")
            visit.page.evaluate("() => document.fonts.ready.then(() => null)")
            return list(answers)

        yield at


def size(answer: Response) -> int:
    """Return the bytes of an answer; nothing is packed on the way."""
    return int(answer.headers["content-length"])


@pytest.mark.parametrize("code", CODES)
def test_every_page_of_an_edition_is_light(look: Look, address: str, site: Path, code: str) -> None:
    for name in chapters(site, code):
        page = f"{code}/{name}.html"
        # What a script asks for later, it asks for wherever a kind of element stands.
        answers = look(address + page, late=page in pages_of_all_kinds(site))
        fonts = [answer for answer in answers if answer.request.resource_type == "font"]
        others = [answer for answer in answers if answer not in fonts]
        assert others
        assert fonts, name
        assert sum(map(size, others)) <= PAGE_BYTES, name
        most = MOST_REQUESTS if name == "index" else PAGE_REQUESTS
        assert len(others) <= most, [answer.url for answer in others]
        assert sum(map(size, fonts)) <= FONT_BYTES, name


#: A page of every kind.
KINDS = (
    "index.html?choose",
    "404.html",
    "en/index.html",
    "es/economy.html",
    "fr/figures.html",
    "es/bibliography.html",
    "fr/downloads.html",
    "en/search.html?q=trade",
    "en-es/index.html",
    "fr-en/economy.html",
)


@pytest.mark.parametrize("page", KINDS)
def test_every_kind_of_page_asks_for_little(look: Look, address: str, page: str) -> None:
    answers = look(address + page)
    asked = [answer.url for answer in answers if answer.request.resource_type != "font"]
    assert asked[0] == address + page
    assert len(asked) <= MOST_REQUESTS, asked
    assert [(a.url, a.status) for a in answers if a.status != 200] == []


def test_every_page_has_the_sign_of_the_site(site: Path) -> None:
    """Else a browser asks the host for ``/favicon.ico``."""
    for name in all_pages(site):
        href = one(read_page(site / name), "//head/link[@rel='icon']").attrib["href"]
        assert (site / name).parent.joinpath(href.removeprefix("/")).is_file(), name
