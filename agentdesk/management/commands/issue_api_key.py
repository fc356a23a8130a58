from typing import Any

from django.core.management.base import BaseCommand, CommandError, CommandParser

from cases.people.models import ApiKey, Team


class Command(BaseCommand):
    help = "Issues a scoped API key and prints its secret once."

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("name", help="who uses the key")
        parser.add_argument("--scopes", nargs="+", default=["read"], choices=ApiKey.SCOPES)
        parser.add_argument("--team", default="", help="only this team's cases")

    def handle(self, *args: Any, **options: Any) -> None:
        team = None
        if options["team"]:
            team = Team.objects.filter(name=options["team"]).first()
            if team is None:
                known = ", ".join(Team.objects.values_list("name", flat=True))
                raise CommandError(f"There is no team “{options['team']}”. Known are: {known}.")
        _, secret = ApiKey.issue(options["name"], options["scopes"], team=team)
        self.stdout.write(secret)
