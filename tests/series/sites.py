"""Finished sites of papers, written without a build: no more than a series reads of them."""

from __future__ import annotations

import json
from pathlib import Path

from editions.search.index import Stemming, index_script
from editions.search.passages import read_page

STEMMER = "class Stemmer { stemWord(word) { return word + '!'; } }"


def write_site(
    site: Path,
    titles: dict[str, str],
    *,
    head: str = "",
    text: str = "A ferry crosses.",
    formats: tuple[str, ...] = ("html",),
    search: bool = True,
) -> Path:
    """Write a site with one page for each of *titles*, by the code of the language."""
    for code, title in titles.items():
        page = f"""<!DOCTYPE html>
<html lang="{code}"><head><title>{title} — site</title>
<meta name="description" content="About {title}.">{head}</head>
<body><main><h1 id="top">{title}</h1><p id="b-1">{text}</p></main></body></html>"""
        folder = site / code
        folder.mkdir(parents=True)
        (folder / "index.html").write_text(page, encoding="utf-8")
        if search:
            read = read_page(page.encode(), "index.html")
            assert read is not None
            script = index_script([read], Stemming(STEMMER, stems=True, stopwords=["the"]))
            (folder / "searchindex.js").write_text(script, encoding="utf-8")
        for form in set(formats) - {"html"}:
            (site / "downloads").mkdir(exist_ok=True)
            (site / "downloads" / f"paper-{code}.{form}").touch()
    held = {"editions": {code: sorted(formats) for code in titles}, "pairs": {}}
    (site / "editions.json").write_text(json.dumps(held), encoding="utf-8")
    return site
