"""What WeasyPrint may read: the files of the publication, and no other address."""

from __future__ import annotations

import mimetypes
from collections.abc import Mapping
from pathlib import Path
from urllib.parse import unquote, urlsplit

from weasyprint.urls import FatalURLFetchingError, URLFetcher, URLFetcherResponse


class UnreadableAddressError(FatalURLFetchingError):  # type: ignore[misc]  # WeasyPrint has no types
    """An address cannot be read; its arguments are the address, and why."""


class ListedFiles(URLFetcher):  # type: ignore[misc]  # WeasyPrint has no types
    """Reads listed files alone, by their names below one address."""

    def __init__(self, base: str, files: Mapping[str, Path]) -> None:
        super().__init__(allowed_protocols=(), fail_on_errors=True)
        self.base = base
        self.files = files

    def fetch(self, url: str, headers: object = None) -> URLFetcherResponse:
        """Return the content of a file.

        Raises:
            UnreadableAddressError: it is not listed, or cannot be read.
        """
        name = unquote(urlsplit(url).path).removeprefix("/")
        path = self.files.get(name) if url.startswith(self.base) else None
        if path is None:
            raise UnreadableAddressError(url, "is not a part of the publication; refused")
        try:
            data = path.read_bytes()
        except OSError as error:
            raise UnreadableAddressError(url, str(error.strerror)) from error
        kind = mimetypes.guess_type(path.name)[0] or "application/octet-stream"
        return URLFetcherResponse(url, data, {"Content-Type": kind})
