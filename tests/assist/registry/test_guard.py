"""Beneath the actions the database itself refuses to rewrite a version or its history."""

from datetime import datetime

import pytest
from django.db import DatabaseError, connection, transaction

from assist.registry.actions import add_version, promote
from assist.registry.models import ModelVersion, VersionChange
from cases.events.actors import SYSTEM

pytestmark = pytest.mark.django_db


@pytest.fixture
def version(at: datetime) -> ModelVersion:
    kept = {"kind": "intents", "artefact": b"model", "code_version": "1", "seed": 1}
    made = add_version(**kept, figures={"accuracy": 0.9}, dataset={}, by=SYSTEM, at=at)
    promote(version=made, reason="Better on held-out cases", by=SYSTEM, at=at)
    return made


@pytest.mark.parametrize(
    "statement",
    [
        "UPDATE assist_modelversion SET artefact = '\\x00'",
        "UPDATE assist_modelversion SET figures = '{}'",
        "DELETE FROM assist_versionchange",
        "UPDATE assist_versionchange SET reason = 'another'",
    ],
)
def test_what_served_is_not_rewritten(version: ModelVersion, statement: str) -> None:
    with pytest.raises(DatabaseError), transaction.atomic(), connection.cursor() as cursor:
        cursor.execute(statement)
    assert bytes(ModelVersion.objects.defer(None).get(pk=version.pk).artefact) == b"model"
    assert VersionChange.objects.filter(version=version).exists()
