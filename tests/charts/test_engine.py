"""The process that draws: begun once, and by whoever is forked anew."""

from __future__ import annotations

import multiprocessing
from multiprocessing.queues import SimpleQueue

import pytest

from editions.charts import engine
from editions.charts.engine import EngineError, draw_png, draw_svg

DOT = {"mark": "point", "data": {"values": [{"a": 1}]}, "encoding": {"x": {"field": "a"}}}


def _draw(answers: SimpleQueue[str]) -> None:
    answers.put(draw_svg(DOT))


def test_a_forked_process_draws_the_same() -> None:
    drawn = draw_svg(DOT)
    context = multiprocessing.get_context("fork")
    answers = context.SimpleQueue()
    process = context.Process(target=_draw, args=(answers,))
    process.start()
    process.join(60)
    assert process.exitcode == 0
    assert answers.get() == drawn
    assert draw_svg(DOT) == drawn


def test_what_cannot_be_drawn_says_why_and_the_next_drawing_is_made() -> None:
    with pytest.raises(EngineError, match="Vega-Lite"):
        draw_svg({"mark": "nothing of the kind", "data": {"values": []}})
    with pytest.raises(EngineError):
        draw_png("<svg", 1)
    assert draw_png(draw_svg(DOT), 1).startswith(b"\x89PNG")


def test_a_process_that_is_gone_is_named_and_another_one_begun() -> None:
    draw_svg(DOT)
    found = engine._engine
    assert found is not None
    found.process.kill()
    found.process.wait()
    with pytest.raises(EngineError, match="has ended with status -9"):
        found.ask({"specification": DOT})
    assert draw_svg(DOT).startswith("<svg")


#: What Vega computes for longer than anybody waits: of one value, a density in so many steps.
ENDLESS = {
    "mark": "line",
    "data": {"values": [{"a": 1}, {"a": 2}]},
    "transform": [{"density": "a", "steps": 10**12}],
    "encoding": {"x": {"field": "value"}},
}


def test_what_is_drawn_without_end_is_ended_and_the_next_drawing_is_made(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    draw_svg(DOT)  # the library has begun
    monkeypatch.setattr(engine, "PATIENCE", 0.5)
    with pytest.raises(EngineError, match=r"more than 0\.5 seconds to draw; simplify it"):
        draw_svg(ENDLESS)
    monkeypatch.undo()
    assert draw_svg(DOT).startswith("<svg")
