"""Keep HTML out of the index of Sphinx's own search.

Before version 9, its script puts titles and terms into the page as they are.  A word joiner, which
nobody sees, keeps ``<`` from the letter behind it: that is no tag for any parser.
"""

from __future__ import annotations

import re
from typing import Any

_TAG = re.compile(r"<(?=[a-zA-Z/!?])")


def without_tags(data: Any) -> Any:
    """Return *data*, as JSON has it, with nothing in its texts that is a tag."""
    if isinstance(data, str):
        return _TAG.sub("<\u2060", data) if "<" in data else data
    if isinstance(data, dict):
        return {without_tags(key): without_tags(value) for key, value in data.items()}
    if isinstance(data, list | tuple | set):
        return type(data)(map(without_tags, data))
    return data
