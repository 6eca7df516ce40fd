"""The page on what was found shows both passages, and nothing that a page would obey."""

from __future__ import annotations

from lxml import html

from editions.findings import Disagreement, Finding, Reading, Severity
from editions.verification.report import render_report


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
    assert page.xpath("//script") == []
    assert page.xpath("//h2/text()") == ["downloads/x.pdf", "fr/a.html", "fr/b.html"]
    assert page.xpath("//article/@class") == ["error", "error", "warning"]
    texts = [cell.text_content() for cell in page.xpath("//article[h3[contains(., '475')]]//td")]
    assert ["<script>alert(1)</script>" in text for text in texts] == [True, False]
    assert page.xpath("//td/p[@lang='en']/text()") == ["It costs 457"]
    # Of one language, what differs is marked.
    assert "".join(page.xpath("(//article)[1]//td[1]//mark/text()")) != ""
    assert 'key = "abc"' in page.xpath("//pre")[0].text_content()
    assert "2 errors, 1 warning" in page.xpath("//main/p")[0].text_content()


def test_nothing_is_a_page_too() -> None:
    page = html.document_fromstring(render_report([], {}, "Checked 2 editions"))
    assert page.xpath("//main/p/text()") == ["Checked 2 editions: all right."]
