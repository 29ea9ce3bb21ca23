"""A database with very many chats in it, made by rows."""

import random
from collections.abc import Iterator, Sequence
from datetime import UTC, datetime
from itertools import islice
from typing import Any
from zoneinfo import ZoneInfo

from sqlalchemy import Table, func, insert, select
from sqlalchemy.ext.asyncio import AsyncConnection

from bot.articles.feed import EntrySummary
from bot.articles.model import content_id
from bot.digest.story_report import write_features
from bot.storage import Storage
from bot.storage.rows import summary_text
from bot.storage.schema import articles, chats, deliveries, entries, feeds, subscriptions
from bot.storage.sql import writing

FEEDS = 1_000
COMBINATIONS = 1_000
FEEDS_EACH = 5
# Entries of the last day: with five feeds each, a digest of ten articles. They tell of so many events, so
# that in one digest of five two are of the same.
NEW_ENTRIES = 2_000
_EVENTS = 230
_SENTENCE = "The harbour office said on Friday that the ferry number {} sails again from Monday morning on."
_TEXT = " ".join(_SENTENCE.format(number) for number in range(30))


async def fill(storage: Storage, *, people: int, texts: int, now: int) -> None:
    """Make chats whose digest was due a moment before `now`, over 1,000 combinations of 1,000 feeds.

    Half of them live by another zone, so that there are two schedules. `texts` articles are kept.
    """
    draw = random.Random(5)
    combinations = [sorted(draw.sample(range(1, FEEDS + 1), FEEDS_EACH)) for _ in range(COMBINATIONS)]
    keys = [content_id(",".join(map(str, combination))) for combination in combinations]
    async with writing(storage._engine) as connection:
        await _insert(connection, feeds, (_feed(number, now) for number in range(1, FEEDS + 1)))
        await _insert(connection, articles, (_article(number, now) for number in range(texts)))
        shown = max(0, texts - NEW_ENTRIES)
        await _insert(
            connection, entries, (_entry(number, now, is_new=number >= shown) for number in range(texts))
        )
        await _insert(
            connection,
            chats,
            (
                {
                    "id": number + 1,
                    "telegram_id": 10_000_000 + number,
                    "kind": "private",
                    "added_at": now - 99_999,
                    "timezone": ("UTC", "Europe/Berlin")[number % 2],
                    "times": _times(now, number % 2),
                    "next_due_at": now - now % 60,
                    "shown_until": shown,
                    "covered_at": now - 86_400,
                    "sources_key": keys[number % COMBINATIONS],
                }
                for number in range(people)
            ),
        )
        await _insert(
            connection,
            subscriptions,
            (
                {"chat_id": number + 1, "feed_id": feed, "added_at": now - 99_999}
                for number in range(people)
                for feed in combinations[number % COMBINATIONS]
            ),
        )


async def waiting(storage: Storage) -> int:
    """How many parts of the ledger are still to be sent."""
    query = select(func.count()).where(deliveries.c.state.in_(("pending", "sending")))
    async with storage._engine.connect() as connection:
        return (await connection.execute(query)).scalar_one()


def _times(now: int, zone: int) -> str:
    """The local time of this very minute; Berlin is an hour or two ahead."""
    place = (UTC, ZoneInfo("Europe/Berlin"))[zone]
    return f"{datetime.fromtimestamp(now, place):%H:%M}"


def _feed(number: int, now: int) -> dict[str, Any]:
    return {
        "id": number,
        "url": f"https://feed-{number}.example/feed.xml",
        "kind": "feed",
        "title": f"The news of town {number}",
        "site_url": f"https://feed-{number}.example/",
        "interval": 86_400,
        "next_poll_at": now + 86_400,
        "polled_at": now,
        "read_at": now,
        "added_at": now - 99_999,
    }


def _article(number: int, now: int) -> dict[str, Any]:
    return {"id": f"article-{number}", "text": _TEXT, "title": f"Ferry {number}", "stored_at": now}


def _entry(number: int, now: int, *, is_new: bool) -> dict[str, Any]:
    url = f"https://feed-{number % FEEDS + 1}.example/{number}"
    sentences = tuple(
        (_SENTENCE.format(number + place), f"{url}#:~:text=The%20harbour,on.") for place in range(3)
    )
    return {
        "feed_id": number % FEEDS + 1,
        "story_key": f"story-{number}",
        "title": f"The ferry number {number} sails again",
        "url": url,
        "published": now - 3600,
        "seen_at": now - 600,
        "listed_at": now,
        "article_id": f"article-{number}",
        "summary": summary_text(EntrySummary(sentences, 30, 48, 480, sentences, "en")),
        "features": _features(number) if is_new else None,
        "language": "en",
    }


def _features(number: int) -> str:
    """Return what an entry is compared by: ten sources tell of each event, in words partly their own."""
    event, own = random.Random(number % _EVENTS), random.Random(number)
    words = [f"word{event.randrange(20_000)}" for _ in range(60)]
    told = [*event.sample(words, 45), *(f"word{own.randrange(20_000)}" for _ in range(15))]
    names = [f"Name{event.randrange(5_000)}" for _ in range(8)]
    return write_features(
        counts={word: 1 + place % 3 for place, word in enumerate(told)},
        title=told[:6],
        names=names,
        headline=2,
        capitalised=(),
        numbers=[str(event.randrange(1_000)) for _ in range(5)],
        words=told,
    )


async def _insert(connection: AsyncConnection, table: Table, rows: Iterator[dict[str, Any]]) -> None:
    while some := _some(rows):
        await connection.execute(insert(table), some)


def _some(rows: Iterator[dict[str, Any]]) -> Sequence[dict[str, Any]]:
    return list(islice(rows, 20_000))
