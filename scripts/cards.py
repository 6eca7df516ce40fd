"""Make the pictures that social networks show for each edition: the cover's art and the title.

    .venv/bin/python scripts/cards.py

Run it when a title or the cover changes.
"""

from __future__ import annotations

from html import escape
from pathlib import Path

import pypdfium2
from PIL import Image
from weasyprint import HTML

from editions.languages import Edition
from editions.workflows.sphinx_run import load_publication

ROOT = Path(__file__).resolve().parent.parent
STATIC = ROOT / "_static"

#: As networks want it, in CSS pixels.
WIDTH, HEIGHT = 1200, 630

PAGE = """<!DOCTYPE html>
<html lang="{lang}">
<link rel="stylesheet" href="print-fonts.css">
<style>
@page {{ size: {width}px {height}px; margin: 0; background: #fffefb; }}
body {{ margin: 0; color: #1c1a17; }}
img {{ position: absolute; left: 60px; top: 75px; width: 480px; }}
div {{ position: absolute; left: 560px; top: 165px; width: 580px; }}
h1 {{ margin: 0 0 16px; font: 600 68px/1.08 "Paper Display"; }}
p {{ margin: 0; font: 34px/1.3 "Paper Serif"; color: #5b5750; }}
</style>
<img src="cover.svg" alt="">
<div><h1>{title}</h1><p>{subtitle}</p></div>
"""


def make(edition: Edition) -> None:
    """Write the picture of one edition."""
    page = PAGE.format(
        lang=edition.lang,
        width=WIDTH,
        height=HEIGHT,
        title=escape(edition.title).replace("-", "\u2011"),  # in one piece
        subtitle=escape(edition.subtitle),
    )
    data = HTML(string=page, base_url=f"{STATIC}/").write_pdf()
    document = pypdfium2.PdfDocument(data)
    picture = document[0].render(scale=96 / 72).to_pil()
    document.close()
    colours = picture.convert("RGB").quantize(64, dither=Image.Dither.NONE)
    colours.save(STATIC / f"card-{edition.code}.png", optimize=True)


if __name__ == "__main__":
    for edition in load_publication(ROOT).editions:
        make(edition)
