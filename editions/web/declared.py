"""The versions that a publication declares, and the day of the one that is published."""

from __future__ import annotations

import os
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING

from editions.dates import source_date
from editions.translations.configuration import settings_of
from editions.web.versions import Version, read_versions

if TYPE_CHECKING:
    from sphinx.config import Config


def declared_versions(config: Config, source: Path, root: Path) -> tuple[Version, ...]:
    """Return the versions of the publication, the newest first; none where it declares none.

    *source* is the folder of the text, *root* that of ``conf.py``.

    Raises:
        FindingsError: something is wrong with their file.
    """
    settings = settings_of(config)
    if not settings.versions_file or not settings.editions:
        return ()
    path = source / settings.versions_file
    return read_versions(path, root, settings.editions, config.release)


def published_day(config: Config, source: Path, root: Path) -> date | None:
    """Return the day of the version that is published, as a reader may know it.

    It is the one that the publication declares; where it declares none, that of the source.

    Raises:
        FindingsError: something is wrong with the file of versions.
    """
    versions = declared_versions(config, source, root)
    return versions[0].day if versions else source_date(os.environ)
