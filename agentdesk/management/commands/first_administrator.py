import sys
from argparse import ArgumentParser
from typing import Any

from django.core.management.base import BaseCommand

from cases.people.models import User
from cases.people.roles import Role


class Command(BaseCommand):
    help = "Makes an administrator with the password on standard input, unless there is one already."

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("email")
        parser.add_argument("--name", default="Administrator")

    def handle(self, *args: Any, **options: Any) -> None:
        if User.objects.filter(role=Role.ADMINISTRATOR, is_active=True).exists():
            self.stdout.write("kept")
            return
        User.objects.create_superuser(options["email"], sys.stdin.readline().strip(), name=options["name"])
        self.stdout.write("made")
