import pytest

from cases.people.models import ApiKey
from cases.people.permissions import Permission
from cases.people.roles import ROLES, Role


def test_every_role_stands_in_the_table():
    assert set(ROLES) == set(Role)


def test_every_permission_is_given_to_somebody():
    assert {p for allowed in ROLES.values() for p in allowed} == set(Permission)


@pytest.mark.parametrize(
    ("role", "permission", "expected"),
    [
        (Role.AGENT, Permission.WORK_CASES, True),
        (Role.AGENT, Permission.APPROVE_CALLS, False),
        (Role.AGENT, Permission.SEE_ALL_CASES, False),
        (Role.SUPERVISOR, Permission.APPROVE_CALLS, True),
        (Role.REVIEWER, Permission.WORK_CASES, False),
        (Role.KNOWLEDGE_MANAGER, Permission.SEE_TEAM_CASES, False),
        (Role.ADMINISTRATOR, Permission.APPROVE_CALLS, False),
    ],
)
def test_who_may_what(role, permission, expected):
    assert (permission in ROLES[role]) is expected


def test_somebody_who_was_deactivated_may_nothing(agent):
    agent.is_active = False
    assert not any(agent.can(p) for p in Permission)


def test_a_person_of_another_team_sees_no_case(interaction, stranger, agent):
    from cases.casefiles.models import Case

    assert list(Case.objects.visible_to(agent)) == [interaction.case]
    assert not Case.objects.visible_to(stranger).exists()


def test_a_key_is_kept_only_as_its_hash(db, at):
    key, secret = ApiKey.issue("dashboards", ["read"])
    rest = secret.partition(".")[2]

    assert key.is_valid(rest, at)
    assert not key.is_valid(rest + "x", at)
    assert rest not in str(ApiKey.objects.values().get())


def test_an_unknown_scope_is_refused(db):
    with pytest.raises(ValueError, match="Known are read, write, bundle"):
        ApiKey.issue("x", ["everything"])
