"""What is read of a built page."""

from __future__ import annotations

from editions.verification.pages import read_page

PAGE = """<!DOCTYPE html><html lang="es"><body><main><section id="works"><h2>Obras</h2>
<ul><li id="ref-a"><p class="entry"><span class="unseen">Gobierno</span><span aria-hidden="true"
>———</span>. Informe, 2009.</p><p>Otra línea.</p></li></ul><ul><li id="alone">Texto.</li></ul>
</section></main></body></html>"""


def test_passages_bear_the_names_of_what_they_begin() -> None:
    blocks = read_page(PAGE.encode(), "es/works.html", "works.html").blocks
    assert [(block.kind, block.id) for block in blocks] == [
        ("h2", "works"),
        ("p", "ref-a"),
        ("p", ""),
        ("li", "alone"),
    ]


def test_what_is_heard_only_is_not_printed() -> None:
    work = read_page(PAGE.encode(), "es/works.html", "works.html").blocks[1]
    assert work.is_work
    assert work.text == "Gobierno. Informe, 2009."
    assert work.printed == ". Informe, 2009."
