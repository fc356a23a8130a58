"""Learns from both: scorecards, samples, reviews and replay."""
