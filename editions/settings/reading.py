"""Read the settings of a project: all that is wrong is said at once, with its line."""

from __future__ import annotations

import difflib
import re
import unicodedata
from collections.abc import Iterable
from pathlib import Path
from typing import Any

from editions.findings import Finding, FindingsError, described, real_path
from editions.languages import Publication
from editions.phrases import phrase
from editions.settings.conf import Conf
from editions.settings.declarations import SETTINGS, Settings
from editions.settings.values import UnexpectedValueError, read_paths

#: Longest name that is made of a title, in characters.
_LONGEST_SLUG = 60
#: Address of a folder of the web.
_ADDRESS = re.compile(r"https?://[^\s/?#]+(/[^\s?#]*)?")
#: No other extension's settings begin like this; in a project that declares editions, no settings
#: for print are another's either.
_OWN, _PRINT = "editions_", "pdf_"
#: How alike a name must be to one of ours, from 0 to 1, to be taken for it misspelt.
_ALIKE = 0.85
#: Where Sphinx looks for catalogs if ``conf.py`` does not say.
LOCALE_DIRS = ("locales",)


def read_settings(conf: Conf, folder: str = "") -> Settings:
    """Return the settings of this package that *conf* gives.

    *folder* is the name of the source's folder, for what has no other name.

    Raises:
        FindingsError: values are wrong; names every one.
    """
    found: dict[str, Any] = {}
    wrong: dict[str, str] = {}
    for name, setting in SETTINGS.items():
        if name in conf.values:
            try:
                found[name] = setting.read(conf.values[name])
            except UnexpectedValueError as error:
                wrong[name] = error.shown
    settings = Settings(**found)
    if not wrong.keys() & {"editions", "editions_pairs"}:
        try:
            _ = settings.pairs
        except UnexpectedValueError as error:
            wrong["editions_pairs"] = error.shown
    if wrong:
        raise FindingsError(
            conf.finding(
                name,
                phrase(
                    "{shown}; expected {expected}", shown=shown, expected=SETTINGS[name].expected
                ),
            )
            for name, shown in wrong.items()
        )
    if not settings.editions_slug:
        titles = [str(conf.values.get("project") or ""), *(e.title for e in settings.editions)]
        names = (slug_of(name) for name in (*titles[:2], folder))
        found["editions_slug"] = next(filter(None, names), "publication")
    return Settings(**found)


def slug_of(name: str) -> str:
    """Return *name* as the first part of names of files; empty where it has no letter.

    In plain letters where accents are all that is in the way, else in those of the language.
    """
    plain = "".join(c for c in unicodedata.normalize("NFKD", name) if not unicodedata.combining(c))
    if any(char.isalpha() and not char.isascii() for char in plain):
        plain = unicodedata.normalize("NFC", name)
    kept = (char if unicodedata.category(char)[0] in "LMN" else " " for char in plain.lower())
    return "-".join("".join(kept).split())[:_LONGEST_SLUG].rstrip("-")


def read_publication(root: Path, source: Path, conf: Conf) -> Publication:
    """Return the publication in *root* that *conf* describes, its text in *source*.

    Raises:
        FindingsError: a setting is missing or wrong.
    """
    settings = read_settings(conf, real_path(source).name)
    findings = []
    if not settings.editions:
        message = phrase(
            "there must be at least one edition; expected {expected}",
            expected=SETTINGS["editions"].expected,
        )
        findings.append(conf.finding("editions", message))
    folders = conf.values.get("locale_dirs", LOCALE_DIRS)
    locale = source
    try:
        (folder,) = read_paths(folders)
        locale = source / folder
    except (UnexpectedValueError, ValueError):
        message = phrase(
            "it is {folders}; expected a list of one folder, that of the catalogs",
            folders=described(folders),
        )
        findings.append(conf.finding("locale_dirs", message))
    address = conf.values.get("html_baseurl") or ""
    if not isinstance(address, str) or (address and not _ADDRESS.fullmatch(address)):
        message = phrase(
            "it is {address}; expected the address of a folder, such as "
            "'https://example.org/two-shores/'",
            address=described(address),
        )
        findings.append(conf.finding("html_baseurl", message))
    if findings:
        raise FindingsError(sorted(findings))
    stylesheets = conf.values.get("html_css_files")
    names = stylesheets if isinstance(stylesheets, (list, tuple)) else ()
    return Publication(
        root,
        source,
        locale,
        settings.editions,
        settings.editions_slug,
        tuple(name for name in names if isinstance(name, str)),
        source / settings.references_file if settings.references_file else None,
        settings.tables_package,
        settings.editions_refused in ("fallback", "harm"),
        f"{str(address).removesuffix('/')}/" if address else "",
        settings.pairs,
        settings.editions_warnings == "report",
    )


def misspelt_settings(conf: Conf, registered: Iterable[str]) -> list[Finding]:
    """Return the names in *conf* that are most likely meant for one of ours.

    Neither the settings that somebody has *registered* nor what ``conf.py`` itself uses.
    """
    findings = []
    begins = (_OWN, _PRINT) if conf.values.get("editions") else (_OWN,)
    for name in sorted(conf.unused.intersection(conf.values).difference(registered)):
        if name.startswith("_"):
            continue
        close = difflib.get_close_matches(name.lower(), SETTINGS, 1, _ALIKE)
        if close:
            message = phrase("there is no such setting; did you mean {name}?", name=close[0])
        elif name.startswith(begins):
            begin = name[: name.index("_") + 1]
            known = ", ".join(known for known in SETTINGS if known.startswith(begin))
            message = phrase("there is no such setting; there are {known}", known=known)
        else:
            continue
        findings.append(conf.finding(name, message))
    return findings
