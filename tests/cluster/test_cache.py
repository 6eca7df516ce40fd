"""The cache of finished papers: whole entries or none, and none that is damaged."""

from __future__ import annotations

import secrets
from pathlib import Path

import pytest

from editions.cluster.cache import (
    DamagedEntryError,
    FolderStore,
    Store,
    UrlStore,
    absolute_place,
    key_of,
    open_store,
    read_entry,
    write_entry,
)
from editions.findings import EditionsError

KEY = key_of("a paper")


@pytest.fixture(params=["folder", "url"])
def store(request: pytest.FixtureRequest, tmp_path: Path) -> Store:
    if request.param == "folder":
        return open_store(str(tmp_path / "cache"))
    return open_store(f"memory://cache-{secrets.token_hex(4)}")


def test_what_is_kept_comes_back(store: Store) -> None:
    assert read_entry(store, KEY) is None
    write_entry(store, KEY, {"name": "één"}, b"\n\x00site\n")
    assert read_entry(store, KEY) == ({"name": "één"}, b"\n\x00site\n")
    write_entry(store, KEY, {"name": ""}, b"")  # two machines have built it
    assert read_entry(store, KEY) == ({"name": ""}, b"")
    assert read_entry(store, key_of("another paper")) is None


def test_a_place_is_the_same_from_everywhere(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(tmp_path)
    assert absolute_place("cache") == str(tmp_path / "cache")
    assert absolute_place("s3://papers/cache") == "s3://papers/cache"


def test_places_are_folders_and_urls(tmp_path: Path) -> None:
    assert isinstance(open_store(str(tmp_path)), FolderStore)
    assert isinstance(open_store("relative/folder"), FolderStore)
    assert isinstance(open_store("memory://x"), UrlStore)
    assert isinstance(open_store("simplecache::memory://x"), UrlStore)
    with pytest.raises(EditionsError, match="--cache nothing://x: "):
        open_store("nothing://x")


def entry_of(folder: Path) -> Path:
    (path,) = (path for path in folder.rglob("*") if path.is_file())
    return path


@pytest.mark.parametrize(
    "damage",
    [
        lambda data: data[:-1],
        lambda data: data + b"x",
        lambda data: b"",
        lambda data: data.replace(b"site", b"sity"),
        lambda data: b"[]\n" + data,
        lambda data: b'{"sha256": 1}\n' + data,
    ],
)
def test_damage_is_seen(tmp_path: Path, damage: object) -> None:
    store = open_store(str(tmp_path))
    write_entry(store, KEY, {"name": "a"}, b"site")
    path = entry_of(tmp_path)
    assert callable(damage)
    path.write_bytes(damage(path.read_bytes()))
    with pytest.raises(DamagedEntryError):
        read_entry(store, KEY)


def test_a_failed_write_leaves_nothing(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def fail(self: Path, target: Path) -> Path:
        raise OSError(28, "No space left on device")

    store = open_store(str(tmp_path))
    with monkeypatch.context() as patch:
        patch.setattr(Path, "replace", fail)
        with pytest.raises(OSError, match="No space"):
            write_entry(store, KEY, {}, b"site")
    assert [path for path in tmp_path.rglob("*") if path.is_file()] == []
    assert read_entry(store, KEY) is None


def test_a_store_that_fails_says_so() -> None:
    store = open_store("memory://failing")
    assert isinstance(store, UrlStore)

    class Failing:
        def __getattr__(self, name: str) -> object:
            raise RuntimeError("no credentials")

    store.files = Failing()
    with pytest.raises(OSError, match="RuntimeError: no credentials"):
        read_entry(store, KEY)
    with pytest.raises(OSError, match="RuntimeError: no credentials"):
        write_entry(store, KEY, {}, b"")
