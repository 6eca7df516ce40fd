"""The translator's desk in a real browser: one preview, one page, from sentence to sentence."""

from __future__ import annotations

import contextlib
import re
import shutil
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Browser, Locator, Page, Route, expect

from tests.browser import Visit, visiting
from tests.building import edit, in_part
from tests.conftest import ROOTS
from tests.live.test_live import CATALOG, Running, running
from tests.site.test_accessibility import violations

WINDOW = {"width": 1280, "height": 800}
TIDE = "The tide is out. It comes back at noon."


#: What stands beyond the window, as soon as the page has heard of its size.
BEYOND = """async () => {
  await new Promise((done) => requestAnimationFrame(() => requestAnimationFrame(done)));
  return [...document.querySelectorAll("body *")]
    .filter((found) => found.getBoundingClientRect().right > innerWidth + 1
        && getComputedStyle(found).position !== "fixed")
    .map((found) => found.outerHTML.slice(0, 200));
}"""


class Translator:
    """Works at a desk as a person does, and sees to it that nothing else goes wrong."""

    def __init__(self, root: Path, live: Running, visit: Visit) -> None:
        self.catalog = root / CATALOG
        self.page: Page = visit.page
        self.address = live.address
        self.panel = self.page.get_by_role("complementary", name="Table de traduction")
        self.field = self.panel.get_by_label("Traduction", exact=True)
        self.status = self.panel.locator(".desk-status")
        self.findings = self.panel.locator(".desk-findings")

    @property
    def content(self) -> str:
        return self.catalog.read_text(encoding="utf-8")

    def visit(self, name: str) -> None:
        self.page.goto(self.address + name)
        expect(self.page.locator(".desk-edit").first).to_be_attached()
        # A page that stays is changed in place, and never loaded anew.
        self.page.evaluate("() => { window.stays = true; }")

    def is_the_same_page(self) -> bool:
        return bool(self.page.evaluate("() => window.stays === true"))

    def block(self, text: str) -> Locator:
        return self.page.locator("main .live-block", has_text=re.compile(re.escape(text)))

    def open(self, text: str) -> None:
        """Point at a block, and choose it."""
        block = self.block(text).first
        block.hover()
        block.get_by_role("button", name="Modifier la traduction").click()
        expect(self.field).to_be_focused()

    def type(self, text: str) -> None:
        self.field.fill("")
        self.field.press_sequentially(text)


@pytest.fixture(scope="module")
def preview(tmp_path_factory: pytest.TempPathFactory) -> Iterator[tuple[Path, Running]]:
    """A preview of a tiny publication, two of whose messages want work."""
    folder = tmp_path_factory.mktemp("desk") / "two-shores"
    root = in_part(Path(shutil.copytree(ROOTS / "two-shores", folder)))
    with running(root) as live:
        live.wait_for("Built in")
        yield root, live


@pytest.fixture
def at_work(preview: tuple[Path, Running], browser: Browser) -> Iterator[Translator]:
    """A translator before a page; the catalogs are as they were before."""
    root, live = preview
    catalogs = {path: path.read_bytes() for path in root.rglob("*.po")}
    page = root / "build/cache/live/fr/pages/shore.html"
    with visiting(browser, viewport=WINDOW, reduced_motion="reduce") as visit:
        translator = Translator(root, live, visit)
        translator.visit("shore.html")
        yield translator
        assert visit.foreign == []
        # What the server refuses on purpose is noted by the console as well.
        faults = [c for c in visit.complaints if "status of 4" not in c]
    assert faults == []
    changed = [path for path, data in catalogs.items() if path.read_bytes() != data]
    for path in changed:
        path.write_bytes(catalogs[path])
    while changed and b">Rive<" not in page.read_bytes():
        live.wait_for("Built in")  # or an earlier build, with what the test has saved


def test_sentences_are_corrected_in_the_page(at_work: Translator) -> None:
    desk, before = at_work, at_work.content
    # An outdated one: what changed, what was written for it, what the rules say while one types.
    desk.open("The tide is out")
    expect(desk.panel.locator("del").first).to_have_text("was")
    expect(desk.panel).to_contain_text("Périmé")
    expect(desk.field).to_have_value("La mer était basse.")
    desk.type("La mer est basse. Elle elle revient.")
    expect(desk.findings).to_contain_text("doubled-word")
    desk.type("La mer est basse. Elle revient à midi.")
    expect(desk.panel.get_by_text("Les règles ne trouvent rien.")).to_be_visible()
    desk.panel.get_by_label("À revoir (fuzzy)").uncheck()
    desk.field.press("Control+Enter")
    expect(desk.status).to_contain_text(f"Enregistré dans {CATALOG}.")
    expect(desk.block("La mer est basse. Elle revient à midi.")).to_be_visible()
    expect(desk.panel).to_contain_text("Traduit")
    expect(desk.field).to_be_focused()
    assert desk.is_the_same_page()
    assert "#, fuzzy" not in desk.content
    # And back.
    desk.field.press("Control+Shift+Backspace")
    expect(desk.status).to_have_text("Le dernier enregistrement est annulé.")
    expect(desk.block("The tide is out")).to_be_visible()
    assert desk.content == before
    # Onwards by keys: the next one that wants work is the missing one.
    desk.field.press("Control+Shift+Enter")
    expect(desk.panel.locator(".desk-state")).to_have_text("Manquant")
    expect(desk.field).to_be_focused()
    desk.type("Puis l’eau.")
    desk.field.press("Control+Enter")
    expect(desk.block("Puis l’eau.")).to_be_visible()
    desk.field.press("Alt+ArrowUp")
    expect(desk.field).to_have_value("D’abord le sable.")
    # A heading, which stands elsewhere in the page too.
    desk.panel.get_by_label("Afficher").select_option("all")
    desk.panel.get_by_label("Rechercher").fill("REVIENT *")
    desk.panel.get_by_role("button", name="Suivant", exact=True).click()
    expect(desk.field).to_have_value("Il revient *toujours*.")
    desk.panel.get_by_label("Rechercher").fill("marée basse")
    desk.panel.get_by_label("Rechercher").press("Enter")
    expect(desk.field).to_have_value(re.compile("Comme on dit"))
    for text in ("La mer était basse.", "Rive"):
        desk.field.press("Alt+ArrowUp")
        expect(desk.field).to_have_value(text)
    desk.type("Bord")
    desk.field.press("Control+Enter")
    expect(desk.page.get_by_role("heading", level=1, name="Bord")).to_be_visible()
    expect(desk.page.get_by_role("navigation").get_by_role("link", name="Bord")).to_be_attached()
    assert desk.is_the_same_page()
    desk.field.press("Escape")
    expect(desk.panel).to_be_hidden()
    expect(desk.page.get_by_role("button", name="Modifier la traduction").first).to_be_focused()


@contextlib.contextmanager
def holding(page: Page, pattern: str) -> Iterator[Callable[[], None]]:
    """Keep back what is asked for by addresses like *pattern*; yield what waits for the first."""
    held: list[Route] = []
    released = False

    def hold(route: Route) -> None:
        if released:
            route.continue_()
        else:
            held.append(route)

    def wait() -> None:
        while not held:
            page.wait_for_timeout(10)

    page.route(pattern, hold)
    yield wait
    released = True
    with page.expect_response(pattern):
        for route in held:
            route.continue_()
    page.unroute(pattern, hold)


def test_keyboard_keeps_its_place_while_the_page_changes(at_work: Translator) -> None:
    desk, page = at_work, at_work.page
    heading = page.get_by_role("heading", level=1)
    button = heading.get_by_role("button", name="Modifier la traduction")
    # Whoever closes the panel goes to the block: here the new text is there, and no button yet.
    desk.open("Rive")
    desk.type("Bord")
    with holding(page, "**/blocks?*") as wait:
        desk.field.press("Control+Enter")
        wait()
        expect(heading).to_contain_text("Bord")
        expect(button).to_have_count(0)
        desk.field.press("Escape")
        expect(desk.panel).to_be_hidden()
    expect(button).to_be_focused()
    # Here the old text still is.
    page.keyboard.press("Enter")
    expect(desk.field).to_be_focused()
    desk.type("Rivage")
    with holding(page, "**/shore.html") as wait:
        desk.field.press("Control+Enter")
        wait()
        desk.field.press("Escape")
        expect(button).to_be_focused()
        expect(heading).to_contain_text("Bord")
    expect(heading).to_contain_text("Rivage")
    expect(button).to_be_focused()
    # Others save as well, and the keyboard stays where it is: at a link that is replaced, ...
    link = page.get_by_role("navigation").get_by_role("link", name=re.compile("Rivage|Côte"))
    link.first.focus()
    edit(desk.catalog, '"Rivage"', '"Côte"')
    expect(link.first).to_have_text("Côte")
    expect(link.first).to_be_focused()
    # ... at a button of a block in which nothing changes, ...
    sand = desk.block("D’abord le sable").get_by_role("button", name="Modifier la traduction")
    sand.focus()
    with page.expect_response("**/blocks?*"):
        edit(desk.catalog, '"Côte"', '"Bord"')
    expect(heading).to_contain_text("Bord")
    expect(button).to_be_attached()
    expect(sand).to_be_focused()
    # ... where it has gone in the meantime, ...
    button.focus()
    with holding(page, "**/blocks?*") as wait:
        edit(desk.catalog, '"Bord"', '"Rive"')
        wait()
        expect(button).to_have_count(0)
        page.get_by_role("searchbox").first.focus()
    expect(button).to_be_attached()
    expect(page.get_by_role("searchbox").first).to_be_focused()
    assert desk.is_the_same_page()
    # ... and in a page that must be loaded anew, since a script has changed it.
    heading.evaluate("heading => heading.prepend('!')")
    button.focus()
    edit(desk.catalog, '"Rive"', '"Plage"')
    expect(heading).to_contain_text("Plage")
    expect(button).to_be_focused()
    assert not desk.is_the_same_page()


def test_panel_covers_no_text(at_work: Translator) -> None:
    desk, page = at_work, at_work.page
    desk.open("Rive")
    root, end = page.locator("html"), desk.block("The tide is out")
    expect(root).to_have_class(re.compile("desk-is-open"))

    def left() -> float:
        return float(page.evaluate("document.querySelector('.desk').getBoundingClientRect().left"))

    assert left() >= end.evaluate("text => text.getBoundingClientRect().right") > 0
    # A theme that goes by the width of the window alone.
    style = page.add_style_tag(content="main p { width: 70vw; }")
    page.set_viewport_size({"width": 1300, "height": 900})
    expect(root).to_have_class(re.compile("desk-is-below"))
    assert left() == 0
    style.evaluate("style => style.remove()")
    page.set_viewport_size({"width": 1301, "height": 900})
    expect(root).not_to_have_class(re.compile("desk-is-below|desk-for"))


#: What of an element of the desk can be seen, in pixels, within all that may hide it.
SEEN = """element => {
  let { top, bottom } = element.getBoundingClientRect();
  for (let around = element.parentElement; around; around = around.parentElement) {
    if (getComputedStyle(around).overflowY === "visible") continue;
    const box = around.getBoundingClientRect();
    [top, bottom] = [Math.max(top, box.top), Math.min(bottom, box.bottom)];
  }
  return Math.min(bottom, innerHeight) - Math.max(top, 0);
}"""


@pytest.mark.parametrize(("width", "height"), [(1280, 800), (1024, 600), (800, 500), (400, 700)])
def test_original_and_field_are_in_sight_together(
    at_work: Translator, width: int, height: int
) -> None:
    desk, page = at_work, at_work.page
    page.set_viewport_size({"width": width, "height": height})
    desk.open("The tide is out")
    # An outdated message has its original, what changed in it, and the earlier translation.
    original = desk.panel.locator(".desk-text").first
    assert original.evaluate(SEEN) >= 20
    assert desk.field.evaluate(SEEN) >= 60
    # Its sentence in the page is not behind the panel.
    sentence = desk.block("The tide is out").first.bounding_box()
    panel = desk.panel.bounding_box()
    assert sentence is not None
    assert panel is not None
    assert sentence["y"] + 20 <= panel["y"] or sentence["x"] + sentence["width"] <= panel["x"]
    assert sentence["width"] >= 320


def test_panel_that_is_closed_stays_closed(at_work: Translator) -> None:
    desk, page = at_work, at_work.page
    button = page.get_by_role("heading", level=1).get_by_role("button", name="Modifier")
    asked: list[str] = []
    page.on("request", lambda request: asked.append(request.url))
    desk.open("Rive")
    desk.type("Bord")
    for keys, held, never in (
        ("Shift", "check", "entry"),
        ("Alt+ArrowDown", "after", "entry"),
        ("Alt+ArrowDown", "entry", "next"),
        ("Control+Enter", "save", "next"),
        ("Control+Shift+Enter", "entry", "next"),
    ):
        with holding(page, f"**/desk/{held}*") as wait:
            desk.field.press(keys)
            wait()
            desk.field.press("Escape")
            expect(desk.panel).to_be_hidden()
            expect(button).to_be_focused()
            asked.clear()
        page.evaluate("() => new Promise((done) => requestAnimationFrame(done))")
        expect(desk.panel).to_be_hidden()
        assert not [address for address in asked if f"/desk/{never}?" in address]
        page.keyboard.press("Enter")
        expect(desk.field).to_be_focused()
        expect(desk.field).to_have_value("Bord")
    # What was saved waits for nobody.
    expect(desk.panel.get_by_role("button", name="Abandonner les modifications")).to_be_disabled()
    desk.type("Rive")
    save = desk.panel.get_by_role("button", name="Enregistrer", exact=True)
    save.focus()
    with holding(page, "**/desk/save*") as wait:
        page.keyboard.press("Enter")
        wait()
    expect(desk.status).to_contain_text("Enregistré")
    expect(save).to_be_focused()


def test_nothing_is_lost_and_nothing_unsafe_is_saved(at_work: Translator) -> None:
    desk, before = at_work, at_work.content
    desk.open("D’abord le sable")
    desk.type("`Le sable <https://evil.example>`_")
    expect(desk.findings).to_contain_text("Une construction refuse ceci")
    desk.field.press("Control+Enter")
    expect(desk.status).to_contain_text("Rien n’a été enregistré")
    assert desk.content == before
    # What is typed and not saved is there again when the page is, and can be dropped.
    desk.type("Le sable d’abord.")
    desk.page.once("dialog", lambda dialog: dialog.accept())
    desk.page.reload()
    expect(desk.field).to_have_value("Le sable d’abord.")
    # Somebody else has saved the file: the difference is shown, and nothing is written over.
    edit(desk.catalog, '"Rive"', '"Côte"')
    expect(desk.page.get_by_role("heading", level=1, name="Côte")).to_be_attached()
    expect(desk.field).to_have_value("Le sable d’abord.")
    desk.panel.get_by_role("button", name="Enregistrer", exact=True).click()
    expect(desk.status).to_contain_text("a changé entre-temps")
    expect(desk.status.locator("ins")).to_have_text(re.compile("Côte"))
    assert "Le sable d’abord." not in desk.content
    desk.status.get_by_role("button", name="Enregistrer la mienne par-dessus").click()
    expect(desk.block("Le sable d’abord.")).to_be_visible()
    assert '"Côte"' in desk.content
    # What was pressed has gone, and the keyboard is where one writes.
    expect(desk.field).to_be_focused()
    # A file that cannot be written, and one in a merge conflict.
    desk.catalog.chmod(0o444)
    desk.type("Le sable.")
    desk.field.press("Control+Enter")
    expect(desk.status).to_contain_text("est en lecture seule")
    desk.catalog.chmod(0o644)
    edit(desk.catalog, 'msgid "Shore"', '<<<<<<< HEAD\nmsgid "Shore"')
    desk.field.press("Control+Enter")
    expect(desk.status).to_contain_text("un conflit de fusion est resté dans le fichier")
    edit(desk.catalog, "<<<<<<< HEAD\n", "")
    desk.panel.get_by_role("button", name="Abandonner les modifications").click()
    expect(desk.field).to_have_value("Le sable d’abord.")


def test_field_knows_the_markup(at_work: Translator) -> None:
    desk = at_work
    desk.visit("crossing.html")
    desk.open("Le bac part")
    expect(desk.field).to_have_value("Le bac part de la :ref:`shore`. [#f]_")
    # A code is taken away whole, and put back by a key.
    desk.field.press("End")
    desk.field.press("Backspace")
    expect(desk.field).to_have_value("Le bac part de la :ref:`shore`. ")
    expect(desk.findings).to_contain_text("footnote")
    desk.field.press("Control+i")
    desk.field.press("2")
    expect(desk.field).to_have_value("Le bac part de la :ref:`shore`. [#f]_")
    desk.field.press("Control+z")
    expect(desk.field).to_have_value("Le bac part de la :ref:`shore`. ")
    # A sign that stands for nothing is not typed.
    desk.field.press("Control+i")
    desk.field.press("9")
    expect(desk.field).to_have_value("Le bac part de la :ref:`shore`. ")
    # Nothing is typed into one.
    desk.field.evaluate("area => area.setSelectionRange(22, 22)")
    desk.field.press("x")
    expect(desk.field).to_have_value("Le bac part de la :ref:`shore`x. ")
    desk.panel.get_by_label("Protéger le balisage").uncheck()
    desk.field.evaluate("area => area.setSelectionRange(22, 22)")
    desk.field.press("y")
    expect(desk.field).to_have_value("Le bac part de la :refy:`shore`x. ")
    # The marks of the country, around what is selected.
    desk.field.fill("rive")
    desk.field.press("Control+a")
    desk.panel.get_by_role("button", name="Guillemets « »").click()
    expect(desk.field).to_have_value("«\u00a0rive\u00a0»")
    desk.field.press("Control+i")
    desk.field.press("Space")
    expect(desk.field).to_have_value("«\u00a0rive\u00a0»\u00a0")


def test_all_messages_stand_in_two_columns(at_work: Translator) -> None:
    desk = at_work
    desk.page.get_by_role("link", name="Tous les messages en deux colonnes").click()
    rows = desk.page.locator(".desk-table tbody tr")
    expect(rows.first).to_be_visible()
    desk.page.get_by_label("Afficher").first.select_option("work")
    expect(rows).to_have_count(2)
    expect(rows.first).to_contain_text(TIDE)
    desk.page.get_by_text("Édition entière").first.click()
    expect(desk.page.get_by_text("crossing\u00a0: 100\u00a0% traduit")).to_be_visible()
    # A message of the theme, with plural forms.
    desk.page.get_by_label("Afficher").first.select_option("all")
    desk.page.get_by_label("Rechercher").first.fill("{number} result")
    expect(rows).to_have_count(1)
    rows.get_by_role("button", name="Modifier la traduction").click()
    expect(desk.panel.get_by_label("Traduction pour 0, 1")).to_have_value("{number} résultat")
    several = desk.panel.get_by_label("Traduction pour 2, 3, 4, 5 …")
    several.fill("{number} réponses")
    several.press("Control+Enter")
    expect(desk.status).to_contain_text("theme.po")
    theme = desk.catalog.with_name("theme.po").read_text(encoding="utf-8")
    assert 'msgstr[1] "{number} réponses"' in theme
    # The keyboard goes back to its row; where that is not asked for any more, to the question.
    several.press("Escape")
    expect(rows.get_by_role("button", name="Modifier la traduction")).to_be_focused()
    search = desk.page.get_by_label("Rechercher").first
    search.fill("{number} résultat")
    expect(rows).to_have_count(1)
    rows.get_by_role("button", name="Modifier la traduction").click()
    expect(several).to_have_value("{number} réponses")
    several.press("Escape")
    edit(desk.catalog.with_name("theme.po"), "{number} résultat", "{number} réponse")
    expect(rows).to_have_count(0)
    expect(search).to_be_focused()
    search.fill("{number} result")
    rows.get_by_role("button", name="Modifier la traduction").click()
    expect(several).to_be_visible()
    for width in (1280, 375):
        desk.page.set_viewport_size({"width": width, "height": 800})
        assert violations(desk.page) == []


def test_desk_is_accessible(at_work: Translator) -> None:
    desk = at_work
    desk.open("The tide is out")
    for width in (1280, 375):
        desk.page.set_viewport_size({"width": width, "height": 800})
        assert desk.page.evaluate(BEYOND) == []
        for scheme in ("light", "dark"):
            desk.page.emulate_media(color_scheme=scheme)
            assert violations(desk.page) == [], (width, scheme)
    # What is pressed by a mouse is reached by Tab.
    buttons = desk.panel.get_by_role("button").all()
    assert all(button.evaluate("b => b.tabIndex === 0 && b.type !== 'reset'") for button in buttons)
