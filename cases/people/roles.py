"""What each role may do. Five roles, one table."""

from enum import StrEnum

from cases.people.permissions import Permission as P


class Role(StrEnum):
    AGENT = "agent"
    SUPERVISOR = "supervisor"
    REVIEWER = "reviewer"
    KNOWLEDGE_MANAGER = "knowledge_manager"
    ADMINISTRATOR = "administrator"


ROLES: dict[Role, frozenset[P]] = {
    Role.AGENT: frozenset({P.WORK_CASES, P.SEE_TEAM_CASES, P.READ_KNOWLEDGE}),
    Role.SUPERVISOR: frozenset(
        {
            P.WORK_CASES,
            P.SEE_TEAM_CASES,
            P.WATCH_FLOOR,
            P.DIRECT_FLOOR,
            P.APPROVE_CALLS,
            P.READ_REVIEWS,
            P.READ_KNOWLEDGE,
            P.MEND_WRITES,
            P.SEE_AUDIT,
        }
    ),
    Role.REVIEWER: frozenset(
        {P.SEE_ALL_CASES, P.REVIEW_CASES, P.READ_REVIEWS, P.READ_KNOWLEDGE, P.SEE_AUDIT},
    ),
    Role.KNOWLEDGE_MANAGER: frozenset(
        {P.READ_KNOWLEDGE, P.EDIT_KNOWLEDGE, P.PUBLISH_KNOWLEDGE, P.SEE_LEARNING}
    ),
    Role.ADMINISTRATOR: frozenset(
        {
            P.SEE_ALL_CASES,
            P.WATCH_FLOOR,
            P.READ_KNOWLEDGE,
            P.EDIT_KNOWLEDGE,
            P.PUBLISH_KNOWLEDGE,
            P.MEND_WRITES,
            P.CONFIGURE,
            P.SEE_LEARNING,
            P.TRAIN_MODELS,
            P.SEE_AUDIT,
            P.REMOVE_CONTENT,
        }
    ),
}
