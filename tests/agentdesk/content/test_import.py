"""The import: all faults at once with their places, nothing half-imported, the same again changes nothing."""

import shutil
from collections.abc import Callable
from datetime import datetime
from io import StringIO
from pathlib import Path

import pytest
from django.core.management import CommandError, call_command

from agentdesk.content.actions import import_content
from agentdesk.content.faults import ContentInvalid
from agentdesk.content.folder import read_folder
from assist.journeys.models import Journey
from assist.knowledge.models import Article, SavedReply
from assist.taxonomy.models import Intent
from cases.casefiles.models import Case
from cases.events.queries import verify_chain
from cases.people.models import User
from cases.routing.models import Membership, Queue

DEMO = Path("agentdesk/demo/content")


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """A copy of the demo's content with two articles, to spoil at will."""
    for name in ("company.yaml", "cast.yaml", "taxonomy.yaml", "saved_replies.yaml", "customers.yaml"):
        shutil.copy(DEMO / name, tmp_path / name)
    shutil.copytree(DEMO / "journeys", tmp_path / "journeys")
    (tmp_path / "articles").mkdir()
    for name in ("opening-hours.md", "returns-policy.md"):
        shutil.copy(DEMO / "articles" / name, tmp_path / "articles" / name)
    return tmp_path


def change(path: Path, old: str, new: str) -> None:
    text = path.read_text()
    assert old in text
    path.write_text(text.replace(old, new, 1))


def faults_of(folder: Path) -> list[str]:
    with pytest.raises(ContentInvalid) as refused:
        read_folder(folder)
    return [str(fault) for fault in refused.value.faults]


def test_the_demos_content_has_no_fault() -> None:
    assert len(read_folder(DEMO).sources) > 50


SPOILED: list[tuple[str, str, str, str]] = [
    ("company.yaml", "wrap_up_mode: mandatory", "wrap_up_mode: never", "'never' is not one of"),
    ("company.yaml", "team: trade", "team: wholesale", "there is no team wholesale"),
    ("cast.yaml", "role: supervisor", "role: boss", "'boss' is not one of"),
    ("cast.yaml", "email: priya@", "email: ama@", "stands twice"),
    ("cast.yaml", "trade: 3", "plumbing: 3", "no queue asks for the skill plumbing"),
    ("customers.yaml", "persona: oliver", "persona: oscar", "there is no persona oscar"),
    ("taxonomy.yaml", "business_risk: medium", "business_risk: huge", "business risk"),
    ("saved_replies.yaml", "shortcut: /hello", "shortcut: hello", "shortcut that starts with /"),
    ("articles/opening-hours.md", "audience: public", "audience: everybody", "audience is one of"),
    (
        "articles/opening-hours.md",
        "intents: [opening_hours]",
        "intents: [opening_times]",
        "no intent opening_times",
    ),
    ("journeys/order_status.yaml", "owner: either", "owner: nobody", "nobody"),
]


@pytest.mark.parametrize(("name", "old", "new", "words"), SPOILED)
def test_a_fault_is_told_with_its_file_line_and_words(
    folder: Path, name: str, old: str, new: str, words: str
) -> None:
    change(folder / name, old, new)
    lines = (folder / name).read_text().splitlines()
    expected = next(number for number, line in enumerate(lines, 1) if new in line)
    (fault,) = faults_of(folder)
    assert words in fault
    if name in ("company.yaml", "cast.yaml", "customers.yaml"):
        assert fault.startswith(f"{name}:{expected}:") or "stands twice" in fault
    assert fault.startswith(f"{name}:")


def test_all_faults_are_told_at_once(folder: Path) -> None:
    change(folder / "company.yaml", "offer_seconds: 20", "offer_seconds: soon")
    change(folder / "cast.yaml", "role: reviewer", "role: critic")
    (folder / "customers.yaml").write_text("personas: [\n")
    assert {fault.split(":")[0] for fault in faults_of(folder)} >= {
        "company.yaml",
        "cast.yaml",
        "customers.yaml",
    }


def test_a_folder_without_content_is_refused(tmp_path: Path) -> None:
    assert "no content files" in faults_of(tmp_path)[0]


@pytest.mark.django_db
def test_with_a_fault_nothing_is_imported(folder: Path, at: datetime) -> None:
    change(folder / "articles" / "opening-hours.md", "audience: public", "audience: everybody")
    with pytest.raises(ContentInvalid):
        import_content(folder, at=at)
    assert not Queue.objects.exists()
    assert not Intent.objects.exists()


@pytest.mark.django_db
def test_the_command_names_every_fault_and_fails(folder: Path) -> None:
    change(folder / "cast.yaml", "role: supervisor", "role: boss")
    told = StringIO()
    with pytest.raises(CommandError, match="1 faults; nothing was changed"):
        call_command("import_content", str(folder), stderr=told)
    assert "cast.yaml:" in told.getvalue()


def counts() -> tuple[int, ...]:
    models = (Queue, User, Membership, Intent, Article, SavedReply, Journey)
    return tuple(model._default_manager.count() for model in models)


@pytest.mark.django_db
def test_the_same_folder_again_changes_nothing(folder: Path, at: datetime) -> None:
    import_content(folder, at=at)
    before = counts()
    versions = list(Article.objects.values_list("slug", "version"))
    import_content(folder, at=at)
    assert counts() == before
    assert list(Article.objects.values_list("slug", "version")) == versions


@pytest.mark.django_db
def test_a_changed_file_updates_what_it_describes(folder: Path, at: datetime) -> None:
    import_content(folder, at=at)
    change(folder / "company.yaml", "name: Customer care\n    team", "name: Care and orders\n    team")
    change(folder / "articles" / "opening-hours.md", "20:00 and Saturday", "21:00 and Saturday")
    import_content(folder, at=at)
    assert Queue.objects.get(slug="care").name == "Care and orders"
    assert Article.objects.get(slug="opening-hours").version == 2


@pytest.mark.django_db
def test_the_cast_can_sign_in_and_stands_in_its_queues(folder: Path, at: datetime) -> None:
    import_content(folder, at=at)
    ama = User.objects.get(email="ama@fjordlight.example")
    assert ama.check_password("north-light-ama")
    levels = dict(Membership.objects.filter(user=ama).values_list("queue__slug", "level"))
    assert levels["products"] == 3
    assert levels["billing"] == 1


@pytest.mark.django_db
def test_a_changed_password_survives_the_next_import(folder: Path, at: datetime) -> None:
    import_content(folder, at=at)
    ama = User.objects.get(email="ama@fjordlight.example")
    ama.set_password("my own secret words")
    ama.save()
    import_content(folder, at=at)
    assert User.objects.get(pk=ama.pk).check_password("my own secret words")


@pytest.mark.django_db
def test_every_intent_has_a_queue_of_its_family_or_the_default(folder: Path, at: datetime) -> None:
    import_content(folder, at=at)
    assert Queue.objects.get(is_default=True).slug == "care"
    assert "damaged_on_arrival" in Queue.objects.get(slug="products").intents
    assert Queue.objects.get(slug="specialists").is_specialist


@pytest.mark.django_db(transaction=True)
def test_the_demo_fills_once_with_past_cases_whose_chain_holds(settle: Callable[[], int]) -> None:
    told = StringIO()
    call_command("fill_demo", stdout=told)
    call_command("fill_demo", stdout=told)
    assert "12 past cases" in told.getvalue()
    assert "0 past cases" in told.getvalue()
    cases = list(Case.objects.all())
    assert len(cases) == 12
    assert {case.state for case in cases} == {Case.State.CLOSED}
    assert all(verify_chain(case) == [] for case in cases)
    assert settle() == 0
