"""What readers ask of the search, and how well it answers."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from statistics import mean

from playwright.sync_api import Page

from tests.reading import chapters, one, read_page, select, text

DATA = Path(__file__).parents[1] / "data"


@dataclass(frozen=True)
class Question:
    """A query, and what the pages expected hold."""

    query: str
    #: Regular expressions; a page that is expected holds each of them, folded.
    patterns: tuple[str, ...]


@dataclass(frozen=True)
class Answer:
    """The pages that a query should have found, and those that it found, in order."""

    query: str
    expected: frozenset[str]
    found: tuple[str, ...]

    @property
    def recall(self) -> float:
        """The share of the expected pages that was found."""
        return len(self.expected & set(self.found)) / len(self.expected)

    @property
    def precision(self) -> float:
        """The share of the found pages that was expected."""
        return len(self.expected & set(self.found)) / len(self.found) if self.found else 0.0


def read_questions(code: str) -> list[Question]:
    """Return the questions asked of an edition."""
    lines = (DATA / f"queries-{code}.txt").read_text(encoding="utf-8").splitlines()
    pairs = (line.split(" = ") for line in lines if not line.startswith("#"))
    return [Question(query, tuple(patterns.split(" && "))) for query, patterns in pairs]


def fold(words: str) -> str:
    """Fold a text as a reader would: no case, no accents, no ligatures."""
    plain = words.lower().replace("œ", "oe").replace("æ", "ae")
    decomposed = unicodedata.normalize("NFD", plain)
    return "".join(letter for letter in decomposed if not unicodedata.combining(letter))


def page_texts(site: Path, code: str) -> dict[str, str]:
    """Return the folded text of each page of an edition, without lists of links."""
    texts = {}
    for name in chapters(site, code):
        main = one(read_page(site / code / f"{name}.html"), "//main")
        for extra in select(
            main,
            ".//*[contains(@class, 'toctree-wrapper') or contains(@class, 'data-pointer')"
            " or contains(@class, 'download')]",
        ):
            extra.drop_tree()
        texts[name] = fold(text(main))
    return texts


#: Answers each query as the form is sent with it, which needs no frame of the page between.
_ASK = """
    (queries) => {
      const field = document.querySelector("#search-query");
      return queries.map((query) => {
        field.value = query;
        field.form.requestSubmit();
        const links = document.querySelectorAll(".hits > li > h2 > a");
        return Array.from(links, (link) => link.getAttribute("href"));
      });
    }
"""


def ask(page: Page, queries: Sequence[str]) -> list[tuple[str, ...]]:
    """Ask *queries* on the search page; return the names of the pages found, in order."""
    found = page.evaluate(_ASK, queries)
    return [tuple(str(h).removeprefix("./").removesuffix(".html") for h in hits) for hits in found]


def answer_all(page: Page, questions: Sequence[Question], texts: dict[str, str]) -> list[Answer]:
    """Ask all *questions* on the search page."""
    answers = []
    found = ask(page, [question.query for question in questions])
    for question, pages in zip(questions, found, strict=True):
        expected = frozenset(
            name
            for name, content in texts.items()
            if all(re.search(pattern, content) for pattern in question.patterns)
        )
        assert expected, f"no page can answer {question}"
        answers.append(Answer(question.query, expected, pages))
    return answers


def summary(answers: list[Answer]) -> tuple[float, float]:
    """Return mean recall and mean precision."""
    return mean(a.recall for a in answers), mean(a.precision for a in answers)
