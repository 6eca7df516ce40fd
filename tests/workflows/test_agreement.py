"""A sentence and its translation agree in their facts and in the terms of the project."""

from __future__ import annotations

from pathlib import Path

import pytest

from editions.catalogs.restructuredtext import parse_rst
from editions.workflows.agreement import project_agreement
from tests.catalogs.projects import Documents


@pytest.mark.parametrize(
    ("source", "target", "agree"),
    [
        ("The neap tide is low.", "La marea muerta es baja.", True),
        ("The neap tide is low.", "Las mareas muertas son bajas.", True),
        ("The neap tide is low.", "El transbordador sale.", False),
        ("The neap tide is low at 9.", "La marea muerta es baja a las 8.", False),
        ("The ferry leaves.", "El transbordador sale.", True),
    ],
)
def test_terms_and_facts(tmp_path: Path, source: str, target: str, agree: bool) -> None:
    project = Documents(tmp_path).project
    project.terms.parent.mkdir(exist_ok=True)
    project.terms.write_text("en,es\nneap tide,marea muerta\n", encoding="utf-8")
    same = project_agreement(project, project.languages[0])
    assert same(parse_rst(source), parse_rst(target)) is agree


def test_without_terms_the_facts_decide(tmp_path: Path) -> None:
    project = Documents(tmp_path).project
    same = project_agreement(project, project.languages[0])
    assert same(parse_rst("At 9."), parse_rst("A las 9."))
    assert not same(parse_rst("At 9."), parse_rst("A las 8."))
