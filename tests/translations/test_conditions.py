"""Which blocks are marked as meant for some editions."""

from __future__ import annotations

from pathlib import Path

import pytest

from editions.languages import Edition
from editions.translations.conditions import tells_editions_apart
from tests.building import build, edit
from tests.reading import read_page, select, text

EDITIONS = [Edition("en", "en_CA", "English", "x"), Edition("pt-br", "pt_BR", "Português", "y")]


@pytest.mark.parametrize(
    ("condition", "apart"),
    [
        ("en", True),
        ("not pt_br", True),
        ("en or pt", False),
        ("html", False),
        ("html and en_CA", True),
        ("never", False),
        ("not (never or html)", False),
        ("(never", False),  # Sphinx warns of it, and keeps the part
        (" or ".join("abcdefgh"), False),
        (" or ".join("abcdefghi"), True),  # too many to try
    ],
)
def test_a_condition_that_only_some_editions_meet(condition: str, apart: bool) -> None:
    assert tells_editions_apart(condition, EDITIONS) is apart


def test_blocks_say_that_not_all_editions_have_them(two_shores: Path) -> None:
    edit(two_shores / "conf.py", '["editions"]', '["sphinx.ext.ifconfig", "editions"]')
    with (two_shores / "source/shore.rst").open("a", encoding="utf-8") as file:
        file.write("\n.. only:: fr or en\n\n   All.\n\n.. only:: en\n\n   - Some.\n\n   Some.\n")
        file.write("\n.. ifconfig:: language == 'en'\n\n   English.\n")
        file.write("\n.. ifconfig:: smartquotes is False\n\n   All again.\n")
    page = read_page(build(two_shores, "en") / "shore.html")
    marked = select(page, "//*[contains(@class, 'some-editions')]")
    assert [(item.tag, item.get("class"), text(item)) for item in marked] == [
        ("ul", "some-editions if-en simple", "Some."),
        ("p", "some-editions if-en", "Some."),
        ("p", "some-editions if-language-en", "English."),
    ]


def test_a_project_without_editions_is_left_as_it_is(two_shores: Path) -> None:
    conf = two_shores / "conf.py"
    edit(conf, conf.read_text(encoding="utf-8"), 'extensions = ["editions"]\n')
    source = two_shores / "source"
    (source / "shore.rst").write_text("Shore\n=====\n\n.. only:: html\n\n   All.\n", "utf-8")
    page = read_page(build(two_shores, "en") / "shore.html")
    assert select(page, "//*[contains(@class, 'some-editions')]") == []
