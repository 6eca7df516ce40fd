"""What a reader with an empty cache must fetch for a page."""

from __future__ import annotations

from pathlib import Path

import pytest
from playwright.sync_api import Browser, Page, Response

from tests.browser import visiting
from tests.reading import chapters
from tests.site.pages import CODES

#: Bytes of a chapter's page with all that it asks for, fonts aside; and how many requests.
PAGE_BYTES, PAGE_REQUESTS = 60_000, 5
#: Bytes of the annex, which is ten tables and no chapter.
ANNEX, ANNEX_BYTES = "figures", 70_000
#: Bytes of all fonts that a page asks for.
FONT_BYTES = 200_000


def watch(page: Page) -> list[Response]:
    """Return the list into which every answer that *page* gets will go."""
    answers: list[Response] = []

    def keep(answer: Response) -> None:
        answers.append(answer)

    page.on("response", keep)
    return answers


@pytest.mark.parametrize("code", CODES)
def test_a_chapter_is_light(browser: Browser, address: str, site: Path, code: str) -> None:
    for name in chapters(site, code):
        if name == "index":
            continue
        most = ANNEX_BYTES if name == ANNEX else PAGE_BYTES
        with visiting(browser) as visit:
            answers = watch(visit.page)
            visit.page.goto(f"{address}{code}/{name}.html", wait_until="networkidle")
            fonts = [answer for answer in answers if answer.request.resource_type == "font"]
            others = [answer for answer in answers if answer not in fonts]
            # Nothing is packed on the way: the files' own sizes.
            assert sum(len(answer.body()) for answer in others) <= most, name
            assert len(others) <= PAGE_REQUESTS, [answer.url for answer in others]
            assert sum(len(answer.body()) for answer in fonts) <= FONT_BYTES, name
