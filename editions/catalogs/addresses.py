"""Compare addresses: which stand in a text, and how near one is to another."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable, Iterator
from functools import cache, lru_cache
from typing import TYPE_CHECKING
from urllib.parse import urlsplit

if TYPE_CHECKING:
    from publicsuffixlist import PublicSuffixList

#: Begins where a word does, or a long one would be searched from each of its letters.
_ADDRESS = re.compile(
    r"(?<![a-z0-9+.-])(?P<scheme>[a-z][a-z0-9+.-]{,30}://)(?P<host>[^\s<>\"'`|\\^{}/?#]*)"
    r"[^\s<>\"'`|\\^{}]*",
    re.IGNORECASE,
)
#: What ends a sentence, not an address.
_AFTER_ADDRESS = ".,;:!?*_)]"
#: The part of an address in plain ASCII that reaches into its path.
_PLAIN = re.compile(r"[a-z][a-z0-9+.-]*://[!-~]+?/[!-~]*", re.IGNORECASE)
#: A host as browsers and Python read it alike: no user, no backslash, nothing to be folded.
_HOST = re.compile(r"[a-z0-9_-]+(\.[a-z0-9_-]+)*\.?(:\d+)?", re.IGNORECASE)
#: Schemes by which programs fetch from a machine that the address names: none of them acts.
_FETCHING = frozenset(
    ("bzr", "ftp", "ftps", "git", "git+https", "git+ssh", "hg", "rsync", "sftp", "ssh", "svn",
     "svn+ssh")
)  # fmt: skip
#: A place in the same project or on the same host: neither a scheme nor another machine.
_INSIDE = re.compile(r"(?!//)[\w.~%+#?=&/-]+")


@lru_cache(maxsize=4096)
def normal_address(address: str) -> str:
    """Return *address* so that the same place is written the same."""
    try:
        parts = urlsplit(address)
    except ValueError:
        return address
    if parts.scheme.lower() not in ("http", "https"):
        return address
    path = parts.path.rstrip("/")
    return parts._replace(netloc=parts.netloc.lower(), path=path).geturl()


def find_addresses(text: str) -> Iterator[str]:
    """Yield the addresses that readers would copy from *text*."""
    if "://" not in text:
        return
    for match in _ADDRESS.finditer(text):
        end = _end(match[0], len(match["scheme"]), match.end("host") - match.start())
        yield match[0][:end].rstrip(_AFTER_ADDRESS)


def _end(address: str, start: int, host_end: int) -> int:
    """Return where punctuation of another script than ASCII ends the address.

    Full stops, brackets and quotes of Chinese, French, Arabic or Hindi follow an address without
    a space.  In a host, what browsers take for its dots does not end it before another letter.
    """
    for at in range(start, len(address)):
        char = address[at]
        if char < "\x80" or unicodedata.category(char)[0] in "LMN":
            continue
        after = address[at + 1 : at + 2]
        if at < host_end and _is_dot(char) and after < "\x80" and after.isalnum():
            continue
        return at
    return len(address)


def _is_dot(char: str) -> bool:
    return not {".", "\u3002"}.isdisjoint(unicodedata.normalize("NFKC", char))


def is_known_place(address: str, known: Iterable[str], *, exact: bool = False) -> bool:
    """Tell whether *address* is one of *known*, however it is written.

    Where a text goes on in letters without a space (``https://example.org/を``), the address may
    be the part before them, unless a link says *exactly* where it ends.  ``https`` may stand for
    ``http``, and not the other way: what is sent in the clear can be read and changed on its way.
    """
    wanted = {normal_address(one) for one in known}
    wanted |= {f"https{one[4:]}" for one in wanted if one.startswith("http:")}
    plain = _PLAIN.match(address)
    forms = {address}
    if plain and not exact:
        forms.add(plain[0].rstrip(_AFTER_ADDRESS))
    return any(normal_address(form) in wanted for form in forms)


def is_near(address: str, known: Iterable[str]) -> bool:
    """Tell whether *address* is a place in the project itself, or on the site of one of *known*."""
    if _INSIDE.fullmatch(address):
        return True
    site = site_of(address)
    scheme = _scheme_of(address)
    same = (one for one in known if _scheme_of(one) == scheme)
    return bool(site) and any(site_of(one) == site for one in same)


def _scheme_of(address: str) -> str:
    """Return the scheme of an address, the web's under one name."""
    scheme = address.partition(":")[0].lower()
    return "web" if scheme in ("http", "https") else scheme


@lru_cache(maxsize=4096)
def site_of(address: str) -> str:
    """Return the domain that somebody has registered for *address*; empty where there is none.

    Whoever may write ``ja.example.org`` may write ``example.org``; the owners of
    ``one.github.io`` and ``two.github.io`` are two.  A host that is no name of that kind, such
    as an IP address, stands for itself.
    """
    try:
        parts = urlsplit(address)
        host = (parts.hostname or "").rstrip(".")
    except ValueError:
        return ""
    known = _scheme_of(address) == "web" or parts.scheme.lower() in _FETCHING
    if not known or not _HOST.fullmatch(parts.netloc):
        return ""
    if host.rpartition(".")[2].isdecimal():
        return host
    return _public_suffixes().privatesuffix(host) or host


@cache
def _public_suffixes() -> PublicSuffixList:
    # Reads a list of 10,000 lines, which most runs do not want.
    from publicsuffixlist import PublicSuffixList

    return PublicSuffixList()
