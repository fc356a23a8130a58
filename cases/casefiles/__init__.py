"""Cases: one problem of one customer from first word to proven outcome. A case outlives channels and agents."""
