"""Places in a finished page for what is known only when all files stand in the site.

A slot lies between two comments, so that it can be filled again whenever the site changes.
"""

from __future__ import annotations

import re


def has_placeholder(page: str, name: str) -> bool:
    """Tell whether *page* has a slot called *name*."""
    return f"<!--slot {name}-->" in page


def fill_placeholder(page: str, name: str, content: str) -> str:
    """Return *page* with *content*, HTML, in its slot *name*; unchanged if it has none."""
    pattern = re.compile(rf"(<!--slot {re.escape(name)}-->).*?(<!--/slot-->)", re.DOTALL)
    return pattern.sub(lambda match: f"{match[1]}{content}{match[2]}", page)
