"""Starts the processes of one installation in order, watches them, and stops them in order.

`services.py` is the table of what runs, `rules.py` says when a crashed one starts again, `watch.py` does it,
and `stack.py` puts the servers, the database and the services together for `demo` and `up`.
"""
