"""The settings of this package: the one declaration of each."""

from __future__ import annotations

import os
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field, fields
from itertools import combinations
from typing import Any, Literal

from editions.languages import Edition, Pair, Publication
from editions.phrases import phrase
from editions.settings.values import (
    Pairs,
    UnexpectedValueError,
    read_counterparts,
    read_day,
    read_depth,
    read_editions,
    read_pairs,
    read_path,
    read_paths,
    read_roles,
    read_switch,
    read_text,
)

#: Where Sphinx has to begin again when the value changes: at reading, at writing, nowhere.
Rebuild = Literal["env", "html", ""]

#: What a PDF may conform to: see `pdf_standard`.
PdfStandard = Literal["ua-1", "ua-2"]

#: How many editions are all set side by side unless `editions_pairs` says otherwise: the number of
#: pairs grows with the square of theirs.
ALL_PAIRED = 3

#: What `editions_slug` may be: it names files.
_SLUG = r"(\w[\w.-]*)?"


def _setting(
    default: object,
    rebuild: Rebuild,
    types: tuple[type, ...],
    read: Callable[[object], object],
    expected: str,
    purpose: str,
) -> Any:
    """Declare a setting; see `Setting`."""
    return field(
        default_factory=lambda: default,
        metadata={"declared": (default, rebuild, types, read, expected, purpose)},
    )


#: Types of a list whose order is no matter, and of a path.
_NAMES = (list, tuple, set, frozenset)
_PATH = (str, os.PathLike)


@dataclass(frozen=True)
class Settings:
    """What ``conf.py`` says to this package, checked.

    This is the declaration of the settings, too: of each its default, where Sphinx has to begin
    again when it changes, the types that Sphinx takes, what reads the value, what is expected,
    and a sentence, in Markdown, for the tables of the guides.
    """

    editions: tuple[Edition, ...] = _setting(
        (),
        "env",
        (list, tuple),
        read_editions,
        phrase("a list of Edition, the source language first, each code once"),
        "the editions, the source language first",
    )
    editions_slug: str = _setting(
        "",
        "html",
        (str,),
        lambda value: read_text(value, _SLUG),
        phrase("a text that can name a file, such as 'two-shores'"),
        "first part of the names of the PDF and EPUB files; made from `project`, or from the"
        " first edition’s title, if it is empty",
    )
    editions_card: str = _setting(
        "",
        "html",
        _PATH,
        read_path,
        phrase("the name of a PNG file in html_static_path, such as 'card-{code}.png'"),
        "picture for social networks, a PNG in `html_static_path`; `{code}` stands for the edition",
    )
    editions_epub_evaluator: str = _setting(
        "",
        "",
        (str,),
        lambda value: read_text(value, r"(?:\S[^\n]*)?"),
        phrase("the name of a person or an organization, in one line"),
        "who has evaluated the EPUBs against EPUB Accessibility 1.1 and WCAG 2.2, Level AA: they"
        " say so and name them, and nothing of the kind if it is empty",
    )
    editions_epub_evaluated: str = _setting(
        "",
        "",
        (str,),
        read_day,
        phrase("a day such as '2026-11-27'"),
        "the day of that evaluation, such as `2026-11-27`: the EPUBs that name who made it say"
        " when",
    )
    editions_license: str = _setting(
        "",
        "",
        (str,),
        lambda value: read_text(value, r"([A-Za-z0-9][A-Za-z0-9.+-]*)?"),
        phrase("an identifier of SPDX, such as 'CC-BY-4.0'"),
        "licence of the text, as SPDX calls it; for what releases say of themselves",
    )
    editions_accessibility_contact: str = _setting(
        "",
        "html",
        (str,),
        lambda value: read_text(value, r"(?:\S[^\n]*)?"),
        phrase("an address of mail or of the web, or another way to write, in one line"),
        "where readers say that something is in their way: every web edition has a statement on"
        " accessibility that names it, and none if it is empty",
    )
    editions_pairs: Pairs = _setting(  # noqa: RUF009  # like all; ruff knows no alias
        "",
        "html",
        (str, bool, list, tuple),
        read_pairs,
        phrase("True, False, 'original' or a list of pairs of codes, such as [('en', 'es')]"),
        "which editions are set side by side: all of them (`True`), none (`False`), each"
        ' translation with the original (`"original"`), or a list of pairs of codes; if it is'
        " empty, all where there are at most three editions, and each with the original where"
        " there are more",
    )
    editions_refused: Literal["", "error", "fallback", "harm"] = _setting(
        "",
        "env",
        (str,),
        lambda value: read_text(value, "(error|fallback|harm)?"),
        phrase("'error', 'fallback' or 'harm'"),
        'what a translation that is not safe does: it stops the build (`"error"`, the default where'
        ' `editions` are declared), the original text is published with its mark (`"fallback"`), or'
        ' only where it could do harm (`"harm"`, the default elsewhere)',
    )
    editions_warnings: Literal["", "error", "report"] = _setting(
        "",
        "",
        (str,),
        lambda value: read_text(value, "(error|report)?"),
        phrase("'error' or 'report'"),
        "what a warning of Sphinx does in the builds of this package: it stops them"
        ' (`"error"`, the default where `editions` are declared), or is reported (`"report"`, the'
        " default elsewhere)",
    )
    editions_extra_files: tuple[str, ...] = _setting(
        (),
        "",
        (list, tuple),
        read_paths,
        phrase("a list of paths of files and folders, relative to conf.py"),
        "files and folders, relative to `conf.py`, that builds on other machines need besides those"
        " that settings name and builds have read; hidden ones travel only so",
    )
    editions_counterparts: Mapping[str, tuple[str, ...]] = _setting(
        {},
        "env",
        (dict,),
        read_counterparts,
        phrase(
            "a dictionary of web addresses, each to one address or a list of them, a folder's with"
            " '/' at its end"
        ),
        "addresses that may stand in the place of others in translations",
    )
    editions_harmless_roles: frozenset[str] = _setting(
        frozenset(),
        "env",
        _NAMES,
        read_roles,
        phrase("a list of names of roles, such as ['product']"),
        "the publication’s own roles that only set their text apart",
    )
    tables_package: str = _setting(
        Publication.tables_package,
        "env",
        _PATH,
        read_path,
        phrase("the path of a file, relative to the source"),
        "the description of the data, relative to the source",
    )
    references_file: str = _setting(
        "",
        "env",
        _PATH,
        read_path,
        phrase("the path of a file, relative to the source"),
        "the works that are cited, a YAML file, relative to the source",
    )
    references_style: str = _setting(
        "",
        "env",
        _PATH,
        read_path,
        phrase("the path of a file, relative to the source"),
        "the CSL style of the bibliography, relative to the source; if it is empty, a style by"
        " author and date that comes with the package",
    )
    versions_file: str = _setting(
        "",
        "html",
        _PATH,
        read_path,
        phrase("the path of a file, relative to the source"),
        "versions and what is new in them, relative to the source; for feeds, releases and the page"
        " of versions",
    )
    pdf_stylesheets: tuple[str, ...] = _setting(
        (),
        "",
        (list, tuple),
        read_paths,
        phrase("a list of names of files in html_static_path"),
        "style sheets for the PDF, files of `html_static_path`",
    )
    pdf_system_fonts: bool = _setting(
        True,
        "",
        (bool,),
        read_switch,
        phrase("True or False"),
        "`False`: only fonts that the style sheets name, so that a PDF is the same on every"
        " machine",
    )
    pdf_contents_depth: int = _setting(
        2,
        "",
        (int,),
        read_depth,
        phrase("a whole number from 1 to 6"),
        "levels of headings in the PDF’s table of contents",
    )
    pdf_page_size: Literal["letter", "A4"] = _setting(
        "letter",
        "",
        (str,),
        lambda value: read_text(value, "letter|A4"),
        phrase("'letter' or 'A4'"),
        'size of the PDF’s pages, `"letter"` or `"A4"`',
    )
    pdf_standard: PdfStandard = _setting(  # noqa: RUF009  # like all; ruff knows no alias
        "ua-1",
        "",
        (str,),
        lambda value: read_text(value, "ua-1|ua-2"),
        phrase("'ua-1' or 'ua-2'"),
        'what the PDFs conform to: `"ua-1"` (PDF/UA-1 and PDF/A-3a) or `"ua-2"` (PDF/UA-2,'
        " Well-Tagged PDF 1.0 and PDF/A-4f)",
    )

    @property
    def pairs(self) -> tuple[Pair, ...]:
        """The editions to be set side by side, each pair once and in declared order.

        Raises:
            UnexpectedValueError: the setting names an edition that is not there, or a pair would
                lie in the folder of an edition.
        """
        pairs = tuple(Pair(one, other) for one, other in combinations(self.editions, 2))
        chosen = self.editions_pairs
        if chosen == "":
            chosen = True if len(self.editions) <= ALL_PAIRED else "original"
        if chosen is False:
            return ()
        if chosen == "original":
            pairs = tuple(pair for pair in pairs if self.editions[0] in pair)
        elif chosen is not True:
            known = {frozenset((p.first.code, p.second.code)): p for p in pairs}
            for item in chosen:
                if frozenset(item) not in known:
                    there = ", ".join(map(str, pairs)) or phrase("none")
                    raise UnexpectedValueError(
                        item,
                        held=True,
                        why=phrase(
                            "which is not two of the editions; there are {pairs}", pairs=there
                        ),
                    )
            wanted = {known[frozenset(item)] for item in chosen}
            pairs = tuple(pair for pair in pairs if pair in wanted)
        codes = {edition.code for edition in self.editions}
        for pair in pairs:
            if codes & {pair.folder, pair.swapped.folder}:
                why = phrase("whose pages side by side would lie in the folder of another edition")
                raise UnexpectedValueError((pair.first.code, pair.second.code), held=True, why=why)
        return pairs


@dataclass(frozen=True)
class Setting:
    """The declaration of one setting."""

    name: str
    default: object
    #: Where Sphinx has to begin again when the value changes.
    rebuild: Rebuild
    #: Types that its value may have, as Sphinx judges them.
    types: tuple[type, ...]
    #: Returns a value in the form of `Settings`, or raises `UnexpectedValueError`.
    read: Callable[[object], object]
    #: What values are right.
    expected: str
    #: What it is for, in Markdown.
    purpose: str

    @property
    def sphinx_default(self) -> object:
        """The default as Sphinx knows it: a list, or ``-D`` could not set it."""
        return list(self.default) if isinstance(self.default, (tuple, frozenset)) else self.default


#: Every setting, by name, in the order of the guides.
SETTINGS: Mapping[str, Setting] = {
    one.name: Setting(one.name, *one.metadata["declared"]) for one in fields(Settings)
}
