"""A release of nothing in particular."""

from __future__ import annotations

from datetime import UTC, date, datetime

from editions.languages import Edition
from editions.references.works import Author, Work
from editions.releases.facts import PythonPackage, Release, ReleasedEdition

EN = Edition("en", "en_CA", "English", "The Lighthouse")
FR = Edition("fr", "fr_CA", "Français", "Le phare", "Essai")
PEOPLE = (Author("Halvorsen", "Ane"), Author(literal="The Keepers"))


def work(edition: Edition, **more: object) -> Work:
    known: dict[str, object] = {"issued": "2025-11", "publisher": "The Keepers"} | more
    values = {"type": "report", "authors": PEOPLE} | known
    return Work(key="k", language=edition.lang, foreign=False, title=edition.title, **values)  # type: ignore[arg-type]  # texts, most of them


def released(
    edition: Edition, *, address: str = "", percent: int = 100, **more: object
) -> ReleasedEdition:
    words = (("current", 90), ("outdated", 10), ("missing", 0))
    files = (("html", f"site/{edition.code}/index.html"),)
    return ReleasedEdition(edition, work(edition, **more), address, files, words, percent)


PACKAGES = (
    PythonPackage("editions", "0.1", "BSD-3-Clause", ("sphinx",)),
    PythonPackage("sphinx", "9.0", "BSD License"),
)


def release(*editions: ReleasedEdition, **more: object) -> Release:
    values: dict[str, object] = {
        "slug": "lighthouse",
        "version": "1.1",
        "day": date(2026, 3, 14),
        "moment": datetime(2026, 3, 14, 15, 9, 26, tzinfo=UTC),
        "revision": "0123456789" * 4,
        "editions": editions or (released(EN), released(FR)),
        "copyright": "2026, The Keepers",
        "license": "",
        "toolkit": "0.1",
        "python": "3.11.7",
        "packages": PACKAGES,
    }
    return Release(**values | more)  # type: ignore[arg-type]  # by their names
