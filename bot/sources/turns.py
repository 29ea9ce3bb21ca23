"""Whose turn it is to fetch: a few at once from one host, and not too many in all."""

import asyncio
from collections import Counter
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager

# What a browser of a single reader would do to a site at most, and six of them did when HTTP/1.1 was young.
PER_HOST = 2
# Enough for every person's two, if eight ask at the same moment, and within a home connection's means.
IN_ALL = 16


class Turns:
    """First come, first served, for each host and then among all who may ask theirs.

    The place at the host is waited for first, so that a crowd before one slow host keeps nobody else waiting.
    """

    def __init__(self) -> None:
        self._all = asyncio.Semaphore(IN_ALL)
        self._hosts: dict[str, asyncio.Semaphore] = {}
        self.hosts: Counter[str] = Counter()
        """How many fetches hold or wait for a place at each host."""

    @asynccontextmanager
    async def turn(self, host: str) -> AsyncIterator[None]:
        """Wait for a place and hold it; being cancelled, waiting or holding, gives it back."""
        self.hosts[host] += 1
        try:
            async with self._hosts.setdefault(host, asyncio.Semaphore(PER_HOST)), self._all:
                yield
        finally:
            self.hosts[host] -= 1
            if not self.hosts[host]:
                del self.hosts[host], self._hosts[host]
