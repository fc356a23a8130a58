"""Wires the apps together: settings, urls, sockets, Celery, the clock and the one table of reactions."""
