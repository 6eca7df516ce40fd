"""Build a project under attack in several formats, watched, and keep what became of it.

The builds of a project share what Sphinx has read, as those of ``sphinx-build -M`` do: the first
one reads the documents, another reads again what it wants to be read in another way.
"""

from __future__ import annotations

import http.server
import json
import threading
from collections.abc import Callable, Mapping, Sequence
from dataclasses import asdict, dataclass
from functools import cache, cached_property
from pathlib import Path

from babel.messages.mofile import read_mo

from editions.findings import Finding
from tests.conftest import locked
from tests.forking import run_forked
from tests.reading import read_warnings

#: A build may have this much memory, in bytes.
MEMORY = 500_000_000


@dataclass(frozen=True)
class Outcome:
    """What became of a build."""

    #: Folder of the builds of one project: ``project`` and ``secret`` are in it.
    folder: str
    #: Folder of what the build has made.
    output: str
    status: int
    #: What Sphinx said.
    said: str
    #: Addresses that the server was asked for.
    heard: list[str]
    #: What was opened among the secrets, connected to or run.
    seen: list[str]
    #: Most memory, in bytes.
    peak: int
    #: Documents that were read for this build, or for those before it.
    read: list[str]

    @cached_property
    def findings(self) -> tuple[Finding, ...]:
        """What Sphinx said, as findings."""
        return read_warnings(self.said, self.root)

    @cached_property
    def let_in(self) -> frozenset[str]:
        """Catalogs that gave Sphinx a translation; nothing of the others has reached a document."""
        names = set()
        for path in Path(self.folder, "doctrees/catalogs/fr/LC_MESSAGES").glob("*.mo"):
            with path.open("rb") as file:
                if any(message.id for message in read_mo(file)):
                    names.add(path.stem)
        return frozenset(names)

    @property
    def root(self) -> Path:
        """The project under attack."""
        return Path(self.folder, "project")

    @property
    def secret(self) -> Path:
        """The folder of files that nobody may publish."""
        return Path(self.folder, "secret")

    @property
    def out(self) -> Path:
        """What the build has made."""
        return Path(self.output)


@dataclass(frozen=True)
class Family:
    """Builds of one project."""

    #: Writes the project and its secrets into a folder; is given the address of a server.
    write: Callable[[Path, str], object]
    #: Arguments of ``sphinx-build`` for all of them.
    arguments: tuple[str, ...]
    #: The builds in their order: arguments of their own by their names.
    builds: Mapping[str, tuple[str, ...]]


class _Server(http.server.ThreadingHTTPServer):
    """Notes who asks for what."""

    def __init__(self) -> None:
        super().__init__(("127.0.0.1", 0), _Handler)
        self.heard: list[str] = []


class _Handler(http.server.BaseHTTPRequestHandler):
    server: _Server

    def do_GET(self) -> None:
        """Note what is asked for."""
        self.server.heard.append(self.path)
        self.send_response(404)
        self.end_headers()

    def log_message(self, *_arguments: object) -> None:
        """Keep quiet."""


def outcome_of(families: Sequence[Family], name: str, shared: Path, kind: str) -> Outcome:
    """Return what became of the build called *name*, made once for all test processes.

    *kind* tells the builds of one module from those of another.
    """
    (family,) = (family for family in families if name in family.builds)
    folder = shared / f"{kind}-{next(iter(family.builds))}"
    kept = folder / "outcomes.json"
    with locked(folder.with_suffix(".lock")):
        if not kept.is_file():
            folder.mkdir()
            outcomes = {key: asdict(value) for key, value in build_family(folder, family).items()}
            kept.write_text(json.dumps(outcomes), encoding="utf-8")
    return _outcomes(kept)[name]


@cache
def _outcomes(kept: Path) -> dict[str, Outcome]:
    held = json.loads(kept.read_text(encoding="utf-8"))
    return {name: Outcome(**values) for name, values in held.items()}


def build_family(folder: Path, family: Family) -> dict[str, Outcome]:
    """Make the builds of *family* in *folder*, one after the other."""
    outcomes: dict[str, Outcome] = {}
    read: list[str] = []
    with _Server() as server:
        threading.Thread(target=server.serve_forever, daemon=True).start()
        family.write(folder, f"http://127.0.0.1:{server.server_port}")
        for name, arguments in family.builds.items():
            server.heard.clear()
            report, output = folder / f"{name}.json", folder / name
            command = [str(report), str(folder / "secret"), "--", "-q", *family.arguments]
            command += [*arguments, "-d", str(folder / "doctrees")]
            command += [str(folder / "project"), str(output)]
            run = run_forked("tests.catalogs.attacked:run", *command)
            noted = json.loads(report.read_text("utf-8"))
            names = output / ".read"
            read += json.loads(names.read_text("utf-8")) if names.is_file() else []
            outcomes[name] = Outcome(
                str(folder),
                str(output),
                run.returncode,
                run.stderr,
                list(server.heard),
                noted["seen"],
                noted["peak"],
                list(read),
            )
        server.shutdown()
    return outcomes
