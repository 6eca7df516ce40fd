"""What the finished cover of an edition tells the pages that belong to the site as a whole."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

from lxml import html


@dataclass(frozen=True)
class Cover:
    """The cover of one edition, as its page shows it; addresses are relative to the site."""

    #: What the publication is about; may be empty.
    description: str
    #: Address of the picture, or empty.
    art: str
    #: What the picture shows; empty where it is decoration.
    art_text: str
    stylesheets: tuple[str, ...]
    #: Address of the sign of the site, or empty.
    icon: str


def read_cover(folder: Path) -> Cover | None:
    """Read ``index.html`` of the edition in *folder*; return None where there is none."""
    path = folder / "index.html"
    if not path.is_file():
        return None
    page = html.document_fromstring(path.read_bytes())

    def found(xpath: str) -> list[str]:
        result = page.xpath(xpath)
        return [str(item) for item in result] if isinstance(result, list) else []

    def first(xpath: str) -> str:
        return next(iter(found(xpath)), "")

    def placed(href: str) -> str:
        outside = "://" in href or href.startswith(("/", "data:"))
        return href if outside or not href else f"{folder.name}/{href}"

    art = "//img[contains(concat(' ', @class, ' '), ' cover-art ')]"
    return Cover(
        description=first("//meta[@name='description']/@content"),
        art=placed(first(f"{art}/@src")),
        art_text=first(f"{art}/@alt"),
        stylesheets=tuple(map(placed, found("//link[@rel='stylesheet'][not(@data-page)]/@href"))),
        icon=placed(first("//link[@rel='icon']/@href")),
    )
