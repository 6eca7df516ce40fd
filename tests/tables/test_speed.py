"""The work for a table grows with its rows, not faster."""

from __future__ import annotations

import time
from pathlib import Path

from editions.tables.export import export_view
from editions.tables.messages import extract_tables
from editions.tables.reading import read_data
from editions.tables.views import make_view
from tests.tables.packages import FARES, forms_of, write_package


def seconds(folder: Path, count: int) -> float:
    """Return the CPU time for a table of *count* rows, the shorter of two runs."""
    rows = [f"row{n},Shore number {n},{n}.5,more than," for n in range(count)]
    content = "\n".join([FARES.splitlines()[0], "north,North,21.3,,", *rows]) + "\n"
    path = write_package(folder, fares=content)
    times = []
    for _ in range(2):
        start = time.process_time()
        data = read_data(path, folder)
        forms = forms_of(data, "fr_CA")
        export_view(make_view(data.tables["fares"], forms, order=["-fare"]), forms)
        extract_tables(data)
        times.append(time.process_time() - start)
    return min(times)


def test_time_is_proportional_to_the_rows(tmp_path: Path) -> None:
    seconds(tmp_path / "warm", 10)
    few, many = seconds(tmp_path / "few", 500), seconds(tmp_path / "many", 5000)
    assert many < 20 * few  # ten times the rows, and room for a busy machine
