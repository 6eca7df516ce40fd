"""Lay out one HTML page with WeasyPrint, shut in: only listed files, and no word unheard."""

from __future__ import annotations

import contextlib
import gc
import io
import logging
import os
import warnings
from collections.abc import Callable, Iterator, Mapping, Sequence
from datetime import UTC, datetime
from functools import partial
from pathlib import Path
from typing import Any
from urllib.parse import unquote
from xml.etree.ElementTree import Element

import tinycss2

from editions.borrowed.weasyprint import drawn_texts_whole, fonts_described_once, page_box
from editions.borrowed.weasyprint_lines import breaks_judged, patterns_chosen
from editions.files.identity import META
from editions.findings import Finding, FindingsError
from editions.pdf.checks import (
    find_missing_glyphs,
    find_oversized,
    find_translucent,
    place_of,
)
from editions.pdf.conformance import (
    associate_once,
    declare_identity,
    declare_languages,
    declare_standard,
    forbid_interpolation,
    label_pages,
    show_outline,
)
from editions.pdf.content import SOFT_HYPHEN
from editions.pdf.fonts import correct_widths, undrawn_letters
from editions.pdf.hyphenation import may_break, patterns_of
from editions.pdf.pages import LANGUAGES, OWN
from editions.pdf.standards import STANDARDS, Standard
from editions.phrases import phrase
from editions.settings.declarations import PdfStandard
from editions.system.installing import advice
from editions.system.needs import missing

#: Address of the document while it is laid out.  It belongs to nobody (RFC 2606), so that
#: an address that leaks into the file names no folder of this machine.
BASE_URL = "https://edition.invalid/"

#: Name that the style sheet gives to the pages of the body, which are counted from 1.
BODY = "body"

#: A fontconfig configuration without folders.
NO_SYSTEM_FONTS = Path(__file__).with_name("fonts.conf")


#: Date of attachments where the source has none.
UNDATED = datetime(1980, 1, 1, tzinfo=UTC)


class LayoutError(FindingsError):
    """The page cannot be laid out as it was meant."""


class _Problems(logging.Handler):
    """Keeps what WeasyPrint would only print."""

    def __init__(self) -> None:
        super().__init__(logging.WARNING)
        self.messages: dict[str, None] = {}
        #: Letters that no font has.
        self.letters: set[str] = set()
        #: Addresses of pictures that cannot be shown, and why.
        self.pictures: list[tuple[str, str]] = []

    def emit(self, record: logging.LogRecord) -> None:
        arguments = record.args if isinstance(record.args, tuple) else ()
        if str(record.msg).startswith(".notdef glyph"):
            self.letters.add(str(arguments[0]))
        elif str(record.msg).startswith("Failed to load image at"):
            self.pictures.append((str(arguments[0]), f"not a picture ({arguments[1]})"))
        elif str(record.msg).startswith("Failed to render SVG image"):
            self.pictures.append((str(arguments[0]), "the SVG picture is broken"))
        else:
            self.messages[record.getMessage()] = None


def write_pdf(
    page: str,
    files: Mapping[str, Path],
    *,
    system_fonts: bool,
    standard: PdfStandard = "ua-1",
    attachments: Mapping[str, str] | None = None,
    titles: Mapping[str, str] | None = None,
    date: datetime | None = None,
    report: Callable[[Sequence[Finding]], None] | None = None,
) -> bytes:
    """Lay out *page* and return the PDF, which bears *date* or none.

    It conforms to *standard*, as `pdf_standard` calls it.

    Nothing is read but *files*: addresses relative to the page, and where each one lies.
    *attachments* says of those that go into the PDF as they are what they are to it, as
    ISO 32000-2, 7.11.3, calls it: ``Data``, ``Supplement``; *titles* says what some are called.
    The same page, files, fonts and date give the same bytes.

    *report* is given what spoils a page and leaves the rest as it is: letters that no font has,
    what runs out of the page, styles that are not understood.  Without it, that is an error.

    Raises:
        LayoutError: something was missing, refused or not understood.
    """
    own = brings_fonts(files)
    if not system_fonts and not own:
        raise one_problem(
            phrase(
                "pdf_system_fonts is False, but no style sheet brings a font: add @font-face"
                " rules to one that pdf_stylesheets names, and the files of the fonts beside it"
            )
        )
    fonts = contextlib.nullcontext() if system_fonts else _own_fonts()
    with fonts, _without_collection(), warnings.catch_warnings():
        # The point of NO_SYSTEM_FONTS; a glyph that is missing is reported all the same.
        warnings.filterwarnings("ignore", "No fonts configured in FontConfig")
        # WeasyPrint 70 leaves its colour profile to the garbage collector.
        warnings.filterwarnings("ignore", "unclosed file .*sRGB2014", ResourceWarning)
        data, findings = _write_pdf(
            page,
            files,
            attachments or {},
            titles or {},
            date,
            STANDARDS[standard],
            fonts_needed=not own,
            system_fonts=system_fonts,
        )
    if findings and report is None:
        raise LayoutError(findings)
    if report is not None:
        report(findings)
    return data


def brings_fonts(files: Mapping[str, Path]) -> bool:
    """Tell whether a style sheet of the publication, among *files*, has an ``@font-face`` rule."""
    for name, path in files.items():
        if name.endswith(".css") and not name.startswith(f"{OWN}/"):
            with contextlib.suppress(OSError):
                rules = tinycss2.parse_stylesheet(
                    path.read_text(encoding="utf-8", errors="replace")
                )
                if any(getattr(rule, "lower_at_keyword", "") == "font-face" for rule in rules):
                    return True
    return False


@contextlib.contextmanager
def _without_collection() -> Iterator[None]:
    """Pause the search for garbage.

    It walks the boxes of all pages so far again and again, and finds none: with it, the time
    for a long document grows faster than its length.
    """
    enabled = gc.isenabled()
    gc.disable()
    try:
        yield
    finally:
        if enabled:
            gc.enable()


@contextlib.contextmanager
def _own_fonts() -> Iterator[None]:
    """Hide the machine's fonts: the same ones everywhere, or none.

    WeasyPrint loads fontconfig anew for each document.
    """
    name = "FONTCONFIG_FILE"
    before = os.environ.get(name)
    os.environ[name] = str(NO_SYSTEM_FONTS)
    try:
        yield
    finally:
        if before is None:
            del os.environ[name]
        else:
            os.environ[name] = before


def _write_pdf(
    page: str,
    files: Mapping[str, Path],
    attachments: Mapping[str, str],
    titles: Mapping[str, str],
    date: datetime | None,
    standard: Standard,
    *,
    fonts_needed: bool,
    system_fonts: bool,
) -> tuple[bytes, tuple[Finding, ...]]:
    weasyprint = _import_weasyprint(fonts_needed=fonts_needed)
    from editions.pdf.fetching import ListedFiles, UnreadableAddressError
    from editions.pdf.tagging import logical_structure

    fetcher = ListedFiles(BASE_URL, files)
    findings: list[Finding] = []
    with _logged_problems() as problems:
        source = weasyprint.HTML(string=page, base_url=BASE_URL, url_fetcher=fetcher)
        root = source.etree_element
        parents = {child: parent for parent in root.iter() for child in parent}
        try:
            with breaks_judged(may_break), patterns_chosen(patterns_of), fonts_described_once():
                document = source.render(pdf_variant=standard.variant)
            _drop_soft_hyphens(document)
            findings += find_oversized(document.pages, parents)
            findings += find_translucent(document.pages, parents)
            stamp = (date or UNDATED).astimezone(UTC)
            if date is not None:
                shown = stamp.strftime("%Y-%m-%dT%H:%M:%SZ")
                document.metadata.created = document.metadata.modified = shown
            document.metadata.attachments += [
                weasyprint.Attachment(
                    url=BASE_URL + name,
                    url_fetcher=fetcher,
                    name=name.rpartition("/")[2],
                    description=titles.get(name) or name.rpartition("/")[2],
                    created=stamp,
                    modified=stamp,
                    relationship=relationship,
                )
                for name, relationship in attachments.items()
            ]
            with logical_structure(standard), fonts_described_once(), drawn_texts_whole():
                data: bytes = document.write_pdf(
                    finisher=partial(_finish, standard), pdf_variant=standard.variant, pdf_tags=True
                )
        except UnreadableAddressError as error:
            url, reason = error.args
            raise LayoutError([_address_finding(url, reason, root, parents, files)]) from error
    problems.letters.update(undrawn_letters(document.fonts.values()))
    findings += find_missing_glyphs(
        document.pages, problems.letters, parents, system_fonts=system_fonts
    )
    findings += [_address_finding(*item, root, parents, files) for item in problems.pictures]
    findings += [Finding("pdf", 0, message, "pdf") for message in problems.messages]
    return data, tuple(dict.fromkeys(findings))


def _import_weasyprint(*, fonts_needed: bool) -> Any:
    """Return the library, which needs Pango and, where the document brings none, fonts.

    Raises:
        LayoutError: the machine lacks either.
    """
    try:
        # Where it fails, it prints a banner.
        with contextlib.redirect_stdout(io.StringIO()), _unheard():
            import weasyprint

        from editions.borrowed.weasyprint import has_fonts
    except OSError as error:
        needs = missing(["print"])
        next_step = advice(needs) if needs else phrase("'editions doctor' says what is missing")
        raise one_problem(
            phrase(
                "WeasyPrint cannot load Pango ({error}); {next_step}",
                error=error,
                next_step=next_step,
            )
        ) from error
    if fonts_needed and not has_fonts():
        raise one_problem(
            phrase(
                "this machine has no fonts, and the document brings none; install some, such as"
                " Debian's fonts-dejavu-core"
            )
        )
    return weasyprint


@contextlib.contextmanager
def _unheard() -> Iterator[logging.Logger]:
    """Keep WeasyPrint's steps from whoever listens to all libraries; yield its log."""
    log = logging.getLogger("weasyprint")
    propagated, log.propagate = log.propagate, False
    try:
        yield log
    finally:
        log.propagate = propagated


@contextlib.contextmanager
def _logged_problems() -> Iterator[_Problems]:
    """Keep what WeasyPrint warns of."""
    problems = _Problems()
    with _unheard() as log:
        log.addHandler(problems)
        try:
            yield problems
        finally:
            log.removeHandler(problems)


def _drop_soft_hyphens(document: Any) -> None:
    """Take soft hyphens out of the outline, where nobody asks how a heading may be broken."""
    for page in document.pages:
        page.bookmarks = [
            (level, label.replace(SOFT_HYPHEN, ""), *rest) for level, label, *rest in page.bookmarks
        ]


def one_problem(message: str) -> LayoutError:
    """Return the error for a problem that has no place in the source."""
    return LayoutError([Finding("pdf", 0, message, "pdf")])


def _address_finding(
    url: str,
    reason: str,
    root: Element,
    parents: Mapping[Element, Element],
    files: Mapping[str, Path],
) -> Finding:
    """Say why what stands at *url* cannot be used, and which element asks for it."""
    name = unquote(url).removeprefix(BASE_URL)
    path = files.get(name)
    asking = (e for e in root.iter() if name in (e.get("src"), unquote(e.get("src") or "")))
    file, line = place_of(next(asking, None), parents)
    return Finding(
        file, line, phrase("{place}: {problem}", place=path or url, problem=reason), "resource"
    )


def _finish(standard: Standard, document: Any, pdf: Any) -> None:
    """Complete the file that WeasyPrint is about to write."""
    declare_standard(pdf, standard)
    declare_languages(pdf, document.metadata.custom.get(LANGUAGES, "").split())
    declare_identity(pdf, document.metadata.custom.get(META, ""))
    associate_once(pdf)
    show_outline(pdf)
    names = [page_box(page).page_type.name for page in document.pages]
    label_pages(pdf, names.index(BODY) if BODY in names else 0)
    forbid_interpolation(pdf)
    correct_widths(pdf, document.fonts.values())
