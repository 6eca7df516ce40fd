"""The picture of an EPUB's cover: the first page of the printed edition."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from io import BytesIO
from pathlib import Path

from lxml import etree

from editions.findings import Finding

#: Height of the picture in pixels; reading systems ask for about so much.
HEIGHT = 1600
#: Classes of the lines of the first page that stand on the cover, too.
LINES = ("subtitle", "date", "series")


@dataclass(frozen=True)
class CoverLine:
    """A line under the title."""

    #: Its class.
    kind: str
    text: str


@dataclass(frozen=True)
class FrontMatter:
    """What the first page has for the cover."""

    #: Addresses of its pictures, as the page has them.
    pictures: tuple[str, ...]
    lines: tuple[CoverLine, ...]


def front_matter(page: etree._Element) -> FrontMatter:
    """Return what stands on the first page itself, outside its sections and lists."""
    name = "{http://www.w3.org/1999/xhtml}"
    section = next(page.iter(f"{name}section"), page)
    pictures, lines = [], []
    for child in section:
        if child.tag == f"{name}img":
            pictures.append(child.get("src", ""))
        for kind in set(LINES).intersection(child.get("class", "").split()):
            lines.append(CoverLine(kind, " ".join("".join(map(str, child.itertext())).split())))
    return FrontMatter(tuple(pictures), tuple(lines))


def draw_cover(
    page: str,
    files: Mapping[str, Path],
    *,
    system_fonts: bool,
    report: Callable[[Sequence[Finding]], None],
) -> bytes:
    """Lay out *page* as the PDF edition is and return its first sheet as a JPEG picture.

    *report* is given what spoils it, such as letters that no font has.

    Raises:
        LayoutError: something was missing, refused or not understood.
    """
    import pypdfium2

    from editions.pdf.layout import write_pdf

    data = write_pdf(page, files, system_fonts=system_fonts, report=report)
    document = pypdfium2.PdfDocument(data)
    try:
        sheet = document[0]
        bitmap = sheet.render(scale=HEIGHT / sheet.get_height())
        buffer = BytesIO()
        bitmap.to_pil().convert("RGB").save(buffer, "JPEG", quality=85, optimize=True)
    finally:
        document.close()
    return buffer.getvalue()
