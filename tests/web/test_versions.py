"""The versions of a publication, and the feed that announces them."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import pytest
from lxml import etree

from editions.findings import FindingsError
from editions.languages import Edition
from editions.web.versions import Version, read_versions, render_feed
from tests.building import build, edit
from tests.reading import one, read_page, select

EN = Edition("en", "en_GB", "English", "Two Shores")
FR = Edition("fr", "fr_FR", "Français", "Deux rives", "Essai")
ATOM = {"a": "http://www.w3.org/2005/Atom"}
LANG = "{http://www.w3.org/XML/1998/namespace}lang"
GOOD = """versions:
  - version: "1.1"
    date: "2026-02-01"
    summary: {en: News, fr: Du nouveau}
  - version: "1.0"
    date: "2025-12-24"
    summary: {en: All & new}
"""


def read(folder: Path, text: str, release: str = "1.1") -> tuple[Version, ...]:
    path = folder / "versions.yaml"
    path.write_text(text, encoding="utf-8")
    return read_versions(path, folder, (EN, FR), release)


def test_versions_are_read_in_their_order(tmp_path: Path) -> None:
    newest, first = read(tmp_path, GOOD)
    assert (newest.number, newest.day) == ("1.1", date(2026, 2, 1))
    assert first.summary == {"en": "All & new"}
    plain = GOOD.replace("{en: All & new}", "The same in all languages")
    assert read(tmp_path, plain)[1].summary == "The same in all languages"


def test_two_versions_of_one_day_are_in_order(tmp_path: Path) -> None:
    same = GOOD.replace("2025-12-24", "2026-02-01")
    assert [version.number for version in read(tmp_path, same)] == ["1.1", "1.0"]


def test_order_is_judged_between_each_two(tmp_path: Path) -> None:
    third = GOOD + '  - {version: "0.9", date: "2025-12-25", summary: Old}\n'
    with pytest.raises(FindingsError, match=r"^versions.yaml:8: .*newer than the version before"):
        read(tmp_path, third)


@pytest.mark.parametrize(
    "text",
    ["versions: []\n", "versions: {}\n", "- versions\n", "versions: [1.0]\n",
     'versions: [{version: "1.1", date: "2026-02-01", summary: A, more: b}]\n',
     'versions: [{version: "1.1", date: "2026-02-01", summary: ""}]\n',
     'versions: [{version: "1.1", date: "2026-02-01", summary: {en: ""}}]\n',
     'versions: [{version: "1.1", date: "2026-2-01", summary: A}]\n'],
)  # fmt: skip
def test_file_of_another_form_is_refused(tmp_path: Path, text: str) -> None:
    with pytest.raises(FindingsError, match=r"versions.yaml:\d"):
        read(tmp_path, text)


@pytest.mark.parametrize(
    ("old", "new", "message"),
    [
        ('"1.1"', '"1.2"', r"versions.yaml:2: .* but 'release' in conf.py is '1.1'"),
        ("2025-12-24", "2026-12-24", r"versions.yaml:5: .* newer than the version before it"),
        ("2025-12-24", "2025-12-32", r"versions.yaml:5: .*'2025-12-32', must be a day"),
        ("2025-12-24", "2025", r"versions.yaml:5: .*must be a day"),
        ('"1.0"', '""', r"'version' must be a text"),
        ("{en: All & new}", "{fr: Tout}", r"versions.yaml:5: .*lacks the original, 'en'"),
        ("{en: All & new}", "{de: Alles, en: All}", r"for each code of an edition"),
        ("    summary: {en: All & new}\n", "", r"'version', 'date' and 'summary'"),
        ("versions:", "version:", r"must hold 'versions'"),
        (
            "    summary: {en: All & new}\n",
            "    summary: A\n    corrections: {}\n",
            r"versions.yaml:5: .*'corrections' must be a list",
        ),
        (
            "    summary: {en: All & new}\n",
            "    summary: A\n    corrections: [{text: A}]\n",
            r"'text' and 'corrected', and nothing else",
        ),
        (
            "    summary: {en: All & new}\n",
            '    summary: A\n    corrections: [{text: {fr: A}, corrected: {en: "2026-01-01"}}]\n',
            r"'text' lacks the original",
        ),
        (
            "    summary: {en: All & new}\n",
            '    summary: A\n    corrections: [{text: A, corrected: {de: "2026-01-01"}}]\n',
            r"'corrected' must be a day",
        ),
        (
            "    summary: {en: All & new}\n",
            "    summary: A\n    corrections: [{text: A, corrected: {en: soon}}]\n",
            r"'corrected' must be a day",
        ),
        ("versions:", "versions: [", r"versions.yaml:\d+: .*not YAML"),
    ],
)
def test_what_is_wrong_is_told_with_its_line(
    tmp_path: Path, old: str, new: str, message: str
) -> None:
    assert old in GOOD
    with pytest.raises(FindingsError, match=message):
        read(tmp_path, GOOD.replace(old, new, 1))


def test_missing_file_is_told(tmp_path: Path) -> None:
    with pytest.raises(FindingsError, match=r"none.yaml: cannot be read .*'versions_file'"):
        read_versions(tmp_path / "none.yaml", tmp_path, (EN,), "1")
    with pytest.raises(FindingsError, match="empty"):
        read(tmp_path, "")


def feed(address: str = "") -> etree._Element:
    versions = (
        Version("1.1", date(2026, 2, 1), {"en": "News", "fr": "Du nouveau"}),
        Version("1.0", date(2025, 12, 24), {"en": "All & <new>"}),
    )
    content = render_feed(versions, FR, EN, ("Ann Hall",), slug="shores", address=address)
    return etree.fromstring(content)


def test_feed_speaks_the_language_of_the_edition() -> None:
    root = feed()
    assert root.get(LANG) == "fr-FR"
    assert root.findtext("a:title", "", ATOM) == "Deux rives — Essai"
    assert root.findtext("a:updated", "", ATOM) == "2026-02-01T00:00:00Z"
    assert root.findtext("a:author/a:name", "", ATOM) == "Ann Hall"
    first, second = root.findall("a:entry/a:summary", ATOM)
    assert (first.text, first.get(LANG)) == ("Du nouveau", None)
    assert (second.text, second.get(LANG)) == ("All & <new>", "en-GB")


def test_ids_stay_when_a_site_moves() -> None:
    def ids(root: etree._Element) -> list[str | None]:
        return [element.text for element in root.iter("{http://www.w3.org/2005/Atom}id")]

    moved = feed("https://example.org/fr/")
    assert ids(moved) == ids(feed())
    assert len(set(ids(moved))) == 3
    hrefs = {link.get("href") for link in moved.iter("{http://www.w3.org/2005/Atom}link")}
    assert hrefs == {"https://example.org/fr/index.html", "https://example.org/fr/feed.xml"}


def test_every_page_names_the_feed(two_shores: Path) -> None:
    edit(two_shores / "conf.py", "author =", 'release = "1.1"\nversions_file = "v.yaml"\nauthor =')
    (two_shores / "source/v.yaml").write_text(GOOD, encoding="utf-8")
    site = build(two_shores, "fr")
    for path in site.glob("*.html"):
        link = one(read_page(path), "//head/link[@type='application/atom+xml']")
        assert (path.parent / link.attrib["href"]).name == "feed.xml"
    root = etree.parse(site / "feed.xml").getroot()
    assert root.findtext("a:author/a:name", "", ATOM) == "The Ferry Company"
    edit(two_shores / "conf.py", 'release = "1.1"', 'release = "2"')
    with pytest.raises(FindingsError, match=r"source/v.yaml:2: .*'release' in conf.py is '2'"):
        build(two_shores, "fr")


def test_publication_without_versions_has_no_feed(two_shores: Path) -> None:
    site = build(two_shores, "fr")
    assert not (site / "feed.xml").exists()
    assert select(read_page(site / "index.html"), "//link[@type='application/atom+xml']") == []
