"""Make a copy of a publication larger: its chapters and their catalogs again, or more languages."""

from __future__ import annotations

import re
import shutil
from collections.abc import Collection, Iterable, Sequence
from pathlib import Path

#: What a document may hold once only in a publication, and what does not work in a copy of it.
_ONCE = re.compile(r"^\s*\.\. (data-table|data-chart|data-package|bibliography|glossary)::", re.M)
_POINTER = re.compile(r"^\.\. data-pointer::.*\n", re.M)
_LABEL = re.compile(r"^(\s*\.\. _)([\w-]+)(:\s*)$", re.M)
_ROLE = re.compile(r"(:(?:ref|numref|doc):`(?:[^`<]*<)?)([\w-]+)(>?`)")

#: Locales that a publication may have more editions in: close to those of this one, so that
#: words, hyphens and fonts are there for all of them.
LOCALES = (
    *("es_AR", "fr_BE", "es_CL", "fr_CH", "es_CO", "fr_LU", "es_CR", "fr_MC", "es_CU", "fr_SN"),
    *("es_EC", "fr_CI", "es_ES", "fr_MA", "es_GT", "fr_TN", "es_PE", "fr_DZ", "es_UY", "fr_HT"),
)


def labels_of(text: str) -> set[str]:
    """Return the labels that a document declares."""
    return {match[2] for match in _LABEL.finditer(text)}


def copied_text(text: str, number: int, names: Collection[str]) -> str:
    """Return the text of a document, or a catalog's, for copy *number* of what bears *names*."""

    def rename(match: re.Match[str]) -> str:
        begin, name, end = match.groups()
        return f"{begin}{name}-{number}{end}" if name in names else match[0]

    return _ROLE.sub(rename, _LABEL.sub(rename, _POINTER.sub("", text)))


def copied_entries(text: str, number: int, names: Collection[str]) -> str:
    """Return the root document with copy *number* of each of *names* after it in the contents."""

    def add(match: re.Match[str]) -> str:
        entry = match[0]
        return f"{entry}\n{match[1]}{match[2]}-{number}" if match[2] in names else entry

    return re.sub(r"^([ \t]+)([\w-]+)$", add, text, flags=re.M)


def without_directive(text: str, name: str) -> str:
    """Return the text of a document without any directive *name*, its options and content."""
    kept: list[str] = []
    inside = -1  # how far the directive is indented that is being left out
    for line in text.splitlines(keepends=True):
        indent = len(line) - len(line.lstrip())
        if inside >= 0 and (not line.strip() or indent > inside):
            continue
        inside = indent if line.lstrip().startswith(f".. {name}::") else -1
        if inside < 0:
            kept.append(line)
    return "".join(kept)


def changed_cell(text: str) -> str:
    """Return a table as CSV with the last digit changed of its first number with a decimal point.

    It is the same text where there is no such number.
    """

    def change(match: re.Match[str]) -> str:
        return f"{match[1]}{int(match[2]) % 9 + 1}"

    return re.sub(r"((?<=,)\d+\.\d*)(\d)(?=,|$)", change, text, count=1, flags=re.M)


def grow(source: Path, root_document: str, catalogs: Iterable[Path], times: int) -> list[str]:
    """Let the *source* of a publication hold its chapters *times*; return the chapters' names.

    Documents that hold what a publication has once, such as a table of data, stay alone.
    *catalogs* are the folders of its ``.po`` files, one a language.
    """
    texts = {path.stem: path.read_text(encoding="utf-8") for path in source.glob("*.rst")}
    root = texts.pop(root_document)
    chapters = {name: text for name, text in texts.items() if not _ONCE.search(text)}
    names = {*chapters, *(label for text in chapters.values() for label in labels_of(text))}
    folders = list(catalogs)
    for number in range(times, 1, -1):
        for name, text in chapters.items():
            copy = source / f"{name}-{number}.rst"
            copy.write_text(copied_text(text, number, names), encoding="utf-8")
            for folder in folders:
                catalog = folder / f"{name}.po"
                if catalog.is_file():
                    content = copied_text(catalog.read_text(encoding="utf-8"), number, names)
                    catalog.with_stem(copy.stem).write_text(content, encoding="utf-8")
        root = copied_entries(root, number, chapters.keys())
    (source / f"{root_document}.rst").write_text(root, encoding="utf-8")
    return sorted(chapters)


def countries(codes: Sequence[str], count: int) -> dict[str, str]:
    """Return *count* codes of editions, those of *codes* first, each with the one that it copies.

    Raises:
        ValueError: there are not so many.
    """
    found = {code: code for code in codes[:count]}
    known = {code.lower().replace("-", "_") for code in codes}
    for locale in LOCALES:
        language = locale.partition("_")[0]
        model = next((code for code in codes[1:] if code.partition("_")[0] == language), "")
        if len(found) < count and model and locale.lower() not in known:
            found[locale] = model
    if len(found) < count:
        raise ValueError(f"{len(found)} languages are the most that can be made of {codes}")
    return found


def add_languages(root: Path, codes: Sequence[str], count: int) -> None:
    """Let the publication in *root*, which has editions *codes*, have *count* of them or more.

    Further ones are copies of its translations for other countries, whose catalogs are copied.
    """
    added = {code: model for code, model in countries(codes, count).items() if code not in codes}
    for code, model in added.items():
        shutil.copytree(root / "locale" / model, root / "locale" / code)
        for path in (root / "locale" / code).rglob("*.po"):
            text = path.read_text(encoding="utf-8")
            path.write_text(catalog_for(text, code), encoding="utf-8")
    if not added:
        return
    with (root / "conf.py").open("a", encoding="utf-8") as file:
        file.write(
            "\nfrom dataclasses import replace as _for_country\n"
            "_models = {edition.code: edition for edition in editions}\n"
            "editions += [\n"
            "    _for_country(_models[model], code=code, locale=code)\n"
            f"    for code, model in {added!r}.items()\n"
            "]\n"
            'editions_card = ""  # there are none of theirs\n'
        )


def catalog_for(text: str, locale: str) -> str:
    """Return a catalog with *locale* as its language."""
    return re.sub(r'^("Language: )\w+', rf"\g<1>{locale}", text, count=1, flags=re.M)
