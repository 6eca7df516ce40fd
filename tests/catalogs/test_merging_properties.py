"""Whatever editors do, for as long as they like, no translation is lost and none is invented."""

from __future__ import annotations

import os
import tempfile
from collections.abc import Callable
from contextlib import suppress
from pathlib import Path
from unittest.mock import patch

import polib
from babel.messages.pofile import escape
from hypothesis import given, settings
from hypothesis import strategies as st

from editions.catalogs.merging import write_merges
from tests.catalogs.projects import Documents

#: The same examples in every run, and no more than fit into a few seconds.
BOUNDED = settings(derandomize=True, database=None, deadline=None, max_examples=80)

WORDS = ["ferry", "shore", "noon", "crossing", "water", "two", "leaves", "at", "well-known", "12 %"]
#: Letters that catalogs, wrapping and line ends are sensitive to.
ODD = st.text(st.sampled_from('ab "\\\t\n#~|—é\u00a0\u2028'), min_size=1, max_size=90)
MESSAGE = st.one_of(
    st.lists(st.sampled_from(WORDS), min_size=1, max_size=25).map(" ".join),
    st.lists(st.sampled_from(WORDS), min_size=1, max_size=3).map(" ".join),
    ODD.filter(lambda text: text.strip() != ""),
)
NAMES = ["a", "b", "c"]
EDITS = ["insert", "delete", "rewrite", "move", "copy", "split", "join", "swap", "add again"]
Texts = dict[str, list[str]]


@st.composite
def edits(draw: st.DrawFn) -> Callable[[Texts, list[str]], None]:
    """Return one edit of an author, who has documents and an archive of what was deleted."""
    kind = draw(st.sampled_from(EDITS))
    place, other = draw(st.tuples(st.integers(0, 30), st.integers(0, 30)))
    name, goal = draw(st.tuples(st.sampled_from(NAMES), st.sampled_from(NAMES)))
    new = draw(MESSAGE)

    def apply(texts: Texts, archive: list[str]) -> None:
        edit(texts[name], texts[goal], archive)
        for document in texts.values():
            document[:] = [m for m in dict.fromkeys(document) if m.strip()]

    def edit(text: list[str], target: list[str], archive: list[str]) -> None:
        if kind == "insert" or not text:
            text.insert(place, new)
            return
        at = place % len(text)
        words = text[at].split(" ")
        match kind:
            case "delete":
                archive.append(text.pop(at))
            case "rewrite":
                words[other % len(words)] = new.split(" ")[0]
                text[at] = " ".join(words)
            case "move":
                target.insert(other, text.pop(at))
            case "copy":
                target.insert(other, text[at])
            case "split" if len(words) > 1:
                middle = 1 + other % (len(words) - 1)
                text[at : at + 1] = [" ".join(words[:middle]), " ".join(words[middle:])]
            case "join" if at + 1 < len(text):
                text[at : at + 2] = [f"{text[at]} {text[at + 1]}"]
            case "swap":
                where = other % len(text)
                text[at], text[where] = text[where], text[at]
            case "add again" if archive:
                target.insert(other, archive[place % len(archive)])

    return apply


class Translator:
    """Translates what lacks a translation, approves what is fuzzy; overwrites nothing."""

    def __init__(self, documents: Documents) -> None:
        self.documents = documents
        #: Every translation ever written.
        self.written: set[str] = set()
        #: Messages and the translations that were declared right for them.
        self.approved: set[tuple[str, str]] = set()

    def work(self, width: int, every: int) -> None:
        """Go through the catalogs with a tool that wraps lines at *width*."""
        for name in NAMES:
            path = self.documents.path(name)
            file = polib.pofile(str(path), wrapwidth=width)
            for number, entry in enumerate(file):
                if entry.obsolete or number % every:
                    continue
                if not entry.msgstr:
                    ends = [entry.msgid[at] if entry.msgid[at] == "\n" else "" for at in (0, -1)]
                    entry.msgstr = f"{ends[0]}T{len(self.written)}{entry.msgid.strip()}{ends[1]}"
                    self.written.add(entry.msgstr)
                elif not entry.fuzzy or not is_compilable(entry):
                    continue
                entry.flags = [flag for flag in entry.flags if flag != "fuzzy"]
                entry.previous_msgid = None
                self.approved.add((entry.msgid, entry.msgstr))
            file.save(str(path))

    def check(self) -> None:
        """Find every translation, and none that stands as valid where nobody said so."""
        entries = [entry for c in self.documents.catalogs.values() for entry in c.entries]
        notes = "\n".join(comment for entry in entries for comment in entry.comments)
        found = {entry.msgstr for entry in entries}
        assert {s for s in self.written - found if escape(s) not in notes} == set()
        for entry in entries:
            if entry.usable:
                assert (entry.msgid, entry.msgstr) in self.approved
            if entry.fuzzy and entry.previous is not None:
                assert (entry.previous, entry.msgstr) in self.approved


def is_compilable(entry: polib.POEntry) -> bool:
    pairs = ((entry.msgid[at], entry.msgstr[at]) for at in (0, -1))
    return all((a == "\n") == (b == "\n") for a, b in pairs)


ROUNDS = st.lists(
    st.tuples(
        st.lists(edits(), min_size=1, max_size=6),
        st.sampled_from([0, 40, 78]),
        st.integers(1, 3),
        st.one_of(st.none(), st.integers(0, 12)),
    ),
    min_size=1,
    max_size=5,
)
START = st.fixed_dictionaries({name: st.lists(MESSAGE, max_size=8, unique=True) for name in NAMES})


@BOUNDED
@given(START, ROUNDS)
def test_no_translation_is_lost_or_invented(
    texts: Texts, rounds: list[tuple[list[Callable[[Texts, list[str]], None]], int, int, int]]
) -> None:
    with tempfile.TemporaryDirectory() as folder:
        documents = Documents(Path(folder))
        translator = Translator(documents)
        archive: list[str] = []
        for changes, width, every, interruption in [([], 0, 1, None), *rounds]:
            for change in changes:
                change(texts, archive)
            if interruption is not None:
                interrupt_update(documents, texts, interruption)
                translator.check()
            documents.update(**texts)  # twice: the second time nothing changes
            for name, catalog in documents.catalogs.items():
                assert [entry.msgid for entry in catalog] == texts[name]
            translator.check()
            translator.work(width, every)


def interrupt_update(documents: Documents, texts: Texts, step: int) -> None:
    """Stop an update before a renaming; each file must be the old one or the new one."""
    documents.source(**texts)
    before = documents.bytes
    merges = documents.prepare()
    wanted = {
        path.relative_to(documents.root).as_posix(): data
        for merge in merges
        for path, data in merge.files.items()
    }
    replace = os.replace
    left = iter(range(step, -1, -1))

    def stop(*arguments: Path) -> None:
        if next(left) == 0:
            raise KeyboardInterrupt
        replace(*arguments)

    with patch.object(os, "replace", stop), suppress(KeyboardInterrupt):
        write_merges(merges)
    for name, data in documents.bytes.items():
        assert data in (before.get(name), wanted.get(name))
    assert set(before) <= set(documents.bytes)


@BOUNDED
@given(START, ROUNDS)
def test_untouched_entries_keep_their_bytes(
    texts: Texts, rounds: list[tuple[list[Callable[[Texts, list[str]], None]], int, int, int]]
) -> None:
    with tempfile.TemporaryDirectory() as folder:
        documents = Documents(Path(folder))
        translator = Translator(documents)
        documents.update(**texts)
        archive: list[str] = []
        for changes, width, every, _ in rounds:
            translator.work(width, every)
            before = {name: blocks(documents, name) for name in NAMES}
            for change in changes:
                change(texts, archive)
            documents.source(**texts)
            with patch("editions.catalogs.merging.stands", lambda *arguments: False):
                composed = [merge.files for merge in documents.prepare()]
            assert composed == [merge.files for merge in documents.prepare()]
            documents.update(**texts)
            for name in NAMES:
                after = blocks(documents, name)
                for msgid in before[name].keys() & after.keys() & set(texts[name]):
                    assert after[msgid] == before[name][msgid]


def blocks(documents: Documents, name: str) -> dict[str, list[str]]:
    """Return the lines of every active entry of a catalog by its message."""
    catalog = documents.catalogs[name]
    lines = catalog.text.split("\n")
    return {e.msgid: lines[e.span[0] - 1 : e.span[1]] for e in catalog}
