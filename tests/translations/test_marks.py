"""Text that is not current: marked, explained, counted; and clean where it is listed."""

from __future__ import annotations

import json
from pathlib import Path

import polib
import pypdfium2
import pytest
from lxml.html import HtmlElement

from editions.cli import main
from editions.languages import Edition
from editions.translations.marks import Mark, language_name, mark_for
from tests.building import build, edit, in_part
from tests.reading import one, pdf_pages, read_page, select, text

TIDE = "The tide is out. It comes back at noon."
EARLIER = "La mer était basse."
FRENCH = Edition("fr", "fr_FR", "Français", "Deux rives")
MARKS = "//main//*[contains(@class, 'translation-mark')]"
COVER = "//*[contains(@class, 'translation-state')]"


def show_earlier(root: Path) -> None:
    edit(root / "conf.py", 'subtitle="Essai"', 'subtitle="Essai", outdated="translation"')


@pytest.fixture
def part(two_shores: Path) -> Path:
    """The tiny publication with a paragraph that is outdated and a list item that is missing."""
    return in_part(two_shores)


def test_outdated_text_stands_in_the_original_with_a_mark(part: Path) -> None:
    page = read_page(build(part, "fr") / "shore.html")
    assert [text(mark) for mark in select(page, MARKS)] == [
        "[anglais, texte mis à jour]",
        "[anglais]",
    ]
    changed, missing = select(page, "//*[contains(@class, 'untranslated')]")
    assert (text(changed), changed.get("lang")) == (TIDE, "en-GB")
    assert (text(missing), missing.get("lang")) == ("Then the water.", "en-GB")


def test_edition_may_show_the_earlier_translation(part: Path) -> None:
    show_earlier(part)
    page = read_page(build(part, "fr") / "shore.html")
    assert [text(mark) for mark in select(page, MARKS)] == ["[version antérieure]", "[anglais]"]
    (paragraph,) = select(page, "//*[contains(@class, 'outdated')]")
    assert (text(paragraph), paragraph.get("lang")) == (EARLIER, None)


@pytest.mark.parametrize(
    "earlier",
    [
        "La mer :ref:`crossing`.",
        "La mer ``basse``: `ici <http://example.org>`_.",
        "La mer |basse|.",
        "La *mer basse.",
        "1994. La mer était basse.",
        "M. La mer\n\nétait basse.",
    ],
)
def test_earlier_translation_that_does_not_fit_is_not_shown(part: Path, earlier: str) -> None:
    """It refers to something else than the message of today, or reads as no paragraph."""
    show_earlier(part)
    path = part / "locale/fr/LC_MESSAGES/shore.po"
    edit(path, EARLIER, earlier.replace("\n", "\\n"))
    page = read_page(build(part, "fr") / "shore.html")
    assert text(select(page, "//*[contains(@class, 'untranslated')]")[0]) == TIDE


def test_earlier_translation_with_the_same_references_is_shown(part: Path) -> None:
    show_earlier(part)
    path = part / "locale/fr/LC_MESSAGES/crossing.po"
    edit(path, 'msgid "The ferry', '#, fuzzy\nmsgid "The ferry')
    page = read_page(build(part, "fr") / "crossing.html")
    (paragraph,) = select(page, "//*[contains(@class, 'outdated')]")
    assert text(paragraph) == "Le bac part de la Rive. [1]"
    assert [text(link) for link in select(paragraph, ".//a")] == ["Rive", "[1]"]


@pytest.mark.parametrize("earlier", [False, True])
def test_words_of_pages_are_never_outdated(part: Path, earlier: bool) -> None:
    if earlier:
        show_earlier(part)
    path = part / "locale/fr/LC_MESSAGES/theme.po"
    edit(path, 'msgid "Languages"\nmsgstr "', '#, fuzzy\nmsgid "Languages"\nmsgstr "Nos ')
    page = read_page(build(part, "fr") / "shore.html")
    assert one(page, "//nav[@class='languages']").get("aria-label") == "Langues"


def test_marks_of_the_page_are_explained(part: Path) -> None:
    output = build(part, "fr")
    page = read_page(output / "shore.html")
    explained = {text(t): text(d) for t, d in zip(*terms(page), strict=True)}
    assert explained == {text(m): m.get("title") for m in select(page, MARKS)}
    assert terms(read_page(output / "crossing.html")) == ([], [])


def terms(page: HtmlElement) -> tuple[list[HtmlElement], list[HtmlElement]]:
    aside = "//*[contains(@class, 'marks')]"
    return select(page, f"{aside}//dt"), select(page, f"{aside}//dd")


@pytest.mark.parametrize("earlier", [False, True])
def test_lists_of_contents_titles_and_search_hold_no_mark(part: Path, earlier: bool) -> None:
    if earlier:
        show_earlier(part)
    path = part / "locale/fr/LC_MESSAGES/shore.po"
    edit(path, 'msgid "Shore"', '#, fuzzy\nmsgid "Shore"')
    output = build(part, "fr")
    title = "Rive" if earlier else "Shore"
    page = read_page(output / "shore.html")
    assert text(one(page, "//h1")).startswith(f"{title} [")
    assert (page.findtext(".//title") or "").startswith(f"{title} — ")
    contents = select(page, "//nav[@id='site--contents']//a")
    assert title in [text(link) for link in contents]
    cover = read_page(output / "index.html")
    links = select(cover, "//*[contains(@class, 'toctree-wrapper')]//a")
    assert title in [text(link) for link in links]
    assert text(one(read_page(output / "crossing.html"), "//a[@rel='prev']")).endswith(title)
    index = (output / "searchindex.js").read_text(encoding="utf-8")
    assert title in index
    for words in ("anglais", "mis à jour", "version antérieure", "est à jour"):
        assert words not in index


def test_cover_says_how_much_is_current(
    two_shores: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    override_words(two_shores)
    cover = read_page(build(two_shores, "fr") / "index.html")
    assert text(one(cover, COVER)) == "Traduction à jour."
    in_part(two_shores)
    assert main(["status", "--project", str(two_shores), "--format", "json"]) == 0
    percent = json.loads(capsys.readouterr().out)["editions"][0]["percent"]
    assert 0 < percent < 100
    cover = read_page(build(two_shores, "fr") / "index.html")
    assert text(one(cover, COVER)) == f"À jour : {percent}\xa0%."
    assert select(read_page(build(two_shores, "en") / "index.html"), COVER) == []


def test_a_message_that_no_catalog_knows_is_missing(two_shores: Path) -> None:
    override_words(two_shores)
    with (two_shores / "source/shore.rst").open("a", encoding="utf-8") as file:
        file.write("\nNobody has updated the catalogs since.\n")
    cover = read_page(build(two_shores, "fr") / "index.html")
    assert text(one(cover, COVER)).startswith("À jour : 9")


def test_words_of_pages_that_nobody_has_translated_are_missing(two_shores: Path) -> None:
    """The package brings them in French; in another language, the publication is not complete."""
    override_words(two_shores)
    cover = read_page(build(two_shores, "fr") / "index.html")
    assert text(one(cover, COVER)) == "Traduction à jour."
    edit(two_shores / "conf.py", 'locale="fr_FR"', 'locale="sw_KE"')
    (two_shores / "locale/fr/LC_MESSAGES/theme.po").unlink()
    cover = read_page(build(two_shores, "fr") / "index.html")
    assert "%" in text(one(cover, COVER))


def test_words_that_sphinx_translates_itself_are_not_marked(two_shores: Path) -> None:
    edit(
        two_shores / "conf.py",
        'extensions = ["editions"]',
        'extensions = ["sphinx.ext.autodoc", "sphinx.ext.todo", "editions"]\n'
        "todo_include_todos = True",
    )
    with (two_shores / "source/shore.rst").open("a", encoding="utf-8") as file:
        file.write(
            "\n.. py:function:: sail(speed)\n\n   :param speed: knots\n   :returns: the time\n"
            "   :raises ValueError: never\n\n.. todo:: Count the boats.\n"
            "\n.. autoclass:: fractions.Fraction\n   :show-inheritance:\n"
        )
    page = read_page(build(two_shores, "fr") / "shore.html")
    labels = [*select(page, "//main//dl[contains(@class, 'field-list')]/dt"),
              *select(page, "//main//p[@class='admonition-title']")]  # fmt: skip
    assert [text(label).removesuffix(":") for label in labels] == [
        "Paramètres", "Renvoie", "Lève", "À faire",
    ]  # fmt: skip
    (bases,) = (p for p in select(page, "//main//p") if text(p).startswith("Bases"))
    assert select(bases, ".//*[contains(@class, 'untranslated')]") == []
    assert "[anglais]" in text(one(page, "//main//*[text()='knots']/.."))


def test_text_whose_words_are_translated_elsewhere_is_not_marked(two_shores: Path) -> None:
    with (two_shores / "source/shore.rst").open("a", encoding="utf-8") as file:
        file.write("\n|ebb|\n\n:math:`x`\n\n|ebb| and\n\n.. |ebb| replace:: low *water*\n")
    with (two_shores / "locale/fr/LC_MESSAGES/shore.po").open("a", encoding="utf-8") as file:
        file.write('\nmsgid "low *water*"\nmsgstr "basse *mer*"\n\nmsgid "|ebb|"\nmsgstr ""\n')
    page = read_page(build(two_shores, "fr") / "shore.html")
    marked = [text(item) for item in select(page, "//main//*[contains(@class, 'untranslated')]")]
    assert marked == ["basse mer and"]
    assert one(page, "//main//p[text()='basse ']").get("lang") is None


def override_words(root: Path) -> None:
    """Say the sentences about the state in words of the publication's own."""
    path = root / "locale/fr/LC_MESSAGES/theme.po"
    catalog = polib.pofile(str(path), wrapwidth=76)
    for message, translation in (
        ("This translation is complete and up to date with the original.", "Traduction à jour."),
        (
            "{percent} of this translation, counted in words, is up to date with the original;"
            " the rest is marked.",
            "À jour : {percent}.",
        ),
    ):
        catalog.append(polib.POEntry(msgid=message, msgstr=translation))
    catalog.save()
    assert main(["update", "--quiet", "--project", str(root)]) == 0


def test_changed_state_writes_the_cover_again(two_shores: Path) -> None:
    """Even where a builder writes only what has changed."""
    from sphinx.application import Sphinx
    from sphinx.util.docutils import docutils_namespace

    def run() -> str:
        with docutils_namespace():
            app = Sphinx(
                two_shores / "source", two_shores, two_shores / "o", two_shores / "d", "html",
                confoverrides={"language": "fr"}, status=None,
            )  # fmt: skip
            app.build()
        return text(one(read_page(two_shores / "o/index.html"), COVER))

    before = run()
    in_part(two_shores)
    assert run() != before


def test_pdf_says_and_explains_it_and_its_outline_is_clean(part: Path) -> None:
    path = part / "locale/fr/LC_MESSAGES/shore.po"
    edit(path, 'msgid "Shore"', '#, fuzzy\nmsgid "Shore"')
    (file,) = build(part, "fr", "pdf").glob("*.pdf")
    pages = "\n".join(pdf_pages(file)).replace("\r\n", " ").replace("\n", " ")
    assert "en nombre de mots, par rapport à l’original" in pages
    assert "[anglais] Pas encore traduit" in pages
    assert "Then the water. [anglais]" in pages
    assert f"{TIDE} [anglais, texte mis à jour]" in pages
    document = pypdfium2.PdfDocument(file)
    try:
        outline = [entry.get_title() for entry in document.get_toc()]
    finally:
        document.close()
    assert "Shore" in outline


MARKED = [
    (["outdated"], Mark("earlier version", "")),
    (["untranslated", "language-en-GB"], Mark("anglais", "")),
    (["untranslated", "outdated", "language-en"], Mark("anglais, updated text", "")),
    (["untranslated"], None),
    (["language-en"], None),
    ([], None),
]


@pytest.mark.parametrize(("classes", "expected"), MARKED)
def test_marks(classes: list[str], expected: Mark | None) -> None:
    mark = mark_for(classes, FRENCH, lambda message: message)
    assert (mark and mark.label) == (expected and expected.label)


@pytest.mark.parametrize(
    ("tag", "name"),
    [("en", "anglais"), ("pt-BR", "portugais"), ("x", "x"), ("tlh-Latn", "tlh-Latn"), ("", "")],
)
def test_names_of_languages(tag: str, name: str) -> None:
    assert language_name(tag, FRENCH) == name
