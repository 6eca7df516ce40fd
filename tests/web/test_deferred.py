"""Builders that are imported when they are used."""

from __future__ import annotations

from pathlib import Path
from typing import Any

from sphinx.application import Sphinx
from sphinx.builders.dummy import DummyBuilder

from editions.web.deferred import deferred_builder


def test_builder_is_loaded_when_a_build_of_its_kind_begins(tmp_path: Path) -> None:
    loaded: list[str] = []

    class Tides(DummyBuilder):
        name = "tides"

    def load() -> type[DummyBuilder]:
        loaded.append("tides")
        return Tides

    def app(builder: str) -> Sphinx:
        (tmp_path / "index.rst").write_text("Isle\n====\n", encoding="utf-8")
        out, trees = tmp_path / "out", tmp_path / "trees"
        return Sphinx(tmp_path, None, out, trees, builder, status=None, warning=None)

    deferred = deferred_builder("tides", load)
    assert (deferred.name, loaded) == ("tides", [])
    made: Any = deferred
    built = made(app("dummy"), app("dummy").env)
    assert (type(built), loaded) == (Tides, ["tides"])
