"""What readers ask of the search, and how well it answers."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable
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


def ask(page: Page, query: str) -> tuple[str, ...]:
    """Type a query into the search page; return the names of the pages found, in order."""
    page.fill("#search-query", query)
    page.press("#search-query", "Enter")
    links = page.eval_on_selector_all(
        ".hits > li > h2 > a", "links => links.map(link => link.getAttribute('href'))"
    )
    return tuple(str(link).removeprefix("./").removesuffix(".html") for link in links)


def answer_all(page: Page, questions: Iterable[Question], texts: dict[str, str]) -> list[Answer]:
    """Ask all *questions* on the search page."""
    answers = []
    for question in questions:
        expected = frozenset(
            name
            for name, content in texts.items()
            if all(re.search(pattern, content) for pattern in question.patterns)
        )
        assert expected, f"no page can answer {question}"
        answers.append(Answer(question.query, expected, ask(page, question.query)))
    return answers


def summary(answers: list[Answer]) -> tuple[float, float]:
    """Return mean recall and mean precision."""
    return mean(a.recall for a in answers), mean(a.precision for a in answers)
