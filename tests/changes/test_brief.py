"""The brief of an update: on a terminal and as a page."""

from __future__ import annotations

from pathlib import Path

import lxml.html
import pytest

from editions.changes.brief import LanguageBrief
from editions.changes.page import brief_path
from editions.changes.terminal import describe_language
from editions.findings import EditionsError, FindingsError, UsageError
from editions.workflows.brief import brief_merges, brief_open, brief_since, publish_brief
from tests.catalogs.projects import Documents
from tests.git import commit_all

FERRY = "The ferry leaves the northern shore at 9 o’clock in the morning and takes the mail."
NINE = "El transbordador sale a las 9 y lleva el correo."
TERMS = "en,es,fr,en_forms,es_forms,fr_forms\nferry,transbordador,traversier,,,\n"


@pytest.fixture
def documents(tmp_path: Path) -> Documents:
    found = Documents(tmp_path, "es", "fr")
    (tmp_path / "locale").mkdir()
    (tmp_path / "locale" / "terms.csv").write_text(TERMS, encoding="utf-8")
    found.standing(
        shore={"Shore": "Orilla", "Gone soon": "Pronto", FERRY: NINE, "Moving": "Mudanza"},
        crossing={"Crossing": "Travesía"},
    )
    return found


def changed(text: str) -> str:
    return text.replace("9", "10").replace("ferry", "boat")


def update(documents: Documents) -> list[LanguageBrief]:
    documents.source(shore=["Shore", changed(FERRY), "New <here>"], crossing=["Crossing", "Moving"])
    merges = documents.prepare()
    for merge in merges:
        for path, data in merge.files.items():
            path.parent.mkdir(parents=True, exist_ok=True)
            path.write_bytes(data)
    return brief_merges(documents.project, merges)


def lines(documents: Documents, brief: LanguageBrief) -> list[str]:
    def shown(path: Path) -> str:
        return path.relative_to(documents.root).as_posix()

    return list(describe_language(brief, lambda text, colour: text, shown))


def test_terminal(documents: Documents) -> None:
    spanish, french = update(documents)
    folder = "locale/es/LC_MESSAGES"
    assert lines(documents, spanish) == [
        "es: es: 1 changed, 1 new, 1 moved, 1 gone; 18 words to do",
        f"  {folder}/crossing.po: 1 moved",
        "    11: moved from shore: Moving",
        f"  {folder}/shore.po: 1 changed, 1 new, 1 gone; 18 words to do",
        "    13: changed: The [-ferry-]{+boat+} leaves the northern shore at [-9-]{+10+} o’clock"
        " in the morning and takes the mail.",
        "      numbers changed: 9 → 10",
        "      terms changed: “ferry” → none",
        f"      es: {NINE}",
        "    17: new: New <here>",
        "    20: gone: Gone soon",
    ]
    assert lines(documents, french)[0] == "fr: fr: 5 new; 21 words to do"


def test_catalogs_do_not_speak_to_the_terminal(documents: Documents) -> None:
    path = documents.root / "locale/es/LC_MESSAGES/shore.po"
    path.write_text(
        path.read_text("utf-8").replace(NINE, "\x1b[2J\x9b31m\u202e 9 ñ\u00a0"), "utf-8"
    )
    spanish, _french = update(documents)
    assert r"      es: \x1b[2J\x9b31m\u202e 9 ñ" + "\u00a0" in lines(documents, spanish)


def test_long_lists_of_new_messages_are_cut(documents: Documents) -> None:
    documents.source(shore=[f"Message number {number}" for number in range(20)])
    brief = brief_merges(documents.project, documents.prepare()[1:])[0]
    found = lines(documents, brief)
    assert len(found) == 8
    assert found[-1] == "    … and 15 more"


def test_nothing_changed(documents: Documents) -> None:
    update(documents)
    (spanish, _) = brief_merges(documents.project, documents.prepare())
    assert lines(documents, spanish) == ["es: es: nothing changed"]


def page(documents: Documents, briefs: list[LanguageBrief]) -> lxml.html.HtmlElement:
    publish_brief(documents.project, briefs, "the last update of the catalogs")
    return lxml.html.parse(str(brief_path(documents.project))).getroot()


def test_page(documents: Documents) -> None:
    root = page(documents, update(documents))
    assert root.get("lang") == "en"
    assert [a.get("href") for a in root.iterfind(".//nav//a")] == ["#es", "#fr"]
    assert [h.get("id") for h in root.iterfind(".//h2")] == ["es", "fr"]
    assert not root.xpath("//@src | //link")  # it needs no other file
    (article,) = root.xpath("//article[@class='changed']")
    (english, spanish) = article.xpath(".//p[@lang]")
    assert (english.get("lang"), spanish.get("lang")) == ("en", "es")
    assert [e.text_content() for e in english.iterfind("del")] == ["ferry", "9"]
    assert [e.text_content() for e in english.iterfind("ins")] == ["boat", "10"]
    kinds = {e.text: e.get("class") for e in spanish.iterfind("mark")}
    assert kinds == {"transbordador": "term", "9": "number"}
    assert spanish.text_content() == NINE
    place = article.xpath("string(.//code[@class='place'])")
    name, _, line = place.rpartition(":")
    written = (documents.root / name).read_text(encoding="utf-8").split("\n")
    assert written[int(line) - 1].startswith('msgid "The boat leaves')
    assert "source/shore.rst" in article.text_content()
    assert root.xpath("//article[@class='new']//p[@lang='en']")[0].text == "New <here>"
    titles = root.xpath("//section[h2/@id='es']//h3/span")
    assert [(t.text, t.get("lang")) for t in titles] == [("Crossing", "en"), ("Shore", "en")]


def test_what_is_open_can_be_seen_later(documents: Documents) -> None:
    update(documents)
    spanish, french = brief_open(documents.project)
    assert spanish.summary == "1 changed, 1 new; 18 words to do"
    (change,) = (c for c in spanish.changes if c.previous)
    assert (change.previous, change.msgid, change.msgstr) == (FERRY, changed(FERRY), NINE)
    assert french.summary == "5 new; 21 words to do"


def test_draft_has_no_difference_to_show(documents: Documents) -> None:
    documents.standing(shore='#, fuzzy\nmsgid "Shore"\nmsgstr "¿Orilla?"\n', crossing={})
    (spanish, _) = brief_open(documents.project)
    assert lines(documents, spanish)[2:] == ["    5: to review: Shore"]
    assert "Marked for review" in page(documents, [spanish]).text_content()


def test_brief_since_a_revision(documents: Documents) -> None:
    commit_all(documents.root)
    update(documents)
    (spanish, french) = brief_since(documents.project, "HEAD")
    assert spanish.summary == "1 changed, 1 new, 1 moved, 1 gone; 18 words to do"
    assert french.summary == "5 new; 21 words to do"
    text = documents.path("shore").read_text(encoding="utf-8")
    documents.path("shore").write_text(text.replace("#, fuzzy\n", ""), encoding="utf-8")
    (spanish, _) = brief_since(documents.project, "HEAD")
    (change,) = (c for c in spanish.changes if c.previous)
    assert (change.previous, change.open) == (FERRY, False)


@pytest.mark.parametrize("revision", ["nowhere", "--help", "HEAD:locale"])
def test_unknown_revision(documents: Documents, revision: str) -> None:
    commit_all(documents.root)
    with pytest.raises(UsageError, match=f"no revision '{revision}'"):
        brief_since(documents.project, revision)


def test_no_repository(documents: Documents, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("GIT_CEILING_DIRECTORIES", str(documents.root.parent))
    with pytest.raises(EditionsError, match="no git repository"):
        brief_since(documents.project, "HEAD")
    monkeypatch.setenv("PATH", "")
    with pytest.raises(EditionsError, match="git is not installed"):
        brief_since(documents.project, "HEAD")


def test_catalog_that_was_broken_is_named(documents: Documents) -> None:
    documents.path("shore").write_text("nonsense\n", encoding="utf-8")
    commit_all(documents.root)
    with pytest.raises(FindingsError, match=r"^HEAD:locale/es/LC_MESSAGES/shore\.po:1: "):
        brief_since(documents.project, "HEAD")
