"""A site that anybody may have built: read within limits, with a finding for what is refused."""

from __future__ import annotations

import json
import os
import time
import zipfile
from io import BytesIO
from pathlib import Path

import pytest

from editions.findings import Finding, FindingsError
from editions.verification import opening
from editions.verification.books import UnreadableError, epub_identity, read_epub, read_pdf
from editions.verification.pages import read_page
from editions.verification.parsing import MAX_ATTRIBUTES, MAX_DEPTH, MAX_TAGS, read_html
from editions.verification.site import MANIFEST, BuiltSite, read_site
from editions.verification.verifying import verify_site

PAGE = "<html lang={code}><head><title>T</title></head><body><main>{body}</main></body></html>"
BODY = '<h1 id="a">Title</h1><p id="b">The sea is 12 metres deep.</p>'
FORMATS = {"editions": {"en": ["html"], "fr": ["html"]}, "pairs": {}}


def write_site(root: Path, body: str = BODY, formats: object = FORMATS) -> Path:
    for code, text in (("en", BODY), ("fr", body)):
        (root / code).mkdir(parents=True)
        page = PAGE.format(code=code, body=text)
        (root / code / "index.html").write_text(page, encoding="utf-8")
    (root / "downloads").mkdir()
    (root / MANIFEST).write_text(json.dumps(formats), encoding="utf-8")
    return root.resolve()


def found_in(root: Path) -> tuple[Finding, ...]:
    site = read_site(root)
    site.skipped = frozenset({"other-language"})
    return verify_site(site)


def refused(root: Path) -> dict[str, str]:
    return {f.file: f.message for f in found_in(root) if f.rule == "unreadable"}


def test_what_is_no_file_of_the_site_is_refused_and_named(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    root = write_site(tmp_path / "site")
    outside = tmp_path / "outside"
    outside.mkdir()
    (outside / "page.html").write_text("<p id=secret>Secret of the machine", encoding="utf-8")
    (root / "fr/link.html").symlink_to(outside / "page.html")
    (root / "fr/inside.html").symlink_to("index.html")
    (root / "fr/folder").symlink_to(outside)
    (root / "fr/device.html").symlink_to("/dev/zero")
    (root / "fr/loop.html").symlink_to("loop.html")
    os.mkfifo(root / "fr/pipe.html")
    os.mkfifo(root / "sitemap.xml")
    os.mkfifo(root / "downloads/SHA256SUMS")
    (root / "fr/folder.html").mkdir()
    (root / "fr/empty.html").write_bytes(b"")
    with (root / "fr/large.html").open("wb") as large:
        large.truncate(opening.MAX_PAGE + 1)
    found = found_in(root)
    assert {f.file for f in found if f.rule == "unreadable"} == {
        *(f"fr/{n}.html" for n in ("link", "device", "loop", "pipe", "empty", "large")),
        *("sitemap.xml", "downloads/SHA256SUMS"),
    }
    assert not any("ecret" in f.message for f in found)
    monkeypatch.setattr(opening, "MAX_FILES", 3)
    assert "too many files" in refused(root)["fr"]


def test_an_edition_that_is_a_link_elsewhere_is_not_read(tmp_path: Path) -> None:
    root = write_site(tmp_path / "site")
    (root / "fr/index.html").unlink()
    (root / "fr").rmdir()
    (root / "fr").symlink_to("/usr")
    assert refused(root) == {"fr": "it cannot be read: it leads out of the site"}


@pytest.mark.parametrize(
    "body",
    [
        "<div>" * (MAX_DEPTH + 1) + "x",
        "<b>" * (MAX_TAGS + 1),
        "<p>" + "<span>" * 20_000 + "x",
        "<table><tr><td>" * 200,
        "<p " + " ".join(f"a{n}=1" for n in range(100_000)) + ">x",
        '<p x" ' + " ".join(f"a{n}" for n in range(100_000)) + ">x",
        "<p " + "".join(f"a{n}='>'" for n in range(100_000)),
        '<p\x0bx="' + " ".join(f"a{n}" for n in range(100_000)) + '">x',
        '<p x=\x0b"' + " ".join(f"a{n}" for n in range(100_000)) + '">x',
        "<p>" + "<a" * 10_000 + "x" * 5_000_000,
    ],
)
def test_a_page_that_takes_all_memory_or_the_stack_is_no_page(body: str) -> None:
    with pytest.raises(ValueError, match=r"tags|elements|attributes"):
        read_page(PAGE.format(code="fr", body=body).encode(), "fr/a.html", "a.html")


@pytest.mark.parametrize("tag", ["script", "STYLE"])
def test_the_words_of_a_script_are_no_attributes(tag: str) -> None:
    words = " ".join(f"a{n}" for n in range(MAX_ATTRIBUTES + 1))
    page = f"<html><head><{tag}>if (a<b) /* {words} */</{tag}></head><body id=x><p>Tide</p>"
    root = read_html(page.encode())
    assert [body.get("id") for body in root.iter("body")] == ["x"]
    assert words in "".join(root.itertext(tag.lower()))
    with pytest.raises(ValueError, match="attributes"):
        read_html(f"{page}<p {words}>".encode())


#: Pages, each of which takes a time that grows with its length and nothing else.
LONG = {
    "passages": "<p>a" * 8_000,
    "numbers": "<p id=b>" + "ab 13 " * 8_000,
    "one word": "<p id=b>" + "a" * 300_000,
    "digits": "<p id=b>" + "9" * 300_000,
    "ends of sentences": "<p id=b>" + ". " * 60_000 + "1",
    "a size": "<p><a href='downloads/x.pdf'>x</a><p>" + "1 " * 8_000,
    "what a script in a comment hides": (
        "<!-- <script> --><p " + " ".join(f"a{n}" for n in range(100_000)) + ">x</p>"
    ),
    "languages in one another": ("<p>" + "<i lang=es>" * 100 + "x" + "</i>" * 100) * 10,
}


@pytest.mark.parametrize("name", LONG)
def test_a_long_page_takes_no_more_than_its_time(tmp_path: Path, name: str) -> None:
    root = write_site(tmp_path / "site", LONG[name])
    page = PAGE.format(code="fr", body=LONG[name])
    (root / "fr/downloads.html").write_text(page, encoding="utf-8")
    (root / "downloads/x.pdf").write_bytes(b"x")
    site = read_site(root)
    start = time.process_time()
    verify_site(site)
    assert time.process_time() - start < 5


def test_addresses_that_no_file_can_have(tmp_path: Path) -> None:
    addresses = ("a%00", "x" * 5_000, "http://[", "%2Fetc%2Fpasswd", "a/" * 3_000, "%ed%a0%80")
    links = "".join(f'<a href="{address}">x</a>' for address in addresses)
    table = (
        '<div class="data-table"><table id=t><tr><td>12</td></tr></table><a href="{}">x</a></div>'
    )
    tables = "".join(map(table.format, ("a%00.csv", "/etc/x.csv", "x" * 5_000 + ".csv")))
    root = write_site(tmp_path / "site", f"{BODY}<p>{links}</p>{tables}")
    page = (root / "fr/index.html").read_text(encoding="utf-8")
    head = (
        '<link rel="canonical" href="http://["><link rel="alternate" hreflang="en" href="http://[">'
    )
    (root / "fr/index.html").write_text(page.replace("<head>", f"<head>{head}"), encoding="utf-8")
    dead = [f for f in found_in(root) if f.rule == "dead-link"]
    assert len(dead) == len(addresses) - 1 + 3 - 1  # no address, and one out of the site


@pytest.mark.parametrize(
    "text",
    [
        *("[" * 100_000, "[]", "{}", "null", "9" * 5_000, ""),
        '{"editions": {}, "pairs": {}}',
        '{"editions": {"en": "html"}, "pairs": {}}',
        '{"editions": {"en": [1]}, "pairs": {}}',
        '{"editions": {"../../etc": ["pdf"]}, "pairs": {}}',
        '{"editions": {"/etc": ["pdf"]}, "pairs": {}}',
        '{"editions": {"en": ["html"]}, "pairs": {"*": ["pdf"]}}',
        '{"editions": {"en": ["html"]}, "pairs": {"\\u001b[31m": []}}',
        '{"editions": {"en": ["html"]}, "pairs": 5}',
    ],
)
def test_a_manifest_that_is_none(tmp_path: Path, text: str) -> None:
    root = write_site(tmp_path / "site")
    (root / MANIFEST).write_text(text, encoding="utf-8")
    with pytest.raises(FindingsError):
        read_site(root)
    (root / MANIFEST).unlink()
    os.mkfifo(root / MANIFEST)
    with pytest.raises(FindingsError):
        read_site(root)


def test_lists_of_works_and_data_that_are_bombs(tmp_path: Path) -> None:
    works = '<p id="ref-a">A work</p>'
    root = write_site(tmp_path / "site", works)
    for name, text in (
        ("a.json", "[" * 100_000),
        ("b.json", "5"),
        ("c.json", '["a"]'),
        ("d.bib", "@a{" * 100_000),
        ("e.ris", "TY  - \n" * 10),
    ):
        start = name.removesuffix(Path(name).suffix)
        path = root / f"downloads/{start}-references-fr{Path(name).suffix}"
        path.write_text(text, encoding="utf-8")
    assert sum(f.rule == "exports" for f in found_in(root)) >= 5
    sums = root / "downloads/SHA256SUMS"
    names = ("../../../../etc/passwd", "/etc/passwd", "a\0b", "x" * 5_000, "..")
    sums.write_text("".join(f"{'0' * 64}  {name}\n" for name in names), encoding="utf-8")
    found = [f for f in found_in(root) if f.rule == "checksum"]
    assert sum(f.file == "downloads/SHA256SUMS" for f in found) == len(names)


def book(*members: tuple[str, bytes]) -> bytes:
    buffer = BytesIO()
    with zipfile.ZipFile(buffer, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, data in members:
            archive.writestr(name, data)
    return buffer.getvalue()


def test_books_that_are_bombs(monkeypatch: pytest.MonkeyPatch) -> None:
    for members in (
        [("a.xhtml", b"<p>" + bytes(opening.MAX_PAGE))],
        [("a.xhtml", b"<div>" * 1_000)],
        [("a.xhtml", b"")],
    ):
        with pytest.raises(UnreadableError):
            read_epub(book(*members), "x.epub")
    entities = b'<!DOCTYPE a [<!ENTITY b SYSTEM "file:///etc/hostname">]><a><meta/>&b;</a>'
    assert epub_identity(book(("a.opf", entities))) == ""
    for package in (b"", b"<a>", b"<a>" * 1_000):
        with pytest.raises(UnreadableError):
            epub_identity(book(("a.opf", package)))
    monkeypatch.setattr("editions.files.zips.MAX_UNPACKED", 1_000)
    with pytest.raises(UnreadableError, match="unpacks"):
        read_epub(book(("picture.png", bytes(2_000))), "x.epub")


def printed(content: bytes, pages: int = 1) -> bytes:
    """Return a PDF of so many pages with one content."""
    objects = [
        b"<</Type/Catalog/Pages 2 0 R>>",
        b"<</Type/Pages/Kids[" + b"3 0 R " * pages + b"]/Count %d>>" % pages,
        b"<</Type/Page/Parent 2 0 R/MediaBox[0 0 600 800]/Contents 4 0 R"
        b"/Resources<</Font<</F 5 0 R>>>>>>",
        b"<</Length %d>>stream\n" % len(content) + content + b"\nendstream",
        b"<</Type/Font/Subtype/Type1/BaseFont/Helvetica>>",
    ]
    out, places = b"%PDF-1.4\n", []
    for number, text in enumerate(objects, 1):
        places.append(len(out))
        out += b"%d 0 obj" % number + text + b"endobj\n"
    rows = b"".join(b"%010d 00000 n \n" % place for place in places)
    table = b"xref\n0 6\n0000000000 65535 f \n" + rows + b"trailer<</Size 6/Root 1 0 R>>\n"
    return out + table + b"startxref\n%d\n%%%%EOF" % len(out)


def test_a_pdf_is_read_within_limits(monkeypatch: pytest.MonkeyPatch) -> None:
    text = b"BT /F 12 Tf 9 9 Td (The sea is deep) Tj ET\n"
    assert read_pdf(printed(text)).find("theseaisdeep") is not None
    for sound in (b"", printed(text)[:-200] + b"%%EOF"):
        with pytest.raises(UnreadableError):
            read_pdf(sound)
    monkeypatch.setattr("editions.verification.books.MAX_PRINTED_PAGES", 2)
    with pytest.raises(UnreadableError, match="pages"):
        read_pdf(printed(text, 3))
    monkeypatch.setattr("editions.verification.books._MEMORY", 60_000_000)
    with pytest.raises(UnreadableError, match="memory"):
        read_pdf(printed(text * 100_000))


def test_a_site_may_be_given_by_its_folders(tmp_path: Path) -> None:
    root = write_site(tmp_path / "site")
    (root / MANIFEST).unlink()
    assert isinstance(read_site(root, ["en", "fr"]), BuiltSite)
