"""The PDF editions, read back."""

from __future__ import annotations

from pathlib import Path

import pikepdf
import pytest

from editions.findings import EditionsError
from editions.languages import Publication
from tests.building import build, edit
from tests.reading import chapters, one, pdf_pages, read_page, select, text

CODES = ("en", "es", "fr")


def real_pdf(site: Path, code: str) -> Path:
    return site / "downloads" / f"canada-mexico-relationship-{code}.pdf"


def outline_titles(items: list[pikepdf.OutlineItem]) -> list[str]:
    return [title for item in items for title in (item.title, *outline_titles(item.children))]


def folded(value: str) -> str:
    """Letters and digits alone: lines and hyphens are the layout's."""
    return "".join(char for char in value.casefold() if char.isalnum())


@pytest.mark.parametrize("code", CODES)
def test_document_says_what_it_is(site: Path, project: Publication, code: str) -> None:
    edition = project.edition(code)
    with pikepdf.open(real_pdf(site, code)) as pdf:
        assert str(pdf.Root.Lang) == edition.lang
        assert str(pdf.docinfo.Title) == edition.full_title
        cover = read_page(site / code / "index.html")
        authors = [meta.get("content") for meta in select(cover, "//meta[@name='DC.creator']")]
        assert str(pdf.docinfo.Author) == ", ".join(filter(None, authors))
        assert len(authors) == 2
        assert pdf.Root.MarkInfo.Marked


@pytest.mark.parametrize("code", CODES)
def test_outline_names_every_chapter(site: Path, code: str) -> None:
    headings = []
    for name in chapters(site, code)[1:]:
        page = read_page(site / code / f"{name}.html")
        headings += [text(heading) for heading in select(page, "//main//h1 | //main//h2")]
    # Before them, there are the title on the cover and the contents.
    with pikepdf.open(real_pdf(site, code)) as pdf, pdf.open_outline() as outline:
        assert outline_titles(list(outline.root))[2:] == headings


@pytest.mark.parametrize("code", CODES)
def test_contents_give_the_right_pages(site: Path, code: str) -> None:
    pages = pdf_pages(real_pdf(site, code))
    with pikepdf.open(real_pdf(site, code)) as pdf:
        labels = [page.label for page in pdf.pages]
    headings = [
        folded(text(one(read_page(site / code / f"{name}.html"), "//main//h1")))
        for name in chapters(site, code)[1:]
    ]
    (contents,) = (page for page in map(folded, pages) if all(h in page for h in headings))
    for heading in headings:
        # Pages that follow may begin with it, too, as their running head.
        starts = [n for n, page in enumerate(pages) if folded(page).startswith(heading)]
        assert any(f"{heading}{labels[n]}" in contents for n in starts[:1] + starts[-1:])


@pytest.mark.parametrize("code", CODES)
def test_front_matter_is_counted_in_roman_numerals(site: Path, code: str) -> None:
    with pikepdf.open(real_pdf(site, code)) as pdf:
        labels = [page.label for page in pdf.pages]
    body = labels.index("1")
    assert labels[:body] == ["i", "ii", "iii", "iv"][:body]
    assert labels[body:] == [str(n) for n in range(1, len(labels) - body + 1)]


@pytest.mark.parametrize("code", CODES)
def test_only_the_publication_fonts_are_embedded(site: Path, code: str) -> None:
    names = set()
    with pikepdf.open(real_pdf(site, code)) as pdf:
        for page in pdf.pages:
            for font in page.resources.get("/Font", {}).values():
                descriptor = font.DescendantFonts[0].FontDescriptor
                assert "/FontFile2" in descriptor or "/FontFile3" in descriptor
                names.add(str(descriptor.FontName).partition("+")[2])
    assert names
    assert all(name.startswith(("Paper", "Chart-Sans")) for name in names), names


def test_no_local_address_stands_in_the_file(site: Path) -> None:
    for code in CODES:
        with pikepdf.open(real_pdf(site, code)) as pdf:
            for page in pdf.pages:
                for annotation in page.get("/Annots", []):
                    address = str(annotation.A.URI) if "/A" in annotation else ""
                    assert not address.startswith(("file:", "https://edition.invalid"))


@pytest.mark.parametrize(
    ("code", "sentence"), [("en", "The tide is out."), ("fr", "Il revient toujours.")]
)
def test_second_publication_builds(two_shores: Path, code: str, sentence: str) -> None:
    (path,) = build(two_shores, code, "pdf").glob("*.pdf")
    assert path.name == f"two-shores-{code}.pdf"
    assert folded(sentence) in folded(" ".join(pdf_pages(path)))


def test_links_between_chapters_work(two_shores: Path) -> None:
    (path,) = build(two_shores, "en", "pdf").glob("*.pdf")
    with pikepdf.open(path) as pdf:
        names = {str(name) for name in pikepdf.NameTree(pdf.Root.Names.Dests)}
        targets = [
            str(annotation.Dest)
            for page in pdf.pages
            for annotation in page.get("/Annots", [])
            if "/Dest" in annotation
        ]
    assert {"shore", "crossing"} <= set(targets)
    assert set(targets) <= names


def test_style_sheet_that_is_not_there_is_named(two_shores: Path) -> None:
    edit(two_shores / "conf.py", "smartquotes", 'pdf_stylesheets = ["gone.css"]\nsmartquotes')
    with pytest.raises(EditionsError, match=r"gone\.css"):
        build(two_shores, "en", "pdf")


def test_wrong_style_is_an_error(two_shores: Path) -> None:
    edit(
        two_shores / "conf.py",
        "html_static_path = []",
        'html_static_path = [str(Path(__file__).resolve().parent / "static")]\n'
        'pdf_stylesheets = ["wrong.css"]',
    )
    (two_shores / "static").mkdir()
    (two_shores / "static/wrong.css").write_text("p { colour: red }")
    with pytest.raises(EditionsError, match="colour"):
        build(two_shores, "en", "pdf")


@pytest.mark.parametrize("code", CODES)
def test_data_of_the_tables_are_attached(site: Path, code: str) -> None:
    downloads = {
        path.name: path.read_bytes() for path in (site / code / "_downloads").glob("*.csv")
    }
    assert len(downloads) == 10
    with pikepdf.open(real_pdf(site, code)) as pdf:
        attached = {name: file.get_file().read_bytes() for name, file in pdf.attachments.items()}
        kinds = {str(file.obj.AFRelationship) for file in pdf.attachments.values()}
        titles = {name: file.description for name, file in pdf.attachments.items()}
        associated = len(pdf.Root.AF)
    assert attached == downloads
    assert kinds == {"/Data"}
    pages = [read_page(site / code / f"{name}.html") for name in chapters(site, code)]
    shown = " ".join(folded(text(page)) for page in pages)
    assert all(folded(title) in shown for title in titles.values())
    assert len(set(titles.values())) == len(titles)
    assert associated == 10


@pytest.mark.parametrize(("size", "points"), [("letter", (612, 792)), ("A4", (595, 842))])
def test_pages_have_the_size_that_is_set(
    two_shores: Path, size: str, points: tuple[int, int]
) -> None:
    edit(two_shores / "conf.py", "smartquotes", f'pdf_page_size = "{size}"\nsmartquotes')
    (path,) = build(two_shores, "en", "pdf").glob("*.pdf")
    with pikepdf.open(path) as pdf:
        sizes = {tuple(round(float(n)) for n in page.mediabox[2:]) for page in pdf.pages}
    assert sizes == {points}


def test_unknown_page_size_is_an_error(two_shores: Path) -> None:
    edit(two_shores / "conf.py", "smartquotes", 'pdf_page_size = "A5"\nsmartquotes')
    with pytest.raises(EditionsError, match=r"conf\.py:\d+: pdf_page_size: it is 'A5'; exp"):
        build(two_shores, "en", "pdf")


@pytest.mark.parametrize(
    ("code", "line"),
    [("en", "English · Version 1.0"), ("es", "Español · Versión 1.0"),
     ("fr", "Français · Version 1.0")],
)  # fmt: skip
def test_imprint_names_edition_version_and_the_others(
    site: Path, project: Publication, code: str, line: str
) -> None:
    imprint = folded(pdf_pages(real_pdf(site, code))[1])
    assert folded(line) in imprint
    for edition in project.editions:
        assert folded(edition.full_title) in imprint
