"""A page with one of each thing that a structure can get wrong."""

from __future__ import annotations

from pathlib import Path

from editions.pdf.layout import write_pdf

PICTURE = (
    '<svg xmlns="http://www.w3.org/2000/svg" width="40" height="40"><path d="M0 0h40v40z"/></svg>'
)

#: Rows enough to cross a page.
ROWS = "".join(f'<tr><th scope="row">row {n}</th><td>{n}</td></tr>' for n in range(60))

PAGE = f"""<!DOCTYPE html><html lang="en"><head><title>A sample</title><style>
@page {{ size: 120mm 160mm; margin: 20mm; @top-left {{ content: "running head" }} }}
thead {{ display: table-header-group }} .long {{ orphans: 1; widows: 1 }}
</style></head><body>
<nav role="doc-toc"><ol><li><a href="#one">One</a></li><li><a href="#two">Two</a></li></ol></nav>
<main><section><h1 id="one">One</h1>
<p>A word with a note<a href="#note" id="mark" role="doc-noteref">1</a>,
a <em lang="fr">mot</em> and <a href="https://example.org/">a link</a>.</p>
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


def write_sample(folder: Path) -> Path:
    """Lay out the page in *folder*; return the file."""
    picture = folder / "a.svg"
    picture.write_text(PICTURE, encoding="utf-8")
    path = folder / "sample.pdf"
    path.write_bytes(write_pdf(PAGE, {"_images/a.svg": picture}, system_fonts=True))
    return path
