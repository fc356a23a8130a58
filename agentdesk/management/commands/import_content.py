from argparse import ArgumentParser
from pathlib import Path
from typing import Any

from django.core.management.base import BaseCommand, CommandError
from django.utils import timezone

from agentdesk.content.actions import import_content
from agentdesk.content.faults import ContentInvalid


class Command(BaseCommand):
    help = "Brings a folder of content in: company, cast, taxonomy, articles, saved replies, tools, journeys, scorecards."

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("folder", type=Path)
        parser.add_argument("--check", action="store_true", help="only look for faults, change nothing")

    def handle(self, *args: Any, **options: Any) -> None:
        try:
            self._run(options["folder"], only_check=options["check"])
        except ContentInvalid as invalid:
            for fault in invalid.faults:
                self.stderr.write(str(fault))
            raise CommandError(f"{len(invalid.faults)} faults; nothing was changed.") from None

    def _run(self, folder: Path, *, only_check: bool) -> None:
        if only_check:
            from agentdesk.content.folder import read_folder

            read_folder(folder)
            self.stdout.write("No faults.")
            return
        for line in import_content(folder, at=timezone.now()).lines:
            self.stdout.write(line)
