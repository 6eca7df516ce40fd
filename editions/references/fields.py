"""What readers of other formats share: limits, plain text, keys, dates and languages."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable, Mapping, Sequence
from itertools import islice

from editions.files.reading import line_at
from editions.findings import Finding, FindingsError
from editions.languages import Edition
from editions.phrases import phrase
from editions.references.checks import is_date

#: Rule of the findings on a file that is taken in.
RULE = "import"
#: Letters of one field of a work.
MAX_LETTERS = 20_000
#: Works of one file.
MAX_WORKS = 10_000
#: The largest file, in bytes.
MAX_BYTES = 2_000_000
_LANGUAGES = {
    "english": "en", "french": "fr", "francais": "fr", "spanish": "es", "german": "de",
    "ngerman": "de", "portuguese": "pt", "italian": "it",
}  # fmt: skip
#: Year, month or day.
_NUMBER = re.compile(r"\d{1,4}", re.ASCII)
_BLANKS = re.compile(r"[ \t\r\n\v\f\x85\u2028\u2029]+")


def refused(file: str, line: int, message: str) -> FindingsError:
    """Return the error that ends an import, by which nothing has been added."""
    return FindingsError(
        [Finding(file, line, phrase("{problem}; nothing was added", problem=message), RULE)]
    )


def too_long(file: str, line: int) -> FindingsError:
    """Return the error on a field that is too long."""
    return refused(
        file, line, phrase("a field has more than {max_letters:,} letters", max_letters=MAX_LETTERS)
    )


def check_number(begun: Iterable[re.Match[str]], text: str, file: str) -> None:
    """Refuse a file in which more works begin than people have."""
    last = next(islice(begun, MAX_WORKS, None), None)
    if last is not None:
        raise refused(
            file,
            line_at(text, last.start()),
            phrase("holds more than {max_works:,} works", max_works=MAX_WORKS),
        )


def clean(text: str) -> str:
    """Return one line, without control characters; no-break spaces stay."""
    text = _BLANKS.sub(" ", text).strip(" ")
    return "".join(char for char in text if unicodedata.category(char) != "Cc")


def make_key(text: str) -> str:
    """Return a key made of *text*: small letters, digits and hyphens."""
    plain = unicodedata.normalize("NFKD", text.casefold()).encode("ascii", "ignore").decode()
    key = "-".join(re.findall(r"[a-z0-9]+", plain))[:48].strip("-")
    return key if key[:1].isalpha() else f"work-{key}".strip("-")


def iso_date(parts: Sequence[str]) -> str:
    """Return an ISO date of year, month and day, as far as they are numbers of a calendar."""
    result = ""
    for part, width in zip(parts, (4, 2, 2), strict=False):
        if not _NUMBER.fullmatch(part.strip()):
            break
        longer = f"{result}-{int(part):0{width}}" if result else f"{int(part):0{width}}"
        if not is_date(longer):
            break
        result = longer
    return result


def language_of(text: str, edition: Edition) -> str:
    """Return the code of the language that *text* names, or the edition's own."""
    if re.fullmatch(r"[A-Za-z]{2,3}([-_][A-Za-z0-9]+)*", text):
        code, _, rest = text.replace("_", "-").partition("-")
        return f"{code.lower()}-{rest}" if rest else code.lower()
    return _LANGUAGES.get(text.casefold(), edition.lang)


def known_keys(forms: Iterable[tuple[str, object]]) -> dict[str, str]:
    """Return the keys of names by each of their forms, without regard to capitals."""
    known: dict[str, str] = {}
    for key, value in forms:
        texts = value.values() if isinstance(value, Mapping) else (value,)
        for text in texts:
            known.setdefault(str(text).casefold(), key)
    return known
