"""Which saves count."""

from __future__ import annotations

import asyncio
from pathlib import Path

import pytest

from editions.live.watching import is_wanted, watch
from tests.building import run_apart

ROOT = Path("/paper")
WITHIN = (ROOT / "source", ROOT / "locale", ROOT / "conf.py")


@pytest.mark.parametrize(
    ("name", "wanted"),
    [
        ("source/shore.rst", True),
        ("source/data/fares.csv", True),
        ("source/references.yaml", True),
        ("locale/fr/LC_MESSAGES/shore.po", True),
        ("conf.py", True),
        ("pyproject.toml", False),
        ("source/.shore.rst.swp", False),
        ("source/shore.rst~", False),
        ("source/shore.rst.tmp", False),
        ("source/#shore.rst#", False),
        ("source/4913", False),
        ("source/.hidden/x.rst", False),
        ("source/__pycache__/x.pyc", False),
        ("sources/shore.rst", False),
        ("source/build/x.rst", False),
    ],
)
def test_which_files_count(name: str, wanted: bool) -> None:
    assert is_wanted(ROOT / name, WITHIN, (ROOT / "source/build",)) is wanted


def test_saves_by_writing_renaming_and_removing_are_noticed(tmp_path: Path) -> None:
    (tmp_path / "source").mkdir()
    conf = tmp_path / "conf.py"
    conf.write_text("")
    page = tmp_path / "source/a.rst"
    page.write_text("one")

    async def run() -> list[str]:
        stop = asyncio.Event()
        heard: asyncio.Queue[frozenset[Path]] = asyncio.Queue()
        names: list[list[str]] = []
        watching = asyncio.create_task(
            watch([tmp_path / "source"], [conf], [], heard.put_nowait, stop)
        )

        async def note() -> None:
            found: set[str] = set()
            while not found:
                found = {path.name for path in await heard.get()} - {"ready.rst"}
            names.append(sorted(found))

        begun = asyncio.create_task(heard.get())
        while not begun.done():
            (tmp_path / "source/ready.rst").write_text("")
            (tmp_path / "ready").write_text("")
            await asyncio.wait([begun], timeout=0.05)
        page.write_text("two")
        await note()
        (tmp_path / "source/a.rst.tmp").write_text("three")
        (tmp_path / "source/a.rst.tmp").replace(page)
        await note()
        (tmp_path / "other.py").write_text("not watched")
        (tmp_path / "conf.new").write_text("x = 1")
        (tmp_path / "conf.new").replace(conf)
        await note()
        page.unlink()
        await note()
        stop.set()
        await watching
        return [name for (name,) in names]

    found = run_apart(run())
    assert found == ["a.rst", "a.rst", "conf.py", "a.rst"]
