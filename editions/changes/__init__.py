"""Change briefs: what an edit of the source means for each translation."""
