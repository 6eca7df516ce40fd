"""The real publication's charts, read back from the pages and compared with the data.

As in `tests.test_figures`, nothing of the toolkit writes here what is compared.
"""

from __future__ import annotations

import ctypes
import re
import zipfile
from collections.abc import Sequence
from dataclasses import dataclass
from decimal import Decimal
from pathlib import Path

import pypdfium2
import pypdfium2.raw as raw
import pytest
from lxml import etree, html

from editions.charts.palette import SERIES
from tests.charts.drawings import SVG, Shape, overlapping, shapes, texts
from tests.pdf.tree import read_tree
from tests.reading import one, pdf_pages, read_page, select, text
from tests.test_figures import CODES, PRECISIONS, RESOURCES, read_unit, rows_of, wanted

#: What a drawing may be away from an amount, in its own unit: its numbers have one place.
NEAR = 0.16


@dataclass(frozen=True)
class Chart:
    """What a chart of the publication is drawn from."""

    page: str
    table: str
    column: str
    #: Keys of its rows, in order; all if empty.
    keys: tuple[str, ...] = ()

    @property
    def rows(self) -> list[dict[str, str]]:
        key = RESOURCES[self.table]["schema"]["primaryKey"][0]
        return [row for row in rows_of(self.table) if not self.keys or row[key] in self.keys]


CHARTS = {
    "chart-trade": Chart("figures", "trade-partners", "trade"),
    "chart-decline": Chart("figures", "trade-partners", "decline"),
    "chart-investment": Chart(
        "figures", "investment", "value", ("mexican-in-canada-2006", "mexican-in-canada-2009")
    ),
    "chart-refugee-claimants": Chart("figures", "refugee-claimants", "claimants"),
    "chart-projects": Chart(
        "agreements", "anti-crime-program", "amount", ("oral-trials", "licensing", "harmonization")
    ),
}
DRAWINGS = ("wide", "narrow")


def web_drawings(site: Path, code: str, page: str, name: str) -> list[str]:
    """Return the drawings of a chart on a page."""
    figure = one(read_page(site / code / f"{page}.html"), f"//figure[@id='{name}']")
    found = [one(figure, f".//*[@class='{size}']") for size in DRAWINGS]
    return [as_xml(drawing) for drawing in found]


def as_xml(drawing: html.HtmlElement) -> str:
    """Return a drawing of a page as a file of its own has it."""
    drawing.set("xmlns", "http://www.w3.org/2000/svg")
    written = html.tostring(drawing, encoding="unicode", method="xml", with_tail=False)
    return str(written).replace("viewbox=", "viewBox=")


def read_amount(label: str, title: str, code: str) -> tuple[Decimal, str, str]:
    """Return the number of a label, its unit, and what is said of it."""
    group, mark = {"en": (",", "."), "es": (",", "."), "fr": ("[\u00a0\u202f]", ",")}[code]
    (match,) = re.finditer(rf"\d{{1,3}}(?:{group}\d{{3}})*(?:{re.escape(mark)}\d+)?", label)
    whole, _, fraction = match[0].partition(mark)
    number = Decimal(f"{re.sub(r'[^0-9]', '', whole)}.{fraction or 0}")
    unit, scale = read_unit(f"{label.replace(match[0], ' ')} {title}", code)
    words = PRECISIONS.items()
    said = [name for name, forms in words if name and label.startswith(forms[CODES.index(code)])]
    return number * scale, unit, "".join(said)


def compare(chart: Chart, drawing: str, code: str) -> int:
    """Compare a drawing with the data; return how many numbers it shows."""
    numbers = {row_key(chart, row): wanted(chart.table, chart.column, row) for row in chart.rows}
    title = " ".join(re.findall(r"\(([^()]*)\)", " ".join(texts(drawing, "title"))))
    labels = texts(drawing, "number")
    stated = [number for number in numbers.values() if number is not None]
    said = [label for label in labels if any(char.isdigit() for char in label)]
    assert len(labels) == len(numbers)
    for label, number in zip(said, stated, strict=True):
        expected = (number.value, number.unit, number.precision)
        assert read_amount(label, title, code) == expected, label
    found = [amount_of(shape, drawing) for shape in marks(drawing)]
    greatest = max(number.value for number in stated)
    unit = max(found) / float(greatest)
    assert sorted(found) == pytest.approx(sorted(float(n.value) * unit for n in stated), abs=NEAR)
    inexact = shapes(drawing, "inexact")
    assert len(inexact) == sum(bool(number.precision) for number in stated)
    return len(said)


def row_key(chart: Chart, row: dict[str, str]) -> str:
    return row[RESOURCES[chart.table]["schema"]["primaryKey"][0]]


def marks(drawing: str) -> list[Shape]:
    return shapes(drawing, "bar", "inexact", "dot")


def amount_of(mark: Shape, drawing: str) -> float:
    """Return how far a mark is from zero: to the right, or, of points of a line, upwards."""
    if shapes(drawing, "date"):
        return shapes(drawing, "zero")[0].box[1] - mark.middle[1]
    # The stroke of an outline lies on its edge.
    return mark.width


@pytest.mark.parametrize("code", CODES)
def test_charts_show_what_the_data_say(site: Path, code: str) -> None:
    counts = []
    for name, chart in CHARTS.items():
        for drawing in web_drawings(site, code, chart.page, name):
            counts.append(compare(chart, drawing, code))
            assert overlapping(drawing) == []
    assert counts == [4, 4, 3, 3, 2, 2, 3, 3, 3, 3]


@pytest.mark.parametrize("code", CODES)
def test_the_timeline_has_the_milestones_at_their_times(site: Path, code: str) -> None:
    page = read_page(site / code / "agreements.html")
    table = {
        text(one(row, "th")): text(one(row, "td"))
        for row in select(page, "//table[@id='table-milestones']//tbody/tr")
    }
    starts = sorted(start_of(row["period"]) for row in rows_of("milestones"))
    for drawing in web_drawings(site, code, "agreements", "chart-milestones"):
        words, dates = texts(drawing, "label"), texts(drawing, "date")
        # In the same order: by beginning, then by end.
        assert [re.sub(r"\s", " ", w) for w in words] == [re.sub(r"\s", " ", w) for w in table]
        shown = [re.sub(r"\s", " ", date) for date in dates]
        assert shown == [re.sub(r"\s", " ", date) for date in table.values()]
        places = sorted(shape.middle[1] for shape in shapes(drawing, "event"))
        unit = (places[-1] - places[0]) / (starts[-1] - starts[0])
        found = [(place - places[0]) / unit + starts[0] for place in places]
        assert found == pytest.approx(starts, abs=0.01)
        assert overlapping(drawing) == []


def start_of(period: str) -> float:
    """Return the beginning of a period in years, by its letters."""
    first = period.partition("/")[0].replace("X", "0")
    year, month, day = ([*map(int, first.split("-")), 1, 1])[:3]
    return year + (month - 1) / 12 + (day - 1) / 365


@pytest.mark.parametrize("code", CODES)
def test_a_file_to_download_shows_the_same(site: Path, code: str) -> None:
    for name, chart in CHARTS.items():
        folder = site / code / "_downloads"
        drawing = (folder / f"{name}.svg").read_text(encoding="utf-8").partition("?>")[2]
        assert compare(chart, drawing, code) == len(
            [r for r in chart.rows if wanted(chart.table, chart.column, r)]
        )
        assert (folder / f"{name}.png").read_bytes().startswith(b"\x89PNG")


@pytest.mark.parametrize(
    ("old", "new"),
    [
        (r">50\.8<", ">58.0<"),
        (r"(<path d=\"M0,[\d.]+h)[\d.]+(v14h-)[\d.]+Z", r"\g<1>300\g<2>300Z"),
        (r"billion", "million"),
        (r"C\$", "US$"),
        (r">457<", ">about 457<"),
    ],
)
def test_a_drawing_that_says_something_else_is_noticed(site: Path, old: str, new: str) -> None:
    (drawing, _) = web_drawings(site, "en", "figures", "chart-trade")
    changed = re.sub(old, new, drawing)
    assert changed != drawing
    with pytest.raises(AssertionError):
        compare(CHARTS["chart-trade"], changed, "en")


@pytest.mark.parametrize("code", CODES)
def test_charts_have_words_for_those_who_do_not_see_them(site: Path, code: str) -> None:
    for page in {chart.page for chart in CHARTS.values()}:
        for figure in select(
            read_page(site / code / f"{page}.html"), "//figure[div/*[@class='wide']]"
        ):
            caption = text(one(figure, "figcaption"))
            title = text(one(figure, ".//*[@class='wide']/title"))
            assert title.endswith(caption)
            assert len(title) > len(caption) + 5
            assert len(text(one(figure, ".//*[@class='wide']/desc"))) > 60


@dataclass(frozen=True)
class Printed:
    """A mark in the colour of a series, as a PDF draws it."""

    page: int
    #: Left, bottom, right, top, in points; of an outline, with its stroke.
    box: tuple[float, float, float, float]
    is_filled: bool

    @property
    def middle(self) -> float:
        return (self.box[1] + self.box[3]) / 2


def printed_marks(path: Path) -> list[Printed]:
    """Return the marks of the first series of all charts, page by page, from top to bottom."""
    colour = tuple(bytes.fromhex(SERIES[0][1:]))
    found = []
    document = pypdfium2.PdfDocument(path)
    for number, page in enumerate(document):
        for item in page.get_objects(filter=[raw.FPDF_PAGEOBJ_PATH], max_depth=4):
            fills, strokes = ctypes.c_int(), ctypes.c_int()
            raw.FPDFPath_GetDrawMode(item.raw, fills, strokes)
            for drawn, read, is_filled in (
                (fills, raw.FPDFPageObj_GetFillColor, True),
                (strokes, raw.FPDFPageObj_GetStrokeColor, False),
            ):
                parts = [ctypes.c_uint() for _ in range(4)]
                read(item.raw, *parts)
                if drawn.value and tuple(part.value for part in parts[:3]) == colour:
                    found.append(Printed(number, item.get_bounds(), is_filled))
    document.close()
    return found


def printed_amounts(marks: Sequence[Printed], left: float, outset: float) -> list[float]:
    """Return the lengths of bars that begin at *left*; strokes reach further by *outset*."""
    return [mark.box[2] - left - (0 if mark.is_filled else outset) for mark in marks]


def compare_printed(chart: Chart, amounts: Sequence[float]) -> None:
    """Compare lengths with the data, one of them the unit of all."""
    numbers = [wanted(chart.table, chart.column, row) for row in chart.rows]
    stated = sorted(float(number.value) for number in numbers if number is not None)
    unit = max(amounts) / stated[-1]
    assert sorted(amounts) == pytest.approx([n * unit for n in stated], abs=NEAR)


@pytest.mark.parametrize("code", CODES)
def test_printed_charts_show_what_the_data_say(site: Path, code: str) -> None:
    path = site / "downloads" / f"canada-mexico-relationship-{code}.pdf"
    marks = printed_marks(path)
    bars = {name: chart for name, chart in CHARTS.items() if name != "chart-refugee-claimants"}
    counts = {"chart-trade": 4, "chart-decline": 3, "chart-investment": 2, "chart-projects": 3}
    left = marks[0].box[0]
    outset = left - next(mark for mark in marks if not mark.is_filled).box[0]
    for name, chart in bars.items():
        if name == "chart-projects":  # after the line
            circles = sorted((m for m in marks[:5] if m.box[2] - m.box[0] < 20),
                             key=lambda mark: mark.box[0])  # fmt: skip
            claims = [mark.middle for mark in circles]
            data = [int(row["claimants"]) for row in rows_of("refugee-claimants")]
            risen = [(number - data[0]) / (data[1] - data[0]) for number in data]
            assert [(c - claims[0]) / (claims[1] - claims[0]) for c in claims] == pytest.approx(
                risen, abs=0.01
            )
            marks = marks[5:]
        own, marks = marks[: counts[name]], marks[counts[name] :]
        assert len({mark.page for mark in own}) == 1
        compare_printed(chart, printed_amounts(own, left, outset))
        words = pdf_pages(path)[own[0].page]
        for label in texts(web_drawings(site, code, chart.page, name)[0], "number"):
            assert label.replace("\u00a0", " ") in words.replace("\u00a0", " ")


def test_another_length_in_print_is_noticed(site: Path) -> None:
    path = site / "downloads" / "canada-mexico-relationship-en.pdf"
    marks = printed_marks(path)[:4]
    amounts = printed_amounts(marks, marks[0].box[0], 0)
    compare_printed(CHARTS["chart-trade"], amounts)
    for place in range(1, 4):
        changed = [*amounts[:place], amounts[place] * 1.05, *amounts[place + 1 :]]
        with pytest.raises(AssertionError):
            compare_printed(CHARTS["chart-trade"], changed)


@pytest.mark.parametrize("code", CODES)
def test_printed_and_bound_charts_are_figures_with_words(site: Path, code: str) -> None:
    stem = site / "downloads" / f"canada-mexico-relationship-{code}"
    wide = "//figure//*[@class='wide']"
    titles = [
        (text(one(drawing, "title")), text(one(drawing, "desc")))
        for page in ("figures", "agreements")
        for drawing in select(read_page(site / code / f"{page}.html"), wide)
    ]
    assert len(titles) == len(CHARTS) + 1
    printed = [tag.alt or "" for tag in read_tree(stem.with_suffix(".pdf")).find("Figure")]
    # The first picture is the cover's.
    assert printed[1:] == [". ".join(words) for words in titles]
    with zipfile.ZipFile(stem.with_suffix(".epub")) as book:
        pages = [etree.fromstring(book.read(name)) for name in book.namelist()
                 if name.endswith(("figures.xhtml", "agreements.xhtml"))]  # fmt: skip
        drawings = [d for page in pages for d in page.iter(f"{SVG}svg")]
        assert len(drawings) == len(titles)
        for drawing, words in zip(drawings, titles, strict=True):
            said = drawing.findtext(f"{SVG}title"), drawing.findtext(f"{SVG}desc")
            assert tuple(" ".join(str(part).split(" ")) for part in said) == words
            assert overlapping(etree.tostring(drawing, encoding="unicode")) == []
