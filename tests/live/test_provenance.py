"""Where blocks come from, without a server."""

from __future__ import annotations

from pathlib import Path

from editions.catalogs.reading import read_catalog
from editions.findings import Finding, Severity
from editions.live.provenance import BlockProvenance, PageBlocks, describe_page, places_of
from tests.catalogs import write_catalog

ENTRIES = (
    'msgid "One"\nmsgstr "Un"\n\n'
    '#, fuzzy\n#| msgid "Two?"\nmsgid "Two"\nmsgstr "Deux"\n\n'
    'msgid "Three"\nmsgstr ""\n\n'
    '#, fuzzy\nmsgid "Four"\nmsgstr ""\n'
)


def places(tmp_path: Path, block: BlockProvenance) -> list[tuple[str, str]]:
    path = write_catalog(tmp_path / "x.po", ENTRIES)
    found, _ = places_of(block, "x", read_catalog(path, tmp_path), tmp_path)
    assert all(Path(place.path).is_absolute() for place in found)
    return [(str(place), place.state) for place in found]


def test_each_message_leads_to_its_entry(tmp_path: Path) -> None:
    block = BlockProvenance("b-1", ("One", "Two", "Three", "Four"), "x.rst", 3)
    assert places(tmp_path, block) == [
        ("x.po:4", "current"), ("x.po:9", "outdated"), ("x.po:12", "missing"),
        ("x.po:16", "missing"),
    ]  # fmt: skip


def test_what_the_catalog_does_not_hold_leads_to_the_source(tmp_path: Path) -> None:
    assert places(tmp_path, BlockProvenance("b-1", ("New",), "x.rst", 3)) == [
        ("x.rst:3", "missing")
    ]
    assert places(tmp_path, BlockProvenance("b-1", (), "x.rst", 3)) == [("x.rst:3", "source")]
    assert places(tmp_path, BlockProvenance("b-1", (), "", 0)) == []


def test_original_leads_to_its_source(tmp_path: Path) -> None:
    found, entries = places_of(BlockProvenance("b-1", ("One",), "x.rst", 3), "x", None, tmp_path)
    assert [(str(p), p.state, p.catalog) for p in found] == [("x.rst:3", "source", "")]
    assert entries == []


def test_findings_stand_beside_their_blocks(tmp_path: Path) -> None:
    catalog = read_catalog(write_catalog(tmp_path / "x.po", ENTRIES), tmp_path)
    page = PageBlocks("x", (BlockProvenance("b-1", ("One",)), BlockProvenance("b-2", ("Two",))))
    findings = [
        Finding("x.po", 5, "first", "r"),
        Finding("x.po", 10, "second", "r", Severity.WARNING, 3),
        Finding("x.po", 1, "header", "r"),
        Finding("x.po", 13, "not on this page", "r"),
        Finding("y.po", 5, "elsewhere", "r"),
        Finding("x.po", 0, "whole file", "r"),
    ]
    found = describe_page(page, catalog, findings, tmp_path, "en_CA")
    beside = [[(f["place"], f["message"]) for f in b["findings"]] for b in found["blocks"]]
    assert beside == [[("x.po:5", "first")], [("x.po:10:3", "second")]]
    assert found["blocks"][1]["findings"][0]["severity"] == "warning"
    assert [(f["place"], f["message"]) for f in found["findings"]] == [
        ("x.po:1", "header"), ("x.po:13", "not on this page"), ("x.po", "whole file"),
    ]  # fmt: skip


def test_blocks_are_kept(tmp_path: Path) -> None:
    page = PageBlocks(
        "x", (BlockProvenance("b-1", ("One", "«Two»"), "a.rst", 3), BlockProvenance("b-2"))
    )
    page.save(tmp_path / "deep" / "x.json")
    assert PageBlocks.load(tmp_path / "deep" / "x.json") == page
