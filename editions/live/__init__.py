"""The live preview: an edition that follows every save of a source, a catalog or data."""
