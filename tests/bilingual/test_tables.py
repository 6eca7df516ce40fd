"""One table of two: labels in both languages, what is the same once."""

from __future__ import annotations

from tests.bilingual.samples import merged
from tests.reading import select, text

TABLE = """
<table id="table-trade"><caption><span class="caption-text">{}</span></caption>
<thead><tr><th scope="col"><p>{}</p></th><th scope="col"><p>{}</p></th></tr></thead>
<tbody><tr><th scope="row"><p>{}</p></th><td class="number"><p>{}</p></td></tr>
<tr><th scope="row">{}</th><td class="number">{}</td></tr></tbody></table>
"""
OURS = TABLE.format("Trade", "Partner", "Share", "Sea", "2009", "Land", "24.2")
THEIRS = TABLE.format("Commerce", "Partenaire", "Part", "Mer", "2009", "Terre", "24,2")


def test_labels_stand_in_both_languages_and_the_same_number_once() -> None:
    page, merger = merged(OURS, THEIRS)
    (table,) = select(page, "./table")
    cells = [[text(line) for line in select(c, "./p")] for c in select(table, ".//th | .//td")]
    assert cells == [
        ["Partner", "Partenaire"],
        ["Share", "Part"],
        ["Sea", "Mer"],
        ["2009"],
        ["Land", "Terre"],
        ["24.2", "24,2"],
    ]
    assert {line.get("lang") for line in select(table, ".//p[@class='second']")} == {"fr-CA"}
    assert [text(line) for line in select(table, "./caption/p")] == ["Trade", "Commerce"]
    assert merger.findings == []


def test_each_line_of_a_number_is_aligned_as_its_language_asks() -> None:
    cell = '<td class="number{}">{}</td>'
    row = f"<table><tbody><tr>{cell * 2}</tr></tbody></table>"
    page, merger = merged(
        row.format(" whole-1", "457", " short-1", "5"), row.format("", "457,000", " short-1", "5")
    )
    two, one = select(page, ".//td")
    assert two.get("class") == "number"
    assert [line.get("class") for line in two] == ["whole-1", "second"]
    assert one.get("class") == "number short-1"
    assert merger.findings == []


def test_a_cell_stays_on_one_line_where_both_of_its_texts_do() -> None:
    row = '<table><tbody><tr><td class="{}">{}</td><td class="{}">{}</td></tr></tbody></table>'
    page, _ = merged(
        row.format("unbroken", "billion", "unbroken", "people"),
        row.format("", "milliards de dollars américains", "unbroken", "personnes"),
    )
    assert [cell.get("class") for cell in select(page, ".//td")] == ["", "unbroken"]


def test_rows_that_editions_order_differently_are_paired_by_their_names() -> None:
    def table(*rows: tuple[str, str]) -> str:
        body = "".join(
            f'<tr class="row-odd row-{name}"><td><p>{cell}</p></td></tr>' for name, cell in rows
        )
        return (
            "<table id='t'><thead><tr class='row-odd'><th scope='col'><p>Name</p></th></tr></thead>"
            f"<tbody>{body}</tbody></table>"
        )

    ours = table(("2", "NAFTA"), ("3", "OAS"), ("4", "UN"))
    page, merger = merged(ours, table(("3", "OEA"), ("4", "ONU"), ("2", "TLCAN")))
    (found,) = select(page, "./table")
    cells = [[text(line) for line in select(cell, "./p")] for cell in select(found, ".//td")]
    assert cells == [["NAFTA", "TLCAN"], ["OAS", "OEA"], ["UN", "ONU"]]
    assert merger.findings == []


def test_columns_that_editions_order_differently_are_paired_by_their_names() -> None:
    def table(*columns: tuple[str, str, str]) -> str:
        heads = "".join(f'<th class="column-{n}"><p>{head}</p></th>' for n, head, _ in columns)
        cells = "".join(f"<td><p>{cell}</p></td>" for *_, cell in columns)
        body = f"<tbody><tr>{cells}</tr></tbody>"
        return f"<table id='t'><thead><tr>{heads}</tr></thead>{body}</table>"

    ours = table(("2", "Acronym", "OAS"), ("3", "English", "States"), ("4", "French", "États"))
    theirs = table(("2", "Sigle", "OEA"), ("4", "Français", "États"), ("3", "Anglais", "States"))
    page, merger = merged(ours, theirs)
    (found,) = select(page, "./table")
    cells = [[text(line) for line in select(c, "./p")] for c in select(found, ".//th | .//td")]
    assert cells == [
        ["Acronym", "Sigle"],
        ["English", "Anglais"],
        ["French", "Français"],
        ["OAS", "OEA"],
        ["States"],
        ["États"],
    ]
    assert merger.findings == []


def test_tables_of_another_shape_are_a_finding() -> None:
    for wrong in (
        THEIRS.replace('<td class="number">', '<td colspan="2" class="number">'),
        THEIRS.replace("</tbody>", "<tr><td>more</td></tr></tbody>"),
        THEIRS.replace('<th scope="row">Terre</th>', "<td>Terre</td>"),
    ):
        _, merger = merged(OURS, wrong)
        (finding,) = merger.findings
        assert "'table-trade'" in finding.message
