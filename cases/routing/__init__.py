"""Queues, skills, presence and offers: who is asked next, and who asked for whom.

Assignment happens in one locked statement, driven by "a place freed", by "a contact was queued" and by the sweep: the oldest waiting
contact that fits goes to the available agent with the most free capacity who has waited longest. Offers have five results that are
never merged.
"""
