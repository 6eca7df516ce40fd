"""Where tests put their files: in memory, where a machine has room for them.

A run makes more than 100,000 files.  To remove so many from a disk may take longer than the tests.
"""

from __future__ import annotations

import os
import re
from pathlib import Path

#: Linux has a file system in memory here.
SHARED_MEMORY = Path("/dev/shm")  # noqa: S108 - pytest makes a folder in it for this user alone
#: What the machine says of its memory.
MEMORY = Path("/proc/meminfo")
#: Bytes that must be free; a run takes less than a third.
ROOM = 4 << 30


def in_memory(folder: Path = SHARED_MEMORY, memory: Path = MEMORY) -> Path | None:
    """Return the *folder* in memory if it has room, and programs may run from it."""
    if not (folder.is_dir() and os.access(folder, os.W_OK) and memory.is_file()):
        return None
    system = os.statvfs(folder)
    said = re.search(r"^MemAvailable: +(\d+) kB$", memory.read_text(encoding="ascii"), re.MULTILINE)
    available = int(said[1]) << 10 if said else 0
    roomy = min(system.f_bavail * system.f_frsize, available) >= ROOM
    return folder if roomy and not system.f_flag & os.ST_NOEXEC else None
