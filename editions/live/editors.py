"""Where the labels of a page lead: to an editor on this machine, or to a tool on the web."""

from __future__ import annotations

import re
import shlex
import subprocess
from collections.abc import Callable
from dataclasses import dataclass
from urllib.parse import quote

from editions.exchange.checksums import weblate_checksum
from editions.findings import UsageError
from editions.phrases import phrase


@dataclass(frozen=True)
class EditingPlace:
    """Where a person goes to change what a block shows."""

    #: The file as people name it, and its path.
    file: str
    path: str
    line: int
    #: ``current``, ``outdated`` or ``missing``; ``source`` where there is nothing to translate.
    state: str
    #: Name of the catalog, and of the message in it; empty where it is the source.
    catalog: str = ""
    id_in_catalog: str = ""
    msgid: str = ""
    msgid_plural: str | None = None
    msgctxt: str | None = None

    def __str__(self) -> str:
        return f"{self.file}:{self.line}"


#: What stands for what in an address or a command.
PLACES: dict[str, Callable[[EditingPlace], str]] = {
    "path": lambda place: place.path,
    "line": lambda place: str(place.line),
    # As components of Weblate are called: a slash parts an address.
    "catalog": lambda place: place.catalog.replace("/", "-"),
    "msgid": lambda place: place.msgid,
    "context": lambda place: place.msgctxt or "",
    "checksum": lambda place: weblate_checksum(place.msgid, place.msgid_plural, place.msgctxt),
}
#: What only a message has; a place in the source leads nowhere by them.
OF_MESSAGES = frozenset(("catalog", "msgid", "context", "checksum"))
_PLACE = re.compile(r"\{([^{}]*)\}")


def check_editor(text: str) -> None:
    """Refuse places that nobody can fill.

    Raises:
        UsageError: there is one.
    """
    for name in _PLACE.findall(text):
        if name not in PLACES:
            known = ", ".join(f"{{{place}}}" for place in PLACES)
            raise UsageError(
                phrase(
                    "--editor knows no place {{{name}}}; it knows {known}", name=name, known=known
                )
            )


def leads_anywhere(template: str, place: EditingPlace) -> bool:
    """Tell whether a *template* asks for nothing that *place* lacks."""
    return bool(place.catalog) or OF_MESSAGES.isdisjoint(_PLACE.findall(template))


def fill_editor(template: str, place: EditingPlace) -> str:
    """Return the address of a place, as in ``vscode://file/{path}:{line}``; empty for none."""
    if not leads_anywhere(template, place):
        return ""
    # Paths begin with a slash, and so they do in the templates of some editors.
    template = re.sub(r"(?<!/)/(?=\{path\})", "", template)

    def filled(match: re.Match[str]) -> str:
        text = PLACES[match[1]](place)
        return quote(text) if match[1] == "path" else quote(text, safe="")

    return _PLACE.sub(filled, template)


def launcher(command: str) -> Callable[[EditingPlace], None]:
    """Return what opens a place with a *command*, such as ``code --goto {path}:{line}``.

    A command without places gets them as most editors of Unix take them: ``+12 FILE``.

    Raises:
        UsageError: the command cannot be read, or has an unknown place.
    """
    try:
        words = shlex.split(command)
    except ValueError as error:
        raise UsageError(
            phrase("--editor {command!r} cannot be read: {error}", command=command, error=error)
        ) from error
    if not words:
        raise UsageError(phrase("--editor names no program"))
    check_editor(command)
    if not any(_PLACE.search(word) for word in words):
        words += ["+{line}", "{path}"]

    def launch(place: EditingPlace) -> None:
        filled = [_PLACE.sub(lambda match: PLACES[match[1]](place), word) for word in words]
        subprocess.Popen(filled, stdin=subprocess.DEVNULL)

    return launch
