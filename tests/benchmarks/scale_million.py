"""A day of a million chats and 100,000 feeds, reckoned from what was measured for one of each. Pure."""

import random
from collections.abc import Iterator
from dataclasses import dataclass

from bot.services import poll_times
from bot.services.background import KEEP_ENTRIES_DAYS
from bot.services.poll_times import DAY, HOUR
from bot.services.summarize_input import KEEP_DAYS

CHATS, FEEDS = 1_000_000, 100_000

# Telegram's limit for one bot, in messages a second.
TELEGRAM = 30

CORE_PRICE, GB_PRICE = 8.0, 0.10
"""A month of one processor with the memory that comes with it, and of a gigabyte of disk, in any currency:
about what machines for rent cost."""

# Feeds that are followed through a day; the others are as they are.
_SAMPLE = 3_000
# Half of all feeds publish less often than every six hours, one in six more than every hour and a quarter:
# most are blogs, few are newspapers.
_USUAL_GAP, _SPREAD = 6 * HOUR, 1.6
# Days that go by until intervals have settled.
_SETTLED = 3
# What a processor is to be kept busy at most, so that there is room for busy hours.
_BUSY = 0.6
# The most articles of one look.
_MOST_ARTICLES = 100


@dataclass(frozen=True, slots=True)
class Costs:
    """Processor seconds and bytes for one of each."""

    article_cpu: float
    article_database_cpu: float
    look_cpu: float
    look_database_cpu: float
    compose_cpu: float
    compose_database_cpu: float
    send_cpu: float
    send_database_cpu: float
    article_bytes: float
    entry_bytes: float
    chat_bytes: float
    digest_bytes: float
    article_wal: float
    digest_wal: float


@dataclass(frozen=True, slots=True)
class Day:
    """What each day brings, and what is needed for it."""

    reads: float
    unchanged: float
    """The share of reads that bring nothing, which a server answers by 304 where it can."""
    articles: float
    hours: float
    """How long one bot sends the digests of a day."""
    bots_for_an_hour: float
    gigabytes: float
    written: float
    """Gigabytes written ahead in a day."""
    cores: dict[str, float]
    price: float

    @property
    def limit(self) -> str:
        """Where the limit is, in a line."""
        needed = sum(self.cores.values())
        return (
            f"The limit is Telegram's: at {TELEGRAM} messages a second a digest to each of {CHATS:,} chats "
            f"takes {self.hours:.1f} hours, and all within one hour take {self.bots_for_an_hour:.0f} bots. "
            f"Everything else is done by {needed:.1f} processors."
        )


def simulate(costs: Costs, core_price: float = CORE_PRICE, gb_price: float = GB_PRICE) -> Day:
    """Reckon a day; the same each time."""
    draw = random.Random(7)
    reads = unchanged = articles = 0
    for number in range(_SAMPLE):
        gap = draw.lognormvariate(0, _SPREAD) * _USUAL_GAP
        for news in _looks(number, gap, draw):
            reads += 1
            unchanged += not news
            articles += min(news, _MOST_ARTICLES)
    scale = FEEDS / _SAMPLE
    share, reads_a_day, articles_a_day = unchanged / reads, reads * scale, articles * scale
    seconds = {
        "workers: reading": reads_a_day * costs.look_cpu + articles_a_day * costs.article_cpu,
        "workers: composing": CHATS * costs.compose_cpu,
        "gateways: sending": CHATS * costs.send_cpu,
        "PostgreSQL": reads_a_day * costs.look_database_cpu
        + articles_a_day * costs.article_database_cpu
        + CHATS * (costs.compose_database_cpu + costs.send_database_cpu),
    }
    size = (
        articles_a_day * (costs.article_bytes * KEEP_DAYS + costs.entry_bytes * KEEP_ENTRIES_DAYS)
        + CHATS * costs.chat_bytes
        + CHATS * costs.digest_bytes * KEEP_DAYS
    ) / 1e9
    cores = {name: value / DAY / _BUSY for name, value in seconds.items()}
    return Day(
        reads=reads_a_day,
        unchanged=share,
        articles=articles_a_day,
        hours=CHATS / TELEGRAM / HOUR,
        bots_for_an_hour=-(-CHATS // (TELEGRAM * HOUR)),
        gigabytes=size,
        written=(articles_a_day * costs.article_wal + CHATS * costs.digest_wal) / 1e9,
        cores=cores,
        price=sum(cores.values()) * core_price + size * gb_price,
    )


def _looks(number: int, gap: float, draw: random.Random) -> Iterator[int]:
    """Yield how many entries each look of a day finds, by the bot's own rules; the last days were alike."""
    published = [0.0]
    while published[-1] < (_SETTLED + 1) * DAY:
        published.append(published[-1] + draw.expovariate(1 / gap))
    now, interval, seen = DAY // 2, poll_times.UNKNOWN_INTERVAL, 0
    while now < (_SETTLED + 1) * DAY:
        listed = sum(moment <= now for moment in published)
        moments = [int(moment) for moment in published[max(0, listed - 20) : listed]]
        if listed > seen:
            interval = poll_times.interval_with_news(interval, moments, now)
        else:
            interval = min(max(interval * 5 // 4, poll_times.LEAST_INTERVAL), poll_times.MOST_INTERVAL)
        if now >= _SETTLED * DAY:
            yield listed - seen
        seen = listed
        now = poll_times.next_look(number, interval, now)
