"""What docutils could not read: marks whose ids and links are sound."""

from __future__ import annotations

from types import SimpleNamespace
from typing import Any

import pytest
from docutils import nodes
from docutils.utils import new_document

from editions.translations.problems import untangle_problems


def marks(builder: str, editions: tuple[str, ...]) -> list[tuple[list[str], str | None]]:
    """Return ids and links of the marks of a page that a builder writes."""
    document = new_document("page")
    document += [
        nodes.paragraph("", "", ids=["id1", "report"]),
        nodes.problematic("", "*a", ids=["id1"], refid="report"),
        nodes.problematic("", "*b", ids=["id2"], refid="gone"),
        nodes.problematic("", "*c", ids=["id2", "id3"], refid="id2"),
        nodes.problematic("", "*d", ids=["id4"]),
    ]
    app: Any = SimpleNamespace(
        config=SimpleNamespace(editions=editions), builder=SimpleNamespace(name=builder)
    )
    untangle_problems(app, document, "page")
    return [(n["ids"], n.get("refid")) for n in document.findall(nodes.problematic)]


@pytest.mark.parametrize(
    ("builder", "editions", "dead"),
    [("html", (), "gone"), ("html", ("en",), None), ("pdf", (), None), ("epub", ("en",), None)],
)
def test_ids_stand_once_and_links_lead_somewhere(
    builder: str, editions: tuple[str, ...], dead: str | None
) -> None:
    assert marks(builder, editions) == [
        ([], "report"),
        (["id2"], dead),
        (["id3"], "id2"),
        (["id4"], None),
    ]
