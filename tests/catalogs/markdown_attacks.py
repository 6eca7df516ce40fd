"""The attacks of ``hostile_markdown.toml``: a document in Markdown each, and its translation."""

from __future__ import annotations

import re
import shutil
import tomllib
from collections.abc import Iterable
from dataclasses import dataclass
from pathlib import Path

from babel.messages.pofile import escape

from tests.catalogs import write_catalog
from tests.catalogs.attacks import CANARY

FOLDER = Path(__file__).parent
ROOT = FOLDER.parent / "roots" / "hostile-markdown"
HEADER = 'msgid ""\nmsgstr ""\n"Language: fr\\n"\n"Content-Type: text/plain; charset=UTF-8\\n"\n\n'

#: The source of a message, where that is not the message itself.
BLOCKS = {
    "Ebb & flow": "## Ebb & flow",
    "Height": "| Height | Width |\n| ------ | ----- |\n| one    | two   |",
    "Ebb": "Ebb\n: The sea falls.",
    "Mind the gap.": ":::{note}\nMind the gap.\n:::",
    "Mind the step.": "```{admonition} Steps\nMind the step.\n```",
    "An *rst* word.": "```{eval-rst}\nAn *rst* word.\n```",
    "The quay.": "```{figure} boat.png\n:alt: A quay\n\nThe quay.\n```",
    "A word[^n].": "A word[^n].\n\n[^n]: The text of the note.",
    "The text of the note.": "A word[^n].\n\n[^n]: The text of the note.",
    "See [the map][map].": "See [the map][map].\n\n[map]: https://tides.example/map",
    "See [below](#ebb).": "See [below](#ebb).\n\n## Ebb\n\nIt falls.",
    "print('tide')": "```python\nprint('tide')\n```",
    "An item.": "- An item.",
    "A task.": "- [ ] A task.",
    "A quotation.": "> A quotation.",
    "Pilot": ":Pilot: A name.",
    "A boat": "![A boat](boat.png)",
}
_REPEAT = re.compile(r"@REPEAT (\d+) ([^@]*)@")


@dataclass(frozen=True)
class Attack:
    """One attack."""

    name: str
    #: What it tries, in words: ``Tries …``.
    tries: str
    #: The translation; ``@CASE@`` is its name, ``@URL@`` a server, ``@REPEAT 9 x@`` nine letters.
    msgstr: str
    #: The rule that refuses it; ``dropped``, or ``harmless`` where it is published as text.
    expect: str
    msgid: str = "The tide is out."
    #: What it does to plain Sphinx; empty where that is not tried.
    plain: str = ""

    def text(self, server: str) -> str:
        """Return the translation as it is written into the catalog."""
        text = self.msgstr.replace("@CASE@", self.name).replace("@URL@", server)
        return _REPEAT.sub(lambda match: match[2] * int(match[1]), text)


def load_attacks() -> tuple[Attack, ...]:
    """Return every attack."""
    data = tomllib.loads((FOLDER / "hostile_markdown.toml").read_text(encoding="utf-8"))
    return tuple(Attack(**attack) for attack in data["attack"])


def make_project(folder: Path, attacks: Iterable[Attack], server: str) -> Path:
    """Write a project with a document and a catalog for each of *attacks*; return its folder."""
    root = Path(shutil.copytree(ROOT, folder / "project"))
    secret = folder / "secret"
    secret.mkdir()
    (secret / "canary.txt").write_text(f"{CANARY}\n", encoding="utf-8")
    (secret / "canary.png").write_bytes((ROOT / "boat.png").read_bytes() + CANARY.encode())
    for attack in attacks:
        block = BLOCKS.get(attack.msgid, attack.msgid)
        (root / f"{attack.name}.md").write_text(f"# Attack\n\n{block}\n", encoding="utf-8")
        entry = f"msgid {escape(attack.msgid)}\nmsgstr {escape(attack.text(server))}\n"
        write_catalog(root / "locale/fr/LC_MESSAGES" / f"{attack.name}.po", entry, HEADER)
    return root
