"""Two texts agree where they state the same numbers and refer to the same things."""

from __future__ import annotations

import pytest
from babel import Locale

from editions.catalogs.agreement import facts_agree
from editions.catalogs.restructuredtext import parse_rst


@pytest.mark.parametrize(
    ("source", "target", "agree"),
    [
        ("Trade grew by 12.5%.", "El comercio creció 12.5 %.", True),
        ("Trade grew by 12.5%.", "El comercio creció 15.2 %.", False),
        ("Trade grew by 12.5%.", "El comercio creció.", False),
        ("Trade grew.", "El comercio creció 12.5 %.", False),
        ("The two countries trade.", "Los países comercian.", True),  # words prove nothing
        ("See :ref:`shore` and ``x``.", "Véase ``x`` y :ref:`shore`.", True),
        ("See :ref:`shore`.", "Véase :ref:`isle`.", False),
        ("See :ref:`the shore <shore>`.", "Véase :ref:`la orilla <shore>`.", True),
        ("*Emphasis* is free.", "El énfasis es libre.", True),
    ],
)
def test_facts(source: str, target: str, agree: bool) -> None:
    same = facts_agree(Locale("en"), Locale("es", "MX"))
    assert same(parse_rst(source), parse_rst(target)) is agree
