"""The parts of the benchmark of builds: what processes use, how costs grow, larger copies."""

from __future__ import annotations

import os
import shutil
import sys
from pathlib import Path

import pytest
from measuring import (
    FailedError,
    Measurement,
    exponent,
    growth_table,
    measure,
    ratio,
    ratio_table,
)
from peers import PEERS, commands, make_plain
from scaling import (
    add_languages,
    catalog_for,
    changed_cell,
    copied_entries,
    copied_text,
    countries,
    grow,
    labels_of,
    without_directive,
)

from editions.workflows.sphinx_run import load_publication
from tests.building import build
from tests.reading import read_page, select, text


def used(cpu: float, wall: float = 1.0) -> Measurement:
    return Measurement(cpu, wall, 10.0)


# Measuring.


def test_all_commands_count_and_a_failed_one_is_said() -> None:
    burn = [sys.executable, "-c", "sum(range(3_000_000))"]
    measured = measure([burn, burn], os.environ)
    assert measured.cpu > 0.02
    assert measured.wall > 0
    assert measured.memory > 1
    with pytest.raises(FailedError, match="no good"):
        measure([burn, [sys.executable, "-c", "raise SystemExit('no good')"]], os.environ)


@pytest.mark.parametrize("power", [0, 0.5, 1, 1.5, 2])
def test_an_exponent_is_that_of_the_growth(power: float) -> None:
    sizes = [1, 3, 8, 20]
    costs = [7 * float(size) ** power for size in sizes]
    assert exponent(sizes, costs) == pytest.approx(power)
    assert exponent(sizes, [costs[0] * 2, *costs[1:]]) < exponent(sizes, costs)


@pytest.mark.parametrize(("sizes", "costs"), [([2, 2], [1, 3]), ([1, 2], [0, 1]), ([0, 1], [1, 1])])
def test_what_has_no_exponent_is_refused(sizes: list[int], costs: list[float]) -> None:
    with pytest.raises(ValueError, match="exponent"):
        exponent(sizes, costs)


def test_a_ratio_is_that_of_rounds_not_of_medians() -> None:
    ours = [used(1, 2), used(10, 20), used(3, 6)]
    other = [used(2, 2), used(20, 10), used(6, 1)]
    assert ratio(ours, other, "cpu") == 0.5
    assert ratio(ours, other, "wall") == 2
    with pytest.raises(ValueError, match="argument 2"):
        ratio(ours, other[:1], "cpu")


def test_a_table_of_ratios_names_everything_once() -> None:
    head, first, second = ratio_table({"mine": [used(2, 4)], "theirs": [used(4, 2)]}, "mine")
    assert head.split() == ["CPU", "s", "wall", "s", "MiB", "CPU", "ratio", "wall", "ratio"]
    assert first.split() == ["mine", "2.00", "4.00", "10"]
    assert second.split() == ["theirs", "4.00", "2.00", "10", "0.50", "2.00"]


def test_a_table_of_growth_has_both_exponents() -> None:
    results = {
        "linear": {1: [used(2)], 4: [used(8)], 16: [used(32)]},
        "square": {4: [used(1)], 16: [used(16)]},
        "once": {1: [used(5)]},
    }
    head, linear, square, once = growth_table(results, "times")
    assert head.split()[2:8] == ["1", "times", "4", "times", "16", "times"]
    assert linear.split() == ["linear", "2.00", "8.00", "32.00", "1.00", "1.00"]
    assert square.split() == ["square", "1.00", "16.00", "2.00", "2.00"]
    assert once.split() == ["once", "5.00"]


# Larger copies.

CHAPTER = """.. _harbour:

Harbour
=======

.. data-pointer::

See :ref:`harbour`, :ref:`the pier <pier>`, :doc:`ferry` and :ref:`far <elsewhere>`.

.. _link: https://example.org/

.. _pier:

Pier
----
"""


def test_a_copy_has_labels_of_its_own_and_keeps_those_of_others() -> None:
    assert labels_of(CHAPTER) == {"harbour", "pier"}
    copy = copied_text(CHAPTER, 3, {"harbour", "pier", "ferry"})
    assert labels_of(copy) == {"harbour-3", "pier-3"}
    assert (
        "See :ref:`harbour-3`, :ref:`the pier <pier-3>`, :doc:`ferry-3` and"
        " :ref:`far <elsewhere>`." in copy
    )
    assert ".. _link: https://example.org/" in copy
    assert "data-pointer" not in copy


def test_copies_follow_their_documents_in_the_contents() -> None:
    root = ".. toctree::\n   :maxdepth: 1\n\n   ferry\n   annex\n"
    assert copied_entries(root, 2, ["ferry"]).split() == [
        "..",
        "toctree::",
        ":maxdepth:",
        "1",
        "ferry",
        "ferry-2",
        "annex",
    ]


def test_a_directive_goes_with_its_options_and_content_and_nothing_else() -> None:
    before = (
        "Text.\n\n.. chart:: a\n   :x: b\n\n   More.\n\nText.\n\n"
        "   .. chart:: c\n      :y: d\n   Inside.\n\n.. charts:: e\n.. chart:: f\n.. chart:: g\n"
    )
    after = without_directive(before, "chart")
    assert after == "Text.\n\nText.\n\n   Inside.\n\n.. charts:: e\n"
    assert without_directive(after, "chart") == after


def test_one_number_of_a_table_changes() -> None:
    table = "key,period,value\na,2009,\nb,2010,21.8\nc,2011,3.5\n"
    assert changed_cell(table) == table.replace("21.8", "21.9")
    assert changed_cell(table.replace("21.8", "21.9")) == table.replace("21.8", "21.1")
    assert changed_cell("a,1,2\n") == "a,1,2\n"


def test_languages_are_those_that_are_there_and_then_their_countries() -> None:
    codes = ["en", "es", "fr"]
    assert countries(codes, 2) == {"en": "en", "es": "es"}
    twenty = countries(codes, 20)
    assert len(twenty) == 20
    assert list(twenty)[:3] == codes
    assert {twenty[code] for code in list(twenty)[3:]} == {"es", "fr"}
    assert all(code.startswith(model) for code, model in twenty.items())
    with pytest.raises(ValueError, match="12 languages are the most"):
        countries(["en", "es"], 20)
    assert catalog_for('"Language: es_MX\\n"\nmsgid "Language: x"', "es_CL") == (
        '"Language: es_CL\\n"\nmsgid "Language: x"'
    )


def test_a_larger_publication_builds_as_the_small_one(two_shores: Path) -> None:
    catalogs = [two_shores / "locale/fr/LC_MESSAGES"]
    chapters = grow(two_shores / "source", "index", catalogs, 3)
    add_languages(two_shores, ["en", "fr"], 3)
    added = countries(["en", "fr"], 3)
    (code,) = set(added) - {"en", "fr"}
    assert [edition.code for edition in load_publication(two_shores).editions] == list(added)
    result = build(two_shores, code)
    for chapter in chapters:
        titles = {
            text(select(read_page(result / f"{chapter}{end}.html"), "//main//h1")[0])
            for end in ("", "-2", "-3")
        }
        assert len(titles) == 1
    assert text(select(read_page(result / "shore-3.html"), "//main//h1")[0]) == "Rive"


def test_peers_have_the_text_without_this_package(two_shores: Path, tmp_path: Path) -> None:
    root = tmp_path / "plain"
    shutil.copytree(two_shores, root)
    make_plain(root, "Two Shores", "The Ferry Company", "index")
    measure(commands(None, sys.executable, root, ["en", "fr"], ["html"]), os.environ)
    page = read_page(root / "build/fr/html/shore.html")
    assert text(select(page, "//h1")[0]).startswith("Rive")
    assert "editions" not in (root / "conf.py").read_text(encoding="utf-8")
    for peer in PEERS:
        made = commands(peer, sys.executable, root, ["fr"], ["html", "pdf"])
        assert [command[command.index("-b") + 1] for command in made if "-b" in command] == [
            "html",
            peer.builder,
        ]
