"""Rules that translations are checked by, without a build."""
