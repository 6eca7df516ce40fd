"""Translations stay valid over a change that an editor declares to change no meaning."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import polib
import pytest

from editions.catalogs.changes import changes_of
from editions.catalogs.merging import Merge, write_merges
from editions.catalogs.templates import read_templates
from editions.findings import FindingsError, UsageError
from editions.workflows.carry import Candidate, carry, find_candidates, select_candidates
from tests.catalogs.projects import Documents

OLD = "The ferry leaves at 9, and recieves no mail; see :ref:`shore`."
FIXED = "The ferry leaves at 9 and receives no mail: see :ref:`shore`."
TEN = "The ferry leaves at 10, and recieves no mail; see :ref:`shore`."
OTHER = "Nobody receives more mail than the doctor; her letters fill a sack every week."
REWORDED = OTHER.replace("fill", "take up")


@pytest.fixture
def documents(tmp_path: Path) -> Documents:
    found = Documents(tmp_path, "es", "fr")
    found.update(shore=["Shore", OLD, OTHER, "End"])
    for language in found.project.languages:
        path = language.path("shore")
        file = polib.pofile(str(path), wrapwidth=0)
        for entry in file:
            entry.msgstr = language.code
        file.save()
    return found


class Carrying:
    """What the command works with."""

    def __init__(self, documents: Documents, *messages: str) -> None:
        self.documents = documents
        documents.source(shore=list(messages))
        self.source = read_templates(documents.templates)
        self.merges = documents.prepare()
        self.candidates = find_candidates(documents.project, self.merges, self.source)

    def select(self, wanted: str) -> list[Candidate]:
        return select_candidates(
            self.documents.project, self.merges, self.source, self.candidates, wanted
        )

    def carry(self, *chosen: Candidate, force: bool = False) -> tuple[Merge, ...]:
        return carry(
            self.documents.project,
            self.merges,
            chosen,
            today=date(2026, 11, 24),
            reason="typo",
            force=force,
        )


def test_candidates_are_what_changed(documents: Documents) -> None:
    found = Carrying(documents, "Shore", FIXED, REWORDED, "End").candidates
    assert [(c.key[1], c.place.line, c.languages) for c in found] == [
        (FIXED, 2, ("es", "fr")),
        (REWORDED, 3, ("es", "fr")),
    ]
    assert [(c.is_safe, c.difference.reasons) for c in found] == [(True, ()), (False, ())]


@pytest.mark.parametrize(
    ("new", "safe"),
    [
        (OLD.replace("9, and", "9 and"), True),
        (OLD.replace("recieves", "receives"), True),
        (FIXED, True),
        (OLD.upper().replace(":REF:`SHORE`", ":ref:`shore`"), True),
        (TEN, False),
        (OLD.replace("no mail", "mail"), False),
        (OLD.replace("`shore`", "`shores`"), False),
        (OLD.replace("ferry", "ship"), False),
    ],
)
def test_safe_changes(documents: Documents, new: str, safe: bool) -> None:
    (candidate,) = Carrying(documents, "Shore", new, OTHER, "End", "It receives mail.").candidates
    assert candidate.is_safe is safe


@pytest.mark.parametrize("updated_before", [True, False])
def test_carried_translation_is_current_and_says_so(
    documents: Documents, updated_before: bool
) -> None:
    if updated_before:
        documents.update(shore=["Shore", FIXED, REWORDED, "End"])
    carrying = Carrying(documents, "Shore", FIXED, REWORDED, "End")
    merges = carrying.carry(*carrying.select("receives no mail"))
    write_merges(merges)
    for language in documents.project.languages:
        entries = {e.msgid: e for e in language.read(documents.root)["shore"]}
        entry = entries[FIXED]
        assert (entry.usable, entry.previous, entry.msgstr) == (True, None, language.code)
        assert entry.comments == (f"2026-11-24: typo; translated from: {OLD}",)
        assert entries[REWORDED].fuzzy
    changed = [] if updated_before else [REWORDED]
    assert [change.msgid for change in changes_of(merges[0])] == changed
    assert documents.update(shore=["Shore", FIXED, REWORDED, "End"]).files == {}


@pytest.mark.parametrize(
    ("wanted", "found"),
    [
        ("source/shore.rst:2", [FIXED]),
        ("source/shore.rst", [FIXED, REWORDED]),
        ("source/shore.rst:99", []),
        ("source/shore.rst:1", []),
        ("source/shore.rst:3", [REWORDED]),
        ("NO MAIL", [FIXED]),
        ("nothing like it", []),
        ("source/nowhere.rst:2", []),
        ("receives", [FIXED, REWORDED]),
    ],
)
def test_messages_can_be_named(documents: Documents, wanted: str, found: list[str]) -> None:
    carrying = Carrying(documents, "Shore", FIXED, REWORDED, "End")
    if found:
        assert [c.key[1] for c in carrying.select(wanted)] == found
    else:
        with pytest.raises(UsageError, match=wanted):
            carrying.select(wanted)


def test_line_of_a_catalog_names_its_entry(documents: Documents) -> None:
    documents.update(shore=["Shore", FIXED, REWORDED, "End"])
    carrying = Carrying(documents, "Shore", FIXED, REWORDED, "End")
    first, last = documents.entry("shore", FIXED).span
    for line in (first, last):
        (found,) = carrying.select(f"{documents.path('shore')}:{line}")
        assert found.key[1] == FIXED


@pytest.mark.parametrize(
    ("new", "reason"),
    [
        (TEN, "numbers changed: 9 → 10"),
        (OLD.replace("`shore`", "`shores`"), "markup changed: :ref:`shore` → :ref:`shores`"),
    ],
)
def test_change_of_meaning_is_refused_unless_forced(
    documents: Documents, new: str, reason: str
) -> None:
    carrying = Carrying(documents, "Shore", new, OTHER, "End")
    with pytest.raises(FindingsError) as caught:
        carrying.carry(*carrying.candidates)
    (finding,) = caught.value.findings
    assert (finding.file, finding.line, finding.rule) == ("source/shore.rst", 2, "carry")
    assert finding.message.startswith(reason)
    write_merges(carrying.carry(*carrying.candidates, force=True))
    assert documents.entry("shore", new).usable


def test_draft_is_no_candidate(documents: Documents) -> None:
    text = documents.path("shore").read_text(encoding="utf-8")
    mark = f'msgid "{OLD}"'
    assert mark in text
    documents.path("shore").write_text(text.replace(mark, f"#, fuzzy\n{mark}"), encoding="utf-8")
    (candidate,) = Carrying(documents, "Shore", FIXED, OTHER, "End").candidates
    assert candidate.languages == ("fr",)


def test_change_in_steps_is_judged_from_what_was_translated(documents: Documents) -> None:
    documents.update(shore=["Shore", TEN, OTHER, "End"])
    (candidate,) = Carrying(documents, "Shore", TEN.replace(";", ":"), OTHER, "End").candidates
    assert candidate.difference.old == OLD
    assert candidate.difference.reasons == ("numbers changed: 9 → 10",)
