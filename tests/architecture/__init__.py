"""The house rules as tests. Each measure is tried on a small offender first, so that it can fail."""
