"""A finding points at the character that it is about."""

from __future__ import annotations

import pytest

from editions.rules.examining import locate

CATALOG = r"""# a comment
msgid "one"
msgid_plural ""
"two"
msgstr[0] "uno"
msgstr[1] ""
"do\"s\n"
"tres"

msgid "msgstr"
msgstr ""
"""


@pytest.mark.parametrize(
    ("line", "form", "start", "expected"),
    [
        (2, 0, 0, (5, 12)),
        (2, 0, 2, (5, 14)),
        (2, 0, 3, (5, 15)),
        (2, 1, 0, (7, 2)),
        (2, 1, 2, (7, 4)),
        (2, 1, 3, (7, 6)),
        (2, 1, 4, (7, 7)),
        (2, 1, 5, (8, 2)),
        (2, 1, 99, (8, 6)),
        (10, 0, 0, (11, 9)),
    ],
)
def test_place(line: int, form: int, start: int, expected: tuple[int, int]) -> None:
    assert locate(CATALOG.split("\n"), line, form, start) == expected
