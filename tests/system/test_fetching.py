"""What pip and npm install: whatever the user's settings are, and tried again."""

from __future__ import annotations

import hashlib
import os
import subprocess
import sys
import time
import zipfile
from collections.abc import Iterator
from pathlib import Path

import pytest

from editions.system import fetching
from editions.system.fetching import Installer, pip_environment, pip_settings
from editions.system.needs import SetUpError

BACKEND = """
import pathlib, zipfile
FILES = {
    "METADATA": ["Metadata-Version: 2.1", "Name: ours", "Version: 1"],
    "WHEEL": ["Wheel-Version: 1.0", "Root-Is-Purelib: true", "Tag: py3-none-any"],
    "entry_points.txt": ["[console_scripts]", "ours = ours:main"],
    "RECORD": [],
}
def build_editable(folder, *args):
    name = "ours-1-py3-none-any.whl"
    with zipfile.ZipFile(pathlib.Path(folder, name), "w") as wheel:
        wheel.writestr("ours.pth", str(pathlib.Path.cwd()))
        for file, lines in FILES.items():
            wheel.writestr(f"ours-1.dist-info/{file}", "\\n".join([*lines, ""]))
    return name
def build_wheel(*args):
    raise RuntimeError("not wanted")
"""

OURS = """
import pathlib, tide
def main():
    print(f"{tide.WORDS} of {pathlib.Path(__file__).parent}.")
"""

PROJECT = """
[project]
name = "ours"
version = "1"
[build-system]
requires = []
build-backend = "backend"
backend-path = ["."]
"""


def make_wheel(folder: Path) -> str:
    """Write a wheel of a module called ``tide``, and return its digest."""
    path = folder / "tide-1-py3-none-any.whl"
    with zipfile.ZipFile(path, "w") as wheel:
        wheel.writestr("tide.py", "WORDS = 'The tide is out'\n")
        head = "Metadata-Version: 2.1\nName: tide\nVersion: 1\n"
        wheel.writestr("tide-1.dist-info/METADATA", head)
        tags = "Wheel-Version: 1.0\nRoot-Is-Purelib: true\nTag: py3-none-any\n"
        wheel.writestr("tide-1.dist-info/WHEEL", tags)
        wheel.writestr("tide-1.dist-info/RECORD", "")
    return hashlib.sha256(path.read_bytes()).hexdigest()


def test_installs_beside_whatever_settings_a_user_has(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """A real environment, in a folder with spaces and accents."""
    root = tmp_path / "Ma thèse 2"
    wheels = tmp_path / "wheels"
    evil = tmp_path / "evil"
    for folder in (root, wheels, evil):
        folder.mkdir()
    (root / "requirements.lock").write_text(f"tide==1 --hash=sha256:{make_wheel(wheels)}\n")
    (root / "pyproject.toml").write_text(PROJECT)
    (root / "backend.py").write_text(BACKEND)
    (root / "ours.py").write_text(OURS)
    (evil / "tide.py").write_text("raise SystemExit('the library of another')")
    (evil / "pip.py").write_text("raise SystemExit('the library of another')")
    nowhere = tmp_path / "nowhere"
    config = tmp_path / "pip.conf"
    config.write_text(
        f"[global]\nquiet = 2\nuser = true\nno-deps = true\nfind-links = {wheels}\n"
        f"[install]\ntarget = {nowhere}\n"
    )
    settings = {
        "PIP_CONFIG_FILE": str(config),
        "PIP_NO_INDEX": "1",
        "PIP_REQUIRE_VIRTUALENV": "1",
        "PIP_USER": "1",
        "PIP_PREFIX": str(nowhere),
        "PIP_NO_BINARY": ":all:",
        "PIP_CONSTRAINT": str(nowhere),
        "PIP_PYTHON": str(nowhere),
        "PIP_QUIET": "3",
        "PYTHONPATH": str(evil),
        "PYTHONHOME": str(evil),
        "PYTHONSAFEPATH": "1",
        "VIRTUAL_ENV": str(nowhere),
    }
    for name in [name for name in os.environ if name.startswith("PIP_")]:
        monkeypatch.delenv(name)
    for name, value in settings.items():
        monkeypatch.setenv(name, value)
    with (root / "requirements.lock").open() as lock:
        installer = Installer(root, root / ".venv", lock.fileno())
        installer.create()
        installer.install_for_build()
    assert not nowhere.exists()
    for locale in ("C", "C.UTF-8"):
        result = subprocess.run(
            [root / ".venv/bin/ours"],
            env={**fetching.clean_environment(), "LC_ALL": locale},
            capture_output=True,
            text=True,
        )
        assert (result.stdout, result.stderr) == (f"The tide is out of {root}.\n", "")
    assert pip_environment(root / ".venv/bin/python")["PIP_FIND_LINKS"] == str(wheels)


def test_only_where_packages_are_counts_and_the_special_setting_wins() -> None:
    listed = "\n".join(
        [
            ":env:.index-url='https://env.example/'",
            "global.cert='/etc/ssl/certs/my own.crt'",
            "global.extra-index-url='\\nhttps://one.example/\\nhttps://two.example/'",
            "global.index-url='https://global.example/'",
            "global.proxy=''",
            "global.target='/nowhere'",
            "install.index-url='https://install.example/'",
            "install.timeout='60'",
            "install.user='true'",
            "wheel.find-links='/nowhere'",
            "WARNING: something else",
        ]
    )
    assert pip_settings(listed) == {
        "cert": "/etc/ssl/certs/my own.crt",
        "extra-index-url": "\nhttps://one.example/\nhttps://two.example/",
        "index-url": "https://env.example/",
        "timeout": "60",
    }


@pytest.fixture
def installer(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Installer]:
    monkeypatch.setattr(time, "sleep", lambda seconds: None)
    with (tmp_path / "lock").open("w") as lock:
        yield Installer(tmp_path, tmp_path / ".venv", lock.fileno())


#: Fails as often as its second argument says, and counts in the file of its first.
FLAKY = """
import sys
with open(sys.argv[1], "a+") as file:
    file.write("!")
    file.seek(0)
    count = len(file.read())
print("line 1", "Connection broken", sep="\\n")
sys.exit(count <= int(sys.argv[2]))
"""


@pytest.mark.parametrize("failures", [0, 1, 2])
def test_download_that_breaks_is_tried_again(
    installer: Installer, capfd: pytest.CaptureFixture[str], failures: int
) -> None:
    file = installer.root / "count"
    installer.run(os.environ, sys.executable, "-c", FLAKY, str(file), str(failures), tries=3)
    assert file.read_text() == "!" * (failures + 1)
    again = [f"That failed; trying again ({n} of 3) …" for n in range(2, failures + 2)]
    assert capfd.readouterr().out.splitlines() == again


def test_download_that_never_works_says_why_and_what_next(installer: Installer) -> None:
    file = installer.root / "count"
    command = (sys.executable, "-c", FLAKY, str(file), "9")
    with pytest.raises(SetUpError) as caught:
        installer.run(os.environ, *command, tries=3)
    lines = str(caught.value).splitlines()
    assert lines[:2] == ["line 1", "Connection broken"]
    assert lines[-1].startswith("Remove the cause, and type the same command again")
    assert file.read_text() == "!!!"
