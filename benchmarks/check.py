"""Measure the check of catalogs against the tools that exist, in one run and in alternation.

    .venv/bin/python benchmarks/check.py path/to/python-docs-fr --locale fr --rounds 3

The folder is any tree of .po files.  Measured are

``cold``         ``editions check --no-cache --no-spelling``;
``warm``         the same with its memory full, nothing changed;
``msgfmt``       ``msgfmt -c`` of GNU gettext, a process a file;
``sphinx-lint``  all its checks;
``pofilter``     all tests of translate-toolkit.

A tool that is not installed is named and left out.
"""

from __future__ import annotations

import argparse
import os
import shutil
import statistics
import subprocess
import sys
import tempfile
import time
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

#: Where the tools of this environment lie.
BIN = Path(sys.executable).parent


@dataclass(frozen=True)
class Measurement:
    """What one run used, in seconds."""

    #: User and system time of all its processes.
    cpu: float
    #: Wall-clock time.
    wall: float


def measure(commands: Sequence[Sequence[str]], environment: dict[str, str]) -> Measurement:
    """Run *commands* one after the other; what they say of the catalogs does not matter."""
    cpu = 0.0
    start = time.perf_counter()
    for command in commands:
        process = subprocess.Popen(
            command,
            env=environment,
            stdin=subprocess.DEVNULL,
            stdout=subprocess.DEVNULL,
            stderr=subprocess.DEVNULL,
        )
        _, status, usage = os.wait4(process.pid, 0)
        process.returncode = os.waitstatus_to_exitcode(status)
        if process.returncode < 0 or (process.returncode == 2 and "editions" in command[0]):
            raise SystemExit(f"{' '.join(command[:3])} failed: {process.returncode}")
        cpu += usage.ru_utime + usage.ru_stime
    return Measurement(cpu, time.perf_counter() - start)


def find(name: str) -> str | None:
    """Return the path of a tool, or None."""
    return shutil.which(name, path=f"{BIN}{os.pathsep}{os.environ.get('PATH', '')}")


def tools(folder: Path, locale: str, output: Path) -> dict[str, list[list[str]]]:
    """Return the commands of each tool that is installed; name the others."""
    check = [str(BIN / "editions"), "check", str(folder), "--no-spelling", "--quiet"]
    if locale:
        check += ["--locale", locale]
    found = {"cold": [[*check, "--no-cache"]], "warm": [check]}
    msgfmt, lint, pofilter = find("msgfmt"), find("sphinx-lint"), find("pofilter")
    if msgfmt:
        files = sorted(folder.rglob("*.po"))
        found["msgfmt"] = [[msgfmt, "-c", "-o", os.devnull, str(file)] for file in files]
    if lint:
        found["sphinx-lint"] = [[lint, "--enable", "all", str(folder)]]
    if pofilter:
        found["pofilter"] = [[pofilter, "--progress=none", str(folder), str(output)]]
    for name in ("msgfmt", "sphinx-lint", "pofilter"):
        if name not in found:
            print(f"{name} is not installed; left out")
    return found


def main() -> None:
    """Measure, and print the median of each tool and its ratio to ours."""
    parser = argparse.ArgumentParser(description=__doc__.partition("\n")[0])
    parser.add_argument("folder", type=Path, help="tree of .po files")
    parser.add_argument("--locale", default="", help="of the translations")
    parser.add_argument("--rounds", type=int, default=3, help="runs of each tool")
    options = parser.parse_args()
    results: dict[str, list[Measurement]] = {}
    with tempfile.TemporaryDirectory() as scratch:
        environment = {**os.environ, "XDG_CACHE_HOME": scratch}
        commands = tools(options.folder, options.locale, Path(scratch, "pofilter"))
        measure(commands["warm"], environment)  # fills the memory
        for number in range(options.rounds):
            for name, lines in commands.items():
                results.setdefault(name, []).append(measure(lines, environment))
                print(f"round {number + 1}: {name} {results[name][-1].wall:.1f} s", flush=True)
    print(f"\n{'':12}{'cpu s':>9}{'wall s':>9}{'/ cold':>9}")
    ours = statistics.median(m.cpu for m in results["cold"])
    for name, measurements in results.items():
        cpu = statistics.median(m.cpu for m in measurements)
        wall = statistics.median(m.wall for m in measurements)
        print(f"{name:12}{cpu:>9.1f}{wall:>9.1f}{cpu / ours:>9.2f}")


if __name__ == "__main__":
    main()
