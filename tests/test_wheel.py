"""What an index would get: it says what it needs, and works in an environment of its own."""

from __future__ import annotations

import email
import re
import tarfile
import zipfile
from email.message import Message
from importlib.metadata import entry_points
from pathlib import Path
from typing import Any

import pytest
from packaging.version import Version

import editions
from tests.environments import (
    PROJECT,
    Environment,
    build,
    copy_source,
    make_environment,
    requirements_of,
)
from tests.examples import blocks_of, write_files
from tests.reading import one, pdf_pages, read_page, select, text

README = PROJECT / "docs" / "toolkit.md"


@pytest.fixture(scope="module")
def built(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A folder with the wheel and the source distribution."""
    folder = tmp_path_factory.mktemp("dist")
    source = copy_source(folder / "source")
    for kind in ("wheel", "sdist"):
        build(source, folder / "dist", kind)
    return folder / "dist"


@pytest.fixture(scope="module")
def wheel(built: Path) -> Path:
    (path,) = built.glob("*.whl")
    return path


@pytest.fixture(scope="module")
def metadata(wheel: Path) -> Message:
    with zipfile.ZipFile(wheel) as archive:
        (name,) = (n for n in archive.namelist() if n.endswith(".dist-info/METADATA"))
        return email.message_from_string(archive.read(name).decode())


@pytest.fixture
def shores(tmp_path: Path) -> Path:
    """The project of three files that the toolkit's own README shows."""
    return write_files(README, tmp_path / "shores")


def install(folder: Path, wheel: Path, extras: str = "") -> Environment:
    """Install the wheel into an environment with what it declares, and nothing else."""
    names = [name for name in extras.split(",") if name]
    made = make_environment(folder, [*requirements_of(names), "pip"])
    wanted = f"{wheel}[{extras}]" if extras else str(wheel)
    made.succeed(f"python -m pip --quiet install '{wanted}'", folder)
    made.succeed("python -m pip check", folder)
    return made


def test_version_is_semantic_and_declared_once(metadata: Message) -> None:
    assert re.fullmatch(r"(0|[1-9]\d*)\.(0|[1-9]\d*)\.(0|[1-9]\d*)", editions.__version__)
    assert metadata["Version"] == editions.__version__ == str(Version(editions.__version__))
    stated = [
        path
        for path in (PROJECT / "editions").rglob("*.py")
        if f'"{editions.__version__}"' in path.read_text(encoding="utf-8")
    ]
    assert stated == [PROJECT / "editions" / "__init__.py"]


def test_metadata_are_those_that_an_index_shows(metadata: Message) -> None:
    assert metadata["Author"] or metadata["Author-email"]
    assert metadata["License-Expression"] == "BSD-3-Clause"
    assert metadata["Description-Content-Type"] == "text/markdown"
    assert len(metadata["Summary"]) < 100
    assert metadata["Keywords"]
    classifiers = metadata.get_all("Classifier") or []
    assert {"Operating System :: POSIX", "Framework :: Sphinx :: Extension"} <= set(classifiers)
    assert any(line.startswith("Development Status :: ") for line in classifiers)
    oldest = metadata["Requires-Python"].removeprefix(">=")
    assert f"Programming Language :: Python :: {oldest}" in classifiers


def test_description_holds_outside_the_repository(metadata: Message) -> None:
    description = str(metadata.get_payload())
    assert description.strip() == README.read_text(encoding="utf-8").strip()
    targets = re.findall(r"\]\(([^)]+)\)|(?:src|href)=\"([^\"]+)\"", description)
    assert [t for t in targets if not any(part.startswith("https://") for part in t)] == []


def test_description_names_every_extra(metadata: Message) -> None:
    rows = re.findall(r"^\| `(\w+)` \|", README.read_text(encoding="utf-8"), re.MULTILINE)
    extras = metadata.get_all("Provides-Extra") or []
    assert sorted(rows) == sorted({*extras} - {"editable", "test"})


def test_wheel_holds_the_package_and_its_rights(wheel: Path) -> None:
    with zipfile.ZipFile(wheel) as archive:
        names = archive.namelist()
    tops = {name.partition("/")[0] for name in names}
    assert tops == {"editions", f"editions-{editions.__version__}.dist-info"}
    package = PROJECT / "editions"
    wanted = {
        f"editions/{path.relative_to(package).as_posix()}"
        for path in package.rglob("*")
        if path.is_file() and "__pycache__" not in path.parts
    }
    assert wanted == {name for name in names if name.startswith("editions/")}
    rights = {Path(name).name for name in names if "/licenses/" in name}
    assert rights == {"LICENSE", "NOTICE"}
    assert len(set(names)) == len(names)
    with zipfile.ZipFile(wheel) as archive:
        contents = [archive.read(name) for name in names]
    assert len({*contents} - {b""}) == sum(map(bool, contents))  # nothing lies in it twice


def test_source_distribution_gives_the_same_wheel(built: Path, wheel: Path, tmp_path: Path) -> None:
    (archive,) = built.glob("*.tar.gz")
    # Python has the filter from 3.11.4 on, and warns without it from 3.12 on.
    options: Any = {"filter": "data"} if hasattr(tarfile, "data_filter") else {}
    with tarfile.open(archive) as file:
        file.extractall(tmp_path, **options)  # noqa: S202  # the archive is ours
    (source,) = tmp_path.iterdir()
    assert {"CHANGELOG.md", "LICENSE", "NOTICE"} <= {path.name for path in source.iterdir()}
    again = build(source, tmp_path / "dist", "wheel")
    with zipfile.ZipFile(again) as one_, zipfile.ZipFile(wheel) as other:
        assert {n: one_.read(n) for n in one_.namelist() if not n.endswith("RECORD")} == {
            n: other.read(n) for n in other.namelist() if not n.endswith("RECORD")
        }


def test_programs_and_themes_are_declared() -> None:
    (program,) = entry_points(group="console_scripts", name="editions")
    assert callable(program.load())
    (theme,) = entry_points(group="sphinx.html_themes", name="editions")
    assert theme.load()


def test_wheel_builds_a_project_in_every_format(wheel: Path, shores: Path, tmp_path: Path) -> None:
    made = install(tmp_path / "venv", wheel, "epub")
    for block in blocks_of(README):
        if block.language == "sh":
            for command in block.commands:
                made.succeed(command, shores)
    site = shores / "build" / "site"
    assert text(one(read_page(site / "fr" / "index.html"), "//h1")).startswith("Deux rives")
    (pages,) = select(read_page(site / "fr-en" / "index.html"), "//main")
    assert "Le bac part deux fois par jour." in text(pages)
    assert "The ferry sails twice a day." in text(pages)
    buttons = select(read_page(site / "fr" / "index.html"), "//form//button")
    assert "Recherche" in [button.get("title") for button in buttons]  # a word of the package's own
    printed = " ".join(pdf_pages(site / "downloads" / "two-shores-fr.pdf"))
    assert "Le bac part deux fois par jour." in " ".join(printed.split())
    with zipfile.ZipFile(site / "downloads" / "two-shores-fr.epub") as book:
        assert "mimetype" in book.namelist()[0]
        assert any(b"Le bac part" in book.read(n) for n in book.namelist() if n.endswith("html"))


MISSING = [
    ("editions build", "pdf"),
    ("editions build --format epub", "epub"),
    ("sphinx-build -q -b pdf -D language=fr . out", "pdf"),
    ("sphinx-build -q -b epub -D language=fr . out", "epub"),
    ("editions live --edition fr", "live"),
    ("editions references add --bibtex works.bib", "references"),
]


def test_what_is_missing_is_named_where_it_is_needed(
    wheel: Path, shores: Path, tmp_path: Path
) -> None:
    """A guest who wants HTML installs nothing else, and nothing breaks for it."""
    made = install(tmp_path / "venv", wheel)
    for command in ("editions build --format html", "python -m editions update"):
        made.succeed(command, shores)
    assert (shores / "build/site/fr-en/index.html").is_file()
    for command, extra in MISSING:
        done = made.run(command, shores)
        assert done.returncode != 0, command
        said = f"python -m pip install 'editions[{extra}]'"
        assert said in done.stdout, f"{command}\n{done.stdout}"
    checked = made.succeed("editions check", shores)
    assert "python -m pip install 'editions[spelling]'" in checked
    made.succeed("editions check --no-spelling", shores)
