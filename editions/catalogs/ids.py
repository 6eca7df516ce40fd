"""What blocks bear in pages: ids, the same in every edition since they come from the msgid."""

from __future__ import annotations

import re
from hashlib import sha256

#: What every id of a block begins with.
BLOCK_PREFIX = "b-"
#: Class of each block of a part that some editions have by intention and others have not.
OPTIONAL = "some-editions"
_MESSAGE = re.compile(rf"{BLOCK_PREFIX}[0-9a-f]{{8}}(-\d+)?")


def block_id(msgid: str, occurrence: int = 1) -> str:
    """Return the id of the block that is *msgid*, for the n-th time in its document."""
    name = BLOCK_PREFIX + sha256(msgid.encode()).hexdigest()[:8]
    return name if occurrence == 1 else f"{name}-{occurrence}"


def is_message_id(name: str) -> bool:
    """Tell whether an id is that of a block which is a message."""
    return _MESSAGE.fullmatch(name) is not None


def counted_id(kind: str, number: int) -> str:
    """Return the id of the n-th block of a kind that is no message."""
    return f"{BLOCK_PREFIX}{kind.replace('_', '-')}-{number}"
