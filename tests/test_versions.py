"""Other versions of Sphinx: what matters most passes with the oldest and the newest, too."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path

import pytest

ROOT = Path(__file__).parent.parent

#: What is tried with every version: what is borrowed, every builder, every kind of content.
CORE = (
    "tests/borrowed",
    "tests/citations/test_citations.py::test_citations_have_the_edition_s_text",
    "tests/citations/test_citations.py::test_other_builders_take_the_list",
    "tests/epub/test_builder.py::test_settings_of_sphinx_are_kept",
    "tests/epub/test_builder.py::test_text_without_translation_bears_its_language",
    "tests/pdf/test_kitchen_sink.py",
    "tests/tables/test_directives.py::test_numbers_have_the_form_of_the_edition",
    "tests/tables/test_directives.py::test_messages_reach_one_template_and_numbers_none",
    "tests/translations/test_guards.py",
    "tests/translations/test_markdown.py",
    "tests/web/test_contents_beside.py",
    "tests/workflows/test_sphinx_run.py",
)


@pytest.mark.early
@pytest.mark.parametrize("name", ["oldest", "newest"])
def test_core_passes_with_another_sphinx(name: str) -> None:
    folder = Path(sys.prefix) / f"sphinx-{name}"
    if name == "newest" and sys.version_info < (3, 12):
        pytest.skip("Sphinx 9.1 and later want Python 3.12")
    assert (folder / "sphinx").is_dir(), f"{folder} is not there; 'make ready-test' installs it"
    run = subprocess.run(
        [sys.executable, "-m", "pytest", "-q", "-p", "no:cacheprovider", *CORE],
        cwd=ROOT,
        env={**os.environ, "PYTHONPATH": os.pathsep.join([str(folder), str(ROOT)])},
        stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT,
        text=True,
        check=False,
    )
    if run.returncode:
        pytest.fail(run.stdout[-8000:], pytrace=False)
