"""What the source says of messages is found without parsing it."""

from __future__ import annotations

from pathlib import Path

from editions.catalogs.sources import read_facts

SOURCE = r"""
Title
=====

.. meta::
   :description: For readers
   :robots: all,
      noindex
   :http-equiv=refresh: 5; url=x
   :property=og:title: Shown

- .. math::
     :label: one

     x + y

     \frac{a}{b}

.. math:: e = m

.. default-role:: math
"""


def test_facts(tmp_path: Path) -> None:
    (tmp_path / "guide").mkdir()
    (tmp_path / "guide" / "page.rst").write_text(SOURCE, encoding="utf-8")
    (tmp_path / "_build").mkdir()
    (tmp_path / "_build" / "old.rst").write_text(".. math:: gone\n", encoding="utf-8")
    facts = read_facts(tmp_path)
    assert facts.metadata == {"all, noindex", "5; url=x"}
    assert facts.formulas == {"x + y\n\n\\frac{a}{b}", "e = m"}
    assert facts.default_roles == {"guide/page"}
    assert facts.sets_default_role("guide")
    assert facts.sets_default_role("guide/page")
    assert not facts.sets_default_role("guid")


MARKDOWN = r"""---
myst:
  html_meta:
    "description lang=en": For readers
    "robots": noindex
    "property=og:title": Shown
    "http-equiv=refresh": 5; url=y
---

# Title

$$
a^2
$$

```{math}
:label: two

b^2
```

:::{math} c^2
:::

\begin{align*}
d &= e
\end{align*}

```{eval-rst}
.. math:: f
```
"""


def test_facts_of_markdown(tmp_path: Path) -> None:
    (tmp_path / "page.md").write_text(MARKDOWN, encoding="utf-8")
    facts = read_facts(tmp_path)
    assert facts.metadata == {"noindex", "5; url=y"}
    wanted = {"a^2", "b^2", "c^2", "\\begin{align*}\nd &= e\n\\end{align*}", "f"}
    assert {formula.strip() for formula in facts.formulas} == wanted


def test_settings_that_are_no_yaml_say_nothing(tmp_path: Path) -> None:
    (tmp_path / "page.md").write_text("---\na: [\n---\n\n# A\n", encoding="utf-8")
    assert read_facts(tmp_path).metadata == frozenset()
