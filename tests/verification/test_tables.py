"""Two editions of a table, cell by cell."""

from __future__ import annotations

import pytest

from editions.verification.pages import read_page
from editions.verification.tables import compare_page_tables

TABLE = """<!DOCTYPE html><html lang="{lang}"><body><main><table id="t">
<thead><tr>{heads}</tr></thead><tbody><tr>{cells}</tr></tbody></table></main></body></html>"""


def table(lang: str, *columns: tuple[str, str, str]) -> str:
    """Return a page with a table of *columns*: the class, the head and the one cell of each."""
    heads = "".join(f'<th class="{name}">{head}</th>' for name, head, _ in columns)
    cells = "".join(f"<td>{cell}</td>" for *_, cell in columns)
    return TABLE.format(lang=lang, heads=heads, cells=cells)


@pytest.mark.parametrize(
    ("names", "rules"),
    [
        (("column-2", "column-3"), set()),
        (("column-3", "column-2"), {"table-cell"}),  # each says that it is the other
        (("column-3", ""), {"table-cell"}),
        (("", ""), {"table-cell"}),
    ],
)
def test_columns_that_an_edition_orders_itself_are_compared_by_their_names(
    names: tuple[str, str], rules: set[str]
) -> None:
    ours = table("en", ("column-3", "Fare", "21.3"), ("column-2", "Ships", "4"))
    theirs = table("fr", (names[0], "Navires", "4"), (names[1], "Tarif", "21,3"))
    pages = (
        read_page(page.encode(), f"{lang}/a.html", "a.html")
        for lang, page in (("en", ours), ("fr", theirs))
    )
    assert {finding.rule for finding in compare_page_tables(*pages)} == rules
