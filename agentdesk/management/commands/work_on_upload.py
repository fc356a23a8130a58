import secrets
from argparse import ArgumentParser
from typing import Any

from django.core.management.base import BaseCommand
from django.utils import timezone

from assist.learning.importing.process import work_alone


class Command(BaseCommand):
    help = "Reads, checks or imports one uploaded file, by its number, in this process. The worker of the slow queue calls it."

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("upload", type=int)

    def handle(self, *args: Any, **options: Any) -> None:
        work_alone(options["upload"], timezone.now, secrets.token_bytes(16))
