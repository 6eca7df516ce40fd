"""Make sure that the machine has what pip cannot install: ``python3 -m editions.system``."""

from __future__ import annotations

import argparse
import sys
from typing import Optional, Sequence

from editions.system.installing import bring
from editions.system.needs import NEEDS, SetUpError, check_python


def main(arguments: Optional[Sequence[str]] = None) -> int:
    """Make sure that the machine has what is needed; return the exit status."""
    parser = argparse.ArgumentParser(
        prog="python3 -m editions.system",
        description="Make sure that the machine has what pip cannot install.",
    )
    parser.add_argument("kinds", nargs="+", choices=sorted(NEEDS), help="kinds of work")
    kinds = parser.parse_args(arguments).kinds
    try:
        check_python()
        bring(kinds)
    except SetUpError as error:
        print(error, file=sys.stderr)
        return 1
    except KeyboardInterrupt:
        print("set-up: stopped", file=sys.stderr)
        return 130
    return 0


if __name__ == "__main__":
    sys.exit(main())
