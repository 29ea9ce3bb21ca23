"""Entries as reports of events: which, of whom, and of when."""

from dataclasses import replace

from bot.articles.feed import FeedKind
from bot.storage import Storage
from tests.unit.storage.things import entry

DAY = 86_400
NOW = 1_000 * DAY


async def told(
    storage: Storage, key: str, *, published: int | None = NOW, now: int = NOW, features: str | None = "{}"
) -> int:
    """An entry of a feed, with features unless told otherwise."""
    feed = await storage.feeds.add("https://feeds.vale.example/a", FeedKind.FEED, None, NOW)
    one = replace(entry(key), published=published, features=features, language="de")
    one = replace(one, url=f"https://www.vale.example/{key}")
    [number] = await storage.entries.add(feed.id, [one], now, first_read=False)
    return number


async def moments(storage: Storage) -> list[int]:
    return [report.at for report, _ in await storage.reports.seen(0, 0, 99)]


async def test_a_report_has_what_its_entry_is_compared_by_and_who_published_it(storage: Storage) -> None:
    number = await told(storage, "a")
    [(report, feed_id)] = await storage.reports.seen(0, 0, 99)
    assert (report.id, report.publisher, report.at) == (number, "vale.example", NOW)
    assert (report.language, report.features) == ("de", "{}")
    assert (await storage.entries.of([number]))[number].feed_id == feed_id


async def test_what_has_nothing_to_be_compared_by_is_no_report(storage: Storage) -> None:
    await told(storage, "a", features=None)
    assert await storage.reports.seen(0, 0, 99) == []


async def test_they_come_by_id_from_behind_one_so_many_at_a_time(storage: Storage) -> None:
    ids = [await told(storage, key) for key in "abcde"]
    seen = [report.id for report, _ in await storage.reports.seen(0, ids[0], 3)]
    assert seen == ids[1:4]
    assert await storage.reports.seen(0, ids[-1], 3) == []


async def test_only_what_was_seen_since_a_moment_whenever_it_was_published(storage: Storage) -> None:
    await told(storage, "a", now=NOW - 1)
    late = await told(storage, "b", now=NOW, published=5)
    assert [report.id for report, _ in await storage.reports.seen(NOW, 0, 99)] == [late]


async def test_what_has_no_date_or_one_to_come_is_of_when_it_was_seen(storage: Storage) -> None:
    await told(storage, "a", published=None)
    await told(storage, "b", published=NOW + 900 * DAY)
    assert await moments(storage) == [NOW, NOW]


async def test_what_was_published_long_ago_is_known_for_some_days_yet(storage: Storage) -> None:
    await told(storage, "a", published=NOW - 3 * DAY)
    await told(storage, "b", published=NOW - 900 * DAY)
    await told(storage, "c", published=-(10**9))
    assert await moments(storage) == [NOW - 3 * DAY, NOW - 4 * DAY, NOW - 4 * DAY]


async def test_what_is_old_is_compared_with_nothing_any_more_and_stays_known(storage: Storage) -> None:
    old, new = await told(storage, "a", now=NOW - 9), await told(storage, "b")
    assert await storage.reports.drop_features(NOW) == 1
    assert await storage.reports.drop_features(NOW) == 0
    assert [report.id for report, _ in await storage.reports.seen(0, 0, 99)] == [new]
    assert await storage.entries.get(old)
