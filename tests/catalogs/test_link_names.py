"""Names of links are resolved: their own, those of translated titles, then what is left."""

from __future__ import annotations

from editions.catalogs.link_names import address_meanings, no_meanings, resolve_names
from editions.catalogs.references import title_meanings

TITLES = title_meanings([("Harbour rules", "Règlement")])


def test_names_that_nobody_knows_stand_for_those_that_are_missing_in_order() -> None:
    wanted = ["larch", "oak", "harbour rules"]
    given = ["mélèze", "règlement", "chêne", "mélèze", "orme"]
    assert resolve_names(wanted, given, TITLES) == ["larch", "harbour rules", "oak", "larch", None]


def test_a_name_that_a_link_with_the_same_address_defines_means_the_same() -> None:
    meanings = address_meanings([("tide", "t.html")], [("marée", "t.html")], no_meanings)
    assert resolve_names(["pier", "tide"], ["marée", "quai"], meanings) == ["tide", "pier"]
    assert resolve_names(["tide"], ["tide", "quai"], meanings) == ["tide", None]
