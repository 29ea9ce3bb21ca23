"""What is kept of a chat beside what it has set up: what it was sent, what it asked for, how it is let in."""

from dataclasses import dataclass

from sqlalchemy import Select, select
from sqlalchemy.ext.asyncio import AsyncConnection, AsyncEngine

from bot.storage.schema import (
    articles,
    asked,
    chats,
    deliveries,
    digest_entries,
    entries,
    handovers,
    inputs,
    invites,
    members,
    owners,
    served_chats,
    splits,
)
from bot.storage.sql import chunks

Row = dict[str, object]
"""What a row says, by names that people read; names that end in "_at" hold moments, UTC seconds."""


@dataclass(frozen=True, slots=True)
class Records:
    """What is kept of a chat with all its topics."""

    chats: tuple[Row, ...]
    """Of the chat and each topic: "id" (our number), "topic", and what is known of it by itself."""
    shown: dict[int, tuple[Row, ...]]
    """By our number: what was sent or is to be sent; "titles" of what a digest held."""
    apart: dict[int, tuple[Row, ...]]
    """By our number: articles that were taken out of their stories."""
    asked: tuple[Row, ...]
    access: dict[str, tuple[Row, ...]]
    """How it is let in, and whom it lets in: by kind."""


class RecordStore:
    """Records by Telegram's number of a chat."""

    def __init__(self, engine: AsyncEngine) -> None:
        self._engine = engine

    async def of(self, telegram_id: int) -> Records:
        """Return what is kept of a chat, in one transaction."""
        async with self._engine.connect() as connection:
            known = await _rows(connection, _CHATS.where(chats.c.telegram_id == telegram_id))
            numbers = [int(str(row["id"])) for row in known]
            return Records(
                chats=known,
                shown={number: await _shown(connection, number) for number in numbers},
                apart={number: await _rows(connection, _apart(number)) for number in numbers},
                asked=await _asked(connection, telegram_id),
                access={
                    name: await _rows(connection, query)
                    for name, query in _access(telegram_id, numbers).items()
                },
            )


_CHATS = select(
    chats.c.id,
    chats.c.topic_id.label("topic"),
    chats.c.kind,
    chats.c.state,
    chats.c.added_by.label("set_up_by"),
    chats.c.added_at.label("set_up_at"),
    chats.c.next_due_at,
    chats.c.last_slot,
    chats.c.covered_at,
    chats.c.dropped_at,
).order_by(chats.c.topic_id)


async def _shown(connection: AsyncConnection, chat_id: int) -> tuple[Row, ...]:
    query = (
        select(
            deliveries.c.slot,
            deliveries.c.part,
            deliveries.c.state,
            deliveries.c.due_at,
            deliveries.c.ended_at,
            deliveries.c.reason,
            deliveries.c.message_id,
            deliveries.c.digest_id,
        )
        .where(deliveries.c.chat_id == chat_id)
        .order_by(deliveries.c.due_at, deliveries.c.part)
    )
    sent = await _rows(connection, query)
    titles = await _titles(connection, [int(str(row["digest_id"])) for row in sent if row["digest_id"]])
    return tuple(
        {name: value for name, value in row.items() if name != "digest_id"}
        | {"titles": titles.get(int(str(row["digest_id"] or 0)), [])}
        for row in sent
    )


async def _titles(connection: AsyncConnection, digest_ids: list[int]) -> dict[int, list[str]]:
    """Return what digests held, by title; an article without one by its address."""
    found: dict[int, list[str]] = {}
    for some in chunks(digest_ids):
        query = (
            select(digest_entries.c.digest_id, entries.c.title, entries.c.url)
            .join(entries, entries.c.id == digest_entries.c.entry_id)
            .where(digest_entries.c.digest_id.in_(some))
            .order_by(digest_entries.c.digest_id, digest_entries.c.position)
        )
        for digest_id, title, url in await connection.execute(query):
            found.setdefault(digest_id, []).append(title or url or "")
    return found


def _apart(chat_id: int) -> Select[*tuple[object, ...]]:
    return (
        select(entries.c.title, entries.c.url, splits.c.added_at)
        .join(splits, splits.c.entry_id == entries.c.id)
        .where(splits.c.chat_id == chat_id)
        .order_by(entries.c.id)
    )


async def _asked(connection: AsyncConnection, telegram_id: int) -> tuple[Row, ...]:
    """Return what a chat asked for, the oldest first: texts by title, links by address."""
    mine = asked.c.telegram_id == telegram_id
    texts = (
        select(asked.c.asked_at, articles.c.title, articles.c.url, articles.c.outlet, articles.c.author)
        .join(articles, articles.c.id == asked.c.item_id)
        .where(mine, asked.c.kind == "article")
    )
    links = (
        select(asked.c.asked_at, inputs.c.url)
        .join(inputs, inputs.c.id == asked.c.item_id)
        .where(mine, asked.c.kind == "input", inputs.c.url.is_not(None))
    )
    rows = [*await _rows(connection, texts), *await _rows(connection, links)]
    return tuple(sorted(rows, key=lambda row: int(str(row["asked_at"]))))


def _access(telegram_id: int, numbers: list[int]) -> dict[str, Select[*tuple[object, ...]]]:
    lasting = handovers.c.chat_id.in_(numbers) | (handovers.c.made_by == telegram_id)
    return {
        "owner": select(owners.c.claimed_at).where(owners.c.user_id == telegram_id),
        "member": select(members.c.joined_at, members.c.is_removed).where(members.c.user_id == telegram_id),
        "invites": select(invites.c.made_at, invites.c.expires_at, invites.c.uses, invites.c.used)
        .where(invites.c.made_by == telegram_id)
        .order_by(invites.c.id),
        "served": select(served_chats.c.added_by.label("brought_by"), served_chats.c.added_at).where(
            served_chats.c.chat_id == telegram_id
        ),
        "brought_to": select(served_chats.c.chat_id.label("chat"), served_chats.c.added_at)
        .where(served_chats.c.added_by == telegram_id)
        .order_by(served_chats.c.added_at),
        "codes_to_move": select(handovers.c.expires_at).where(lasting),
    }


async def _rows(connection: AsyncConnection, query: Select[*tuple[object, ...]]) -> tuple[Row, ...]:
    return tuple(dict(row._mapping) for row in await connection.execute(query))
