"""WeasyPrint, shut in."""

from __future__ import annotations

from pathlib import Path

import pytest

from editions.pdf.layout import BASE_URL, LayoutError, write_pdf


def lay_out(content: str, files: dict[str, Path] | None = None) -> bytes:
    page = f"<!DOCTYPE html><html lang=en><title>T</title><body>{content}</body></html>"
    return write_pdf(page, files or {}, system_fonts=True)


def test_page_becomes_pdf() -> None:
    assert lay_out("<p>A sentence.</p>").startswith(b"%PDF-")


@pytest.mark.parametrize(
    "address",
    [
        "file:///etc/passwd",
        "http://127.0.0.1:9/x.png",
        "https://example.org/x.png",
        "ftp://example.org/x.png",
        "data:image/png;base64,AAAA",
        "missing.png",
        "../../../../etc/passwd",
        f"{BASE_URL}../etc/passwd",
    ],
)
@pytest.mark.parametrize(
    "template",
    [
        '<img src="{}" alt="x">',
        '<link rel="stylesheet" href="{}">',
        "<style>@import url({});</style>",
        '<p style="background: url({})">x</p>',
        '<link rel="attachment" href="{}">',
        "<style>@font-face {{ font-family: x; src: url({}) }} p {{ font-family: x }}</style><p>x",
    ],
)
def test_nothing_else_is_fetched(template: str, address: str) -> None:
    with pytest.raises(LayoutError, match="is not a part of the publication"):
        lay_out(template.format(address))


def test_listed_file_is_read(tmp_path: Path) -> None:
    picture = tmp_path / "a.svg"
    picture.write_text(
        '<svg xmlns="http://www.w3.org/2000/svg" width="9" height="9"><path d="M0 0h9v9z"/></svg>'
    )
    assert lay_out('<img src="_images/a.svg" alt="x">', {"_images/a.svg": picture})


def test_picture_cannot_reach_outside(tmp_path: Path) -> None:
    picture = tmp_path / "a.svg"
    picture.write_text(
        '<svg xmlns="http://www.w3.org/2000/svg" xmlns:xlink="http://www.w3.org/1999/xlink"'
        ' width="9" height="9"><image width="9" height="9" xlink:href="file:///etc/passwd"/></svg>'
    )
    with pytest.raises(LayoutError):
        lay_out('<img src="_images/a.svg" alt="x">', {"_images/a.svg": picture})


def test_unreadable_file_is_named(tmp_path: Path) -> None:
    with pytest.raises(LayoutError, match=r"gone\.svg"):
        lay_out('<img src="a.svg" alt="x">', {"a.svg": tmp_path / "gone.svg"})


@pytest.mark.parametrize(
    "content",
    [
        '<p style="color: no-such-colour">x</p>',
        '<p id="twice">x</p><p id="twice">y</p>',
        '<a href="#nowhere">x</a>',
    ],
)
def test_warning_of_weasyprint_is_an_error(content: str) -> None:
    with pytest.raises(LayoutError):
        lay_out(content)
