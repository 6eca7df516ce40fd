"""What readers ask is found, shown and announced; no server is needed for it."""

from __future__ import annotations

import json
import shutil
import subprocess
import sys
import unicodedata
from pathlib import Path

import pytest
from playwright.sync_api import Browser, Page

from editions.search.passages import read_page
from tests.browser import visiting
from tests.search.questions import answer_all, page_texts, read_questions, summary
from tests.site.pages import CODES
from tests.site.test_accessibility import STATES, faults

SCRIPT = Path(__file__).parents[2] / "editions/theme/static/search.js"
#: The least mean recall and precision of each edition.
LEAST = {"en": (0.9, 0.9), "es": (0.9, 0.85), "fr": (0.95, 0.9)}


def open_search(page: Page, site: Path, code: str, query: str = "") -> None:
    page.goto(f"{(site / code / 'search.html').as_uri()}{'?q=' if query else ''}{query}")


def ask(page: Page, query: str) -> str:
    """Ask, and return what the page says of it."""
    page.fill("#search-query", query)
    page.press("#search-query", "Enter")
    return page.inner_text("#search-status")


@pytest.mark.parametrize("code", CODES)
def test_readers_find_what_they_ask_for(browser: Browser, site: Path, code: str) -> None:
    questions = read_questions(code)
    assert len(questions) >= 60
    with visiting(browser) as visit:
        open_search(visit.page, site, code)
        answers = answer_all(visit.page, questions, page_texts(site, code))
        assert visit.complaints == []
    recall, precision = summary(answers)
    poor = [answer for answer in answers if answer.recall < 1]
    assert (recall, precision) >= LEAST[code], poor
    assert precision >= LEAST[code][1], answers


def test_query_of_the_address_is_answered(browser: Browser, site: Path) -> None:
    with visiting(browser) as visit:
        open_search(visit.page, site, "es", "canada%20mexico%20relacion%20anos")
        page = visit.page
        assert page.input_value("#search-query") == "canada mexico relacion anos"
        marked = set(page.locator(".hits .passage mark").all_inner_texts())
        assert {"Canadá", "México", "años"} <= marked
        assert page.title().startswith("canada mexico relacion anos — ")


@pytest.mark.parametrize("query", ["visa", "visas"])
def test_forms_of_another_word_of_a_short_stem_are_not_found(
    browser: Browser, site: Path, query: str
) -> None:
    with visiting(browser) as visit:
        open_search(visit.page, site, "fr", query)
        marks = visit.page.locator(".hits mark").all_inner_texts()
    # The French stemmer makes one stem of "visa" and of "visant", which is in headings.
    assert set(marks) == {"visa"}


def test_no_line_of_an_excerpt_ends_within_a_name(browser: Browser, site: Path) -> None:
    with visiting(browser) as visit:
        open_search(visit.page, site, "fr", "economique")
        held = set(visit.page.locator(".hits .passage .dashed").all_text_contents())
    assert {"Mexique-Canada", "l’après-11"} <= held


def test_no_excerpt_ends_with_an_abbreviation(browser: Browser, site: Path) -> None:
    with visiting(browser) as visit:
        open_search(visit.page, site, "fr", "visant PRCLC")
        shown = visit.page.locator(".hits .passage").all_text_contents()
    # "…, annoncée par M. Calderón": a sentence does not end there.
    assert any("M.\u00a0" in passage or "M. " in passage for passage in shown)
    assert [passage for passage in shown if passage.endswith("M. …")] == []


def test_results_come_while_the_reader_types(browser: Browser, site: Path) -> None:
    with visiting(browser) as visit:
        open_search(visit.page, site, "en")
        page = visit.page
        assert page.evaluate("document.activeElement.id") == "search-query"
        page.keyboard.type("minin")
        page.wait_for_selector(".hits mark")
        assert set(page.locator(".hits mark").all_inner_texts()) == {"mining"}
        assert page.url.endswith("?q=minin")
        page.fill("#search-query", "")
        page.wait_for_selector(".hits", state="detached")
        assert page.inner_text("#search-status") == ""
        assert "?" not in page.url


def test_hit_names_its_section_and_leads_to_the_paragraph(browser: Browser, site: Path) -> None:
    with visiting(browser) as visit:
        open_search(visit.page, site, "fr")
        page = visit.page
        ask(page, "royaume-uni")
        row = page.locator(".hits li li a", has_text="21,5")
        assert row.locator(".where").inner_text() == (
            "Commerce de marchandises du Canada par partenaire"
        )
        ask(page, "septuple")
        passage = page.locator(".hits li li a").first
        wanted = passage.locator("mark").inner_text()
        passage.click()
        page.wait_for_url("**/economy.html#b-*")
        assert wanted in page.locator(":target").inner_text()
        assert page.locator(":target").evaluate("e => e.tagName") == "P"


SAID = {
    "none": ("en", "zzzz", "Nothing was found for “zzzz”."),
    "one": ("fr", "septuplé", "1 résultat"),
    "several": ("es", "Goldfarb", "1 resultado"),
    "a slip": (
        "en",
        "goverment",
        "“goverment” was not found; these results have: government.",
    ),
    "one word missing": ("fr", "mines zzzz", "« zzzz » est introuvable."),
    "markup": ("en", "<b>zzzz</b>", "Nothing was found for “<b>zzzz</b>”."),
    "pattern": ("en", "$& zzzz", "Nothing was found for “$& zzzz”."),
    "marks alone": ("en", "!?", "Nothing was found for “!?”."),
}


@pytest.mark.parametrize(("code", "query", "said"), SAID.values(), ids=SAID)
def test_status_says_what_was_found(
    browser: Browser, site: Path, code: str, query: str, said: str
) -> None:
    with visiting(browser) as visit:
        open_search(visit.page, site, code)
        assert said in ask(visit.page, query).replace("\u00a0", " ")
        assert visit.page.evaluate("document.activeElement.id") == "search-status"
        assert visit.complaints == []


def test_longer_lists_open_by_keyboard(browser: Browser, site: Path) -> None:
    with visiting(browser) as visit:
        open_search(visit.page, site, "en", "canada")
        page = visit.page
        more = page.locator(".hits summary").first
        hidden = page.locator(".hits details").first.locator("a")
        count = hidden.count()
        assert more.inner_text().strip().startswith(f"{count} more result")
        assert not hidden.first.is_visible()
        more.press("Enter")
        assert hidden.first.is_visible()


def test_results_are_accessible(browser: Browser, site: Path) -> None:
    """In every state in one language; in the others, where there is least room."""
    with visiting(browser, reduced_motion="reduce") as visit:
        for code, states in zip(CODES, (STATES, STATES[:1], STATES[:1]), strict=True):
            open_search(visit.page, site, code, "canada")
            assert faults(visit.page, states) == [], code


def test_policy_without_inline_script_is_kept(browser: Browser, site: Path, tmp_path: Path) -> None:
    copy = Path(shutil.copytree(site / "en", tmp_path / "en"))
    page = copy / "search.html"
    policy = "<meta http-equiv='Content-Security-Policy' content=\"script-src 'self' file:\">"
    page.write_text(page.read_text().replace("<head>", f"<head>{policy}"), encoding="utf-8")
    with visiting(browser) as visit:
        open_search(visit.page, tmp_path, "en", "trade")
        assert visit.page.locator(".hits mark").count() > 0
        assert visit.complaints == []


def test_missing_index_is_said(browser: Browser, site: Path, tmp_path: Path) -> None:
    copy = Path(shutil.copytree(site / "en", tmp_path / "en"))
    (copy / "searchindex.js").unlink()
    with visiting(browser) as visit:
        open_search(visit.page, tmp_path, "en", "trade")
        assert "could not be loaded" in visit.page.inner_text("#search-status")


def in_node(site: Path, code: str, expression: str, value: object) -> object:
    """Return *expression* of *value*, computed by the script with the index of an edition."""
    program = f"""
        const vm = require("vm"), fs = require("fs"), read = path => fs.readFileSync(path, "utf8");
        globalThis.window = globalThis;
        vm.runInThisContext(read({json.dumps(str(site / code / "searchindex.js"))}));
        const made = {{}};
        new Function("module", read({json.dumps(str(SCRIPT))}))(made);
        const {{ fold, isNear, split }} = made.exports;
        const value = JSON.parse(fs.readFileSync(0, "utf8"));
        process.stdout.write(JSON.stringify({expression}));
    """
    node = Path(sys.prefix) / "bin" / "node"
    result = subprocess.run(
        [node, "-e", program], input=json.dumps(value), capture_output=True, text=True, check=False
    )
    assert result.returncode == 0, result.stderr
    return json.loads(result.stdout)


def vocabulary(site: Path, code: str) -> list[str]:
    """Return every word of an edition, as Python finds words."""
    words: set[str] = set()
    for path in (site / code).glob("*.html"):
        page = read_page(path.read_bytes(), path.name)
        for part in page.parts if page else ():
            for text in (part.title, *(passage.text for passage in part.passages)):
                letters = "".join(
                    c if c.isalpha() else " " for c in unicodedata.normalize("NFC", text)
                )
                words.update(letters.lower().split())
    return sorted(words)


def fold_like_the_script(word: str) -> str:
    plain = word.replace("œ", "oe").replace("æ", "ae")
    return "".join(c for c in unicodedata.normalize("NFKD", plain) if not unicodedata.combining(c))


@pytest.mark.parametrize("code", CODES)
def test_script_folds_every_word_as_python_does(site: Path, code: str) -> None:
    words = vocabulary(site, code)
    assert len(words) > 1000
    assert in_node(site, code, "value.map(fold)", words) == [fold_like_the_script(w) for w in words]


FOLDED = {
    "Économie": "economie",
    "e\u0301conomie": "economie",
    "cœur": "coeur",
    "ŒUVRE": "oeuvre",
    "año": "ano",
    "Straße": "strasse",
    "İstanbul": "istanbul",
    "ﬁn": "fin",
    "й": "и",
    "1,457.5": "1457.5",
    "1\u00a0457,5": "1457.5",
    "1.457,5": "1457.5",
    "12,7": "12.7",
    "2009": "2009",
    "हिन्दी": "हिन्दी",
}


def test_folding(site: Path) -> None:
    assert in_node(site, "en", "value.map(fold)", list(FOLDED)) == list(FOLDED.values())


SPLIT = {
    "l’économie d'Ottawa": ["l", "economie", "d", "ottawa"],
    "libre-échange": ["libre", "echange", "libreechange"],
    "the U.S. market": ["the", "u", "s", "us", "market"],
    "C$21.3 billion, 2009–10": ["c", "21.3", "billion", "2009", "10"],
    "In 2009, 7\u00a0600 people.": ["in", "2009", "7600", "people"],
    "the 1990s": ["the", "1990s"],
    "東京 map": ["東", "京", "map"],
    "": [],
}


def test_words_of_a_text(site: Path) -> None:
    expression = "value.map(text => [...split(text)].map(token => token.fold))"
    assert in_node(site, "en", expression, list(SPLIT)) == list(SPLIT.values())


NEAR = [("goverment", "government", 1), ("tarde", "trade", 1), ("trade", "trader", 1)]
FAR = [("trade", "tirade", 0), ("cat", "dog", 2), ("abcdef", "abcxyz", 2), ("a", "abcd", 2)]


def test_slips(site: Path) -> None:
    expression = "value.map(([one, other, most]) => isNear(one, other, most))"
    assert in_node(site, "en", expression, NEAR) == [True] * len(NEAR)
    assert in_node(site, "en", expression, FAR) == [False] * len(FAR)
