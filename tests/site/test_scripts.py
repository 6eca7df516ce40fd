"""Pages in languages that are written from right to left."""

from __future__ import annotations

from pathlib import Path

from playwright.sync_api import Browser

from tests.browser import visiting
from tests.pdf.test_scripts import make, write
from tests.reading import read_page, select


def test_page_from_the_right_is_no_wider_than_its_window(browser: Browser, tmp_path: Path) -> None:
    text = "See https://example.org/a/ or ``go(1)``.\n\n.. code-block:: python\n\n   go(1)\n"
    output, _warnings = make(write(tmp_path, "ar", text), "html")
    with visiting(browser) as visit:
        visit.page.set_viewport_size({"width": 1000, "height": 700})
        visit.page.goto((output / "index.html").as_uri())
        assert visit.page.evaluate("document.documentElement.scrollWidth") == 1000
        styles = visit.page.evaluate(
            "[...document.querySelectorAll('main code, main pre')].map(e => {"
            " const s = getComputedStyle(e); return [s.direction, s.unicodeBidi] })"
        )
        assert styles == [["ltr", "isolate"]] * 2
        link = visit.page.locator("main a", has_text="example.org")
        assert link.get_attribute("dir") == "ltr"
        visit.page.keyboard.press("Tab")
        box = visit.page.locator(".skip").bounding_box()
        assert box is not None
        assert (box["x"] + box["width"], box["y"]) == (1000, 0)


def test_original_text_runs_its_own_way(tmp_path: Path) -> None:
    root = write(tmp_path, "ar", "Not translated.\n")
    with (root / "conf.py").open("a", encoding="utf-8") as conf:
        conf.write(
            "from editions import Edition\n"
            "editions = [Edition('en', 'en', 'English', 'F'), Edition('ar', 'ar', 'Arabic', 'F')]\n"
        )
    output, _warnings = make(root, "html")
    page = read_page(output / "index.html")
    directions = {
        "".join(map(str, p.itertext())).partition(".")[0]: (p.get("lang"), p.get("dir"))
        for p in select(page, "//main//*[@lang]")
    }
    assert directions["Not translated"] == ("en", "ltr")
    assert "Пором" not in directions
