"""Mutants are told from what they were made of, and tried by the tests of their module."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path

import pytest
from mutate import (
    Mutant,
    changed_function,
    changed_line,
    in_fork,
    meaning,
    read_equivalents,
    read_settings,
)

from tests import mirrors

SOURCE = '''
"""A module."""

from dataclasses import dataclass

LIMIT = 3

@dataclass
class Tide:
    height: int = 1

    @property
    def is_high(self) -> bool:
        """Tell."""
        return any(self.height > LIMIT for _ in (1, 2))

def rising(a: int | None = 5):
    yield a + 1
'''


@pytest.mark.parametrize(
    ("old", "new", "line"),
    [("height > L", "height >= L", "        return any("), ("a + 1", "a - 1", "    yield a")],
)
def test_function_that_differs_is_found(tmp_path: Path, old: str, new: str, line: str) -> None:
    path = tmp_path / "tide.py"
    path.write_text(SOURCE, encoding="utf-8")
    changed = SOURCE.replace(old, new)
    codes = changed_function(Mutant("tide", path, 1, "", "", changed))
    assert codes is not None
    before, after = codes
    assert (before.co_name, before.co_firstlineno) == (after.co_name, after.co_firstlineno)
    number, standing, mistaken = changed_line(SOURCE, changed)
    assert SOURCE.splitlines()[number - 1].startswith(line)
    assert (standing.replace(old, new), standing != mistaken) == (mistaken, True)


@pytest.mark.parametrize(
    ("old", "new"),
    [("LIMIT = 3", "LIMIT = 4"), ("height: int = 1", "height: int = 2"), ("= 5)", "= 6)"),
     ("    @property\n", "    \n")],
)  # fmt: skip
def test_what_is_settled_at_import_is_no_function(tmp_path: Path, old: str, new: str) -> None:
    path = tmp_path / "tide.py"
    path.write_text(SOURCE, encoding="utf-8")
    assert old in SOURCE
    assert changed_function(Mutant("tide", path, 1, "", "", SOURCE.replace(old, new))) is None


def test_annotations_change_nothing() -> None:
    assert meaning(SOURCE.replace("int | None", "int & None")) == meaning(SOURCE)
    assert meaning(SOURCE.replace("-> bool", "-> str")) == meaning(SOURCE)
    assert meaning(SOURCE.replace("LIMIT = 3", "LIMIT = 4")) != meaning(SOURCE)


def loop_forever() -> None:
    while True:
        pass


def test_fork_returns_what_its_work_returns_and_nothing_where_it_does_not_end(
    capfd: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    assert in_fork(lambda: [1, "a"]) == [1, "a"]
    assert in_fork(lambda: os._exit(3)) is None
    assert in_fork(lambda: 1 // 0) is None
    assert "ZeroDivisionError" in capfd.readouterr().err
    monkeypatch.setattr("mutate.CPU_MARGIN", 1)
    assert in_fork(loop_forever, cpu=0) is None


#: Mistakes in a formula's rules: which tests notice, and one that nothing could.
TRIAL = """
import sys
from mutate import Mutant, read_settings, try_mutants
from tests.mirrors import PACKAGE

path = PACKAGE / "catalogs" / "tex.py"
source = path.read_text(encoding="utf-8")
mistakes = [
    ("if found in wanted:", "if found not in wanted:"),
    ("in POWERFUL:", "in POWERFUL or name in ():"),
    ("href url require", "url require"),
]
assert all(old in source for old, _ in mistakes)
mutants = [Mutant("catalogs.tex", path, 1, *pair, source.replace(*pair)) for pair in mistakes]
print(*try_mutants("catalogs.tex", mutants, read_settings()))
"""


def test_mirrored_tests_notice_mistakes() -> None:
    root = mirrors.TESTS.parent
    environment = {**os.environ, "PYTHONPATH": f"{root}{os.pathsep}{root / 'scripts'}"}
    done = subprocess.run(
        [sys.executable, "-c", TRIAL],
        env=environment, cwd=root, capture_output=True, text=True, check=True,
    )  # fmt: skip
    assert done.stdout.split() == ["True", "False", "True"]


def test_settings_and_equivalents_can_be_read(tmp_path: Path) -> None:
    settings = read_settings()
    assert read_equivalents(settings.equivalents)
    known = {module.partition(".")[0] for module in mirrors.modules()} | set(mirrors.modules())
    assert set(settings.rooms) <= known
    stale = tmp_path / "stale.toml"
    stale.write_text('[[equivalent]]\nmodule = "dates"\nbefore = "no such line"\nafter = ""\n')
    with pytest.raises(SystemExit, match="dates has no line 'no such line'; drop it"):
        read_equivalents(stale)
