"""Put numbers together from digits and words: ``2 mil 500 millones``, ``twenty-five``."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from fractions import Fraction

from editions.quantities.number_words import NumberWords

#: A number, a month or a time of day in minutes with its name, or digits that are a name
#: (a version) or keep their last zero.
Value = int | Fraction | str | tuple[str, int]

#: What may stand inside a number and between its parts.
SPACE = r"[ \u00a0\u202f\u2009]"
#: Hyphens and the minus sign of typography.
SIGNS = "-\u2212\u2011"


@dataclass(frozen=True)
class Quantity:
    """A quantity in a text."""

    #: Everything that it may mean.
    values: frozenset[Value]
    #: Where it begins and ends in the text.
    start: int
    end: int
    #: The text itself.
    raw: str
    #: It stands in digits, and by itself: a translation must have it.
    firm: bool
    #: The numbers that it may be a list of: ``1,5`` of 1 and 5.
    parts: frozenset[Value] = frozenset()
    #: It is a word that means a number and nothing else: three, never one or second.
    cardinal: bool = False

    def of(self, kind: str) -> frozenset[Value]:
        """Return the values of a kind: ``month`` or ``time``."""
        return frozenset(v for v in self.values if isinstance(v, tuple) and v[0] == kind)


@dataclass(frozen=True, slots=True)
class Token:
    """A piece of text that may be part of a quantity."""

    #: ``digits``, ``word`` or ``whole``, which is a quantity by itself.
    kind: str
    start: int
    end: int
    #: Text, folded.
    text: str
    values: frozenset[Value] = frozenset()
    firm: bool = True
    #: The numbers that it may be a list of.
    parts: frozenset[Value] = frozenset()


class Number:
    """A number being put together from digits and words."""

    def __init__(self, words: NumberWords, scales: Mapping[str, int], text: str) -> None:
        self.words = words
        self.scales = scales
        self.text = text
        self.start = self.end = -1
        self.total: int | Fraction = 0
        self.thousands: int | Fraction = 0
        self.group: int | Fraction | None = None
        #: What is added next must be smaller: after ``twenty`` 10, after ``hundred`` 100.
        self.room = 0
        #: The last scale; what follows must be smaller.
        self.scale = 0
        self.digits: Token | None = None
        self.plain_words = 0
        self.ordinal = False
        #: Readings other than the composed one.
        self.more: set[Value] = set()
        self.doubtful = False
        #: What was stated behind a scale or a half: the first digits mean nothing by themselves.
        self.joined = False

    def take(self, tokens: list[Token], at: int) -> int:
        """Take as many tokens from *at* as are one number; return how many."""
        words = self.words
        used = 0
        while at + used < len(tokens):
            token = tokens[at + used]
            if used and not self.touches(token):
                break
            following = tokens[at + used + 1] if at + used + 1 < len(tokens) else None
            if token.kind == "word" and token.text in words.joints and used:
                taken = self.take_half(tokens, at + used)
                if taken:
                    used += taken
                    continue
                joins = self.room in words.joint_rooms or (1000 in words.joint_rooms and self.scale)
                if (
                    following is None
                    or following.kind != "word"
                    or not joins
                    or self.words.value(following.text) >= (self.room or 1000)
                ):
                    break
                used += 1
                self.end = token.end
                continue
            if token.text in words.between and self.digits and following is not None:
                if following.text in self.scales and not self.scale:
                    self.end = token.end
                    used += 1
                    continue
                break
            if not self.add(token):
                break
            self.start = token.start if self.start < 0 else self.start
            self.end = token.end
            used += 1
            if self.ordinal:
                used += self.take_scale(tokens, at + used)
                break
        return used

    def take_half(self, tokens: list[Token], at: int) -> int:
        """Take the half of one and a half million; return the number of tokens."""
        match = re.compile(self.words.half, re.IGNORECASE).match(self.text, tokens[at].start)
        if not match or self.group is None or self.scale:
            return 0
        taken = sum(tokens[at].start <= token.start < match.end() for token in tokens[at : at + 4])
        following = tokens[at + taken] if at + taken < len(tokens) else None
        if following is None or following.text not in self.scales:
            return 0
        self.end = match.end()
        if not self.touches(following):
            self.end = tokens[at - 1].end
            return 0
        self.group += Fraction(1, 2)
        self.joined = True
        return taken

    def take_scale(self, tokens: list[Token], at: int) -> int:
        """Take what half is said of, as in half a million or dozen; return the number of tokens."""
        if self.group != Fraction(1, 2):
            return 0
        for used, token in enumerate(tokens[at : at + 2], 1):
            if token.kind != "word" or not self.touches(token):
                break
            if token.text in self.scales and self.add_scale(self.scales[token.text], token.text):
                self.end = token.end
                self.ordinal = False
                return used
            if token.text in self.words.multipliers:
                self.add_multiplier(self.words.multipliers[token.text], token.text)
                self.end = token.end
                self.ordinal = False
                return used
            if self.words.units.get(token.text, self.words.others.get(token.text)) != 1:
                break
            self.end = token.end  # half `a` million
        self.end = tokens[at - 1].end
        return 0

    def touches(self, token: Token) -> bool:
        """Tell whether a token follows without anything but a space between."""
        return bool(re.fullmatch(rf"{SPACE}*|[-\u2011\n]", self.text[self.end : token.start]))

    def add(self, token: Token) -> bool:
        """Take one token, or say that it does not belong to the number."""
        words, word = self.words, token.text
        if token.kind == "whole":
            return False
        if token.kind == "digits":
            return self.add_digits(token)
        empty = self.start < 0
        if self.digits is not None and not token.firm:
            return False
        if word in self.scales:
            return self.add_scale(self.scales[word], word)
        if self.digits is not None and not self.digits.firm:
            return False
        if word in words.units:
            return self.add_unit(words.units[word], word)
        if word in words.multipliers:
            return self.add_multiplier(words.multipliers[word], word)
        if word in words.parts:
            return self.add_part(words.parts[word])
        if word in words.ordinals and (empty or self.room):
            value = words.ordinals[word]
            if not empty and value >= self.room:
                return False
            self.group = (self.group or 0) + value
            self.ordinal = True
            return True
        if word in words.others and empty:
            self.group = words.others[word]
            self.ordinal = True
            return True
        return False

    def add_digits(self, token: Token) -> bool:
        """Take digits: first, or hundreds behind a scale, as in 2 mil 500 and mil 500."""
        values = [v for v in token.values if isinstance(v, (int, Fraction))]
        if self.start < 0:
            self.digits = token
            self.more = set(token.values)
            self.group = values[0] if values else None
            self.ordinal = not values  # a version: nothing may follow
            return True
        fits = self.scale and self.group is None
        if not fits or len(values) != 1 or not 100 <= values[0] < 10**self.scale:
            return False
        self.group = values[0]
        self.digits = self.digits or token
        self.more = set()  # 2 mil 500 is not 2000
        self.joined = True
        self.room = 0
        return True

    def add_unit(self, value: int, word: str) -> bool:
        """Take a word up to ninety-nine, or a Spanish hundred."""
        if self.digits is not None and not self.scale:
            return False
        if self.group is None:
            self.group = value
        elif value < self.room:
            self.group += value
        else:
            return False
        if value in (60, 80):
            self.room = 20
        elif value >= 100:
            self.room = 100
        else:
            self.room = 10 if value >= 20 and value % 10 == 0 else 0
        self.plain_words += 1
        self.doubtful = self.plain_words == 1 and word in self.words.doubtful
        return True

    def add_multiplier(self, value: int, word: str) -> bool:
        """Take a word such as hundred or dozen."""
        if self.digits is not None and not self.digits.firm:
            return False
        if self.group is not None and self.group >= value and value > 1:
            return False
        if self.start < 0 and self.words.is_vague(word):
            self.ordinal = True  # dozens of people: some number, not this one
        before = self.group
        self.group = (1 if before is None else before) * value
        if before is not None and before > 1 and value != 100:
            self.more.add(before)  # two decades are two as well as twenty
        if before is not None and value == 100 and self.words.is_vague(word):
            self.more.add(before + 1)  # the nineteen-hundreds are a century
        if word in self.words.others:
            self.more.add(self.words.others[word])  # a fortnight is two weeks, or fifteen days
        if self.digits is not None:
            self.more |= {v * value for v in self.digits.values if isinstance(v, (int, Fraction))}
        self.room = 100 if value == 100 else 0
        self.plain_words += 1
        self.doubtful = False
        return True

    def add_part(self, value: int) -> bool:
        """Take a third, which ends the number: the third, one third, or thirty-third."""
        if self.group is None:
            if self.start >= 0:
                return False
            self.group = value
            self.more.add(Fraction(1, value))
        elif value < self.room:
            self.group += value
        elif self.thousands or self.total or self.group >= 100:
            return False
        else:
            self.more.add(value if self.group == 1 else self.group)
            self.group = Fraction(self.group) / value
        self.ordinal = True
        return True

    def add_scale(self, power: int, word: str) -> bool:
        """Take a word for a power of ten."""
        if self.start < 0 and word in self.words.abbreviations:
            return False
        if self.start < 0 and word.endswith("s"):
            self.ordinal = True  # millions of people: some number, not this one
        if self.scale and power >= self.scale and self.scale > 3:
            return False
        if power == 3:
            if self.thousands:
                return False
            self.thousands = (1 if self.group is None else self.group) * 1000
        else:
            size = self.thousands + (self.group or 0)
            self.total += (size or 1) * 10**power
            self.thousands = 0
        if self.joined:
            self.more = set()
        elif self.digits is not None:
            self.more = {
                v * 10 ** (power + (self.scale if self.scale == 3 else 0))
                for v in self.digits.values
                if isinstance(v, (int, Fraction))
            }
        self.group = None
        self.room = 1000
        self.scale = power
        self.plain_words += 1
        self.doubtful = False
        return True

    # The result.

    def quantities(self) -> Iterator[Quantity]:
        """Yield what was put together."""
        value = self.total + self.thousands + (self.group or 0)
        values: set[Value]
        raw = self.text[self.start : self.end]
        if self.digits is None:
            values = {value, *self.more}
            cardinal = not self.ordinal and not self.doubtful and self.plain_words > 0 and value > 1
            values |= self.halves(values)
            yield Quantity(
                frozenset(values), self.start, self.end, raw, firm=False, cardinal=cardinal
            )
            return
        values = set(self.more)
        if self.plain_words and (self.scale or self.group != value):
            values.add(value)
        if not values:
            values.add(value)
        values |= self.abbreviated(values) | self.halves(values)
        values = self.signed(values)
        parts = self.digits.parts if raw == self.digits.text else frozenset()
        yield Quantity(frozenset(values), self.start, self.end, raw, self.digits.firm, parts)

    def halves(self, values: Iterable[Value]) -> set[Value]:
        """Return the values with a half added where one follows: two years ``and a half``."""
        behind = self.text[self.end : self.end + 40]
        half = rf"{SPACE}*(?P<word>[^\W\d_]+{SPACE}+)?(?:{self.words.half})"
        match = re.match(half, behind, re.IGNORECASE)
        if not match:
            return set()
        one = 1 if match["word"] else 10**self.scale  # a million and a half
        return {v + Fraction(one, 2) for v in values if isinstance(v, (int, Fraction))}

    def abbreviated(self, values: Iterable[Value]) -> set[Value]:
        """Return the values by the abbreviated scale that follows: 5 ``M$``."""
        match = re.match(rf"{SPACE}?([^\W\d_]+)(?![^\W_])", self.text[self.end : self.end + 8])
        power = self.words.abbreviations.get(match[1].casefold(), 0) if match else 0
        if not power:
            return set()
        return {v * 10**power for v in values if isinstance(v, (int, Fraction))}

    def signed(self, values: set[Value]) -> set[Value]:
        """Return the values as the sign or word before them has it."""
        before = self.text[max(0, self.start - 16) : self.start]
        negative: set[Value] = {-v if isinstance(v, (int, Fraction)) else f"-{v}" for v in values}
        has_sign = before.removesuffix("\n").endswith(tuple(SIGNS))
        if has_sign and re.search(rf"(?:\d%?{SPACE}|[^\W\d_])[{SIGNS}]$", before):
            return values | negative  # a range, or one taken from the other
        if has_sign and re.search(rf"[^\W\d_][{SIGNS}]\d.*,(?: \w+)? [{SIGNS}]$", before):
            return values | negative  # base-2, -8 and -16
        if re.match(rf"{SPACE}(?:{self.words.fewer})\b", self.text[self.end : self.end + 12]):
            return values | negative
        if has_sign and re.search(rf"(?:^|[\s(\[«“\"'=<>:,±])[{SIGNS}]$", before):
            return negative
        if not has_sign and re.search(rf"\b(?:{self.words.minus}){SPACE}$", before, re.IGNORECASE):
            return values | negative
        return values
