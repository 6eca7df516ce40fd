"""Set editions side by side: the web pages in the site, the printed ones in the cache."""

from __future__ import annotations

import filecmp
import os
import shutil
import zlib
from collections.abc import Collection, Iterable, Sequence
from pathlib import Path

from editions.bilingual.links import pair_links
from editions.bilingual.merging import RULE
from editions.bilingual.pages import Surroundings, merge_pages
from editions.bilingual.printed import merge_printed
from editions.dates import source_date
from editions.files.replacing import replace_file
from editions.files.trees import remove_tree
from editions.findings import Finding, FindingsError
from editions.interface import load_interface, template_environment, template_interface
from editions.languages import Edition, Pair, Publication
from editions.pdf.pages import BILINGUAL, OWN, PRINTED, PrintedPage
from editions.phrases import phrase
from editions.web.placeholders import fill_placeholder, has_placeholder
from editions.workflows.own_pages import is_paired_folder, missing_reason, own_pages
from editions.workflows.reporter import Reporter

#: Folder of the files of a theme, in that of an edition; and in the root of the site those of
#: this package's theme, where the editions have another one.
STATIC = "_static"
#: Folder of the pictures of the text, in that of an edition.
PICTURES = "_images"
#: Name of the style sheet of pairs among the files of the theme.
STYLESHEET = f"{STATIC}/parallel.css"
#: Placeholder of the links to pairs, in the pages of another theme.
PAIR_LINKS = "pairs"


class NoPairError(Exception):
    """Two editions cannot be set side by side, and nobody has to correct anything; says why."""


def add_pairs(
    publication: Publication,
    pairs: Iterable[Pair],
    current: Collection[Edition],
    site: Path,
    words: Path,
    reporter: Reporter,
) -> tuple[Finding, ...]:
    """Make *pairs* in *site*, each in both orders, of the editions that it holds.

    Return why editions of today, the *current*, do not fit together.  Where one half is of an
    earlier build and of another text, the pair stays as it stands, and *reporter* hears of it; it
    hears, too, of a pair of another theme that cannot be made.
    """
    problems: list[Finding] = []
    for pair in pairs:
        if not all((site / edition.code / "index.html").is_file() for edition in pair.halves):
            continue
        try:
            made = {p: make_pair(p, publication, site, words) for p in (pair, pair.swapped)}
        except NoPairError as error:
            reporter.notice(
                phrase(
                    "{pair}: not set side by side, because {reason}",
                    pair=pair,
                    reason=error.args[0],
                )
            )
            made = {pair: {}, pair.swapped: {}}
        except FindingsError as error:
            message = explain_old_half(pair, current, error.findings)
            if message:
                reporter.notice(message)
            else:
                problems += error.findings
            continue
        for ordered, pages in made.items():
            remove_tree(site / ordered.folder)
            for name, page in pages.items():
                path = site / ordered.folder / name
                path.parent.mkdir(parents=True, exist_ok=True)
                path.write_text(page, encoding="utf-8")
    link_pairs(publication, site, words)
    return tuple(problems)


def explain_old_half(
    pair: Pair, built: Collection[Edition], findings: Sequence[Finding]
) -> str | None:
    """Return why *pair* stays as it was, where one half is older than this build; else None."""
    old = [edition for edition in pair.halves if edition not in built]
    if not old or not findings or any(finding.rule != RULE for finding in findings):
        return None
    (half,) = old
    return phrase(
        "{pair}: stays as it was, because {half} was built from another text ({place}); build"
        " {half}, too",
        pair=pair,
        half=half.code,
        place=findings[0].place,
    )


def make_pair(pair: Pair, publication: Publication, site: Path, words: Path) -> dict[str, str]:
    """Return the pages of *pair*, made of those of its editions in *site*.

    Where these have another theme, of the ones that were written for the pairs alone; the files
    of this theme are put into the root of the site.

    Raises:
        FindingsError: the editions do not fit together.
        NoPairError: they have another theme, and there are no such pages, or they do not fit.
    """
    first, second = (paired_folder(publication, half, site) for half in pair.halves)
    foreign = first != site / pair.first.code
    static = [path for path in (first / STATIC).rglob("*") if path.is_file()]
    sheet = first / STYLESHEET
    version = f"?v={zlib.crc32(sheet.read_bytes()):08x}" if sheet.is_file() else ""
    surroundings = Surroundings(
        pairs=offered(pair, publication),
        stylesheet=f"{'' if foreign else f'{pair.first.code}/'}{STYLESHEET}{version}",
        interface_text=load_interface(words, pair.first).gettext,
        theme_files={path.relative_to(first).as_posix() for path in static if foreign},
        differing=differing_pictures(first, second),
    )
    try:
        pages = merge_pages(pair, read_pages(first), read_pages(second), surroundings)
    except FindingsError as error:
        if not foreign:
            raise
        raise NoPairError(str(error.findings[0])) from error
    if foreign:
        shutil.copytree(first / STATIC, site / STATIC, dirs_exist_ok=True)
    return pages


def paired_folder(publication: Publication, edition: Edition, site: Path) -> Path:
    """Return the folder of the pages of *edition* that pairs are made of.

    Raises:
        NoPairError: there is none.
    """
    folder = site / edition.code
    if is_paired_folder(folder):
        return folder
    folder = own_pages(publication, edition)
    if (folder / "index.html").is_file():
        return folder
    reason = missing_reason(publication, edition) or phrase("they were built elsewhere")
    raise NoPairError(
        phrase(
            "the pages of {code!r} are of another theme: {reason}",
            code=edition.code,
            reason=reason,
        )
    )


def differing_pictures(one: Path, other: Path) -> set[str]:
    """Return the paths at which two editions have different pictures: those by language."""
    pictures = (path for path in (one / PICTURES).rglob("*") if path.is_file())
    names = {path.relative_to(one).as_posix() for path in pictures}
    return {
        name
        for name in names
        if (other / name).is_file() and not filecmp.cmp(one / name, other / name, shallow=False)
    }


def link_pairs(publication: Publication, site: Path, words: Path) -> None:
    """Let the pages of another theme that ask for it lead to the pairs that there are."""
    template = template_environment().get_template("pair-links.html")
    for edition in publication.editions:
        folder = site / edition.code
        for path in sorted(folder.rglob("*.html")):
            page = path.read_bytes().decode("utf-8", "surrogateescape")  # or whatever it is
            if not has_placeholder(page, PAIR_LINKS):
                continue
            name = path.relative_to(folder).as_posix()
            links = [
                link
                for link in pair_links(publication.pairs, edition, name, "../" * name.count("/"))
                if (path.parent / link.href).is_file()
            ]
            content = template.render(
                links=links, interface_text=template_interface(words, edition)
            )
            filled = fill_placeholder(page, PAIR_LINKS, content)
            if filled != page:
                replace_file(path, filled.encode("utf-8", "surrogateescape"))


def offered(pair: Pair, publication: Publication) -> tuple[Pair, ...]:
    """Return the pairs that a reader of *pair* may want: those with one of its languages.

    The language of the page comes first wherever it takes part.
    """
    found = [other for other in publication.pairs if set(other.halves) & set(pair.halves)]
    return tuple(
        other.swapped if other.second == pair.first or other.swapped == pair else other
        for other in found
    )


def read_pages(folder: Path) -> dict[str, bytes]:
    """Return the pages of an edition by their paths in its folder."""
    return {
        path.relative_to(folder).as_posix(): path.read_bytes()
        for path in sorted(folder.rglob("*.html"))
    }


def printed_path(publication: Publication, edition: Edition) -> Path:
    """Return where the printed page of the last good build of *edition* is kept."""
    return publication.cache(edition, "pdf") / PRINTED


def keep_printed(publication: Publication, edition: Edition, output: Path) -> None:
    """Keep the printed page that a good build has left in *output*, for the pairs."""
    (output / PRINTED).replace(printed_path(publication, edition))


def pair_pdf_path(publication: Publication, pair: Pair) -> Path:
    """Return where the PDF of *pair* is made."""
    return publication.cache(pair, "pdf") / publication.pdf_name(pair)


def make_pair_pdf(publication: Publication, pair: Pair) -> None:
    """Lay out the printed pages of both editions of *pair* as one PDF.

    Raises:
        FindingsError: the editions do not fit together, or the page cannot be laid out.
    """
    from editions.pdf.layout import write_pdf

    one, other = (
        PrintedPage.from_json(printed_path(publication, half).read_text(encoding="utf-8"))
        for half in pair.halves
    )
    address = f"{OWN}/{BILINGUAL.name}"
    page = merge_printed(pair, one, other, address)
    data = write_pdf(
        page.html,
        {**page.files, address: BILINGUAL},
        attachments=page.attachments,
        titles=page.titles,
        system_fonts=page.system_fonts,
        standard=page.standard,
        date=source_date(os.environ),
    )
    replace_file(pair_pdf_path(publication, pair), data)
