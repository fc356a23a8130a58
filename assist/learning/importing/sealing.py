"""The file between the request and the worker: nobody who has the database alone can read it."""

import hashlib
import hmac
import zlib

from cryptography.hazmat.primitives.ciphers.aead import AESGCM

NONCE = 12  # bytes


def seal(content: bytes, secret: str, nonce: bytes) -> bytes:
    """The content packed and encrypted under the installation's secret. `nonce` is never used twice."""
    return nonce + AESGCM(_key(secret)).encrypt(nonce, zlib.compress(content, 1), None)


def unseal(sealed: bytes, secret: str) -> bytes:
    """The content again. Raises InvalidTag for another secret or a changed text."""
    return zlib.decompress(AESGCM(_key(secret)).decrypt(sealed[:NONCE], sealed[NONCE:], None))


def _key(secret: str) -> bytes:
    return hmac.new(secret.encode(), b"assist.learning.upload", hashlib.sha256).digest()
