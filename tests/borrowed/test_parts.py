"""Borrowed parts: where one moves, a sentence says so, and nothing is replaced unseen."""

from __future__ import annotations

import sys
from types import ModuleType
from typing import Any

import pytest

from editions.borrowed import (
    babel,
    docutils,
    gettext,
    json,
    multiprocessing,
    myst,
    sphinx,
    sphinx_application,
    sphinx_intl,
    sphinx_log,
    weasyprint,
    weasyprint_lines,
)
from editions.borrowed.parts import BorrowedLibrary, BorrowedPart, MovedError
from editions.findings import EditionsError

MODULES: tuple[Any, ...] = (
    *(babel, docutils, gettext, json, multiprocessing, myst, sphinx, sphinx_application),
    *(sphinx_intl, sphinx_log, weasyprint, weasyprint_lines),
)
PARTS: list[BorrowedPart] = [part for module in MODULES for part in module.PARTS]
LIBRARIES = sorted({part.library for part in PARTS}, key=str)

SHELF = BorrowedLibrary("Shelf", ("1.2", "1.3"), "pytest")


def lend(book: str, page: int = 1) -> str:
    return f"{book}, {page}"


@pytest.fixture
def shelf(monkeypatch: pytest.MonkeyPatch) -> Any:
    """A library of one module."""
    module: Any = ModuleType("shelf")
    module.lend = lend
    module.books = {"a": 1}
    monkeypatch.setitem(sys.modules, "shelf", module)
    return module


def part(place: str, **more: Any) -> BorrowedPart:
    return BorrowedPart(SHELF, place, "read", **more)


# Every part of today.


@pytest.mark.parametrize("part", PARTS, ids=lambda part: part.place)
def test_part_is_where_it_was_seen(part: BorrowedPart) -> None:
    try:
        part.find()
    except MovedError as error:
        pytest.fail(str(error), pytrace=False)


@pytest.mark.parametrize("library", LIBRARIES, ids=lambda library: library.name)
def test_installed_version_is_one_that_was_seen(library: BorrowedLibrary) -> None:
    if not library.is_seen:
        pytest.fail(
            f"{library.name} {library.version} was never tried: run the tests with it, and name it"
            f" beside {', '.join(library.seen)}",
            pytrace=False,
        )


def test_parts_say_what_they_are_for() -> None:
    assert len({(part.place, part.use) for part in PARTS}) == len(PARTS)
    assert all(part.use and part.use[0].islower() and part.use[-1].isalnum() for part in PARTS)


# What a part that moved says.


@pytest.mark.parametrize(
    ("wanted", "what"),
    [
        (part("shelf:borrow"), "shelf:borrow is gone"),
        (part("shelf:lend.gone.further"), "shelf:lend.gone.further is gone"),
        (part("shelf.lower:lend"), "shelf.lower:lend is gone"),
        (part("shelf:books", kind=list), "shelf:books is no list any more"),
        (part("shelf:books", parameters=("book",)), "shelf:books cannot be called any more"),
        (part("shelf:lend", parameters=("book", "days")), "shelf:lend takes no 'days' any more"),
    ],
    ids=str,
)
def test_what_moved_is_said_in_a_sentence(shelf: Any, wanted: BorrowedPart, what: str) -> None:
    with pytest.raises(EditionsError) as caught:
        wanted.find()
    message = str(caught.value)
    assert message.startswith(f"Shelf {SHELF.version}: {what}; it is needed to read, and was seen")
    assert "in Shelf 1.2, 1.3. Install one of these versions" in message
    assert len(message.splitlines()) == 1


def test_part_is_found(shelf: Any) -> None:
    assert part("shelf:lend", parameters=("book", "page")).get() is lend
    assert part("shelf:books", kind=dict).get() is shelf.books


def test_attribute_that_moved_is_said_in_a_sentence(shelf: Any) -> None:
    assert SHELF.attribute(shelf, "books", "read", dict) == {"a": 1}
    with pytest.raises(MovedError, match=r"module\.gone is gone; it is needed to read"):
        SHELF.attribute(shelf, "gone", "read")
    with pytest.raises(MovedError, match=r"module\.books is no list any more"):
        SHELF.attribute(shelf, "books", "read", list)


@pytest.mark.parametrize(
    ("installed", "seen", "expected"),
    [
        ("1.2", ("1.2",), True),
        ("1.2.9", ("1.2",), True),
        ("1.20", ("1.2",), False),
        ("1.3.0", ("1.2", "1.3"), True),
        ("70.0", ("70",), True),
        ("71.0", ("70",), False),
    ],
)
def test_versions_are_compared_part_by_part(
    monkeypatch: pytest.MonkeyPatch, installed: str, seen: tuple[str, ...], expected: bool
) -> None:
    monkeypatch.setattr("importlib.metadata.version", lambda name: installed)
    assert BorrowedLibrary("Shelf", seen, "shelf").is_seen is expected


# Substitutions.


def test_part_is_replaced_and_put_back(shelf: Any) -> None:
    wanted = part("shelf:lend", parameters=("book",))
    with wanted.replaced(lambda book: "none"):
        assert shelf.lend("a") == "none"
    assert shelf.lend is lend


def test_part_is_put_back_after_an_error(shelf: Any) -> None:
    with pytest.raises(KeyError), part("shelf:lend").replaced(lambda book: "none"):
        raise KeyError
    assert shelf.lend is lend


def test_what_is_not_as_it_was_is_not_replaced(shelf: Any) -> None:
    wanted = part("shelf:lend", parameters=("reader",))
    with pytest.raises(MovedError, match="takes no 'reader'"), wanted.replaced(print):
        pytest.fail("it was replaced")
    assert shelf.lend is lend


def test_somebody_elses_replacement_is_reported(shelf: Any) -> None:
    def other(book: str) -> str:
        return book

    with (
        pytest.raises(MovedError, match="was replaced by somebody else, too"),
        part("shelf:lend").replaced(lambda book: "none"),
    ):
        shelf.lend = other
    assert shelf.lend is other
