"""Whether what the bot has written down is whole, and what it has written down at all."""

import sqlite3
from contextlib import closing

from bot.config import Settings
from bot.digest.model import Chat, ChatState
from bot.digest.schedule import next_slot, quiet_until
from bot.services.digest_round import newest_slot
from bot.storage import Storage, open_storage, sqlite_url

COUNTERS = frozenset({"feeds", "announced"})
"""Tables that change by looking: when a feed was asked last, and what was told to Telegram about the bot."""


async def faults_in(settings: Settings, now: int) -> list[str]:
    """Return what does not hold in the database: rows that cannot be read, or that contradict each other."""
    faults = [f"foreign key: {row}" for row in _rows(settings, "PRAGMA foreign_key_check")]
    faults += [str(row) for row in _rows(settings, "PRAGMA quick_check") if row != ("ok",)]
    storage = await open_storage(sqlite_url(settings.data_dir))
    try:
        for (number,) in _rows(settings, "SELECT id FROM chats"):
            if chat := await storage.chats.get(int(str(number))):
                await _read(storage, chat)
                faults += _faults_of(chat, now)
    finally:
        await storage.close()
    return faults


async def _read(storage: Storage, chat: Chat) -> None:
    """Read all that is kept of a chat; whatever cannot be read raises."""
    await storage.profiles.of([chat.id])
    await storage.profiles.options(chat.id)
    await storage.looks.of(chat.place)
    await storage.subscriptions.of_chat(chat.id)


def _faults_of(chat: Chat, now: int) -> list[str]:
    """Return what contradicts itself in a chat: a digest is due when its schedule says, and else never."""
    due = chat.next_due_at
    if due is None:
        return []
    if chat.state is not ChatState.ACTIVE:
        return [f"chat {chat.place} is {chat.state.value} and has a digest due"]
    if not chat.schedule.times:
        return [f"chat {chat.place} has a digest due and no time for it"]
    slot = next_slot(chat.schedule, now, newest_slot(chat, now))
    wanted = {slot.due_at if slot else None, quiet_until(chat.schedule, now)}
    if due > now and due not in wanted:
        return [f"chat {chat.place} has a digest due at {due}, its schedule says {wanted}"]
    return []


def rows_of_chat(settings: Settings, telegram_id: int) -> int:
    """Return how many chats there are of a Telegram chat: none once it was forgotten."""
    return len(_rows(settings, "SELECT id FROM chats WHERE telegram_id = ?", telegram_id))


def waits_to_be_sent(settings: Settings, now: int) -> bool:
    """Whether the ledger holds something that is to be sent by now, or is being sent."""
    query = """
        SELECT 1 FROM deliveries
        WHERE state = 'sending' OR (state = 'pending' AND max(due_at, not_before) <= ?)
    """
    return bool(_rows(settings, query, now))


def rows(settings: Settings) -> int:
    """Return how many rows there are in all tables."""
    return sum(len(found) for found in snapshot(settings).values())


def snapshot(settings: Settings) -> dict[str, list[tuple[object, ...]]]:
    """Return every row of every table but those that change by looking."""
    tables = [str(name) for (name,) in _rows(settings, "SELECT name FROM sqlite_master WHERE type = 'table'")]
    kept = sorted(name for name in tables if name not in COUNTERS and not name.startswith("sqlite_"))
    return {name: sorted(_rows(settings, f'SELECT * FROM "{name}"'), key=repr) for name in kept}  # noqa: S608


def _rows(settings: Settings, query: str, *values: object) -> list[tuple[object, ...]]:
    path = next(path for path in settings.data_dir.iterdir() if path.suffix in {".db", ".sqlite", ".sqlite3"})
    with closing(sqlite3.connect(f"file:{path}?mode=ro", uri=True)) as connection:
        return connection.execute(query, values).fetchall()
