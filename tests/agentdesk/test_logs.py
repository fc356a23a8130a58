"""A log is read by many: it holds no words of customers, not even when the database refuses them."""

import json
import logging
import sys
from collections.abc import Iterator

import pytest
from django.db import IntegrityError, transaction

from agentdesk.logs import configure_logs
from cases.customers.models import Address, Customer


@pytest.fixture
def formatter() -> Iterator[logging.Formatter]:
    """What makes the lines of a real deployment."""
    before = logging.getLogger().handlers[:]
    configure_logs(as_json=True)
    ours = next(handler for handler in logging.getLogger().handlers if handler not in before)
    assert ours.formatter is not None
    yield ours.formatter
    configure_logs(as_json=False)
    logging.getLogger().handlers[:] = before


def test_a_row_that_the_database_refuses_is_not_told(
    customer: Customer, formatter: logging.Formatter
) -> None:
    theirs = customer.addresses.get().address
    try:
        with transaction.atomic():
            Address.objects.create(customer=customer, channel="chat", address=theirs)
    except IntegrityError:
        record = logging.getLogger("django.request").makeRecord(
            "django.request", logging.ERROR, "", 0, "Internal Server Error", (), sys.exc_info()
        )
    told = json.loads(formatter.format(record))["exception"]
    assert theirs not in told
    assert "address_once_per_channel" in told
    assert "DETAIL:  left out" in told
    assert "IntegrityError" in told
