"""References of translations lead where those of their messages do."""

from __future__ import annotations

import shutil
from collections.abc import Callable
from pathlib import Path

import polib
import pytest
from lxml.html import HtmlElement
from sphinx.application import Sphinx
from sphinx.util.docutils import docutils_namespace

from editions.rules.registry import Context
from editions.rules.running import Options, check_catalogs
from editions.workflows.check import project_safety
from tests.reading import one, read_page, select, text
from tests.translations.guest import run, write_guest

ROOT = Path(__file__).parent.parent / "roots" / "references"
GUEST = Path(__file__).parents[1] / "roots" / "guest"
CATALOG = Path("locale/fr/LC_MESSAGES/index.po")


def build(root: Path, **settings: str) -> HtmlElement:
    """Build the one page; a warning fails."""
    with docutils_namespace():
        app = Sphinx(
            root,
            root,
            root / "out",
            root / "trees",
            "html",
            confoverrides=settings,
            status=None,
            warningiserror=True,
            exception_on_warning=True,
        )
        app.build()
    return read_page(root / "out" / "index.html")


@pytest.fixture(scope="module")
def page(tmp_path_factory: pytest.TempPathFactory) -> HtmlElement:
    """The translated page."""
    return build(Path(shutil.copytree(ROOT, tmp_path_factory.mktemp("root") / "project")))


def links(page: HtmlElement, begin: str) -> list[tuple[str, str]]:
    """Return texts and targets of the links in the paragraph that begins so."""
    (paragraph,) = (p for p in select(page, "//p") if text(p).startswith(begin))
    found = select(paragraph, ".//a[not(contains(@class, 'headerlink'))]")
    return [(text(link), str(link.get("href"))) for link in found]


LARCH, OAK = "https://a.example/larch", "https://a.example/oak"


@pytest.mark.parametrize(
    ("begin", "wanted"),
    [
        ("Voir Règlement ce jour", [("Règlement", "#harbour-rules")]),
        ("Voir Larch", [("Larch", LARCH), ("le règlement", "#harbour-rules")]),
        ("En bois", [("mélèze", LARCH)]),
        ("De Oak", [("Oak", OAK), ("mélèze", LARCH), ("Oak", OAK)]),
        ("Chêne", [("Chêne", OAK)]),
        ("Lire la page", [("la page", "https://a.example/1"), ("plus", "https://a.example/2")]),
        ("Un bouleau", [(name, "https://a.example/birch") for name in ("bouleau", "Bouleau")]),
        ("Vieux", [("Birch", "https://a.example/birch")]),
        ("Lire Larch", [("Larch", "#trees")]),
        ("La section", [("Règlement", "#rules")]),
        ("Voir le livre", [("le livre", "#"), ("les règles", "#rules"), ("Bac", "#term-Ferry")]),
    ],
)
def test_links_lead_where_those_of_the_message_do(
    page: HtmlElement, begin: str, wanted: list[tuple[str, str]]
) -> None:
    found = links(page, begin)
    assert [name for name, _ in found] == [name for name, _ in wanted]
    for (_, target), (_, other) in zip(found, wanted, strict=True):
        sections = {"#rules", "#harbour-rules"}
        assert target == other or {target, other} <= sections


@pytest.mark.parametrize(
    ("begin", "labels"),
    [
        ("D’abord", "2 1 2"),
        ("Notes", "* 3"),
        ("Étiquettes", "5 4 5"),
        ("Note [", "4"),
        ("Une [", "5 5"),
        ("Œuvres", "Bb Aa Bb"),
    ],
)
def test_notes_keep_their_numbers(page: HtmlElement, begin: str, labels: str) -> None:
    found = links(page, begin)
    assert [name.strip("[]") for name, _ in found] == labels.split()
    for name, target in found:
        note = one(page, f"//*[@id='{target[1:]}']")
        assert text(one(note, ".//span[@class='label']")) == name


def test_every_link_has_its_place_and_every_id_is_one(page: HtmlElement) -> None:
    ids = [str(e.get("id")) for e in page.iter() if e.get("id")]
    assert len(ids) == len(set(ids))
    targets = {str(a.get("href"))[1:] for a in select(page, "//a[starts-with(@href, '#')]")}
    assert targets - {""} <= set(ids)


def test_what_is_set_as_it_is_typed_keeps_its_roles(page: HtmlElement) -> None:
    block = one(page, "//pre[@class='literal-block']")
    assert text(block) == "Aller à Règlement."
    assert len(select(block, ".//a[starts-with(@href, '#')]")) == 1


def test_texts_of_substitutions_are_translated(page: HtmlElement) -> None:
    (ride,) = (p for p in select(page, "//p") if text(p).startswith("Prenez"))
    assert text(ride) == "Prenez un tour sur la Ligne bleue, la Ligne bleue —."
    assert len(select(ride, ".//em")) == 2


@pytest.mark.parametrize("shown", ["La règle dit\u00a0:", "然后："])
def test_the_colon_before_a_block_stays(page: HtmlElement, shown: str) -> None:
    assert [p for p in select(page, "//p") if p.text_content().rstrip("¶") == shown]


def test_the_check_says_that_all_is_right(tmp_path: Path) -> None:
    root = Path(shutil.copytree(ROOT, tmp_path / "project"))
    skipped = frozenset(("spelling", "end-mark", "untranslated", "wrong-entry", "length"))
    context = Context("fr", skipped=skipped, safety=project_safety(root))
    checked = check_catalogs([root / CATALOG], Options(context, "fr", root, jobs=1))
    assert [str(f) for f in checked.findings if f.severity.value == "error"] == []


def test_messages_are_what_a_reader_reads(tmp_path: Path) -> None:
    root = Path(shutil.copytree(ROOT, tmp_path / "project"))
    with docutils_namespace():
        app = Sphinx(
            root, root, root / "gt", root / "trees", "gettext", {"language": "en"}, status=None
        )
        app.build()
    found = {entry.msgid for entry in polib.pofile(str(root / "gt" / "index.pot"))}
    assert {"the *Blue* Line", "a trip on |line|", "Below it", "A boat"} <= found
    assert found.isdisjoint({"|boat|", "never used", "—"})


#: Message, translation, and the rule that a build names.
LOST = [
    ("By Larch_ wood.", "En bois de mélèze.", "links"),
    ("By Larch_ wood.", "En bois de Larch_ et d’`orme`_.", "links"),
    ("First [1]_ and then [2]_.", "D’abord [1]_.", "footnotes"),
    ("Notes [#]_ and [*]_ here.", "Notes [#]_ ici.", "footnotes"),
    ("Labels [#a]_ and [#b]_ here.", "Étiquettes [#a]_.", "footnotes"),
    ("Works [Aa]_ and [Bb]_ here.", "Œuvres [Aa]_.", "citations"),
    ("Read `the page`__ and `more`__.", "Lire `la page`__.", "links"),
    ("Come |boat| aboard.", "Montez.", "substitutions"),
    (
        "Take the :term:`Ferry` with :ref:`rules`, :ref:`rules` and :doc:`index`.",
        "Voir :ref:`rules` et :doc:`index`.",
        "references",
    ),
]


@pytest.fixture
def project(tmp_path: Path) -> Callable[[str, str], Path]:
    """Return the project with one translation changed."""

    def change(msgid: str, msgstr: str) -> Path:
        root = Path(shutil.copytree(ROOT, tmp_path / "project"))
        catalog = polib.pofile(str(root / CATALOG))
        entry = catalog.find(msgid)
        assert entry is not None
        entry.msgstr = msgstr
        catalog.save()
        with (root / "conf.py").open("a", encoding="utf-8") as conf:
            conf.write('editions_refused = "error"\n')  # as where editions are declared
        return root

    return change


@pytest.mark.parametrize(("msgid", "msgstr", "rule"), LOST)
def test_what_is_lost_is_refused_at_its_line(
    project: Callable[[str, str], Path], msgid: str, msgstr: str, rule: str
) -> None:
    root = project(msgid, msgstr)
    safety = project_safety(root)
    refused = safety.admit((root / CATALOG).parent, root).findings
    assert {finding.rule for finding in refused} == {rule}
    lines = (root / CATALOG).read_text(encoding="utf-8").splitlines()
    assert all(lines[finding.line - 1].startswith("msgid") for finding in refused)
    context = Context("fr", safety=safety, skipped=frozenset(("spelling",)))
    checked = check_catalogs([root / CATALOG], Options(context, "fr", root, jobs=1))
    assert rule in {f.rule for f in checked.findings if f.severity.value == "error"}


def test_what_the_check_excuses_a_build_publishes(project: Callable[[str, str], Path]) -> None:
    root = project("By Larch_ wood.", "En bois clair.")
    path = root / CATALOG
    content = path.read_text(encoding="utf-8")
    comment = "# editions: ignore links the kind of wood is not known here\n"
    path.write_text(content.replace('msgid "By Larch_', f'{comment}msgid "By Larch_'), "utf-8")
    assert links(build(root), "En bois") == []


@pytest.mark.parametrize(
    ("msgid", "msgstr"),
    [
        ("Trees", "Oak"),
        ("Trees", "Harbour rules"),
        (
            "A `Birch <https://a.example/birch>`_ and Birch_ too.",
            "`Larch <https://a.example/birch>`_, Birch_",
        ),
    ],
)
def test_no_translation_takes_the_references_of_others_along(
    project: Callable[[str, str], Path], msgid: str, msgstr: str
) -> None:
    page = build(project(msgid, msgstr))
    assert links(page, "En bois") == [("mélèze", LARCH)]
    assert links(page, "Chêne") == [("Chêne", OAK)]
    assert links(page, "Vieux") == [("Birch", "https://a.example/birch")]


def test_entries_of_the_index_lead_to_places_of_the_translation(tmp_path: Path) -> None:
    root = write_guest(tmp_path, one={
        "First :pep:`8`, then :pep:`20`.": "Après la :pep:`20`, la :pep:`8`.",
        "Only :pep:`257`.": "Rien d’autre.",
    })  # fmt: skip
    assert run(root)[0] == 0
    page, index = (read_page(root / "out" / name) for name in ("one.html", "genindex.html"))
    places = [link.get("href") for link in select(index, "//table//a[contains(@href, '#')]")]
    ids = [f"one.html#{element.get('id')}" for element in select(page, "//*[@id]")]
    assert len(places) == 2
    assert all(ids.count(place) == 1 for place in places)
    (paragraph,) = (p for p in select(page, "//p") if text(p).startswith("Après"))
    kinds = [child.get("class").split()[0] for child in paragraph]
    assert kinds == ["target", "pep", "target", "pep"]
    assert [place for place in ids if "#index-" in place] == sorted(places)


@pytest.mark.parametrize(
    ("msgstr", "shown"),
    [
        ("Premier `un`__ ici.", [("un", "1"), ("trois", "3")]),
        ("Rien ici.", [("trois", "3")]),
        ("`Un`__ et `deux`__ ici.", [("Un", "1"), ("deux", "2"), ("trois", "3")]),
    ],
)
def test_links_without_names_of_other_paragraphs_stay_as_they_are(
    tmp_path: Path, msgstr: str, shown: list[tuple[str, str]]
) -> None:
    root = write_guest(tmp_path, one={
        "First `one`__ and `two`__ here.": msgstr,
        "Second `three`__ here.": "Second `trois`__ ici.",
    })  # fmt: skip
    with (root / "one.rst").open("a", encoding="utf-8") as file:
        file.writelines(f"\n__ https://example.org/{n}\n" for n in (1, 2, 3))
    assert run(root) == (0, ())
    page = read_page(root / "out" / "one.html")
    found = select(page, "//p//a[contains(@class, 'external')]")
    prefix = "https://example.org/"
    assert [(text(a), str(a.get("href")).removeprefix(prefix)) for a in found] == shown


def test_a_guest_translates_what_is_no_words(tmp_path: Path) -> None:
    root = write_guest(tmp_path, one={"|quay|": "|quay| (le quai)"})
    with (root / "one.rst").open("a", encoding="utf-8") as file:
        file.write("\n.. |quay| image:: quay.png\n   :alt: Quay\n")
    shutil.copy(GUEST / "img" / "quay.png", root)
    assert run(root) == (0, ())
    page = read_page(root / "out" / "one.html")
    assert [text(p) for p in select(page, "//p[img]")] == ["(le quai)"]
