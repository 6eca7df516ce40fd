"""Take the pictures of the README and the guides: ``make screenshots``.

Every picture is of the finished site in ``build/site``, or of a preview, so that none can show what
is no more; none shows what changes with every build, such as checksums. Where a picture shows the
words of an interface, each edition of the guides has its own: Sphinx takes ``NAME.es.png`` for
``NAME.png`` in the Spanish one.
"""

from __future__ import annotations

import os
import signal
import subprocess
import sys
from collections.abc import Callable, Sequence
from contextlib import ExitStack
from dataclasses import dataclass
from io import BytesIO
from pathlib import Path

import pypdfium2
from PIL import Image, ImageOps
from playwright.sync_api import Browser, Page

from tests.browser import chromium, serving, visiting

ROOT = Path(__file__).resolve().parent.parent
SITE = ROOT / "build" / "site"
FOLDER = ROOT / "docs" / "images"

#: What a preview prints is read line by line.
_UNBUFFERED = {"PYTHONUNBUFFERED": "1"}
#: Around and between the pages of one picture, in pixels, and its colour.
GAP, MAT = 24, "#dcd8d0"


@dataclass(frozen=True)
class Shot:
    """One page in a browser."""

    #: Address relative to the site.
    page: str
    #: Size of the window in CSS pixels.
    width: int = 1280
    height: int = 800
    scheme: str = "light"
    #: Pixels of the picture for each CSS pixel.
    scale: float = 1
    #: What a reader does before the picture is taken.
    then: Callable[[Page], None] = lambda page: None


@dataclass(frozen=True)
class Desk:
    """The translator's desk beside a page of a preview."""

    edition: str
    #: Address relative to the edition.
    page: str
    #: Number of the paragraph that is chosen, from 0.
    paragraph: int
    width: int = 1280
    height: int = 800
    scale: float = 0.8


@dataclass(frozen=True)
class Sheet:
    """One page of a PDF file."""

    #: Name of the file among the downloads.
    file: str
    #: Number of the page, from 0.
    number: int
    #: Height in pixels.
    height: int = 800


def unstick(page: Page) -> None:
    """Let nothing stay while a page is scrolled: where such a thing lies is a matter of luck."""
    page.add_style_tag(content=".columns { position: static; }")


def wait_for_results(page: Page) -> None:
    """Wait for what the search finds."""
    page.locator("#search-results a").first.wait_for()


#: The pictures by name, with a language where it is for one; several parts stand side by side.
PICTURES: dict[str, Sequence[Shot | Desk | Sheet]] = {
    "editions": [
        Sheet("canada-mexico-relationship-en.pdf", 0, height=410),
        Sheet("canada-mexico-relationship-es.pdf", 0, height=410),
        Sheet("canada-mexico-relationship-fr.pdf", 0, height=410),
        Sheet("canada-mexico-relationship-es.pdf", 25, height=410),
    ],
    "web": [
        Shot("fr/economy.html", scale=0.75),
        Shot("es/economy.html", width=400, scheme="dark", scale=0.75),
    ],
    "chooser": [Shot("index.html?choose", height=1120, scale=0.7)],
    "side-by-side": [Shot("en-es/economy.html", height=760, then=unstick)],
    "side-by-side.es": [Shot("es-en/economy.html", height=760, then=unstick)],
    "side-by-side.fr": [Shot("fr-en/economy.html", height=760, then=unstick)],
    "bilingual-pdf": [
        Sheet("canada-mexico-relationship-en-fr.pdf", 6),
        Sheet("canada-mexico-relationship-en-fr.pdf", 7),
    ],
    "desk": [Desk("es", "governance.html", 1)],
    "desk.fr": [Desk("fr", "governance.html", 1)],
    "search": [Shot("en/search.html?q=economies", height=700, scale=0.8, then=wait_for_results)],
    "search.es": [Shot("es/search.html?q=economia", height=700, scale=0.8, then=wait_for_results)],
    "search.fr": [Shot("fr/search.html?q=economie", height=700, scale=0.8, then=wait_for_results)],
}


def shoot(browser: Browser, root: str, shot: Shot) -> Image.Image:
    """Return a picture of a page."""
    size = {"width": shot.width, "height": shot.height}
    with visiting(
        browser,
        viewport=size,
        device_scale_factor=shot.scale,
        color_scheme=shot.scheme,
        reduced_motion="reduce",
    ) as visit:
        answer = visit.page.goto(root + shot.page, wait_until="networkidle")
        if answer is None or not answer.ok:
            raise SystemExit(f"{shot.page}: not in {SITE}; build the editions first: make")
        visit.page.evaluate("() => document.fonts.ready")
        shot.then(visit.page)
        return Image.open(BytesIO(visit.page.screenshot())).convert("RGB")


def shoot_desk(browser: Browser, desk: Desk) -> Image.Image:
    """Return a picture of the desk; a preview of the publication is run for it."""
    command = [sys.executable, "-m", "editions", "live", "--edition", desk.edition]
    with subprocess.Popen(
        command, cwd=ROOT, stdout=subprocess.PIPE, text=True, env={**os.environ, **_UNBUFFERED}
    ) as process:
        try:
            lines = iter(process.stdout or ())
            address = next(line for line in lines if line.startswith("Preview of")).split()[3]
            next(line for line in lines if line.startswith("Built in"))
            size = {"width": desk.width, "height": desk.height}
            options = {"viewport": size, "device_scale_factor": desk.scale, "color_scheme": "light"}
            with visiting(browser, **options) as visit:
                visit.page.goto(address + desk.page)
                block = visit.page.locator("main p.live-block").nth(desk.paragraph)
                block.scroll_into_view_if_needed()
                block.locator(".desk-edit").first.focus()
                visit.page.keyboard.press("Enter")
                visit.page.locator(".desk textarea").first.wait_for()
                visit.page.evaluate("() => document.fonts.ready")
                return Image.open(BytesIO(visit.page.screenshot())).convert("RGB")
        finally:
            process.send_signal(signal.SIGINT)


def print_sheet(sheet: Sheet) -> Image.Image:
    """Return a picture of a PDF page."""
    path = SITE / "downloads" / sheet.file
    if not path.is_file():
        raise SystemExit(f"{path}: not built; build the editions first: make")
    document = pypdfium2.PdfDocument(path)
    try:
        page = document[sheet.number]
        picture: Image.Image = page.render(scale=sheet.height / page.get_height()).to_pil()
        return picture.convert("RGB")
    finally:
        document.close()


def mount(parts: Sequence[Image.Image]) -> Image.Image:
    """Return *parts* side by side on a mat; a single one stays as it is."""
    if len(parts) == 1:
        return ImageOps.expand(parts[0], 1, MAT)
    width = sum(part.width + GAP for part in parts) + GAP
    picture = Image.new("RGB", (width, max(part.height for part in parts) + 2 * GAP), MAT)
    left = GAP
    for part in parts:
        picture.paste(part, (left, GAP))
        left += part.width + GAP
    return picture


def picture_of(part: Shot | Desk | Sheet, browser: Browser, root: str) -> Image.Image:
    """Return one part of a picture; *root* is the address of the finished site."""
    if isinstance(part, Shot):
        return shoot(browser, root, part)
    return shoot_desk(browser, part) if isinstance(part, Desk) else print_sheet(part)


def main() -> None:
    """Take every picture, or those that the arguments name."""
    names = sys.argv[1:] or list(PICTURES)
    unknown = set(names) - set(PICTURES)
    if unknown:
        raise SystemExit(f"no picture is called {', '.join(unknown)}; known: {', '.join(PICTURES)}")
    FOLDER.mkdir(exist_ok=True)
    with ExitStack() as stack:
        browser = stack.enter_context(
            chromium("--font-render-hinting=none")  # letters keep their distance at each scale
        )
        root = stack.enter_context(serving(SITE))
        for name in names:
            parts = [picture_of(part, browser, root) for part in PICTURES[name]]
            path = FOLDER / f"{name}.png"
            picture = mount(parts).quantize(256, method=Image.Quantize.MEDIANCUT)
            picture.save(path, optimize=True)
            print(f"{path.relative_to(ROOT)}: {path.stat().st_size // 1024} KB")


if __name__ == "__main__":
    main()
