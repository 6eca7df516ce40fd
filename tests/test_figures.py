"""The real publication's tables, read back from the pages and the PDF files.

Nothing of the toolkit writes here what is compared: the data are read with the standard
library, the pages with lxml, the PDF files by their structure, and the numbers by the
decimal and grouping marks that each locale's style guide fixes.
"""

from __future__ import annotations

import csv
import io
import json
import re
import zipfile
from collections.abc import Callable
from dataclasses import dataclass
from decimal import Decimal
from pathlib import Path
from typing import Any

import pytest

from editions.workflows.check import check_publication
from editions.workflows.sphinx_run import load_publication
from tests.building import edit
from tests.conftest import PROJECT, copy_project
from tests.pdf.structure import read_tables
from tests.reading import one, read_page, select, text

CODES = ("en", "es", "fr")
DATA = PROJECT / "source" / "data"

#: How many of the unit that a head or a unit cell names go into one.
SCALES = {
    "billion": 10**9, "million": 10**6,
    "millón": 10**6, "millones": 10**6,
    "milliards": 10**9, "millions": 10**6,
}  # fmt: skip
#: What unit the words of a head or a unit cell name.
UNITS = {
    "CAD": ("C$", "dólares canadienses", "dollars canadiens"),
    "USD": ("US$", "dólares estadounidenses", "dollars américains"),
    "percent": ("per cent", "por ciento", "%"),
    "persons": ("people", "personas", "personnes"),
    "times": ("times", "veces", "fois"),
    "count": ("number", "número", "nombre"),
}
#: Tables that each edition has in its own order, and a column of them that none translates.
ORDERED = {"acronyms": "en"}
PRECISIONS = {
    "approximately": ("about", "aproximadamente", "environ"),
    "more than": ("more than", "más de", "plus de"),
    "nearly": ("nearly", "casi", "près de"),
    "": ("", "", ""),
}
NAMED_SCALES = {"": 1, "million": 10**6, "billion": 10**9}

#: The documents that show the tables, in the order of the publication.
ANNEXES = ("figures", "agreements", "acronyms")

#: Rows of cells, the head first.
Grid = list[list[str]]


@dataclass(frozen=True)
class Wanted:
    """What the data say that a number is."""

    value: Decimal
    unit: str
    precision: str


def description() -> dict[str, Any]:
    content: dict[str, Any] = json.loads((DATA / "datapackage.json").read_text(encoding="utf-8"))
    return content


def rows_of(name: str) -> list[dict[str, str]]:
    with (DATA / f"{name}.csv").open(encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file, strict=True))


RESOURCES = {resource["name"]: resource for resource in description()["resources"]}


def attribute(field: dict[str, Any], name: str, row: dict[str, str]) -> str:
    value = field.get(name, "")
    return row[value["field"]] if isinstance(value, dict) else str(value)


def wanted(resource: str, column: str, row: dict[str, str]) -> Wanted | None:
    """Return what a cell must say, or None where the data have no number."""
    (field,) = (f for f in RESOURCES[resource]["schema"]["fields"] if f["name"] == column)
    address = attribute(field, "sameAs", row)
    if address:
        table, key, other = address.split("/")
        (source,) = (r for r in rows_of(table) if r["key"] == key)
        return wanted(table, other, source)
    if not row[column]:
        return None
    scale = NAMED_SCALES[attribute(field, "scale", row)]
    return Wanted(
        Decimal(row[column]) * scale,
        attribute(field, "unit", row),
        attribute(field, "precision", row),
    )


def read_number(cell: str, code: str) -> tuple[str, Decimal]:
    """Return the words before a number and the number, by the marks of an edition."""
    group, mark = {"en": (",", "."), "es": (",", "."), "fr": ("[\u00a0\u202f]", ",")}[code]
    match = re.fullmatch(
        rf"(?P<words>\D*?) ?(?P<whole>\d{{1,3}}(?:{group}\d{{3}})*)"
        rf"(?:{re.escape(mark)}(?P<fraction>\d+))?",
        cell,
    )
    assert match is not None, cell
    digits = re.sub(r"\D", "", match["whole"])
    return match["words"], Decimal(f"{digits}.{match['fraction'] or 0}")


def read_unit(words: str, code: str) -> tuple[str, int]:
    """Return the unit that *words* name, and how many of it go into one."""
    index, words = CODES.index(code), words.replace("\u00a0", " ")
    (unit,) = (name for name, forms in UNITS.items() if re.search(
        rf"(?<!\w){re.escape(forms[index])}(?!\w)", words))  # fmt: skip
    scale = [number for word, number in SCALES.items() if word in words.split()]
    return unit, scale[0] if scale else 1


def visible(resource: str) -> list[dict[str, Any]]:
    fields = RESOURCES[resource]["schema"]["fields"]
    return [field for field in fields if field["role"] not in ("key", "attribute")]


def compare(resource: str, grid: Grid, code: str) -> int:
    """Compare a table cell by cell with the data; return how many numbers it holds."""
    head, *body = grid
    fields = visible(resource)
    if resource == "acronyms":  # the reader's own language first
        fields = [fields[0], *sorted(fields[1:], key=lambda field: field["name"] != code)]
    names = [field["name"] for field in fields]
    assert len(head) == len(fields)
    rows = rows_of(resource)
    assert len(body) == len(rows)
    if resource in ORDERED:
        column = ORDERED[resource]
        shown = [cells[names.index(column)] for cells in body]
        rows.sort(key=lambda row: shown.index(row[column]))
    count = 0
    for cells, row in zip(body, rows, strict=True):
        for index, (field, cell) in enumerate(zip(fields, cells, strict=True)):
            if field["role"] == "name":
                assert cell == row[field["name"]]
            if field["role"] != "number":
                continue
            expected = wanted(resource, field["name"], row)
            if expected is None:
                assert not any(char.isdigit() for char in cell), cell
                continue
            words, number = read_number(cell, code)
            unit_words = head[index]
            if "unit" in names:
                unit_words = cells[names.index("unit")]
            else:
                unit_words = unit_words[unit_words.rindex("(") + 1 : -1]
            unit, scale = read_unit(unit_words, code)
            assert (number * scale, unit) == (expected.value, expected.unit), cells
            assert words == PRECISIONS[expected.precision][CODES.index(code)], cells
            count += 1
    return count


def html_tables(site: Path, code: str) -> dict[str, Grid]:
    pages = [read_page(site / code / f"{name}.html") for name in ANNEXES]
    return {
        table.attrib["id"].removeprefix("table-"): [
            [text(cell) for cell in select(row, "./th | ./td")] for row in select(table, ".//tr")
        ]
        for page in pages
        for table in select(page, "//table")
    }


def pdf_tables(site: Path, code: str) -> dict[str, Grid]:
    path = site / "downloads" / f"canada-mexico-relationship-{code}.pdf"
    # PDFium gives a no-break space as a plain one.
    grids = [
        [[re.sub(r"(?<=\d) (?=\d{3}\b)", "\u00a0", cell) for cell in row] for row in grid]
        for grid in read_tables(path)
    ]
    return dict(zip(TABLES, grids, strict=True))


#: A table of one column is a list.
TABLES = [name for name in RESOURCES if len(visible(name)) > 1]


@pytest.mark.parametrize("code", CODES)
def test_a_table_of_one_column_is_a_list_of_all_its_rows(site: Path, code: str) -> None:
    (name,) = RESOURCES.keys() - set(TABLES)
    page = read_page(site / code / "agreements.html")
    items = select(page, f"//*[@id='table-{name}']/following::ul[1]/li")
    assert len(items) == len(rows_of(name)) == len({text(item) for item in items})


@pytest.mark.parametrize("code", CODES)
@pytest.mark.parametrize("read", [html_tables, pdf_tables], ids=["html", "pdf"])
def test_tables_say_what_the_data_say(
    site: Path, read: Callable[[Path, str], dict[str, Grid]], code: str
) -> None:
    tables = read(site, code)
    assert list(tables) == TABLES
    assert len(tables) == 9
    numbers = sum(compare(name, grid, code) for name, grid in tables.items())
    assert numbers == 7 + 6 + 8 + 3 + 10 + 5


@pytest.mark.parametrize("read", [html_tables, pdf_tables], ids=["html", "pdf"])
def test_acronyms_stand_under_those_of_the_edition_in_its_own_order(
    site: Path, read: Callable[[Path, str], dict[str, Grid]]
) -> None:
    for code in CODES:
        _, *rows = read(site, code)["acronyms"]
        own = {row[0]: row[1] for row in rows}
        assert list(own) == sorted(own, key=str.casefold)
        assert len(own) == len(rows_of("acronyms"))
        # A name in the language of the edition bears no other acronym than the row's.
        assert all("(" not in name or name.endswith(f" ({key})") for key, name in own.items())
        texts = [text(p) for page in (site / code).glob("*.html") for p in select(
            read_page(page), "//main//p[starts-with(@id, 'b-')]")]  # fmt: skip
        assert all(any(key in words for words in texts) for key in own)


@pytest.mark.parametrize("code", CODES)
def test_pdf_and_page_have_the_same_cells(site: Path, code: str) -> None:
    def folded(tables: dict[str, Grid]) -> list[list[list[str]]]:
        # Where a line ends is the layout's.
        return [[[re.sub(r"\s", "", c) for c in row] for row in grid] for grid in tables.values()]

    assert folded(pdf_tables(site, code)) == folded(html_tables(site, code))


@pytest.mark.parametrize("code", CODES)
def test_download_has_the_numbers_of_the_page(site: Path, code: str) -> None:
    for name, grid in html_tables(site, code).items():
        path = site / code / "_downloads" / f"{name}.csv"
        with path.open(encoding="utf-8", newline="") as file:
            head, *rows = list(csv.reader(file, strict=True))
        assert len(rows) == len(rows_of(name))
        kept = [index for index, field in enumerate(visible(name)) if field["role"] == "number"]
        for cells, row in zip(grid[1:], rows, strict=True):
            for index in kept:
                column = head.index(grid[0][index])
                if row[column]:
                    assert Decimal(row[column]) == read_number(cells[index], code)[1]


@pytest.mark.parametrize("code", CODES)
def test_package_is_the_same_in_every_edition(site: Path, code: str) -> None:
    name = "downloads/canada-mexico-relationship-figures.zip"
    content = (site / code / name).read_bytes()
    assert content == (site / "en" / name).read_bytes()
    with zipfile.ZipFile(io.BytesIO(content)) as archive:
        assert archive.testzip() is None
        assert {"datapackage.json", *(f"{n}.csv" for n in RESOURCES)} == set(archive.namelist())
        for resource in RESOURCES:
            packed = io.StringIO(archive.read(f"{resource}.csv").decode(), newline="")
            assert list(csv.DictReader(packed, strict=True)) == rows_of(resource)


@pytest.mark.parametrize("code", CODES)
def test_every_chapter_points_to_its_tables(site: Path, code: str) -> None:
    for name, resource in RESOURCES.items():
        chapter = resource.get("chapter", "")
        chapters = {r["chapter"] for r in rows_of(name)} if isinstance(chapter, dict) else {chapter}
        for document in filter(None, chapters):
            pointer = one(read_page(site / code / f"{document}.html"), "//p[@class='data-pointer']")
            hrefs = [link.get("href") for link in select(pointer, "./a")]
            assert any(f"{annex}.html#table-{name}" in hrefs for annex in ANNEXES)


@pytest.fixture(scope="module")
def copy(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A copy of the publication, whose catalogs are judged again where they have changed."""
    return copy_project(tmp_path_factory.mktemp("copy"))


def check(root: Path) -> list[str]:
    """Run every check; return the files in which something is found."""
    publication = load_publication(root)
    found, _ = check_publication(publication, publication.editions)
    return sorted({finding.file for finding in found})


def test_publication_is_right(copy: Path) -> None:
    assert check(copy) == []


def test_every_number_of_the_data_is_compared_with_a_sentence() -> None:
    unstated = []
    for name, resource in RESOURCES.items():
        for field in resource["schema"]["fields"]:
            if field["role"] == "number":
                unstated += [
                    (name, field["name"], row[field["name"]])
                    for row in rows_of(name)
                    if row[field["name"]] and not attribute(field, "statement", row)
                ]
    # The paper writes this one as a word: "a nearly seven-fold bilateral trade growth".
    assert unstated == [("bilateral-trade", "value", "7")]


@pytest.mark.parametrize(
    ("file", "old", "new", "where"),
    [
        ("source/data/trade-partners.csv", "mexico,Mexico,21.3", "mexico,Mexico,21.4",
         ["locale/es/LC_MESSAGES/economy.po", "locale/fr/LC_MESSAGES/economy.po",
          "source/economy.rst"]),
        ("source/economy.rst", "253\u00a0million", "263\u00a0million", ["source/economy.rst"]),
        ("locale/fr/LC_MESSAGES/economy.po", "21,8\u00a0milliards", "21,8\u00a0millions",
         ["locale/fr/LC_MESSAGES/economy.po"]),
        ("locale/es/LC_MESSAGES/people.po", "75,000 personas", "57,000 personas",
         ["locale/es/LC_MESSAGES/people.po"]),
        ("locale/fr/LC_MESSAGES/tables.po", "msgstr \"{scaled} de dollars américains\"",
         "msgstr \"\"", ["locale/fr/LC_MESSAGES/tables.po"]),
    ],
)  # fmt: skip
def test_figure_that_drifts_is_found(
    copy: Path, file: str, old: str, new: str, where: list[str]
) -> None:
    good = (copy / file).read_bytes()
    edit(copy / file, old, new)
    try:
        assert check(copy) == where
    finally:
        (copy / file).write_bytes(good)
