import sys
from argparse import ArgumentParser
from typing import Any

from django.core.management.base import BaseCommand

from cases.people.models import User
from cases.people.roles import Role


class Command(BaseCommand):
    help = (
        "Makes an administrator unless there is one. Says `kept`, or says `lacking`, waits for the password on "
        "standard input and says `made`. Nobody is made without that line."
    )

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("email")
        parser.add_argument("--name", default="Administrator")

    def handle(self, *args: Any, **options: Any) -> None:
        if User.objects.filter(role=Role.ADMINISTRATOR, is_active=True).exists():
            self._say("kept")
            return
        self._say("lacking")
        if password := sys.stdin.readline().strip():
            User.objects.create_superuser(options["email"], password, name=options["name"])
            self._say("made")

    def _say(self, word: str) -> None:
        self.stdout.write(word)
        self.stdout.flush()  # the other side waits for it
