"""Lay out one HTML page with WeasyPrint, shut in: only listed files, and no word unheard."""

from __future__ import annotations

import contextlib
import logging
import mimetypes
import os
import warnings
from collections.abc import Iterator, Mapping
from datetime import UTC, datetime
from pathlib import Path
from typing import Any
from urllib.parse import unquote, urlsplit

from editions.findings import EditionsError
from editions.pdf.conformance import VARIANT, declare_pdfua, show_outline

#: Address of the document while it is laid out.  It belongs to nobody (RFC 2606), so that
#: an address that leaks into the file names no folder of this machine.
BASE_URL = "https://edition.invalid/"

#: A fontconfig configuration without folders.
NO_SYSTEM_FONTS = Path(__file__).with_name("fonts.conf")


class LayoutError(EditionsError):
    """The page cannot be laid out as it was meant."""


class _Problems(logging.Handler):
    """Keeps what WeasyPrint would only print."""

    def __init__(self) -> None:
        super().__init__(logging.WARNING)
        self.messages: dict[str, None] = {}

    def emit(self, record: logging.LogRecord) -> None:
        self.messages[record.getMessage()] = None


def write_pdf(
    page: str,
    files: Mapping[str, Path],
    *,
    system_fonts: bool,
    date: datetime | None = None,
) -> bytes:
    """Lay out *page* and return the PDF, which bears *date* or none.

    Nothing is read but *files*: addresses relative to the page, and where each one lies.
    The same page, files, fonts and date give the same bytes.

    Raises:
        LayoutError: something was missing, refused or not understood.
    """
    fonts = contextlib.nullcontext() if system_fonts else _own_fonts()
    with fonts, warnings.catch_warnings():
        # The point of NO_SYSTEM_FONTS; a glyph that is missing is reported all the same.
        warnings.filterwarnings("ignore", "No fonts configured in FontConfig")
        # WeasyPrint 70 leaves its colour profile to the garbage collector.
        warnings.filterwarnings("ignore", "unclosed file .*sRGB2014", ResourceWarning)
        return _write_pdf(page, files, date)


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


def _write_pdf(page: str, files: Mapping[str, Path], date: datetime | None) -> bytes:
    try:
        import weasyprint

        from editions.pdf.tagging import logical_structure
    except OSError as error:
        raise LayoutError(
            f"WeasyPrint cannot load Pango ({error}); 'python3 -m editions.system print'"
            " says which packages are missing"
        ) from error
    from weasyprint.urls import FatalURLFetchingError, URLFetcher, URLFetcherResponse

    class Jail(URLFetcher):  # type: ignore[misc]  # WeasyPrint has no types
        """Knows the listed files, and no other address."""

        def __init__(self) -> None:
            super().__init__(allowed_protocols=(), fail_on_errors=True)

        def fetch(self, url: str, headers: object = None) -> URLFetcherResponse:
            name = unquote(urlsplit(url).path).removeprefix("/")
            path = files.get(name) if url.startswith(BASE_URL) else None
            if path is None:
                raise FatalURLFetchingError(f"{url} is not a part of the publication; refused")
            try:
                data = path.read_bytes()
            except OSError as error:
                raise FatalURLFetchingError(f"{path}: {error.strerror}") from error
            kind = mimetypes.guess_type(path.name)[0] or "application/octet-stream"
            return URLFetcherResponse(url, data, {"Content-Type": kind})

    problems = _Problems()
    log = logging.getLogger("weasyprint")
    log.addHandler(problems)
    try:
        source = weasyprint.HTML(string=page, base_url=BASE_URL, url_fetcher=Jail())
        document = source.render(pdf_variant=VARIANT)
        if date is not None:
            stamp = date.astimezone(UTC).strftime("%Y-%m-%dT%H:%M:%SZ")
            document.metadata.created = document.metadata.modified = stamp
        with logical_structure():
            data: bytes = document.write_pdf(finisher=_finish, pdf_variant=VARIANT)
    except FatalURLFetchingError as error:
        raise LayoutError(str(error)) from error
    finally:
        log.removeHandler(problems)
    if problems.messages:
        raise LayoutError("; ".join(problems.messages))
    return data


def _finish(document: Any, pdf: Any) -> None:
    """Complete the file that WeasyPrint is about to write."""
    declare_pdfua(pdf)
    show_outline(pdf)
