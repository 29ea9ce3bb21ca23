"""The contents of digests: each kept once, and shared by all chats that get it."""

import json
from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from sqlalchemy import select
from sqlalchemy.ext.asyncio import AsyncConnection

from bot.storage.schema import digest_entries, digests
from bot.storage.sql import chunks, insert_into


@dataclass(frozen=True, slots=True)
class Content:
    """The content of a digest to be kept."""

    key: str
    pages: Sequence[str]
    entries: Sequence[tuple[int, str]]
    """Entry ids and their story keys, in order."""
    articles: int
    sources: int
    seconds_saved: int


@dataclass(frozen=True, slots=True)
class Shared:
    """The content of a digest, the same for every chat that gets it."""

    id: int
    pages: tuple[str, ...]
    articles: int
    sources: int
    seconds_saved: int
    made_at: int


async def contents_by_id(connection: AsyncConnection, ids: Collection[int]) -> dict[int, Shared]:
    """Return those of some contents that are still kept."""
    if not ids:
        return {}
    rows = await connection.execute(select(digests).where(digests.c.id.in_(ids)))
    return {row["id"]: _shared_of(row) for row in rows.mappings()}


async def contents_by_key(connection: AsyncConnection, keys: Collection[str]) -> dict[str, Shared]:
    """Return those of some contents that are kept already."""
    found: dict[str, Shared] = {}
    for some in chunks(keys):
        rows = await connection.execute(select(digests).where(digests.c.key.in_(some)))
        found |= {row["key"]: _shared_of(row) for row in rows.mappings()}
    return found


async def keep_contents(
    connection: AsyncConnection, contents: Sequence[Content], now: int
) -> dict[str, Shared]:
    """Keep contents; return them by key. One that is kept already stays as it is."""
    before = await contents_by_key(connection, [content.key for content in contents])
    new = [content for content in contents if content.key not in before]
    if not new:
        return before
    rows = [
        {
            "key": content.key,
            "made_at": now,
            "pages": json.dumps(content.pages, ensure_ascii=False),
            "articles": content.articles,
            "sources": content.sources,
            "seconds_saved": content.seconds_saved,
        }
        for content in new
    ]
    await connection.execute(insert_into(connection, digests), rows)
    made = await contents_by_key(connection, [content.key for content in new])
    stories = [
        {"digest_id": made[content.key].id, "position": place, "entry_id": entry_id, "story_key": key}
        for content in new
        for place, (entry_id, key) in enumerate(content.entries)
    ]
    await connection.execute(insert_into(connection, digest_entries), stories)
    return before | made


def _shared_of(row: Mapping[Any, Any]) -> Shared:
    return Shared(
        row["id"],
        tuple(json.loads(row["pages"])),
        row["articles"],
        row["sources"],
        row["seconds_saved"],
        row["made_at"],
    )
