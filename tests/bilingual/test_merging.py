"""Each kind of block beside its counterpart."""

from __future__ import annotations

import pytest

from editions.bilingual.merging import Merger
from tests.bilingual.samples import AR, EN, FR, main, merged
from tests.reading import one, select, text


def test_paragraphs_stand_in_a_row_with_their_languages() -> None:
    page, merger = merged('<p id="b-1">One.</p>', '<p id="b-1">Un.</p>')
    row = one(page, "./div[@class='pair']")
    ours, theirs = row
    assert (ours.get("id"), ours.get("lang"), text(ours)) == ("b-1", None, "One.")
    assert (theirs.get("id"), theirs.get("lang"), text(theirs)) == ("fr-b-1", "fr-CA", "Un.")
    assert theirs.get("class") == "second"
    assert "dir" not in theirs.attrib
    assert merger.added == [theirs]
    assert merger.findings == []


def test_another_direction_is_said() -> None:
    page, _ = merged('<p id="b-1">One.</p>', '<p id="b-1">واحد</p>', AR)
    assert one(page, ".//p[@dir]").attrib["dir"] == "rtl"


def test_one_outline() -> None:
    page, _ = merged(
        '<section id="s"><h2>Trade</h2><a class="headerlink" href="#s"></a><p>a</p></section>',
        '<section id="s"><h2>Commerce</h2><a class="headerlink" href="#s"></a><p>b</p></section>',
    )
    assert [text(h) for h in select(page, ".//h1 | .//h2 | .//h3")] == ["Trade"]
    # The link stands behind the first heading, in its column.
    (link,) = select(page, ".//a[@class='headerlink']")
    assert [e.tag for e in link.getparent()] == ["h2", "a"]
    assert link.getparent().getparent().get("class") == "pair headings"
    second = one(page, ".//p[contains(@class, 'like-h2')]")
    assert text(second) == "Commerce"
    assert second.get("class") == "like-h2 second"
    assert one(page, ".//h2").get("data-second") == "Commerce"


def test_items_of_a_list_are_paired_one_by_one() -> None:
    ours = "<ul><li><p>a</p><ul><li>b</li></ul></li><li><p>c</p></li></ul>"
    theirs = "<ul><li><p>A</p><ul><li>B</li></ul></li><li><p>C</p></li></ul>"
    page, merger = merged(ours, theirs)
    assert len(select(page, "./ul/li")) == 2
    assert [text(row) for row in select(page, ".//li/div[@class='pair']")] == ["a A", "b B", "c C"]
    assert merger.findings == []


def test_definitions_in_another_order_follow_their_terms() -> None:
    page, merger = merged(
        '<dl><dt id="b-1">Bay</dt><dd>wide</dd><dt id="b-2">Dyke</dt><dd>tall</dd></dl>',
        '<dl><dt id="b-2">Digue</dt><dd>haute</dd><dt id="b-1">Baie</dt><dd>large</dd></dl>',
    )
    assert {child.tag for child in one(page, "./dl")} == {"dt", "dd"}
    assert [text(row) for row in select(page, ".//div[@class='pair']")] == [
        "BayBaie",
        "wide large",
        "DykeDigue",
        "tall haute",
    ]
    assert merger.findings == []


@pytest.mark.parametrize(
    "whole",
    [
        '<div class="line-block"><div class="line" id="b-1">{}</div></div>',
        '<aside class="footnote" id="id1"><span class="label">1</span><p>{}</p></aside>',
        "<pre>{}</pre>",
    ],
)
def test_what_is_read_as_one_moves_as_one(whole: str) -> None:
    page, _ = merged(whole.format("one"), whole.format("un"))
    row = one(page, ".//div[@class='pair']")
    assert row[0].tag == row[1].tag
    assert "second" in row[1].attrib["class"].split()


def test_what_says_the_same_stands_once() -> None:
    page, merger = merged('<p id="b-1">FOCAL</p>', '<p id="b-1">FOCAL</p>')
    assert [element.get("class") for element in page] == ["shared"]
    assert merger.added == []


def test_text_without_translation_stands_twice_and_says_so() -> None:
    fallback = '<p id="b-1"><span class="untranslated" lang="en-CA">One.</span></p>'
    page, _ = merged('<p id="b-1">One.</p>', fallback)
    assert len(select(page, ".//p")) == 2
    assert one(page, ".//p[@lang='fr-CA']/span").get("lang") == "en-CA"


def test_a_picture_stands_once_and_says_in_both_languages_what_it_shows() -> None:
    page, merger = merged(
        '<figure><img src="a" alt="A map"><figcaption><p>Here</p></figcaption></figure>',
        '<figure><img src="a" alt="Une carte"><figcaption><p>Ici</p></figcaption></figure>',
    )
    assert [image.get("alt") for image in select(page, ".//img")] == ["A map"]
    heard = one(page, ".//span[@lang='fr-CA']")
    assert (text(heard), heard.get("class")) == ("Une carte", "unseen second")
    assert text(one(page, ".//figcaption/div[@class='pair']")) == "Here Ici"
    assert merger.findings == []


@pytest.mark.parametrize("alt", ["A map", ""])
def test_what_a_picture_shows_is_said_once_where_it_is_the_same_or_not_said(alt: str) -> None:
    page, merger = merged('<img src="a" alt="A map">', f'<img src="a" alt="{alt}">')
    assert [image.get("alt") for image in select(page, ".//img")] == ["A map"]
    assert select(page, ".//span") == []
    assert (merger.added, merger.findings) == ([], [])


def test_pictures_of_their_own_stand_side_by_side() -> None:
    page, _ = merged('<img src="a.en.png" alt="A">', '<img src="a.fr.png" alt="B">')
    cells = select(one(page, ".//div[@class='pair']"), "./div")
    assert [one(cell, "./img").get("alt") for cell in cells] == ["A", "B"]


@pytest.mark.parametrize("alt", ["B", "A"])
def test_pictures_by_language_may_have_one_address(alt: str) -> None:
    """Each edition has the file of its language under that name."""
    merger = Merger(EN, FR, "page.html", differing={"a b.png"})
    page = main('<figure><img src="a%20b.png" alt="A"></figure>')
    merger.merge(page, main(f'<figure><img src="a%20b.png" alt="{alt}"></figure>'))
    assert [image.get("alt") for image in select(page, ".//div[@class='pair']//img")] == ["A", alt]


def test_entries_of_a_list_of_works_are_paired_whatever_their_order() -> None:
    entry = '<li id="ref-{0}"><p class="entry">{1}</p></li>'
    page, merger = merged(
        f"<ul>{entry.format('a', 'Aa')}{entry.format('b', 'Bb')}</ul>",
        f"<ul>{entry.format('b', 'Cc')}{entry.format('a', 'Dd')}</ul>",
    )
    assert [text(row) for row in select(page, ".//div[@class='pair']")] == ["Aa Dd", "Bb Cc"]
    assert [e.get("id") for e in select(page, ".//*[@id]")] == ["ref-a", "ref-b"]
    assert merger.findings == []


def test_references_to_ids_go_with_them() -> None:
    page, _ = merged(
        '<p id="b-1">a</p>', '<p id="b-1"><i id="x">b</i><i aria-labelledby="x y">c</i></p>'
    )
    assert one(page, ".//i[@aria-labelledby]").get("aria-labelledby") == "fr-x fr-y"


@pytest.mark.parametrize(
    ("ours", "theirs", "has", "lacks"),
    [
        ('<p id="b-1">One.</p><p id="b-2">Two.</p>', '<p id="b-1">Un.</p>', "en", "fr"),
        ('<p id="b-1">One.</p>', '<p id="b-1">Un.</p><p id="b-2">Deux.</p>', "fr", "en"),
        ("<ul><li>a</li><li>b</li></ul>", "<ul><li>a</li></ul>", "en", "fr"),
        ('<p id="b-2">x</p>', '<div id="b-2">x</div>', "en", "fr"),
        ("<dl><dt>a</dt><dd>b</dd></dl>", "<dl><dt>a</dt></dl>", "en", "fr"),
    ],
)
def test_a_block_without_counterpart_is_named(ours: str, theirs: str, has: str, lacks: str) -> None:
    _, merger = merged(ours, theirs)
    (finding,) = merger.findings
    assert finding.file == "page.html"
    assert f"in the edition {has!r} and not in {lacks!r}" in finding.message
    assert "b-2" in finding.message or "li 2" in finding.message or "dt 1" in finding.message


def test_what_one_edition_alone_has_by_intention_stands_in_its_column() -> None:
    ours = '<p id="b-1">One.</p><p id="b-2" class="some-editions">Ours.</p><p id="b-3">Two.</p>'
    theirs = (
        '<p id="b-0" class="some-editions">Avant.</p><p id="b-1">Un.</p>'
        '<p id="b-5" class="some-editions">À nous.</p>'
        '<p id="b-3">Deux.</p><section id="b-4" class="some-editions"><h2>À nous</h2></section>'
    )
    page, merger = merged(ours, theirs)
    assert merger.findings == []
    assert [[text(half) for half in row] for row in page] == [
        ["Avant."],
        ["One.", "Un."],
        ["Ours."],
        ["À nous."],
        ["Two.", "Deux."],
        ["À nous"],
    ]
    alone = select(page, "./div[@class='pair alone']/*")
    assert [(item.get("id"), item.get("lang")) for item in alone] == [
        ("fr-b-0", "fr-CA"),
        ("b-2", None),
        ("fr-b-5", "fr-CA"),
        ("fr-b-4", "fr-CA"),
    ]
    assert merger.added[0] is alone[0]


def test_unnamed_blocks_for_some_editions_take_no_counterpart() -> None:
    page, merger = merged(
        '<ul class="some-editions if-en"><li>ours</li></ul><ul><li>a</li></ul>',
        '<ul><li>A</li></ul><ul class="some-editions if-fr"><li>theirs</li></ul>',
    )
    assert merger.findings == []
    assert [text(half) for half in page] == ["ours", "a A", "theirs"]


def test_what_two_editions_of_several_have_is_paired() -> None:
    page, merger = merged(
        '<p id="b-1" class="some-editions">One.</p><ul class="some-editions"><li>a</li></ul>',
        '<p id="b-1" class="some-editions">Un.</p><ul class="some-editions"><li>A</li></ul>',
    )
    assert merger.findings == []
    assert [text(row) for row in select(page, ".//div[@class='pair']")] == ["One. Un.", "a A"]
