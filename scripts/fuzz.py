"""Give whatever reads files from outside inputs made at random: ``make fuzz MINUTES=60 SEED=1``.

Prints how many inputs of each subject were tried, and the most memory that was taken.  An input
that ends in a traceback, takes more than 5 seconds or more than 500 MB is kept in ``build/fuzz``,
and the exit status is 1.
"""

from __future__ import annotations

import argparse
import multiprocessing
import sys
from pathlib import Path

sys.path.insert(0, str(Path(__file__).parent.parent))

from tests.fuzzing import SUBJECTS, try_for

KEPT = Path("build/fuzz")


def run(name: str, seed: int, seconds: float) -> int:
    """Try one subject; return how many inputs have failed."""
    failed = 0

    def report(number: int, data: bytes, flaw: str) -> None:
        nonlocal failed
        failed += 1
        KEPT.mkdir(parents=True, exist_ok=True)
        path = KEPT / f"{name}-{seed}-{number}{Path(SUBJECTS[name].file).suffix}"
        path.write_bytes(data)
        print(f"{name}: input {number} of seed {seed}, kept as {path}:\n{flaw}", flush=True)

    count, memory = try_for(name, seed, seconds, report)
    print(f"{name}: {count:,} inputs of seed {seed}, {memory // 1_000_000} MB, {failed} failed")
    return failed


def main() -> int:
    """Try all subjects, or those that are named."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0] if __doc__ else None)
    parser.add_argument("subjects", nargs="*", metavar="SUBJECT", help=", ".join(SUBJECTS))
    parser.add_argument("--minutes", type=float, default=1, help="for each (default: 1)")
    parser.add_argument("--seed", type=int, default=1, help="of the inputs (default: 1)")
    options = parser.parse_args()
    unknown = set(options.subjects) - set(SUBJECTS)
    if unknown:
        parser.error(f"no subject is called {', '.join(unknown)}; there are {', '.join(SUBJECTS)}")
    failed = 0
    for name in options.subjects or SUBJECTS:
        # A process of its own has the whole of the memory that one subject may take.
        with multiprocessing.Pool(1) as pool:
            failed += pool.apply(run, (name, options.seed, options.minutes * 60))
    return int(failed > 0)


if __name__ == "__main__":
    sys.exit(main())
