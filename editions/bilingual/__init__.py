"""Two editions side by side: finished pages of each merged, block by block."""
