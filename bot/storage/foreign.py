"""Tables of others in the bot's PostgreSQL: those of a library, in a schema of their own."""

from zlib import crc32

from sqlalchemy import URL, NullPool, create_engine, text

from bot.storage.sql import POSTGRESQL

# Any number that nobody else on the same server takes: "jobs" in letters.
_LOCK = 0x6A6F6273

# For procrastinate, which looks for others of the same lock before it takes a job, and has no index for that:
# where 1,000 of one lock wait it took 60 ms, and takes 6.
JOBS_BY_LOCK = """
CREATE INDEX jobs_by_lock ON procrastinate_jobs (lock) WHERE status IN ('todo', 'doing');
"""
# Where thousands of jobs came since PostgreSQL last counted them, it takes them for few and reads all of them
# to find one (150 ms of 5,000). Only the connections of the queue have this: they ask nothing else.
BY_INDEX_ALONE = " ".join(
    f"-c enable_{way}=off" for way in ("seqscan", "bitmapscan", "hashjoin", "mergejoin", "material", "sort")
)


def prepare_schema(url: URL, name: str, version: str, script: str) -> None:
    """Have the tables that `script` makes in a schema; where version or script are others, all anew."""
    mark = f"{version} {crc32(script.encode()):08x}"
    engine = create_engine(url, poolclass=NullPool, connect_args=POSTGRESQL["connect_args"])
    with engine.begin() as connection:
        connection.execute(text("SELECT pg_advisory_xact_lock(:lock)"), {"lock": _LOCK})
        found = connection.execute(text("SELECT obj_description(to_regnamespace(:name))"), {"name": name})
        if found.scalar() == mark:
            return
        connection.exec_driver_sql(f"DROP SCHEMA IF EXISTS {name} CASCADE")
        connection.exec_driver_sql(f"CREATE SCHEMA {name}")
        connection.exec_driver_sql(f"SET LOCAL search_path = {name}")
        connection.exec_driver_sql(script.replace("%", "%%"))
        connection.exec_driver_sql(f"COMMENT ON SCHEMA {name} IS '{mark}'")
