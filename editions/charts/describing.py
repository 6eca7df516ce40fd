"""What a chart says, in words: for those who do not see it."""

from __future__ import annotations

import gettext
from collections.abc import Callable, Iterator, Sequence
from decimal import Decimal
from itertools import pairwise

from editions.catalogs.patterns import fill
from editions.charts.plans import ChartPlan, Datum, years_of
from editions.quantities.numbers import format_number
from editions.tables.wording import LIST_SEPARATOR

#: Tells of one series of marks, in sentences.
_Teller = Callable[[ChartPlan, Sequence[Datum], gettext.NullTranslations], Iterator[str]]

#: Of a line with more points than these, its ends and extremes alone are described.
FEW = 12


def short_text(plan: ChartPlan, caption: str, words: gettext.NullTranslations) -> str:
    """Return what stands for the chart in one line: its kind and its caption."""
    interface_text = words.gettext
    patterns = {
        "bars": interface_text("Bar chart: {caption}"),
        "stacked-bars": interface_text("Stacked bar chart: {caption}"),
        "dots": interface_text("Dot chart: {caption}"),
        "ranges": interface_text("Range chart: {caption}"),
        "lines": interface_text("Line chart: {caption}"),
        "timeline": interface_text("Timeline: {caption}"),
    }
    return fill(patterns[plan.kind], {"caption": caption})


def long_text(plan: ChartPlan, words: gettext.NullTranslations) -> str:
    """Return sentences that say what the chart shows: extremes, changes, what is not stated."""
    if plan.kind == "timeline":
        sentences = _events(plan, words)
    elif plan.kind == "lines":
        sentences = _series(plan, words, _changes)
    else:
        sentences = _series(plan, words, _extremes)
    return " ".join([*sentences, *_unstated(plan, words)])


def _series(plan: ChartPlan, words: gettext.NullTranslations, tell: _Teller) -> Iterator[str]:
    """Yield the sentences on each series, the name of one of several before them."""
    interface_text = words.gettext
    for number in range(max(1, len(plan.series))):
        marks = [m for m in plan.marks if m.series == number and m.figure is not None]
        if not marks:
            continue
        text = " ".join(tell(plan, marks, words))
        if plan.series:
            parts = {"name": plan.series[number], "value": text}
            text = fill(interface_text("{name}: {value}"), parts)
        yield text


def _value(plan: ChartPlan, mark: Datum) -> str:
    """Return a number with its unit and all that is said of it."""
    return plan.forms.value(mark.figure).text if mark.figure else mark.number


def _extremes(
    plan: ChartPlan, marks: Sequence[Datum], words: gettext.NullTranslations
) -> Iterator[str]:
    """Yield the highest and the lowest of several amounts."""
    interface_text = words.gettext
    ordered = sorted(marks, key=lambda mark: mark.value(plan.power))
    first, last = ordered[-1], ordered[0]
    if first.value(plan.power) == last.value(plan.power):
        for mark in marks:
            parts = {"name": mark.category, "value": _value(plan, mark)}
            yield _sentence(fill(interface_text("{name}: {value}"), parts))
        return
    for pattern, mark in (
        (interface_text("Highest: {name}, {value}."), first),
        (interface_text("Lowest: {name}, {value}."), last),
    ):
        yield fill(pattern, {"name": mark.category, "value": _value(plan, mark)})


def _changes(
    plan: ChartPlan, marks: Sequence[Datum], words: gettext.NullTranslations
) -> Iterator[str]:
    """Yield how amounts went from one period to the next; of many, the ends and the extremes."""
    interface_text = words.gettext
    ordered = sorted(marks, key=_year)
    shown = ordered if len(ordered) <= FEW else [ordered[0], ordered[-1]]
    for one, other in pairwise(shown):
        before, after = one.value(plan.power), other.value(plan.power)
        if after > before:
            pattern = interface_text("Rise from {first} ({start}) to {last} ({end}).")
        elif after < before:
            pattern = interface_text("Fall from {first} ({start}) to {last} ({end}).")
        else:
            pattern = interface_text("From {first} ({start}) to {last} ({end}), as before.")
        parts = {
            "first": _value(plan, one),
            "start": one.date,
            "last": _value(plan, other),
            "end": other.date,
        }
        yield fill(pattern, parts)
    if len(ordered) > FEW:
        yield from _extremes(plan, ordered, words)


def _year(mark: Datum) -> float:
    return years_of(mark.period.start) if mark.period and mark.period.start else 0.0


def _events(plan: ChartPlan, words: gettext.NullTranslations) -> Iterator[str]:
    """Yield how many events there are, the first and the last."""
    interface_text, interface_forms = words.gettext, words.ngettext
    marks = sorted(plan.marks, key=_year)
    count = len(marks)
    pattern = interface_forms("{count} event.", "{count} events.", count)
    number = format_number(Decimal(count), plan.forms.wording.locale)
    yield fill(pattern, {"count": number})
    ends = [(interface_text("First: {name}, {value}."), marks[0])]
    if count > 1:
        ends.append((interface_text("Last: {name}, {value}."), marks[-1]))
    for pattern, mark in ends:
        yield fill(pattern, {"name": mark.category, "value": mark.date})


def _unstated(plan: ChartPlan, words: gettext.NullTranslations) -> Iterator[str]:
    """Yield what the data state no number of."""
    interface_text = words.gettext
    if plan.kind == "timeline":
        return
    names = [mark.category for mark in plan.marks if mark.figure is None]
    if names:
        joined = LIST_SEPARATOR.join(dict.fromkeys(names))
        yield fill(interface_text("No number is stated for: {names}."), {"names": joined})


def _sentence(text: str) -> str:
    return text if text.endswith((".", "。", "।", "؟")) else f"{text}."
