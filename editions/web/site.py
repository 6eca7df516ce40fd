"""Finish a site: the pages and files that belong to no edition, made of what stands in it."""

from __future__ import annotations

import os
import shutil
from collections.abc import Mapping
from pathlib import Path

from editions.dates import source_date
from editions.interface import template_interface
from editions.languages import DOWNLOADS, Publication
from editions.web.chooser import choices, render_chooser, render_missing
from editions.web.downloads import CHECKSUMS, checksums, fill_pages, find_downloads
from editions.web.sitemap import listed_pages, render_robots, render_sitemap

#: Files of the page where a reader chooses.
ASSETS = Path(__file__).parent / "assets"


def finish_site(
    publication: Publication, site: Path, available: Mapping[str, set[str]], words: Path
) -> None:
    """Write what belongs to the whole of *site*, after editions and pairs have been put into it.

    *available* gives the formats by the code of the edition, and *words* the folder of the
    templates' compiled words.
    """
    found = choices(publication, site, available, words)
    (site / "index.html").write_text(
        render_chooser(publication.editions, publication.address, found), encoding="utf-8"
    )
    (site / "404.html").write_text(render_missing(publication, found), encoding="utf-8")
    for asset in sorted(ASSETS.iterdir()):
        shutil.copyfile(asset, site / asset.name)
    (site / "robots.txt").write_text(render_robots(publication.address), encoding="utf-8")
    sitemap = site / "sitemap.xml"
    sitemap.unlink(missing_ok=True)
    if publication.address:
        sitemap.write_bytes(render_sitemap(listed_pages(site), source_date(os.environ)))


def list_files(publication: Publication, site: Path, words: Path) -> None:
    """Write the checksums of the files in *site*, and list them in every edition.

    Pairs of pages are made of pages that have their lists.
    """
    folder = site / DOWNLOADS
    downloads = find_downloads(folder, publication.slug, publication.editions)
    if downloads:
        (folder / CHECKSUMS).write_text(checksums(downloads), encoding="utf-8")
    for edition in publication.editions:
        fill_pages(
            site / edition.code,
            downloads,
            edition,
            publication.editions,
            prefix=f"../{DOWNLOADS}/",
            address=publication.address and f"{publication.address}{DOWNLOADS}/",
            interface_text=template_interface(words, edition),
        )
