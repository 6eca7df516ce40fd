"""Sites, series and tables of reviewers: what reads them, and sound ones, for `tests.fuzzing`."""

from __future__ import annotations

import json
import zipfile
from pathlib import Path

from editions.catalogs.reading import parse_catalog, read_catalog
from editions.exchange.docx import open_docx
from editions.exchange.review_reading import read_review
from editions.exchange.segments import segments_of
from editions.series.declaration import read_series
from editions.verification.site import MANIFEST, BuiltSite, read_site
from editions.verification.verifying import verify_site
from tests.catalogs import HEADER

MESSAGE = f'{HEADER}msgid "See *the isle*, {{n}} boats"\nmsgstr "Voir *l’île*, {{n}} bateaux"\n'

#: Bytes of a page that stand in the book, too.
_SHORT = 100_000


def read_page(path: Path) -> None:
    """Verify a site of two editions, one of which has the page at *path*, and an EPUB with it."""
    root = path.with_name("site")
    for code in ("en", "fr"):
        (root / code).mkdir(parents=True, exist_ok=True)
    (root / "downloads").mkdir(exist_ok=True)
    (root / "en/index.html").write_text(PAGE, encoding="utf-8")
    data = path.read_bytes()
    (root / "fr/index.html").write_bytes(data)
    with zipfile.ZipFile(root / "downloads/x-fr.epub", "w") as book:
        book.writestr("index.xhtml", data[:_SHORT])
        book.writestr("package.opf", data[:_SHORT])
    formats = {"en": ["html"], "fr": ["html", "epub"]}
    # Telling languages reads a model of 30 MB, and reads no files.
    skipped = frozenset({"other-language"})
    verify_site(BuiltSite(root, ("en", "fr"), formats, skipped=skipped))


def read_manifest(path: Path) -> None:
    """Verify a site whose manifest is the file at *path*."""
    root = path.with_name("manifest-site")
    for code in ("en", "fr"):
        (root / code).mkdir(parents=True, exist_ok=True)
    (root / MANIFEST).write_bytes(path.read_bytes())
    site = read_site(root)
    site.skipped = frozenset({"other-language"})
    verify_site(site)


def read_declaration(path: Path) -> None:
    """Read the declaration of a series."""
    read_series(path, path.name)


def read_table(path: Path) -> None:
    """Read a DOCX whose document is the file at *path*."""
    catalog = path.with_name("shore.po")
    catalog.write_text(MESSAGE, encoding="utf-8")
    packed = path.with_name("x.docx")
    with zipfile.ZipFile(packed, "w") as archive:
        for name in ("word/document.xml", "word/comments.xml", "docProps/core.xml"):
            archive.writestr(name, path.read_bytes())
    standing = {"shore": read_catalog(catalog, path.parent)}
    file = open_docx(packed.read_bytes(), packed.name)
    list(read_review(file, standing, packed.name, "fr-FR"))


def _table() -> str:
    """Return the document of a table with the one message of a catalog."""
    catalog = Path("shore.po")

    (segment,) = segments_of(parse_catalog(catalog, MESSAGE.encode(), catalog.name))
    cells = (f"shore#{segment.id}", "See", "Voir ‹1›l’île‹/1›, ‹2/›", "current", "a note")
    texts = "".join(f"<w:tc><w:p><w:r><w:t>{cell}</w:t></w:r></w:p></w:tc>" for cell in cells)
    names = "http://schemas.openxmlformats.org/wordprocessingml/2006/main"
    return f'<w:document xmlns:w="{names}"><w:tbl><w:tr>{texts}</w:tr></w:tbl></w:document>'


PAGE = """<!DOCTYPE html><html lang="en-CA"><head><title>Shores</title>
<meta name="editions-build" content="0000000000000000-1111111111111111">
<link rel="canonical" href="https://example.org/en/index.html">
<link rel="alternate" hreflang="fr" href="../fr/index.html"></head><body><main>
<section id="shores"><h1>Two shores</h1><p id="b-1">The tide of 12.5 metres, <i lang="fr">ici</i>,
see <a href="index.html#shores">this</a> of 2009-12-06.</p><ul><li><p>one</p></li></ul>
<div class="data-table"><table id="t"><tr class="row-1"><th>Fare</th><td>C$1,200</td></tr></table>
<a href="t.csv">CSV</a></div><p id="ref-one">A work</p><img src="boat.png" alt="A boat">
<figure id="c"><div class="drawing"><svg><title>T</title><g class="bar"><path/></g></svg></div>
</figure></section></main></body></html>
"""
FORMATS = json.dumps(
    {"editions": {"en": ["html"], "fr": ["html", "pdf"]}, "pairs": {"en-fr": ["html"]}}
)
SERIES = """members = ["papers/*"]
exclude = ["papers/old"]
output = "build/site"
html_baseurl = "https://example.org/papers/"
[languages.en]
title = "Papers"
description = "Of the shores"
[languages.fr]
title = "Cahiers"
locale = "fr_CA"
"""
TABLE = _table()
