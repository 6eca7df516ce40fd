"""The benchmarks run, and measure what they say."""

from __future__ import annotations

import json
import subprocess
import sys
from pathlib import Path

from tests.conftest import PROJECT


def test_pdf_benchmark_runs(two_shores: Path, tmp_path: Path) -> None:
    report = tmp_path / "report.json"
    command = [sys.executable, str(PROJECT / "benchmarks" / "pdf.py"), "--rounds", "1"]
    result = subprocess.run(
        [*command, "--project", str(two_shores), "--json", str(report)],
        capture_output=True,
        text=True,
        check=False,
    )
    assert result.returncode == 0, result.stderr
    assert "layout / bare:" in result.stdout
    measured = json.loads(report.read_text(encoding="utf-8"))
    assert {"layout", "bare", "tagged", "build", "sphinx"} <= set(measured)
    for name in ("layout", "bare", "tagged", "build"):
        assert measured[name][0]["size"] > 1, name
        assert measured[name][0]["cpu"] > 0
    assert measured["sphinx"][0]["size"] == 0


def test_live_benchmark_runs(two_shores: Path, tmp_path: Path) -> None:
    report = tmp_path / "report.json"
    command = [sys.executable, str(PROJECT / "benchmarks" / "live.py"), "--rounds", "2"]
    result = subprocess.run(
        [*command, "--project", str(two_shores), "--edition", "fr", "--json", str(report)],
        capture_output=True,
        text=True,
        check=False,
    )
    assert result.returncode == 0, result.stderr
    assert "plain / live:" in result.stdout
    measured = json.loads(report.read_text(encoding="utf-8"))
    assert {name: len(values) for name, values in measured.items()} == dict.fromkeys(
        ("live", "again", "plain"), 2
    )


def test_check_benchmark_runs(two_shores: Path) -> None:
    command = [sys.executable, str(PROJECT / "benchmarks" / "check.py"), "--rounds", "1"]
    result = subprocess.run(
        [*command, str(two_shores / "locale")], capture_output=True, text=True, check=False
    )
    assert result.returncode == 0, result.stderr
    *_, cold, warm = (
        line.split() for line in result.stdout.splitlines() if line.startswith(("cold", "warm"))
    )
    assert (cold[0], cold[-1]) == ("cold", "1.00")
    assert warm[0] == "warm"
    assert float(cold[1]) > 0
