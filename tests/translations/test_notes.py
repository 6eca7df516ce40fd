"""What is noted of documents."""

from __future__ import annotations

from types import SimpleNamespace
from typing import Any

from editions.translations.notes import DocumentNotes


class Remarks(DocumentNotes[list[str]]):
    """Remarks on documents."""

    name = "remarks"
    label = "remarks"


def remarks(**documents: list[str]) -> Remarks:
    env: Any = SimpleNamespace(domaindata={})
    made = Remarks(env)
    made.documents.update(documents)
    return made


def test_notes_of_a_document_go_with_it() -> None:
    made = remarks(shore=["wet"], crossing=["long"])
    made.clear_doc("shore")
    made.clear_doc("nowhere")
    assert made.documents == {"crossing": ["long"]}
    assert remarks().documents == {}


def test_notes_of_another_process_are_taken_for_what_it_has_read() -> None:
    made = remarks(shore=["wet"], crossing=["long"])
    other = remarks(shore=["dry"], crossing=["short"])
    made.merge_domaindata({"shore", "nowhere"}, other.data)
    assert made.documents == {"shore": ["dry"], "crossing": ["long"]}


def test_nobody_refers_to_notes() -> None:
    assert remarks().resolve_any_xref("every", "argument") == []
