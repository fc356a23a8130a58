"""Providers of language models: one folder each, so that what runs them can change without a word elsewhere."""
