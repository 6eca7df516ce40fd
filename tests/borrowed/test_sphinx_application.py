"""Runs of Sphinx that follow each other, and who asks a run what it is for."""

from __future__ import annotations

import shutil
import subprocess
import sys
import zlib
from pathlib import Path

import pytest

from editions.borrowed.sphinx import docutils_of_its_own
from editions.borrowed.sphinx_application import depends_on_builder
from tests.borrowed import make_project, run
from tests.building import build


@pytest.mark.parametrize(
    ("conf", "expected"),
    [
        ("app.config.project, app.srcdir", False),
        ("app.builder.name", True),
        ("app.outdir", True),
        ("'html' in app.tags", True),
        ("app.tags.has('html')", True),
        ("list(app.tags)", True),
        ("app.tags.eval_condition('html or epub')", True),
    ],
)
def test_documents_depend_on_the_builder_that_an_extension_asks_for(
    tmp_path: Path, conf: str, expected: bool
) -> None:
    read = f"def setup(app):\n    app.connect('source-read', lambda app, *_: ({conf}, None)[1])\n"
    root = make_project(tmp_path / "one", read)
    with docutils_of_its_own(root):
        app = run(root)
        vars(app)["builder"].read()  # as an attribute, the test would have asked for it
        assert depends_on_builder(app) is expected


def test_documents_depend_on_a_builder_that_keeps_quotation_marks(tmp_path: Path) -> None:
    root = make_project(tmp_path / "one")
    with docutils_of_its_own(root):
        kept = run(root, smartquotes_excludes={"builders": ["html"]})
        assert depends_on_builder(kept)
        assert not depends_on_builder(run(root, smartquotes_excludes={"builders": ["man"]}))


def title_of_the_modules(path: Path) -> str:
    """Return the title of the index of modules in an inventory."""
    content = zlib.decompress(path.read_bytes().split(b"\n", 4)[4]).decode()
    (line,) = (line for line in content.splitlines() if line.startswith("py-modindex std:label"))
    return line.split(" ", 4)[4]


FIRST_THEN_OTHER = """
import sys
from pathlib import Path
from tests.building import build
for code in sys.argv[2:]:
    build(Path(sys.argv[1]), code)
"""


def test_inventory_does_not_know_what_was_built_before(two_shores: Path) -> None:
    """The titles of Sphinx's own pages are those of the edition, in a new process and in an old."""
    made: dict[tuple[str, str], bytes] = {}
    for order in (("fr", "en"), ("en", "fr")):
        root = two_shores.with_name("-".join(order))
        shutil.copytree(two_shores, root)
        subprocess.run(
            [sys.executable, "-c", FIRST_THEN_OTHER, str(root), *order],
            check=True,
            cwd=Path(__file__).parents[2],
        )
        for code in order:
            path = root / "out/html" / code / "objects.inv"
            made[order[0], code] = path.read_bytes()
            title = title_of_the_modules(path)
            assert title == {"en": "Python Module Index", "fr": "Index des modules Python"}[code]
    for code in ("en", "fr"):
        assert made["en", code] == made["fr", code]


def test_built_again_the_inventory_is_the_same(two_shores: Path) -> None:
    first = (build(two_shores, "fr") / "objects.inv").read_bytes()
    build(two_shores, "en")
    assert (build(two_shores, "fr") / "objects.inv").read_bytes() == first
