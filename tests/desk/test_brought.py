"""Words of the package, and what a publication says instead."""

from __future__ import annotations

import errno
from pathlib import Path

import pytest

from editions.catalogs.entries import Entry
from editions.catalogs.projects import Language, Project
from editions.catalogs.reading import read_catalog
from editions.catalogs.templates import Message
from editions.desk.brought import BroughtWords
from editions.desk.drafts import TranslationDraft
from editions.desk.store import CatalogStore, SaveStatus
from editions.exchange.segments import message_id
from tests.catalogs import write_catalog

MESSAGES = [Message("Contents"), Message("Data"), Message("{n} day", None, "{n} days")]
BROUGHT = [
    Entry(3, "Data", ("Données",), span=(3, 4)),
    Entry(6, "{n} day", ("{n} jour", "{n} jours"), msgid_plural="{n} days", span=(6, 9)),
]


@pytest.fixture
def words(tmp_path: Path) -> BroughtWords:
    french = Language("fr", "fr_CA", "Français", (tmp_path,))
    original = Language("en", "en", "English", ())
    project = Project(
        tmp_path, tmp_path, tmp_path, "T", "T", original, (french,), tmp_path / "terms.csv"
    )
    return BroughtWords("theme", project, french, MESSAGES, {e.key: e for e in BROUGHT})


def test_own_words_come_first(words: BroughtWords, tmp_path: Path) -> None:
    own = read_catalog(
        write_catalog(tmp_path / "theme.po", 'msgid "Data"\nmsgstr "Chiffres"\n'), tmp_path
    )
    listed = [(entry.msgstr, entry.line > 0) for entry in words.listed(own)]
    assert listed == [("Chiffres", True), ("{n} jour", False)]
    assert [entry.msgstr for entry in words.listed(None)] == ["Données", "{n} jour"]


@pytest.mark.parametrize("has_own", [True, False])
def test_word_is_adopted_where_an_update_would_put_it(
    words: BroughtWords, tmp_path: Path, has_own: bool
) -> None:
    own = None
    if has_own:
        text = 'msgid "Contents"\nmsgstr "Sommaire"\n\n#~ msgid "Gone"\n#~ msgstr "Parti"\n'
        own = read_catalog(write_catalog(tmp_path / "theme.po", text), tmp_path)
    catalog = words.adopt(own, (None, "{n} day"))
    first = ["Contents"] if has_own else []
    assert [entry.msgid for entry in catalog] == [*first, "{n} day"]
    assert [entry.msgstrs for entry in catalog][-1] == ("{n} jour", "{n} jours")
    assert catalog.header["Language"] == "fr_CA"
    assert ('#~ msgstr "Parti"' in catalog.text) == has_own
    # Nothing is written until somebody saves.
    assert (tmp_path / "theme.po").exists() == has_own


@pytest.mark.parametrize("has_own", [True, False])
def test_an_adoption_is_undone_in_one_step_or_can_be_undone_again(
    words: BroughtWords, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, has_own: bool
) -> None:
    path = tmp_path / "theme.po"
    if has_own:
        write_catalog(path, 'msgid "Contents"\nmsgstr "Sommaire"\n')
    before = path.read_bytes() if has_own else None
    found = CatalogStore(words.language, tmp_path, words)
    base = found.read("theme").digest
    draft = TranslationDraft("theme", message_id(BROUGHT[0]), base, ("Chiffres",), False, ())
    assert found.save(draft, lambda *_: ()).status is SaveStatus.SAVED
    saved = path.read_bytes()
    assert "Chiffres" in saved.decode()

    def fail(*_: object, **__: object) -> None:
        assert path.read_bytes() == saved
        raise OSError(errno.EROFS, "Read-only file system", str(path))

    step = "replace_unless_changed" if has_own else "remove_unless_changed"
    with monkeypatch.context() as patch:
        patch.setattr(f"editions.desk.store.{step}", fail)
        assert found.undo().status is SaveStatus.READ_ONLY
    assert path.read_bytes() == saved
    assert found.undo().status is SaveStatus.SAVED
    assert (path.read_bytes() if path.exists() else None) == before
