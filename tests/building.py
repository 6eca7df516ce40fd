"""Run one Sphinx build of a throw-away publication."""

from __future__ import annotations

import asyncio
from collections.abc import Coroutine
from concurrent.futures import ThreadPoolExecutor
from functools import cache
from io import BytesIO
from pathlib import Path
from typing import Any, TypeVar

import polib
import pypdfium2

from editions.workflows.sphinx_run import load_publication, run_sphinx

T = TypeVar("T")

#: Seconds until a test that waits for an event fails; nothing takes so long, on busy machines too.
PATIENCE = 300


def run_apart(work: Coroutine[Any, Any, T]) -> T:
    """Run *work* in a thread of its own, since a browser may have the loop of this one."""
    with ThreadPoolExecutor(1) as thread:
        return thread.submit(asyncio.run, asyncio.wait_for(work, PATIENCE)).result()


def build(root: Path, code: str, builder: str = "html") -> Path:
    """Build one edition of the publication in *root*; return the folder of the result."""
    publication = load_publication(root)
    output = root / "out" / builder / code
    run_sphinx(publication, publication.edition(code), builder, output, root / "doctrees" / code)
    return output


def set_translation(root: Path, domain: str, msgid: str, msgstr: str, code: str = "fr") -> int:
    """Change one translation; return the line of its msgid."""
    path = root / "locale" / code / "LC_MESSAGES" / f"{domain}.po"
    catalog = polib.pofile(str(path), wrapwidth=76)
    entry = catalog.find(msgid)
    assert entry is not None, msgid
    entry.msgstr = msgstr
    catalog.save()
    (entry,) = (e for e in polib.pofile(str(path)) if e.msgid == msgid)
    lines = path.read_text(encoding="utf-8").splitlines()
    after = range(entry.linenum or 0, len(lines) + 1)  # counted from 1, from the comments on
    return next(line for line in after if lines[line - 1].startswith("msgid "))


def edit(path: Path, old: str, new: str) -> None:
    """Replace *old*, which must be there, in a text file."""
    content = path.read_text(encoding="utf-8")
    assert old in content
    path.write_text(content.replace(old, new), encoding="utf-8")


def add_for_one_edition(root: Path, document: str, code: str, text: str) -> None:
    """Let an extension in ``conf.py`` end *document* with *text* in one edition only."""
    with (root / "conf.py").open("a", encoding="utf-8") as file:
        file.write(
            "\ndef setup(app):\n"
            '    app.connect("source-read", append)\n'
            "\ndef append(app, name, content):\n"
            f"    if (name, app.config.language) == ({document!r}, {code!r}):\n"
            f"        content[0] += {text!r}\n"
        )


def in_part(root: Path) -> Path:
    """Let one French message of the tiny publication be outdated and one be missing."""
    path = root / "locale/fr/LC_MESSAGES/shore.po"
    edit(path, 'msgid "The tide', '#, fuzzy\n#| msgid "The tide was out."\nmsgid "The tide')
    edit(path, "La mer est basse. Elle revient à midi.", "La mer était basse.")
    edit(path, "Puis l’eau.", "")
    return root


@cache
def empty_pdf(pages: int = 1) -> bytes:
    """Return a PDF file with nothing on its pages, the same one every time."""
    document = pypdfium2.PdfDocument.new()
    for _ in range(pages):
        document.new_page(100, 100)
    buffer = BytesIO()
    document.save(buffer)
    document.close()
    return buffer.getvalue()
