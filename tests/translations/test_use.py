"""Which documents are read again for a change of the catalogs."""

from __future__ import annotations

import pytest

from editions.translations.use import MessageUse

#: Documents, the catalogs of their messages, and what they show.
DOMAINS = {"a": "book", "b": "book", "c": "other"}
SHOWN = {"a": ["tide", "boat"], "b": ["boat"], "c": ["tide"]}


class Use(MessageUse):
    """The domain without an environment of Sphinx."""

    def __init__(self) -> None:
        self.data = {"documents": {}, "states": {}}


def digests(**states: str) -> dict[bytes, bytes]:
    use = Use()
    use.note("x", states)
    keys = {name: next(iter(one(name))) for name in states}
    return {keys[name]: state.encode() for name, state in states.items()}


def one(message: str) -> frozenset[bytes]:
    use = Use()
    use.note("x", [message])
    return use.documents["x"]


@pytest.fixture
def use() -> Use:
    found = Use()
    for name, messages in SHOWN.items():
        found.note(name, messages)
    found.data["states"] = {
        "book": digests(tide="marée", boat="bateau", gone="parti"),
        "other": digests(tide="marée"),
    }
    return found


@pytest.mark.parametrize(
    ("book", "wanted"),
    [
        ({"tide": "marée", "boat": "bateau", "gone": "parti"}, set()),
        ({"tide": "flux", "boat": "bateau", "gone": "parti"}, {"a"}),
        ({"tide": "marée", "boat": "navire", "gone": "parti"}, {"a", "b"}),
        ({"boat": "bateau", "gone": "parti"}, {"a"}),
        # Nobody knows where this one stands.
        ({"tide": "marée", "boat": "bateau", "gone": "perdu"}, {"a", "b"}),
        ({"tide": "marée", "boat": "bateau"}, {"a", "b"}),
    ],
)
def test_documents_of_a_changed_message_are_outdated(
    use: Use, book: dict[str, str], wanted: set[str]
) -> None:
    today = {"book": digests(**book), "other": digests(tide="marée")}
    assert use.find_outdated(DOMAINS, today) == wanted


def test_catalog_that_comes_or_goes_concerns_its_documents(use: Use) -> None:
    book = use.states["book"]
    assert use.find_outdated(DOMAINS, {"book": book}) == {"c"}
    assert use.find_outdated(DOMAINS | {"d": "book"}, use.states) == {"d"}
    use.clear_doc("b")
    assert use.find_outdated(DOMAINS, use.states) == {"b"}


def test_what_another_process_has_read_is_taken(use: Use) -> None:
    other = Use()
    other.note("b", ["tide"])
    other.note("z", ["boat"])
    use.merge_domaindata({"b"}, other.data)
    assert use.documents["b"] == one("tide")
    assert "z" not in use.documents
