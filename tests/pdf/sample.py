"""A page with one of each thing that a structure can get wrong."""

from __future__ import annotations

from pathlib import Path

from editions.pdf.layout import write_pdf
from editions.settings.declarations import PdfStandard

PICTURE = (
    '<svg xmlns="http://www.w3.org/2000/svg" width="40" height="40"><path d="M0 0h40v40z"/></svg>'
)

#: Words enough for a line that breaks one of them.
WORDS = " ".join(["understanding considerable international organizations"] * 4)

#: Rows enough to cross a page.
ROWS = "".join(f'<tr><th scope="row">row {n}</th><td>{n}</td></tr>' for n in range(60))

PAGE = f"""<!DOCTYPE html><html lang="en"><head><title>A sample</title><style>
@page {{ size: 120mm 160mm; margin: 20mm; @top-left {{ content: "running head" }} }}
thead {{ display: table-header-group }} .long {{ orphans: 1; widows: 1 }}
.cover .title {{ bookmark-level: 1; bookmark-label: content(text) }}
p {{ hyphens: auto; hyphenate-character: "-" }}
</style></head><body>
<section class="cover"><p class="title">A sample of everything</p></section>
<nav role="doc-toc"><ol><li aria-level="1"><a href="#one">One</a> <span>1</span></li>
<li aria-level="2"><a href="#two">Two</a> <span>9</span></li></ol></nav>
<main><section><h1 id="one">One</h1>
<p>A word with a note<a href="#note" id="mark" role="doc-noteref">1</a>,
the <abbr title="European Union">EU</abbr>,
a <em lang="fr">mot</em> and <a href="https://example.org/">a link</a>.</p>
<p>{WORDS}</p>
<figure><img src="_images/a.svg" alt="a black square">
<figcaption><p>A square.</p></figcaption></figure>
<ul><li>first<ol><li>inner</li></ol></li><li>second</li></ul>
<dl><dt>term</dt><dd>its meaning</dd></dl>
<p class="long">{"A long paragraph that goes on. " * 70}</p>
<section><h2 id="two">Two</h2>
<table><caption>Rows</caption>
<thead><tr><th scope="col">name</th><th scope="col">value</th></tr></thead>
<tbody>{ROWS}</tbody></table></section>
<aside id="note" role="doc-footnote"><span class="label"><a href="#mark">1</a></span>
<p>The note.</p></aside>
</section></main></body></html>"""


def write_sample(folder: Path, standard: PdfStandard = "ua-1", name: str = "sample") -> Path:
    """Lay out the page in *folder*; return the file."""
    picture = folder / "a.svg"
    picture.write_text(PICTURE, encoding="utf-8")
    path = folder / f"{name}.pdf"
    files = {"_images/a.svg": picture}
    path.write_bytes(write_pdf(PAGE, files, system_fonts=True, standard=standard))
    return path
