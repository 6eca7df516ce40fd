"""The header of a catalog: written once, then left alone but for what tools cannot do without."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Mapping, Sequence
from datetime import UTC, datetime

from editions.borrowed.babel import escape, get_plural
from editions.catalogs.blocks import comment_line
from editions.catalogs.projects import Language, Project

#: The whole line of a header that says the language.
_LANGUAGE = re.compile(r'"Language:[^"\\]*\\n"\r?\Z', re.IGNORECASE)


def new_header(project: Project, language: Language) -> list[str]:
    """Return the lines of the header of a new catalog."""
    now = datetime.now(UTC).strftime("%Y-%m-%d %H:%M+0000")
    fields = {
        "Project-Id-Version": project.full_title,
        "Report-Msgid-Bugs-To": "",
        # The day when the catalog was made; later runs leave it alone.
        "POT-Creation-Date": now,
        "PO-Revision-Date": "YEAR-MO-DA HO:MI+ZONE",
        "Last-Translator": "",
        "Language-Team": language.cldr.get_display_name("en") or language.name,
        "Language": language.locale,
        "MIME-Version": "1.0",
        "Content-Type": "text/plain; charset=UTF-8",
        "Content-Transfer-Encoding": "8bit",
        "Plural-Forms": get_plural(language.cldr).plural_forms,
        "X-Source-Language": project.original.locale,  # without it, Poedit takes it for US English
    }
    return [
        comment_line(f"{language.name}: {project.title}"),
        'msgid ""',
        'msgstr ""',
        *(_line(name, value) for name, value in fields.items()),
    ]


def complete_header(
    lines: Sequence[str], fields: Mapping[str, str], language: Language
) -> list[str]:
    """Return the *lines* of a header, with the *fields* that tools need and it lacks.

    A language that is not the catalog's, or leaves its country open, is replaced.  The lines keep
    their ends; every other line that stands keeps its bytes.
    """
    needed = {
        "Language": language.locale,
        "Plural-Forms": get_plural(language.cldr).plural_forms,
    }
    standing = {name.lower(): value for name, value in fields.items()}
    end = "\r" if lines[0].endswith("\r") else ""
    completed = list(lines)
    declared = standing.get("language", "")
    if declared and not _names(declared, language.locale):
        found = [at for at, line in enumerate(lines) if _LANGUAGE.match(line)]
        # A value on several lines, which no tool writes, is left to its reader.
        if len(found) == 1:
            completed[found[0]] = _line("Language", language.locale) + end
    for name, value in needed.items():
        empty = f'"{name}: \\n"{end}'
        if empty in completed:
            completed[completed.index(empty)] = _line(name, value) + end
        elif name.lower() not in standing:
            if not completed[-1].rstrip().endswith('\\n"'):
                completed.append(f'"\\n"{end}')
            completed.append(_line(name, value) + end)
    return completed


def _names(declared: str, locale: str) -> bool:
    """Tell whether a header names a locale, or something within it: ``es_MX``, ``es_MX@new``."""
    texts = (declared.strip(), locale)
    found, wanted = (Counter(re.split("[-_@.]", text.lower())) for text in texts)
    return wanted <= found  # counted: the country of "fr_FR" is no word of "fr" or "fr_CA"


def _line(name: str, value: str) -> str:
    return escape(f"{name}: {value}\n")
