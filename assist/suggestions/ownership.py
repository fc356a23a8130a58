"""Whose order it is: what a tool returned about somebody else's is nothing that this customer may be told. Pure."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Any


@dataclass(frozen=True)
class Owners:
    """Who the customer of the case is, as far as it is known, and the orders that were found to be of others."""

    ids: frozenset[str]
    email: str
    strangers: frozenset[str] = frozenset()

    def is_strangers(self, output: Mapping[str, Any]) -> bool:
        """Whether the answer is about an order of somebody else. The verified customer decides, else the e-mail address."""
        if _order(output) in self.strangers:
            return True
        owner, email = str(output.get("customer_id") or ""), str(output.get("customer_email") or "")
        if self.ids and owner:
            return owner not in self.ids
        return bool(self.email and email) and email.casefold() != self.email.casefold()


def owners_of(answers: Iterable[tuple[str, Mapping[str, Any]]], *, email: str) -> Owners:
    """From the answers of tools, each with the name of its tool."""
    kept = list(answers)
    verified = [output.get("customer") or {} for tool, output in kept if output.get("verified")]
    ids = frozenset(str(customer["id"]) for customer in verified if customer.get("id"))
    known = Owners(ids, email)
    return Owners(
        ids, email, frozenset(_order(output) for _, output in kept if known.is_strangers(output)) - {""}
    )


def _order(output: Mapping[str, Any]) -> str:
    return str(output.get("order_number") or output.get("number") or "")
