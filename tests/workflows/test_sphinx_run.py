"""Run Sphinx: every warning is a finding with its place, and nothing stale is published."""

from __future__ import annotations

import errno
import filecmp
import os
import shutil
import subprocess
import sys
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

import pytest
from sphinx.errors import SphinxError

from editions.borrowed.sphinx_log import LogRecord
from editions.findings import EditionsError, Finding, FindingsError
from editions.workflows import sphinx_run
from editions.workflows.sphinx_run import find_undecodable, findings_from, load_publication
from tests.building import build, edit, set_translation
from tests.reading import body, one, pdf_pages, read_page, select, text

SHORE = "source/shore.rst"
SHORE_PO = "locale/fr/LC_MESSAGES/shore.po"
TIDE = "The tide is out. It comes back at noon."


def append(root: Path, name: str, addition: str) -> None:
    with (root / name).open("a", encoding="utf-8") as file:
        file.write(addition)


def findings_of(root: Path, code: str = "en") -> list[Finding]:
    with pytest.raises(FindingsError) as caught:
        build(root, code)
    return list(caught.value.findings)


# What Sphinx warns of.


@pytest.mark.parametrize(
    ("record", "expected"),
    [
        (
            LogRecord("undefined label: 'x'", "/p/source/a.rst", 4, "ref.ref"),
            Finding("source/a.rst", 4, "undefined label: 'x'", "ref.ref"),
        ),
        (
            LogRecord("bad", "/elsewhere/a.rst", 4, ""),
            Finding("/elsewhere/a.rst", 4, "bad", "sphinx"),
        ),
        (LogRecord("cannot copy", "", 0, ""), Finding("sphinx", 0, "cannot copy", "sphinx")),
        (
            LogRecord("no label", "/p/a.rst", 4, "ref.ref", translated=True),
            Finding("a.rst", 4, "in the translation fr: no label", "ref.ref"),
        ),
        (
            LogRecord("inconsistent", "/p/a.rst", 4, "i18n.inconsistent_references"),
            Finding(
                "a.rst", 4, "in the translation fr: inconsistent", "i18n.inconsistent_references"
            ),
        ),
    ],
)
def test_warnings_become_findings(record: LogRecord, expected: Finding) -> None:
    assert findings_from([record, record], Path("/p"), "fr") == (expected,)


# What a source can have wrong with it.


@dataclass(frozen=True)
class Mistake:
    """Something wrong in a publication, and what must be said of it."""

    make: Callable[[Path], object]
    file: str
    line: int
    words: str
    code: str = "en"

    def __str__(self) -> str:
        return self.words


MISTAKES = [
    Mistake(lambda r: append(r, SHORE, "\nOne *two.\n"), SHORE, 18, "Inline emphasis"),
    Mistake(lambda r: append(r, SHORE, "\n:no:`x`\n"), SHORE, 18, 'text role "no"'),
    Mistake(lambda r: append(r, SHORE, "\n:ref:`no`\n"), SHORE, 18, "undefined label: 'no'"),
    Mistake(lambda r: append(r, SHORE, "\n:doc:`no`\n"), SHORE, 18, "unknown document: 'no'"),
    Mistake(lambda r: append(r, SHORE, "\n.. image:: no.png\n"), SHORE, 18, "not readable: no.png"),
    Mistake(lambda r: append(r, SHORE, "\n.. include:: no.inc\n"), SHORE, 18, "no.inc"),
    Mistake(lambda r: edit(r / SHORE, "=====", "===="), SHORE, 4, "underline too short"),
    Mistake(lambda r: (r / SHORE).write_bytes(b"Shore\n=====\n\nCaf\xe9\n"), SHORE, 4, "not UTF-8"),
    Mistake(
        lambda r: (r / "source/lone.rst").write_text("Lone\n====\n"),
        "source/lone.rst",
        0,
        "any toctree",
    ),
    Mistake(
        lambda r: (r / "source/index.rst").unlink(), "edition en", 0, "unable to load the master"
    ),
    Mistake(lambda r: append(r, "conf.py", 'extensions += ["no"]\n'), "conf.py", 0, "extension no"),
    Mistake(lambda r: append(r, "conf.py", 'html_theme = "no"\n'), "conf.py", 0, "named 'no'"),
    Mistake(lambda r: shutil.rmtree(r / "locale/fr"), SHORE_PO[:21], 0, "is missing", "fr"),
    Mistake(
        lambda r: append(r, "conf.py", 'locale_dirs = ["no"]\n'),
        "source/no/fr/LC_MESSAGES",
        0,
        "is missing",
        "fr",
    ),
    Mistake(
        lambda r: edit(r / SHORE_PO, '"Rive"', '"Rive'), SHORE_PO, 18, "begin and end with", "fr"
    ),
    Mistake(
        lambda r: set_translation(r, "shore", TIDE, "Le *x"), SHORE_PO, 21, "does not end", "fr"
    ),
    Mistake(
        lambda r: set_translation(r, "shore", TIDE, ":no:`x`"), SHORE_PO, 21, "own roles", "fr"
    ),
    Mistake(
        lambda r: set_translation(r, "shore", TIDE, "M. Marée est sorti."),
        SHORE_PO,
        21,
        "cannot be published",
        "fr",
    ),
    Mistake(
        lambda r: set_translation(r, "shore", TIDE, "1994. La mer."),
        SHORE_PO,
        21,
        "cannot be published",
        "fr",
    ),
    Mistake(
        lambda r: set_translation(r, "shore", TIDE, "- La mer."),
        SHORE_PO,
        21,
        "cannot be published",
        "fr",
    ),
]


@pytest.mark.parametrize("mistake", MISTAKES, ids=str)
def test_mistake_is_named_again_and_again_until_it_is_mended(
    two_shores: Path, tmp_path: Path, mistake: Mistake
) -> None:
    """Sphinx says a warning once and keeps the document that it has read."""
    whole = shutil.copytree(two_shores, tmp_path / "whole")
    mistake.make(two_shores)
    first = findings_of(two_shores, mistake.code)
    assert [(f.file, f.line) for f in first if mistake.words in f.message] == [
        (mistake.file, mistake.line)
    ], first
    assert findings_of(two_shores, mistake.code) == first
    for name in ("source", "locale"):
        shutil.rmtree(two_shores / name)
        shutil.copytree(whole / name, two_shores / name)
    shutil.copy(whole / "conf.py", two_shores)
    assert (build(two_shores, mistake.code) / "shore.html").is_file()


def import_broken_module(root: Path) -> None:
    (root / "helper.py").write_text("x = (\n")
    append(root, "conf.py", "import runpy; runpy.run_path('helper.py')\n")


@pytest.mark.parametrize(
    ("change", "expected"),
    [
        (lambda r: (r / "conf.py").unlink(), r"/conf\.py: not found; .*--project \(conf\)$"),
        (
            lambda r: (r / "conf.py").rename(r / "source/conf.py"),
            r"/conf\.py: not found here, but in source; go there, .*--project \(conf\)$",
        ),
        (
            lambda r: (r / "conf.py").write_text(
                "from importlib import metadata\nmetadata.version('a-b')"
            ),
            r"conf\.py:2: PackageNotFoundError: .* a-b; .*python -m pip install a-b \(conf\)$",
        ),
        (
            lambda r: (r / "conf.py").write_text("import no_such.thing\n"),
            r"conf\.py:1: ModuleNotFoundError: .*; .*python -m pip install no_such \(conf\)$",
        ),
        (lambda r: append(r, "conf.py", "\nx = (\n"), r"^conf\.py:23: '\(' was never closed"),
        (lambda r: append(r, "conf.py", "1 / 0\n"), r"^conf\.py:22: ZeroDivisionError: division"),
        (lambda r: append(r, "conf.py", "no_such\n"), r"^conf\.py:22: NameError: name 'no_such'"),
        (lambda r: append(r, "conf.py", "raise SystemExit(3)\n"), r"^conf\.py:22: SystemExit: 3"),
        (import_broken_module, r"^conf\.py:22: SyntaxError: .*\(helper\.py, line 1\)"),
        (lambda r: append(r, "conf.py", "editions = [5]\n"), r"^conf\.py:22: editions: it holds 5"),
        (lambda r: append(r, "conf.py", "locale_dirs = []\n"), r"^conf\.py:22: locale_dirs: it"),
        (lambda r: edit(r / "conf.py", '"fr"', '"FR"'), r"^conf\.py:10: edition code 'FR'"),
        (lambda r: edit(r / "conf.py", '"fr_FR"', '"xx"'), r"^conf\.py:10: edition 'fr': 'xx' is"),
        (lambda r: edit(r / "conf.py", '"fr"', '"en"'), r"^conf\.py:8: editions: it holds 'en'"),
        (
            lambda r: edit(r / "conf.py", 'locale="fr_FR", ', ""),
            r"^conf\.py:10: TypeError: .*'locale'",
        ),
    ],
)
def test_wrong_conf_is_named_with_its_line(
    two_shores: Path, change: Callable[[Path], object], expected: str
) -> None:
    change(two_shores)
    with pytest.raises(EditionsError, match=expected) as caught:
        load_publication(two_shores)
    assert len(str(caught.value).splitlines()) == 1


@pytest.mark.parametrize(
    ("code", "expected"),
    [
        (errno.ENOSPC, Finding("a.po", 0, "it failed", "system")),
        (errno.EIO, Finding("a.po", 0, "it failed", "system")),
        (errno.ENOENT, Finding("conf.py", 0, "Sphinx gave up", "sphinx")),
    ],
)
def test_a_full_or_broken_disk_is_named_and_no_line_of_a_program(
    code: int, expected: Finding
) -> None:
    error = SphinxError("Sphinx gave up")
    error.__cause__ = OSError(code, "it failed", "a.po")
    assert sphinx_run._reasons(error, "conf.py") == (expected,)


# What is read again, and what is not.


def documents(root: Path, code: str) -> dict[str, int]:
    """Return the documents that Sphinx has read, and when."""
    return {
        path.stem: path.stat().st_mtime_ns for path in (root / "doctrees" / code).glob("*.doc*")
    }


def test_unchanged_publication_is_not_read_again(two_shores: Path) -> None:
    build(two_shores, "fr")
    before = documents(two_shores, "fr")
    assert set(before) == {"index", "shore", "crossing"}
    build(two_shores, "fr")
    assert documents(two_shores, "fr") == before


def test_changed_catalog_makes_its_document_be_read_again(two_shores: Path) -> None:
    build(two_shores, "fr")
    before = documents(two_shores, "fr")
    set_translation(two_shores, "shore", TIDE, "La mer est loin.")
    page = read_page(build(two_shores, "fr") / "shore.html")
    assert "La mer est loin." in text(one(page, "//main"))
    after = documents(two_shores, "fr")
    assert {name for name in after if after[name] != before[name]} == {"shore"}


def test_a_label_may_move_to_a_document_that_is_read_before_its_own(two_shores: Path) -> None:
    part = ".. _wanderer:\n\nWanderer\n--------\n\nIt moves.\n"
    first, last = (two_shores / "source" / name for name in ("crossing.rst", "shore.rst"))
    before = last.read_text(encoding="utf-8")
    last.write_text(f"{before}\n{part}", encoding="utf-8")
    build(two_shores, "en")
    last.write_text(before, encoding="utf-8")
    first.write_text(f"{first.read_text(encoding='utf-8')}\n{part}", encoding="utf-8")
    page = read_page(build(two_shores, "en") / f"{first.stem}.html")
    assert select(page, "//section[@id='wanderer']")


def test_removed_catalog_is_forgotten(two_shores: Path) -> None:
    build(two_shores, "fr")
    (two_shores / SHORE_PO).unlink()
    page = read_page(build(two_shores, "fr") / "shore.html")
    assert text(one(page, "//main//h1")) == "Shore [anglais]"


def test_added_catalog_is_seen(two_shores: Path) -> None:
    (two_shores / SHORE_PO).rename(two_shores / "later.po")
    build(two_shores, "fr")
    (two_shores / "later.po").rename(two_shores / SHORE_PO)
    page = read_page(build(two_shores, "fr") / "shore.html")
    assert text(one(page, "//main//h1")) == "Rive"


def test_editions_built_in_one_process_do_not_mix(two_shores: Path) -> None:
    headings = [
        text(one(read_page(build(two_shores, code) / "shore.html"), "//main//h1"))
        for code in ("fr", "en", "fr")
    ]
    assert headings == ["Rive", "Shore", "Rive"]


def test_output_is_made_anew(two_shores: Path) -> None:
    (build(two_shores, "en") / "stray.html").touch()
    assert not (build(two_shores, "en") / "stray.html").exists()


# What goes on without the command.


def sphinx_build(root: Path, *arguments: str) -> None:
    command = [sys.executable, "-m", "sphinx", "--fail-on-warning", "--quiet", "source", *arguments]
    run = subprocess.run(
        [*command, "-c", ".", "-D", "language=fr"],
        cwd=root,
        capture_output=True,
        text=True,
        check=False,
    )
    assert (run.returncode, run.stderr) == (0, "")


def test_plain_sphinx_build_makes_web_pages(two_shores: Path) -> None:
    sphinx_build(two_shores, "out", "-b", "html")
    page = read_page(two_shores / "out/shore.html")
    assert page.get("lang") == "fr-FR"
    assert text(one(page, "//main//h1")) == "Rive"
    assert text(select(page, "//*[@class='skip']")[0]) == "Aller au contenu"


def test_plain_sphinx_build_makes_a_pdf(two_shores: Path) -> None:
    sphinx_build(two_shores, "out", "-b", "pdf")
    assert "Elle revient à midi." in " ".join(pdf_pages(two_shores / "out/two-shores-fr.pdf"))


def test_reading_in_parallel_makes_the_same_pages(two_shores: Path) -> None:
    """Sphinx reads side by side from six documents on."""
    names = [f"tide{number}" for number in range(12)]
    append(two_shores, "source/index.rst", "".join(f"   {name}\n" for name in names))
    for name in names:
        (two_shores / f"source/{name}.rst").write_text(f"{name}\n======\n\n{TIDE}\n\nMore.\n")
        shutil.copy(two_shores / SHORE_PO, two_shores / f"locale/fr/LC_MESSAGES/{name}.po")
    sphinx_build(two_shores, "parallel", "-j", "2", "-b", "html")
    sphinx_build(two_shores, "serial", "-j", "1", "-b", "html")
    pages = [path.name for path in (two_shores / "serial").glob("*.html")]
    assert len(pages) == len(names) + 5
    same = filecmp.cmpfiles(two_shores / "serial", two_shores / "parallel", pages, shallow=False)
    assert sorted(same[0]) == sorted(pages)
    main = body(read_page(two_shores / "parallel/tide7.html"))
    assert text(select(main, ".//p")[0]) == "La mer est basse. Elle revient à midi."
    assert [text(found) for found in select(main, ".//*[@lang='en-GB']")] == ["tide7", "More."]


def test_words_of_sphinx_are_in_the_language_of_each_run(two_shores: Path) -> None:
    """Whatever the first run in the process was: a new process, since this one has had many."""
    with (two_shores / "source/shore.rst").open("a", encoding="utf-8") as file:
        file.write("\n.. py:function:: sail(speed)\n\n   :param speed: knots\n")
    code = (
        "from tests.building import build; from pathlib import Path;"
        " [print(build(Path('.'), code)) for code in ('en', 'fr', 'en')]"
    )
    root = Path(__file__).parents[2]
    subprocess.run([sys.executable, "-c", code], cwd=two_shores, check=True,
                   env={**os.environ, "PYTHONPATH": str(root)})  # fmt: skip
    labels = {
        code: text(select(read_page(two_shores / f"out/html/{code}/shore.html"), "//main//dt")[1])
        for code in ("en", "fr")
    }
    assert labels == {"en": "Parameters:", "fr": "Paramètres:"}


@pytest.mark.parametrize("name", ["chart.md", "chart.rst", "chart.txt", "chart.ipynb", "CHART.MD"])
def test_a_document_of_any_kind_that_is_not_utf8_is_named(two_shores: Path, name: str) -> None:
    (two_shores / "source" / name).write_bytes(b"Chart\n\nCaf\xe9\n")
    (two_shores / "source/_data.bin").write_bytes(b"\xff")
    (finding,) = find_undecodable(load_publication(two_shores))
    assert (finding.file, finding.line) == (f"source/{name}", 3)
