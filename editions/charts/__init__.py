"""Charts from data: the tables of a publication drawn in the words and numbers of an edition."""
