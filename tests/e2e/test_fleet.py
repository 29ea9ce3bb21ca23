"""A gateway, a scheduler and two workers on one PostgreSQL: each dies while digests are on their way."""

from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.botapi import BotApiServer
from tests.fleet.voyage import TAKEOVER, Voyage
from tests.postgresql import Server, running_server

# So many that some are on their way at each death, at this many a second; `python -m tests.fleet` sends more.
_DIGESTS, _RATE = 400, 10
# Seconds without the database: more than a look at who leads takes.
_AWAY = 5.0


@pytest.fixture
def own_postgresql() -> Iterator[Server]:
    """A server that a test may stop."""
    with running_server() as server:
        yield server


async def test_no_death_loses_a_digest_or_doubles_one_without_need(
    own_postgresql: Server, server: BotApiServer, tmp_path: Path
) -> None:
    voyage = Voyage(own_postgresql, own_postgresql.empty_database(), server, tmp_path, _DIGESTS, _RATE)
    try:
        log = await voyage.sail(_AWAY)
    finally:
        voyage.fleet.end()
    assert log.lost == 0, str(log)
    assert log.copies <= log.allowed, str(log)
    assert max(log.takeovers.values()) < TAKEOVER, str(log)
    assert set(log.endings) == {0}, str(log)
