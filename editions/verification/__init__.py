"""Whether the editions of a built site agree, found out from its files alone."""
