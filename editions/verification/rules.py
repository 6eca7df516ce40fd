"""The rules on sites, registered beside those on catalogs: what must hold, and an example."""

from __future__ import annotations

from collections.abc import Mapping

from editions.findings import Severity
from editions.rules.registry import Rule, register, rules_on

_ERROR, _WARNING = Severity.ERROR, Severity.WARNING

#: Name, severity, what must hold, an example that breaks it and one that keeps it.
_TEXTS = (
    (
        "missing-page",
        _ERROR,
        "Each edition has every page of the others.",
        "en/people.html alone",
        "en/people.html and fr/people.html",
    ),
    (
        "missing-block",
        _ERROR,
        "Each edition has every passage of the original.",
        "a paragraph of en/people.html is not in fr/people.html",
        "both pages have the same paragraphs",
    ),
    (
        "extra-block",
        _ERROR,
        "No edition has a passage that the original lacks.",
        "fr/people.html has a paragraph of its own",
        "both pages have the same paragraphs",
    ),
    (
        "moved-block",
        _ERROR,
        "Passages stand in the same order in each edition.",
        "the second paragraph comes first",
        "first, second, third in both",
    ),
    (
        "other-kind",
        _ERROR,
        "A passage is of the same kind in each edition, a heading of the same level.",
        "<h2> in English, <h3> in French",
        "<h2> in both",
    ),
    (
        "figures",
        _ERROR,
        "A number, an amount or a date is the same by value in each edition.",
        "12.7 percent, 12,9 pour cent",
        "12.7 percent, 12,7 pour cent",
    ),
    (
        "figures-doubtful",
        _ERROR,
        "A number does not seem to stand for another one.",
        "some 40 ships, une trentaine de navires",
        "some 40 ships, une quarantaine de navires",
    ),
    (
        "figures-missing",
        _WARNING,
        "Each number of the original is in the translation.",
        "47.3 million people, beaucoup de personnes",
        "47.3 million people, 47,3 millions de personnes",
    ),
    (
        "figures-added",
        _WARNING,
        "Each number of a translation is in the original.",
        "many people, 417 personnes",
        "417 people, 417 personnes",
    ),
    (
        "links-differ",
        _ERROR,
        "A passage leads to the same places in each edition.",
        "bibliography.html#ref-a in English, bibliography.html#ref-b in French",
        "bibliography.html#ref-a in both",
    ),
    (
        "other-language",
        _ERROR,
        "A passage is in the language of its edition, or marked as being in another.",
        "<p>The two countries signed the agreement.</p> in fr/people.html",
        '<p lang="en">The two countries signed the agreement.</p> in fr/people.html',
    ),
    (
        "missing-table",
        _ERROR,
        "Each edition has every table of the original.",
        "table 2 is in English alone",
        "table 2 is in both",
    ),
    (
        "extra-table",
        _ERROR,
        "No edition has a table that the original lacks.",
        "table 2 is in French alone",
        "table 2 is in both",
    ),
    (
        "moved-table",
        _ERROR,
        "Tables stand in the same order in each edition.",
        "table 2 comes before table 1",
        "table 1 comes before table 2",
    ),
    (
        "table-shape",
        _ERROR,
        "A table has the same rows, columns and heads in each edition.",
        "three rows in English, two in French",
        "three rows in both",
    ),
    (
        "table-cell",
        _ERROR,
        "A cell has the same value in each edition.",
        "21.3 in English, 21,8 in French",
        "21.3 in English, 21,3 in French",
    ),
    (
        "table-data",
        _ERROR,
        "A table shows what its published data hold.",
        "24,7 in the page, 24.2 in the CSV file",
        "24,2 in the page, 24.2 in the CSV file",
    ),
    (
        "missing-chart",
        _ERROR,
        "Each edition has the same charts.",
        "a chart is in English alone",
        "the chart is in both",
    ),
    (
        "chart-marks",
        _ERROR,
        "A chart has the same marks in each edition.",
        "four bars in English, three in French",
        "four bars in both",
    ),
    (
        "pictures",
        _ERROR,
        "Each edition has the same number of pictures.",
        "two pictures in English, one in French",
        "two pictures in both",
    ),
    (
        "alternative-text",
        _ERROR,
        "A picture has an alternative text wherever it has one in the original.",
        '<img src="cover.svg" alt="">',
        '<img src="cover.svg" alt="Deux coups de pinceau">',
    ),
    (
        "repeated-id",
        _ERROR,
        "An id stands once in a page.",
        '<p id="a">…</p><p id="a">…</p>',
        '<p id="a">…</p><p id="b">…</p>',
    ),
    (
        "dead-link",
        _ERROR,
        "A link leads to a file, and to a place that is in it.",
        'href="people.html#nobody"',
        'href="people.html#visas"',
    ),
    (
        "alternates",
        _ERROR,
        "A page and its counterparts in other languages name each other.",
        "en/a.html names fr/a.html, which names en/b.html",
        "en/a.html names fr/a.html, which names en/a.html",
    ),
    (
        "site-list",
        _ERROR,
        "The list of pages for search engines and the feeds lead to pages that are there.",
        "<loc>https://example.org/fr/gone.html</loc>",
        "<loc>https://example.org/fr/people.html</loc>",
    ),
    (
        "format-page",
        _ERROR,
        "A book has every page of the web edition.",
        "people.html is not in the EPUB",
        "people.html is people.xhtml there",
    ),
    (
        "format-missing",
        _ERROR,
        "Each passage of the web edition is in the other formats.",
        "a paragraph of people.html is not in the PDF",
        "the PDF prints it",
    ),
    (
        "format-differs",
        _ERROR,
        "A passage is the same in all formats.",
        "457 on the web, 475 in the EPUB",
        "457 in both",
    ),
    (
        "format-order",
        _ERROR,
        "Passages are printed in the order of the web edition.",
        "the second paragraph is printed first",
        "first, second, third",
    ),
    (
        "unreadable",
        _ERROR,
        "A file is whole.",
        "a PDF without its end",
        "a PDF that programs open",
    ),
    (
        "missing-file",
        _ERROR,
        "Each file that the site says it has is there.",
        "editions.json names a PDF that nobody finds",
        "downloads/two-shores-fr.pdf",
    ),
    (
        "stale",
        _ERROR,
        "All files of a site are of one build.",
        "a PDF that was made before a paragraph changed",
        "pages, PDF and EPUB that bear the same identity",
    ),
    (
        "checksum",
        _ERROR,
        "A file is what the list of checksums says.",
        "a PDF that was exchanged",
        "sha256sum --check SHA256SUMS says OK",
    ),
    (
        "download-facts",
        _ERROR,
        "Sizes, pages and checksums on the page of downloads are those of the files.",
        "24 pages, of a PDF with 25",
        "25 pages",
    ),
    (
        "exports",
        _ERROR,
        "The files for reference managers hold the works of the bibliography.",
        "25 works in BibTeX, 26 in the list",
        "26 in both",
    ),
    (
        "validator",
        _ERROR,
        "What checks a format finds nothing wrong.",
        "veraPDF: clause 7.1-3 of PDF/UA-1",
        "veraPDF says that the file conforms",
    ),
    (
        "validator-missing",
        _WARNING,
        "Each program that checks a format is installed.",
        "verapdf is not on PATH",
        "verapdf is on PATH",
    ),
)

for _name, _severity, _holds, _bad, _good in _TEXTS:
    register(_name, _severity, f"{_holds}\n\nBad: {_bad}\nGood: {_good}", subject="sites")


def site_rules() -> Mapping[str, Rule]:
    """Return the rules on sites, by their names."""
    return rules_on("sites")
