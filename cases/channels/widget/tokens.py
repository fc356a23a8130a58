"""Signed tokens: who the visitor is, and a short one that opens the socket of one conversation."""

from dataclasses import dataclass

from django.core import signing

from cases.channels.widget.refusals import UnknownVisitor

_VISITOR = signing.TimestampSigner(salt="cases.channels.widget.visitor")
_SOCKET = signing.TimestampSigner(salt="cases.channels.widget.socket")
VISITOR_LASTS = 180 * 24 * 3600
SOCKET_LASTS = 3600


@dataclass(frozen=True)
class Visitor:
    site: str
    id: str


def visitor_token(visitor: Visitor) -> str:
    return _VISITOR.sign(f"{visitor.site}/{visitor.id}")


def visitor_of(token: str) -> Visitor:
    """The visitor of a token; refuses a forged or expired one."""
    try:
        site, _, visitor = _VISITOR.unsign(token, max_age=VISITOR_LASTS).partition("/")
    except signing.BadSignature:
        raise UnknownVisitor from None
    return Visitor(site, visitor)


def socket_ticket(conversation_id: object) -> str:
    return _SOCKET.sign(str(conversation_id))


def conversation_of(ticket: str) -> str | None:
    """The id of the conversation that the ticket opens, or None for a forged or expired one."""
    try:
        return _SOCKET.unsign(ticket, max_age=SOCKET_LASTS)
    except signing.BadSignature:
        return None
