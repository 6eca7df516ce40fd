"""The declaration of a series: ``series.toml``, which names its papers and its languages."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path, PurePath
from typing import Any
from urllib.parse import urlsplit

from editions.files.names import folded
from editions.files.reading import limited, read_text
from editions.files.toml import key_line, parse_toml
from editions.findings import Finding, FindingsError, described, real_path
from editions.languages import Edition, is_in_cldr, nearest_locale, normal_locale
from editions.phrases import phrase

#: How the file is called where nobody names it.
FILE = "series.toml"
#: Rule of the findings about the file.
RULE = "series"
#: The largest such file, in bytes.
MAX_BYTES = 1_000_000
#: What no name of a folder and no line of a page holds; XML cannot even say most of it.
_CONTROL = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x9f\ufffe\uffff]")

_OUTPUT = "build/series"
#: What lies in the folder of the site beside papers and languages.
OWN_NAMES = (
    *("_static", "index.html", "chooser.css", "chooser.js", "series.json"),
    *("robots.txt", "sitemap.xml", "sitemap-series.xml"),
)
#: What lists patterns, and what each is for; the first one has to be there.
LISTS = {
    "members": "patterns of the papers’ folders, relative to that of the file; each has a"
    " `conf.py`",
    "exclude": "patterns of folders that are none of them",
}
#: What else there is, all texts.
TEXTS = {
    "output": f"folder of the site, `{_OUTPUT}` where nobody says another",
    "html_baseurl": "address of that folder on the web; without it no address is absolute, and"
    " there is no `sitemap.xml`",
    "slug": "names the series in the ids of its feed, which stay when it moves; by default the"
    " name of the folder",
}
#: What ``[languages.CODE]`` holds; the title has to be there.
OF_LANGUAGES = {
    "title": "title of the series in the language",
    "subtitle": "subtitle",
    "description": "what the series is about, in a sentence or two",
    "locale": "CLDR locale for its dates and words, such as `es_MX`; by default that of the code",
    "name": "the language’s own name for itself; by default that of the CLDR",
}


@dataclass(frozen=True)
class Series:
    """Papers that belong together, and the pages that lead to them."""

    #: The file that declares it.
    path: Path
    #: As a user reads the path.
    shown: str
    #: Its languages; the titles are those of the series.
    editions: tuple[Edition, ...]
    #: What the series is about, by the code of the language.
    descriptions: Mapping[str, str]
    #: Patterns of the papers' folders, relative to that of the file.
    members: tuple[str, ...]
    #: Patterns of folders that are none of its papers.
    exclude: tuple[str, ...]
    #: Folder of the site.
    output: Path
    #: Address of that folder on the web, with a slash at its end; may be empty.
    address: str
    #: Names the series in what must stay the same when it moves.
    slug: str
    #: Line of the file for each pattern, to be named in findings.
    line: int

    @property
    def root(self) -> Path:
        """The folder of the file."""
        return self.path.parent


def read_series(path: Path, shown: str) -> Series:
    """Read the declaration of a series.

    Raises:
        FindingsError: it cannot be read, holds what nobody knows, or lacks something.
    """
    text = read_text(path, shown, RULE, most=MAX_BYTES)
    content = parse_toml(text, shown, RULE)
    reader = _DeclarationReader(text, shown)
    findings = [
        *reader.unknown(content, (*LISTS, *TEXTS, "languages"), ""),
        *reader.lists(content),
        *reader.texts(content, TEXTS, ""),
        *reader.languages(content.get("languages")),
    ]
    if not findings:
        findings += reader.places(content, path)
    if findings:
        raise FindingsError(limited(sorted(findings)))
    languages: Mapping[str, Mapping[str, str]] = content["languages"]
    editions = reader.editions(languages)
    address = content.get("html_baseurl", "")
    return Series(
        path=path.absolute(),
        shown=shown,
        editions=editions,
        descriptions={code: own.get("description", "") for code, own in languages.items()},
        members=tuple(content["members"]),
        exclude=tuple(content.get("exclude", ())),
        output=path.absolute().parent / content.get("output", _OUTPUT),
        address=f"{address.rstrip('/')}/" if address else "",
        slug=content.get("slug") or path.absolute().parent.name,
        line=key_line(text, "members"),
    )


class _DeclarationReader:
    """Looks at one file, and names the lines of what is wrong."""

    def __init__(self, text: str, shown: str) -> None:
        self.text = text
        self.shown = shown

    def finding(self, message: str, key: str, table: str = "") -> Finding:
        return Finding(self.shown, key_line(self.text, key, table), message, RULE)

    def unknown(
        self, content: Mapping[str, Any], known: Iterable[str], table: str
    ) -> Iterator[Finding]:
        for key in content:
            if key not in known:
                where = f"[{table}]" if table else "a series"
                message = phrase(
                    "{key} is unknown; {where} holds {known}",
                    key=described(key),
                    where=where,
                    known=", ".join(known),
                )
                yield (
                    self.finding(message, "", key)
                    if isinstance(content[key], dict)
                    else self.finding(message, key, table)
                )

    def lists(self, content: Mapping[str, Any]) -> Iterator[Finding]:
        for key in LISTS:
            value = content.get(key, [])
            right = isinstance(value, list) and all(isinstance(p, str) and p for p in value)
            if not right or (key == "members" and not value):
                message = phrase(
                    "{key} must be a list of patterns of folders, such as ['papers/*']", key=key
                )
                yield self.finding(message, key)
                continue
            for pattern in value:
                parts = Path(pattern).parts
                if Path(pattern).is_absolute() or ".." in parts or not parts:
                    message = phrase(
                        "{key}: {pattern} leads out of the folder of the series",
                        key=key,
                        pattern=described(pattern),
                    )
                    yield self.finding(message, key)
                elif _CONTROL.search(pattern):
                    yield self.finding(
                        phrase(
                            "{key}: no folder is called {pattern}",
                            key=key,
                            pattern=described(pattern),
                        ),
                        key,
                    )
                elif any("**" in part and part != "**" for part in parts):
                    message = phrase(
                        "{key}: {pattern} has ** beside other letters; write **/",
                        key=key,
                        pattern=described(pattern),
                    )
                    yield self.finding(message, key)

    def texts(
        self, content: Mapping[str, Any], names: Iterable[str], table: str
    ) -> Iterator[Finding]:
        for name in names:
            value = content.get(name, "")
            if not isinstance(value, str):
                message = phrase(
                    "{name} is {value}; expected a text", name=name, value=described(value)
                )
                yield self.finding(message, name, table)
            elif found := _CONTROL.search(value):
                message = phrase(
                    "{name} holds {found}, which is no letter; remove it",
                    name=name,
                    found=described(found[0]),
                )
                yield self.finding(message, name, table)
        address = content.get("html_baseurl", "")
        if isinstance(address, str) and address and not _is_address(address):
            message = phrase("html_baseurl must be an address such as https://example.org/papers/")
            yield self.finding(message, "html_baseurl", table)

    def languages(self, value: object) -> Iterator[Finding]:
        if not isinstance(value, dict) or not value:
            message = phrase(
                "declare each language, the first one first: [languages.en] title = '…'"
            )
            yield self.finding(message, "languages")
            return
        codes: dict[PurePath, str] = {}
        for code, own in value.items():
            table = f"languages.{code}"
            if (first := codes.setdefault(folded(code), code)) != code:
                message = phrase(
                    "{code} would have one folder with {first}; name one of them otherwise",
                    code=described(code),
                    first=described(first),
                )
                yield self.finding(message, "", table)
            if not isinstance(own, dict):
                message = phrase(
                    "{code} must be a table: [{table}] title = '…'",
                    code=described(code),
                    table=table,
                )
                yield self.finding(message, code, "languages")
                continue
            yield from self.unknown(own, OF_LANGUAGES, table)
            yield from self.texts(own, OF_LANGUAGES, table)
            if not own.get("title"):
                yield self.finding(
                    phrase("[{table}] lacks the title of the series", table=table), "", table
                )
            if not all(isinstance(own.get(name, ""), str) for name in OF_LANGUAGES):
                continue  # which is said already
            locale = own.get("locale") or normal_locale(code)
            if not is_in_cldr(locale):
                message = phrase(
                    "{locale} is no locale that CLDR knows; write locale = 'es_MX'",
                    locale=described(locale),
                )
                yield self.finding(message, "locale" if own.get("locale") else "", table)
                continue
            try:
                self.editions({code: own})
            except FindingsError as error:
                yield from (self.finding(f.message, "", table) for f in error.findings)

    def editions(self, languages: Mapping[str, Mapping[str, str]]) -> tuple[Edition, ...]:
        return tuple(
            Edition(
                code,
                own.get("locale") or normal_locale(code),
                own.get("name") or own_name(code, own.get("locale", "")),
                own["title"],
                own.get("subtitle", ""),
            )
            for code, own in languages.items()
            if "title" in own
        )

    def places(self, content: Mapping[str, Any], path: Path) -> Iterator[Finding]:
        root = real_path(path.absolute().parent)
        output = real_path(root / content.get("output", _OUTPUT))
        if output == root or output in root.parents:
            message = phrase("output would take in the series itself; name a folder of its own")
            yield self.finding(message, "output")


def _is_address(text: str) -> bool:
    """Tell whether *text* is the address of a folder on the web, to which names can be added."""
    try:
        parts = urlsplit(text)
    except ValueError:  # of hosts in brackets
        return False
    is_plain = not re.search(r"[\s?#\"<>]", text)
    return is_plain and parts.scheme in ("http", "https") and bool(parts.netloc)


def own_name(code: str, locale: str = "") -> str:
    """Return a language's own name for itself, by its code: ``Español``."""
    known = nearest_locale(locale or normal_locale(code))
    name = str(known.languages.get(known.language) or code)
    return name[:1].title() + name[1:]
