"""Builders that are imported when they are used."""

from __future__ import annotations

from typing import Any

from sphinx.builders import Builder

from editions.web.deferred import deferred_builder


class Tides(Builder):
    """A builder that only remembers what it was made with."""

    name = "tides"

    def __init__(self, app: Any, env: Any) -> None:
        self.given = (app, env)


def test_builder_is_loaded_when_a_build_of_its_kind_begins() -> None:
    loaded: list[object] = []

    def load(app: object) -> type[Builder]:
        loaded.append(app)
        return Tides

    deferred: Any = deferred_builder("tides", load)
    assert (deferred.name, loaded) == ("tides", [])
    built = deferred("app", "env")
    assert (type(built), built.given, loaded) == (Tides, ("app", "env"), ["app"])
