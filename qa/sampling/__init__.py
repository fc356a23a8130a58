"""Sampling: which closed cases people review, and why. Flagged ones always, the others by a reproducible
draw."""
