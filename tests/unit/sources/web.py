"""What the tests of the fetch share: an address that plays the open web, and a resolver of names."""

import asyncio
import socket
import ssl
from collections.abc import Sequence
from functools import cache
from ipaddress import IPv4Network, ip_address

import httpcore
import pytest

from bot.errors import FetchFailed
from bot.sources.fetch import Fetcher
from bot.sources.guard import Address

PUBLIC = "127.0.0.77"
"""Loopback, but exempt: what is behind it plays the open web."""
PUBLIC_NETWORK = IPv4Network("127.0.0.77/32")


class Names:
    """A resolver: names as given, each with the answers of its 1st, 2nd … look-up; the last one stays."""

    def __init__(self, **names: Sequence[str]) -> None:
        self._names = {name: [answers] for name, answers in names.items()}
        self.asked: list[str] = []

    def add(self, name: str, *answers: str) -> None:
        """Let a name resolve; each answer holds addresses separated by commas."""
        self._names[name] = [answer.split(",") for answer in answers]

    async def __call__(self, host: str) -> list[Address]:
        self.asked.append(host)
        await asyncio.sleep(0)
        if host in self._names:
            answers = self._names[host]
            return [ip_address(address) for address in (answers.pop(0) if len(answers) > 1 else answers[0])]
        # A number in any notation, as the system reads it; a name is never looked up outside.
        found = socket.getaddrinfo(host, None, type=socket.SOCK_STREAM, flags=socket.AI_NUMERICHOST)
        return [ip_address(answer[4][0]) for answer in found]


class Web(Names):
    """A resolver for which every name is the public address, but those given otherwise."""

    async def __call__(self, host: str) -> list[Address]:
        if host not in self._names:
            self.add(host, PUBLIC)
        return await super().__call__(host)


def fetcher(resolve: Names | None = None, *, deadline: float = 20.0) -> Fetcher:
    """A fetcher for which the address above is public."""
    return Fetcher(
        allow_networks=[PUBLIC_NETWORK],
        resolve=resolve or Web(),
        deadline=deadline,
        ssl_context=_public_roots(),
    )


@cache
def _public_roots() -> ssl.SSLContext:
    # What a fetcher makes for itself; reading the roots takes longer than most of the tests.
    return httpcore.default_ssl_context()


async def refusal(fetch: Fetcher, url: str) -> FetchFailed:
    """Fetch a link that must be refused, and return the refusal."""
    with pytest.raises(FetchFailed) as caught:
        await fetch.fetch(url)
    return caught.value
