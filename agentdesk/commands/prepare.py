"""Brings the database up to date, in one process so that Django starts once: `prepare [command…]`.

Each further argument is a management command to run after the migrations.
"""

import sys

import django
from django.core.management import call_command


def main(commands: list[str]) -> None:
    """Migrate, then run the commands in order."""
    django.setup()
    call_command("migrate", interactive=False, verbosity=1)
    for command in commands:
        call_command(command)


if __name__ == "__main__":
    main(sys.argv[1:])
