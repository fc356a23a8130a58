"""Keeps the record: people, customers, cases, interactions, turns, routing and the timeline of events."""
