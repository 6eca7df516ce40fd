"""Traps in YAML are found before anything is made of it."""

from __future__ import annotations

import pytest
import yaml

from editions.files.yaml import yaml_traps

BOMB = "a0: &a0 [x, x, x, x]\n" + "".join(
    f"a{n}: &a{n} [{', '.join([f'*a{n - 1}'] * 40)}]\n" for n in range(1, 8)
)


@pytest.mark.parametrize(
    ("text", "line", "rule", "message"),
    [
        ("a:\n  " + "[" * 100_000, 2, "yaml-depth", "is nested more than 8 deep"),
        ("{a: " * 100_000, 1, "yaml-depth", "is nested more than 8 deep"),
        ("- " * 100_000 + "x", 1, "yaml-depth", "is nested more than 8 deep"),
        ("a: &a\n  b: [x, *a]", 2, "yaml-depth", "*a is nested too deeply, or contains itself"),
        (BOMB, 4, "yaml-length", "holds more than 200,000 values"),
        ("[" + "x," * 600_000 + "]", 1, "yaml-length", "holds more than 200,000 values"),
        ("a: 1\nb: " + "x" * 20_001, 2, "yaml-length", "a text has more than 20,000 letters"),
    ],
    ids=["list", "mapping", "block", "itself", "bomb", "many", "long"],
)
def test_a_trap_has_its_line(text: str, line: int, rule: str, message: str) -> None:
    (finding,) = yaml_traps(text, "x.yaml")
    assert (finding.file, finding.line, finding.rule) == ("x.yaml", line, rule)
    assert finding.message == message


@pytest.mark.parametrize(
    "text",
    ["", "a: &a {b: [c]}\nd: *a\ne: [*a, *a]", "a: &x y\nb: *x", f"a: {'x' * 20_000}", "a: *none"],
)
def test_what_is_sound_has_none(text: str) -> None:
    assert yaml_traps(text, "x.yaml") == []


def test_what_is_no_yaml_is_left_to_the_reader() -> None:
    with pytest.raises(yaml.YAMLError):
        yaml_traps("a: [", "x.yaml")
