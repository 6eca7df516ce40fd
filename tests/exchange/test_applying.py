"""What comes back from translators' tools, put into the catalogs entry by entry."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from pathlib import Path

import pytest

from editions.catalogs.entries import Catalog, Entry
from editions.catalogs.reading import parse_catalog
from editions.exchange.applying import Applied, ImportStatus, apply_returned, pretranslated
from editions.exchange.segments import Returned, base_of, message_id
from editions.findings import Severity
from tests.catalogs import HEADER

ENTRIES = """\
# mine
#, fuzzy, no-wrap
#| msgid "Old"
msgid "New"
msgstr "Neuf"

msgid "Two\\n"
msgstr "Deux\\n"

msgid "Empty"
msgstr ""

msgid "Void"
msgstr ""

msgid "day"
msgid_plural "days"
msgstr[0] "jour"
msgstr[1] "jours"
"""


def catalog() -> Catalog:
    return parse_catalog(Path("a.po"), (HEADER + ENTRIES).encode(), "a.po")


def segment(
    msgid: str,
    target: str | None,
    fuzzy: bool | None = None,
    *,
    form: int = 0,
    base: str | None = None,
    source: str | None = None,
    comments: tuple[str, ...] = (),
    problem: str = "",
) -> Returned:
    """Return what a tool makes of a segment; *base* is what stood there, if not what stands."""
    entry = next(entry for entry in catalog() if entry.msgid == msgid)
    known = base_of(entry.msgstrs[form], entry.fuzzy) if base is None else base
    plural = entry.msgid_plural if form else None
    text = source if source is not None else msgid if plural is None else plural
    name = f"{message_id(entry)}.{form}.{known}"
    return Returned("a", name, text, target, fuzzy, comments, 7, problem)


def apply(*segments: Returned, overwrite: bool = False, refused: Iterable[str] = ()) -> Applied:
    def reasons(_domain: str, entry: Entry) -> Iterator[str]:
        assert not entry.fuzzy
        return (f"{word} is refused" for word in refused if word in entry.msgstr)

    return apply_returned({"a": catalog()}, segments, "a.xlf", reasons, overwrite=overwrite)


def after(applied: Applied) -> dict[str, Entry]:
    text = applied.texts["a"]
    return {entry.msgid: entry for entry in parse_catalog(Path("a.po"), text.encode(), "a.po")}


@pytest.mark.parametrize(
    ("target", "state", "fuzzy"),
    [
        ("Nouveau", None, False),  # somebody has worked on it, in a tool without states
        ("Nouveau", False, False),
        ("Nouveau", True, True),
        ("Neuf", False, False),
    ],
)
def test_state_of_a_translation(target: str, state: bool | None, fuzzy: bool) -> None:
    applied = apply(segment("New", target, state))
    entry = after(applied)["New"]
    assert (entry.msgstr, entry.fuzzy) == (target, fuzzy)
    assert entry.flags - {"fuzzy"} == {"no-wrap"}
    assert entry.previous == ("Old" if fuzzy else None)
    assert entry.comments == ("mine",)
    assert applied.statuses == {ImportStatus.CHANGED: 1}


@pytest.mark.parametrize("state", [None, True])
def test_outdated_translation_that_nobody_touched_stays_outdated(state: bool | None) -> None:
    applied = apply(segment("New", "Neuf", state))
    assert (applied.texts, applied.statuses) == ({}, {ImportStatus.UNCHANGED: 1})


def test_translation_may_become_outdated() -> None:
    assert after(apply(segment("Two\n", "Deux\n", True)))["Two\n"].fuzzy


@pytest.mark.parametrize(
    ("msgid", "target", "msgstr"),
    [
        ("Two\n", "Autre", "Autre\n"),
        ("Two\n", "Autre\n", "Autre\n"),
        ("Two\n", "\nAutre\n", "Autre\n"),
        ("Empty", "\nVide\n\n", "Vide"),
    ],
)
def test_line_breaks_at_the_edges_are_those_of_the_message(
    msgid: str, target: str, msgstr: str
) -> None:
    assert after(apply(segment(msgid, target)))[msgid].msgstr == msgstr


def test_forms_of_one_entry_come_one_by_one() -> None:
    applied = apply(segment("day", "journée"), segment("day", "journées", form=1))
    assert after(applied)["day"].msgstrs == ("journée", "journées")
    assert applied.statuses == {ImportStatus.CHANGED: 2}
    assert after(apply(segment("day", "x", form=1)))["day"].msgstrs == ("jour", "x")


def test_comments_are_added_once() -> None:
    comments = ("mine", " mine ", "", "new\nlines \x1b[1m")
    entry = after(apply(segment("New", None, comments=comments)))["New"]
    assert entry.comments == ("mine", "new", "lines " + entry.comments[2][6:])
    assert "\x1b" not in entry.comments[2]
    assert (entry.msgstr, entry.fuzzy) == ("Neuf", True)
    both = apply(segment("day", " ", comments=("a",)), segment("day", "y", form=1, comments=("b",)))
    assert after(both)["day"].comments == ("a", "b")


@pytest.mark.parametrize(
    ("msgid", "target", "status"),
    [
        ("New", None, ImportStatus.EMPTY),
        ("New", " ", ImportStatus.EMPTY),
        ("Empty", "", ImportStatus.UNCHANGED),
        ("Two\n", "Deux\n", ImportStatus.UNCHANGED),
    ],
)
def test_nothing_is_taken_away(msgid: str, target: str | None, status: ImportStatus) -> None:
    applied = apply(segment(msgid, target))
    assert (applied.texts, applied.findings, applied.statuses) == ({}, [], {status: 1})


def test_newer_work_in_the_catalog_stays() -> None:
    stale = segment("Two\n", "Autre\n", base=base_of("Ancien\n", fuzzy=False))
    applied = apply(stale)
    assert (applied.texts, applied.statuses) == ({}, {ImportStatus.REFUSED: 1})
    (finding,) = applied.findings
    assert (finding.file, finding.line, finding.rule) == ("a.xlf", 7, "import-conflict")
    assert after(apply(stale, overwrite=True))["Two\n"].msgstr == "Autre\n"


@pytest.mark.parametrize("fuzzy", [False, True])
def test_what_came_back_as_it_left_changes_no_newer_work(fuzzy: bool) -> None:
    applied = apply(segment("Two\n", "Ancien\n", base=base_of("Ancien\n", fuzzy)))
    assert (applied.texts, applied.findings) == ({}, [])
    assert applied.statuses == {ImportStatus.UNCHANGED: 1}


@pytest.mark.parametrize(
    ("returned", "rule", "message"),
    [
        (Returned("b", "x.0.y", "New", "x", None), "import-unknown", "'b' holds no such message"),
        (Returned("a", "x.0.y", "New", "x", None), "import-unknown", "export again"),
        (Returned("a", "", "New", "x", None), "import-unknown", "export again"),
        (segment("New", "x", source="Other"), "import-source", "must not change it"),
        (segment("day", "x", form=1, source="day"), "import-source", "must not change it"),
        (segment("New", "x", problem="no code 7"), "import-codes", "no code 7"),
    ],
)
def test_what_does_not_belong_here_is_refused(returned: Returned, rule: str, message: str) -> None:
    applied = apply(returned)
    (finding,) = applied.findings
    assert (applied.texts, finding.rule) == ({}, rule)
    assert message in finding.message
    assert applied.statuses == {ImportStatus.REFUSED: 1}


@pytest.mark.parametrize("form", ["1", "2", "-1", "x", "", "12", "\u0661"])
def test_form_that_the_message_has_not_is_refused(form: str) -> None:
    (entry, *_) = catalog()
    returned = Returned("a", f"{message_id(entry)}.{form}.y", "New", "x", None)
    (finding,) = apply(returned).findings
    assert (finding.rule, finding.message.startswith("the message has no form")) == (
        "import-unknown", True,
    )  # fmt: skip


def test_one_that_is_refused_or_unchanged_does_not_stop_the_others() -> None:
    good = segment("Empty", "Vide")
    for first in (
        segment("New", "x", source="Other"),
        segment("New", "Neuf"),
        segment("New", "x", base="y"),
        segment("Two\n", "Ancien\n", base=base_of("Ancien\n", fuzzy=False)),
        segment("New", "bad"),
    ):
        assert after(apply(first, good, refused=["bad"]))["Empty"].msgstr == "Vide"


def test_refused_translation_leaves_the_entry_as_it_is() -> None:
    applied = apply(segment("New", "bad"), segment("Two\n", "good\n"), refused=["bad"])
    assert [(f.line, f.rule, f.message) for f in applied.findings] == [
        (7, "import-refused", "bad is refused; not imported")
    ]
    assert after(applied)["New"].msgstr == "Neuf"
    assert applied.statuses == {ImportStatus.REFUSED: 1, ImportStatus.CHANGED: 1}


def test_memory_fills_only_what_is_empty() -> None:
    memory = {"Empty": "Vide", "New": "x", "Two\n": "x", "day": "x", "other": "x"}

    def no_reason(_domain: str, _entry: Entry) -> Iterator[str]:
        return iter(())

    applied = pretranslated({"a": catalog()}, memory, "m.tmx", no_reason)
    found = after(applied)
    assert (found["Empty"].msgstr, found["Empty"].fuzzy) == ("Vide", True)
    assert applied.statuses == {ImportStatus.CHANGED: 1}
    assert [found[name].msgstr for name in ("New", "Two\n", "day")] == ["Neuf", "Deux\n", "jour"]
    empty = pretranslated({"a": catalog()}, {}, "m.tmx", no_reason)
    assert (empty.texts, empty.statuses) == ({}, {})


def test_memory_is_held_to_the_same_rules() -> None:
    def reasons(_domain: str, entry: Entry) -> Iterator[str]:
        assert entry.usable
        if "bad" in entry.msgstr:
            yield "it is bad"

    memory = {"Empty": "bad", "Void": "bad too"}
    applied = pretranslated({"a": catalog()}, memory, "m.tmx", reasons)
    assert [(finding.message, finding.severity) for finding in applied.findings] == [
        ("'Empty': it is bad; not imported", Severity.WARNING),
        ("'Void': it is bad; not imported", Severity.WARNING),
    ]
    assert (applied.texts, applied.statuses) == ({}, {ImportStatus.REFUSED: 2})
    memory["Void"] = "Néant"
    assert (
        after(pretranslated({"a": catalog()}, memory, "m.tmx", reasons))["Void"].msgstr == "Néant"
    )


def test_a_note_on_a_message_without_a_translation_becomes_a_comment() -> None:
    """No rule on translations is asked: there is none."""

    def refuse(_domain: str, entry: Entry) -> Iterator[str]:
        return iter([] if entry.msgstr else ["nothing can be seen"])

    returned = [segment("Empty", None, comments=("What is empty?",))]
    returned += [segment("Void", " ", True, comments=("And void?", "Really?"))]
    applied = apply_returned({"a": catalog()}, returned, "a.xlf", refuse)
    assert applied.findings == []
    assert applied.statuses == {ImportStatus.CHANGED: 2}
    assert [after(applied)[name].comments for name in ("Empty", "Void")] == [
        ("What is empty?",),
        ("And void?", "Really?"),
    ]
    assert after(applied)["Empty"].msgstr == ""


def test_a_note_is_taken_in_beside_a_translation_that_has_changed_meanwhile() -> None:
    applied = apply(segment("New", "Neuf", True, base="12345678", comments=("a note",)))
    assert (applied.findings, after(applied)["New"].comments) == ([], ("mine", "a note"))


@pytest.mark.parametrize("other", ["Nouveau", "Neuf"])
def test_of_a_message_that_stands_twice_in_the_file_neither_is_taken(other: str) -> None:
    applied = apply(
        segment("New", "Nouveau"), segment("Two\n", "2"), segment("New", other, base="x")
    )
    assert [(f.line, f.rule) for f in applied.findings] == [(7, "import-twice")] * 2
    assert "stands 2 times in the file, first in line 7; keep one" in applied.findings[0].message
    assert after(applied)["New"].msgstr == "Neuf"
    assert after(applied)["Two\n"].msgstr == "2\n"


def test_forms_of_a_plural_are_no_twins() -> None:
    applied = apply(segment("day", "journée"), segment("day", "journées", form=1))
    assert after(applied)["day"].msgstrs == ("journée", "journées")


# What tools do without meaning it.

MARKED = """\
msgid "See :ref:`isle` for C$21.3\u00a0billion."
msgstr "Voir :ref:`isle` pour 21,3\u00a0milliards\u00a0$."

#, fuzzy
#| msgid "See it."
msgid "See :ref:`shore`."
msgstr "Voir."

msgid "See :ref:`pier`."
msgstr "Voir."

msgid "One day"
msgid_plural "{n} days"
msgstr[0] ""
msgstr[1] ""
"""
ISLE = "See :ref:`isle` for C$21.3\u00a0billion."


def returned_of(msgid: str, target: str, fuzzy: bool | None, source: str = "") -> Applied:
    marked = parse_catalog(Path("a.po"), (HEADER + MARKED).encode(), "a.po")
    entry = next(entry for entry in marked if entry.msgid == msgid)
    name = f"{message_id(entry)}.0.{base_of(entry.msgstr, entry.fuzzy)}"
    segment = Returned("a", name, source or msgid, target, fuzzy, (), 7)
    return apply_returned({"a": marked}, [segment], "a.xlf", lambda domain, entry: ())


@pytest.mark.parametrize("state", [None, False])
def test_lost_reference_waits_for_a_human(state: bool | None) -> None:
    applied = returned_of(ISLE, "Voir l’île pour 21,3\u00a0milliards\u00a0$.", state)
    (finding,) = applied.findings
    assert (finding.rule, finding.severity) == ("import-codes", Severity.WARNING)
    assert after(applied)[ISLE].fuzzy
    applied = returned_of("See :ref:`shore`.", "Voir.", False)  # approved as it is
    assert applied.texts == {}
    assert applied.findings == []


def test_what_the_project_has_lost_itself_stays_as_it_is() -> None:
    applied = returned_of("See :ref:`pier`.", "Voir.", None)
    assert (applied.texts, applied.findings) == ({}, [])


def test_each_form_of_a_plural_is_held_to_its_own_source() -> None:
    applied = returned_of("One day", "Un jour", None)
    assert applied.findings == []
    assert not after(applied)["One day"].fuzzy


def test_spaces_that_a_tool_made_plain_are_restored_and_reported() -> None:
    plain = "See :ref:`isle` for C$21.3 billion."
    applied = returned_of(ISLE, "Voir :ref:`isle` pour 21,3 milliards $.", None, plain)
    assert (applied.texts, applied.findings) == ({}, [])  # nobody has touched it
    applied = returned_of(ISLE, "Voyez :ref:`isle` pour 21,3 milliards $.", None, plain)
    (finding,) = applied.findings
    assert (finding.rule, finding.severity) == ("import-spaces", Severity.WARNING)
    entry = after(applied)[ISLE]
    assert entry.msgstr == "Voyez :ref:`isle` pour 21,3\u00a0milliards\u00a0$."
    assert entry.usable
