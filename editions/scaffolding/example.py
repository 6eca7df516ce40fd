"""The files that a new publication begins with: an example of two chapters, to be written over."""

from __future__ import annotations

import csv
import json
import re
import unicodedata
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal
from functools import cache
from pathlib import Path

from babel import Locale
from babel.units import format_unit
from jinja2 import Environment, FileSystemLoader, StrictUndefined

from editions.files.toml import parse_toml
from editions.languages import Edition
from editions.pdf.glyphs import package_of
from editions.quantities.numbers import format_number
from editions.scaffolding.languages import likely_script, page_size
from editions.system.needs import NEEDS

#: Folder of the templates.
FOLDER = Path(__file__).parent / "templates"
#: The language of the words where the source is in one that the example has not.
FALLBACK = "en"

#: Each file of a publication, and its template.
FILES: Mapping[str, str] = {
    ".github/workflows/editions.yml": "github/workflows/editions.yml",
    ".gitignore": "gitignore",
    ".pre-commit-config.yaml": "pre-commit-config.yaml",
    "Makefile": "Makefile",
    "conf.py": "conf.py.jinja",
    "requirements.txt": "requirements.txt",
    "source/ascents.rst": "source/ascents.rst",
    "source/data/datapackage.json": "source/data/datapackage.json",
    "source/data/summits.csv": "source/data/summits.csv",
    "source/heights.rst": "source/heights.rst",
    "source/index.rst": "source/index.rst",
    "source/references.yaml": "source/references.yaml",
}

#: The message that waits for translators, so that a reader sees what that looks like.
_WAITS = "untranslated"
#: What inline markup begins or ends with.
_MARKUP = re.compile(r"[\\*`|_]")
#: A beginning that is no prose: a list, a field, a comment, a line of a block.
_BLOCK = re.compile(r"\W|\(?\w+[.)](\s|$)")


@dataclass(frozen=True)
class NewPublication:
    """What a newcomer chooses."""

    #: The source language first.
    editions: tuple[Edition, ...]
    title: str
    author: str
    #: First part of the names of downloads.
    slug: str
    #: The year in the copyright.
    year: int

    @property
    def source(self) -> str:
        """The language of the example's text: that of the source, or `FALLBACK`."""
        return words_for(self.editions[0]) or FALLBACK

    @property
    def locale(self) -> Locale:
        """The locale of that language."""
        original = self.editions[0]
        return original.cldr if words_for(original) else Locale(FALLBACK)


def titles() -> Mapping[str, str]:
    """Return the example's own title in each language that it has."""
    return _words()["title"]


def words_for(edition: Edition) -> str | None:
    """Return the language of the example's words for *edition*; None where it has none."""
    language = edition.cldr.language
    return language if language in titles() else None


def render(choice: NewPublication) -> dict[str, bytes]:
    """Return the content of each file of a new publication but its catalogs."""
    environment = Environment(  # noqa: S701  # it makes no HTML
        loader=FileSystemLoader(FOLDER), undefined=StrictUndefined, keep_trailing_newline=True
    )
    environment.policies["json.dumps_kwargs"] = {"ensure_ascii": False}
    original = choice.editions[0]
    words = {key: _written(forms[choice.source], choice.locale) for key, forms in _words().items()}
    context = {
        "editions": choice.editions,
        "title": choice.title,
        "author": choice.author,
        "slug": choice.slug,
        "copyright": f"{choice.year}, {choice.author}" if choice.author else str(choice.year),
        "page_size": page_size(original.cldr),
        "packages": packages(choice.editions),
        "words": words,
        "quoted": _quoted,
        "heading": heading,
        "names": lambda key: _localized(key, choice.editions),
        "titles": lambda key, language: _localized(key, choice.editions, language),
    }
    return {
        name: environment.get_template(template).render(context).encode()
        for name, template in FILES.items()
    }


def translations(choice: NewPublication, edition: Edition) -> dict[str, str]:
    """Return the translations into *edition* that the example brings, by message."""
    language = words_for(edition)
    if language is None:
        return _metres(choice, edition)
    brought = {
        # The words of tables are English wherever the text is not.
        _written(text, choice.locale): _written(forms[language], edition.cldr)
        for key, forms in _words().items()
        if key not in ("title", _WAITS)
        for text in (forms[FALLBACK], forms[choice.source])
    }
    return brought | {as_text(choice.title): as_text(edition.title)}


def _written(text: str, locale: Locale) -> str:
    """Return *text* with the number in it as tables write it in a locale."""
    return text.replace("{chimborazo}", format_number(_chimborazo(), locale))


@cache
def _chimborazo() -> Decimal:
    with (FOLDER / FILES["source/data/summits.csv"]).open(encoding="utf-8", newline="") as file:
        (height,) = (row["height"] for row in csv.DictReader(file) if row["key"] == "chimborazo")
    return Decimal(height)


def _metres(choice: NewPublication, edition: Edition) -> dict[str, str]:
    """Return what the CLDR has of the example's words: without its unit there is no number."""
    words = _words()
    number = "100"  # of which most languages have many, not one or a few
    pattern = format_unit(int(number), "length-meter", "short", locale=edition.cldr)
    pattern = pattern.replace(number, "{amount}") if number in pattern else "{amount} m"
    return {
        words["amount"][choice.source]: pattern,
        words["metre"][choice.source]: pattern.replace("{amount}", "").strip(),
    }


def packages(editions: Sequence[Edition]) -> list[str]:
    """Return Debian's packages that the PDFs of *editions* need, fonts included."""
    libraries = {name for need in NEEDS["print"] for name in need.packages["apt-get"]}
    scripts = {"Latn", *(likely_script(edition.cldr) for edition in editions)}
    return sorted(libraries | {package_of(script) for script in scripts})


def heading(text: str, line: str) -> str:
    """Return a heading in reStructuredText that says *text*, with *line* below."""
    shown = as_text(text)
    width = sum(2 if unicodedata.east_asian_width(char) in "WF" else 1 for char in shown)
    return f"{shown}\n{line * width}"


def as_text(text: str) -> str:
    """Return *text* as reStructuredText in which nothing is markup."""
    escaped = _MARKUP.sub(r"\\\g<0>", text)
    return f"\\{escaped}" if _BLOCK.match(escaped) and escaped[0] != "\\" else escaped


def _quoted(text: str) -> str:
    """Return *text* as Python and YAML write it."""
    return json.dumps(text, ensure_ascii=False)


def _localized(key: str, editions: Sequence[Edition], but: str = "") -> dict[str, str]:
    """Return a word by the code of each edition that has it, those in the language *but* aside."""
    forms = _words()[key]
    languages = {edition.code: words_for(edition) for edition in editions}
    return {code: forms[name] for code, name in languages.items() if name and name != but}


@cache
def _words() -> Mapping[str, Mapping[str, str]]:
    path = FOLDER / "words.toml"
    return parse_toml(path.read_text(encoding="utf-8"), path.name, "example")
