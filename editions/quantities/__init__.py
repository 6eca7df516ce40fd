"""Numbers, currencies, units and dates, read by value in each language."""
