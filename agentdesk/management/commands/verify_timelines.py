from argparse import ArgumentParser
from typing import Any

from django.core.management.base import BaseCommand, CommandError

from cases.casefiles.models import Case
from cases.events.queries import verify_chain


class Command(BaseCommand):
    help = "Checks the hash chain of every case's timeline, or of those that are named. Fails when something was changed."

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("number", nargs="*", type=int, help="numbers of cases; all without one")

    def handle(self, *args: Any, **options: Any) -> None:
        cases = Case.objects.filter(number__in=options["number"]) if options["number"] else Case.objects.all()
        looked_at, broken = 0, 0
        for case in cases.order_by("number").iterator():
            faults = verify_chain(case)
            looked_at, broken = looked_at + 1, broken + bool(faults)
            for fault in faults:
                self.stderr.write(f"Case {case.number}: {fault}")
        if broken:
            raise CommandError(f"{broken} of {looked_at} timelines do not hold.")
        self.stdout.write(f"{looked_at} timelines hold.")
