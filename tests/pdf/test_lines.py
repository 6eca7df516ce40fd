"""What no line of paper ends in."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from babel import Locale

from editions.pdf.lines import (
    keep_amounts,
    keep_dates_of_work,
    keep_leading_letter,
    keep_years,
)
from tests.web.test_wrapping import marked


@pytest.mark.parametrize(
    ("keep", "parts"),
    [
        (keep_years, ("By the end of ", "July 2009", " it fell; ", "in 2010", ", it rose")),
        (keep_years, ("au Mexique. ", "En 2009", ", la GRC")),
        (keep_years, ("in tune with ", "the 1996", " Declaration")),
        (keep_years, ("le ", "(26 mai 2010", ") et en ", "janvier\u00a02010")),
        (keep_years, ("el ", "8 de marzo de 2007", " y en ", "mayo de 2010")),
        # Longer, it is held in two parts.
        (keep_years, ("el 9 de diciembre de 2009",)),
        (keep_years, ("on ", "May 26, 2010", " and ", "May 6–9, 2010")),
        (keep_years, ("from 204\u00a0million ", "in 2006", " on")),
        (keep_years, ("du ", "6 au 9 mai 2009")),
        (keep_years, ("the plan for 2010–2012 has 2,009 or 2009b",)),
        (keep_dates_of_work, ("(visto ", "el 9 de diciembre de 2009", ").")),
        (keep_dates_of_work, ("Ottawa: Comercio ", "Internacional, 2009", ". ", "(Oct. 2010", ")")),
        (keep_dates_of_work, ("Ottawa : ", "MAECI,\u00a02009", ".")),
        (keep_leading_letter, ("in the relationship. ", "A special", " feature of a part")),
        (keep_leading_letter, ("in the relationship.\n", "A special", " feature")),
        (keep_leading_letter, ("“The Ferry: ", "A View.”")),
        (keep_leading_letter, ("ici. ", "À l’ouest", " de")),
        (keep_leading_letter, ("Group A and plan B of",)),
    ],
)
def test_words_on_one_line(keep: Callable[[str], str], parts: tuple[str, ...]) -> None:
    assert keep("".join(parts)) == marked(*parts)


@pytest.mark.parametrize(
    ("language", "parts"),
    [
        ("en", ("from ", "C$204 million", " in 2006 to ", "16 billion", ", 17,000 people")),
        ("es", ("a ", "(1.2 millones", " de dólares), 10 destinos")),
        ("fr", ("de ", "7,5\u00a0milliards", " de dollars")),
    ],
)
def test_number_stands_with_its_scale(language: str, parts: tuple[str, ...]) -> None:
    assert keep_amounts("".join(parts), Locale.parse(language)) == marked(*parts)
