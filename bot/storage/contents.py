"""The contents of digests: each kept once, and shared by all chats that get it."""

import json
from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass, fields, replace
from operator import attrgetter
from typing import Any

from sqlalchemy import select
from sqlalchemy.ext.asyncio import AsyncConnection

from bot.digest.story import ONE_SOURCE, Why
from bot.storage.schema import digest_entries, digests
from bot.storage.sql import chunks, insert_into


@dataclass(frozen=True, slots=True)
class KeptStory:
    """A story of a digest, as far as its buttons need to know it."""

    page: int
    """From 1."""
    entries: tuple[int, ...]
    """Ids, ascending."""
    before: tuple[int, ...] = ()
    """Ids of what was shown of it earlier, ascending."""
    wires: tuple[tuple[int, ...], ...] = ()
    """Groups of ids whose texts are nearly the same."""
    why: Why = ONE_SOURCE
    subject: int | None = None
    """As in `bot.digest.story.Story`."""
    has_more: bool = True
    """Whether there is more of it than its line in the digest."""


_MOST_STORIES = KeptStory(1, ())


@dataclass(frozen=True, slots=True)
class Content:
    """The content of a digest to be kept."""

    key: str
    pages: Sequence[str]
    entries: Sequence[tuple[int, str]]
    """Entry ids and their story keys, in order."""
    articles: int
    sources: int
    seconds_whole: int
    """Of reading the articles."""
    seconds_shown: int
    """Of reading the digest instead."""
    stories: Sequence[KeptStory] = ()
    left_out: int = 0
    """How many articles are new and not shown."""


@dataclass(frozen=True, slots=True)
class Shared:
    """The content of a digest, the same for every chat that gets it."""

    id: int
    pages: tuple[str, ...]
    articles: int
    sources: int
    seconds_whole: int
    seconds_shown: int
    made_at: int
    stories: tuple[KeptStory, ...] = ()
    """In order; none where it was made before there were any."""
    left_out: int = 0


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
            "seconds_saved": content.seconds_whole - content.seconds_shown,
            "seconds_whole": content.seconds_whole,
            "cards": _cards_text(content),
        }
        # In one order, so that none of two who keep the same waits for the other.
        for content in sorted(new, key=attrgetter("key"))
    ]
    statement = insert_into(connection, digests).on_conflict_do_nothing()
    kept = await connection.execute(statement.returning(digests.c.key, digests.c.id), rows)
    made = {row.key: row.id for row in kept}
    stories = [
        {"digest_id": made[content.key], "position": place, "entry_id": entry_id, "story_key": key}
        for content in new
        if content.key in made
        for place, (entry_id, key) in enumerate(content.entries)
    ]
    if stories:
        await connection.execute(insert_into(connection, digest_entries), stories)
    return before | await contents_by_key(connection, [content.key for content in new])


def _shared_of(row: Mapping[Any, Any]) -> Shared:
    return Shared(
        row["id"],
        tuple(json.loads(row["pages"])),
        row["articles"],
        row["sources"],
        row["seconds_whole"],
        max(0, row["seconds_whole"] - row["seconds_saved"]),
        row["made_at"],
        *_cards_of(row["cards"]),
    )


def _cards_text(content: Content) -> str:
    cards = {"left_out": content.left_out, "stories": [_told(story) for story in content.stories]}
    return json.dumps(cards, ensure_ascii=False, separators=(",", ":"))


def _told(story: KeptStory) -> dict[str, Any]:
    """Return what is not as in most stories."""
    told = _differing(story, _MOST_STORIES)
    return told | {"why": _differing(story.why, ONE_SOURCE)} if "why" in told else told


def _differing(one: Any, usual: Any) -> dict[str, Any]:  # noqa: ANN401  (two of one dataclass)
    values = {field.name: getattr(one, field.name) for field in fields(one)}
    return {name: value for name, value in values.items() if value != getattr(usual, name)}


def _cards_of(written: str) -> tuple[tuple[KeptStory, ...], int]:
    cards = json.loads(written)
    return tuple(map(_story_of, cards.get("stories", ()))), cards.get("left_out", 0)


def _story_of(known: Mapping[str, Any]) -> KeptStory:
    values = {name: _frozen(value) for name, value in known.items() if name != "why"}
    why = {name: _frozen(value) for name, value in known.get("why", {}).items()}
    return replace(_MOST_STORIES, **values, why=replace(ONE_SOURCE, **why))


def _frozen(value: Any) -> Any:  # noqa: ANN401  (what JSON holds)
    return tuple(map(_frozen, value)) if isinstance(value, list) else value
