"""What can be taken back is known to the next preview, too."""

from __future__ import annotations

import json
from dataclasses import replace
from pathlib import Path

import pytest

from editions.desk.steps import MOST_STEPS, Step, Steps

STEP = Step("economy", "0123456789ab", ('msgid "é"', "\ttab\\n"), ('msgid "e"',))
ADOPTED = replace(STEP, domain="theme", adopted=(None, 'msgid ""\n'))
OTHER = replace(STEP, adopted=("before", "after"))


def test_steps_are_known_again_in_their_order(tmp_path: Path) -> None:
    path = tmp_path / "cache/undo.json"
    steps = Steps(path)
    for step in (STEP, ADOPTED, OTHER):
        steps.add(step)
    found = Steps(path)
    assert len(found) == 3
    for step in (OTHER, ADOPTED, STEP):
        assert found.last == step
        found.drop()
    assert (found.last, len(found), len(Steps(path))) == (None, 0, 0)


def test_no_more_are_kept_than_somebody_takes_back(tmp_path: Path) -> None:
    steps = Steps(tmp_path / "undo.json")
    for number in range(MOST_STEPS + 2):
        steps.add(replace(STEP, id=str(number)))
    found = Steps(tmp_path / "undo.json")
    assert (len(found), found.last) == (MOST_STEPS, replace(STEP, id=str(MOST_STEPS + 1)))


GOOD = {"domain": "a", "id": "b", "before": ["c"], "after": ["d"], "adopted": None}


@pytest.mark.parametrize(
    "content",
    [
        "", "{", "null", "1", "[1]", "[{}]", "[" * 100_000, "\udcff",
        json.dumps([{**GOOD, "before": [1]}]), json.dumps([{**GOOD, "adopted": ["a"]}]),
        json.dumps([{**GOOD, "adopted": "abc"}]), json.dumps([{**GOOD, "domain": None}]),
    ],
)  # fmt: skip
def test_file_of_something_else_holds_no_steps(tmp_path: Path, content: str) -> None:
    path = tmp_path / "undo.json"
    path.write_bytes(content.encode(errors="surrogateescape"))
    assert len(Steps(path)) == 0
    path.write_text(json.dumps([GOOD]), encoding="utf-8")
    assert Steps(path).last == Step("a", "b", ("c",), ("d",))


def test_place_that_cannot_be_written_keeps_nobody_from_saving(tmp_path: Path) -> None:
    (tmp_path / "file").touch()
    steps = Steps(tmp_path / "file/undo.json")
    steps.add(STEP)
    assert steps.last == STEP
