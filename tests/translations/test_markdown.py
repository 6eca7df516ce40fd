"""Translations of documents in Markdown: parsed by MyST, led and marked as any other."""

from __future__ import annotations

import shutil
from pathlib import Path
from typing import TYPE_CHECKING

import pytest
from babel.messages.pofile import escape
from docutils import nodes
from sphinx import addnodes
from sphinx.domains import Domain

from editions.catalogs.states import measure
from editions.catalogs.templates import read_templates
from editions.translations.markdown import foreign
from editions.workflows.sphinx_run import call_sphinx, load_publication
from editions.workflows.update import extract_messages
from tests.building import build, edit, set_translation
from tests.catalogs import write_catalog
from tests.conftest import ROOTS
from tests.reading import one, read_page, select, text

if TYPE_CHECKING:
    from collections.abc import Iterator

# MyST's own, with the newest Sphinx.
pytestmark = pytest.mark.filterwarnings("ignore:'myst_parser")

LIGHT = "It burns {{ oil }} at *night*, see [the wick](#the-wick) and [its maker]."


def append(path: Path, content: str) -> None:
    """Add lines to a text file."""
    path.write_text(path.read_text(encoding="utf-8") + content, encoding="utf-8")


@pytest.fixture
def lights(tmp_path: Path) -> Path:
    """A copy of the tiny publication in Markdown; its folder."""
    return Path(shutil.copytree(ROOTS / "markdown", tmp_path / "markdown"))


def test_translation_has_the_settings_and_definitions_of_its_document(lights: Path) -> None:
    page = read_page(build(lights, "fr") / "lamp.html")
    assert text(one(page, "//main//h1")).startswith("1. La lampe")
    first = select(page, "//main//p")[0]
    assert text(first) == "La nuit, elle brûle de l’whale oil ; voir sa facture et la mèche."
    assert [text(e) for e in select(first, ".//em")] == ["nuit"]
    links = {text(a): a.get("href") for a in select(first, ".//a[not(@class='headerlink')]")}
    # The translator has turned their order around, and led one to a translated title.
    assert links["sa facture"] == "https://maker.example/lamps"
    assert links["la mèche"] == "#the-wick"
    assert text(select(page, "//section//section//h2")[0]).startswith("La mèche")


def test_what_is_not_current_is_marked(lights: Path) -> None:
    page = read_page(build(lights, "fr") / "lamp.html")
    marks = select(page, "//main//*[contains(@class, 'untranslated')]")
    assert [text(mark) for mark in marks] == [
        "Nobody has translated this word.",
        "It was lit at dusk[1].",
    ]
    assert {mark.get("lang") for mark in marks} == {"en-GB"}


def test_words_for_pictures_are_translated_within_links_too(lights: Path) -> None:
    page = read_page(build(lights, "fr") / "lamp.html")
    pictures = select(page, "//main//img")
    assert [picture.get("alt") for picture in pictures] == ["Une lampe", "une mèche"]
    assert [picture.get("lang") for picture in pictures] == [None, None]


def test_notes_lead_to_their_text(lights: Path) -> None:
    path = lights / "locale/fr/LC_MESSAGES/lamp.po"
    edit(path, '#, fuzzy\n#| msgid "It was lit at dawn[^when]."\n', "")
    page = read_page(build(lights, "fr") / "lamp.html")
    mark = one(page, "//main//p//a[contains(@class, 'footnote-reference')]")
    note = one(page, f"//*[@id='{str(mark.get('href'))[1:]}']")
    assert "Par le gardien." in text(note)
    back = one(page, f"//*[@id='{mark.get('id')}']")
    assert "Elle fut allumée" in text(back.getparent())


def test_every_message_of_today_is_in_a_template(lights: Path) -> None:
    publication = load_publication(lights)
    source = read_templates(extract_messages(publication))
    catalogs = {"lamp": [m.msgid for m in source["lamp"]]}
    assert LIGHT in catalogs["lamp"]
    (progress,) = [p for p in measure(source, {}) if p.domain == "lamp"]
    assert (progress.messages, progress.missing_words) == (10, 53)


@pytest.mark.parametrize(
    ("msgstr", "shown"),
    [
        ("La mer {{ oil }}\nest *basse* [ici](#the-wick).", "La mer whale oil est basse ici."),
        ("\\# La {{oil}} {ref}`x`", None),
        ("# La {{ oil }}", None),
        ("La {{ oil.upper() }}", None),
    ],
)
def test_translation_is_one_paragraph_of_its_markup(
    lights: Path, msgstr: str, shown: str | None
) -> None:
    append(lights / "conf.py", 'editions_refused = "fallback"\n')
    set_translation(lights, "lamp", LIGHT, msgstr)
    publication = load_publication(lights)
    edition, out = publication.edition("fr"), lights / "out"
    findings = call_sphinx(publication, edition, "html", out, lights / "doctrees")
    first = select(read_page(out / "lamp.html"), "//main//p")[0]
    if shown:
        assert findings == ()
        assert text(first) == shown
    else:
        assert [f.file for f in findings] == ["locale/fr/LC_MESSAGES/lamp.po"]
        assert "whale oil at night" in text(first)


def test_a_parser_made_of_myst_s_is_myst_s(lights: Path) -> None:
    """As that of notebooks is."""
    append(
        lights / "conf.py",
        "from myst_parser.parsers.sphinx_ import MystParser\n"
        "class Notebook(MystParser):\n"
        "    supported = ('notebook',)\n"
        "def setup(app):\n"
        "    app.add_source_suffix('.nb', 'notebook')\n"
        "    app.add_source_parser(Notebook)\n",
    )
    (lights / "source/lamp.md").rename(lights / "source/lamp.nb")
    page = read_page(build(lights, "fr") / "lamp.html")
    assert text(select(page, "//main//p")[0]).startswith("La nuit, elle brûle")


def test_the_index_leads_to_words_that_are_its_place(lights: Path) -> None:
    """A role of the project's own puts words there, as Sphinx's does not."""
    append(
        lights / "conf.py",
        "from docutils import nodes\n"
        "from sphinx import addnodes\n"
        "def entry(name, raw, text, line, inliner, options=None, content=()):\n"
        "    number = inliner.document.settings.env.new_serialno('index')\n"
        "    index = addnodes.index(entries=[('single', text, f'index-{number}', '', None)])\n"
        "    return [index, nodes.target('', text, ids=[f'index-{number}'])], []\n"
        "def setup(app):\n"
        "    app.add_role('entry', entry)\n"
        "editions_harmless_roles = ['entry']\n",
    )
    edit(lights / "source/lamp.md", "It was lit at dusk", "It was {entry}`lit` at dusk")
    path = lights / "locale/fr/LC_MESSAGES/lamp.po"
    edit(path, '#, fuzzy\n#| msgid "It was lit at dawn[^when]."\n', "")
    edit(path, "It was lit at dusk", "It was {entry}`lit` at dusk")
    edit(path, "Elle fut allumée", "Elle fut {entry}`allumée`")
    out = build(lights, "fr")
    (entry,) = select(read_page(out / "genindex.html"), "//a[contains(@href, 'lamp.html#index')]")
    assert text(entry) == "allumée"
    place = one(read_page(out / "lamp.html"), f"//*[@id='{str(entry.get('href')).split('#')[1]}']")
    assert text(place) == "allumée"


def test_a_guest_s_link_leads_where_the_translator_says(lights: Path) -> None:
    """Unless it is a place of the page that is not there, or the message's has another name."""
    append(lights / "conf.py", 'editions_refused = "harm"\n')
    append(lights / "source/index.md", "\nSee [the wick](lamp.md#the-wick).\n")
    append(
        lights / "locale/fr/LC_MESSAGES/index.po",
        '\nmsgid "See [the wick](lamp.md#the-wick)."\n'
        'msgstr "Voir [la mèche](lamp.md#la-mèche)."\n',
    )
    msgid = "Buy [wicks](#the-wick) or [oil](index.md)."
    set_translation(lights, "lamp", msgid, "Du [fil](#x), de [l’huile](lamp.md#the-wick).")
    output = build(lights, "fr")
    links = {
        text(a): a.get("href")
        for name in ("lamp", "index")
        for a in select(read_page(output / f"{name}.html"), "//main//p//a")
    }
    assert (links["fil"], links["l’huile"]) == ("#the-wick", "#the-wick")
    assert links["la mèche"] == "lamp.html#the-wick"


def test_each_part_of_a_document_is_read_in_its_own_markup(lights: Path) -> None:
    conf, source = lights / "conf.py", lights / "source"
    edit(conf, '{".md": "markdown"}', '{".md": "markdown", ".rst": "restructuredtext"}')
    edit(source / "index.md", "lamp\n", "lamp\nmixed\nold\n")
    (source / "mixed.md").write_text(
        "# Mixed\n\nSee [*it*](lamp.md).\n\n```{eval-rst}\nRead :doc:`it *now* <lamp>`.\n```\n",
        encoding="utf-8",
    )
    (source / "old.rst").write_text(
        "Old\n===\n\nRead :doc:`that <lamp>`.\n\n"
        ".. include:: ../part.inc\n   :parser: myst_parser.sphinx_\n",
        encoding="utf-8",
    )
    (lights / "part.inc").write_text("Take [that](lamp.md) and *go*.\n", encoding="utf-8")
    for name, entries in {
        "mixed": {
            "See [*it*](lamp.md).": "Voir [*cela*](lamp.md).",
            "Read :doc:`it *now* <lamp>`.": "Lire :doc:`ceci <lamp>`.",
        },
        "old": {
            "Read :doc:`that <lamp>`.": "Lire :doc:`cela <lamp>`.",
            "Take [that](lamp.md) and *go*.": "Prenez [ça](lamp.md), et *allez*.",
        },
    }.items():
        lines = "".join(f"msgid {escape(k)}\nmsgstr {escape(v)}\n\n" for k, v in entries.items())
        write_catalog(lights / f"locale/fr/LC_MESSAGES/{name}.po", lines)
    out = build(lights, "fr")
    shown = {}
    for name in ("mixed", "old"):
        page = read_page(out / f"{name}.html")
        shown[name] = [text(p) for p in select(page, "//main//p")]
        links = select(page, "//main//p//a[contains(@href, 'lamp')]")
        assert [link.get("href") for link in links] == ["lamp.html"] * 2
    assert shown == {
        "mixed": ["Voir cela.", "Lire ceci."],
        "old": ["Lire cela.", "Prenez ça, et allez."],
    }


def test_what_reaches_a_page_otherwise_than_as_text_can_be_compared() -> None:
    def link(address: str) -> nodes.reference:
        return nodes.reference("", "words", refuri=address)

    holder = nodes.inline(
        "", "", nodes.Text("sea"), nodes.emphasis("", "sea"), link("https://e.org"), link("#quay"),
        link(" JavaScript:alert(1)"), nodes.image(uri="boat.png"),
        addnodes.download_reference(reftarget="tides.csv"), nodes.bullet_list(),
        nodes.raw("", "<em>", format="html"), nodes.raw("", "</em>", format="html"),
        nodes.raw("", '<img src="x" onerror="y()">', format="html"),
    )  # fmt: skip
    always = [" JavaScript:alert(1)", "boat.png", "tides.csv", "<bullet_list>"]
    tags = ["<em>", "</em>", '<img src="x" onerror="y()">']
    assert list(foreign(holder)) == [*always, *tags]
    *found, tag = foreign(holder, has_tags=True)
    assert found == always
    assert "onerror" in tag


def subclasses(kind: type[Domain]) -> Iterator[type[Domain]]:
    """Yield the classes made of a class, and those made of them."""
    for child in kind.__subclasses__():
        yield child
        yield from subclasses(child)


def test_every_domain_answers_whoever_asks_for_anything() -> None:
    """MyST asks all of them, and warns of one that does not."""
    import editions.extension  # noqa: F401  # loads all of them

    own = {d for d in subclasses(Domain) if d.__module__.startswith("editions.")}
    assert len(own) >= 3
    assert {d for d in own if d.resolve_any_xref is Domain.resolve_any_xref} == set()
