"""What a new publication, or a project that joins, begins with: files as values, then in place."""
