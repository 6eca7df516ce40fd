"""What processes use, how runs compare, and how a cost grows."""

from __future__ import annotations

import math
import os
import statistics
import subprocess
import sys
import tempfile
import time
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path


class FailedError(Exception):
    """A command has failed, or has not made what it should; holds what it said."""


@dataclass(frozen=True)
class Measurement:
    """What processes used that ran one after the other."""

    #: User and system time of them and their own processes, in seconds.
    cpu: float
    #: Wall-clock time, in seconds.
    wall: float
    #: Largest resident set of any of them, in MiB.
    memory: float


def measure(
    commands: Sequence[Sequence[str]], environment: Mapping[str, str], folder: Path | None = None
) -> Measurement:
    """Run *commands* in *folder*, one after the other.

    Raises:
        FailedError: one of them has failed.
    """
    cpu = memory = 0.0
    start = time.perf_counter()
    for command in commands:
        with tempfile.TemporaryFile() as said:
            process = subprocess.Popen(
                command,
                cwd=folder,
                env=environment,
                stdin=subprocess.DEVNULL,
                stdout=said,
                stderr=said,
            )
            _, status, usage = os.wait4(process.pid, 0)
            process.returncode = os.waitstatus_to_exitcode(status)
            if process.returncode:
                said.seek(0)
                words = said.read().decode(errors="replace")[-1500:]
                raise FailedError(f"{' '.join(command)} failed:\n{words}")
        cpu += usage.ru_utime + usage.ru_stime
        # Linux counts in KiB, macOS in bytes.
        memory = max(memory, usage.ru_maxrss / (1 << 20 if sys.platform == "darwin" else 1 << 10))
    return Measurement(cpu, time.perf_counter() - start, memory)


def exponent(sizes: Sequence[float], costs: Sequence[float]) -> float:
    """Return the power of the size with which *costs* grow: the slope that fits their logarithms.

    Raises:
        ValueError: there are not two different sizes, or something is not above zero.
    """
    if len(set(sizes)) < 2 or min(*sizes, *costs) <= 0:
        raise ValueError("an exponent wants two different sizes, and all above zero")
    line = statistics.linear_regression(
        [math.log(size) for size in sizes], [math.log(cost) for cost in costs]
    )
    return float(line.slope)


def ratio(ours: Sequence[Measurement], other: Sequence[Measurement], name: str) -> float:
    """Return the median of the ratios, round by round, of what *name* measures.

    The rounds of both were run in alternation, so that a busy moment of the machine weighs on one
    round and not on one side.
    """
    pairs = zip(ours, other, strict=True)
    return float(statistics.median(getattr(a, name) / getattr(b, name) for a, b in pairs))


def ratio_table(results: Mapping[str, Sequence[Measurement]], ours: str) -> list[str]:
    """Return lines with the medians of each candidate, and the ratios of *ours* to it."""
    width = max(len(name) for name in results)
    lines = [f"{'':{width}}{'CPU s':>9}{'wall s':>9}{'MiB':>7}{'CPU ratio':>11}{'wall ratio':>12}"]
    for name, rounds in results.items():
        cpu, wall, memory = (
            statistics.median(getattr(one, part) for one in rounds)
            for part in ("cpu", "wall", "memory")
        )
        line = f"{name:{width}}{cpu:9.2f}{wall:9.2f}{memory:7.0f}"
        if name != ours and ours in results:
            ratios = (ratio(results[ours], rounds, part) for part in ("cpu", "wall"))
            line += "{:11.2f}{:12.2f}".format(*ratios)
        lines.append(line)
    return lines


def growth_table(
    results: Mapping[str, Mapping[int, Sequence[Measurement]]], unit: str
) -> list[str]:
    """Return lines with the CPU times of each candidate by size, and how they grow.

    The first exponent is that of all sizes, the second that of the two largest, where what costs
    the same at every size weighs least.
    """
    sizes = sorted({size for costs in results.values() for size in costs})
    width = max(len(name) for name in results)
    heads = "".join(f"{f'{size} {unit}':>14}" for size in sizes)
    lines = [f"{'CPU s':{width}}{heads}{'exponent':>10}{'at the end':>12}"]
    for name, costs in results.items():
        medians = {size: statistics.median(m.cpu for m in costs[size]) for size in sorted(costs)}
        cells = "".join(f"{medians[size]:14.2f}" if size in medians else " " * 14 for size in sizes)
        line = f"{name:{width}}{cells}"
        known, found = list(medians), list(medians.values())
        if len(known) > 1:
            line += f"{exponent(known, found):10.2f}{exponent(known[-2:], found[-2:]):12.2f}"
        lines.append(line)
    return lines
