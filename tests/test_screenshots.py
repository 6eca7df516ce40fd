"""The pictures of the guides: all there, all used, and none too large for a page."""

from __future__ import annotations

import PIL.Image

from docs.screenshots import FOLDER, PICTURES, ROOT


def test_every_picture_is_there_and_shown() -> None:
    assert {path.stem for path in FOLDER.iterdir()} == set(PICTURES)
    guides = "".join(
        (ROOT / name).read_text(encoding="utf-8") for name in ("README.md", "CONTRIBUTING.md")
    )
    for name in PICTURES:
        assert f"](docs/images/{name}.png)" in guides


def test_pictures_are_light() -> None:
    files = list(FOLDER.iterdir())
    assert sum(path.stat().st_size for path in files) < 1_500_000
    for path in files:
        with PIL.Image.open(path) as picture:
            assert picture.width <= 1400, path.name
