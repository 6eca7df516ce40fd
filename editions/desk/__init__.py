"""The translator's desk: a message with all that its translation wants, checked, saved, undone."""
