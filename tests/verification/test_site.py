"""Single defects, planted in the files of a good build: each is found, and named at its place."""

from __future__ import annotations

import json
import shutil
import zipfile
from collections.abc import Callable
from pathlib import Path

import pytest
from lxml import html
from lxml.html import HtmlElement

from editions.cli import main
from editions.verification.rules import site_rules
from editions.verification.site import BuiltSite, read_site
from editions.verification.verifying import check_book, verify_site
from tests.reading import select
from tests.verification.planting import add, drop, narrow, plant, put, replace, retag, swap

OTHERS = ("es", "fr")


@pytest.fixture(scope="module")
def good(site: Path) -> BuiltSite:
    built = read_site(site)
    assert built.pages
    return built


PARAGRAPH = "//main//p[starts-with(@id, 'b-')]"
TRADE = "//table[@id='table-trade-partners']"
CITED = "//main//p[starts-with(@id, 'b-')]//a[contains(@href, '#ref-')]"
SECOND = "//main/section//p[contains(@class, 'second')]"
MILESTONES = "//table[@id='table-milestones']"
ENGLISH = (
    "<p id='{}'>Without question the agreement between the two countries has been good for"
    " the trade of both, and it is to be hoped that it will be.</p>"
)


def english(root: HtmlElement) -> None:
    first = select(root, PARAGRAPH)[0]
    first.getparent().replace(first, html.fragment_fromstring(ENGLISH.format(first.get("id"))))


#: Page, change, rule: for each edition that is not the original.
DEFECTS: dict[str, tuple[str, Callable[[HtmlElement], object], str]] = {
    "another digit": ("economy.html", replace(PARAGRAPH, r"12([.,])7", r"12\g<1>9"), "figures"),
    "another amount": ("economy.html", replace(PARAGRAPH, r"457", "475"), "figures"),
    "another year": ("economy.html", replace(PARAGRAPH, r"2009", "2008"), "figures"),
    "a comma at another place": (
        "economy.html",
        replace(PARAGRAPH, r"12([.,])7", r"1\g<1>27"),
        "figures",
    ),
    "another share": ("economy.html", replace(PARAGRAPH, r"24([.,])2", r"42\g<1>2"), "figures"),
    "a lost figure": ("economy.html", replace(PARAGRAPH, r"47[.,]3", "algo"), "figures-missing"),
    "a new figure": ("people.html", replace(PARAGRAPH, r"\.", " 417."), "figures-added"),
    "a lost paragraph": ("economy.html", drop(PARAGRAPH), "missing-block"),
    "a lost last paragraph": ("conclusions.html", drop(f"({PARAGRAPH})[last()]"), "missing-block"),
    "a new paragraph": ("people.html", add(PARAGRAPH, "<p id='b-0'>Nada.</p>"), "extra-block"),
    "a new paragraph without an id": ("people.html", add(PARAGRAPH, "<p>Nada.</p>"), "extra-block"),
    "paragraphs exchanged": ("economy.html", swap(PARAGRAPH), "moved-block"),
    "a heading of another level": ("figures.html", retag("//main//h2", "h3"), "other-kind"),
    "a lost heading": ("figures.html", drop("//main//h2"), "missing-block"),
    "a paragraph as an item": ("economy.html", retag(PARAGRAPH, "li"), "other-kind"),
    "a section by another name": (
        "figures.html",
        put("//main//section/section", "id", "elsewhere"),
        "missing-block",
    ),
    "an English paragraph": ("economy.html", english, "other-language"),
    "a lost link": ("figures.html", drop(CITED), "links-differ"),
    "another target": (
        "figures.html",
        put(CITED, "href", "bibliography.html#ref-abizaid2004"),
        "links-differ",
    ),
    "a broken anchor": (
        "figures.html",
        put(CITED, "href", "bibliography.html#ref-no"),
        "links-differ",
    ),
    "a link to no file": (
        "figures.html",
        put("//main//p[contains(@class, 'data-source')]//a", "href", "nowhere.html"),
        "dead-link",
    ),
    "a lost style sheet": (
        "index.html",
        put("//link[@rel='stylesheet']", "href", "x.css"),
        "dead-link",
    ),
    "a lost row": ("figures.html", drop(f"{TRADE}//tbody/tr"), "table-shape"),
    "a lost column": ("figures.html", drop(f"{TRADE}//tbody/tr/td"), "table-shape"),
    "a row too many": (
        "figures.html",
        add(f"{TRADE}//tbody/tr", "<tr><td>1</td></tr>"),
        "table-shape",
    ),
    "rows exchanged": ("figures.html", swap(f"{TRADE}//tbody/tr"), "table-cell"),
    "cells exchanged": ("figures.html", swap(f"{TRADE}//tbody/tr[1]/td"), "table-cell"),
    "another value": (
        "figures.html",
        replace(f"{TRADE}//td", r"21([.,])3", r"21\g<1>8"),
        "table-cell",
    ),
    "a value that the data do not hold": (
        "figures.html",
        replace(f"{TRADE}//td", r"24([.,])2", r"24\g<1>7"),
        "table-data",
    ),
    "an empty cell": ("figures.html", replace(f"{TRADE}//td", r"^.+$", ""), "table-cell"),
    "a head as a cell": ("figures.html", retag(f"{TRADE}//tbody//th", "td"), "table-shape"),
    "another span": ("figures.html", put(f"{TRADE}//tbody//td", "colspan", "2"), "table-shape"),
    "a lost table": ("figures.html", drop(TRADE), "missing-table"),
    "tables exchanged": (
        "figures.html",
        swap("//table[starts-with(@id, 'table-')]"),
        "moved-table",
    ),
    "a lost caption": ("figures.html", drop(f"{TRADE}/caption"), "missing-block"),
    "another year of the agreement": (
        "agreements.html",
        replace(f"{MILESTONES}//th | {MILESTONES}//td", r"1994", "1995"),
        "table-cell",
    ),
    "a lost chart": ("figures.html", drop("//figure[@id='chart-trade']"), "missing-chart"),
    "a lost bar": ("figures.html", drop("//*[@class='bar']/*"), "chart-marks"),
    "a chart without words": (
        "figures.html",
        drop("//figure//*[local-name()='desc']"),
        "alternative-text",
    ),
    "a lost picture": ("index.html", drop("//main//img"), "pictures"),
    "a lost alternative text": ("index.html", put("//main//img", "alt", None), "alternative-text"),
    "an empty alternative text": ("index.html", put("//main//img", "alt", ""), "alternative-text"),
    "a wrong counterpart": (
        "people.html",
        put("//link[@rel='alternate'][@hreflang='en-CA']", "href", "../en/economy.html"),
        "alternates",
    ),
    "a counterpart that is not there": (
        "people.html",
        put("//link[@rel='alternate'][@hreflang='en-CA']", "href", "../en/nobody.html"),
        "alternates",
    ),
    "an id twice": ("people.html", add(PARAGRAPH, "<span id='people'></span>"), "repeated-id"),
    "a lost work": (
        "bibliography.html",
        drop("//ul[contains(@class, 'entries')]/li"),
        "missing-block",
    ),
    "another year of a work": (
        "bibliography.html",
        replace("//p[contains(@class, 'entry')]", r"2004", "2001"),
        "figures",
    ),
}


def test_a_good_build_has_no_finding(good: BuiltSite) -> None:
    assert verify_site(good) == ()


@pytest.mark.parametrize("code", OTHERS)
@pytest.mark.parametrize("name", DEFECTS)
def test_a_defect_of_a_page_is_found(good: BuiltSite, code: str, name: str) -> None:
    page, change, rule = DEFECTS[name]
    found = plant(good, code, page, change)
    rules = {finding.rule for finding in found if finding.file == f"{code}/{page}"}
    assert rule in {name.replace("figures-doubtful", "figures") for name in rules}
    assert all(rule in site_rules() for rule in (finding.rule for finding in found))


@pytest.mark.parametrize("code", OTHERS)
def test_a_lost_page_is_found(good: BuiltSite, code: str) -> None:
    found = verify_site(narrow(good, "people.html", {f"{code}/people.html": None}))
    assert ("en/people.html", "missing-page") in {(f.file, f.rule) for f in found}


@pytest.mark.parametrize(
    ("folder", "page", "change", "rule"),
    [
        (
            "en-fr",
            "economy.html",
            drop("//main/section//p[contains(@class, 'second')]"),
            "format-missing",
        ),
        ("es-en", "people.html", drop(PARAGRAPH), "format-missing"),
        ("fr-es", "economy.html", replace(PARAGRAPH, "457", "475"), "format-missing"),
        ("en-es", "index.html", put("//main//a", "href", "nothing.html"), "dead-link"),
    ],
)
def test_a_defect_of_a_pair_is_found(
    good: BuiltSite, folder: str, page: str, change: Callable[[HtmlElement], object], rule: str
) -> None:
    found = plant(good, folder, page, change)
    assert (f"{folder}/{page}", rule) in {(f.file, f.rule) for f in found}


def test_a_lost_page_of_a_pair_is_found(good: BuiltSite) -> None:
    found = verify_site(narrow(good, "people.html", {"en-fr/people.html": None}))
    assert ("en-fr/people.html", "missing-page") in {(f.file, f.rule) for f in found}


# Files that readers take along


def book_of(good: BuiltSite, name: str) -> Path:
    return min((good.root / "downloads").glob(f"*-{name}"), key=lambda path: len(path.name))


def changed_book(source: Path, target: Path, change: Callable[[str, bytes], bytes | None]) -> Path:
    """Write an EPUB whose files are what *change* makes of them; None leaves one out."""
    with zipfile.ZipFile(source) as old, zipfile.ZipFile(target, "w") as new:
        for name in old.namelist():
            data = change(name, old.read(name))
            if data is not None:
                new.writestr(name, data)
    return target


def in_chapter(chapter: str, old: bytes, new: bytes) -> Callable[[str, bytes], bytes | None]:
    def change(name: str, data: bytes) -> bytes | None:
        if name != f"{chapter}.xhtml":
            return data
        assert old in data
        return data.replace(old, new, 1)

    return change


@pytest.mark.parametrize(
    ("change", "rule"),
    [
        (lambda name, data: None if name == "people.xhtml" else data, "format-page"),
        (in_chapter("economy", b"457", b"475"), "format-differs"),
        (in_chapter("economy", b'id="b-71266aa4">', b'id="b-71266aa4">X '), "format-differs"),
        (in_chapter("figures", b"21,3", b"21,8"), "format-differs"),
        (in_chapter("figures", b'id="table-people"', b'id="x"'), "format-missing"),
        (in_chapter("economy", b"21,3", b"21,8"), "format-differs"),
    ],
)
def test_a_defect_of_a_book_is_found(
    good: BuiltSite, tmp_path: Path, change: Callable[[str, bytes], bytes | None], rule: str
) -> None:
    path = changed_book(book_of(good, "fr.epub"), tmp_path / "fr.epub", change)
    assert list(check_book(good, "fr", "epub", book_of(good, "fr.epub"))) == []
    found = list(check_book(good, "fr", "epub", path))
    assert rule in {finding.rule for finding in found}


@pytest.mark.parametrize("name", ["fr.epub", "fr.pdf", "en-fr.pdf"])
@pytest.mark.parametrize("share", [0.3, 0.9, 0.999])
def test_a_truncated_file_is_found(
    good: BuiltSite, tmp_path: Path, name: str, share: float
) -> None:
    data = book_of(good, name).read_bytes()
    path = tmp_path / name
    path.write_bytes(data[: int(len(data) * share)])
    folder, form = name.split(".")
    assert {f.rule for f in check_book(good, folder, form, path)} == {"unreadable"}


@pytest.mark.parametrize(("folder", "name"), [("fr", "es.pdf"), ("en-fr", "en-es.pdf")])
def test_the_file_of_another_build_is_found(good: BuiltSite, folder: str, name: str) -> None:
    found = list(check_book(good, folder, "pdf", book_of(good, name)))
    assert "format-missing" in {f.rule for f in found}


@pytest.fixture
def downloads(good: BuiltSite, tmp_path: Path) -> Path:
    """A copy of the downloads beside the bibliographies."""
    return Path(shutil.copytree(good.root / "downloads", tmp_path / "downloads"))


def without_work(path: Path) -> None:
    path.write_text(json.dumps(json.loads(path.read_text(encoding="utf-8"))[1:]), encoding="utf-8")


def other_title(path: Path) -> None:
    items = json.loads(path.read_text(encoding="utf-8"))
    items[0]["title"] = "A work that nobody wrote"
    path.write_text(json.dumps(items), encoding="utf-8")


def one_work(path: Path) -> None:
    path.write_text("TY  - BOOK\nER  - \n", encoding="utf-8")


def cut(path: Path) -> None:
    path.write_bytes(path.read_bytes()[:-40])


@pytest.mark.parametrize(
    ("name", "change", "rule"),
    [
        ("references-fr.json", without_work, "exports"),
        ("references-fr.json", other_title, "exports"),
        ("references-fr.json", cut, "exports"),
        ("references-es.bib", cut, "exports"),
        ("references-es.ris", cut, "exports"),
        ("references-en.ris", one_work, "exports"),
        ("fr.epub", lambda path: path.write_bytes(path.read_bytes() + b" "), "checksum"),
        ("fr.pdf", lambda path: path.unlink(), "checksum"),
        ("fr.pdf", lambda path: shutil.copy(path, path.with_name("new.pdf")), "checksum"),
    ],
)
def test_a_defect_of_a_file_beside_the_editions_is_found(
    good: BuiltSite, downloads: Path, name: str, change: Callable[[Path], object], rule: str
) -> None:
    copy = narrow(good, "bibliography.html", {})
    copy.root = downloads.parent
    assert {f.rule for f in verify_site(copy)} <= {"dead-link"}  # the rest of the site is not there
    path = min(downloads.glob(f"*-{name}"), key=lambda path: len(path.name))
    change(path)
    found = {(f.rule, f.file) for f in verify_site(copy)}
    assert rule in {rule for rule, _ in found}
    assert any(file.startswith("downloads/") for rule_, file in found if rule_ == rule)


def test_a_download_that_the_site_names_must_be_there(good: BuiltSite, tmp_path: Path) -> None:
    (tmp_path / "downloads").mkdir()
    site = BuiltSite(tmp_path, ("fr",), {"fr": ["pdf", "epub"]})
    found = verify_site(site)
    assert [f.rule for f in found] == ["missing-file", "missing-file"]


# Sites of other tools


@pytest.fixture
def foreign(tmp_path: Path) -> Path:
    """A site of two languages without ids."""
    for code, words in (("en", "The ferry carries 40 cars."), ("fr", "Le bac prend 40 voitures.")):
        (tmp_path / code).mkdir()
        page = f"<!DOCTYPE html><html lang='{code}'><body><h1>X</h1><p>{words}</p></body></html>"
        (tmp_path / code / "index.html").write_text(page, encoding="utf-8")
    return tmp_path


def verified(root: Path, capsys: pytest.CaptureFixture[str], *more: str) -> tuple[int, str]:
    status = main(["verify", str(root), "--languages", "en", "fr", *more])
    return status, capsys.readouterr().out


def test_a_site_of_other_tools(foreign: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert verified(foreign, capsys) == (0, "Checked 2 editions and 2 pages: all right.\n")
    path = foreign / "fr/index.html"
    path.write_text(path.read_text("utf-8").replace("40", "48"), encoding="utf-8")
    status, said = verified(foreign, capsys)
    assert status == 1
    assert said.startswith("fr/index.html:1: error: '48' stands for '40' of en/index.html:1")
    # Once the pages differ in their passages, nothing is sure.
    path.write_text(path.read_text("utf-8").replace("<h1>", "<p>Plus.</p><h1>"), encoding="utf-8")
    status, said = verified(foreign, capsys)
    assert status == 0
    assert "warning: '48' stands for '40'" in said
    status, said = verified(foreign, capsys, "--skip", "figures", "extra-block", "--format", "json")
    assert json.loads(said)["findings"] == []


@pytest.mark.parametrize(("mark", "status"), [("untranslated", 0), ("other", 1)])
def test_a_cell_that_waits_for_its_translation_is_not_compared(
    tmp_path: Path, capsys: pytest.CaptureFixture[str], mark: str, status: int
) -> None:
    cells = {
        "en": "<td>1,500 cars</td>",
        "fr": f"<td><span class='{mark}' lang='en'>1,500 cars</span>"
        " <span class='translation-mark'>[anglais]</span></td>",
    }
    for code, cell in cells.items():
        (tmp_path / code).mkdir()
        table = f"<table><tr><th>Cars</th></tr><tr>{cell}</tr></table>"
        page = f"<!DOCTYPE html><html lang='{code}'><body><h1>X</h1>{table}</body></html>"
        (tmp_path / code / "index.html").write_text(page, encoding="utf-8")
    found, said = verified(tmp_path, capsys)
    assert found == status, said
    assert ("(table-cell)" in said) == bool(status)


@pytest.mark.parametrize(
    ("passage", "status"),
    [
        ("<p>The long ferry carries cars over the water.</p>", 1),
        ("<p lang='en'>The long ferry carries cars over the water.</p>", 0),
        # As a paragraph stands that waits for its translation: all of it, and a sign.
        ("<p><span class='untranslated' lang='en'>The long ferry carries <b>cars</b> over the"
         " water.</span> <span class='translation-mark'>[anglais]</span></p>", 0),
        ("<pre>sail --from the shore --to the isle --cars 1,500</pre>", 0),
        ("<p>The long <i lang='en'>ferry</i> carries cars over the water.</p>", 1),
    ],
)  # fmt: skip
def test_what_waits_for_its_translation_is_in_the_language_that_it_says(
    tmp_path: Path, capsys: pytest.CaptureFixture[str], passage: str, status: int
) -> None:
    original = "<p>The long ferry carries cars over the water.</p>"
    original = passage if "pre" in passage else original
    for code, words in (("en", original), ("fr", passage)):
        (tmp_path / code).mkdir()
        page = f"<!DOCTYPE html><html lang='{code}'><body><h1>X</h1>{words}</body></html>"
        (tmp_path / code / "index.html").write_text(page, encoding="utf-8")
    found, said = verified(tmp_path, capsys)
    assert found == status, said
    assert ("(other-language)" in said) == bool(status)


def test_what_is_no_site_is_said(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["verify", str(tmp_path)]) == 1
    assert "--languages" in capsys.readouterr().err
    assert main(["verify", str(tmp_path), "--languages", "en"]) == 1
    assert main(["verify", str(tmp_path), "--skip", "nonsense"]) == 2
    assert main(["verify", "--list"]) == 0
    assert all(name in capsys.readouterr().out for name in ("table-cell",))
