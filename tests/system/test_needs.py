"""What the machine must have: found where it is."""

from __future__ import annotations

import ast
import os
import subprocess
import sys
from pathlib import Path

import pytest

import editions
from editions.system import needs

PACKAGE = Path(editions.__file__).parent
SYSTEM = sorted((PACKAGE / "system").glob("*.py"))


@pytest.mark.parametrize("path", [PACKAGE / "__init__.py", *SYSTEM], ids=lambda path: path.stem)
def test_older_pythons_can_read_it(path: Path) -> None:
    ast.parse(path.read_text(encoding="utf-8"), feature_version=(3, 8))


@pytest.mark.parametrize("path", SYSTEM, ids=lambda path: path.stem)
def test_needs_nothing_but_python(path: Path, tmp_path: Path) -> None:
    code = f"import sys; sys.path.insert(0, {str(PACKAGE.parent)!r}); import editions.system."
    command = [sys.executable, "-I", "-S", "-c", code + path.stem]
    subprocess.run(command, cwd=tmp_path, check=True)


def test_library_and_module_tests() -> None:
    assert needs.has_library("no-such-library.so.9", "libc.so.6", "libSystem.dylib")()
    assert not needs.has_library("no-such-library.so.9")()
    assert needs.has_modules("venv", "json")()
    assert not needs.has_modules("json", "no_such_module")()


def test_dictionaries_are_found_where_the_user_says(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("DICPATH", f"/nowhere{os.pathsep}{tmp_path}")
    assert not needs.has_dictionary("xx_YY")()
    path = tmp_path / "xx_YY.dic"
    path.touch()
    assert needs.find_dictionary("xx_YY") == path
