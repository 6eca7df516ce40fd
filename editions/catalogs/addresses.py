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
#: Letters of hosts beside scripts that are written without spaces, whose words stand beside hosts.
_LETTERS = "a-zA-Z0-9_\u00c0-\u024f\u0370-\u052f\u1e00-\u1fff"
_HOST_LETTER = re.compile(f"[{_LETTERS}-]")
#: What mail programs and readers of PDF make a link of, although nothing says that it is one.
_BARE = re.compile(
    rf"(?<![{_LETTERS}@/-])(?:(?:(?P<user>[{_LETTERS}.+-]+)@)?"
    rf"(?P<host>[{_LETTERS}-]+(?:\.[{_LETTERS}-]+)+)|(?P<web>www\.\w[\w.-]*))",
    re.IGNORECASE,
)
_DOTTED = re.compile(r"\w\.\w")
#: Top-level domains that are no ends of names of files, and no words behind a full stop.
_PLAIN_DOMAINS = frozenset(("biz", "com", "edu", "gov", "info", "net", "org"))
#: Kept for examples by RFC 2606: nobody can have them.
_EXAMPLES = frozenset(("example.com", "example.net", "example.org"))
#: A place in the same project or on the same host: neither a scheme nor another machine.
_INSIDE = re.compile(r"(?!//)[\w.~%+#?=&/-]+")


#: Letters, digits and dots that browsers read as those of ASCII, and what they leave out.
_FOLDED = re.compile(
    "[:\uff1a][/\uff0f]{2}|[\xad\u034f\u200b-\u200d\u2060\ufe00-\ufe0f\ufeff]|[\u2100-\u214f\u2460-\u24ff"
    "\uff0e\uff10-\uff19\uff21-\uff3a\uff41-\uff5a\U0001d400-\U0001d7ff]"
)


def as_browsers_read(text: str) -> str:
    """Return *text* with the letters in it that browsers take for those of an address."""

    def fold(match: re.Match[str]) -> str:
        if len(match[0]) > 1:
            return "://"
        plain = unicodedata.normalize("NFKC", match[0])
        return plain if plain != match[0] and plain.isascii() else ""

    return text if text.isascii() else _FOLDED.sub(fold, text)


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


def may_hold_address(text: str) -> bool:
    """Tell whether a text may hold an address, with a scheme or without."""
    return "://" in text or _DOTTED.search(text) is not None


def find_addresses(text: str) -> Iterator[str]:
    """Yield the addresses that readers would copy from *text*."""
    if "://" not in text:
        return
    for match in _ADDRESS.finditer(text):
        end = _end(match[0], len(match["scheme"]), match.end("host") - match.start())
        yield match[0][:end].rstrip(_AFTER_ADDRESS)


def find_bare_addresses(text: str) -> Iterator[str]:
    """Yield the addresses without a scheme in *text*, as they are written, to their hosts' ends.

    They begin with ``www.``, or are addresses of mail; or they are hosts, under a top-level domain
    that is hardly anything else: ``setup.py`` is a file.
    """
    if not _DOTTED.search(text):
        return
    for match in _BARE.finditer(text):
        host = (match["host"] or match["web"]).lower()
        end = host.rpartition(".")[2]
        if match["user"] and not end.isdecimal():
            yield match[0]
        elif host.startswith("www.") or (end in _PLAIN_DOMAINS and not _is_example(host)):
            yield (match["host"] or match["web"]).lstrip("-")


def _is_example(host: str) -> bool:
    return any(host == name or host.endswith(f".{name}") for name in _EXAMPLES)


def holds_host(text: str, address: str) -> bool:
    """Tell whether *text* names the host, or address of mail, that *address* is, as a whole."""
    wanted, text = address.lower().removeprefix("www."), text.lower()
    at = text.find(wanted)
    while at >= 0:
        before = text[:at].removesuffix("www.")[-1:]
        behind = text[at + len(wanted) :][:2]
        inside = behind[1:] if behind[:1] == "." else behind[:1]
        if before not in (".", "@") and not _is_in_host(before) and not _is_in_host(inside):
            return True
        at = text.find(wanted, at + 1)
    return False


def _is_in_host(char: str) -> bool:
    return _HOST_LETTER.match(char) is not None


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
