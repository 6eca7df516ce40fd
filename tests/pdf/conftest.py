"""Fixtures: PDF files built once for all test processes, and what veraPDF says of them."""

from __future__ import annotations

import json
import shutil
from dataclasses import asdict, replace
from pathlib import Path

import pikepdf
import pytest

from editions.bilingual.elements import parse, serialize
from editions.bilingual.printed import merge_printed
from editions.languages import Edition, Pair, Publication
from editions.pdf.layout import write_pdf
from editions.pdf.pages import BILINGUAL, PRINTED, PrintedPage
from tests.building import build, edit, in_part
from tests.conftest import ROOTS, locked
from tests.forking import run_forked
from tests.pdf.damage import DAMAGES
from tests.pdf.sample import write_sample
from tests.pdf.verapdf import PDF17, PDF20, PDF20_WITH_FILES, Failure, check_files

#: Where the style sheet of two columns lies in a document.
SHEET = "_editions/bilingual.css"
#: Ends the names of files of the standard that is not the default.
SECOND = "-ua-2"


def build_plainly(name: str, folder: Path) -> Path:
    """Build a project that knows nothing of editions, as its author does; a warning fails.

    Return the PDF, which stands in *folder*; what it is made from stays in a folder below.
    """
    output = folder / name
    options = ("-b", "pdf", "-W", "--keep-going", "-q")
    result = run_forked("sphinx.cmd.build:main", *options, str(ROOTS / name), str(output))
    assert result.returncode == 0, result.stderr
    assert result.stderr == ""
    (path,) = output.glob("*.pdf")
    return Path(shutil.copy(path, folder))


def write_to_second_standard(printed: PrintedPage, path: Path) -> None:
    """Write a printed edition to the standard that is not the default."""
    data = write_pdf(
        printed.html,
        printed.files,
        attachments=printed.attachments,
        system_fonts=printed.system_fonts,
        standard="ua-2",
    )
    path.write_bytes(data)


def pair_of(site: Path, project: Publication, codes: tuple[str, str]) -> PrintedPage:
    """Return the printed page of two editions of the finished site."""
    pair = Pair(*map(project.edition, codes))
    cache = site.parent / "cache"
    one, other = (
        PrintedPage.from_json((cache / code / "pdf" / PRINTED).read_text(encoding="utf-8"))
        for code in codes
    )
    page = merge_printed(pair, one, other, SHEET)
    return replace(page, files={**page.files, SHEET: BILINGUAL})


def set_twice(printed: PrintedPage) -> bytes:
    """Set a printed edition beside itself in capitals; return the PDF."""
    root = parse(printed.html)
    for item in next(iter(root.iter("body"))).iter():
        item.text, item.tail = (item.text or "").upper(), (item.tail or "").upper()
    capitals = replace(printed, html=serialize(root))
    pair = Pair(Edition("en", "en", "English", "Sink"), Edition("fr", "fr", "Français", "Évier"))
    page = merge_printed(pair, printed, capitals, SHEET)
    return write_pdf(
        page.html,
        {**page.files, SHEET: BILINGUAL},
        attachments=page.attachments,
        system_fonts=page.system_fonts,
    )


@pytest.fixture(scope="session")
def kitchen_sink(shared: Path) -> Path:
    """The PDF file of somebody else's project that has one of each thing."""
    folder = shared / "plainly"
    with locked(shared / "kitchen-sink.lock"):
        if not (path := folder / "kitchen-sink-en.pdf").is_file():
            folder.mkdir(exist_ok=True)
            assert build_plainly("kitchen-sink", folder) == path
    return path


@pytest.fixture(scope="session")
def plainly_built(shared: Path, kitchen_sink: Path) -> dict[str, Path]:
    """PDF files of projects of others, by name."""
    folder = kitchen_sink.parent
    with locked(shared / "plainly.lock"):
        if not (folder / "ready").is_file():
            for name in ("extensions", "extensions-tabs"):
                build_plainly(name, folder)
            pages = (folder / "kitchen-sink" / PRINTED).read_text(encoding="utf-8")
            printed = PrintedPage.from_json(pages)
            (folder / "kitchen-sink-twice.pdf").write_bytes(set_twice(printed))
            write_to_second_standard(printed, folder / f"{kitchen_sink.stem}{SECOND}.pdf")
            (folder / "ready").touch()
    return {path.stem: path for path in folder.glob("*.pdf")}


@pytest.fixture(scope="session")
def built(
    shared: Path, site: Path, project: Publication, plainly_built: dict[str, Path]
) -> dict[str, Path]:
    """Good PDF files by name: each publication's editions, and a page with one of each thing."""
    folder = shared / "pdf"
    with locked(shared / "pdf.lock"):
        if not (folder / "ready").is_file():
            folder.mkdir(exist_ok=True)
            for path in (site / "downloads").glob("*.pdf"):
                shutil.copy(path, folder)
            shores = Path(shutil.copytree(ROOTS / "two-shores", shared / "shores"))
            for code in ("en", "fr"):
                (path,) = build(shores, code, "pdf").glob("*.pdf")
                shutil.copy(path, folder)
            in_part(shores)
            edit(shores / "conf.py", '"two-shores"', '"two-shores-in-part"')
            (path,) = build(shores, "fr", "pdf").glob("*.pdf")
            shutil.copy(path, folder)
            for path in plainly_built.values():
                shutil.copy(path, folder)
            write_sample(folder)
            write_sample(folder, "ua-2", f"sample{SECOND}")
            pair = pair_of(site, project, ("en", "fr"))
            write_to_second_standard(pair, folder / f"{project.slug}-en-fr{SECOND}.pdf")
            (folder / "ready").touch()
    return {path.stem: path for path in folder.glob("*.pdf")}


def flavours_of(path: Path, sample: Path) -> tuple[str, ...]:
    """Return what veraPDF calls the standards that a file says it conforms to.

    *sample* is a file of PDF 2.0 without other files in it.
    """
    with path.open("rb") as file:
        version = file.read(8)
    if version != b"%PDF-2.0":
        return PDF17
    return PDF20 if path == sample else PDF20_WITH_FILES


@pytest.fixture(scope="session")
def verdicts(shared: Path, built: dict[str, Path]) -> dict[str, tuple[Failure, ...]]:
    """What veraPDF says of every good file and of every damaged one, by name."""
    report = shared / "verapdf.json"
    with locked(shared / "verapdf.lock"):
        if not report.is_file():
            folder = shared / "damaged"
            folder.mkdir()
            for damage in DAMAGES:
                with pikepdf.open(built[damage.of]) as pdf:
                    damage.apply(pdf)
                    pdf.save(folder / f"{damage.name}.pdf")
            asked = {path: flavours_of(path, built["sample-ua-2"]) for path in built.values()}
            asked |= {folder / f"{damage.name}.pdf": damage.flavours for damage in DAMAGES}
            found = check_files(asked)
            content = {path.stem: [asdict(f) for f in failures] for path, failures in found.items()}
            report.write_text(json.dumps(content), encoding="utf-8")
    known = json.loads(report.read_text(encoding="utf-8"))
    return {name: tuple(Failure(**f) for f in failures) for name, failures in known.items()}
