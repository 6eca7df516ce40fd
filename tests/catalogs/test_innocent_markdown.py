"""Right and tricky translations of Markdown: builds and checks let all of them through."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

import pytest
from babel.messages.pofile import escape
from lxml import html

from editions.findings import Severity
from editions.rules.registry import Context
from editions.rules.running import Options, check_catalogs
from editions.workflows.check import project_safety
from tests.catalogs import write_catalog
from tests.catalogs.markdown_attacks import HEADER, ROOT
from tests.forking import run_forked
from tests.reading import pdf_pages, read_page, select


@dataclass(frozen=True)
class Case:
    """A message and its translation."""

    msgid: str
    msgstr: str
    #: What readers see.
    shown: str
    #: What stands in the document, where that is not the message.
    block: str = ""


CASES = [
    Case("Some *words* here.", "Ici des *mots*.", "Ici des mots."),
    Case("A **bold** word.", "Un mot __gras__.", "Un mot gras."),
    Case("Press **F1** now.", "Tapez ***F1*** ici.", "Tapez F1 ici."),
    Case("No stress here.", "De l’*insistance* ici.", "De l’insistance ici."),
    Case("See [the map](map.md).", "Voir [*la* carte](map.md).", "Voir la carte."),
    Case("See [](map.md) too.", "Voir aussi [](map.md).", "Voir aussi The map."),
    Case("See [this](map.md) too.", "Voir [ceci](./map.md) aussi.", "Voir ceci aussi."),
    Case(
        "From [a](map.md#one) to [b](map.md#two).", "[b](map.md#two) de [a](map.md#one).", "b de a."
    ),
    Case("Go [down](#below) now.", "[Descendez](#below).", "Descendez."),
    Case("Go [deeper](#below) now.", "Descendez [plus bas](#plus-bas).", "Descendez plus bas."),
    Case('A [site](https://a.example/x "A").', 'Un [site](https://a.example/x "Un").', "Un site."),
    Case(
        "On <https://b.example/>.", "Sur <https://b.example/>, ici.", "Sur https://b.example/, ici."
    ),
    Case("Is <https://c.example/> it?", "Est-ce [ici](https://c.example/) ?", "Est-ce ici ?"),
    Case("By www.example.com here.", "Par www.example.com ici.", "Par www.example.com ici."),
    Case(
        "The [plan][p] of it.",
        "Le [plan complet][p].",
        "Le plan complet.",
        "The [plan][p] of it.\n\n[p]: https://d.example/p",
    ),
    Case(
        "A [chart] of it.",
        "Une [carte][chart].",
        "Une carte.",
        "A [chart] of it.\n\n[chart]: https://e.example/c",
    ),
    Case("`code` and ``a`b``.", "``a`b`` et `code`.", "a`b et code."),
    Case("By {ref}`the place <below>`.", "Par {ref}`l’endroit <below>`.", "Par l’endroit."),
    Case("Read {doc}`map` first.", "Lisez {doc}`la carte <map>`.", "Lisez la carte."),
    Case("The 19{sup}`th` day.", "Le 19{sup}`e` jour.", "Le 19e jour."),
    Case("The first day.", "Le 1{sup}`er` jour.", "Le 1er jour."),
    Case("An {abbr}`AC (alternating)` line.", "Une {abbr}`CA (alternatif)`.", "Une CA."),
    Case("Since {{ version }} only.", "Depuis la {{version}} seule.", "Depuis la 1.2 seule."),
    Case("It is $x^2$ deep.", "Profond de $x^2$.", "Profond de x^2."),
    Case("It is {math}`y` wide.", "Large de {math}`y`.", "Large de y."),
    Case(
        "A note[^a] and one[^b].",
        "Une[^b] et une note[^a].",
        "Une[2] et une note",
        "A note[^a] and one[^b].\n\n[^a]: First.\n\n[^b]: Second.",
    ),
    Case("First.", "La *première*.", "", " "),
    Case("Press <kbd>Ctrl</kbd> here.", "Tapez <kbd>Ctrl</kbd> ici.", "Tapez Ctrl ici."),
    Case("Two<br>lines now.", "Deux<br>lignes.", "Deuxlignes."),
    Case("A word on a line.", "Un mot,<br>une <i>line</i>.", "Un mot,une line."),
    Case(
        'A <span class="w" title="W">word</span>.',
        'Un <span class="w" title="M">mot</span>.',
        "Un mot.",
    ),
    Case("A ![boat](boat.png) sails.", "Un ![bateau](boat.png) passe.", "Un passe."),
    Case("A [word]{.big} here.", "Un [mot]{.big} ici.", "Un mot ici."),
    Case("A ~~bad~~ good one.", "Un ~~mauvais~~ bon.", "Un mauvais bon."),
    Case("One &amp; two\\* here.", "Un &amp; deux\\* ici.", "Un & deux* ici."),
    Case("Less < more > less.", "Moins < plus > moins.", "Moins < plus > moins."),
    Case("It costs 5 $ here.", "Cela coûte 5 $ ici.", "Cela coûte 5 $ ici."),
    Case("In {curly} and [square].", "En {bouclé} et [carré].", "En {bouclé} et [carré]."),
    Case("Year 2009 was good.", "2009\\. Une bonne année.", "2009. Une bonne année."),
    Case("Mr. Harper was there.", "M. Harper était là.", "M. Harper était là."),
    Case("It ends like this::", "Il finit ainsi ::", "Il finit ainsi ::"),
    Case("1. Numbered title", "1. Titre compté", "1. Titre compté", "### 1. Numbered title"),
    Case("A *marked* title", "Un titre *marqué*", "Un titre marqué", "### A *marked* title"),
    Case("- minus", "- moins", "Height - moins", "| Height |\n| ------ |\n| - minus |"),
    Case("A term", "Un terme", "Un termeIts text.", "A term\n: Its text."),
    Case(
        "Mind the gap.",
        "Attention au *vide*.",
        "Note Attention au vide.",
        ":::{note}\nMind the gap.\n:::",
    ),
    Case(
        "A caption here.",
        "Une *légende*.",
        "Une légende.",
        "```{figure} boat.png\n:alt: A quay\n\nA caption here.\n```",
    ),
    Case("A quay", "Un quai", "", " "),
    Case("An item of it.", "Un **point**.", "Un point.", "- An item of it."),
    Case("A task to do.", "Une tâche.", "Une tâche.", "- [ ] A task to do."),
    Case("A quoted line.", "Une ligne citée.", "Une ligne citée.", "> A quoted line."),
    Case("Soft line break.", "Un saut\nde ligne.", "Un saut de ligne.", "Soft line\nbreak."),
    Case("图很好。", "**注意**：图很好。", "注意：图很好。"),
    Case("The same text.", "The same text.", "The same text."),
    Case('Quote "it" now.', "Citez « cela ».", "Citez « cela »."),
]


#: Without raw HTML, which other builders treat in their own way, and letters of other scripts.
PRINTED = [c for c in CASES if "<" not in c.msgstr + c.msgid and "~~" not in c.msgid]
PRINTED = [c for c in PRINTED if not re.search("[\u3000-\uffff]", c.msgid)]


@pytest.fixture(scope="module")
def root(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A project with a section for each case."""
    return write_project(tmp_path_factory.mktemp("innocent"), CASES)


def write_project(folder: Path, cases: Sequence[Case]) -> Path:
    """Write a project with a section for each of *cases*; return its folder."""
    text = ["# Innocent\n"]
    entries = []
    for number, case in enumerate(cases):
        text.append(f"(case-{number})=\n\n## Case {number}\n\n{case.block or case.msgid}\n")
        entries.append(f"msgid {escape(case.msgid)}\nmsgstr {escape(case.msgstr)}\n")
    text.append("(below)=\n\n## Below\n\nIt is below.\n")
    (folder / "index.md").write_text("\n".join([*text, "```{toctree}\n\nmap\n```\n"]), "utf-8")
    (folder / "map.md").write_text("# The map\n\n## One\n\nHere.\n\n## Two\n\nThere.\n", "utf-8")
    for name in ("boat.png", "conf.py"):
        (folder / name).write_bytes((ROOT / name).read_bytes())
    write_catalog(folder / "locale/fr/LC_MESSAGES/index.po", "\n".join(entries), HEADER)
    return folder


def build(root: Path, builder: str, language: str) -> Path:
    """Build the project so that a refusal stops it and a warning fails; return the output."""
    out = root.parent / f"{root.name}-{builder}-{language}"
    if not out.exists():
        command = ["-q", "-W", "--keep-going", "-b", builder]
        command += ["-D", f"language={language}", "-D", "editions_refused=error"]
        command += ["-D", "extensions=myst_parser,editions", str(root), str(out)]
        run = run_forked("sphinx.cmd.build:main", *command)
        assert (run.returncode, run.stderr) == (0, "")
    return out


def sections(root: Path, language: str) -> dict[str, html.HtmlElement]:
    """Return the sections of the page, by their ids."""
    page = read_page(build(root, "html", language) / "index.html")
    for mark in select(page, "//a[contains(@class, 'headerlink')]"):
        mark.drop_tree()
    return {str(e.get("id")): e for e in select(page, "//section[starts-with(@id, 'case-')]")}


@pytest.mark.parametrize("number", range(len(CASES)))
def test_translation_is_published(root: Path, number: int) -> None:
    case = CASES[number]
    if not case.block.strip() and case.block:
        return  # stands in another one
    section = sections(root, "fr")[f"case-{number}"]
    heading = select(section, ".//h2")[0]
    text = " ".join(section.text_content().replace(heading.text_content(), "", 1).split())
    for math in (r"\(", r"\)"):
        text = text.replace(math, "")
    assert text.partition("[1]")[0].replace("¶", "").strip() == case.shown


def test_links_and_pictures_are_those_of_the_source(root: Path) -> None:
    def targets(section: html.HtmlElement) -> list[str]:
        links = select(section, ".//a[@href]") + select(section, ".//img[@src]")
        return sorted(str(e.get("href") or e.get("src")) for e in links)

    source, translated = sections(root, "en"), sections(root, "fr")
    assert len(source) == len(CASES)
    added = {"map.html"}  # the translation of the note names the map
    for name, section in source.items():
        assert set(targets(translated[name])) - added == set(targets(section)) - added, name


def test_the_check_finds_no_error(root: Path) -> None:
    options = Options(Context("fr", safety=project_safety(root)), "fr", root)
    checked = check_catalogs([root / "locale/fr/LC_MESSAGES/index.po"], options)
    assert checked.translations == len(CASES)
    assert [f for f in checked.findings if f.severity is Severity.ERROR] == []


@pytest.mark.parametrize("builder", ["epub", "pdf"])
def test_other_builders_let_them_through_as_well(tmp_path: Path, builder: str) -> None:
    (tmp_path / "printed").mkdir()
    root = write_project(tmp_path / "printed", PRINTED)
    out = build(root, builder, "fr")
    if builder == "pdf":
        (path,) = out.glob("*.pdf")
        assert "First." not in "".join(pdf_pages(path))
        assert "La première." in " ".join("".join(pdf_pages(path)).split())
