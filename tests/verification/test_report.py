"""The page on what was found shows both passages, and nothing that a page would obey."""

from __future__ import annotations

from lxml import html

from editions.findings import Disagreement, Finding, Reading, Severity
from editions.verification.report import render_report
from tests.reading import select, text


def test_passages_stand_side_by_side_and_are_escaped() -> None:
    here = Reading("fr/a.html", 7, "Il en coûte 475 <script>alert(1)</script>", "fr")
    there = Reading("en/a.html", 9, "It costs 457", "en")
    pdf = Reading("downloads/x.pdf", 0, "Il en coûte 457", "fr")
    findings = [
        Disagreement("fr/a.html", 7, "'475' for '457'", "figures", here=here, there=there),
        Disagreement("downloads/x.pdf", 0, "differs", "format-differs", here=pdf, there=here),
        Finding("fr/b.html", 0, "no <b>link</b>", "dead-link", Severity.WARNING),
    ]
    page = html.document_fromstring(render_report(findings, {findings[0]: "abc"}, "Checked all"))
    assert select(page, "//script") == []
    assert [text(head) for head in select(page, "//h2")] == [
        *("downloads/x.pdf", "fr/a.html", "fr/b.html"),
    ]
    assert [a.get("class") for a in select(page, "//article")] == ["error", "error", "warning"]
    cells = [text(cell) for cell in select(page, "//article[h3[contains(., '475')]]//td")]
    assert ["<script>alert(1)</script>" in cell for cell in cells] == [True, False]
    assert [text(p) for p in select(page, "//td/p[@lang='en']")] == ["It costs 457"]
    # Of one language, what differs is marked.
    assert select(page, "(//article)[1]//td[1]//mark")
    assert 'key = "abc"' in text(select(page, "//pre")[0])
    assert "2 errors, 1 warning" in text(select(page, "//main/p")[0])


def test_nothing_is_a_page_too() -> None:
    page = html.document_fromstring(render_report([], {}, "Checked 2 editions"))
    assert [text(p) for p in select(page, "//main/p")] == ["Checked 2 editions: all right."]
