"""Tables, figures and pointers in documents of the second publication."""

from __future__ import annotations

import re
from pathlib import Path

import pytest
from sphinx.application import Sphinx
from sphinx.util.docutils import docutils_namespace

from editions.files.trees import remove_tree
from editions.findings import Finding, FindingsError
from tests.building import build, edit
from tests.reading import one, pdf_pages, read_page, select, text
from tests.tables.packages import FARES, write_package

#: Words of the French catalog; what is not here has no translation.
WORDS = {
    "Fares of the ferry": "Tarifs du traversier",
    "Shore": "Rive",
    "Fare": "Tarif",
    "North shore": "Rive nord",
    "South shore": "Rive sud",
    "West shore": "Rive ouest",
    "Total": "Total",
    "Children go free.": "Gratuit pour les enfants.",
    "Harbour Office": "Capitainerie",
    "C${amount}": "{amount} dollars canadiens",
    "C${scaled}": "{scaled} de dollars canadiens",
    "C$ {scale}": "{scale} de $ CA",
    "more than {number}": "plus de {number}",
    "nearly {number}": "près de {number}",
    "{title}, {period}": "{title}, {period}",
    "Source: {sources}": "Source\u00a0: {sources}",
    "Stated in: {chapters}": "Indiqué dans\u00a0: {chapters}",
    "In figures: {tables}": "En chiffres\u00a0: {tables}",
    "Data (CSV)": "Données (CSV)",
    "not stated": "non indiqué",
}
TABLE = "//table[@id='table-fares']"


@pytest.fixture
def root(two_shores: Path) -> Path:
    """The second publication with data, and a table of it in the chapter 'crossing'."""
    write_package(two_shores / "source" / "data")
    write_words(two_shores, WORDS)
    append(two_shores, "crossing", ".. data-table:: fares")
    return two_shores


def write_words(root: Path, words: dict[str, str]) -> Path:
    entries = ['msgid ""\nmsgstr "Content-Type: text/plain; charset=UTF-8\\n"']
    entries += [f'msgid "{msgid}"\nmsgstr "{msgstr}"' for msgid, msgstr in words.items()]
    path = root / "locale/fr/LC_MESSAGES/tables.po"
    path.write_text("\n\n".join(entries) + "\n", encoding="utf-8")
    return path


def append(root: Path, name: str, content: str) -> int:
    """Add *content* to a document; return its line."""
    path = root / "source" / f"{name}.rst"
    path.parent.mkdir(exist_ok=True)
    before = path.read_text(encoding="utf-8") if path.exists() else ""
    path.write_text(f"{before}\n{content}\n", encoding="utf-8")
    return before.count("\n") + 2


def findings_of(root: Path, code: str = "en") -> tuple[Finding, ...]:
    with pytest.raises(FindingsError) as caught:
        build(root, code)
    return caught.value.findings


def cells(root: Path, code: str, page: str = "crossing") -> list[list[str]]:
    table = one(read_page(build(root, code) / f"{page}.html"), "//table")
    return [[text(cell) for cell in select(row, "./*")] for row in select(table, ".//tr")]


def test_table_has_caption_and_heads_with_scope(root: Path) -> None:
    table = one(read_page(build(root, "en") / "crossing.html"), TABLE)
    assert text(one(table, "./caption")) == "Fares of the ferry"
    columns = select(table, "./thead/tr/th")
    assert [(text(c), c.get("scope")) for c in columns] == [
        ("Shore", "col"), ("Fare, 2009 (C$ billion)", "col"),
    ]  # fmt: skip
    rows = select(table, "./tbody/tr/th")
    assert [(text(c), c.get("scope")) for c in rows] == [
        ("North shore", "row"), ("South shore", "row"), ("Total", "row"), ("West shore", "row"),
    ]  # fmt: skip


def test_numbers_have_the_form_of_the_edition(root: Path) -> None:
    assert [row[1] for row in cells(root, "en")[1:]] == [
        "21.3", "more than 457", "nearly 4.85", "not stated",
    ]  # fmt: skip
    assert cells(root, "fr") == [
        ["Rive", "Tarif, 2009 (milliards de $ CA)"],
        ["Rive nord", "21,3"],
        ["Rive sud", "plus de 457"],
        ["Total", "près de 4,85"],
        ["Rive ouest", "non indiqué"],
    ]


def test_numbers_are_aligned_by_their_marks(root: Path) -> None:
    table = one(read_page(build(root, "en") / "crossing.html"), TABLE)
    kinds = [cell.get("class", "").split() for cell in select(table, "./tbody/tr/td")]
    assert kinds == [
        ["unbroken", "number", "short-1"], ["unbroken", "number", "whole-2"],
        ["unbroken", "number"], ["unbroken", "number", "empty"],
    ]  # fmt: skip
    heads = select(table, "./thead/tr/th")
    assert ["number" in head.get("class", "").split() for head in heads] == [False, True]


def test_notes_source_and_chapter_stand_under_the_table(root: Path) -> None:
    page = read_page(build(root, "fr") / "crossing.html")
    assert text(one(page, "//p[@class='data-note']")) == "Gratuit pour les enfants."
    lines = [text(line) for line in select(page, "//p[@class='data-source']")]
    assert lines == ["Source\u00a0: Capitainerie", "Indiqué dans\u00a0: Rive"]
    assert one(page, "//p[@class='data-source']/a").get("href") == "shore.html"


def test_a_table_of_one_column_is_a_list(root: Path) -> None:
    append(root, "shore", "See :ref:`shores`.\n")
    append(
        root,
        "shore",
        ".. data-table:: fares\n   :columns: shore\n   :order: shore\n   :name: coasts",
    )
    append(root, "crossing", ".. data-table:: fares\n   :columns: shore\n   :name: shores")
    output = build(root, "fr")
    page = read_page(output / "shore.html")
    assert select(page, "//table") == []
    box = one(page, "//div[contains(@class, 'data-table')]")
    caption, items = select(box, "./p[1] | ./ul")
    assert (caption.get("id"), text(caption)) == ("coasts", "Tarifs du traversier")
    found = select(items, "./li")
    assert list(map(text, found)) == ["Rive nord", "Rive ouest", "Rive sud", "Total"]
    # Each edition sorts by its own words: the lines of the data say which is which.
    assert [item.get("id") for item in found] == [f"coasts-row-{n}" for n in (2, 5, 3, 4)]
    link = one(page, "//main//a[@href='crossing.html#shores']")
    assert text(link) == "Tarifs du traversier"
    assert select(read_page(output / "crossing.html"), "//ul/li/@id") == []


REFERENCES = """\
references:
  - id: harbour2009
    type: document
    language: en-GB
    title: Fares
    title-translation: {fr: Tarifs}
    issued: "2009"
"""


def test_source_is_linked_to_its_work(root: Path) -> None:
    source = root / "source"
    with (root / "conf.py").open("a", encoding="utf-8") as conf:
        conf.write('references_file = "references.yaml"\n')
    (source / "references.yaml").write_text(REFERENCES, encoding="utf-8")
    append(root, "shore", ".. bibliography::")
    edit(
        source / "data/datapackage.json",
        '"Harbour Office"',
        '"Harbour Office", "reference": "harbour2009"',
    )
    page = read_page(build(root, "fr") / "crossing.html")
    link = one(page, "//p[@class='data-source']//a[contains(@href, '#')]")
    assert (text(link), link.get("href")) == ("Capitainerie", "shore.html#ref-harbour2009")


def test_options_choose_columns_order_and_words(root: Path) -> None:
    append(
        root,
        "shore",
        ".. data-table:: fares\n"
        "   :name: dearest\n"
        "   :columns: fare shore\n"
        "   :order: -fare\n"
        "   :caption: The *dearest* first\n"
        "   :notes: Of 2009.\n"
        "   :source: The captain.",
    )
    page = read_page(build(root, "en") / "shore.html")
    table = one(page, "//table[@id='dearest']")
    assert [[text(c) for c in select(row, "./*")] for row in select(table, ".//tr")][:3] == [
        ["Fare, 2009 (C$ billion)", "Shore"], ["more than 457", "South shore"],
        ["21.3", "North shore"],
    ]  # fmt: skip
    assert text(one(table, "./caption//em")) == "dearest"
    assert [text(p) for p in select(page, "//p[@class='data-note']")] == [
        "Children go free.", "Of 2009.",
    ]  # fmt: skip
    assert text(select(page, "//p[@class='data-source']")[0]) == "The captain."
    remove_tree(root / "doctrees")  # another builder's
    template = (build(root, "en", "gettext") / "shore.pot").read_text(encoding="utf-8")
    assert "The *dearest* first" in template
    assert "The captain." in template


@pytest.mark.parametrize(
    ("code", "expected"),
    [
        ("en", "more than C$457\u00a0billion"),
        ("fr", "plus de 457\u00a0milliards de dollars canadiens"),
    ],
)
def test_value_is_printed_with_its_unit(root: Path, code: str, expected: str) -> None:
    append(root, "shore", "It costs :value:`fares/south/fare`.")
    page = read_page(build(root, code) / "shore.html")
    assert text(one(page, "//span[@class='value']")) == expected


@pytest.mark.parametrize(
    ("content", "message"),
    [
        ("It is :value:`fares/nord/fare`.", "has no row 'nord'"),
        ("It is :value:`fares/west/fare`.", "has no figure 'fare'"),
        ("It is :value:`fees`.", "expected table/row/column, got 'fees'"),
        (".. data-table:: fees", "there is no table 'fees'; the tables are fares, traffic"),
        (".. data-table:: fares\n   :columns: price", "has no column 'price'"),
        (".. data-pointer:: fees", "there is no table 'fees'"),
    ],
)
def test_unknown_name_is_reported_at_its_line(root: Path, content: str, message: str) -> None:
    line = append(root, "shore", content)
    (finding,) = [f for f in findings_of(root) if f.rule == "editions.data"]
    assert (finding.file, finding.line) == ("source/shore.rst", line)
    assert message in finding.message


def test_document_without_figures_has_nothing_to_point_to(root: Path) -> None:
    line = append(root, "index", ".. data-pointer::")
    (finding,) = findings_of(root)
    assert (finding.file, finding.line) == ("source/index.rst", line)
    assert "no table has figures of the document 'index'" in finding.message


def test_directive_without_data_says_so(two_shores: Path) -> None:
    line = append(two_shores, "shore", ".. data-table:: fares")
    (finding,) = findings_of(two_shores)
    assert (finding.line, "the publication has no data" in finding.message) == (line, True)


@pytest.mark.parametrize(
    ("code", "words"),
    [
        ("en", "In figures: Fares of the ferry"),
        ("fr", "En chiffres\u00a0: Tarifs du traversier"),
    ],
)
def test_pointer_leads_to_the_tables_of_the_chapter(root: Path, code: str, words: str) -> None:
    append(root, "shore", ".. data-pointer::")
    page = read_page(build(root, code) / "shore.html")
    pointer = one(page, "//p[@class='data-pointer']")
    assert text(pointer) == words
    assert one(pointer, "./a").get("href") == "crossing.html#table-fares"


def test_bad_data_stop_the_build_with_every_cell(root: Path) -> None:
    path = root / "source/data/fares.csv"
    edit(path, "21.3", "much")
    edit(path, "457", "more")
    found = findings_of(root)
    assert [str(f).partition(" ")[0] for f in found] == [
        "source/data/fares.csv:2:3:", "source/data/fares.csv:3:3:",
    ]  # fmt: skip


def test_pattern_that_loses_its_number_stops_the_build(root: Path) -> None:
    write_words(root, {**WORDS, "C${scaled}": "dollars canadiens"})
    (finding,) = findings_of(root, "fr")
    assert finding.file == "locale/fr/LC_MESSAGES/tables.po"
    assert "expected {scaled}" in finding.message


def test_text_without_translation_carries_its_language(root: Path) -> None:
    words = {k: v for k, v in WORDS.items() if k not in ("Total", "Fares of the ferry")}
    write_words(root, words)
    append(root, "shore", ".. data-pointer:: fares fares")
    page = read_page(build(root, "fr") / "crossing.html")
    marked = select(page, "//table//*[contains(@class, 'untranslated')]")
    assert [(text(m), m.get("lang")) for m in marked] == [
        ("Fares of the ferry", "en-GB"), ("Total", "en-GB"),
    ]  # fmt: skip
    pointer = one(read_page(build(root, "fr") / "shore.html"), "//p[@class='data-pointer']")
    assert one(pointer, "./span[@lang]").get("lang") == "en-GB"


def test_edition_without_catalog_of_tables_is_marked_throughout(root: Path) -> None:
    (root / "locale/fr/LC_MESSAGES/tables.po").unlink()
    table = one(read_page(build(root, "fr") / "crossing.html"), TABLE)
    assert [text(m) for m in select(table, ".//th//*[contains(@class, 'untranslated')]")] == [
        "Shore", "Fare, 2009", "(C$ milliards)", "North shore", "South shore", "Total",
        "West shore",
    ]  # fmt: skip


def test_cell_with_markup_is_text(root: Path) -> None:
    markup = "<b>*North*</b> :ref:`x` |y| C:\\"
    edit(root / "source/data/fares.csv", "North shore", markup)
    assert cells(root, "en")[1][0] == markup
    translated = {**WORDS, markup.replace("\\", "\\\\"): "<i>*Nord*</i> :ref:`x`"}
    write_words(root, translated)
    assert cells(root, "fr")[1][0] == "<i>*Nord*</i> :ref:`x`"


def test_messages_reach_one_template_and_numbers_none(root: Path) -> None:
    folder = build(root, "en", "gettext")
    assert "North shore" in (folder / "tables.pot").read_text(encoding="utf-8")
    for path in folder.glob("*.pot"):
        content = path.read_text(encoding="utf-8")
        assert "21.3" not in content
        assert "457" not in content
        assert path.name == "tables.pot" or "North shore" not in content


def test_document_may_not_bear_the_name_of_the_catalog(root: Path) -> None:
    append(root, "tables", "Tables\n======")
    edit(root / "source/index.rst", "   crossing", "   crossing\n   tables")
    with pytest.raises(Exception, match="the name is taken by the catalog of the tables"):
        build(root, "en", "gettext")


def test_a_link_to_data_is_heard_with_the_name_of_its_table(root: Path) -> None:
    link = one(read_page(build(root, "fr") / "crossing.html"), "//p[@class='data-download']/a")
    assert text(link) == "Données (CSV): Tarifs du traversier"
    assert text(one(link, "./span[@class='unseen']")) == ": Tarifs du traversier"


def test_downloads_lie_where_the_links_lead(root: Path) -> None:
    append(root, "shore", ".. data-package::")
    append(root, "inner/deep", "Deep\n====\n\n.. data-table:: traffic")
    edit(root / "source/index.rst", "   crossing", "   crossing\n   inner/deep")
    edit(root / "source/data/traffic.csv", "mine2010", "harbour")
    output = build(root, "fr")
    found = []
    for page in ("crossing", "shore", "inner/deep"):
        path = output / f"{page}.html"
        (link,) = select(read_page(path), "//p[@class='data-download']/a")
        target = (path.parent / link.attrib["href"]).resolve()
        assert target.is_file()
        found.append(target.relative_to(output).as_posix())
    assert found == ["_downloads/fares.csv", "downloads/ferries.zip", "_downloads/traffic.csv"]
    content = (output / "_downloads/fares.csv").read_text(encoding="utf-8")
    assert "Rive nord,21.3," in content


def test_changed_data_are_read_again(root: Path) -> None:
    append(root, "shore", "It costs :value:`fares/north/fare`.")
    build(root, "en")
    edit(root / "source/data/fares.csv", "21.3", "21.4")
    assert cells(root, "en")[1][1] == "21.4"
    page = read_page(root / "out/html/en/shore.html")
    assert text(one(page, "//span[@class='value']")) == "C$21.4\u00a0billion"


def test_changed_words_are_read_again(root: Path) -> None:
    build(root, "fr")
    write_words(root, {**WORDS, "North shore": "Bord nord"})
    assert cells(root, "fr")[1][0] == "Bord nord"


def test_tables_are_read_in_parallel(root: Path) -> None:
    names = [f"part{n}" for n in range(12)]
    for name in names:
        table = f".. data-table:: fares\n   :name: table-{name}"
        append(root, name, f"{name}\n======\n\n{table}\n\n:value:`fares/east/fare`")
    edit(root / "source/index.rst", "   crossing", "\n   ".join(["   crossing", *names]))
    with docutils_namespace():
        app = Sphinx(
            root / "source", root, root / "out/p", root / "trees", "html", status=None,
            warning=None, parallel=2, warningiserror=True, exception_on_warning=True,
        )  # fmt: skip
        app.build()
    for name in names:
        page = read_page(root / "out/p" / f"{name}.html")
        assert len(select(page, f"//table[@id='table-{name}']//tr")) == 5
        assert text(one(page, "//span[@class='value']")) == "nearly C$4.85\u00a0billion"


def test_printed_table_goes_over_pages_whole_row_by_row(root: Path) -> None:
    words = "a row whose words are so many that they take more than one line of the narrow column"
    rows = ["north,North shore,21.3,,"]
    rows += [f"row{n},Row {n} begins {words} and row {n} ends,{n},," for n in range(100)]
    (root / "source/data/fares.csv").write_text(
        "\n".join([FARES.splitlines()[0], *rows]) + "\n", encoding="utf-8"
    )
    (path,) = build(root, "en", "pdf").glob("*.pdf")
    pages = [" ".join(page.split()) for page in pdf_pages(path)]
    on = [page for page in pages if re.search(r"Row \d+ begins", page)]
    assert len(on) > 3
    assert all("Fare, 2009" in page for page in on)
    for page in on:
        begun = re.findall(r"Row (\d+) begins", page)
        ended = re.findall(r"row (\d+) ends", page)
        assert begun == ended
        assert len(begun) > 1
    assert "Fares of the ferry" in on[0]
    assert "Data (CSV)" not in " ".join(pages)
