"""The web editions: the theme, and the pages and files that belong to the site as a whole."""
