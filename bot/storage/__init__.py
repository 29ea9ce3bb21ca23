"""The database: the only room that speaks SQL."""

import sqlite3
from pathlib import Path
from uuid import uuid4

import sqlalchemy
from sqlalchemy import URL, AsyncAdaptedQueuePool, inspect, make_url, text
from sqlalchemy.exc import ArgumentError, SQLAlchemyError
from sqlalchemy.ext.asyncio import AsyncEngine

from bot.errors import DatabaseAway, SettingsError
from bot.storage.access import AccessStore, move_served
from bot.storage.announced import AnnouncedStore
from bot.storage.articles import ArticleStore
from bot.storage.asked import AskedStore, move_asked
from bot.storage.breaking import BreakingStore
from bot.storage.chats import ChatStore
from bot.storage.deliveries import DeliveryStore
from bot.storage.digests import DigestStore
from bot.storage.entries import EntryStore
from bot.storage.erase import EraseStore
from bot.storage.feeds import FeedStore
from bot.storage.handovers import HandoverStore
from bot.storage.inputs import InputStore
from bot.storage.invites import InviteStore, Joined
from bot.storage.looks import LookStore
from bot.storage.moves import move_chats
from bot.storage.operations import OperationStore
from bot.storage.profiles import ProfileStore
from bot.storage.records import RecordStore
from bot.storage.reports import ReportStore
from bot.storage.schema import METADATA
from bot.storage.searches import SearchStore
from bot.storage.setups import SetupStore
from bot.storage.sql import alone, cause_of, engine_for, is_passing, named, writing
from bot.storage.statistics import StatisticsStore
from bot.storage.subscriptions import SubscriptionStore
from bot.storage.updates import UpdateStore

__all__ = [
    "HEAD",
    "IN_MEMORY",
    "AccessStore",
    "AnnouncedStore",
    "ArticleStore",
    "AskedStore",
    "BreakingStore",
    "ChatStore",
    "DeliveryStore",
    "DigestStore",
    "EntryStore",
    "EraseStore",
    "FeedStore",
    "HandoverStore",
    "InputStore",
    "InviteStore",
    "Joined",
    "LookStore",
    "OperationStore",
    "ProfileStore",
    "RecordStore",
    "ReportStore",
    "SearchStore",
    "SetupStore",
    "StatisticsStore",
    "Storage",
    "StorageError",
    "SubscriptionStore",
    "UpdateStore",
    "database_at",
    "open_storage",
    "revisions",
    "sqlite_file",
    "sqlite_url",
    "upgrade",
]

IN_MEMORY = URL.create("sqlite+aiosqlite")

StorageError = SQLAlchemyError
"""What every store raises when the database cannot be used: locked for long, out of space, gone."""

# The newest revision in migrations/versions. Compared before alembic is imported, which takes over a second.
HEAD = "0007"
_MIGRATIONS = Path(__file__).parent / "migrations"


def revisions() -> list[str]:
    """Return all revisions that this version knows, the oldest first."""
    return sorted(path.name.partition("_")[0] for path in _MIGRATIONS.glob("versions/*.py"))


class Storage:
    """An open database, with one store for each subject."""

    def __init__(self, engine: AsyncEngine, anchor: sqlite3.Connection | None = None) -> None:
        self._engine, self._anchor = engine, anchor
        self.articles = ArticleStore(engine)
        self.inputs = InputStore(engine)
        self.access = AccessStore(engine)
        self.invites = InviteStore(engine)
        self.announced = AnnouncedStore(engine)
        self.statistics = StatisticsStore(engine)
        self.operations = OperationStore(engine)
        self.chats = ChatStore(engine)
        self.looks = LookStore(engine)
        self.feeds = FeedStore(engine)
        self.entries = EntryStore(engine)
        self.reports = ReportStore(engine)
        self.breaking = BreakingStore(engine)
        self.subscriptions = SubscriptionStore(engine)
        self.profiles = ProfileStore(engine)
        self.digests = DigestStore(engine)
        self.deliveries = DeliveryStore(engine)
        self.asked = AskedStore(engine)
        self.setups = SetupStore(engine)
        self.records = RecordStore(engine)
        self.handovers = HandoverStore(engine)
        self.erase = EraseStore(engine)
        self.searches = SearchStore(engine)
        self.updates = UpdateStore(engine)

    async def move_chat(self, old_telegram_id: int, new_telegram_id: int) -> None:
        """Follow a group that became a supergroup and got a new id, with all that is known of it.

        It may be said again, and for chats that are not known.
        """
        if old_telegram_id != new_telegram_id:
            async with writing(self._engine) as connection:
                await alone(connection)
                await move_served(connection, old_telegram_id, new_telegram_id)
                await move_asked(connection, old_telegram_id, new_telegram_id)
                await move_chats(connection, old_telegram_id, new_telegram_id)

    async def close(self) -> None:
        """Close every connection."""
        await self._engine.dispose()
        if self._anchor:
            self._anchor.close()


def database_at(address: str | None, data_dir: Path) -> URL:
    """Return the URL of the database at an address of PostgreSQL; without one, of that in a folder."""
    if address is None:
        return sqlite_url(data_dir)
    try:
        return make_url(address).set(drivername="postgresql+psycopg")
    except ArgumentError:
        raise SettingsError("DATABASE_URL: this is not the address of a database") from None


def sqlite_file(data_dir: Path) -> Path:
    """Return where the database of a folder is, be it there or not."""
    return data_dir / "digest-bot.db"


def sqlite_url(data_dir: Path) -> URL:
    """Return the URL of the database in a folder; a folder made here is readable by its owner alone."""
    try:
        data_dir.mkdir(mode=0o700, parents=True, exist_ok=True)
    except OSError as error:
        raise SettingsError(f"DATA_DIR: the folder {data_dir} cannot be made ({error.strerror})") from error
    file = sqlite_file(data_dir)
    try:
        file.touch(mode=0o600)  # SQLite gives its other files the rights of this one
    except OSError as error:
        raise SettingsError(f"DATA_DIR: {file} cannot be written ({error.strerror})") from error
    return URL.create("sqlite+aiosqlite", database=str(file))


async def open_storage(url: URL) -> Storage:
    """Open the database and bring its tables up to date."""
    if url == IN_MEMORY:
        return await _open_in_memory()
    await upgrade(url)
    return Storage(engine_for(url))


async def upgrade(url: URL) -> None:
    """Bring the tables of a database up to date.

    Raises `SettingsError` where it cannot be used, which is a `DatabaseAway` where that will pass.
    """
    # A migration may copy a table and drop the old one, with which all rows would go that refer to it.
    migrating = engine_for(url, follows_references=False)
    try:
        async with writing(migrating) as connection:
            await alone(connection)
            await connection.run_sync(_upgrade)
    except SQLAlchemyError as error:
        fault = DatabaseAway if is_passing(error) else SettingsError
        raise fault(f"{named(url)} cannot be used ({cause_of(error)})") from error
    finally:
        await migrating.dispose()


async def _open_in_memory() -> Storage:
    name = f"file:{uuid4().hex}?mode=memory&cache=shared&uri=true"
    # It lives as long as a connection does; the engine drops its own when a task that uses it is cancelled.
    anchor = sqlite3.connect(name.removesuffix("&uri=true"), uri=True, check_same_thread=False)
    # Connections that share one memory do not wait for each other's locks, so there is one.
    engine = engine_for(
        make_url(f"sqlite+aiosqlite:///{name}"), poolclass=AsyncAdaptedQueuePool, pool_size=1, max_overflow=0
    )
    async with writing(engine) as connection:
        await connection.run_sync(METADATA.create_all)  # always new: there is nothing to migrate from
    return Storage(engine, anchor)


def _upgrade(connection: sqlalchemy.Connection) -> None:
    known = inspect(connection).has_table("alembic_version")
    if known and connection.execute(text("SELECT version_num FROM alembic_version")).scalar() == HEAD:
        return
    from alembic import command  # noqa: PLC0415  (slow to import, and needed only after an upgrade)
    from alembic.config import Config  # noqa: PLC0415
    from alembic.util import CommandError  # noqa: PLC0415

    config = Config()
    config.set_main_option("script_location", str(_MIGRATIONS))
    config.attributes["connection"] = connection
    try:
        command.upgrade(config, "head")
    except CommandError as error:
        url = connection.engine.url
        raise SettingsError(f"{named(url)} was made by a newer version ({error})") from error
    if connection.dialect.name == "sqlite" and connection.execute(text("PRAGMA foreign_key_check")).first():
        raise SettingsError("DATA_DIR: rows of the database refer to rows that are not there")
