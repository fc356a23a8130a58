"""The timeline: append-only events per case, gap-free, each with the hash of the one before.

An action changes rows and calls `record(case, fact, by=…, at=…)` in the same transaction. The event takes the next sequence number
of its case under the case's row lock, so numbers have no gaps and commits come in their order. After the commit `dispatch` runs
what the one table of reactions says: fragments at once, background work on Celery. A crash in between loses nothing: an event with
background reactions carries `dispatched_at`, and the sweep runs what was not dispatched.
"""
