"""What the identity of an edition depends on."""

from __future__ import annotations

from pathlib import Path

from editions.files.identity import IDENTITY
from editions.workflows.identity import build_identity
from editions.workflows.sphinx_run import load_publication
from tests.building import set_translation


def parts(root: Path, code: str) -> tuple[str, str]:
    publication = load_publication(root)
    found = IDENTITY.fullmatch(build_identity(publication, publication.edition(code)))
    assert found
    return found["shared"], found["own"]


def test_editions_share_the_first_part_and_have_their_own_second(two_shores: Path) -> None:
    english, french = parts(two_shores, "en"), parts(two_shores, "fr")
    assert english[0] == french[0]
    set_translation(two_shores, "shore", "Shore", "Rivage")
    assert parts(two_shores, "en") == english
    assert parts(two_shores, "fr")[0] == french[0]
    assert parts(two_shores, "fr")[1] != french[1]
    for change in ("source/new.txt", "own/own.css"):
        before = parts(two_shores, "en")
        path = two_shores / change
        path.parent.mkdir(exist_ok=True)
        path.write_text("x", encoding="utf-8")
        if "own" in change:
            with (two_shores / "conf.py").open("a", encoding="utf-8") as conf:
                conf.write('html_static_path = ["own", "gone", 3]\n')
        assert parts(two_shores, "en")[0] != before[0]
    before = parts(two_shores, "en")
    for name in ("build/x", "README.md", "locale/terms.csv"):
        (two_shores / name).parent.mkdir(exist_ok=True)
        (two_shores / name).write_text("x", encoding="utf-8")
    assert parts(two_shores, "en") == before
