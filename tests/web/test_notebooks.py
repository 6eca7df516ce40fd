"""Outputs of notebooks on paper and in books."""

from __future__ import annotations

from typing import Any

from sphinx.config import Config

from editions.web.notebooks import choose_outputs

NAME = "nb_mime_priority_overrides"


def chosen(builder: str, given: list[tuple[str, str, int | None]]) -> list[str]:
    """Return the kinds of outputs that MyST-NB takes for *builder*, the first one first."""
    config = Config({}, {NAME: given})
    config.add(NAME, [], "env", ())
    choose_outputs(None, config)  # type: ignore[arg-type]  # it is not asked
    order: dict[str, Any] = {}
    for name, kind, place in config[NAME]:
        if name in ("*", builder):
            order[kind] = place
    return sorted((kind for kind in order if order[kind] is not None), key=order.__getitem__)


def test_notebooks_print_pictures_before_words_and_no_programs() -> None:
    for builder in ("pdf", "epub"):
        kinds = chosen(builder, [])
        assert kinds[0] == "image/svg+xml"
        assert kinds[-1] == "text/plain"
        assert kinds.index("image/png") < kinds.index("text/html") < kinds.index("text/plain")
        assert not [kind for kind in kinds if kind.startswith("application/")]
    assert chosen("html", []) == []


def test_what_conf_says_of_outputs_stands() -> None:
    assert chosen("pdf", [("pdf", "text/html", 1)])[0] == "text/html"
    assert "text/html" not in chosen("pdf", [("*", "text/html", None)])


def test_project_without_notebooks_has_no_such_setting() -> None:
    config = Config()
    choose_outputs(None, config)  # type: ignore[arg-type]  # it is not asked
    assert NAME not in config
