"""One edition, built again and again; the last good page stays."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest
from PIL import Image

from editions.findings import UsageError
from editions.live.preview import Preview, PreviewOutcome
from editions.workflows.sphinx_run import load_publication
from tests.building import edit, in_part
from tests.reading import one, read_page, text
from tests.translations.guest import write_guest, write_po

CATALOG = "locale/fr/LC_MESSAGES/shore.po"


@pytest.fixture
def preview(two_shores: Path) -> Iterator[Preview]:
    publication = load_publication(two_shores)
    preview = Preview(publication, publication.edition("fr"))
    with preview.alone():
        assert preview.build().findings == ()
        yield preview


def shore(preview: Preview) -> str:
    return text(one(read_page(preview.pages / "shore.html"), "//main"))


def test_changed_message_changes_its_page_alone(preview: Preview, two_shores: Path) -> None:
    edit(two_shores / CATALOG, "Puis l’eau.", "Puis les flots.")
    outcome = preview.build()
    assert outcome == PreviewOutcome((), frozenset({"shore.html"}), good=True)
    assert "Puis les flots." in shore(preview)
    assert preview.build().changed == frozenset()


def test_changed_source_shows(preview: Preview, two_shores: Path) -> None:
    edit(two_shores / "source/shore.rst", "Then the water.", "Then the rain.")
    outcome = preview.build()
    assert outcome.findings == ()
    assert "shore.html" in outcome.changed
    assert "Then the rain." in shore(preview)


def test_changed_title_reaches_the_pages_that_show_it(preview: Preview, two_shores: Path) -> None:
    edit(two_shores / CATALOG, "Rive", "Plage")
    assert {"shore.html", "index.html", "crossing.html"} <= preview.build().changed
    for name in ("index", "crossing"):
        assert "Plage" in text(one(read_page(preview.pages / f"{name}.html"), "//body"))


def test_changed_state_reaches_the_cover(preview: Preview, two_shores: Path) -> None:
    in_part(two_shores)
    assert preview.build().changed == {"shore.html", "index.html"}


def test_title_that_changed_in_a_failed_build_reaches_all_pages(
    preview: Preview, two_shores: Path
) -> None:
    edit(two_shores / CATALOG, "Rive", "Plage")
    edit(two_shores / CATALOG, "Puis l’eau.", "Puis *l’eau.")
    assert preview.build().findings != ()
    edit(two_shores / CATALOG, "Puis *l’eau.", "Puis l’eau.")
    assert {"shore.html", "index.html", "crossing.html"} <= preview.build().changed


@pytest.mark.parametrize(
    ("name", "old", "new", "place"),
    [
        (CATALOG, '"Rive"', '"Rive', f"{CATALOG}:18"),
        (CATALOG, "Puis l’eau.", "Puis *l’eau.", f"{CATALOG}:33"),
        (CATALOG, "Puis l’eau.", "1994. Puis l’eau.", f"{CATALOG}:33"),
        ("source/shore.rst", "Then the", "Then *the", "source/shore.rst:16"),
        ("source/shore.rst", "Then the", ":ref:`nowhere` the", "source/shore.rst:16"),
        ("source/index.rst", "   shore\n", "   gone\n", "source/index.rst:8"),
        ("conf.py", "editions = [", "editions = [[", "conf.py:8"),
        ("conf.py", 'code="fr"', 'code="de"', "conf.py"),
        ("conf.py", '"two-shores"', "1 / 0", "conf.py:12"),
    ],
)
def test_after_an_error_the_last_good_page_stays_until_it_is_mended(
    preview: Preview, two_shores: Path, name: str, old: str, new: str, place: str
) -> None:
    before = shore(preview)
    good = (two_shores / name).read_text(encoding="utf-8")
    edit(two_shores / name, old, new)
    for _ in range(2):  # Sphinx says each warning once, a preview as long as it holds
        outcome = preview.build()
        assert place in [str(f).partition(": ")[0] for f in outcome.findings]
        assert outcome.changed == frozenset()
        assert shore(preview) == before
    (two_shores / name).write_text(good, encoding="utf-8")
    assert preview.build().findings == ()
    assert shore(preview) == before
    edit(two_shores / CATALOG, "Puis l’eau.", "Puis les flots.")
    assert preview.build().changed == {"shore.html"}


def test_error_in_one_page_and_change_in_another(preview: Preview, two_shores: Path) -> None:
    edit(two_shores / CATALOG, "Puis l’eau.", "Puis *l’eau.")
    edit(two_shores / "locale/fr/LC_MESSAGES/crossing.po", "Plus tard", "Ensuite")
    assert preview.build().findings != ()
    edit(two_shores / CATALOG, "Puis *l’eau.", "Puis l’eau.")
    outcome = preview.build()
    assert outcome == PreviewOutcome((), frozenset({"crossing.html", "index.html"}), good=True)


def test_new_and_removed_documents(preview: Preview, two_shores: Path) -> None:
    (two_shores / "source/isle.rst").write_text("Isle\n====\n\nAn isle.\n", encoding="utf-8")
    edit(two_shores / "source/index.rst", "   crossing\n", "   crossing\n   isle\n")
    assert "isle.html" in preview.build().changed
    (two_shores / "source/isle.rst").unlink()
    edit(two_shores / "source/index.rst", "   isle\n", "")
    outcome = preview.build()
    assert outcome.findings == ()
    page = one(read_page(preview.pages / "index.html"), "//main")
    assert "Isle" not in text(page)


def test_a_broken_start_is_mended(two_shores: Path) -> None:
    edit(two_shores / CATALOG, '"Rive"', '"Rive')
    publication = load_publication(two_shores)
    preview = Preview(publication, publication.edition("fr"))
    with preview.alone():
        assert preview.build().findings != ()
        assert not (preview.pages / "shore.html").exists()
        edit(two_shores / CATALOG, '"Rive', '"Rive"')
        assert "shore.html" in preview.build().changed


def test_a_preview_that_ended_with_an_error_starts_afresh(two_shores: Path) -> None:
    publication = load_publication(two_shores)
    edit(two_shores / CATALOG, "Puis l’eau.", "Puis *l’eau.")
    for _ in range(2):
        preview = Preview(publication, publication.edition("fr"))
        with preview.alone():
            assert [f.rule for f in preview.build().findings] == ["inline-markup"]


def guest(folder: Path) -> Path:
    """Return a project that does not know of us, with one catalog for all of its documents."""
    root = write_guest(folder, 'gettext_compact = "book"')
    edit(root / "conf.py", '"editions"', "")
    texts = {"shore": "The tide.\n\n.. image:: b.png\n   :alt: A boat", "isle": "A boat\n\nTea."}
    for name, words in texts.items():
        (root / f"{name}.rst").write_text(f"{name}\n=====\n\n{words}\n", encoding="utf-8")
    edit(root / "index.rst", ".. toctree::", ".. toctree::\n\n   shore\n   isle")
    write_po(root, "book", {"The tide.": "La marée.", "A boat": "Un bateau", "shore": "rive"})
    Image.new("1", (1, 1)).save(root / "b.png")
    return root


def test_guest_is_read_again_message_by_message(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    root = guest(tmp_path / "guest")
    catalog = root / "locale/fr/LC_MESSAGES/book.po"
    preview = Preview(publication := load_publication(root), publication.edition("fr"))
    with preview.alone():
        assert preview.build().good
        read = {name: preview.folder / "doctrees" / f"{name}.doctree" for name in ("shore", "isle")}

        def read_for(old: str, new: str) -> tuple[set[str], set[str]]:
            before = {name: path.stat().st_mtime_ns for name, path in read.items()}
            edit(catalog, old, new)
            outcome = preview.build()
            assert outcome.good
            after = {name: path.stat().st_mtime_ns for name, path in read.items()}
            return {name for name in read if before[name] != after[name]}, {*outcome.changed}

        assert read_for("La marée.", "Le flux.") == ({"shore"}, {"shore.html"})
        # An alternative text here, a paragraph there.
        found = read_for("Un bateau", "Un navire")
        assert found == ({"shore", "isle"}, {"shore.html", "isle.html"})
        # The page itself comes first, and those that show its title after it.
        monkeypatch.setattr("editions.live.preview.AT_ONCE", 1)
        edit(catalog, '"rive"', '"plage"')
        outcomes = [preview.build()]
        assert "shore.html" in outcomes[0].changed
        while outcomes[-1].waiting:
            outcomes.append(preview.build())
        assert [outcome.waiting for outcome in outcomes] == [1, 0]
        assert {"shore.html", "index.html"} <= frozenset().union(*(o.changed for o in outcomes))
    blocks = preview.describe("shore.html", ())
    assert blocks is not None
    states = [place["state"] for block in blocks["blocks"] for place in block["places"]]
    assert states == ["current"] * 3
    assert sorted(path.name for path in catalog.parent.iterdir()) == ["book.po"]


def test_one_preview_of_an_edition_at_a_time(preview: Preview) -> None:
    publication = preview.publication
    second = Preview(publication, publication.edition("fr"))
    with pytest.raises(UsageError, match="running already"), second.alone():
        pass
    with Preview(publication, publication.edition("en")).alone():
        pass


def test_original_edition_leads_to_its_source(two_shores: Path) -> None:
    publication = load_publication(two_shores)
    preview = Preview(publication, publication.original)
    with preview.alone():
        assert preview.build().findings == ()
        found = preview.describe("shore.html", ())
    assert found is not None
    names = [place["name"] for block in found["blocks"] for place in block["places"]]
    assert names[:3] == ["source/shore.rst:4", "source/shore.rst:6", "source/shore.rst:11"]


@pytest.mark.parametrize("theme", ["alabaster", "furo", "pydata_sphinx_theme", "sphinx_rtd_theme"])
def test_pages_of_other_themes_lead_to_no_search_that_is_not_there(
    tmp_path: Path, theme: str
) -> None:
    root = write_guest(tmp_path, f"html_theme = {theme!r}")
    write_po(root, "index", {"Guest": "Invité"})
    preview = Preview(publication := load_publication(root), publication.edition("fr"))
    with preview.alone():
        assert preview.build().good
        said = text(one(read_page(preview.pages / "search.html"), "//body"))
        assert "L’aperçu n’a pas de recherche" in said
        for path in preview.pages.glob("*.html"):
            for script in read_page(path).xpath("//script/@src"):
                if not script.startswith("http"):
                    assert (path.parent / script.partition("?")[0]).is_file(), script
        # Nor is it made anew with every save.
        edit(root / "locale/fr/LC_MESSAGES/index.po", "Invité", "Hôte")
        assert not preview.build().changed & {"search.html", "searchindex.js"}
