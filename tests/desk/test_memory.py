"""What was translated before."""

from __future__ import annotations

from pathlib import Path

from editions.catalogs.reading import read_catalog
from editions.desk.memory import remember
from tests.catalogs import write_catalog

LONG = "The ferry leaves the northern shore twice a day."
OBSOLETE = '#~ msgid "Shores"\n#~ msgstr "Rives"\n'


def entry(msgid: str, msgstr: str, before: str = "") -> str:
    return f'{before}msgid "{msgid}"\nmsgstr "{msgstr}"\n\n'


def test_same_and_similar_messages_are_found(tmp_path: Path) -> None:
    texts = {
        "a": entry(LONG, "Le bac part.") + entry("Shore", "Rive") + entry("Isle", ""),
        "b": entry(LONG, "Le bac part.") + entry(LONG.replace("twice", "once"), "Une fois.")
        + entry("The shore", "La rive") + entry("Harbour", "Port", "#, fuzzy\n")
        + entry("Shore", "Bord", 'msgctxt "x"\n') + OBSOLETE,
    }  # fmt: skip
    catalogs = {
        name: read_catalog(write_catalog(tmp_path / f"{name}.po", text), tmp_path)
        for name, text in texts.items()
    }
    memory = remember(catalogs, {"old.tmx": {LONG: "Le bac quitte la rive.", "Tide": "Marée"}})

    def found(domain: str, msgid: str, msgctxt: str | None = None) -> list[tuple[str, int, str]]:
        return [
            (s.message.target, int(s.likeness * 100), s.message.place)
            for s in memory.find(domain, msgctxt, msgid)
        ]

    same, *others = found("a", LONG)
    assert same == ("Le bac part.", 100, "b.po:4")  # not its own entry
    assert others[0] == ("Le bac quitte la rive.", 100, "old.tmx")
    assert others[1][0] == "Une fois."
    assert 60 <= others[1][1] < 100
    assert [t for t, _, _ in found("a", "Shore")] == ["Bord", "La rive"]
    assert [t for t, _, _ in found("b", "Shore", "x")] == ["Rive", "La rive"]
    assert found("a", "Tide") == [("Marée", 100, "old.tmx")]
    assert found("a", "Harbour") == []
    assert found("a", "") == []


def test_few_of_many_are_shown(tmp_path: Path) -> None:
    text = "".join(entry(f"{LONG} {n}", f"Bac {n}") for n in range(600))
    catalog = read_catalog(write_catalog(tmp_path / "a.po", text), tmp_path)
    found = remember({"a": catalog}, {}).find("b", None, f"{LONG} 599")
    assert len(found) == 5
    assert (found[0].message.target, found[0].likeness) == ("Bac 599", 1)
