"""Interactions and turns: one contact on one channel, and the utterances in it.

Ownership is one field, changed in one transaction under the case's row lock: the AI agent posts only while it owns the interaction, an
agent only while the interaction is theirs.
"""
