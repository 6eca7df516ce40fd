"""What a change of the source means, message by message."""

from __future__ import annotations

from pathlib import Path

from editions.catalogs.changes import (
    Change,
    ChangeKind,
    changes_between,
    changes_of,
    count_changes,
    open_changes,
    words_to_do,
)
from editions.catalogs.entries import Catalog
from editions.catalogs.reading import parse_catalog
from tests.catalogs import HEADER
from tests.catalogs.projects import Documents

FERRY = "The ferry leaves the northern shore twice a day and takes the mail along."


def catalog(name: str, entries: str) -> Catalog:
    return parse_catalog(Path(f"{name}.po"), (HEADER + entries).encode(), f"{name}.po")


def entry(msgid: str, msgstr: str, lines: str = "") -> str:
    return f'{lines}msgid "{msgid}"\nmsgstr "{msgstr}"\n\n'


def told(changes: list[Change]) -> list[tuple[ChangeKind, str, str, bool]]:
    return [(change.kind, change.domain, change.msgid, change.open) for change in changes]


def test_what_waits_for_a_translator() -> None:
    gone = '#~ msgid "x"\n#~ msgstr ""\n'
    found = open_changes({
        "a": catalog("a", entry("One two", "") + entry("Is", "Est") + gone),
        "b": catalog("b", entry("New words here", "Mots", '#, fuzzy\n#| msgid "Old"\n')),
    })  # fmt: skip
    assert told(found) == [
        (ChangeKind.NEW, "a", "One two", True),
        (ChangeKind.CHANGED, "b", "New words here", True),
    ]
    assert [(change.line, change.file.name, change.previous) for change in found] == [
        (4, "a.po", None),
        (6, "b.po", "Old"),
    ]
    assert [change.words for change in found] == [2, 3]
    assert words_to_do(found) == 5
    assert count_changes([*found, found[0]]) == {ChangeKind.CHANGED: 1, ChangeKind.NEW: 2}


def test_two_states_are_compared_message_by_message() -> None:
    later = FERRY.replace("twice", "once")
    before = {
        "a": catalog("a", entry("Kept", "Gardé") + entry(FERRY, "Part.") + entry("Dropped", "x")),
        "b": catalog("b", entry("Wanders about the isle", "Erre")),
        "old": catalog("old", entry("Gone with its page", "Parti")),
    }
    after = {
        "a": catalog("a", entry("Kept", "Gardé")
                     + entry(later, "Part.", f'#, fuzzy\n#| msgid "{FERRY}"\n')
                     + entry("Wanders about the isle", "Erre")
                     + '#~ msgid "Dropped"\n#~ msgstr "x"\n'),
        "b": catalog("b", entry("Brand new", "")),
    }  # fmt: skip
    found = changes_between(before, after)
    assert told(found) == [
        (ChangeKind.CHANGED, "a", later, True),
        (ChangeKind.MOVED, "a", "Wanders about the isle", False),
        (ChangeKind.GONE, "a", "Dropped", False),
        (ChangeKind.NEW, "b", "Brand new", True),
        (ChangeKind.GONE, "old", "Gone with its page", False),
    ]
    changed, moved, dropped, _new, gone = found
    assert (changed.previous, changed.origin, moved.origin) == (FERRY, None, "b")
    assert (dropped.line > 0, dropped.file.name, gone.line, gone.file.name) == (
        True, "a.po", 0, "old.po",
    )  # fmt: skip
    assert (moved.words, changed.words) == (0, 14)


def test_message_without_a_translation_that_is_gone_is_a_change_too(tmp_path: Path) -> None:
    documents = Documents(tmp_path)
    documents.standing(a={"A": "Ah", "Gone": "", "Left": "Parti"})
    merge = documents.update(a=["A", "Quite another thing"])
    assert told(changes_of(merge)) == [
        (ChangeKind.NEW, "a", "Quite another thing", True),
        (ChangeKind.GONE, "a", "Gone", False),
        (ChangeKind.GONE, "a", "Left", False),
    ]
    gone, left = changes_of(merge)[1:]
    assert (gone.line, left.line > 0) == (0, True)


def test_entry_that_stays_outdated_is_no_change(tmp_path: Path) -> None:
    documents = Documents(tmp_path)
    later = FERRY.replace("twice", "once")
    documents.standing(a={FERRY: "Part."})
    assert told(changes_of(documents.update(a=[later]))) == [(ChangeKind.CHANGED, "a", later, True)]
    assert changes_of(documents.update(a=[later])) == []
