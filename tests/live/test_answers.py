"""What the desk answers, and what it refuses: asked as a page, and as an attacker would."""

from __future__ import annotations

import json
import shutil
from pathlib import Path
from typing import Any

import pytest

from editions.catalogs.merging import MergeOutcome
from editions.catalogs.projects import project_of
from editions.catalogs.reading import read_catalog
from editions.live.answers import MAX_BYTES
from editions.live.desk import Desk
from editions.live.hub import Hub
from editions.live.preview import Preview
from editions.live.server import Site
from editions.live.session import examine
from editions.workflows.sphinx_run import load_publication
from editions.workflows.update import extract_messages, merge_catalogs
from tests.building import in_part
from tests.conftest import ROOTS
from tests.live.test_server import HERE, PORT, Client

CATALOG = "locale/fr/LC_MESSAGES/shore.po"
JSON = ("content-type", "application/json")
ORIGIN = ("origin", f"http://{HERE}")


class DeskClient(Client):
    """Asks a desk as its pages do."""

    def __init__(self, root: Path, code: str = "fr") -> None:
        publication = load_publication(root)
        preview, hub = Preview(publication, publication.edition(code)), Hub()
        self.root = root
        self.desk = Desk(preview, hub, {})
        hub.findings = examine(publication, preview.edition)
        self.desk.refresh()
        super().__init__(Site(preview, hub, self.desk, PORT))

    def get(self, address: str) -> Any:
        return json.loads(self.ask(f"/-live/desk/{address}"))

    def post(self, name: str, content: object = None, headers: Any = None) -> Any:
        sent = headers or [("host", HERE), ORIGIN, JSON, self.token]
        body = json.dumps(content).encode()
        answer = self.ask(f"/-live/desk/{name}", "POST", sent, body)
        return json.loads(answer) if answer.startswith("{") else answer

    def row(self, source: str) -> dict[str, Any]:
        (row,) = (r for r in self.get("rows")["rows"] if r["source"] == source)
        assert isinstance(row, dict)
        return row

    def entry(self, source: str) -> dict[str, Any]:
        row = self.row(source)
        entry = self.get(f"entry?of={row['domain']}&id={row['id']}")
        assert isinstance(entry, dict)
        return entry

    def draft(self, source: str, *msgstrs: str, **changed: Any) -> dict[str, Any]:
        entry = self.entry(source)
        names = {name: entry[name] for name in ("domain", "id", "base", "fuzzy", "comments")}
        return {**names, "msgstrs": list(msgstrs), **changed}

    @property
    def content(self) -> str:
        return (self.root / CATALOG).read_text(encoding="utf-8")


@pytest.fixture
def client(two_shores: Path) -> DeskClient:
    return DeskClient(in_part(two_shores))


@pytest.fixture(scope="module")
def guarded(tmp_path_factory: pytest.TempPathFactory) -> DeskClient:
    """A desk that nobody gets past: its files never change."""
    folder = tmp_path_factory.mktemp("guarded") / "two-shores"
    return DeskClient(in_part(Path(shutil.copytree(ROOTS / "two-shores", folder))))


def test_sentence_is_corrected_and_put_back(client: DeskClient) -> None:
    before = client.content
    entry = client.entry("The tide is out. It comes back at noon.")
    assert (entry["state"], entry["line"], entry["undo"]) == ("outdated", 23, 0)
    difference = [p["text"] for p in entry["previous"]["difference"] if p["side"] == "old"]
    assert difference == ["was"]
    draft = client.draft(
        "The tide is out. It comes back at noon.", "La mer est basse.", fuzzy=False
    )
    assert client.post("check", draft)["findings"]
    saved = client.post("save", draft)
    assert (client.status, saved["status"], saved["undo"]) == (200, "saved", 1)
    assert client.content == before.replace('#, fuzzy\n#| msgid "The tide was out."\n', "").replace(
        "La mer était basse.", "La mer est basse."
    )
    undone = client.post("undo")
    assert (undone["status"], undone["undo"], undone["domain"]) == ("saved", 0, "shore")
    assert client.content == before
    assert client.post("undo")["status"] == "nothing"


def test_saves_of_an_earlier_preview_are_taken_back(client: DeskClient) -> None:
    before = client.content
    assert client.post("save", client.draft("Shore", "Côte"))["undo"] == 1
    following = DeskClient(client.root)
    assert following.entry("Shore")["undo"] == 1
    assert following.post("undo")["status"] == "saved"
    assert following.content == before
    # Somebody has changed the entry after the preview ended: that stays.
    following.post("save", following.draft("Shore", "Côte"))
    path = client.root / CATALOG
    path.write_text(client.content.replace("Côte", "Bord"), encoding="utf-8")
    last = DeskClient(client.root)
    assert last.post("undo")["status"] == "changed-meanwhile"
    assert "Bord" in last.content


def test_page_that_goes_away_while_it_sends_is_no_error_of_ours(guarded: DeskClient) -> None:
    headers = [("host", HERE), ORIGIN, JSON, guarded.token]
    guarded.ask("/-live/desk/save", "POST", headers, b'{"domain"', leaves=True)
    assert guarded.status == 400


def test_what_is_refused_says_why(client: DeskClient) -> None:
    before = client.content
    draft = client.draft("Shore", "`Rive <https://evil.example>`_")
    (finding,) = (f for f in client.post("check", draft)["findings"] if f["refused"])
    refused = client.post("save", draft)
    assert (client.status, refused["status"]) == (422, "refused")
    assert refused["reasons"] == [finding["message"]]
    assert client.content == before


def test_changed_file_is_not_written_over(client: DeskClient) -> None:
    draft = client.draft("Shore", "Bord")
    path = client.root / CATALOG
    path.write_text(client.content.replace('"Rive"', '"Côte"'), encoding="utf-8")
    outcome = client.post("save", draft)
    assert (client.status, outcome["status"]) == (409, "changed-meanwhile")
    assert {"text": 'msgstr "Côte"', "sign": "+"} in outcome["difference"]
    assert 'msgstr "Côte"' in client.content


def test_catalog_in_a_merge_conflict_is_named(client: DeskClient) -> None:
    row = client.row("Shore")
    path = client.root / CATALOG
    path.write_text(client.content + "\n>>>>>>> theirs\n", encoding="utf-8")
    answer = client.get(f"entry?of={row['domain']}&id={row['id']}")
    assert client.status == 409
    assert "un conflit de fusion est resté" in answer["findings"][0]["message"]
    assert answer["findings"][0]["place"].startswith(f"{CATALOG}:")
    # The other catalogs are still there.
    assert client.get("rows")["total"] > 0


def test_rows_and_the_next_one(client: DeskClient) -> None:
    work = client.get("rows?want=work")
    assert [row["source"] for row in work["rows"]] == [
        "The tide is out. It comes back at noon.", "Then the water.",
    ]  # fmt: skip
    assert [c["percent"] for c in work["catalogs"] if c["domain"] == "crossing"] == [100]
    first, second = work["rows"]
    after = client.get(f"next?want=work&of=shore&id={first['id']}")["row"]
    assert after == second
    assert client.get("rows?search=MIDI")["total"] == 0
    theme = client.get("rows?domain=theme&search=Skip")["rows"]
    assert "Aller au contenu" in [row["target"] for row in theme]  # a catalog as any other


@pytest.mark.parametrize("has_own", [True, False])
def test_word_of_the_package_is_said_in_another_way(client: DeskClient, has_own: bool) -> None:
    path = client.root / "locale/fr/LC_MESSAGES/theme.po"
    if not has_own:
        path.unlink()
    before = path.read_bytes() if has_own else None
    row = client.row("Data")
    assert (row["domain"], row["target"], row["state"]) == ("theme", "Données", "current")
    draft = client.draft("Data", "Chiffres")
    assert client.post("save", draft)["status"] == "saved"
    publication = load_publication(client.root)
    french = publication.edition("fr")
    own = read_catalog(path, client.root)
    assert [e.msgstr for e in own if e.msgid == "Data"] == ["Chiffres"]
    assert own.header["Language"] == "fr_FR"
    (merge,) = merge_catalogs(project_of(publication, [french]), extract_messages(publication))
    (theme,) = (catalog for catalog in merge.catalogs if catalog.domain == "theme")
    assert "Chiffres" in theme.after.text  # an update keeps it
    if not has_own:
        assert theme.outcome is MergeOutcome.UNCHANGED
    assert client.row("Data")["target"] == "Chiffres"
    assert client.post("undo")["status"] == "saved"
    assert (path.read_bytes() if path.exists() else None) == before


def test_source_edition_edits_nothing(two_shores: Path) -> None:
    client = DeskClient(two_shores, "en")
    assert client.get("about")["edits"] is False
    assert client.get("rows")["rows"] == []
    client.get("entry?of=shore&id=0")
    assert client.status == 404
    draft = {"domain": "shore", "id": "0", "base": "", "msgstrs": ["x"], "fuzzy": False}
    before = client.content
    client.post("save", draft | {"comments": ""})
    assert client.status == 409
    assert client.content == before


# Attacks.

SAVE = ("save", "POST")
ADDRESSES = [
    SAVE, ("undo", "POST"), ("check", "POST"), ("about", "GET"), ("rows", "GET"),
    ("next", "GET"), ("before", "GET"), ("after", "GET"), ("entry?of=shore&id=0", "GET"),
]  # fmt: skip


@pytest.mark.parametrize(("name", "method"), ADDRESSES)
def test_strangers_get_nothing(guarded: DeskClient, name: str, method: str) -> None:
    host, token = ("host", HERE), guarded.token
    foreign = [
        [host, ORIGIN, JSON],  # a page of this machine that has not read a page of the preview
        [host, ORIGIN, JSON, (token[0], "")],
        [host, ORIGIN, JSON, (token[0], token[1][:-1])],
        [host, ORIGIN, JSON, (token[0], f"{token[1]}x")],
        [host, ORIGIN, JSON, (token[0], "é")],
        [host, ORIGIN, JSON, token, (token[0], "x")],
        [host, ORIGIN, JSON, ("cookie", f"{token[0]}={token[1]}")],
        [("host", f"evil.example:{PORT}"), ORIGIN, JSON, token],  # a name that was bound anew
        [("host", f"127.0.0.1.evil.example:{PORT}"), ORIGIN, JSON, token],
        [("host", "127.0.0.1"), ORIGIN, JSON, token],
        *(
            [("host", f"{name}:{PORT}"), ORIGIN, JSON, token]
            for name in (
                "LOCALHOST",
                "localhost.",
                "[::1]",
                "[::ffff:7f00:1]",
                "127.1",
                "2130706433",
            )
        ),
        [("host", f"127.0.0.1:0{PORT}"), ORIGIN, JSON, token],
        [("host", f"{HERE}@evil.example"), ORIGIN, JSON, token],
        [host, ("referer", f"http://{HERE}/?{token[1]}"), ORIGIN, JSON],
        [host, ("origin", "https://evil.example"), JSON, token],
        [host, ("origin", "null"), JSON, token],
        [host, ("origin", f"http://127.0.0.1:{PORT + 1}"), JSON, token],
    ]
    for headers in foreign:
        guarded.ask(f"/-live/desk/{name}", method, headers, b"{}")
        assert guarded.status == 403, headers
    # The token in the address is none: addresses are kept, and sent on.
    join = "&" if "?" in name else "?"
    guarded.ask(f"/-live/desk/{name}{join}{token[0]}={token[1]}", method, foreign[0], b"{}")
    assert guarded.status == 403


@pytest.mark.parametrize("name", ["save", "undo", "check"])
def test_what_changes_files_wants_an_origin_and_a_form_of_its_own(
    guarded: DeskClient, name: str
) -> None:
    guarded.post(name, {}, [("host", HERE), JSON, guarded.token])
    assert guarded.status == 403
    for method in ("GET", "HEAD", "PUT", "DELETE", "OPTIONS", "PATCH"):
        guarded.ask(f"/-live/desk/{name}", method, [("host", HERE), ORIGIN, guarded.token])
        assert guarded.status in (404, 405), method
    for kind in ("text/plain", "application/x-www-form-urlencoded", "multipart/form-data", ""):
        sent = [("host", HERE), ORIGIN, ("content-type", kind), guarded.token]
        guarded.post(name, {}, sent)
        assert guarded.status == 415, kind


@pytest.mark.parametrize(
    "body",
    [b"", b"{", b"\xff", b"[" * 200_000, b"NaN", b'"x"', b"{}", b'{"domain": "shore"}'],
)
def test_what_is_no_draft_is_refused(guarded: DeskClient, body: bytes) -> None:
    sent = [("host", HERE), ORIGIN, JSON, guarded.token]
    before = guarded.content
    guarded.ask("/-live/desk/save", "POST", sent, body)
    assert guarded.status == 400
    guarded.ask("/-live/desk/save", "POST", sent, b" " * (MAX_BYTES + 1))
    assert guarded.status == 413
    assert guarded.content == before


@pytest.mark.parametrize(
    "domain", ["../shore", "/etc/passwd", "shore.po", "shore\0", "%2e%2e/shore", "", "x" * 9000]
)
def test_no_other_file_is_read_or_written(guarded: DeskClient, domain: str) -> None:
    draft = guarded.draft("Shore", "Bord")
    files = {path: path.read_bytes() for path in guarded.root.rglob("*.po")}
    for name in ("save", "check"):
        guarded.post(name, {**draft, "domain": domain})
        assert guarded.status in (400, 404, 409)
    guarded.get(f"entry?of={domain}&id={draft['id']}".replace("\0", "%00"))
    assert guarded.status == 404
    assert {path: path.read_bytes() for path in guarded.root.rglob("*.po")} == files


def test_wrong_questions_are_refused(guarded: DeskClient) -> None:
    for query in ("want=everything", f"search={'x' * 501}"):
        guarded.get(f"rows?{query}")
        assert guarded.status == 400
    for query in ("", "of=shore", "of=shore&id=zz", "id=0"):
        guarded.get(f"entry?{query}")
        assert guarded.status == 404
    guarded.post("save", guarded.draft("Shore", "a", "b"))
    assert guarded.status == 400


def test_other_pages_cannot_show_or_load_what_is_served(guarded: DeskClient) -> None:
    for path in ("/-live/preview.js", "/-live/desk/about", "/fr/shore.html", "/nowhere"):
        guarded.ask(path)
        assert guarded.headers["x-frame-options"] == "SAMEORIGIN"
        assert guarded.headers["cross-origin-resource-policy"] == "same-origin"
        assert guarded.headers["x-content-type-options"] == "nosniff"
        assert "access-control-allow-origin" not in guarded.headers
    guarded.ask("/-live/preview.js", headers=[("host", "evil.example")])
    assert guarded.headers["cross-origin-resource-policy"] == "same-origin"
