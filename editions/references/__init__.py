"""References: a publication's works, kept once, rendered by the rules of each language."""
