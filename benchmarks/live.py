"""Measure how long a save takes to reach the page, against plain ``sphinx-build``.

    .venv/bin/python benchmarks/live.py --edition es --rounds 10

One message of one chapter changes in every round, in a copy of the publication.  Measured are

``live``     from the save to the page, fetched anew after the preview has said that it changed;
``again``    a second ``sphinx-build -b html`` over the first one's result, after the same save;
``plain``    ``sphinx-build -b html`` of the edition, nothing kept from earlier runs.
"""

from __future__ import annotations

import argparse
import http.client
import json
import shutil
import signal
import statistics
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator
from contextlib import closing, contextmanager
from dataclasses import dataclass
from pathlib import Path
from urllib.parse import urlencode, urlsplit

import polib
from lxml import html

from editions.workflows.sphinx_run import load_publication

PROJECT = Path(__file__).resolve().parent.parent
#: Nothing takes so long, in seconds.
PATIENCE = 120


@dataclass
class Message:
    """One message that changes from round to round."""

    #: Its catalog.
    path: Path
    #: The document that shows it.
    document: str
    msgid: str
    #: Its translation at first.
    text: str
    #: How often it was changed.
    round: int = 0

    def change(self) -> str:
        """Save the catalog with a new translation; return a word that only this one holds."""
        self.round += 1
        word = f"round{self.round}x"
        catalog = polib.pofile(str(self.path), wrapwidth=76)
        (entry,) = (entry for entry in catalog if entry.msgid == self.msgid)
        entry.msgstr = f"{self.text} {word}"
        self.path.write_text(str(catalog), encoding="utf-8")
        return word


def choose_message(catalogs: Path) -> Message:
    """Return the longest message without markup of the largest catalog."""
    path = max(
        (p for p in catalogs.glob("*.po") if p.stem not in ("theme", "tables")),
        key=lambda p: p.stat().st_size,
    )
    plain = [
        e for e in polib.pofile(str(path)).translated_entries() if not set("`*_|") & {*e.msgid}
    ]
    entry = max(plain, key=lambda e: len(e.msgid))
    return Message(path, path.stem, entry.msgid, entry.msgstr)


@contextmanager
def preview(root: Path, code: str) -> Iterator[str]:
    """Run a preview; give the address of the edition once it has been built."""
    command = [sys.executable, "-m", "editions.cli", "live", "-e", code, "--project", str(root)]
    with subprocess.Popen(command, stdout=subprocess.PIPE, text=True) as process:
        assert process.stdout is not None  # noqa: S101  # a pipe was asked for
        try:
            address = next(w for w in process.stdout.readline().split() if w.startswith("http"))
            if "Built in" not in (line := process.stdout.readline()):
                raise SystemExit(line)
            yield address
        finally:
            process.send_signal(signal.SIGINT)


def time_save(address: str, message: Message) -> float:
    """Return the seconds from a save to the page that shows it."""
    parts = urlsplit(address)
    page = f"{parts.path}{message.document}.html"
    stream = http.client.HTTPConnection(parts.netloc, timeout=PATIENCE)

    def fetch() -> str:
        # A connection of its own: the server closes one that was idle while it built.
        with closing(http.client.HTTPConnection(parts.netloc, timeout=PATIENCE)) as other:
            other.request("GET", page)
            return other.getresponse().read().decode()

    script = html.document_fromstring(fetch()).find(".//script[@data-session]")
    assert script is not None  # noqa: S101  # the preview puts it into every page
    served = {name: script.get(f"data-{name}", "") for name in ("page", "version", "session")}
    stream.request("GET", f"/-live/events?{urlencode(served)}")
    events = stream.getresponse()
    start = time.perf_counter()
    word = message.change()
    for line in events:
        if line.startswith(b"data: ") and json.loads(line.removeprefix(b"data: "))["stale"]:
            break
    shown = word in fetch()
    seconds = time.perf_counter() - start
    stream.close()
    if not shown:
        raise SystemExit(f"{page} does not show {word}")
    return seconds


def time_sphinx(root: Path, code: str, output: Path) -> float:
    """Return the seconds that plain Sphinx takes."""
    source = root / "source" if (root / "source").is_dir() else root
    command = [sys.executable, "-m", "sphinx", "-q", "-c", str(root), "-b", "html"]
    start = time.perf_counter()
    subprocess.run([*command, "-D", f"language={code}", str(source), str(output)], check=True)
    return time.perf_counter() - start


def main() -> None:
    """Measure and print."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--project", type=Path, default=PROJECT)
    parser.add_argument("--edition", default="es")
    parser.add_argument("--rounds", type=int, default=10)
    parser.add_argument("--json", type=Path)
    options = parser.parse_args()
    seconds: dict[str, list[float]] = {"live": [], "again": [], "plain": []}
    with tempfile.TemporaryDirectory() as folder:
        root = Path(folder, "publication")
        unwanted = shutil.ignore_patterns(".*", "build")
        shutil.copytree(options.project, root, ignore=unwanted)
        publication = load_publication(root)
        (catalogs,) = publication.catalog_folders(publication.edition(options.edition))
        message = choose_message(catalogs)
        kept = Path(folder, "kept")
        time_sphinx(root, options.edition, kept)
        with preview(root, options.edition) as address:
            for number in range(options.rounds):  # in turn, so that a busy machine is so for all
                seconds["live"].append(time_save(address, message))
                seconds["again"].append(time_sphinx(root, options.edition, kept))
                fresh = Path(folder, f"fresh-{number}")
                seconds["plain"].append(time_sphinx(root, options.edition, fresh))
    for name, values in seconds.items():
        print(f"{name:6} median {statistics.median(values):6.2f} s, longest {max(values):6.2f} s")
    for name in ("again", "plain"):
        ratios = [b / a for a, b in zip(seconds["live"], seconds[name], strict=True)]
        print(f"{name} / live: {statistics.median(ratios):.1f}")
    if options.json:
        options.json.write_text(json.dumps(seconds), encoding="utf-8")


if __name__ == "__main__":
    main()
