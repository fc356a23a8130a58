"""Everything that a role may allow. One line each; a page, call, socket or tool names exactly one of them."""

from enum import StrEnum


class Permission(StrEnum):
    WORK_CASES = "work_cases"  # take offers, talk to customers, resolve
    SEE_TEAM_CASES = "see_team_cases"  # look into the cases of the own team
    SEE_ALL_CASES = "see_all_cases"  # look into the cases of every team
    WATCH_FLOOR = "watch_floor"  # the wallboard
    DIRECT_FLOOR = "direct_floor"  # take over, reassign, change presence of others
    APPROVE_CALLS = "approve_calls"  # a second person's yes or no to a tool call
    REVIEW_CASES = "review_cases"  # score interactions
    READ_REVIEWS = "read_reviews"  # see the reviews of the team
    READ_KNOWLEDGE = "read_knowledge"  # articles, published
    EDIT_KNOWLEDGE = "edit_knowledge"  # drafts of articles, journeys, saved replies
    PUBLISH_KNOWLEDGE = "publish_knowledge"  # publish what another person wrote
    MEND_WRITES = "mend_writes"  # dead letters of the CRM outbox
    CONFIGURE = "configure"  # taxonomy, rules, integrations, people
    SEE_AUDIT = "see_audit"  # replay and the audit trail
    REMOVE_CONTENT = "remove_content"  # take away for good what an event said
    SEE_LEARNING = "see_learning"  # models, their figures, data sets, what agents did with suggestions
    TRAIN_MODELS = "train_models"  # import conversations, train, put live and back
