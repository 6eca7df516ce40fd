"""What is no text for readers: out of the messages, and back where it was."""

from __future__ import annotations

from pathlib import Path
from types import SimpleNamespace

import pytest
from docutils import nodes
from docutils.utils import new_document

from editions.findings import Finding
from editions.translations.loading import LoadedCatalogs
from editions.translations.transforms import KeepCode, KeepMetadata, KeepNames
from tests.catalogs import write_catalog

CATALOG = r"""msgid "Tides"
msgstr "Marées"

msgid "width=device-width"
msgstr "width=1"

msgid "index"
msgstr "index"

msgid "x + y"
msgstr "x + y\\,"

msgid "a + b"
msgstr "b + a \\input{file}"

#, fuzzy
msgid "noindex"
msgstr "nofollow"
"""


class Noting(LoadedCatalogs):
    """Catalogs that keep what is noted."""

    def __init__(self, root: Path) -> None:
        super().__init__()
        self.root = root
        self.noted: list[Finding] = []

    def note(self, docname: str, finding: Finding) -> None:
        self.noted.append(finding)


@pytest.fixture
def catalogs(tmp_path: Path) -> Noting:
    write_catalog(tmp_path / "page.po", CATALOG)
    loaded = Noting(tmp_path)
    loaded.admit([tmp_path], fuzzy=False)
    loaded.findings = ()
    return loaded


def document(*children: nodes.Node, editions: tuple[str, ...] = ("en",)) -> nodes.document:
    """Return a document that Sphinx reads for some editions."""
    found = new_document("page")
    env = SimpleNamespace(docname="page", config=SimpleNamespace(editions=editions))
    found.settings.env = SimpleNamespace(**vars(env), app=SimpleNamespace(config=env.config))
    found += list(children)
    return found


def meta(name: str, content: str, **attributes: str) -> nodes.meta:
    return nodes.meta("", name=name, content=content, translatable=True, **attributes)


def keep_code(page: nodes.document, catalogs: Noting) -> None:
    """Apply the transform as it is registered: with the catalogs."""
    type("Keep", (KeepCode,), {"translations": catalogs})(page).apply()


@pytest.mark.parametrize(("editions", "kept"), [(("en",), False), ((), None)])
def test_names_are_no_messages_of_a_publication(
    editions: tuple[str, ...], kept: bool | None
) -> None:
    name, word, plain = (nodes.paragraph("", "Quay") for _ in range(3))
    inline = nodes.emphasis("", "Quay")
    word += inline
    block = nodes.container("", name, word, classes=["notranslate"])
    KeepNames(document(block, plain, editions=editions)).apply()
    assert [name.get("translatable"), word.get("translatable")] == [kept, kept]
    assert [plain.get("translatable"), inline.get("translatable")] == [None, None]


def test_metadata_for_machines_keep_their_content_and_are_no_messages(catalogs: Noting) -> None:
    words = meta("description", "Tides")
    machines = [
        meta("viewport", "width=device-width"),
        meta("", "index", **{"http-equiv": "page"}),
        meta("robots", "noindex"),
    ]
    page = document(words, *machines)
    keep_code(page, catalogs)
    assert [node["content"] for node in (words, *machines)] == ["Tides", "", "", ""]
    # One of them says the same, and one is not published.
    assert [(f.file, f.line, f.rule) for f in catalogs.noted] == [("page.po", 7, "unsafe-markup")]
    KeepMetadata(page).apply()
    contents = ["Tides", "width=device-width", "index", "noindex"]
    assert [node["content"] for node in (words, *machines)] == contents
    assert [KeepMetadata.KEPT in node for node in (words, *machines)] == [False] * 4


def test_html_is_no_message_and_a_formula_only_with_a_sound_translation(catalogs: Noting) -> None:
    raw = nodes.raw("<b>", "<b>", format="html", translatable=True)
    formulas = [nodes.math_block(text, text) for text in ("x + y", "a + b", "c")]
    keep_code(document(raw, *formulas), catalogs)
    assert raw["translatable"] is False
    assert [node.get("translatable") for node in formulas] == [None, False, None]
    assert [f.rule for f in catalogs.noted] == ["unsafe-math"]
