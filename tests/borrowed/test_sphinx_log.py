"""Sphinx's log as records, and its errors: in every version the same."""

from __future__ import annotations

import logging
import os
import subprocess
import sys
from collections.abc import Iterator
from io import StringIO
from pathlib import Path
from typing import Any

import pytest
import sphinx.util.logging
from docutils import nodes
from sphinx.errors import ConfigError, ExtensionError

from editions.borrowed.sphinx import docutils_of_its_own
from editions.borrowed.sphinx_application import Run
from editions.borrowed.sphinx_log import LogRecord, collected_warnings, own_error
from editions.findings import FindingsError
from tests.borrowed import make_project, run

logger = sphinx.util.logging.getLogger("tests")


class Log:
    """The log of a run of Sphinx on a project of one page."""

    def __init__(self, app: Run, records: list[LogRecord]) -> None:
        self.app = app
        self.records = records
        self.index = str(app.srcdir / "index.rst")


@pytest.fixture(params=[True, False], ids=["types-shown", "types-hidden"])
def log(tmp_path: Path, request: pytest.FixtureRequest) -> Iterator[Log]:
    root = make_project(tmp_path / "one")
    with docutils_of_its_own(root), collected_warnings() as records:
        shown = bool(request.param)
        app = run(root, read=True, show_warning_types=shown, suppress_warnings=["app", "ref.doc"])
        assert records == []
        yield Log(app, records)


# Warnings.


def test_what_nobody_is_shown_is_no_record(tmp_path: Path) -> None:
    root = make_project(tmp_path / "one")
    place = (root, root, tmp_path / "out", tmp_path / "doctrees", "dummy")
    with docutils_of_its_own(root), collected_warnings():
        Run(*place, status=None, warning=None)
        assert not logger.logger.isEnabledFor(logging.INFO)
        shown = StringIO()
        Run(*place, status=shown, warning=None)
        logger.info("a line")
    assert "a line" in shown.getvalue()


def test_location_is_a_file_and_a_line(log: Log) -> None:
    node = nodes.paragraph()
    node.source, node.line = log.index, 4
    cases: list[tuple[Any, str, int]] = [
        (None, "", 0),
        ("index", log.index, 0),
        (("index", 4), log.index, 4),
        (("index", None), log.index, 0),
        ((None, 4), "", 0),
        (node, log.index, 4),
        ("/p/a file.rst:12", "/p/a file.rst", 12),
        ("/p/a: b.rst:12", "/p/a: b.rst", 12),
        ("/p/a.rst:", "/p/a.rst", 0),
        ("<unknown>:7", "", 0),
    ]
    for location, file, line in cases:
        log.records.clear()
        logger.warning("bad", location=location)
        assert log.records == [LogRecord("bad", file, line, "")], location


def test_place_of_a_translation_is_that_of_its_message(log: Log) -> None:
    logger.warning("no label", location="/p/a.rst:4:<translated>:1", type="ref", subtype="ref")
    logger.warning("no label", location="/p/a.rst:4:<translated>", type="ref", subtype="ref")
    assert log.records == [LogRecord("no label", "/p/a.rst", 4, "ref.ref", translated=True)] * 2


def test_kind_stands_apart_from_the_message(log: Log) -> None:
    logger.warning("it says [ref.ref]", type="ref", subtype="ref")
    logger.warning("it says [ref]", type="ref")
    logger.warning("it says [ref.ref]")
    assert [(record.message, record.kind) for record in log.records] == [
        ("it says [ref.ref]", "ref.ref"),
        ("it says [ref]", "ref"),
        ("it says [ref.ref]", ""),
    ]


def test_message_is_one_line_without_colours(log: Log) -> None:
    logger.error("\x1b[31mone\n  two\n\n  three\x1b[39;49;00m four\u00a0%s", "five: WARNING: six")
    assert [record.message for record in log.records] == [
        "one two three four\u00a0five: WARNING: six"
    ]


def test_only_warnings_and_errors_are_collected(log: Log) -> None:
    logger.info("reading")
    logger.critical("over")
    assert [record.message for record in log.records] == ["over"]


def test_suppressed_warnings_are_not_collected(log: Log) -> None:
    logger.warning("one", type="app", subtype="add_node")
    logger.warning("two", type="ref", subtype="doc")
    logger.warning("three", type="ref", subtype="ref")
    assert [record.message for record in log.records] == ["three"]


def test_what_sphinx_says_while_it_begins_is_collected(tmp_path: Path) -> None:
    root = make_project(tmp_path / "one", "html_title = 3\nextensions = ['ours']\n")
    (root / "ours.py").write_text(
        "from sphinx.util.logging import getLogger\n"
        "def setup(app):\n    getLogger('ours').warning('set up', type='ours')\n"
        "    app.add_node(app.__class__)\n    app.add_node(app.__class__)\n"
    )
    sys.path.insert(0, str(root))
    try:
        with docutils_of_its_own(root), collected_warnings() as records:
            run(root)
    finally:
        sys.path.remove(str(root))
        sys.modules.pop("ours", None)
    kinds = {record.kind: record for record in records}
    # While it loads an extension, Sphinx names it before each warning.
    assert kinds["ours"].message.endswith("set up")
    assert "ours" in kinds["ours"].message.removesuffix("set up")
    assert any("html_title" in record.message for record in records)


def test_collecting_ends(tmp_path: Path) -> None:
    root = make_project(tmp_path / "one")
    with docutils_of_its_own(root):
        with collected_warnings() as records:
            run(root)
        logger.warning("later")
        run(root)
        logger.warning("later")
    assert records == []


# Errors.


def raised(error: Exception, cause: Exception | None = None) -> Exception:
    try:
        raise error from cause
    except type(error) as caught:
        return caught


def test_own_errors_are_known_by_their_causes() -> None:
    own = FindingsError.for_file("a.po", "bad", "po-file")
    assert own_error(own) == "a.po: bad (po-file)"
    assert own_error(raised(ConfigError("There is a programmable error"), own)) == str(own)
    assert own_error(raised(ExtensionError("Handler"), raised(ConfigError("x"), own))) == str(own)
    assert own_error(raised(ConfigError("not ours"))) is None
    assert own_error(raised(ConfigError("not ours"), KeyError("x"))) is None
    assert own_error(KeyError("x")) is None


#: Builds an edition by hand with each of the builders, and says of each how it ended.
_BY_HAND = """
import sys
from sphinx.cmd.build import main

for builder in sys.argv[1:]:
    arguments = ["-q", "-b", builder, "-c", ".", "-d", f"trees-{builder}", "-D", "language=fr"]
    print(f"= {builder}", main([*arguments, "source", f"out-{builder}"]), file=sys.stderr)
"""
BUILDERS = ("html", "pdf", "epub", "gettext")


def sphinx_build(root: Path, *builders: str) -> list[tuple[int, str]]:
    """Build the French edition by hand; return each status and what was said of errors."""
    # The Sphinx of these tests, which may not be that of the environment.
    places = os.pathsep.join(filter(None, [os.environ.get("PYTHONPATH"), str(Path.cwd())]))
    done = subprocess.run(
        [sys.executable, "-c", _BY_HAND, *builders],
        cwd=root, stderr=subprocess.PIPE, text=True, check=False,
        env={**os.environ, "NO_COLOR": "1", "LC_ALL": "C.UTF-8", "PYTHONPATH": places},
    )  # fmt: skip
    ended = []
    said: list[str] = []
    for line in done.stderr.splitlines():
        if line.startswith("= "):
            ended.append((int(line.split()[-1]), "\n".join(said)))
            said = []
        else:
            said.append(line)
    assert len(ended) == len(builders), done.stderr
    return ended


@pytest.mark.parametrize(
    ("change", "expected"),
    [
        (
            lambda root: (root / "locale/fr/LC_MESSAGES/shore.po").write_text("msgid x\n"),
            "locale/fr/LC_MESSAGES/shore.po:1: ",
        ),
        (
            lambda root: _append(root / "conf.py", "\nlocale_dirs = []\n"),
            "conf.py:23: locale_dirs: it is []; expected a list of one folder",
        ),
        (
            lambda root: _append(root / "conf.py", "\nEdition('FR', 'fr_FR', 'F', 'F')\n"),
            "conf.py: edition code 'FR' cannot name a folder",
        ),
    ],
    ids=["catalog", "setting", "conf"],
)
def test_own_errors_are_shown_alone(two_shores: Path, change: Any, expected: str) -> None:
    change(two_shores)
    for status, said in sphinx_build(two_shores, *BUILDERS):
        assert status == 2
        assert said.strip()
        assert all(line.startswith(expected) for line in said.strip().splitlines()), said


def _append(path: Path, text: str) -> None:
    path.write_text(path.read_text(encoding="utf-8") + text, encoding="utf-8")


def test_errors_of_others_are_shown_as_sphinx_does(two_shores: Path) -> None:
    _append(two_shores / "conf.py", "\nextensions += ['no_such']\n")
    ((status, said),) = sphinx_build(two_shores, "html")
    assert status == 2
    assert "no_such" in said
    assert len(said.strip().splitlines()) > 1
