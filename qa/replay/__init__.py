"""Replay: the timeline played back, step by step, with what each actor knew at that moment and whether the
hashes hold."""
