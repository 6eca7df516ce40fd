"""Links stay in the pair, and files are those of the right edition."""

from __future__ import annotations

import pytest

from editions.bilingual.addresses import Folder, NowhereError

FOLDER = Folder(
    "en-fr",
    {
        "index.html": set(),
        "a.html": {"b-1", "fr-b-1", "table-x"},
        "part/b.html": {"top", "fr-é"},
    },
)


@pytest.mark.parametrize(
    ("page", "address", "moved"),
    [
        ("a.html", "part/b.html", "part/b.html"),
        ("a.html", "a.html#b-1", "#fr-b-1"),
        ("a.html", "#table-x", "#table-x"),
        ("index.html", "a.html#b-1", "a.html#fr-b-1"),
        ("a.html", "part/b.html#%C3%A9", "part/b.html#fr-%C3%A9"),
        ("part/b.html", "../a.html#table-x", "../a.html#table-x"),
        ("part/b.html", "", "b.html"),
        ("a.html", "search.html?q=x", "../fr/search.html?q=x"),
        ("a.html", "_downloads/t.csv", "../fr/_downloads/t.csv"),
        ("part/b.html", "../_images/a%20b.png", "../../fr/_images/a%20b.png"),
        ("a.html", "../downloads/x.pdf", "../downloads/x.pdf"),
        ("part/b.html", "../../es/a.html", "../../es/a.html"),
        ("a.html", "http://example.org/a.html", "http://example.org/a.html"),
        ("a.html", "mailto:a@example.org", "mailto:a@example.org"),
        ("a.html", "//example.org/x", "//example.org/x"),
    ],
)
def test_addresses_of_the_second_edition(page: str, address: str, moved: str) -> None:
    assert FOLDER.moved(address, "fr", page, inside=True, prefix="fr-") == moved


def test_a_link_may_leave_the_pair() -> None:
    assert FOLDER.moved("a.html#b-1", "en", "a.html", inside=False, prefix="") == (
        "../en/a.html#b-1"
    )


def test_a_place_that_is_not_there_is_an_error() -> None:
    with pytest.raises(NowhereError, match=r"a\.html#gone"):
        FOLDER.moved("a.html#gone", "fr", "index.html", inside=True, prefix="fr-")


def test_a_link_that_is_dead_in_the_edition_leads_to_the_page() -> None:
    own = {"en": {"a.html": {"here"}, "b.html": set[str]()}}
    folder = Folder("en-es", {"a.html": {"here"}, "b.html": set()}, editions=own)
    moved = folder.moved("a.html#gone", "en", "b.html", inside=True, prefix="")
    assert moved == "a.html"
    assert folder.moved("a.html#here", "en", "b.html", inside=True, prefix="") == "a.html#here"
    lost = Folder("en-es", {"a.html": set(), "b.html": set()}, editions=own)
    with pytest.raises(NowhereError, match=r"a\.html#here"):
        lost.moved("a.html#here", "en", "b.html", inside=True, prefix="")
