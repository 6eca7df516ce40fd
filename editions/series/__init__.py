"""Many publications at once: which they are, what became of each, and the page of all of them."""
