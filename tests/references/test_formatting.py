"""Works as text: golden lists in three languages, hard cases, and a list of 3,000."""

from __future__ import annotations

import json
import os
from dataclasses import replace
from pathlib import Path
from unittest import mock

import pytest
from babel.dates import get_month_names

from editions.findings import FindingsError
from editions.languages import Edition
from editions.references.formatting import STYLE, format_works
from editions.references.pandoc import FormattingError, run_pandoc
from editions.references.reading import read_references
from editions.references.richtext import from_json, plain, to_html, to_json
from editions.references.works import Author, References, Work
from tests.references.samples import EDITIONS, EN, ES, FR, PROJECT, marked, render

DATA = PROJECT / "tests" / "data"

SMITH = Author("Smith", "Jo")
BOOK = Work("a", "book", "en-CA", False, (SMITH,), "Plain title", publisher="Press", issued="2001")


@pytest.fixture(scope="module")
def references() -> References:
    return read_references(PROJECT / "source" / "references.yaml", PROJECT, EDITIONS)


@pytest.mark.parametrize("edition", EDITIONS, ids=lambda edition: edition.code)
def test_every_work_in_its_language(
    tmp_path: Path, references: References, edition: Edition
) -> None:
    found = [f"{w.key}: {marked(w.content)}" for w in render(
        tmp_path, references.works(edition), edition)]  # fmt: skip
    golden = (DATA / f"references-{edition.code}.txt").read_text(encoding="utf-8").splitlines()
    assert found == golden
    assert len(found) == 26


def test_order_between_authors_is_the_language_s(tmp_path: Path, references: References) -> None:
    authors = {}
    within = {}
    for edition in EDITIONS:
        works = {work.key: work for work in references.works(edition)}
        keys = [work.key for work in render(tmp_path, works.values(), edition)]
        authors[edition.code] = list(dict.fromkeys(works[k].authors[0].inverted for k in keys))
        names = {entry.key: str(entry.fields["author"]) for entry in references.entries}
        within[edition.code] = sorted(keys, key=lambda key: names[key])  # a stable sort
    assert authors["en"][1:] == [
        "Goldfarb, Danielle",
        "Government of Canada",
        "Government of Mexico",
    ]
    assert authors["es"][1:] == ["Gobierno de Canadá", "Gobierno de México", "Goldfarb, Danielle"]
    assert authors["fr"][1:] == ["Goldfarb, Danielle", "Gouvernement du Canada",
                                 "Gouvernement du Mexique"]  # fmt: skip
    assert within["en"] == within["es"] == within["fr"]


def test_accents_and_case_do_not_upset_the_order(tmp_path: Path) -> None:
    names = ["Zúñiga", "Ébert", "Eco", "núñez", "Nuno", "Nz", "Ñandú", "Álvarez", "Alwin"]
    works = [
        replace(BOOK, key=f"k{n}", authors=(Author(name, "X"),)) for n, name in enumerate(names)
    ]
    keys = {work.key: work.authors[0].family for work in works}
    found = [keys[work.key] for work in render(tmp_path, works, ES)]
    assert found == ["Álvarez", "Alwin", "Ébert", "Eco", "Nuno", "núñez", "Nz", "Ñandú", "Zúñiga"]


@pytest.mark.parametrize("edition", [ES, FR], ids=lambda edition: edition.code)
def test_no_word_of_another_language(
    tmp_path: Path, references: References, edition: Edition
) -> None:
    english = {"accessed", "chapter", "no.", "n.d.", "In", "Report", "Reports", "Release"}
    english |= {name for name in get_month_names("wide", locale="en").values() if name != "May"}
    english |= {f"{name}." for name in get_month_names("abbreviated", locale="en").values()}
    for work in render(tmp_path, references.works(edition), edition):
        own = [part for part in _without_foreign(work.content) if not part.startswith("http")]
        assert english.isdisjoint(" ".join(own).replace("(", "").split()), work.key


def _without_foreign(content: object) -> list[str]:
    """Return the words outside titles in other languages, which carry theirs."""
    found: list[str] = []
    for item in content:  # type: ignore[attr-defined]  # any sequence of rich text
        if isinstance(item, str):
            found.append(item)
        elif item.kind.value != "language":
            found += _without_foreign(item.content)
    return found


@pytest.mark.parametrize(
    ("work", "edition", "expected"),
    [
        (replace(BOOK, type="webpage", title="A < B & <b>C</b> *d* `e` [f](g) $h$ \\i {j} _k_"), EN,
         "Smith, Jo. “A < B & <b>C</b> *d* `e` [f](g) $h$ \\i {j} _k_.” Press, 2001."),
        (replace(BOOK, type="webpage", title="Who said “go ‘home’ now”?"), EN,
         "Smith, Jo. “Who said ‘go “home” now’?” Press, 2001."),
        (replace(BOOK, type="webpage", title="Who said “go ‘home’ now”?"), FR,
         "Smith, Jo. «⍽Who said “go «⍽home⍽» now”?⍽» Press, 2001."),
        (replace(BOOK, title="What is to be done?"), EN,
         "Smith, Jo. *What is to be done?* Press, 2001."),
        (replace(BOOK, authors=()), EN, "*Plain title*. Press, 2001."),
        (replace(BOOK, issued=""), ES, "Smith, Jo. *Plain title*. Press."),
        (replace(BOOK, title="L’été d’un ‘homme’"), EN,
         "Smith, Jo. *L’été d’un “homme”*. Press, 2001."),
        (replace(BOOK, title="Unclosed “quotation"), EN,
         "Smith, Jo. *Unclosed “quotation*. Press, 2001."),
        (replace(BOOK, language="ar", foreign=True, title="ألف ليلة",
                 title_translation="Nights"), EN,
         "Smith, Jo. *{ar:ألف ليلة}* [Nights]. Press, 2001."),
        (replace(BOOK, issued="2009-01-01", type="webpage"), FR,
         "Smith, Jo. «⍽Plain title⍽». Press, 1er⍽janvier 2009."),
        (replace(BOOK, type="article-journal", container="Journal", volume="3", issue="2",
                 page="11–20", publisher=""), FR,
         "Smith, Jo. «⍽Plain title⍽». *Journal* 3, nᵒ⍽2, 11‑20, 2001."),
        (replace(BOOK, publisher="Verlag", untranslated=frozenset({"publisher"}),
                 original="en-CA"), ES,
         "Smith, Jo. *Plain title*. {en-CA:Verlag}, 2001."),
        (replace(BOOK, doi="10.1000/182", url=""), EN,
         "Smith, Jo. *Plain title*. Press, 2001. <https://doi.org/10.1000/182>."),
    ],
)  # fmt: skip
def test_hard_cases(tmp_path: Path, work: Work, edition: Edition, expected: str) -> None:
    (found,) = render(tmp_path, [work], edition)
    assert marked(found.content) == expected


def test_works_of_one_author_and_year_are_told_apart(tmp_path: Path) -> None:
    works = [
        BOOK,
        replace(BOOK, key="b", title="Another title", title_short="Another"),
        replace(BOOK, key="c", issued="2002"),
        replace(BOOK, key="d", authors=(), issued=""),
    ]
    labels = {work.key: work for work in render(tmp_path, works)}
    assert labels["a"].label == "Smith, “Plain title” 2001"
    assert labels["b"].label == "Smith, “Another” 2001"
    assert (labels["c"].label, labels["c"].author, labels["c"].date) == (
        "Smith 2002",
        "Smith",
        "2002",
    )
    assert labels["d"].label == "“Plain title,” n.d."


def test_ten_authors_are_all_named(tmp_path: Path) -> None:
    authors = tuple(Author(f"Family{n}", "Jo") for n in range(10))
    (found,) = render(tmp_path, [replace(BOOK, authors=authors)], ES)
    text = plain(found.content)
    assert all(author.family in text for author in authors)
    assert "y Jo Family9. " in text


@pytest.mark.parametrize(
    ("edition", "listed", "cited"),
    [
        (EN, "Smith, Jo, Al Abel and Di Nowak. ", "Smith, Abel and Nowak, n.d."),
        (ES, "Smith, Jo, Al Abel y Di Nowak. ", "Smith, Abel y Nowak, s.\u00a0f."),
        (FR, "Smith, Jo, Al Abel et Di Nowak. ", "Smith, Abel et Nowak, s.\u00a0d."),
    ],
)
def test_no_comma_stands_before_the_last_of_three_authors(
    tmp_path: Path, edition: Edition, listed: str, cited: str
) -> None:
    authors = (SMITH, Author("Abel", "Al"), Author("Nowak", "Di"))
    (found,) = render(tmp_path, [replace(BOOK, authors=authors, issued="")], edition)
    assert plain(found.content).startswith(listed)
    assert found.label == cited
    assert f"{found.author}, {found.date}" == cited


@pytest.mark.parametrize(
    ("edition", "part", "whole"),
    [
        (EN, "In A Book, edited by Jean Roy and Al Abel. ", "Roy, Jean and Al Abel, eds. “Plain"),
        (ES, "En A Book, edición de Jean Roy y Al Abel. ", "Roy, Jean y Al Abel, eds. “Plain"),
        (
            FR,
            "Dans A Book, sous la direction de Jean Roy et Al Abel. ",
            "Roy, Jean et Al Abel, dir. «\u00a0Plain",
        ),
    ],
)
def test_editors_are_named(tmp_path: Path, edition: Edition, part: str, whole: str) -> None:
    editors = (Author("Roy", "Jean"), Author("Abel", "Al"))
    chapter = replace(BOOK, key="b", type="chapter", container="A Book", editors=editors)
    edited = replace(BOOK, authors=(), type="report", editors=editors)
    texts = {work.key: plain(work.content) for work in render(tmp_path, [chapter, edited], edition)}
    assert part in texts["b"]
    assert texts["a"].startswith(whole)


def test_spaces_inside_of_guillemets_are_those_of_the_style(tmp_path: Path) -> None:
    titles = ("« Mer » basse", "«\u00a0Mer\u00a0» basse", "«\u202fMer\u202f» basse", "«Mer» basse")
    works = [replace(BOOK, key=f"w{n}", title=title) for n, title in enumerate(titles)]
    shown = {plain(work.content) for work in render(tmp_path, works, FR)}
    assert len({text.removeprefix("———. ").removeprefix("Smith, Jo. ") for text in shown}) == 1


def test_repeated_author_is_a_dash_and_another_is_not(tmp_path: Path) -> None:
    other = replace(BOOK, key="c", authors=(SMITH, Author("Abel", "Al")))
    found = render(tmp_path, [BOOK, replace(BOOK, key="b", issued="2003"), other])
    assert [plain(work.content).split(". ")[0] for work in found] == [
        "Smith, Jo", "———", "Smith, Jo and Al Abel"]  # fmt: skip


def test_rich_text_survives_the_cache_and_html(tmp_path: Path) -> None:
    work = replace(BOOK, language="fr", foreign=True, title="<i>", title_translation="A & B",
                   url="http://example.org/?a=1&b=2", accessed="2010-01-02")  # fmt: skip
    (first,) = render(tmp_path, [work])
    assert from_json(json.loads(json.dumps(to_json(first.content)))) == first.content
    assert to_html(first.content).startswith('Smith, Jo. <em><span lang="fr">&lt;i&gt;</span></em>')
    assert '<a href="http://example.org/?a=1&amp;b=2">http' in to_html(first.content)


def test_pandoc_is_called_once_for_the_same_works(tmp_path: Path) -> None:
    with mock.patch("editions.references.formatting.run_pandoc", wraps=run_pandoc) as run:
        first = render(tmp_path, [BOOK])
        assert render(tmp_path, [BOOK]) == first
        assert run.call_count == 1
        render(tmp_path, [BOOK], FR)
        render(tmp_path, [replace(BOOK, title="Other")])
        assert run.call_count == 3
    for number in range(10):
        render(tmp_path, [replace(BOOK, title=f"Title {number}")])
    assert len(list(tmp_path.glob("*.json"))) == 8
    changed = tmp_path / "changed.csl"
    changed.write_text(STYLE.read_text(encoding="utf-8").replace("———", "---"), encoding="utf-8")
    with mock.patch("editions.references.formatting.run_pandoc", wraps=run_pandoc) as run:
        format_works([BOOK], EN, changed, tmp_path)
        assert run.call_count == 1


def test_the_newest_results_are_kept(tmp_path: Path) -> None:
    for number in range(9):
        stale = tmp_path / f"references-{number:032}.json"
        stale.write_text("[]")
        os.utime(stale, (9 - number, 9 - number))  # the last ones are the oldest
    render(tmp_path, [BOOK])
    kept = sorted(path.name for path in tmp_path.glob("*.json"))
    assert len(kept) == 8
    assert [name for name in kept if name.startswith("references-0000")] == [
        f"references-{number:032}.json" for number in range(7)
    ]


def test_failing_pandoc_leaves_nothing(tmp_path: Path) -> None:
    program = tmp_path / "pandoc"
    program.write_text("#!/bin/sh\ncat > /dev/null\nexit 3\n")
    program.chmod(0o755)
    with (
        mock.patch("pypandoc.get_pandoc_path", return_value=str(program)),
        pytest.raises(FormattingError, match="exit status 3"),
    ):
        render(tmp_path / "cache", [BOOK])
    assert not (tmp_path / "cache").exists()


def test_missing_and_broken_styles_are_named(tmp_path: Path) -> None:
    with pytest.raises(FindingsError, match=r"none\.csl: cannot be read"):
        format_works([BOOK], EN, tmp_path / "none.csl", tmp_path)
    broken = tmp_path / "broken.csl"
    broken.write_text("<style/>")
    with pytest.raises(FormattingError, match=r"by broken\.csl"):
        format_works([BOOK], EN, broken, tmp_path)


@pytest.mark.parametrize(
    ("layout", "date", "expected"),
    [
        ('prefix="(" suffix=")"', "", "Smith 2001"),
        ("", 'prefix="(" suffix=")"', "Smith (2001)"),
    ],
)
def test_parentheses_of_a_style_around_a_citation_are_left_to_the_role(
    tmp_path: Path, layout: str, date: str, expected: str
) -> None:
    style = tmp_path / "other.csl"
    text = STYLE.read_text(encoding="utf-8")
    text = text.replace('<layout delimiter="; ">', f'<layout delimiter="; " {layout}>', 1)
    head, cited = text.split("<citation>")
    style.write_text(f"{head}<citation>{cited.replace('<date ', f'<date {date} ', 1)}")
    (found,) = format_works([BOOK], EN, style, tmp_path)
    assert (found.label, found.author, found.date) == (expected, "Smith", "2001")


def test_the_style_of_the_package_serves_languages_that_it_does_not_name(tmp_path: Path) -> None:
    work = replace(BOOK, publisher_place="Paris")
    (found,) = render(tmp_path, [work], Edition("de", "de", "Deutsch", "Zwei Ufer"))
    assert plain(found.content) == "Smith, Jo. Plain title. Paris: Press, 2001."


def many(count: int) -> list[Work]:
    return [
        replace(BOOK, key=f"k{n}", title=f"Title number {n}",
                type=("book", "report", "speech")[n % 3],
                authors=(Author(f"Family{n // 4 % 400}", "Jo"),), issued=str(1900 + n % 110))
        for n in range(count)
    ]  # fmt: skip


def processor_time() -> float:
    """Return the seconds that this process and those that it started have used."""
    return sum(os.times()[:4])


def test_time_grows_with_the_number_of_works(tmp_path: Path) -> None:
    seconds = {}
    for count in (300, 3000):
        start = processor_time()
        assert len(render(tmp_path, many(count))) == count
        seconds[count] = processor_time() - start
    # Ten times the works; what is lost to starting pandoc helps.
    assert seconds[3000] / seconds[300] < 25, seconds


def test_the_style_may_lie_anywhere_in_a_plain_locale(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("LC_ALL", "C")
    folder = tmp_path / "été 1"
    folder.mkdir()
    style = folder / "maison.csl"
    style.write_bytes(STYLE.read_bytes())
    (found,) = format_works([BOOK], EN, style, tmp_path / "cache")
    assert found.label == "Smith 2001"
