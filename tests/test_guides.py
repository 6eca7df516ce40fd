"""The guides: their pictures and links are there, and no picture is too large for a page."""

from __future__ import annotations

import re
from pathlib import Path

import PIL.Image

from docs.screenshots import FOLDER, PICTURES, ROOT
from tests.catalogs import attacks, markdown_attacks
from tests.test_design import ROOMS

DOCS = [
    path
    for path in sorted((ROOT / "docs").rglob("*.md"))
    if (ROOT / "docs/build") not in path.parents
]
GUIDES = [*ROOT.glob("*.md"), *DOCS, ROOT / "locale/README.md"]
PROJECTS = next(path for path in DOCS if path.name == "projects.md")
#: What Sphinx puts into the name of a picture for one language.
_LANGUAGE = re.compile(r"\.(es|fr)$")
_LINK = re.compile(r"\]\(([^)#\s]+)")


def linked_files() -> set[Path]:
    """Return the files that the guides lead to or show."""
    return {
        (guide.parent / target).resolve()
        for guide in GUIDES
        for target in _LINK.findall(guide.read_text(encoding="utf-8"))
        if "://" not in target
    }


def test_every_link_leads_to_a_file() -> None:
    assert [path for path in linked_files() if not path.exists()] == []


def test_every_guide_is_linked() -> None:
    assert {path for path in linked_files() if path.suffix == ".md"} >= set(DOCS)


def test_the_readme_counts_what_there_is() -> None:
    readme = (ROOT / "README.md").read_text(encoding="utf-8")
    count = len(attacks.load_attacks()) + len(markdown_attacks.load_attacks())
    assert f"| {count} attacks in catalogs, in reStructuredText and in Markdown" in readme
    rows = re.findall(
        r"^\|.*\| (\d+) \| \d+ \| [\d.]+ \|$", PROJECTS.read_text(encoding="utf-8"), re.MULTILINE
    )
    assert f"{sum(map(int, rows)):,} pages" in readme


def test_every_picture_is_shown_and_can_be_taken_anew() -> None:
    taken = {FOLDER / f"{name}.png" for name in PICTURES}
    assert set(FOLDER.iterdir()) == taken
    assert {path for path in taken if not _LANGUAGE.search(path.stem)} == {
        path for path in linked_files() if path.suffix == ".png"
    }
    assert taken >= {path.with_stem(_LANGUAGE.sub("", path.stem)) for path in taken}


def test_a_picture_of_an_interface_is_taken_in_each_language() -> None:
    """What one language has for itself is there for all; the desk has no words in English."""
    kept: dict[str, set[str]] = {}
    for name in PICTURES:
        stem, _, language = name.partition(".")
        kept.setdefault(stem, set()).add(language)
    own = {stem: languages for stem, languages in kept.items() if languages > {""}}
    assert own == {"desk": {"", "fr"}, "search": {"", "es", "fr"}, "side-by-side": {"", "es", "fr"}}


def test_pictures_are_light() -> None:
    files = list(FOLDER.iterdir())
    assert sum(path.stat().st_size for path in files) < 1_500_000
    for path in files:
        with PIL.Image.open(path) as picture:
            assert picture.width <= 1400, path.name


def test_the_map_of_the_package_is_its_listing() -> None:
    text = (ROOT / "CONTRIBUTING.md").read_text(encoding="utf-8")
    rows = [line.split("|")[1] for line in text.splitlines() if line.startswith("| `")]
    begin = next(n for n, row in enumerate(rows) if "findings" in row)
    named = [name.rstrip("/") for row in rows[begin:] for name in re.findall(r"`([\w/]+)`", row)]
    assert sorted(named) == sorted(ROOMS)
