"""What is refused: in a guest's project that entry alone, in a strict one all of it at once."""

from __future__ import annotations

from pathlib import Path

import pytest

from editions.cli import main
from tests.reading import read_page, select, text
from tests.translations.guest import listen, run, write_guest, write_po

LINK = "See `the tide <https://en.example.org/tide>`_."
ONE = {
    "The tide is out.": "La mer est basse.",
    LINK: "Voir `la marée <https://fr.example.org/maree>`_.",
    "It comes back.": "Elle \u202arevient\u202c.",
    "Boats wait.": ".. include:: /etc/passwd",
}
#: What only the parser finds: a role of the message that, with another text, writes HTML.
TWO = {
    "A harbour.": "Le `port <https://evil.example>`_.",
    "A :ref:`quay <guest>`.": "Un :ref:`quai <port>`.",
    "Sum of it.": "1. Somme",
    # Of several paragraphs, Sphinx takes the first; nothing of the others is read.
    "A rope.": "Une corde.\n\nTraduit par un outil.",
    "An oar.": "Une rame.\n \n.. include:: /etc/passwd",
}


def paragraphs(root: Path, page: str) -> list[str]:
    return [text(p) for p in select(read_page(root / "out" / f"{page}.html"), "//section/p")]


def links(root: Path, page: str) -> list[str]:
    found = select(read_page(root / "out" / f"{page}.html"), "//section/p//a")
    return [str(a.get("href")) for a in found]


@pytest.mark.parametrize("jobs", ["1", "2"])
def test_a_guest_goes_on_without_what_harms_and_is_warned_once(tmp_path: Path, jobs: str) -> None:
    label = "rst_prolog = ''\nsuppress_warnings = ['i18n.inconsistent_references', 'ref.ref']"
    root = write_guest(tmp_path, label, one=ONE, two=TWO, three={}, four={}, five={})
    write_po(root, "nowhere", {"a": "b"})  # Sphinx says nothing of it either
    for name in ("index", "three", "four", "five"):
        write_po(root, name, {})
    (root / "index.rst").write_text(f".. _guest:\n\n{(root / 'index.rst').read_text()}", "utf-8")
    status, found = run(root, "-j", jobs)
    assert (status, [f.rule for f in found]) == (0, ["editions.refused"])
    assert found[0].message.startswith("4 translations are not published in 'fr'")
    assert "editions check --project " in found[0].message
    assert found[0].message.endswith("' names each")
    assert paragraphs(root, "one") == [
        "La mer est basse.",
        "Voir la marée.",
        "It comes back.",
        "Boats wait.",
    ]
    assert links(root, "one") == ["https://fr.example.org/maree"]
    assert paragraphs(root, "two") == [
        "A harbour.",
        "Un quai.",
        "Sum of it.",
        "Une corde.",
        "Une rame.",
    ]
    # Said again where no document is read anew.
    assert run(root, "-j", jobs) == (status, found)


def test_roles_that_documents_define_may_have_other_words(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    rises, acts, adds = "The :tide:`water` rises.", "A :gull:`<b>` cries.", "A quay."
    root = write_guest(
        tmp_path,
        "rst_prolog = '.. role:: tide\\n.. role:: gull(raw)\\n   :format: html\\n'",
        one={
            rises: "L’:tide:`eau` monte.",
            acts: "Un :gull:`<i>` crie.",
            adds: "Un :tide:`quai` :gull:`<i>`.",
        },
    )
    status, found = run(root)
    assert (status, len(found)) == (0, 1)
    assert found[0].message.startswith("2 translations are not published in")
    assert paragraphs(root, "one") == ["L’eau monte.", "A cries.", "A quay."]
    main(["check", "--project", str(root), "--no-spelling", "--no-cache", "--format", "github"])
    errors = [line for line in capsys.readouterr().out.splitlines() if line.startswith("::error")]
    assert len(errors) == 2
    assert all(":gull:" in line for line in errors)


def test_a_message_that_stands_twice_is_left_out_alone(tmp_path: Path) -> None:
    root = write_guest(
        tmp_path, one={"The tide is out.": "La mer est basse.", "A quay.": "Un quai."}
    )
    path = root / "locale/fr/LC_MESSAGES/one.po"
    path.write_text(f'{path.read_text("utf-8")}\nmsgid "A quay."\nmsgstr "Deux quais."\n', "utf-8")
    status, (finding,) = run(root)
    assert (status, finding.message[:29]) == (0, "1 translation is not published"[:29])
    assert paragraphs(root, "one") == ["La mer est basse.", "A quay."]


def test_a_faulty_entry_takes_no_other_along(tmp_path: Path) -> None:
    texts = {"The tide is out.": "La mer est basse.\n", "A quay.": "Un quai.", "A boat.": "Bac."}
    root = write_guest(tmp_path, one=texts, two={"A rope.": "Une corde."}, three={"Oar.": "Rame."})
    folder = root / "locale/fr/LC_MESSAGES"
    one, two, three = (folder / f"{name}.po" for name in ("one", "two", "three"))
    faulty = one.read_text("utf-8").replace('"Un quai."', '"Un "quai"."')
    one.write_text(f'{faulty}\nmsgid "Left open"\n', "utf-8")
    two.write_text("\ufeff" + two.read_text("utf-8"), "utf-8")
    three.write_bytes(three.read_bytes().replace(b"Rame.", b"Rame\0."))
    status, (finding,) = run(root)
    assert status == 0
    assert finding.message.startswith("1 catalog and 2 translations are not published in 'fr'")
    assert paragraphs(root, "one") == ["La mer est basse.", "A quay.", "Bac."]
    assert paragraphs(root, "two") == ["Une corde."]
    assert paragraphs(root, "three") == ["Oar."]


#: Translations, and what Sphinx prints of them.
PRINTED = {
    "Mer. ": "Mer.",
    "Mer.\n": "Mer.",
    "\nMer.": "Mer.",
    "Mer.\u00a0": "Mer.",
    "Mer. # noqa": "Mer.",
    "Mer.  #noqa ": "Mer.",
    "Mer \\# noqa": "Mer # noqa",
    "La mer \nhaute": "La mer haute",
    "Mer\u00a0: ici": "Mer\u00a0: ici",
}


def test_ends_of_translations_are_those_of_sphinx(tmp_path: Path) -> None:
    messages = {f"Message {n}.": msgstr for n, msgstr in enumerate(PRINTED)}
    root = write_guest(tmp_path, 'html_theme = "basic"\nsmartquotes = False', one=messages)
    assert run(root) == (0, ())
    page = read_page(root / "out" / "one.html")
    assert [p.text for p in select(page, "//section/p")] == list(PRINTED.values())


@pytest.mark.parametrize("jobs", ["1", "2"])
def test_who_chooses_to_stop_hears_all_reasons_at_once(tmp_path: Path, jobs: str) -> None:
    more = {f"Paragraph {n}.": f"{n}. Paragraphe" for n in range(2)}
    root = write_guest(
        tmp_path, 'editions_refused = "error"', one=ONE, two=TWO, three=more, four={}, five={}
    )
    for name in ("index", "four", "five"):
        write_po(root, name, {})
    write_po(root, "six", {"a": "b"}).write_text("junk\n", encoding="utf-8")
    status, said = listen(root, "-j", jobs)
    assert status == 2
    assert not list((root / "out").glob("*.html"))
    for name, rule in (
        ("one", "unsafe-link"),
        ("one", "unsafe-character"),
        ("one", "dropped-translation"),
        ("two", "unsafe-link"),
        ("two", "unsafe-target"),
        ("two", "dropped-translation"),
        ("three", "dropped-translation"),
        ("six", "po-"),
    ):
        assert f"{name}.po:" in said, name
        assert rule in said, rule


def test_a_wrong_choice_is_an_error(tmp_path: Path) -> None:
    root = write_guest(tmp_path, 'editions_refused = "gentle"', one=ONE)
    status, said = listen(root)
    assert status == 2
    assert "expected 'error', 'fallback' or 'harm'" in said
