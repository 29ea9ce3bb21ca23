"""A PostgreSQL database for the queue of jobs."""

from collections.abc import Iterator

import pytest
from sqlalchemy import URL

from tests.postgresql import Server


@pytest.fixture
def url(postgresql: Server) -> Iterator[URL]:
    """The address of a database with all tables of the bot, which nobody has used."""
    url = postgresql.new_database()
    yield url
    postgresql.drop(url)
