"""Tables of others in the bot's PostgreSQL: those of a library, in a schema of their own."""

from sqlalchemy import URL, NullPool, create_engine, text

from bot.storage.sql import POSTGRESQL

# Any number that nobody else on the same server takes: "jobs" in letters.
_LOCK = 0x6A6F6273


def prepare_schema(url: URL, name: str, version: str, script: str) -> None:
    """Have the tables that `script` makes in a schema, all anew where they are not of this version."""
    engine = create_engine(url, poolclass=NullPool, connect_args=POSTGRESQL["connect_args"])
    with engine.begin() as connection:
        connection.execute(text("SELECT pg_advisory_xact_lock(:lock)"), {"lock": _LOCK})
        found = connection.execute(text("SELECT obj_description(to_regnamespace(:name))"), {"name": name})
        if found.scalar() == version:
            return
        connection.exec_driver_sql(f"DROP SCHEMA IF EXISTS {name} CASCADE")
        connection.exec_driver_sql(f"CREATE SCHEMA {name}")
        connection.exec_driver_sql(f"SET LOCAL search_path = {name}")
        connection.exec_driver_sql(script.replace("%", "%%"))
        connection.exec_driver_sql(f"COMMENT ON SCHEMA {name} IS '{version}'")
