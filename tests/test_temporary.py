"""Files of tests lie in memory only where there is room for them."""

from __future__ import annotations

from pathlib import Path
from types import SimpleNamespace

import pytest

from tests.temporary import ROOM, in_memory


@pytest.mark.parametrize(
    ("free", "available", "flags", "suits"),
    [
        (ROOM, ROOM, 0, True),
        (64 << 20, ROOM, 0, False),  # what a container has
        (ROOM, ROOM - 1024, 0, False),
        (ROOM, ROOM, 8, False),  # no program may be run from it
    ],
)
def test_there_must_be_room(
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
    free: int,
    available: int,
    flags: int,
    suits: bool,
) -> None:
    said = tmp_path / "meminfo"
    said.write_text(f"MemTotal: 9 kB\nMemAvailable:   {available >> 10} kB\n", encoding="ascii")
    system = SimpleNamespace(f_bavail=free // 4096, f_frsize=4096, f_flag=flags)
    monkeypatch.setattr("tests.temporary.os.statvfs", lambda _: system)
    assert in_memory(tmp_path, said) == (tmp_path if suits else None)


def test_a_machine_may_have_no_such_place(tmp_path: Path) -> None:
    assert in_memory(tmp_path / "gone") is None
    assert in_memory(tmp_path, tmp_path / "gone") is None
