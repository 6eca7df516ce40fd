"""The attacks under ``hostile``: a project of a document each, and what to look for in it."""

from __future__ import annotations

import os
import re
import shutil
import tomllib
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from io import BytesIO
from pathlib import Path

from babel.messages.catalog import Catalog
from babel.messages.mofile import write_mo

from tests.catalogs import HEADER

FOLDER = Path(__file__).parent / "hostile"
ROOT = Path(__file__).parent.parent / "roots" / "hostile"

#: What stands in the file of this machine that nobody may publish.
CANARY = "canary-d41f2b"

#: Source of each message, by the words that tell it: what a document of an attack is made of.
BLOCKS = {
    "The tide is out.": "The tide is out.",
    "It comes back": "It comes back at noon.",
    "See `the table": "See `the table <https://tides.example/table>`_ of :ref:`the sea <sea>`.",
    "The depth is": "The depth is :math:`x` fathoms.",
    "x + y": ".. math::\n\n   x + y",
    "Take :download:": "Take :download:`the data <data.txt>` home.",
    "A boat": ".. image:: boat.png\n   :alt: A boat",
    ".. image:: boat.png": ".. image:: boat.png\n   :alt: A ship",
    "The harbour.": ".. figure:: boat.png\n   :alt: A quay\n\n   The harbour.",
    "Height": "======  =====\nHeight  Width\n======  =====\none     two\n======  =====",
    "Ebb": "Ebb\n   The sea falls.",
    "print('tide')": "::\n\n   print('tide')",
    "<b>raw</b>": ".. raw:: html\n\n   <b>raw</b>",
    "current": ".. index:: single: current",
    "All about tides": ".. meta::\n   :description: All about tides",
    "5; url=": ".. meta::\n   :http-equiv=refresh: 5; url=https://tides.example/",
    "A :raw-html:": "A :raw-html:`<br>` break.",
    "Read on_": (
        "Read on_ and there__.\n\n.. _on: https://tides.example/on\n\n__ https://tides.example/there"
    ),
    "Neap tide": ".. glossary::\n\n   Neap tide\n      The sea hardly moves.",
    "all, noimageindex": ".. meta::\n   :robots: all, noimageindex",
    "default-src": ".. meta::\n   :http-equiv=Content-Security-Policy: default-src 'self'",
    "Sum of the sea.": ".. default-role:: math\n\nSum of the sea.",
    "Files of the sea.": ".. default-role:: download\n\nFiles of the sea.",
    "_`Anchor`": "_`Anchor` of the boat.",
    "The text of the note.": "A word [#n]_.\n\n.. [#n] The text of the note.",
    "A word [#n]_": "A word [#n]_.\n\n.. [#n] A note.",
    "The |vessel|": (
        "The |vessel| draws :math:`x` fathoms.\n\n.. |vessel| replace:: ship\n"
        ".. _vessel: https://tides.example/vessel"
    ),
    "See :numref:": "See :numref:`Figure %s <quay>`.",
    "Look at :numref:": "Look at :numref:`Figure {number}: {name} <quay>`.",
    "Compare :numref:": "Compare :numref:`quay`.",
    "Either :math:": "Either :math:`\\begin{cases} a \\end{cases}` holds.",
    "Half of :math:": "Half of :math:`\\frac{a}{b} \\& 5\\% \\# \\$` passes.",
    "x + \\begin": ".. math::\n\n   x + \\begin{cases} a & b \\end{cases}",
    "The :index:`moon`": "The :index:`moon` rises.",
    "The :index:`stars": "The :index:`stars <single: stars; night>` rise.",
}

_REPEAT = re.compile(rb"@REPEAT (\d+) ([^@]*)@")
_STAIRS = re.compile(rb"@STAIRS (\d+)@")


@dataclass(frozen=True)
class Attack:
    """One attack; ``hostile/attacks.toml`` says what its fields mean."""

    name: str
    tries: str
    expect: str
    plain: str = ""
    domain: str = ""
    make: str = ""
    message: str = ""
    translation: str = ""

    @property
    def title(self) -> str:
        """What its document is called."""
        return "Attack"


def load_attacks() -> tuple[Attack, ...]:
    """Return every attack of the manifest."""
    names = ("attacks.toml", "translations.toml")
    tables = [tomllib.loads((FOLDER / name).read_text(encoding="utf-8")) for name in names]
    return tuple(Attack(**attack) for table in tables for attack in table["attack"])


@dataclass(frozen=True)
class Project:
    """A project under attack."""

    root: Path
    #: Address of a server that must hear nothing.
    server: str

    @property
    def secret(self) -> Path:
        """The file of this machine that nobody may publish."""
        return self.root.parent / "secret" / "canary.txt"

    @property
    def picture(self) -> Path:
        """The same as a picture."""
        return self.root.parent / "secret" / "canary.png"

    @property
    def catalogs(self) -> Path:
        """Where the catalogs lie."""
        return self.root / "locale" / "fr" / "LC_MESSAGES"

    def catalog(self, attack: Attack) -> Path:
        """Return where the catalog of an attack lies."""
        return self.catalogs / f"{attack.domain or attack.name}.po"


def make_project(folder: Path, attacks: Iterable[Attack], server: str) -> Project:
    """Write a project with a document and a catalog for each of *attacks*."""
    project = Project(Path(shutil.copytree(ROOT, folder / "project")), server)
    project.catalogs.mkdir(parents=True)
    project.secret.parent.mkdir()
    project.secret.write_text(f"{CANARY}\n", encoding="utf-8")
    picture = (ROOT / "boat.png").read_bytes()
    project.picture.write_bytes(picture + CANARY.encode())
    for attack in attacks:
        content = place_attack(project, attack)
        if not attack.domain:
            blocks = [text for words, text in BLOCKS.items() if _escaped(words) in content]
            blocks = blocks or [BLOCKS["The tide is out."]]
            text = f"{attack.title}\n{'=' * len(attack.title)}\n\n" + "\n\n".join(blocks) + "\n"
            (project.root / f"{attack.name}.rst").write_text(text, encoding="utf-8")
    return project


def _escaped(text: str) -> str:
    for char, name in (("\\", "\\\\"), ('"', '\\"'), ("\t", "\\t"), ("\f", "\\f")):
        text = text.replace(char, name)
    return text


def place_attack(project: Project, attack: Attack) -> str:
    """Put the catalog of *attack* in its place; return what stands in it."""
    path = project.catalog(attack)
    if attack.make:
        kind, _, argument = attack.make.partition(":")
        make_file(project, path, kind, argument)
        return ""
    data = fill(project, attack, read_attack(attack))
    if path.exists():  # several attacks on one domain
        data = path.read_bytes() + b"\n" + data.partition(b"\n\n")[2]
    path.write_bytes(data)
    return data.decode("utf-8", "replace")


def read_attack(attack: Attack) -> bytes:
    """Return the catalog of an attack, with what is not known before a test runs."""
    if not attack.translation:
        return (FOLDER / f"{attack.name}.po").read_bytes()
    entry = f'msgid "{_escaped(attack.message)}"\nmsgstr "{_escaped(attack.translation)}"\n'
    return f"{HEADER}\n{entry}".encode()


def fill(project: Project, attack: Attack, data: bytes) -> bytes:
    """Put what is known only now into the file of an attack."""
    data = _REPEAT.sub(lambda match: match[2] * int(match[1]), data)
    data = _STAIRS.sub(
        lambda match: b"\\n".join(b" " * (2 * n) + b"- x" for n in range(int(match[1]))), data
    )
    for name, value in (
        # Sphinx takes a path that begins with a slash for one in the project.
        ("SECRET", "../secret/canary.txt"),
        ("PICTURE", "../secret/canary.png"),
        ("URL", project.server),
        ("CASE", attack.name),
    ):
        data = data.replace(f"@{name}@".encode(), value.encode())
    return data


def make_file(project: Project, path: Path, kind: str, argument: str) -> None:
    """Make what cannot be kept in a repository."""
    if kind == "link":
        path.symlink_to(argument)
    elif kind == "secret":
        path.symlink_to(project.secret)
    elif kind == "pipe":
        os.mkfifo(path)
    elif kind == "folder":
        path.mkdir()
    elif kind == "large":
        path.write_text(HEADER, encoding="utf-8")
        os.truncate(path, int(argument))
    elif kind == "entries":
        entries = "".join(f'msgid "{n}"\nmsgstr "m"\n' for n in range(int(argument)))
        path.write_text(HEADER + entries, encoding="utf-8")
    elif kind == "lines":
        path.write_text(f'{HEADER}msgid "a"\nmsgstr ""\n' + '"b"\n' * int(argument), "utf-8")
    elif kind == "errors":
        path.write_text(HEADER + "x\n" * int(argument), encoding="utf-8")
    elif kind == "compiled":
        catalog = Catalog()
        catalog.add("The tide is out.", ".. include:: ../secret/canary.txt")
        buffer = BytesIO()
        write_mo(buffer, catalog)
        path.with_suffix(".mo").write_bytes(buffer.getvalue())
    elif kind == "script":
        script = f"alert('EVIL-{path.stem}')\n"
        path.with_name("sphinx.js").write_text(script, encoding="utf-8")
    else:
        raise AssertionError(kind)


def by_name(attacks: Iterable[Attack]) -> Mapping[str, Attack]:
    """Return attacks by their names."""
    return {attack.name: attack for attack in attacks}
