"""Nothing in the index of a search is a tag."""

from __future__ import annotations

import json

from hypothesis import given
from hypothesis import strategies as st

from editions.catalogs.tags import find_tags
from editions.search.untagged import without_tags

TEXTS = st.lists(
    st.sampled_from(["<", "</", "<!--", "<?", "img", " ", ">", "src=x", "é", "1", "\u2060"])
).map("".join)


@given(st.recursive(TEXTS, lambda inner: st.lists(inner) | st.dictionaries(TEXTS, inner)))
def test_nothing_in_it_is_a_tag(data: object) -> None:
    text = json.dumps(without_tags(data), ensure_ascii=False)
    assert not list(find_tags(text))
    assert "<!" not in text
    assert "<?" not in text
    assert without_tags(json.loads(text)) == json.loads(text)


def test_all_else_stays() -> None:
    data = {"titles": ["a < b", "1 <2"], "terms": {"a": 1}, "main": [(0, True, None)]}
    assert without_tags(data) == data
