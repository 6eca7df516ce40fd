"""What a Sphinx project lacks to be built in editions: lines at the end of its ``conf.py``.

Nothing that stands there is changed, so that whatever the project computes stays what it is.
"""

from __future__ import annotations

import json
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from editions.findings import Finding, FindingsError, described
from editions.languages import Edition
from editions.phrases import phrase
from editions.settings.conf import CONF, Conf

#: Rule of the findings about what cannot be added.
RULE = "init"
#: What stands before the lines that are added.
HEAD = '# Added by "editions init --here".'


@dataclass(frozen=True)
class Addition:
    """Lines for one setting."""

    #: The setting.
    name: str
    lines: tuple[str, ...]


def additions(
    conf: Conf, editions: Sequence[Edition], *, beside: bool, catalogs: bool
) -> tuple[Addition, ...]:
    """Return what *conf* lacks to declare *editions*.

    *beside* says that the text stands in the folder of ``conf.py``, where builds are made, too;
    *catalogs* that the project has some, whose division into files stays.

    Raises:
        FindingsError: a setting is of a form that nothing can be added to.
    """
    values = conf.values
    found = []
    if not values.get("editions"):
        lines = ["editions = [  # the source language first", *map(_record, editions), "]"]
        found.append(Addition("editions", ("from editions import Edition", "", *lines)))
        for name, value, comment in _LENIENT:
            if name not in values:
                found.append(Addition(name, (f"# {comment}", f"{name} = {_quoted(value)}")))
    if "editions" not in _listed(conf, "extensions"):
        found.append(_joined(conf, "extensions", "editions"))
    if not catalogs and "gettext_compact" not in values:
        comment = "# One catalog a document."
        found.append(Addition("gettext_compact", (comment, "gettext_compact = False")))
    if beside and "build" not in _listed(conf, "exclude_patterns"):
        found.append(_joined(conf, "exclude_patterns", "build"))
    return tuple(found)


#: As plain Sphinx has it: a project that joins is built as before.
_LENIENT = (
    ("editions_refused", "harm", "A translation is left out only where it could do harm."),
    ("editions_warnings", "report", "What Sphinx warns of is reported, and stops no build."),
)


def extended(text: str, added: Iterable[Addition]) -> str:
    """Return the *text* of a ``conf.py`` with the lines that are *added*, in its own line ends."""
    end = "\r\n" if "\r\n" in text else "\n"
    lines = [HEAD, *(line for addition in added for line in addition.lines)]
    before = text if not text or text.endswith("\n") else text + end
    return before + end + "".join(line + end for line in lines)


def _listed(conf: Conf, name: str) -> Sequence[object]:
    value = conf.values.get(name, ())
    if not isinstance(value, (list, tuple)):
        message = phrase("it is {value}; make a list of it, and try again", value=described(value))
        raise FindingsError([conf.finding(name, message)])
    return value


def _joined(conf: Conf, name: str, item: str) -> Addition:
    before = f"*{name}, " if name in conf.values else ""
    return Addition(name, (f"{name} = [{before}{_quoted(item)}]",))


def _record(edition: Edition) -> str:
    parts = ((name, getattr(edition, name)) for name in ("code", "locale", "name", "title"))
    return f"    Edition({', '.join(f'{name}={_quoted(value)}' for name, value in parts)}),"


def _quoted(text: str) -> str:
    return json.dumps(text, ensure_ascii=False)


def refuse(message: str) -> FindingsError:
    """Return the error that says why nothing can be added to a ``conf.py``."""
    return FindingsError([Finding(CONF, 0, message, RULE)])
