"""Names that some system takes for one, or cannot have."""

from __future__ import annotations

import itertools
import unicodedata
from pathlib import PurePath

import pytest

from editions.files.names import folded, is_device

#: Names that some file system takes for the first one of the line.
SAME = [
    ("ferry", "Ferry", "FERRY", "ferry.", "ferry .", "f\u00aderry", "ferry\u200d"),
    ("papers/été", unicodedata.normalize("NFD", "papers/été"), "Papers/ÉTÉ", "papers/ÉTÉ. ."),
    ("straße", "STRASSE", "strasse"),
    ("σας", "ΣΑΣ", "σασ"),
    ("\u212b", "å", "a\u030a", "A\u030a\ufe0f"),
    ("\u1e9b\u0323", "\u1e69", "s\u0307\u0323"),
]


@pytest.mark.parametrize("names", SAME, ids=ascii)
def test_names_are_one_where_some_system_takes_them_for_one(names: tuple[str, ...]) -> None:
    assert {folded(name) for name in names} == {folded(names[0])}


def test_others_stay_apart() -> None:
    names = [
        *(group[0] for group in SAME),
        *(
            "ferry-1",
            "ferry/1",
            "fe.rry",
            ".ferry",
            "ete",
            "ferrу",
            "...",
            "\udcff",
            "\udcfe",
            "①",
            "1",
        ),
    ]
    for one, other in itertools.combinations(names, 2):
        assert folded(one) != folded(other), (one, other)
    assert all(len(folded(name).parts) == len(PurePath(name).parts) for name in names)


@pytest.mark.parametrize(
    ("part", "device"),
    [
        *((name, True) for name in ("con", "NUL", "aux.", "com1", "LPT9.txt", "com¹", "prn .a.b")),
        *((name, True) for name in ("CONIN$", "con . ")),
        *((name, False) for name in ("cons", "com", "com10", "acon", "a.con", "con-1", "", "lptx")),
    ],
)
def test_a_device_is_no_folder_on_windows(part: str, device: bool) -> None:
    assert is_device(part) is device
