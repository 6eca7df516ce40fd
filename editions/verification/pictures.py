"""Compare the pictures of two editions of a page: which they are, and what is said of them."""

from __future__ import annotations

import re
from collections.abc import Collection, Iterator
from pathlib import PurePosixPath
from urllib.parse import unquote

from editions.findings import Finding, Severity
from editions.phrases import phrase
from editions.rules.lexicon import WORD
from editions.verification.facts import Page, Picture, address_parts

#: A text of so many words is no name that editions have in common.
_TELLING = 6


def picture_name(page: Page, picture: Picture) -> str:
    """Return the name of the file of a picture, without what names its language."""
    name = PurePosixPath(unquote(address_parts(picture.source).path)).name.casefold()
    tags = {page.edition, page.lang, page.lang.partition("-")[0]}
    tags |= {tag.replace("-", "_") for tag in tags}
    names = "|".join(
        re.escape(tag.casefold()) for tag in sorted(tags, key=len, reverse=True) if tag
    )
    return re.sub(rf"[-_.](?:{names})(?=[-_.])", "", name)


def compare_pictures(one: Page, other: Page, known: Collection[str]) -> Iterator[Finding]:
    """Yield where the pictures of *other* are not those of *one*, nor their words its own.

    *known* are the names of all pictures of the edition of *one*.
    """
    if len(one.pictures) != len(other.pictures):
        message = phrase(
            "there are {number} pictures, and {wanted} in {file}",
            number=len(other.pictures),
            wanted=len(one.pictures),
            file=one.file,
        )
        yield Finding(other.file, 0, message, "pictures")
        return
    for ours, theirs in zip(one.pictures, other.pictures, strict=True):
        place = f"{one.file}:{ours.line}"
        wanted, name = picture_name(one, ours), picture_name(other, theirs)
        if wanted != name:
            # One that the original has elsewhere is no translation of this one.
            severity = Severity.ERROR if name in known else Severity.WARNING
            message = phrase(
                "the picture {source!r} stands for {original!r} of {place}",
                source=theirs.source,
                original=ours.source,
                place=place,
            )
            yield Finding(other.file, theirs.line, message, "pictures", severity)
        if theirs.alternative is None or bool(theirs.alternative) != bool(ours.alternative):
            if ours.alternative is None:
                continue  # the original has none, either
            message = phrase(
                "the picture {source!r} has not the alternative text of {place}",
                source=theirs.source,
                place=place,
            )
            yield Finding(other.file, theirs.line, message, "alternative-text")
        elif (
            len(WORD.findall(theirs.alternative)) >= _TELLING
            and theirs.alternative == ours.alternative
            and not theirs.is_marked
            and one.locale.language != other.locale.language
        ):
            message = phrase(
                "the picture {source!r} has the words of {place}", source=theirs.source, place=place
            )
            yield Finding(other.file, theirs.line, message, "other-language")
