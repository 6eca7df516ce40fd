"""Lists of what wants work."""

from __future__ import annotations

from pathlib import Path

import pytest

from editions.catalogs.entries import Catalog, Entry
from editions.catalogs.reading import read_catalog
from editions.desk.work import Query, Want, find_beside, find_next, find_rows, measure_catalogs
from tests.catalogs import write_catalog

TEXTS = {
    "a": 'msgid "One"\nmsgstr "Un"\n\n# why?\n#, fuzzy\nmsgid "Two"\nmsgstr "Deux"\n\n'
    'msgid "Three"\nmsgstr ""\n\n#~ msgid "Gone"\n#~ msgstr "Parti"\n',
    "b": 'msgid "Four"\nmsgstr "QUATRE"\n\nmsgid "{n} day"\nmsgid_plural "{n} days"\n'
    'msgstr[0] "jour"\nmsgstr[1] ""\n',
}


@pytest.fixture
def catalogs(tmp_path: Path) -> dict[str, Catalog]:
    return {
        name: read_catalog(write_catalog(tmp_path / f"{name}.po", text), tmp_path)
        for name, text in TEXTS.items()
    }


def count(_catalog: Catalog, entry: Entry) -> int:
    return 2 * (entry.msgid == "One")


@pytest.mark.parametrize(
    ("query", "wanted"),
    [
        (Query(), ["One", "Two", "Three", "Four", "{n} day"]),
        (Query(Want.WORK), ["One", "Two", "Three", "{n} day"]),
        (Query(Want.MISSING), ["Three", "{n} day"]),
        (Query(Want.OUTDATED), ["Two"]),
        (Query(Want.CURRENT), ["One", "Four"]),
        (Query(Want.FINDINGS), ["One"]),
        (Query(Want.COMMENTS), ["Two"]),
        (Query(Want.WORK, domain="b"), ["{n} day"]),
        (Query(domain="c"), []),
        (Query(search="quatre"), ["Four"]),
        (Query(search="DAYS"), ["{n} day"]),
        (Query(search="why"), ["Two"]),
        (Query(Want.MISSING, search="z"), []),
    ],
)
def test_rows(catalogs: dict[str, Catalog], query: Query, wanted: list[str]) -> None:
    assert [row.source for row in find_rows(catalogs, query, count)] == wanted


def test_next_goes_round(catalogs: dict[str, Catalog]) -> None:
    rows = {row.source: row for row in find_rows(catalogs, Query(), count)}

    def after(name: str, query: Query) -> str | None:
        found = find_next(catalogs, query, count, *rows[name].place)
        return None if found is None else found.source

    work = Query(Want.WORK)
    assert [after(name, work) for name in rows] == ["Two", "Three", "{n} day", "{n} day", "One"]
    assert after("One", Query(Want.FINDINGS)) is None
    assert after("Four", Query(Want.FINDINGS)) == "One"
    assert after("Four", Query(Want.WORK, domain="a")) == "One"
    assert find_next(catalogs, work, count, "", "") == rows["One"]


def test_messages_beside_another(catalogs: dict[str, Catalog]) -> None:
    rows = {row.source: row for row in find_rows(catalogs, Query(), count)}

    def beside(name: str, by: int) -> str | None:
        found = find_beside(catalogs, count, *rows[name].place, by)
        return None if found is None else found.source

    assert [beside(name, 1) for name in rows] == ["Two", "Three", None, "{n} day", None]
    assert [beside(name, -1) for name in rows] == [None, "One", "Two", None, "Four"]
    assert find_beside(catalogs, count, "a", "nowhere", 1) is None


def test_progress_is_that_of_each_catalog(catalogs: dict[str, Catalog]) -> None:
    found = [(p.domain, p.translated, p.outdated, p.missing) for p in measure_catalogs(catalogs)]
    assert found == [("a", 1, 1, 1), ("b", 1, 0, 1)]
