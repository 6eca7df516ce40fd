"""Right and tricky translations, of every kind of message: the gate lets all of them through."""

from __future__ import annotations

import shutil
from pathlib import Path
from urllib.parse import unquote, urlsplit

import pytest

from editions.catalogs.reading import read_catalog
from tests.forking import run_forked
from tests.reading import read_page, select

ROOT = Path(__file__).parent.parent / "roots" / "innocent"


def build(folder: Path, builder: str, language: str) -> Path:
    """Build the project with nothing but Sphinx; a warning fails."""
    root = folder / "project"
    if not root.exists():
        shutil.copytree(ROOT, root)
    out = folder / f"{builder}-{language}"
    command = ["-q", "-W", "-b", builder, "-D", f"language={language}", str(root), str(out)]
    run = run_forked("sphinx.cmd.build:main", *command)
    assert (run.returncode, run.stderr) == (0, "")
    return out


def test_every_translation_is_published(tmp_path: Path) -> None:
    catalog = read_catalog(ROOT / "locale/fr/LC_MESSAGES/index.po", ROOT)
    assert len(catalog.entries) >= 80
    page = read_page(build(tmp_path, "html", "fr") / "index.html")
    assert select(page, "//*[contains(@class, 'untranslated')]") == []
    shown = " ".join(page.text_content().split())
    for words in ("Son contenu", "L’autre", "Attention au vide", "Voir aussi (1)", "1re partie"):
        assert words in shown


def links(page: Path) -> set[str]:
    """Return where the links of a page lead, notes and terms by their kind."""
    found = (str(a.get("href")) for a in select(read_page(page), "//*[@role='main']//a"))
    return {unquote(urlsplit(href)._replace(netloc="").geturl()) for href in found}


def test_links_lead_where_those_of_the_source_do(tmp_path: Path) -> None:
    source = links(build(tmp_path, "html", "en") / "index.html")
    translated = links(build(tmp_path, "html", "fr") / "index.html")
    assert len(source) > 20
    wanted = {link.replace("/wiki/Tide", "/wiki/Marée") for link in source}
    assert translated == wanted


@pytest.mark.parametrize("builder", ["pdf", "epub", "latex"])
def test_other_builders_let_them_through_as_well(tmp_path: Path, builder: str) -> None:
    build(tmp_path, builder, "fr")
