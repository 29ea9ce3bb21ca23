"""Seals: a few characters that only this bot can make for something, so that nobody else can make it up.

Ids of articles and links are digests of what they stand for, so whoever knows a text or an address knows its
id. A seal beside the id proves that the bot itself offered it, and for whom; nothing has to be kept for that.
"""

import hmac
from base64 import urlsafe_b64encode
from hashlib import sha256

# 96 bits: nobody finds one by trying, Telegram answers some thirty tries a second.
_BYTES = 12
SEAL_LENGTH = _BYTES * 4 // 3


class Passes:
    """Makes and checks seals, with a key that comes of a secret of the bot."""

    def __init__(self, secret: str) -> None:
        self._key = sha256(f"seals {secret}".encode()).digest()

    def seal(self, *what: str | int) -> str:
        """Return the seal of something: `SEAL_LENGTH` characters, letters, digits, "-" and "_"."""
        digest = hmac.digest(self._key, repr(what).encode(), "sha256")
        return urlsafe_b64encode(digest[:_BYTES]).decode()

    def is_sealed(self, seal: str, *what: str | int) -> bool:
        """Whether this is the seal of it."""
        return hmac.compare_digest(seal.encode(), self.seal(*what).encode())
