"""Whom encrypted connections trust."""

import ssl
from functools import cache

import httpcore


@cache
def public_roots() -> ssl.SSLContext:
    """Return what verifies servers, by the roots of the system and of certifi: one for a whole process.

    Reading the roots takes 0.05 s of processor and half a megabyte, which each client would spend anew.
    """
    return httpcore.default_ssl_context()
