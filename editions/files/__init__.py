"""Files from outside, read within limits, and files of ours, written where nobody waits for us."""
