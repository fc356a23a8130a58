"""Which columns of ours take card data out of what is written to them: all that hold words, but for these."""

from collections.abc import Iterator

from django.apps import apps
from django.db import models

from cases.redaction.guarding import guard

OURS = ("agentdesk", "cases", "assist", "qa")
# Filled by the product alone: digests, secrets, versions, closed lists. Events are redacted by `record`, before they are signed.
MACHINE = frozenset(
    {
        "cases.Case.last_hash", "cases.Case.mood_course", "cases.Case.language",
        "cases.Event.name", "cases.Event.payload", "cases.Event.actor_id", "cases.Event.actor_name", "cases.Event.salt",
        "cases.Event.digest", "cases.Event.previous_hash", "cases.Event.hash",
        "cases.User.password", "cases.ApiKey.prefix", "cases.ApiKey.secret_hash",
        "assist.ModelVersion.digest", "assist.ModelVersion.code_version", "assist.ModelVersion.figures",
        "assist.ModelVersion.beside", "assist.DataSet.sha256", "assist.Upload.sha256", "assist.LanguageCall.prompt_hash",
        "assist.Tool.input_schema", "assist.Tool.output_schema", "qa.Scorecard.digest",
        "assist.Understanding.ranking", "assist.Understanding.belief", "assist.Understanding.scope_scores",
        "assist.Understanding.versions",
    }
)  # fmt: skip
# Written by staff, with tables of sizes and prices: only numbers that are printed like a card's.
PRINTED = frozenset(
    {
        "assist.Article.title", "assist.Article.body", "assist.ArticleVersion.title", "assist.ArticleVersion.body",
        "assist.Passage.heading", "assist.Passage.text", "assist.Passage.lead", "assist.Passage.folded",
        "assist.SavedReply.body",
    }
)  # fmt: skip


def guard_columns() -> None:
    guard(our_tables(), machine=MACHINE, printed=PRINTED)


def our_tables() -> Iterator[type[models.Model]]:
    return (table for label in OURS for table in apps.get_app_config(label).get_models())
