"""The hash chain. Pure functions; all hashes are lower-case hex of SHA-256.

The hash of an event covers the hash before it, its sequence number, its header and the salted digest of its payload. Redacting an event
removes payload and salt but keeps the digest, so the chain still verifies and the redaction shows as what it is.
"""

import hashlib
import json
from datetime import UTC, datetime
from decimal import Decimal
from typing import Any

GENESIS = "0" * 64


def canonical(value: Any) -> bytes:
    """The value as the bytes that are hashed: the same before it is stored and after it is read again."""
    return json.dumps(_as_stored(value), sort_keys=True, separators=(",", ":"), ensure_ascii=False).encode()


def _as_stored(value: Any) -> Any:
    """PostgreSQL keeps JSON numbers as decimals: -0.0 comes back as 0.0, and 1e22 as a whole number."""
    if isinstance(value, float):
        is_long = abs(value) >= 1e16 and value.is_integer()
        return int(Decimal(repr(value))) if is_long else value + 0.0
    if isinstance(value, dict):
        return {key: _as_stored(each) for key, each in value.items()}
    return [_as_stored(each) for each in value] if isinstance(value, list | tuple) else value


def payload_digest(payload: dict[str, Any], salt: str) -> str:
    return hashlib.sha256(salt.encode() + canonical(payload)).hexdigest()


def event_hash(
    *, previous: str, seq: int, name: str, actor: tuple[str, str, str], at: datetime, digest: str
) -> str:
    header = [previous, seq, name, *actor, at.astimezone(UTC).isoformat(timespec="microseconds"), digest]
    return hashlib.sha256(canonical(header)).hexdigest()
