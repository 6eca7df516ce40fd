"""What the desk writes into catalogs: one entry, as an update writes it, and nothing else."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path
from tempfile import TemporaryDirectory

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from editions.catalogs.entries import Entry
from editions.catalogs.merging import MergeOutcome, merge_language
from editions.catalogs.projects import Language, Project
from editions.catalogs.reading import parse_editable
from editions.catalogs.templates import Message, SourcePlace
from editions.desk.drafts import DraftError, TranslationDraft
from editions.desk.store import CatalogStore, SaveOutcome, SaveStatus, new_faults
from editions.exchange.segments import message_id
from editions.files.replacing import replace_unless_changed
from editions.findings import FindingsError

HEADER = (
    'msgid ""\nmsgstr ""\n"Language: fr\\n"\n"Content-Type: text/plain; charset=UTF-8\\n"\n'
    '"Plural-Forms: nplurals=2; plural=(n > 1);\\n"\n\n'
)
ENTRIES = """\
#: a.rst:1
msgid "One"
msgstr "Un"

#  kept as it is
#, fuzzy
#| msgid "Too"
msgid "Two *kinds*"
msgstr "Trop"


#. extracted
#: a.rst:9 b.rst
msgid ""
"A long message that some tool has wrapped in a way "
"of its own."
msgstr ""
"Un long message "
"que quelque outil a coupé à sa façon."

msgctxt "menu"
msgid "One"
msgstr ""

msgid "{n} day"
msgid_plural "{n} days"
msgstr[0] "{n} jour"
msgstr[1] "{n} jours"

msgid "Lines\\n"
msgstr "Lignes\\n"

#~ msgid "Gone"
#~ msgstr "Parti"
"""


def publish(_domain: str, _entry: Entry) -> Iterator[str]:
    return iter(())


def desk(folder: Path, text: str = HEADER + ENTRIES) -> CatalogStore:
    """Return the desk of a catalog ``a`` in *folder*."""
    catalogs = folder / "locale/fr/LC_MESSAGES"
    catalogs.mkdir(parents=True)
    (catalogs / "a.po").write_bytes(text.encode())
    return CatalogStore(Language("fr", "fr", "Français", (catalogs,)), folder)


def content(found: CatalogStore) -> str:
    return found.language.path("a").read_bytes().decode()


def draft(found: CatalogStore, number: int, *msgstrs: str, fuzzy: bool = False) -> TranslationDraft:
    """Return a draft for an entry by its number, its comments as they are."""
    standing = found.read("a")
    entry = list(standing.catalog)[number]
    texts = msgstrs or entry.msgstrs
    return TranslationDraft("a", message_id(entry), standing.digest, texts, fuzzy, entry.comments)


def save(found: CatalogStore, number: int, *msgstrs: str, fuzzy: bool = False) -> SaveOutcome:
    return found.save(draft(found, number, *msgstrs, fuzzy=fuzzy), publish)


def updated(found: CatalogStore) -> str:
    """Return what an update makes of the catalog where the source stays as it is."""
    standing = found.read("a").catalog
    messages = [
        Message(e.msgid, e.msgctxt, e.msgid_plural, e.extracted, tuple(
            SourcePlace(*((n, int(line)) if line else (n,))) for n, _, line in
            (word.partition(":") for word in e.references)
        ))
        for e in standing
    ]  # fmt: skip
    original = Language("en", "en", "English", ())
    folder = found.root
    project = Project(
        folder, folder, folder / "build", "T", "T", original, (found.language,), folder / "t.csv"
    )
    merge = merge_language(project, found.language, {"a": messages}, {"a": standing})
    (catalog,) = merge.catalogs
    assert catalog.outcome is not MergeOutcome.CREATED
    return catalog.after.text


TEXTS = st.text(
    st.sampled_from('aé’ \u00a0«»"\\*`{}n\n\t#~.|[]_:<') | st.characters(codec="utf-8"),
    max_size=90,
).filter(lambda text: not set(text) & set("\0\4"))


@settings(max_examples=40)
@given(
    number=st.integers(0, 5),
    texts=st.tuples(TEXTS, TEXTS),
    fuzzy=st.booleans(),
    comment=TEXTS,
    ends=st.sampled_from(["\n", "\r\n"]),
)
def test_one_entry_changes_and_can_be_changed_back(
    number: int, texts: tuple[str, str], fuzzy: bool, comment: str, ends: str
) -> None:
    with TemporaryDirectory() as folder:
        found = desk(Path(folder), (HEADER + ENTRIES).replace("\n", ends))
        before = content(found)
        old = found.read("a").catalog
        entry = list(old)[number]
        forms = texts if entry.msgid_plural else texts[:1]
        wanted = replace(
            draft(found, number, *forms, fuzzy=fuzzy),
            comments=(*entry.comments, *comment.split("\n")),
        )
        outcome = found.save(wanted, publish)
        assert outcome.status is SaveStatus.SAVED
        new = found.read("a").catalog
        # Every other entry, and every line between them, is what it was.
        first, last = entry.span
        lines, after = before.split("\n"), content(found).split("\n")
        assert after[: first - 1] == lines[: first - 1]
        assert after[len(after) - len(lines) + last :] == lines[last:]
        for was, now in zip(old.entries, new.entries, strict=True):
            if was.key != entry.key:
                assert replace(was, line=0) == replace(now, line=0)
        saved = list(new)[number]
        assert saved.key == entry.key
        assert saved.fuzzy == (fuzzy and saved.translated)
        assert (saved.previous is None) == (entry.previous is None or not saved.fuzzy)
        for text, msgstr in zip(forms, saved.msgstrs, strict=True):
            assert msgstr.split() == text.replace("\r", "\n").split()
        # It is as an update leaves it.
        assert updated(found) == content(found)
        assert found.undo().status is SaveStatus.SAVED
        assert content(found) == before
        assert found.undo().status is SaveStatus.NOTHING


def test_only_the_lines_that_mean_something_else_change(tmp_path: Path) -> None:
    found = desk(tmp_path)
    lines = content(found).split("\n")
    assert save(found, 1, "Deux *sortes*").status is SaveStatus.SAVED
    after = content(found).split("\n")
    assert [line for line in lines if line not in after] == [
        "#, fuzzy", '#| msgid "Too"', 'msgstr "Trop"'
    ]  # fmt: skip
    assert [line for line in after if line not in lines] == ['msgstr "Deux *sortes*"']
    # What says the same is not written at all.
    stamp = found.language.path("a").stat().st_mtime_ns
    assert save(found, 2).status is SaveStatus.UNCHANGED
    assert found.language.path("a").stat().st_mtime_ns == stamp


def test_empty_translation_is_not_fuzzy(tmp_path: Path) -> None:
    found = desk(tmp_path)
    assert save(found, 1, "  ", fuzzy=True).status is SaveStatus.SAVED
    entry = list(found.read("a").catalog)[1]
    assert (entry.msgstr, entry.flags, entry.previous) == ("", frozenset(), None)


def test_note_becomes_a_comment_that_can_be_taken_away(tmp_path: Path) -> None:
    found = desk(tmp_path)
    noted = replace(draft(found, 1, fuzzy=True), comments=(" kept as it is", "#~ sure?", ""))
    assert found.save(noted, publish).status is SaveStatus.SAVED
    assert "#  kept as it is\n##~ sure?\n#\n#, fuzzy\n" in content(found)
    entry = list(found.read("a").catalog)[1]
    gone = replace(draft(found, 1, fuzzy=True), comments=entry.comments[:1])
    assert found.save(gone, publish).status is SaveStatus.SAVED
    assert content(found) == HEADER + ENTRIES


def test_changed_file_is_left_alone_and_shown(tmp_path: Path) -> None:
    found = desk(tmp_path)
    mine = draft(found, 0, "Une")
    path = found.language.path("a")
    path.write_text(content(found).replace('"Un"', '"Uno"'), encoding="utf-8")
    theirs = content(found)
    outcome = found.save(mine, publish)
    assert outcome.status is SaveStatus.CHANGED_MEANWHILE
    shown = [(line.sign, line.text) for line in outcome.difference if line.sign in "+-"]
    assert shown == [("-", 'msgstr "Un"'), ("+", 'msgstr "Uno"')]
    assert content(found) == theirs
    # Once seen, it can be written over.
    assert save(found, 0, "Une").status is SaveStatus.SAVED


def test_file_that_changes_in_the_last_moment_is_left_alone(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    found = desk(tmp_path)
    theirs = content(found).replace('"Un"', '"Uno"')

    def late(path: Path, old: bytes, new: bytes) -> bool:
        path.write_text(theirs, encoding="utf-8")
        return original(path, old, new)

    original = replace_unless_changed
    monkeypatch.setattr("editions.desk.store.replace_unless_changed", late)
    outcome = save(found, 0, "Une")
    assert outcome.status is SaveStatus.CHANGED_MEANWHILE
    assert [line.text for line in outcome.difference if line.sign == "+"] == ['msgstr "Uno"']
    assert content(found) == theirs


def test_undo_does_not_undo_the_work_of_others(tmp_path: Path) -> None:
    found = desk(tmp_path)
    save(found, 0, "Une")
    save(found, 5, "Traits")
    path = found.language.path("a")
    path.write_text(content(found).replace('"Traits\\n"', '"Rangs\\n"'), encoding="utf-8")
    outcome = found.undo()
    assert outcome.status is SaveStatus.CHANGED_MEANWHILE
    assert [line.text for line in outcome.difference if line.sign == "+"] == ['msgstr "Rangs\\n"']
    # What was done before is still undone, though the file is another one.
    assert found.undo().status is SaveStatus.SAVED
    assert 'msgstr "Un"' in content(found)
    assert 'msgstr "Rangs\\n"' in content(found)


@pytest.mark.parametrize("fault", ["mode", "folder"])
def test_file_that_may_not_be_written_is_named(
    tmp_path: Path, fault: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    found = desk(tmp_path)
    path = found.language.path("a")
    if fault == "mode":
        path.chmod(0o444)
    else:

        def refuse(*_: object) -> bool:
            raise PermissionError(13, "Permission denied")

        monkeypatch.setattr("editions.desk.store.replace_unless_changed", refuse)
    outcome = save(found, 0, "Une")
    assert (outcome.status, outcome.file) == (
        SaveStatus.READ_ONLY, "locale/fr/LC_MESSAGES/a.po"
    )  # fmt: skip
    assert content(found) == HEADER + ENTRIES


def test_merge_conflict_is_named(tmp_path: Path) -> None:
    found = desk(tmp_path)
    mine = draft(found, 0, "Une")
    path = found.language.path("a")
    torn = content(found).replace(
        'msgstr "Un"\n', '<<<<<<< HEAD\nmsgstr "Un"\n=======\nmsgstr "Uno"\n>>>>>>> b\n'
    )
    path.write_text(torn, encoding="utf-8")
    outcome = found.save(mine, publish)
    assert outcome.status is SaveStatus.BROKEN
    assert "a merge conflict was left in the file" in outcome.reasons[0]
    assert content(found) == torn
    assert found.read_all() == {}


def test_message_that_is_gone_is_named(tmp_path: Path) -> None:
    found = desk(tmp_path)
    mine = draft(found, 1, "Deux *sortes*")
    path = found.language.path("a")
    path.write_text(content(found).replace('msgid "Two *kinds*"', 'msgid "Pair"'), encoding="utf-8")
    assert found.save(mine, publish).status is SaveStatus.GONE


def test_link_is_not_written_through(tmp_path: Path) -> None:
    found = desk(tmp_path)
    mine = draft(found, 0, "Une")
    path = found.language.path("a")
    elsewhere = tmp_path / "other.po"
    path.rename(elsewhere)
    path.symlink_to(elsewhere)
    assert found.save(mine, publish).status is SaveStatus.BROKEN
    assert elsewhere.read_text(encoding="utf-8") == HEADER + ENTRIES


@pytest.mark.parametrize("name", ["../a", "a/../a", "/etc/passwd", "", "b", "a.po", "\0"])
def test_no_other_file_is_reached(tmp_path: Path, name: str) -> None:
    found = desk(tmp_path)
    outcome = found.save(replace(draft(found, 0, "Une"), domain=name), publish)
    assert outcome.status is SaveStatus.BROKEN
    assert content(found) == HEADER + ENTRIES


def test_what_is_refused_is_saved_as_fuzzy_only(tmp_path: Path) -> None:
    found = desk(tmp_path)

    def refuse(domain: str, entry: Entry) -> Iterator[str]:
        assert (domain, entry.msgstr) == ("a", "Une")
        yield "unsafe"

    outcome = found.save(draft(found, 0, "Une"), refuse)
    assert (outcome.status, outcome.reasons) == (SaveStatus.REFUSED, ("unsafe",))
    assert content(found) == HEADER + ENTRIES
    assert found.save(draft(found, 0, "Une", fuzzy=True), refuse).status is SaveStatus.SAVED


def test_wrong_number_of_forms_is_no_draft(tmp_path: Path) -> None:
    found = desk(tmp_path)
    for number, texts in ((4, ("a",)), (4, ("a", "b", "c")), (0, ("a", "b"))):
        with pytest.raises(DraftError, match="forms"):
            save(found, number, *texts)
    assert content(found) == HEADER + ENTRIES


def test_faults_that_builds_of_a_guest_live_with_keep_nobody_out(tmp_path: Path) -> None:
    twice = '"X-Generator: one\\n"\n"X-Generator: two\\n"\n'
    again = '\nmsgid "Shore"\nmsgstr "Rive"\n' * 2
    sound = '\nmsgid "The tide."\nmsgstr "La mer."\n'
    text = HEADER.rstrip("\n") + f"\n{twice}{sound}{again}"
    strict = desk(tmp_path / "strict", text)
    with pytest.raises(FindingsError):
        strict.read("a")
    guest = desk(tmp_path / "guest", text)
    guest.parse = parse_editable
    assert [entry.msgid for entry in guest.read("a").catalog] == ["The tide."]
    assert save(guest, 0, "La marée.").status is SaveStatus.SAVED
    assert content(guest) == text.replace("La mer.", "La marée.")
    # No new fault comes in, and nothing that cannot be read entry by entry is changed.
    standing = guest.read("a").catalog
    assert new_faults(standing, standing.text, "a.po") == []
    (worse,) = {f.rule for f in new_faults(standing, standing.text + sound, "a.po")}
    assert worse == "po-duplicate"
    conflict = desk(tmp_path / "conflict", f"{text}<<<<<<< HEAD\n")
    conflict.parse = parse_editable
    with pytest.raises(FindingsError):
        conflict.read("a")
