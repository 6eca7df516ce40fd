"""Bring catalogs up to date with the source."""

from __future__ import annotations

import shutil
from pathlib import Path

import polib
import pytest

from editions.catalogs.merging import MergeOutcome
from editions.findings import FindingsError
from editions.languages import Publication
from editions.workflows.sphinx_run import load_publication
from editions.workflows.update import extract_messages, update_catalogs
from tests.building import edit

FOLDER = "locale/fr/LC_MESSAGES"


def update(root: Path, *codes: str) -> dict[str, dict[str, MergeOutcome]]:
    """Update; return what became of each catalog, by edition and name."""
    publication = load_publication(root)
    merges = update_catalogs(publication, publication.select(codes))
    return {m.language.code: {c.domain: c.outcome for c in m.catalogs} for m in merges}


def catalogs(root: Path) -> dict[str, bytes]:
    return {path.name: path.read_bytes() for path in (root / FOLDER).iterdir()}


def test_messages_are_one_template_a_document_and_the_words_of_the_theme(two_shores: Path) -> None:
    folder = extract_messages(load_publication(two_shores))
    assert {path.name for path in folder.rglob("*.pot")} == {
        "index.pot",
        "shore.pot",
        "crossing.pot",
        "theme.pot",
    }
    shore = {entry.msgid for entry in polib.pofile(str(folder / "shore.pot"))}
    assert "The tide is out. It comes back at noon." in shore
    assert "Search" in {entry.msgid for entry in polib.pofile(str(folder / "theme.pot"))}


def test_up_to_date_catalogs_are_left_alone(two_shores: Path) -> None:
    update(two_shores)  # the words of the theme may be newer than the tiny publication
    before = catalogs(two_shores)
    unchanged = dict.fromkeys(("crossing", "index", "shore", "theme"), MergeOutcome.UNCHANGED)
    assert update(two_shores) == {"fr": unchanged}
    assert catalogs(two_shores) == before


def test_changed_message_goes_into_its_catalog(two_shores: Path) -> None:
    edit(two_shores / "source/shore.rst", "First the sand.", "First the sand.\n* Then a shell.")
    outcomes = update(two_shores)["fr"]
    assert outcomes["shore"] is MergeOutcome.UPDATED
    assert {outcomes["index"], outcomes["crossing"]} == {MergeOutcome.UNCHANGED}
    entry = polib.pofile(str(two_shores / FOLDER / "shore.po")).find("Then a shell.")
    assert entry is not None


@pytest.mark.parametrize(
    ("codes", "updated"),
    [([], ["fr", "de"]), (["de"], ["de"]), (["en"], []), (["en", "fr"], ["fr"])],
)
def test_selected_translations_are_updated(
    two_shores: Path, codes: list[str], updated: list[str]
) -> None:
    german = '    Edition(code="de", locale="de_DE", name="Deutsch", title="Zwei Ufer"),\n]'
    edit(two_shores / "conf.py", "]\neditions_slug", f"{german}\neditions_slug")
    assert list(update(two_shores, *codes)) == updated
    made = two_shores / "locale/de/LC_MESSAGES/shore.po"
    assert made.is_file() == ("de" in updated)


@pytest.mark.parametrize(
    ("name", "addition", "message"),
    [
        ("source/shore.rst", "\n:no:`x`\n", r"^source/shore\.rst:18: "),
        (f"{FOLDER}/theme.po", "nonsense\n", r"^locale/fr/LC_MESSAGES/theme\.po:\d+: "),
    ],
)
def test_mistake_leaves_every_catalog(
    two_shores: Path, name: str, addition: str, message: str
) -> None:
    edit(two_shores / "source/index.rst", "An essay", "A long essay")
    with (two_shores / name).open("a", encoding="utf-8") as file:
        file.write(addition)
    before = catalogs(two_shores)
    for _ in range(2):
        with pytest.raises(FindingsError, match=message):
            update(two_shores)
        assert catalogs(two_shores) == before


def test_document_may_not_take_the_name_of_the_words(two_shores: Path) -> None:
    (two_shores / "source/theme.rst").write_text("Theme\n=====\n")
    edit(two_shores / "source/index.rst", "   crossing\n", "   crossing\n   theme\n")
    before = catalogs(two_shores)
    with pytest.raises(FindingsError, match=r"^source/theme\.rst: .*rename.* \(reserved-name\)$"):
        update(two_shores)
    assert catalogs(two_shores) == before


def translations(root: Path) -> dict[str, dict[str, str]]:
    """Return the current translations of each catalog."""
    return {
        path.name: {e.msgid: e.msgstr for e in polib.pofile(str(path)).translated_entries()}
        for path in (root / FOLDER).iterdir()
    }


class Killed(BaseException):  # it is no error, and nothing may catch it
    """What a process is not there to catch."""


@pytest.mark.parametrize("renamed", [0, 1])
def test_killed_between_two_catalogs_the_next_update_goes_on(
    two_shores: Path, monkeypatch: pytest.MonkeyPatch, renamed: int
) -> None:
    """A translation that moves to another catalog is in one of the two at every moment."""
    update(two_shores)
    shore, crossing = (two_shores / "source" / name for name in ("shore.rst", "crossing.rst"))
    edit(shore, "The tide is out.\nIt comes back at noon.", "Nobody is there.")
    with crossing.open("a", encoding="utf-8") as file:
        file.write("\nThe tide is out. It comes back at noon.\n")
    whole = Path(shutil.copytree(two_shores, two_shores.with_name("whole")))
    update(whole)
    replace = Path.replace
    done: list[Path] = []

    def until_killed(path: Path, target: Path) -> Path:
        if target.suffix == ".po":
            done.append(target)
            if len(done) > renamed:
                raise Killed
        return replace(path, target)

    with monkeypatch.context() as patch:
        patch.setattr(Path, "replace", until_killed)
        with pytest.raises(Killed):
            update(two_shores)
    update(two_shores)
    assert translations(two_shores) == translations(whole)
    tide = translations(two_shores)["crossing.po"]["The tide is out. It comes back at noon."]
    assert tide.startswith("La mer est basse.")


def test_what_a_translator_saves_while_it_runs_is_not_written_over(
    two_shores: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    with (two_shores / "source/shore.rst").open("a", encoding="utf-8") as file:
        file.write("\nA new paragraph.\n")
    catalog = two_shores / FOLDER / "shore.po"

    def extract_slowly(publication: Publication) -> Path:
        with catalog.open("ab") as file:
            file.write(b"\n# saved meanwhile\n")
        before.update(catalogs(two_shores))
        return extract_messages(publication)

    before: dict[str, bytes] = {}
    monkeypatch.setattr("editions.workflows.update.extract_messages", extract_slowly)
    with pytest.raises(FindingsError, match=r"shore\.po: .*nothing was written"):
        update(two_shores)
    assert catalogs(two_shores) == before
