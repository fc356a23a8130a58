"""Follow-ups: what was promised for another day, with an owner and a date.

A follow-up belongs to one person or to a queue. It is planned when a wrap-up is confirmed (or by hand),
becomes due on its day, which the sweep records once, and ends as done or cancelled.
"""
