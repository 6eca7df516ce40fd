"""Figures and labels as an edition writes them, by CLDR and the publication's own patterns."""

from __future__ import annotations

from dataclasses import dataclass
from decimal import Decimal

from editions.catalogs.patterns import fill, has_words
from editions.dates import NO_BREAK
from editions.quantities.numbers import ScaleWord, format_number, scale_for, scaled
from editions.tables.descriptor import TableMessage, Unit
from editions.tables.figures import Data, Figure
from editions.tables.periods import format_period, parse_period
from editions.tables.wording import BY_PRECISION, Wording


@dataclass(frozen=True)
class Label:
    """A text that readers see."""

    text: str
    #: The edition has a translation, or needs none.
    translated: bool = True


@dataclass(frozen=True)
class Forms:
    """Writes the figures of *data* for one edition."""

    data: Data
    wording: Wording

    def label(self, message: str) -> Label:
        """Return the translation of *message*, or itself with a mark that it has none."""
        text = self.wording.translate(message) if has_words(message) else message
        return Label(message, translated=False) if text is None else Label(text)

    def pattern(self, message: TableMessage, **parts: str) -> Label:
        """Return a pattern of the publication with its parts put in."""
        label = self.label(message.text)
        return Label(fill(label.text, parts), label.translated)

    def unit(self, figure: Figure) -> Unit:
        """Return the unit of a figure."""
        return self.data.package.units[figure.unit]

    def shown_value(self, figure: Figure) -> tuple[Decimal, int]:
        """Return the number that the edition writes and the power of ten it is counted in.

        21.3 billion is 21.3 and 9 in English and French, 21,300 and 6 in Spanish.
        """
        power = scale_for(self.wording.locale, figure.power).power
        return scaled(figure.value, figure.power - power), power

    def digits(self, figure: Figure) -> str:
        """Write the digits of a figure, whose unit and scale stand elsewhere."""
        value, _ = self.shown_value(figure)
        return format_number(value, self.wording.locale)

    def amount(self, figure: Figure) -> Label:
        """Write a figure with scale and unit: ``C$21.3 billion``."""
        value, _ = self.shown_value(figure)
        unit, scale = self.unit(figure), scale_for(self.wording.locale, figure.power)
        digits = self.digits(figure)
        if not scale.power or unit.scaled is None:
            return self.pattern(unit.amount, amount=digits)
        word = self._scale_word(scale, value)
        return self.pattern(unit.scaled, scaled=f"{digits}{NO_BREAK}{word}")

    def unit_head(self, unit: Unit, power: int) -> Label:
        """Write what stands in the head of a column of figures: ``C$ billion``."""
        scale = scale_for(self.wording.locale, power)
        return self._unit_alone(unit, scale, scale.words.get("other", ""))

    def unit_beside(self, figure: Figure) -> Label:
        """Write the unit of one figure, for a cell beside its digits: ``million people``."""
        value, _ = self.shown_value(figure)
        scale = scale_for(self.wording.locale, figure.power)
        return self._unit_alone(self.unit(figure), scale, self._scale_word(scale, value))

    def _unit_alone(self, unit: Unit, scale: ScaleWord, word: str) -> Label:
        if not scale.power or unit.scaled_header is None:
            return self.pattern(unit.header)
        return self.pattern(unit.scaled_header, scale=word)

    def _scale_word(self, scale: ScaleWord, value: Decimal) -> str:
        category = self.wording.locale.plural_form(abs(value))
        return scale.words.get(category) or scale.words.get("other", "")

    def qualified(self, text: str, figure: Figure) -> str:
        """Say how exact a figure is, around its *text*: ``more than 9,500``."""
        phrase = BY_PRECISION.get(figure.precision)
        return text if phrase is None else self.wording.text(phrase, number=text)

    def value(self, figure: Figure) -> Label:
        """Write a figure with everything that belongs to it in a sentence."""
        label = self.amount(figure)
        return Label(self.qualified(label.text, figure), label.translated)

    def period(self, text: str) -> str:
        """Write a period."""
        return format_period(parse_period(text), self.wording)
