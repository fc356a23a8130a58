"""People who sign in, their teams and roles, and the keys of integrations.

Permissions stand in `permissions.py`, the five roles in `roles.py`: two files that an auditor can read.
"""
