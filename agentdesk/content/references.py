"""What one file of a folder says of another: teams, skills, queues, families, intents, personas."""

from collections.abc import Iterator
from pathlib import Path
from typing import Any

from agentdesk.content.faults import Fault, line_with
from agentdesk.content.reading import Folder
from assist.knowledge.files import parse_article


def check_references(folder: Folder) -> None:
    """What one file says of another: teams, skills, families, intents, personas."""
    company, cast = folder.values.get("company.yaml"), folder.values.get("cast.yaml")
    if not folder.faults and company:
        _check_company(folder, company)
        if cast:
            _check_cast(folder, company, cast)
    if not folder.faults and "customers.yaml" in folder.values:
        _check_scripts(folder, folder.values["customers.yaml"])
    if not folder.faults and "taxonomy.yaml" in folder.values:
        _check_intents(folder)


def _check_company(folder: Folder, company: dict[str, Any]) -> None:
    teams, skills = _slugs(company, "teams"), _slugs(company, "skills")
    families = {family["key"] for family in (folder.values.get("taxonomy.yaml") or {}).get("families", [])}
    for number, queue in enumerate(company["queues"]):
        if queue["team"] not in teams:
            folder.fault("company.yaml", ("queues", number, "team"), f"there is no team {queue['team']}")
        if skills and queue.get("skill") and queue["skill"] not in skills:
            folder.fault("company.yaml", ("queues", number, "skill"), f"there is no skill {queue['skill']}")
        for family in set(queue.get("families", [])) - families if families else ():
            folder.fault("company.yaml", ("queues", number, "families"), f"there is no family {family}")
    queues = _slugs(company, "queues")
    for number, site in enumerate(company.get("sites", [])):
        if site.get("queue") and site["queue"] not in queues:
            folder.fault("company.yaml", ("sites", number, "queue"), f"there is no queue {site['queue']}")


def _check_cast(folder: Folder, company: dict[str, Any], cast: dict[str, Any]) -> None:
    teams, skills = _slugs(company, "teams"), {queue.get("skill") for queue in company["queues"]}
    seen: set[str] = set()
    for number, person in enumerate(cast["people"]):
        if person["team"] not in teams:
            folder.fault("cast.yaml", ("people", number, "team"), f"there is no team {person['team']}")
        if person["email"].lower() in seen:
            folder.fault("cast.yaml", ("people", number, "email"), f"{person['email']} stands twice")
        seen.add(person["email"].lower())
        for skill in sorted(set(person.get("skills", {})) - skills):
            folder.fault("cast.yaml", ("people", number, "skills"), f"no queue asks for the skill {skill}")


def _check_scripts(folder: Folder, customers: dict[str, Any]) -> None:
    slugs = [script["slug"] for script in customers["scripts"]]
    for number, script in enumerate(customers["scripts"]):
        if script["persona"] not in customers["personas"]:
            folder.fault(
                "customers.yaml", ("scripts", number, "persona"), f"there is no persona {script['persona']}"
            )
        if slugs.index(script["slug"]) != number:
            folder.fault("customers.yaml", ("scripts", number, "slug"), f"{script['slug']} stands twice")


def _check_intents(folder: Folder) -> None:
    """Every intent that an article, a saved reply or a journey names is one of the taxonomy."""
    known = {
        intent["key"] for family in folder.values["taxonomy.yaml"]["families"] for intent in family["intents"]
    }
    for name, source in folder.sources.items():
        for intent in sorted(set(_intents_in(name, folder)) - known):
            line = line_with(source, intent)
            folder.faults.append(Fault(name, line, "intents", f"the taxonomy has no intent {intent}"))


def _intents_in(name: str, folder: Folder) -> Iterator[str]:
    if name.startswith("articles/"):
        yield from parse_article(Path(name).stem, folder.sources[name]).intents
    elif name.startswith("journeys/"):
        yield from (folder.values.get(name) or {}).get("intents") or []
    elif name == "saved_replies.yaml":
        for reply in folder.values[name]:
            yield from reply.get("intents") or []


def _slugs(company: dict[str, Any], key: str) -> set[str]:
    return {entry["slug"] for entry in company.get(key, [])}
