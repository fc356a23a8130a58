from argparse import ArgumentParser
from pathlib import Path
from typing import Any

import yaml
from django.conf import settings
from django.core.management.base import BaseCommand, CommandError
from django.db import transaction
from django.utils import timezone

from agentdesk.content.actions import import_content
from agentdesk.content.faults import ContentInvalid
from agentdesk.content.past import happened

CONTENT = Path(settings.BASE_DIR) / "agentdesk" / "demo" / "content"


class Command(BaseCommand):
    help = "Fills the database for the demo: the company Fjordlight, its people and articles, and some past cases. Safe to repeat."

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("--no-past", action="store_true", help="without the past cases")

    def handle(self, *args: Any, **options: Any) -> None:
        try:
            for line in import_content(CONTENT, at=timezone.now()).lines:
                self.stdout.write(line)
        except ContentInvalid as invalid:
            for fault in invalid.faults:
                self.stderr.write(str(fault))
            raise CommandError("The demo's content has faults; nothing was changed.") from None
        if not options["no_past"]:
            self.stdout.write(f"{self._let_it_happen()} past cases")

    def _let_it_happen(self) -> int:
        past = yaml.safe_load((CONTENT / "past.yaml").read_text("utf-8"))["cases"]
        personas = yaml.safe_load((CONTENT / "customers.yaml").read_text("utf-8"))["personas"]
        now = timezone.now()
        with transaction.atomic():
            return sum(
                happened(entry, personas[entry["persona"]], n, now=now) for n, entry in enumerate(past, 1)
            )
