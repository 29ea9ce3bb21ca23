"""Tables of others in the bot's PostgreSQL: those of a library, in a schema of their own."""

from typing import Any
from zlib import crc32

from sqlalchemy import URL, NullPool, create_engine, text

from bot.errors import SettingsError
from bot.storage.sql import POSTGRESQL, named

# Any number that nobody else on the same server takes: "jobs" in letters.
_LOCK = 0x6A6F6273
# What the comment begins with that tells a schema of ours from one that was there before.
_OURS = "digest-bot"

# For procrastinate, which looks for others of the same lock before it takes a job, and has no index for that:
# where 1,000 of one lock wait it took 60 ms, and takes 6.
JOBS_BY_LOCK = """
CREATE INDEX jobs_by_lock ON procrastinate_jobs (lock) WHERE status IN ('todo', 'doing');
"""
# Where thousands of jobs came since PostgreSQL last counted them, it takes them for few and reads all of them
# to find one (150 ms of 5,000). Only the connections of the queue have this: they ask nothing else.
_BY_INDEX_ALONE = " ".join(
    f"-c enable_{way}=off" for way in ("seqscan", "bitmapscan", "hashjoin", "mergejoin", "material", "sort")
)


def connect_args(schema: str) -> dict[str, Any]:
    """Return how the tables of a schema are reached: as all others, and by index alone."""
    args: dict[str, Any] = POSTGRESQL["connect_args"]
    return args | {"options": f"{args['options']} -c search_path={schema} {_BY_INDEX_ALONE}"}


def prepare_schema(url: URL, name: str, version: str, script: str) -> None:
    """Have the tables that `script` makes in a schema; where version or script are others, all anew.

    Raises `SettingsError` where somebody else has a schema of that name.
    """
    mark = f"{_OURS} {version} {crc32(script.encode()):08x}"
    engine = create_engine(url, poolclass=NullPool, connect_args=POSTGRESQL["connect_args"])
    with engine.begin() as connection:
        connection.execute(text("SELECT pg_advisory_xact_lock(:lock)"), {"lock": _LOCK})
        query = text("SELECT obj_description(oid, 'pg_namespace') FROM pg_namespace WHERE nspname = :name")
        comments = connection.execute(query, {"name": name}).scalars().all()
        if comments == [mark]:
            return
        if comments and not str(comments[0]).startswith(_OURS):
            raise SettingsError(
                f"{named(url)} has a schema {name} that is not the bot's: give the bot a database of its own"
            )
        connection.exec_driver_sql(f"DROP SCHEMA IF EXISTS {name} CASCADE")
        connection.exec_driver_sql(f"CREATE SCHEMA {name}")
        connection.exec_driver_sql(f"SET LOCAL search_path = {name}")
        connection.exec_driver_sql(script.replace("%", "%%"))
        connection.exec_driver_sql(f"COMMENT ON SCHEMA {name} IS '{mark}'")
