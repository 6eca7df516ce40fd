"""Run ``sphinx-build``, watched and with little memory, in a process of its own.

Arguments of `run`: the file for what was seen, folders that nothing may touch, ``--``, those of
``sphinx-build``.  The file is JSON: what was opened, connected or run, and the peak of memory.
"""

from __future__ import annotations

import json
import resource
import sys
from pathlib import Path

from sphinx.cmd.build import main

#: Never more than this, in bytes of address space; a machine must survive its tests.
ADDRESS_SPACE = 4 << 30


def watch(folders: list[str]) -> list[str]:
    """Return a list that fills with what touches *folders*, other machines or programs."""
    seen: list[str] = []

    def hook(event: str, arguments: tuple[object, ...]) -> None:
        if event in ("open", "os.rename", "os.remove", "os.link", "os.symlink"):
            names = [name for name in arguments if isinstance(name, (str, Path))]
            seen.extend(f"{event} {n}" for n in names if str(n).startswith(tuple(folders)))
        elif event == "socket.connect":
            seen.append(f"{event} {arguments[1]}")
        elif event in ("subprocess.Popen", "os.system", "os.exec", "os.posix_spawn"):
            seen.append(f"{event} {arguments[0]}")

    sys.addaudithook(hook)
    return seen


def run(arguments: list[str]) -> int:
    """Build, and write down what was seen."""
    report, *rest = arguments
    at = rest.index("--")
    resource.setrlimit(resource.RLIMIT_AS, (ADDRESS_SPACE, ADDRESS_SPACE))
    seen = watch(rest[:at])
    status = main(rest[at + 1 :])
    Path(report).write_text(json.dumps({"seen": seen, "peak": peak()}), encoding="utf-8")
    return status


def peak() -> int:
    """Return the most memory, in bytes, that this program has held.

    The kernel's ``ru_maxrss`` would count that of the process that started it, too.
    """
    if sys.platform == "darwin":
        return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
    lines = Path("/proc/self/status").read_text(encoding="utf-8").splitlines()
    (held,) = (line.split()[1] for line in lines if line.startswith("VmHWM:"))
    return int(held) * 1024
