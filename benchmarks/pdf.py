"""Measure our PDF build against bare WeasyPrint and LaTeX, in one run and in alternation.

    .venv/bin/python benchmarks/pdf.py --edition en --rounds 5

Every measurement is a process of its own.  Measured are

``layout``   our layout of one edition's HTML: checks, structure, PDF/A-3a and PDF/UA-1;
``bare``     WeasyPrint's write_pdf() with its defaults, untagged, on the same HTML and files;
``tagged``   the same with WeasyPrint's own PDF/UA-1;
``build``    the whole ``sphinx-build -b pdf`` from the source, nothing kept from earlier runs;
``sphinx``   what Sphinx alone needs to read the same source: ``sphinx-build -b dummy``;
``latex``    ``sphinx-build -b latex`` and ``latexmk -xelatex``, where TeX is installed, of a copy
             whose drawings are PNGs, because LaTeX reads no SVG.
"""

from __future__ import annotations

import argparse
import json
import os
import pickle
import shutil
import statistics
import sys
import tempfile
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from typing import Any
from unittest.mock import patch

from measuring import Measurement, measure
from peers import rasterize_pictures

PROJECT = Path(__file__).resolve().parent.parent

#: Pairs whose ratio is shown.
RATIOS = (("layout", "bare"), ("layout", "tagged"), ("build", "bare"), ("build", "latex"))


@dataclass(frozen=True)
class SizedMeasurement(Measurement):
    """What one process used, and the PDF that it made."""

    #: Size of the PDF, in KiB; 0 where there is none.
    size: float


def measure_pdf(
    commands: list[list[str]], folder: Path, environment: dict[str, str]
) -> SizedMeasurement:
    """Run *commands*, one after the other, which leave a PDF in *folder* or below.

    Raises:
        FailedError: one of them has failed.
    """
    used = measure(commands, environment)
    size = max((path.stat().st_size for path in folder.rglob("*.pdf")), default=0) / 1024
    return SizedMeasurement(used.cpu, used.wall, used.memory, size)


def capture(folder: Path, root: Path, edition: str) -> None:
    """Build *edition* and keep in *folder* the HTML and the files that the layout gets."""
    from editions.pdf import layout
    from editions.workflows.sphinx_run import load_publication, run_sphinx

    def keep(page: str, files: dict[str, Path], **options: Any) -> bytes:
        for name, path in files.items():
            (folder / "files" / name).parent.mkdir(parents=True, exist_ok=True)
            shutil.copyfile(path, folder / "files" / name)
        options.pop("report", None)  # where findings go, which is no part of the work
        (folder / "page.html").write_text(page, encoding="utf-8")
        (folder / "call.pickle").write_bytes(pickle.dumps((list(files), options)))
        return b""

    publication = load_publication(root)
    with patch.object(layout, "write_pdf", keep):
        run_sphinx(
            publication,
            publication.edition(edition),
            "pdf",
            folder / "captured",
            folder / "captured-doctrees",
        )


def lay_out(folder: Path, output: Path) -> None:
    """Lay out what `capture` has kept with our toolkit."""
    from editions.pdf.layout import write_pdf

    names, options = pickle.loads((folder / "call.pickle").read_bytes())  # noqa: S301  # our own
    files = {name: folder / "files" / name for name in names}
    page = (folder / "page.html").read_text(encoding="utf-8")
    output.write_bytes(write_pdf(page, files, **options))


def lay_out_bare(folder: Path, output: Path, variant: str = "") -> None:
    """Lay out what `capture` has kept with nothing but WeasyPrint, seeing the same fonts."""
    _names, options = pickle.loads((folder / "call.pickle").read_bytes())  # noqa: S301  # our own
    if not options["system_fonts"]:
        from editions.pdf.layout import NO_SYSTEM_FONTS

        os.environ["FONTCONFIG_FILE"] = str(NO_SYSTEM_FONTS)
    import weasyprint

    page = (folder / "page.html").read_text(encoding="utf-8")
    source = weasyprint.HTML(string=page, base_url=f"{folder / 'files'}/")
    source.write_pdf(output, **({"pdf_variant": variant} if variant else {}))


def sphinx(builder: str, root: Path, edition: str, output: Path) -> list[str]:
    """Return the command that builds *edition* into *output*, all of it anew."""
    source = root / "source" if (root / "source").is_dir() else root
    options = ["-q", "-E", "-b", builder, "-c", str(root), "-D", f"language={edition}"]
    return [sys.executable, "-m", "sphinx", *options, str(source), str(output)]


def candidates(
    work: Path, root: Path, edition: str
) -> dict[str, Callable[[Path], list[list[str]]]]:
    """Return, by name, what makes the commands to be measured for a folder."""
    this = [sys.executable, str(Path(__file__))]

    def latex(folder: Path) -> list[list[str]]:
        run = ["latexmk", "-xelatex", "-interaction=nonstopmode", "-silent", "-cd"]
        # Latin Modern, which every TeX has; Sphinx's default wants fonts that few machines have.
        fonts = ["-D", "latex_elements.fontpkg="]
        return [
            [*sphinx("latex", work / "raster", edition, folder), *fonts],
            ["sh", "-c", f"{' '.join(run)} {folder}/*.tex"],
        ]

    found: dict[str, Callable[[Path], list[list[str]]]] = {
        "layout": lambda f: [[*this, "--lay-out", str(work), str(f / "a.pdf")]],
        "bare": lambda f: [[*this, "--lay-out-bare", str(work), str(f / "a.pdf"), ""]],
        "tagged": lambda f: [[*this, "--lay-out-bare", str(work), str(f / "a.pdf"), "pdf/ua-1"]],
        "build": lambda f: [sphinx("pdf", root, edition, f)],
        "sphinx": lambda f: [sphinx("dummy", root, edition, f)],
    }
    if shutil.which("latexmk") and shutil.which("xelatex"):
        unwanted = shutil.ignore_patterns(".*", "build", "tests", "node_modules")
        shutil.copytree(root, work / "raster", ignore=unwanted)
        rasterize_pictures(work / "raster")
        found["latex"] = latex
    return found


def run(root: Path, edition: str, rounds: int) -> dict[str, list[SizedMeasurement]]:
    """Measure everything *rounds* times, in alternation."""
    environment = {**os.environ, "PYTHONPATH": str(PROJECT)}
    results: dict[str, list[SizedMeasurement]] = {}
    with tempfile.TemporaryDirectory() as place:
        work = Path(place, "work")
        work.mkdir()
        capture(work, root, edition)
        made = candidates(work, root, edition)
        for turn in range(rounds):
            for name, commands in made.items():
                folder = Path(place, f"{name}-{turn}")
                folder.mkdir()
                measured = measure_pdf(commands(folder), folder, environment)
                results.setdefault(name, []).append(measured)
                shutil.rmtree(folder)
    return results


def report(results: dict[str, list[SizedMeasurement]]) -> None:
    """Print the medians, and the ratios of the CPU times round by round."""
    print(f"{'':8}{'CPU s':>9}{'least':>9}{'wall s':>9}{'MiB':>7}{'KiB':>7}")
    for name, rounds in results.items():
        middle = {
            key: statistics.median(getattr(m, key) for m in rounds) for key in vars(rounds[0])
        }
        least = min(m.cpu for m in rounds)
        print(
            f"{name:8}{middle['cpu']:9.2f}{least:9.2f}{middle['wall']:9.2f}"
            f"{middle['memory']:7.0f}{middle['size']:7.0f}"
        )
    for one, other in RATIOS:
        if one in results and other in results:
            pairs = zip(results[one], results[other], strict=True)
            ratio = statistics.median(a.cpu / b.cpu for a, b in pairs)
            print(f"{one} / {other}: {ratio:.2f} (CPU, median of the rounds)")
    if "latex" not in results:
        print("latex: not measured, because latexmk and xelatex are not installed")


def main() -> None:
    """Measure and report, or be one of the measured processes."""
    parser = argparse.ArgumentParser(description=(__doc__ or "").splitlines()[0])
    parser.add_argument("--project", type=Path, default=PROJECT, help="folder of the publication")
    parser.add_argument("--edition", default="en", help="code of the edition (default: en)")
    parser.add_argument("--rounds", type=int, default=5, help="how often (default: 5)")
    parser.add_argument("--json", type=Path, help="file for every single measurement")
    parser.add_argument("--lay-out", nargs=2, type=Path, help=argparse.SUPPRESS)
    parser.add_argument("--lay-out-bare", nargs=3, help=argparse.SUPPRESS)
    options = parser.parse_args()
    if options.lay_out:
        lay_out(*options.lay_out)
    elif options.lay_out_bare:
        folder, output, variant = options.lay_out_bare
        lay_out_bare(Path(folder), Path(output), variant)
    else:
        results = run(options.project.resolve(), options.edition, options.rounds)
        report(results)
        if options.json:
            content = {name: [vars(m) for m in rounds] for name, rounds in results.items()}
            options.json.write_text(json.dumps(content, indent=1), encoding="utf-8")


if __name__ == "__main__":
    main()
