"""Completion: the scripts are of their shells, and bash completes what is declared."""

from __future__ import annotations

import shlex
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

from editions.arguments.completion import SHELLS
from editions.arguments.verbs import VERBS
from editions.cli import main
from editions.commands.completion import script

Output = pytest.CaptureFixture[str]


@pytest.fixture(scope="module")
def bash() -> str:
    return script("bash")


def complete(script: str, folder: Path, line: str) -> list[str]:
    """Return what bash offers at the end of a *line* that is typed in a folder."""
    words = shlex.split(line) + ([""] if line.endswith(" ") else [])
    own = f'editions() {{ {shlex.quote(sys.executable)} -m editions "$@"; }}'
    ask = (
        f"{own}\n{script}\ncompopt() {{ :; }}\n"
        f"COMP_WORDS=({shlex.join(words)}); COMP_CWORD={len(words) - 1}\n"
        "_shtab_editions; printf '%s\\n' \"${COMPREPLY[@]}\"\n"
    )
    done = subprocess.run(
        ["bash", "--norc", "-c", ask], capture_output=True, text=True, check=True, cwd=folder
    )
    return done.stdout.split()


def test_bash_completes_verbs_options_words_codes_and_files(
    bash: str, two_shores: Path, capsys: Output
) -> None:
    asked = {
        "editions bu": ["build"],
        "editions build --form": ["--format"],
        "editions build --format p": ["pdf"],
        "editions build -q --edition ": ["en", "fr"],
        "editions update -e f": ["fr"],
        "editions check --skip spel": ["spelling"],
        "editions references ": ["add", "check"],
        "editions build sou": ["source"],
        "editions build --project sou": ["source"],
    }
    assert {line: sorted(complete(bash, two_shores, line)) for line in asked} == asked
    assert sorted(complete(bash, two_shores, "editions ")) == sorted(VERBS)


def test_bash_runs_nothing_that_a_folder_is_called(bash: str, tmp_path: Path) -> None:
    (tmp_path / "conf.py").touch()
    for name in ("$(touch ran)", "`touch ran`", "fr"):
        (tmp_path / "locale" / name / "LC_MESSAGES").mkdir(parents=True)
    assert complete(bash, tmp_path, "editions build --edition ") == ["fr"]
    assert not (tmp_path / "ran").exists()


@pytest.mark.parametrize("line", ["init ", "check ", "build --edition ", "build --project (touch "])
def test_fish_runs_nothing_that_a_folder_or_a_catalog_is_called(tmp_path: Path, line: str) -> None:
    names = ["$(touch ran)", "`touch ran`", "(touch ran)", "a; touch ran", "a\n(touch ran)"]
    for name in names:
        (tmp_path / name).mkdir()
    own = f"function editions; printf '%s\\n' {shlex.join(names[:4])}; end"
    ask = f"{own}\n{script('fish')}\ncomplete -C {shlex.quote(f'editions {line}')}\n"
    done = subprocess.run(
        ["fish", "--no-config", "-c", ask], capture_output=True, text=True, check=True, cwd=tmp_path
    )
    assert "touch ran" in done.stdout
    assert not (tmp_path / "ran").exists()


@pytest.mark.parametrize("shell", SHELLS)
def test_a_script_names_every_verb_and_is_of_its_shell(capsys: Output, shell: str) -> None:
    assert main(["completion", shell]) == 0
    out = capsys.readouterr().out
    assert all(verb in out for verb in VERBS)
    if shutil.which(shell):  # the others are tried by hand
        subprocess.run([shell, "-n"], input=out, text=True, check=True, capture_output=True)


@pytest.mark.parametrize("arguments", [[], ["zsh", "--codes"], ["tcsh"]])
def test_one_shell_is_named(capsys: Output, arguments: list[str]) -> None:
    with pytest.raises(SystemExit) as caught:
        main(["completion", *arguments])
    assert caught.value.code == 2
