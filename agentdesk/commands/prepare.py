"""Brings the database up to date, in one process so that Django starts once: `prepare [command…]`.

Each further argument is a management command to run after the migrations.
"""

import sys
from typing import TYPE_CHECKING

import django
from django.core.management import call_command

if TYPE_CHECKING:
    from assist.providers.embeddings import Ahead


def main(commands: list[str]) -> None:
    """Migrate, then run the commands in order."""
    django.setup()
    ahead = _begin_with_the_articles() if "fill_demo" in commands else None
    try:
        call_command("migrate", interactive=False, verbosity=1)
        for command in commands:
            call_command(command)
    finally:
        if ahead:
            ahead.end()


def _begin_with_the_articles() -> "Ahead":
    """The longest part of filling the demo needs no database: it goes on beside the migrations."""
    from agentdesk.management.commands.fill_demo import CONTENT
    from assist.knowledge.passages import embed_ahead

    return embed_ahead(CONTENT / "articles")


if __name__ == "__main__":
    main(sys.argv[1:])
