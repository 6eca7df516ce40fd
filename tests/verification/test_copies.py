"""What an edition has beside its pages."""

from __future__ import annotations

import zipfile
from pathlib import Path

import pytest

from editions.verification.copies import check_copies
from editions.verification.facts import BuiltChart, Page
from editions.verification.opening import SiteFiles
from tests.verification.examples import block, page

INDEX = (
    'var editionIndex = {"pages": [["a.html", "Le port", [["p", "Le bac prend 40 voitures."]]]]};'
)
DRAWING = (
    '<svg xmlns="http://www.w3.org/2000/svg"><g class="label"><text>Bac</text></g>'
    '<g class="number"><text>40,5</text></g></svg>'
)


@pytest.fixture
def site(tmp_path: Path) -> Path:
    """A site with an edition that has a file to offer, data, a drawing and an index."""
    for folder in ("downloads", "fr/downloads", "fr/_downloads"):
        (tmp_path / folder).mkdir(parents=True)
    for folder in ("downloads", "fr/downloads"):
        (tmp_path / folder / "port-references-fr.ris").write_text("TY", encoding="utf-8")
    (tmp_path / "fr/_downloads/port.csv").write_text("An,Bacs\n1980,40.5\n", encoding="utf-8")
    (tmp_path / "fr/_downloads/c.svg").write_text(DRAWING, encoding="utf-8")
    (tmp_path / "fr/searchindex.js").write_text(INDEX, encoding="utf-8")
    with zipfile.ZipFile(tmp_path / "downloads/port-figures.zip", "w") as package:
        package.writestr("port.csv", "year,ferries,unit\n198X,40500,thousand\n")
    return tmp_path


@pytest.fixture
def pages() -> dict[str, Page]:
    chart = BuiltChart("c", 3, (("bar", 1),), ("", ""), numbers=("40,5",), labels=("Bac",))
    blocks = (
        block("Le port", kind="h1", id_="port"),
        block("Le bac prend 40 voitures.", id_="b-1"),
    )
    return {"a.html": page(*blocks, charts=(chart,), identity="x")}


@pytest.mark.parametrize(
    ("file", "old", "new", "found"),
    [
        ("fr/searchindex.js", "", "", set()),
        ("fr/downloads/port-references-fr.ris", "TY", "TY ", {"stale"}),
        ("fr/_downloads/port.csv", "40.5", "41.5", {"data-package"}),
        ("fr/_downloads/c.svg", "40,5", "41", {"chart-values"}),
        ("fr/_downloads/c.svg", "Bac", "Car", {"chart-values"}),
        ("fr/_downloads/c.svg", "</svg>", "", {"unreadable"}),
        ("fr/searchindex.js", "40 voitures", "48 voitures", {"stale"}),
        ("fr/searchindex.js", "Le port", "La gare", {"stale"}),
        ("fr/searchindex.js", "]]]]", "]]", {"unreadable"}),
    ],
)
def test_what_differs_is_found(
    site: Path, pages: dict[str, Page], file: str, old: str, new: str, found: set[str]
) -> None:
    path = site / file
    text = path.read_text(encoding="utf-8")
    assert old in text
    path.write_text(text.replace(old, new, 1), encoding="utf-8")
    assert {
        finding.rule for finding in check_copies(SiteFiles(site.resolve()), "fr", pages)
    } == found
