"""The benchmarks run, and measure what they say."""

from __future__ import annotations

import hashlib
import json
import subprocess
import sys
from pathlib import Path

import polib

from editions.workflows.sphinx_run import load_publication
from tests.catalogs import write_catalog
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


def test_build_benchmark_runs(two_shores: Path, tmp_path: Path) -> None:
    before = sorted(path for path in two_shores.rglob("*"))
    report = tmp_path / "report.json"
    command = [sys.executable, str(PROJECT / "benchmarks" / "build.py"), "languages"]
    options = ["--counts", "1", "2", "--rounds", "1", "--peers", "--json", str(report)]
    result = subprocess.run(
        [*command, *options, "--project", str(two_shores)],
        capture_output=True,
        text=True,
        check=False,
    )
    assert result.returncode == 0, result.stderr
    _, title, head, *rows, site = result.stdout.splitlines()
    assert title == "HTML of several languages"
    assert head.split()[-4:] == ["exponent", "at", "the", "end"]
    assert [row.split()[0] for row in rows] == ["editions", "whole", "sphinx"]
    assert all(len(row.split()) == 5 for row in rows)
    assert site.startswith("the site with pairs, in MiB: 1 lang. ")
    measured = json.loads(report.read_text(encoding="utf-8"))
    assert set(measured) == {"languages, 1", "languages, 2"}
    assert {name for each in measured.values() for name in each} == {"editions", "whole", "sphinx"}
    assert sorted(path for path in two_shores.rglob("*")) == before


def test_live_benchmark_runs(two_shores: Path, tmp_path: Path) -> None:
    report = tmp_path / "report.json"
    command = [sys.executable, str(PROJECT / "benchmarks" / "live.py"), "--rounds", "1"]
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
        ("live", "again", "plain"), 1
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


def test_precision_is_measured_by_labels(tmp_path: Path) -> None:
    catalogs = tmp_path / "harbour" / "fr" / "LC_MESSAGES"
    catalogs.mkdir(parents=True)
    catalog = polib.POFile()
    catalog.metadata = {"Content-Type": "text/plain; charset=UTF-8", "Language": "fr"}
    texts = [("the ship", "le le navire"), ("the sea", "la la mer"), ("the sky", "le ciel")]
    catalog.extend(polib.POEntry(msgid=source, msgstr=target) for source, target in texts)
    catalog.save(str(catalogs / "x.po"))
    labels = ["project,locale,rule,verdict,sha256,why"]
    for verdict, (source, target) in zip(("true", "false", "true"), texts, strict=True):
        digest = hashlib.sha256(f"{source}\0{target}".encode()).hexdigest()
        labels.append(f"harbour,fr,doubled-word,{verdict},{digest},a test")
    (tmp_path / "labels.csv").write_text("\n".join(labels) + "\n", encoding="utf-8")
    command = [sys.executable, str(PROJECT / "benchmarks" / "precision.py"), str(tmp_path)]
    result = subprocess.run(
        [*command, "--labels", str(tmp_path / "labels.csv")],
        capture_output=True,
        text=True,
        check=False,
    )
    assert result.returncode == 0, result.stderr
    assert "harbour: 3 judged translations found" in result.stderr
    assert result.stdout.split("\n")[1].split() == ["doubled-word", "1/2", "1/1", "50%"]


def test_regrouping_benchmark_runs(tmp_path: Path) -> None:
    entry = 'msgid "The tide is out since nine. It is back at noon."\nmsgstr "{}"\n'
    for name, translation in (
        ("a", "La marea baja desde las nueve. Vuelve a mediodía."),
        ("b", "La marea baja desde las nueve y vuelve a mediodía"),
    ):
        write_catalog(tmp_path / f"{name}.po", entry.format(translation))
    script = PROJECT / "benchmarks" / "regrouping.py"
    command = [sys.executable, str(script), str(tmp_path), "--locale", "es", "--show", "5"]
    result = subprocess.run(command, capture_output=True, text=True, check=False)
    assert result.returncode == 0, result.stderr
    first, *shown = result.stdout.splitlines()
    assert first == "2 paragraphs: 1 valid, 1 kept whole"
    assert shown[:2] == ["… The tide is out since nine.", "… La marea baja desde las nueve."]


def test_series_benchmark_writes_papers_that_can_be_built(tmp_path: Path) -> None:
    """Its builds are what is measured, and take minutes."""
    from series import forget, write_series

    for name in ("one", "two"):
        write_series(tmp_path / name, 3, small=False)
    written = {path.relative_to(tmp_path / "one") for path in (tmp_path / "one").rglob("*.*")}
    assert all(
        (tmp_path / "one" / path).read_bytes() == (tmp_path / "two" / path).read_bytes()
        for path in written
    )
    lengths = set()
    for root in sorted((tmp_path / "one/papers").iterdir()):
        publication = load_publication(root)
        assert [edition.code for edition in publication.editions] == ["en", "es", "fr"]
        lengths.add(len(list(root.glob("source/*.rst"))))
        for path in root.glob("locale/*/LC_MESSAGES/*.po"):
            catalog = polib.pofile(str(path))
            assert len(catalog) > 1
            assert catalog.percent_translated() == 100
            text = (root / "source" / f"{path.stem}.rst").read_text(encoding="utf-8")
            assert all(entry.msgid in text for entry in catalog)
    assert len(lengths) > 1
    (root / "build").mkdir()
    forget(tmp_path / "one")
    assert not (root / "build").exists()
