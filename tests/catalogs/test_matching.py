"""Translations follow their messages: within a catalog, and from one to another."""

from __future__ import annotations

from pathlib import Path

import pytest

from editions.catalogs.changes import Change, ChangeKind, changes_of
from editions.catalogs.merging import Merge
from tests.catalogs.projects import Documents

FERRY = "The ferry leaves the northern shore twice a day and takes the mail along."
DOCTOR = "The doctor comes over on Mondays, unless the water is too rough for the small boat."


@pytest.fixture
def documents(tmp_path: Path) -> Documents:
    return Documents(tmp_path)


def kinds(merge: Merge) -> list[tuple[ChangeKind, str, str | None]]:
    return [(change.kind, change.msgid, change.origin) for change in changes_of(merge)]


def test_moved_message_takes_its_translation_along(documents: Documents) -> None:
    documents.standing(a=f'# mine\n#, no-wrap\nmsgid "{FERRY}"\nmsgstr "Sale."\n', b={"B": "Be"})
    merge = documents.update(a=["A"], b=["B", FERRY])
    moved, kept = documents.entry("b", FERRY), documents.entry("a", FERRY)
    assert (moved.msgstr, moved.usable, moved.previous) == ("Sale.", True, None)
    assert moved.comments == ("mine",)
    assert moved.flags == {"no-wrap"}
    assert moved.references == ("source/b.rst",)
    assert (kept.msgstr, kept.obsolete) == ("Sale.", True)
    assert kinds(merge) == [(ChangeKind.NEW, "A", None), (ChangeKind.MOVED, FERRY, "a")]


def test_lines_of_chinese_that_end_elsewhere_are_the_same_message(documents: Documents) -> None:
    before = "渡轮每天两次离开北岸， 并带走邮件。"
    after = "渡轮每天两次 离开北岸，并带走邮件。"
    documents.standing(a={before: "The ferry leaves."})
    merge = documents.update(a=[after])
    entry = documents.entry("a", after)
    assert (entry.msgstr, entry.usable, entry.previous) == ("The ferry leaves.", True, None)
    assert kinds(merge) == []


def test_message_of_a_document_that_is_gone_moves(documents: Documents) -> None:
    documents.standing(old={FERRY: "Sale."})
    before = documents.path("old").read_bytes()
    merge = documents.update(new=[FERRY])
    assert documents.entry("new", FERRY).usable
    assert documents.path("old").read_bytes() == before
    assert [catalog.path for catalog in merge.orphans] == [documents.path("old")]


def test_copied_message_takes_the_translation(documents: Documents) -> None:
    documents.standing(a={FERRY: "Sale."})
    merge = documents.update(a=[FERRY], b=[FERRY])
    assert documents.entry("b", FERRY).usable
    assert not documents.entry("a", FERRY).obsolete
    assert kinds(merge) == [(ChangeKind.MOVED, FERRY, "a")]


def test_catalogs_that_disagree_leave_the_choice_to_a_human(documents: Documents) -> None:
    documents.standing(a={"Total": "Total"}, b={"Total": "Conjunto"})
    documents.update(a=["Total"], b=["Total"], c=["Total"])
    entry = documents.entry("c", "Total")
    assert (entry.fuzzy, entry.previous) == (True, None)
    assert entry.msgstr in {"Total", "Conjunto"}


def test_message_that_went_is_a_better_giver_than_one_that_stands(documents: Documents) -> None:
    documents.standing(a={"Total": "Total"}, b={"Total": "Conjunto"})
    documents.update(a=["Total"], b=["B"], c=["Total"])
    entry = documents.entry("c", "Total")
    assert (entry.fuzzy, entry.msgstr) == (False, "Conjunto")


def test_outdated_translation_moves_and_stays_outdated(documents: Documents) -> None:
    documents.standing(a='#, fuzzy\n#| msgid "Ferry"\nmsgid "The ferry"\nmsgstr "Ferri"\n')
    documents.update(a=["A"], b=["The ferry"])
    entry = documents.entry("b", "The ferry")
    assert (entry.fuzzy, entry.previous, entry.msgstr) == (True, "Ferry", "Ferri")


def test_moved_and_rewritten_message_is_found(documents: Documents) -> None:
    documents.standing(a={FERRY: "Sale."})
    merge = documents.update(a=["A"], b=["B", FERRY.replace("twice", "once")])
    entry = documents.entry("b", FERRY.replace("twice", "once"))
    assert (entry.fuzzy, entry.previous, entry.msgstr) == (True, FERRY, "Sale.")
    assert documents.entry("a", FERRY).obsolete
    (change,) = (c for c in changes_of(merge) if c.kind is ChangeKind.CHANGED)
    assert (change.previous, change.origin, change.open) == (FERRY, "a", True)


def test_what_moved_away_is_not_what_was_rewritten(documents: Documents) -> None:
    documents.standing(a={"A": "A-", "Crossing": "Travesía", "B": "B-"})
    documents.update(a=["A", "The passage", "B"], b=["Crossing"])
    assert documents.entry("a", "The passage").msgstr == ""
    assert documents.entry("b", "Crossing").usable


def test_there_and_back_again(documents: Documents) -> None:
    documents.standing(a={FERRY: "Sale."})
    documents.update(a=["A"], b=[FERRY])
    documents.update(a=["A", FERRY], b=["B"])
    assert documents.entry("a", FERRY).usable
    assert documents.entry("b", FERRY).obsolete


def test_what_was_written_meanwhile_comes_back_and_the_older_one_is_noted(
    documents: Documents,
) -> None:
    documents.standing(a={FERRY: "Sale."})
    documents.update(a=["A"], b=[FERRY])
    text = documents.path("b").read_text(encoding="utf-8")
    documents.path("b").write_text(text.replace("Sale.", "Parte."), encoding="utf-8")
    documents.update(a=["A", FERRY], b=["B"])
    entry = documents.entry("a", FERRY)
    assert (entry.msgstr, entry.usable) == ("Parte.", True)
    assert entry.comments == ('earlier translation: "Sale."',)


def test_parts_of_which_nobody_knows_what_is_whose_keep_the_whole(documents: Documents) -> None:
    documents.standing(a={"A": "A-", f"{FERRY} {DOCTOR}": "Sale; viene."})
    merge = documents.update(a=["A", FERRY, DOCTOR])
    for part in (FERRY, DOCTOR):
        entry = documents.entry("a", part)
        assert (entry.fuzzy, entry.msgstr) == (True, "Sale; viene.")
        assert entry.previous == f"{FERRY} {DOCTOR}"
    assert [kind for kind, _, _ in kinds(merge)] == [ChangeKind.CHANGED, ChangeKind.CHANGED]


def test_paragraphs_that_were_joined_have_both_translations(documents: Documents) -> None:
    documents.standing(a={"A": "A-", FERRY: "Sale.", DOCTOR: "Viene."})
    merge = documents.update(a=["A", f"{FERRY} {DOCTOR}"])
    joined = documents.entry("a", f"{FERRY} {DOCTOR}")
    assert (joined.msgstr, joined.usable) == ("Sale. Viene.", True)
    assert {e.msgid for e in documents.catalogs["a"].entries if e.obsolete} == {FERRY, DOCTOR}
    assert [kind for kind, _, _ in kinds(merge)] == [ChangeKind.REGROUPED]


def test_change_that_is_taken_back_brings_the_translation_back(documents: Documents) -> None:
    documents.standing(a={FERRY: "Sale.", "B": "Be"})
    documents.update(a=[FERRY.replace("twice", "once"), "B"])
    merge = documents.update(a=[FERRY, "B"])
    entry = documents.entry("a", FERRY)
    assert (entry.usable, entry.previous, entry.msgstr) == (True, None, "Sale.")
    assert kinds(merge) == [(ChangeKind.BACK, FERRY, None)]


def test_draft_is_never_approved_by_a_change_that_is_taken_back(documents: Documents) -> None:
    documents.standing(a=f'#, fuzzy\nmsgid "{FERRY}"\nmsgstr "¿Sale?"\n')
    documents.update(a=[FERRY.replace("twice", "once")])
    changed = documents.entry("a", FERRY.replace("twice", "once"))
    assert (changed.fuzzy, changed.previous) == (True, None)
    documents.update(a=[FERRY])
    entry = documents.entry("a", FERRY)
    assert (entry.fuzzy, entry.msgstr) == (True, "¿Sale?")


def test_comment_follows_an_untranslated_message(documents: Documents) -> None:
    documents.standing(a=f'# ask Ana\nmsgid "{FERRY}"\nmsgstr ""\n')
    documents.update(a=[FERRY.replace("twice", "once")])
    entry = documents.entry("a", FERRY.replace("twice", "once"))
    assert (entry.comments, entry.fuzzy, entry.previous) == (("ask Ana",), False, None)


def test_untranslated_message_leaves_nothing_behind(documents: Documents) -> None:
    documents.standing(a={"One": "", "Two": "Dos"})
    merge = documents.update(a=["Two"])
    assert [e.msgid for e in documents.catalogs["a"].entries] == ["Two"]
    assert [change.line for change in changes_of(merge)] == [0]


def test_changes_say_where_to_look(documents: Documents) -> None:
    documents.standing(a={"A": "A-", FERRY: "Sale.", "B": "B-", "C": "C-"})
    merge = documents.update(a=["A", FERRY.replace("twice", "once"), "C", "A new one"])
    path = documents.path("a")
    lines = path.read_text(encoding="utf-8").split("\n")
    found = changes_of(merge)
    for change in found:
        assert lines[change.line - 1].removeprefix("#~ ").startswith("msgid")
        assert change.msgid in lines[change.line - 1]
    place = ("source/a.rst",)
    assert found == [
        Change(
            ChangeKind.CHANGED,
            "a",
            path,
            found[0].line,
            place,
            FERRY.replace("twice", "once"),
            "Sale.",
            FERRY,
            open=True,
        ),
        Change(ChangeKind.NEW, "a", path, found[1].line, place, "A new one", "", open=True),
        Change(ChangeKind.GONE, "a", path, found[2].line, (), "B", "B-"),
    ]
    assert [change.words for change in found] == [14, 3, 0]


def test_translation_that_stands_elsewhere_does_not_replace_the_message_s_own(
    documents: Documents,
) -> None:
    """What a translator wrote here, and the source took away for a while, comes back as it was."""
    documents.standing(
        a=f'msgid "A"\nmsgstr "Ah"\n\n#~ msgid "{FERRY}"\n#~ msgstr "Sale."\n',
        b={FERRY: "Parte."},
    )
    merge = documents.update(a=["A", FERRY], b=[FERRY])
    entry = documents.entry("a", FERRY)
    assert (entry.msgstr, entry.usable, entry.comments) == ("Sale.", True, ())
    assert documents.entry("b", FERRY).msgstr == "Parte."
    assert kinds(merge) == [(ChangeKind.BACK, FERRY, None)]


def test_translation_that_moves_replaces_an_older_one_and_the_older_one_is_noted(
    documents: Documents,
) -> None:
    documents.standing(
        a=f'msgid "A"\nmsgstr "Ah"\n\n#~ msgid "{FERRY}"\n#~ msgstr "Sale."\n',
        b={"B": "Be", FERRY: "Parte."},
    )
    merge = documents.update(a=["A", FERRY], b=["B"])
    entry = documents.entry("a", FERRY)
    assert (entry.msgstr, entry.usable) == ("Parte.", True)
    assert entry.comments == ('earlier translation: "Sale."',)
    assert kinds(merge) == [(ChangeKind.MOVED, FERRY, "b")]


# Paragraphs that are split or merged.

SPLIT = f"{FERRY} {DOCTOR}"


def test_paragraph_that_is_split_and_merged_again(documents: Documents) -> None:
    text = f'# mine\nmsgid "{SPLIT}"\nmsgstr "Sale dos veces. Viene los lunes."\n'
    documents.standing(a=text)
    merge = documents.update(a=["A", FERRY, "B", DOCTOR])
    halves = [documents.entry("a", message) for message in (FERRY, DOCTOR)]
    assert [(e.msgstr, e.usable, e.comments) for e in halves] == [
        ("Sale dos veces.", True, ("mine",)),
        ("Viene los lunes.", True, ("mine",)),
    ]
    assert documents.entry("a", SPLIT).obsolete
    assert kinds(merge) == [
        (ChangeKind.NEW, "A", None),
        (ChangeKind.REGROUPED, FERRY, None),
        (ChangeKind.NEW, "B", None),
        (ChangeKind.REGROUPED, DOCTOR, None),
    ]
    merge = documents.update(a=[SPLIT])
    assert documents.entry("a", SPLIT).usable
    assert kinds(merge)[0] == (ChangeKind.BACK, SPLIT, None)


def test_half_that_goes_to_another_document_takes_its_sentences_along(
    documents: Documents,
) -> None:
    documents.standing(a={SPLIT: "Sale dos veces. Viene los lunes."}, b={"B": "Be"})
    documents.update(a=[FERRY], b=["B", DOCTOR])
    assert documents.entry("a", FERRY).msgstr == "Sale dos veces."
    assert documents.entry("b", DOCTOR).msgstr == "Viene los lunes."
    assert documents.entry("b", DOCTOR).usable


def test_half_with_a_change_names_the_sentences_it_was_translated_from(
    documents: Documents,
) -> None:
    documents.standing(a={SPLIT: "Sale dos veces. Viene los lunes."})
    changed = DOCTOR.replace("Mondays", "Tuesdays")
    merge = documents.update(a=[FERRY, changed])
    entry = documents.entry("a", changed)
    assert (entry.fuzzy, entry.previous, entry.msgstr) == (True, DOCTOR, "Viene los lunes.")
    assert kinds(merge)[1] == (ChangeKind.CHANGED, changed, None)
