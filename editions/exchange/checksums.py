"""The name by which Weblate knows a message: a SipHash-2-4 of the message and its context.

https://www.aumasson.jp/siphash/siphash.pdf; the key and what is hashed are Weblate's own.
"""

from __future__ import annotations

from collections.abc import Iterable

_KEY = b"Weblate Sip Hash"
_ALL = (1 << 64) - 1
#: What Weblate puts between the singular and the plural of a message.
_BETWEEN_FORMS = "\x1e\x1e"


def weblate_checksum(msgid: str, msgid_plural: str | None, msgctxt: str | None) -> str:
    """Return what follows ``?checksum=`` in Weblate's address of a message."""
    source = msgid if msgid_plural is None else f"{msgid}{_BETWEEN_FORMS}{msgid_plural}"
    return format(siphash(_KEY, f"{source}{msgctxt or ''}".encode()), "016x")


def siphash(key: bytes, data: bytes) -> int:
    """Return SipHash-2-4 of *data*, 64 bits; *key* has 16 bytes."""
    k0, k1 = (int.from_bytes(part, "little") for part in (key[:8], key[8:]))
    v0, v1 = k0 ^ 0x736F6D6570736575, k1 ^ 0x646F72616E646F6D
    v2, v3 = k0 ^ 0x6C7967656E657261, k1 ^ 0x7465646279746573
    state = (v0, v1, v2, v3)
    for word in _words(data):
        state = (*state[:3], state[3] ^ word)
        state = _rounds(state, 2)
        state = (state[0] ^ word, *state[1:])
    state = (state[0], state[1], state[2] ^ 0xFF, state[3])
    v0, v1, v2, v3 = _rounds(state, 4)
    return v0 ^ v1 ^ v2 ^ v3


def _words(data: bytes) -> Iterable[int]:
    """Yield *data* in words of eight bytes; the last one ends in the length."""
    padded = data + bytes(7 - len(data) % 8) + bytes([len(data) % 256])
    return (int.from_bytes(padded[at : at + 8], "little") for at in range(0, len(padded), 8))


def _rounds(state: tuple[int, int, int, int], count: int) -> tuple[int, int, int, int]:
    v0, v1, v2, v3 = state
    for _ in range(count):
        v0, v2 = v0 + v1 & _ALL, v2 + v3 & _ALL
        v1, v3 = _turned(v1, 13) ^ v0, _turned(v3, 16) ^ v2
        v0 = _turned(v0, 32)
        v2, v0 = v2 + v1 & _ALL, v0 + v3 & _ALL
        v1, v3 = _turned(v1, 17) ^ v2, _turned(v3, 21) ^ v0
        v2 = _turned(v2, 32)
    return v0, v1, v2, v3


def _turned(word: int, bits: int) -> int:
    return (word << bits | word >> 64 - bits) & _ALL
