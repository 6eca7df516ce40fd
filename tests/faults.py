"""Stop a command at each of its steps: whatever changes what people keep.

A step is killed or interrupted, or fails as where a disk is full, broken or read-only.  The command
runs once: at each step a fork of it is stopped there and goes on to its end, and what it has
changed is put back before the command itself takes the step.
"""

from __future__ import annotations

import errno
import os
import pickle
import signal
import sys
import tempfile
from collections.abc import Collection, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from editions.catalogs.projects import Language
from editions.cli import main
from editions.desk.drafts import TranslationDraft
from editions.desk.store import CatalogStore, SaveStatus
from editions.files import replacing

#: Stands for the desk in the place of a verb; see `save`.
SAVE = "save"
#: What a step may end in.
KILLED = "SIGKILL"
INTERRUPTED = "SIGINT"
ERRORS = ("ENOSPC", "EIO", "EACCES", "EROFS")
#: Follows an error that all steps end in from there on.
FOR_GOOD = "for good"
#: Folders of what people keep, and of what is written for them.
KEPT = frozenset(("source", "locale", "exchange"))
#: What changes a name, by what Python says of it before: the places of paths in what it says.
_CHANGES = {
    "os.chmod": (0,),
    "os.link": (0, 1),
    "os.mkdir": (0,),
    "os.remove": (0,),
    "os.rename": (0, 1),
    "os.rmdir": (0,),
}
_WRITES = os.O_WRONLY | os.O_RDWR | os.O_CREAT
#: Content of files by their names; None stands for a folder.
Contents = Mapping[str, bytes | None]


@dataclass(frozen=True)
class Stop:
    """What became of a command that was stopped at one of its steps."""

    #: Counted from 1.
    step: int
    fault: str
    #: What the step was to do, and with what.
    event: str
    status: int
    #: All that was printed.
    said: str
    #: What people keep; see `contents`.
    left: Contents


def contents(root: Path, kept: Collection[str] = KEPT) -> Contents:
    """Return what people keep, by its name in *root*."""
    return {
        path.relative_to(root).as_posix(): path.read_bytes() if path.is_file() else None
        for name in kept
        for path in [root / name, *(root / name).rglob("*")]
        if path.is_file() or path.is_dir()
    }


def restore(root: Path, wanted: Contents, kept: Collection[str] = KEPT) -> None:
    """Let what people keep in *root* be as `contents` has returned it."""
    standing = contents(root, kept)
    for name in sorted(standing.keys() - wanted.keys(), reverse=True):
        path = root / name
        path.rmdir() if path.is_dir() else path.unlink()
    for name in sorted(wanted):
        data = wanted[name]
        if data is None:
            (root / name).mkdir(exist_ok=True)
        elif standing.get(name) != data:
            (root / name).write_bytes(data)


def run(arguments: list[str]) -> int:
    """Run a command, and stop it at each step; *arguments* are a file, a folder, and the command.

    The list of `Stop` is written to the file.
    """
    record, folder, *command = arguments
    steps = Steps(Path(folder))
    sys.addaudithook(steps.look)
    status = save(Path(folder), *command[1:]) if command[0] == SAVE else main(command)
    if os.getpid() == steps.process:
        steps.process = 0
        Path(record).write_bytes(pickle.dumps(steps.stops))
    return status


def save(root: Path, domain: str, id_: str, text: str, way: str) -> int:
    """Save a translation as the desk does, *way* in or without a single step; return a status."""
    if way == "stepwise":
        setattr(replacing, "_call", lambda: None)  # noqa: B010  # as on NFS
    store = CatalogStore(Language("fr", "fr", "Français", (root / "locale/fr/LC_MESSAGES",)), root)
    try:
        digest = store.read(domain).digest
        draft = TranslationDraft(domain, id_, digest, (text,), fuzzy=False, comments=())
        outcome = store.save(draft, lambda _domain, _entry: iter(()))
    except KeyboardInterrupt:
        return 130
    print(outcome.status.value, outcome.file, *outcome.reasons)
    return int(outcome.status not in (SaveStatus.SAVED, SaveStatus.UNCHANGED))


class Steps:
    """The steps of a command, at which forks of it are stopped."""

    def __init__(self, root: Path, kept: Collection[str] = KEPT) -> None:
        self.root = root
        self.kept = kept
        #: The command itself; neither its workers nor forks of it are stopped again.
        self.process = os.getpid()
        self.stops: list[Stop] = []
        self._count = 0
        #: The error with which all steps fail from now on.
        self._broken = ""

    def look(self, event: str, said: tuple[Any, ...]) -> None:
        """Stop a fork at a step for each fault; Python calls this before it does *event*."""
        if os.getpid() != self.process and not self._broken:
            return
        if event == "open":
            paths = [said[0]] if said[2] & _WRITES else []
        else:
            paths = [said[place] for place in _CHANGES.get(event, ())]
        texts = [os.fsdecode(path) for path in paths if isinstance(path, (str, bytes, os.PathLike))]
        if event == "os.mkdir" and os.path.lexists(texts[0]):
            return  # what is there already, or is gone, stays so
        if event in ("os.remove", "os.rmdir") and not os.path.lexists(texts[0]):
            return
        places = [os.path.relpath(text, self.root).partition("/")[0] for text in texts]
        if not set(self.kept).intersection(places):
            return
        if self._broken:
            _fail(self._broken, texts[0])
        self._count += 1
        process, self.process = self.process, 0
        what = f"{event} {' '.join(texts)}"
        before = contents(self.root, self.kept)
        error = ERRORS[self._count % len(ERRORS)]
        for fault in (KILLED, INTERRUPTED, error, f"{error} {FOR_GOOD}"):
            with tempfile.TemporaryFile() as output:
                child = os.fork()
                if not child:
                    for number in (1, 2):
                        os.dup2(output.fileno(), number)
                    self._stop(fault, texts[0])
                    return
                status = os.waitstatus_to_exitcode(os.waitpid(child, 0)[1])
                output.seek(0)
                text = output.read().decode(errors="replace")
            left = contents(self.root, self.kept)
            restore(self.root, before, self.kept)
            self.stops.append(Stop(self._count, fault, what, status, text, left))
        self.process = process

    def _stop(self, fault: str, path: str) -> None:
        if fault == KILLED:
            os.kill(os.getpid(), signal.SIGKILL)
        if fault == INTERRUPTED:
            raise KeyboardInterrupt
        error = fault.partition(" ")[0]
        if fault.endswith(FOR_GOOD):
            self._broken = error
        _fail(error, path)


def _fail(error: str, path: str) -> None:
    code = getattr(errno, error)
    raise OSError(code, os.strerror(code), path)
