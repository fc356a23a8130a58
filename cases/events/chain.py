"""The hash chain. Pure functions; all hashes are lower-case hex of SHA-256.

The hash of an event covers the hash before it, its sequence number, its header and the salted digest of its payload. Redacting an event
removes payload and salt but keeps the digest, so the chain still verifies and the redaction shows as what it is.
"""

import hashlib
import json
from datetime import UTC, datetime
from typing import Any

GENESIS = "0" * 64


def canonical(value: Any) -> bytes:
    return json.dumps(value, sort_keys=True, separators=(",", ":"), ensure_ascii=False).encode()


def payload_digest(payload: dict[str, Any], salt: str) -> str:
    return hashlib.sha256(salt.encode() + canonical(payload)).hexdigest()


def event_hash(
    *, previous: str, seq: int, name: str, actor: tuple[str, str, str], at: datetime, digest: str
) -> str:
    header = [previous, seq, name, *actor, at.astimezone(UTC).isoformat(timespec="microseconds"), digest]
    return hashlib.sha256(canonical(header)).hexdigest()
