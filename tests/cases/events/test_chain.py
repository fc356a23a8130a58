"""What is hashed is what is stored: the digest of a payload is the same after PostgreSQL had it."""

import json
from typing import Any

import pytest
from django.db import connection
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from cases.events.chain import canonical

pytestmark = pytest.mark.django_db
NUMBERS = st.integers(-(10**20), 10**20) | st.floats(allow_nan=False, allow_infinity=False, width=64)
TEXTS = st.text(st.characters(exclude_categories=["Cs"], exclude_characters="\x00"), max_size=8)
VALUES = st.recursive(
    st.none() | st.booleans() | NUMBERS | TEXTS,
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(TEXTS, inner, max_size=3),
    max_leaves=6,
)


def stored(value: Any) -> Any:
    with connection.cursor() as cursor:
        cursor.execute("select %s::jsonb::text", [json.dumps(value)])
        return json.loads(cursor.fetchone()[0])


@pytest.mark.parametrize("value", [-0.0, 0.0, 1e-7, 1e16, 1e22, -1e16, 0.1 + 0.2, 1.0, {"sentiment": [-0.0]}])
def test_a_number_is_hashed_as_it_is_stored(value: Any) -> None:
    assert canonical(stored(value)) == canonical(value)


@settings(suppress_health_check=[HealthCheck.function_scoped_fixture], max_examples=150, deadline=None)
@given(VALUES)
def test_every_payload_is_hashed_as_it_is_stored(value: Any) -> None:
    assert canonical(stored(value)) == canonical(value)
