from argparse import ArgumentParser
from typing import Any

from django.core.management.base import BaseCommand
from django.utils import timezone

from assist.learning.process import train_alone


class Command(BaseCommand):
    help = "Runs one waiting training, by its number, in this process. The worker of the slow queue calls it."

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("training", type=int)

    def handle(self, *args: Any, **options: Any) -> None:
        train_alone(options["training"], timezone.now)
