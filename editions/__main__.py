"""``python -m editions``: the command, where its own program is not on PATH."""

from __future__ import annotations

import sys

from editions.cli import main

if __name__ == "__main__":
    sys.exit(main())
