"""The catalogs of a run: which entry of several folders counts, and what is not published."""

from __future__ import annotations

import logging
from collections.abc import Iterator
from pathlib import Path
from types import SimpleNamespace
from typing import Any

import pytest
from docutils import nodes

from editions.catalogs.grading import Refusal
from editions.catalogs.policy import Policy
from editions.findings import Finding
from editions.translations.loading import (
    LoadedCatalogs,
    parsed_forms,
    place_of_words,
    warn_refused,
)
from tests.catalogs import write_catalog

ONE = """msgid "Quay"
msgstr "Quai"

msgid "Pier"
msgstr ""

msgid "Boat"
msgstr ""

msgctxt "verb"
msgid "Sail"
msgstr "Naviguer"

msgid "Ferry"
msgstr "Bac : navire # noqa"

msgid "{n} boat"
msgid_plural "{n} boats"
msgstr[0] "{n} bateau"
msgstr[1] "{n} bateaux"
"""
TWO = """msgid "Quay"
msgstr "Embarcadère"

msgid "Pier"
msgstr "Jetée"

#, fuzzy
msgid "Boat"
msgstr "Navire"
"""
HARM = 'msgid "A."\nmsgstr "`là <https://e.org>`_"\n\nmsgid "B."\nmsgstr "Bé."\n'


class Noting(LoadedCatalogs):
    """Catalogs that keep what is noted."""

    def __init__(self, root: Path) -> None:
        super().__init__()
        self.root = root
        self.noted: list[tuple[str, Finding]] = []

    def note(self, docname: str, finding: Finding) -> None:
        self.noted.append((docname, finding))


@pytest.fixture
def loaded(tmp_path: Path) -> Noting:
    """Two folders of catalogs, of which the first one wins."""
    write_catalog(tmp_path / "a/one.po", ONE)
    write_catalog(tmp_path / "a/tables.po", ONE[ONE.index('msgid "{n}') :])
    write_catalog(tmp_path / "b/one.po", TWO)
    write_catalog(tmp_path / "b/three.po", TWO)
    catalogs = Noting(tmp_path)
    catalogs.admit([tmp_path / "a", tmp_path / "b"], fuzzy=False)
    assert catalogs.findings == ()
    return catalogs


@pytest.fixture
def warned(
    caplog: pytest.LogCaptureFixture, monkeypatch: pytest.MonkeyPatch
) -> Iterator[pytest.LogCaptureFixture]:
    """What Sphinx is given to warn of."""
    logger = logging.getLogger("sphinx")
    monkeypatch.setattr(logger, "propagate", False)  # as it is once Sphinx has run
    logger.addHandler(caplog.handler)
    yield caplog
    logger.removeHandler(caplog.handler)


def test_the_first_folder_wins_and_the_next_says_what_it_leaves_open(loaded: Noting) -> None:
    shown = {message: loaded.translation_of("one", message) for message in ("Quay", "Pier", "Boat")}
    assert shown == {"Quay": "Quai", "Pier": "Jetée", "Boat": None}
    assert loaded.origin(loaded.entries["one"]["Pier"]).path.parent.name == "b"
    assert loaded.entries["one"]["Boat"].fuzzy  # what there is of it


def test_messages_of_documents_have_no_context_and_no_plural(loaded: Noting) -> None:
    assert "Sail" not in loaded.entries["one"]
    assert loaded.translation_of("one", "{n} boat") is None
    assert loaded.translation_of("tables", "{n} boat") == "{n} bateau"
    assert loaded.translation_of("two", "Quay") is None


def test_a_message_is_known_by_what_the_parser_is_given(loaded: Noting) -> None:
    assert parsed_forms("Bac : navire # noqa") == {"Bac : navire ", "Bac"}
    assert loaded.message_of("one", "Bac : navire ") == "Ferry"
    assert loaded.message_of("one", "Bac") == "Ferry"
    assert loaded.message_of("one", "Jetée") == "Pier"
    assert loaded.message_of("one", "Navire") is None
    assert loaded.translation_of("one", "Ferry") == "Bac : navire "


def test_each_folder_is_compiled_into_a_place_of_its_own(loaded: Noting, tmp_path: Path) -> None:
    places = [tmp_path / "out/0", tmp_path / "out/1"]
    loaded.compile(places)
    assert list(loaded.dependencies("one")) == [place / "one.mo" for place in places]
    assert list(loaded.dependencies("tables")) == [places[0] / "tables.mo"]
    assert all(path.is_file() for path in loaded.dependencies("one"))


@pytest.mark.parametrize("refusal", [Refusal.ERROR, Refusal.HARM])
def test_catalogs_of_no_document_are_left_out(
    loaded: Noting, tmp_path: Path, warned: pytest.LogCaptureFixture, refusal: Refusal
) -> None:
    loaded.refusal = refusal
    loaded.compile([tmp_path / "out/0", tmp_path / "out/1"])
    env: Any = SimpleNamespace(found_docs={"two"})
    loaded.drop_unknown_catalogs(env)
    assert [record.__dict__["location"] for record in warned.records] == (
        ["a/one.po:1", "b/three.po:1"] if refusal is Refusal.ERROR else []
    )
    assert loaded.translation_of("one", "Quay") is None
    assert loaded.translation_of("tables", "{n} boat") == "{n} bateau"  # of the whole publication
    assert list(loaded.dependencies("one")) == []
    assert [path.name for path in (tmp_path / "out").rglob("*.mo")] == ["tables.mo"]


def test_what_the_parser_refuses_is_noted_once_and_not_published(loaded: Noting) -> None:
    assert loaded.refuse("one", "Pier", "holds a role")
    assert loaded.refuse("one", "Pier", "holds a role")  # as Sphinx has it read twice
    assert loaded.refuse("one", None, "nobody knows it")
    assert loaded.noted == [
        ("one", Finding("b/one.po", 7, "holds a role", "unsafe-markup")),
        ("one", Finding("one", 0, "nobody knows it", "unsafe-markup")),
    ]
    assert loaded.translation_of("one", "Pier") is None
    assert loaded.translation_of("one", "Quay") == "Quai"


def test_what_is_only_doubtful_is_published_where_a_project_wants_that(loaded: Noting) -> None:
    loaded.policy = Policy(gentle=True)
    assert not loaded.refuse("one", "Pier", "leads elsewhere", "doubtful-target")
    assert loaded.noted == []
    assert loaded.translation_of("one", "Pier") == "Jetée"
    loaded.policy = Policy()
    assert loaded.refuse("one", "Pier", "leads elsewhere", "doubtful-target")
    assert [finding.rule for _, finding in loaded.noted] == ["unsafe-target"]


@pytest.mark.parametrize("refusal", [Refusal.ERROR, Refusal.FALLBACK])
def test_what_is_refused_is_counted_and_said_at_once_for_a_fallback(
    tmp_path: Path, warned: pytest.LogCaptureFixture, refusal: Refusal
) -> None:
    write_catalog(tmp_path / "one.po", HARM)
    loaded = Noting(tmp_path)
    loaded.refusal = refusal
    loaded.admit([tmp_path], fuzzy=False)
    assert (loaded.count, loaded.refused_files, len(loaded.findings)) == (1, 0, 1)
    assert loaded.translation_of("one", "A.") is None
    assert loaded.translation_of("one", "B.") == "Bé."
    said = [record.__dict__["location"] for record in warned.records]
    assert said == (["one.po:4"] if refusal is Refusal.FALLBACK else [])


@pytest.mark.parametrize(("line", "shown"), [(0, "x.po:1"), (1, "x.po:1"), (7, "x.po:7")])
def test_a_warning_always_has_a_line(
    warned: pytest.LogCaptureFixture, line: int, shown: str
) -> None:
    warn_refused(Finding("x.po", line, "no", "rule"))
    assert [record.__dict__["location"] for record in warned.records] == [shown]


def test_words_come_from_the_nearest_place_that_is_known() -> None:
    word = nodes.emphasis("", "quai")
    paragraph = nodes.paragraph("", "", word)
    section = nodes.section("", paragraph)
    assert place_of_words(word) is word
    section["catalog"] = "fr.po:3"
    assert place_of_words(word) == "fr.po:3"
    paragraph["catalog"] = "fr.po:9"
    assert place_of_words(word) == "fr.po:9"
