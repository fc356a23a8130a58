"""Bringing a checked folder in: each room's own loader, one after the other, in one transaction."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path
from typing import Any

from django.db import transaction

from agentdesk.content.folder import read_folder
from agentdesk.content.reading import Folder
from assist.journeys.actions import load_journeys
from assist.knowledge.actions import load_articles, load_saved_replies
from assist.taxonomy.actions import load_taxonomy
from assist.tools.actions import load_tools
from cases.channels.widget.actions import set_up_site
from cases.events.actors import SYSTEM, Actor
from cases.people.models import Team, User
from cases.routing.actions import set_presence
from cases.routing.models import Membership, Queue
from qa.scorecards.actions import load_scorecards


@dataclass(frozen=True)
class Imported:
    """What was brought in, as lines to print: `40 articles`."""

    lines: tuple[str, ...]


@transaction.atomic
def import_content(folder: Path, *, by: Actor = SYSTEM, at: datetime) -> Imported:
    """Brings the whole folder in. Raises ContentInvalid with every fault; then nothing was changed."""
    content = read_folder(folder)
    lines = [line for name, load in STEPS if (line := _load(content, name, load, by=by, at=at))]
    return Imported(tuple(lines))


Load = Callable[..., str]


def _load(content: Folder, name: str, load: Load, *, by: Actor, at: datetime) -> str:
    is_folder = "." not in name
    names = {source.partition("/")[0] for source in content.sources} if is_folder else content.sources
    return load(content, by=by, at=at) if name in names else ""


def _company(content: Folder, *, by: Actor, at: datetime) -> str:
    company = content.values["company.yaml"]
    names = {entry["slug"]: entry["name"] for entry in company["teams"]}
    teams = {slug: Team.objects.get_or_create(name=name)[0] for slug, name in names.items()}
    for number, queue in enumerate(company["queues"]):
        _queue(queue, teams[queue["team"]], _intents_of(content, queue), is_default=number == 0)
    for site in company.get("sites", []):
        answering = Queue.objects.filter(slug=site.get("queue", "")).first()
        set_up_site(**{**site, "queue": answering})
    return f"{len(teams)} teams, {len(company['queues'])} queues"


def _queue(queue: dict[str, Any], team: Team, intents: list[str], *, is_default: bool) -> None:
    columns = {
        "name": queue["name"],
        "team": team,
        "skill": queue.get("skill", ""),
        "intents": intents,
        "is_default": is_default,
        "is_specialist": queue.get("specialist", False),
        "offer_seconds": queue.get("offer_seconds", 20),
        "answer_within_seconds": queue.get("sla_seconds", 20),
        "wrap_up_mode": queue.get("wrap_up_mode", Queue.WrapUpMode.MANDATORY),
        "wrap_up_seconds": queue.get("wrap_up_seconds", 180),
    }
    Queue.objects.update_or_create(slug=queue["slug"], defaults=columns)


def _intents_of(content: Folder, queue: dict[str, Any]) -> list[str]:
    families = (content.values.get("taxonomy.yaml") or {}).get("families", [])
    wanted = set(queue.get("families", []))
    return [intent["key"] for family in families if family["key"] in wanted for intent in family["intents"]]


def _cast(content: Folder, *, by: Actor, at: datetime) -> str:
    people = content.values["cast.yaml"]["people"]
    teams = {
        entry["slug"]: entry["name"] for entry in content.values.get("company.yaml", {}).get("teams", [])
    }
    for person in people:
        _person(person, teams.get(person["team"], person["team"]), at)
    return f"{len(people)} people"


def _person(person: dict[str, Any], team_name: str, at: datetime) -> None:
    team, _ = Team.objects.get_or_create(name=team_name)
    columns = {
        "name": person["name"],
        "role": person["role"],
        "team": team,
        "language": person.get("language", "en"),
        "assist_mode": person.get("assist_mode", User.AssistMode.LIVE),
    }
    user, is_new = User.objects.update_or_create(email=person["email"], defaults=columns)
    if is_new:  # a password that the person has changed since is theirs
        user.set_password(person.get("password"))
        user.save(update_fields=["password"])
        set_presence(user=user, state=person.get("presence", "offline"), at=at)
    for queue in Queue.objects.filter(skill__in=person.get("skills", {})):
        Membership.objects.update_or_create(
            user=user, queue=queue, defaults={"level": person["skills"][queue.skill]}
        )


def _taxonomy(content: Folder, *, by: Actor, at: datetime) -> str:
    load_taxonomy(content.path / "taxonomy.yaml", by=by, at=at)
    families = content.values["taxonomy.yaml"]["families"]
    return f"{sum(len(family['intents']) for family in families)} intents in {len(families)} families"


def _articles(content: Folder, *, by: Actor, at: datetime) -> str:
    return f"{len(load_articles(content.path / 'articles', by=by, at=at))} articles"


def _saved_replies(content: Folder, *, by: Actor, at: datetime) -> str:
    return f"{len(load_saved_replies(content.path / 'saved_replies.yaml', by=by, at=at))} saved replies"


def _tools(content: Folder, *, by: Actor, at: datetime) -> str:
    load_tools(content.path / "tools.yaml", by=by, at=at)
    return f"{len(content.values['tools.yaml'])} tools"


def _journeys(content: Folder, *, by: Actor, at: datetime) -> str:
    load_journeys(content.path / "journeys", by=by, at=at)
    return f"{sum(name.startswith('journeys/') for name in content.sources)} journeys"


def _scorecards(content: Folder, *, by: Actor, at: datetime) -> str:
    load_scorecards(path=content.path / "scorecard.yaml", by=by, at=at)
    return f"{len(content.values['scorecard.yaml']['scorecards'])} scorecards"


# In this order, because each leans on those before it.
STEPS: tuple[tuple[str, Load], ...] = (
    ("taxonomy.yaml", _taxonomy),
    ("company.yaml", _company),
    ("cast.yaml", _cast),
    ("articles", _articles),
    ("saved_replies.yaml", _saved_replies),
    ("tools.yaml", _tools),
    ("journeys", _journeys),
    ("scorecard.yaml", _scorecards),
)
