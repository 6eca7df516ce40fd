"""A letter that no font has, on whatever machine the tests run."""

#: Of the Khitan small script, which even large collections of fonts leave out.
NO_FONTS_LETTER = "\U00018b00"
