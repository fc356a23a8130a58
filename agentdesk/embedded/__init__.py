"""PostgreSQL and Valkey for a machine that has neither, as child processes of the command that needs them.

The servers live in one **state folder** (`state.py`), each runs as a `Program` (`programs.py`) that dies with
its parent, and both listen on 127.0.0.1 with a password of their own. Whoever sets `DATABASE_URL` or
`REDIS_URL` runs without the matching server.
"""
