"""Documents that are read once for all formats: no byte shows it, and no change is missed."""

from __future__ import annotations

import contextlib
import os
import time
from collections.abc import Iterator
from pathlib import Path

import pytest

from editions.workflows import jobs
from editions.workflows.inputs import DATE, Circumstances
from editions.workflows.jobs import Job, JobResult, run_job
from editions.workflows.sphinx_run import load_publication
from tests.building import edit
from tests.reading import read_page, text
from tests.workflows.test_build import content
from tests.workflows.test_unchanged import add

DOCUMENTS = ["crossing", "index", "shore"]

#: Notes what is read, and lets a document say something of its own.
EXTENSION = """
import os
from pathlib import Path
from docutils import nodes

def note(app, docname, _source):
    with open(Path(app.confdir, "build", "read.log"), "a", encoding="utf-8") as file:
        file.write(f"{docname}\\n")

def say(app, doctree):
    if app.env.docname == "shore":
        doctree[0] += nodes.paragraph("", WORDS)

def setup(app):
    app.connect("source-read", note)
    app.connect("doctree-read", say)
"""


@pytest.fixture
def root(two_shores: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.setenv("SOURCE_DATE_EPOCH", "1000000000")
    (two_shores / "build").mkdir()
    return two_shores


def extend(root: Path, words: str) -> None:
    """Let the document say *words*, an expression."""
    with (root / "conf.py").open("a", encoding="utf-8") as file:
        file.write(EXTENSION.replace("WORDS", words))


def run(root: Path, *formats: str) -> list[JobResult]:
    """Make the French edition; what has changed at this moment would be taken for meanwhile."""
    time.sleep(0.05)
    publication = load_publication(root)
    circumstances = Circumstances({}, (publication.build,))
    return [run_job(publication, Job(publication.edition("fr"), f), circumstances) for f in formats]


def outputs(root: Path) -> dict[str, dict[str, bytes | None]]:
    return {path.name: content(path / "output") for path in root.glob("build/cache/fr/*/")}


def read_since(root: Path) -> list[str]:
    log = root / "build/read.log"
    found = sorted(log.read_text(encoding="utf-8").split()) if log.exists() else []
    log.unlink(missing_ok=True)
    return found


def test_one_reading_makes_the_bytes_of_three(root: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    extend(root, "'Alike.'")
    formats = ("pdf", "epub", "html")
    assert all(result.made and not result.findings for result in run(root, *formats))
    assert read_since(root) == DOCUMENTS
    together = outputs(root)

    @contextlib.contextmanager
    def apart(*_arguments: object) -> Iterator[None]:
        yield None

    monkeypatch.setattr(jobs, "shared_reading", apart)
    assert all(result.made and not result.findings for result in run(root, *formats))
    assert read_since(root) == sorted(DOCUMENTS * 3)
    assert outputs(root) == together
    assert all(together[form] for form in formats)


def test_a_changed_document_alone_is_read_again_and_what_it_hides_is_not_forgotten(
    root: Path,
) -> None:
    """Nothing tells Sphinx of the file, which is read for a document that stands."""
    (root / "tide.txt").write_text("High.", encoding="utf-8")
    extend(root, "Path(app.confdir, 'tide.txt').read_text(encoding='utf-8')")
    run(root, "html", "epub")
    assert read_since(root) == DOCUMENTS
    add(root / "source/crossing.rst", "\nMore.\n")
    results = run(root, "html", "epub")
    assert read_since(root) == ["crossing"]
    for result in results:
        assert result.inputs is not None
        assert {str(root / "tide.txt"), str(root / "source/shore.rst")} <= set(result.inputs.files)
    (root / "tide.txt").write_text("Low.", encoding="utf-8")
    run(root, "epub", "html")
    assert read_since(root) == DOCUMENTS
    assert "Low." in text(read_page(root / "build/cache/fr/html/output/shore.html"))


def test_a_format_depends_on_what_it_is_written_with_and_not_on_that_of_another(
    root: Path,
) -> None:
    (root / "foot.txt").write_text("Foot.", encoding="utf-8")
    extend(root, "'Alike.'")
    add(
        root / "conf.py",
        "    app.connect('html-page-context', foot)\n\n"
        "def foot(app, *rest):\n"
        "    if app.builder.name == 'html':\n"
        "        Path(app.confdir, 'foot.txt').read_text(encoding='utf-8')\n",
    )
    html, epub = (result.inputs for result in run(root, "html", "epub"))
    assert html is not None
    assert epub is not None
    assert set(html.files) - set(epub.files) == {str(root / "foot.txt")}
    assert read_since(root) == DOCUMENTS


def test_who_asks_for_the_builder_is_read_for_each(root: Path) -> None:
    extend(root, "app.builder.name")
    for _ in range(2):
        run(root, "html", "epub")
        for name, page in (("html", "shore.html"), ("epub", "shore.xhtml")):
            words = text(read_page(root / "build/cache/fr" / name / "output" / page)).split()
            assert name in words
            assert {"html", "epub"} & set(words) == {name}
        add(root / "source/crossing.rst", "\nMore.\n")
    assert len(read_since(root)) > len(DOCUMENTS) * 2


def test_what_is_wrong_in_a_document_is_said_of_every_format(root: Path) -> None:
    edit(root / "source/shore.rst", "Shore\n=====\n", "Shore\n=====\n\n:ref:`nowhere`\n")
    first, second = run(root, "html", "epub")
    assert first.findings
    assert first.findings == second.findings
    edit(root / "source/shore.rst", "\n:ref:`nowhere`\n", "")
    assert not any(result.findings for result in run(root, "html", "epub"))


def test_a_reading_that_is_of_no_use_is_left_alone(root: Path) -> None:
    extend(root, "'Alike.'")
    run(root, "html")
    before = outputs(root)["html"]
    (root / "build/cache/fr/reading/environment.pickle").write_bytes(b"cut off")
    (result,) = run(root, "html")
    assert result.made
    assert not result.findings
    assert read_since(root) == sorted(DOCUMENTS * 2)
    assert outputs(root)["html"] == before


def test_a_file_that_is_put_back_with_its_old_time_is_read(root: Path) -> None:
    extend(root, "'Alike.'")
    run(root, "html", "epub")
    read_since(root)
    path = root / "source/crossing.rst"
    add(path, "\nMore.\n")
    os.utime(path, (1_000_000_000, 1_000_000_000))
    run(root, "html", "epub")
    assert read_since(root) == ["crossing"]
    assert "More." in text(read_page(root / "build/cache/fr/html/output/crossing.html"))


@pytest.mark.parametrize("words", ["''", "app.builder.name"], ids=["together", "apart"])
def test_data_in_the_source_that_no_document_names_are_read(root: Path, words: str) -> None:
    """Sphinx knows nothing of the file, which an extension reads for a document."""
    (root / "source/tide.txt").write_text("High.", encoding="utf-8")
    extend(root, f"{words} + Path(app.srcdir, 'tide.txt').read_text(encoding='utf-8')")
    run(root, "html", "epub")
    run(root, "html", "epub")
    (root / "source/tide.txt").write_text("Low.", encoding="utf-8")
    run(root, "html", "epub")
    for name in ("html/output/shore.html", "epub/output/shore.xhtml"):
        assert "Low." in text(read_page(root / "build/cache/fr" / name))


def test_for_a_style_sheet_of_the_pages_no_document_is_read_again(root: Path) -> None:
    sheet = root / "source/_static/tide.css"
    sheet.parent.mkdir()
    sheet.write_text("p { color: navy }\n", encoding="utf-8")
    add(root / "conf.py", "html_static_path = ['source/_static']\n")
    extend(root, "app.builder.name")
    run(root, "html")
    run(root, "html")
    read_since(root)
    sheet.write_text("p { color: teal }\n", encoding="utf-8")
    run(root, "html")
    assert read_since(root) == []
    built = root / "build/cache/fr/html/output/_static/tide.css"
    assert built.read_bytes() == sheet.read_bytes()


def test_who_asks_for_tags_where_conf_py_has_them_is_read_for_each(root: Path) -> None:
    extend(root, "next(name for name in ('html', 'epub') if tags.has(f'builder_{name}'))")
    run(root, "html", "epub")
    for name, page in (("html", "shore.html"), ("epub", "shore.xhtml")):
        assert name in text(read_page(root / "build/cache/fr" / name / "output" / page)).split()


def test_a_document_that_bears_the_date_of_today_is_read_again(
    root: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """A new day is seen without a word from the environment."""
    monkeypatch.delenv("SOURCE_DATE_EPOCH")
    edit(root / "source/shore.rst", "Shore\n=====\n", "Shore\n=====\n\nSeen |today|.\n")
    extend(root, "'Alike.'")
    publication = load_publication(root)
    for day, read in (("1 May", DOCUMENTS), ("2 May", ["shore"])):
        for form in ("html", "epub"):
            time.sleep(0.05)
            job = Job(publication.edition("fr"), form)
            run_job(publication, job, Circumstances({DATE: day}, (publication.build,)))
        assert read_since(root) == read
