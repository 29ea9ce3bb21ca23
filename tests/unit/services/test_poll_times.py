"""When feeds are looked at: the stated rules, hour by hour."""

from dataclasses import replace

from hypothesis import given
from hypothesis import strategies as st

from bot.articles.feed import Feed, FeedKind
from bot.services import poll_times
from bot.services.poll_times import DAY, HOUR, LEAST_INTERVAL, MINUTE, MOST_INTERVAL

NOW = 1_800_000_000
FEED = Feed(
    id=7,
    url="https://example.org/feed",
    kind=FeedKind.FEED,
    title="Harbour",
    site_url=None,
    etag=None,
    last_modified=None,
    interval=HOUR,
    next_poll_at=NOW,
    polled_at=NOW - HOUR,
    read_at=NOW - HOUR,
    failures=0,
    failing_since=None,
    failure=None,
    is_told=False,
    is_gone=False,
)


def every(gap: int, count: int = 20) -> list[int]:
    return [NOW - place * gap for place in range(count)]


def failing(feed: Feed, now: int, code: str) -> Feed:
    """The feed as it stands after a failure."""
    return replace(
        feed,
        failures=feed.failures + 1,
        failing_since=feed.failing_since or now,
        failure=code,
        polled_at=now,
        next_poll_at=poll_times.next_try(feed, code, now),
    )


def test_the_interval_is_half_the_gap_between_entries() -> None:
    assert poll_times.first_interval(every(4 * HOUR), NOW) == 2 * HOUR
    assert poll_times.interval_with_news(HOUR, every(30 * MINUTE), NOW) == 15 * MINUTE


def test_the_interval_has_bounds() -> None:
    assert poll_times.first_interval(every(10), NOW) == LEAST_INTERVAL
    assert poll_times.first_interval(every(30 * DAY), NOW) == MOST_INTERVAL


def test_habits_that_have_changed_count_no_more() -> None:
    assert (
        poll_times.first_interval(every(HOUR, 11) + [NOW - DAY * n for n in range(5, 90)], NOW) == HOUR // 2
    )


def test_dates_to_come_and_missing_ones_tell_nothing() -> None:
    assert poll_times.publishing_gap([NOW + DAY, None, NOW, NOW - HOUR], NOW) is None
    assert poll_times.first_interval([None, None, None], NOW) == HOUR


def test_a_feed_without_dates_is_asked_more_as_long_as_it_has_news() -> None:
    assert poll_times.interval_with_news(HOUR, [None] * 9, NOW) == 30 * MINUTE


def test_looks_without_news_slow_down_gently() -> None:
    feed = replace(FEED, interval=LEAST_INTERVAL, polled_at=NOW - LEAST_INTERVAL)
    looks = 0
    while feed.interval < MOST_INTERVAL:
        after = poll_times.interval_without_news(feed, NOW)
        assert feed.interval < after <= feed.interval * 5 // 4
        feed, looks = replace(feed, interval=after, polled_at=NOW - after), looks + 1
    assert looks > 20


def test_a_look_before_its_time_changes_no_interval() -> None:
    feed = replace(FEED, polled_at=NOW - 10 * MINUTE)
    assert poll_times.interval_without_news(feed, NOW) == feed.interval


def test_a_server_that_wants_to_be_left_alone_is_but_not_for_a_year() -> None:
    assert poll_times.next_look(0, LEAST_INTERVAL, NOW, 2 * HOUR) >= NOW + 2 * HOUR
    assert poll_times.next_look(0, LEAST_INTERVAL, NOW, 365 * DAY) <= NOW + 7 * HOUR


def test_a_thousand_feeds_of_one_moment_are_spread() -> None:
    moments = [poll_times.next_look(feed_id, HOUR, NOW) for feed_id in range(1, 1001)]
    assert moments == [poll_times.next_look(feed_id, HOUR, NOW) for feed_id in range(1, 1001)]
    assert min(moments) >= NOW + HOUR
    assert max(moments) <= NOW + HOUR * 11 // 10
    assert max(moments.count(moment) for moment in set(moments)) <= 10


def test_failures_are_repeated_after_twice_the_time_each() -> None:
    feed, waits = replace(FEED, interval=10 * MINUTE), []
    now = NOW
    for _ in range(7):
        feed = failing(feed, now, "link_unreachable")
        waits.append((feed.next_poll_at - now) // MINUTE)
        now = feed.next_poll_at
    assert waits == [10, 20, 40, 80, 160, 320, 640]


def test_a_hiccup_of_a_rare_feed_is_over_within_the_hour() -> None:
    feed = failing(replace(FEED, interval=MOST_INTERVAL), NOW, "link_too_slow")
    assert feed.next_poll_at == NOW + HOUR


def test_a_day_of_failing_ends_with_a_look() -> None:
    feed, now = FEED, NOW
    looks = []
    while now <= NOW + 3 * DAY:
        looks.append(now)
        feed = failing(feed, now, "link_unreachable")
        assert feed.next_poll_at - now <= DAY
        now = feed.next_poll_at
    assert NOW + DAY in looks
    assert poll_times.fails_for_a_day(replace(FEED, failing_since=NOW), NOW + DAY)
    assert not poll_times.fails_for_a_day(replace(FEED, failing_since=NOW), NOW + DAY - 1)


def test_retry_after_is_kept_to_for_a_week_at_most() -> None:
    assert poll_times.next_try(FEED, "link_refused", NOW, 3 * DAY) == NOW + 3 * DAY
    assert poll_times.next_try(FEED, "link_refused", NOW, 30 * DAY) == NOW + 7 * DAY
    assert poll_times.next_try(FEED, "link_refused", NOW, 1) == NOW + HOUR


def test_what_breaks_the_limits_three_times_is_tried_once_a_day() -> None:
    feed = replace(FEED, interval=LEAST_INTERVAL)
    for _ in range(2):
        feed = failing(feed, NOW, "too_heavy")
        assert feed.next_poll_at < NOW + HOUR
    feed = failing(feed, NOW, "too_heavy")
    assert feed.next_poll_at == NOW + DAY


def test_gone_is_what_the_server_says_twice_or_what_is_missing_for_three_weeks() -> None:
    said_before = replace(FEED, failure="link_gone", failures=1, polled_at=NOW - DAY)
    assert poll_times.is_gone(said_before, "link_gone", NOW)
    assert not poll_times.is_gone(said_before, "link_gone", NOW - 1)
    assert not poll_times.is_gone(FEED, "link_gone", NOW)
    assert poll_times.next_try(FEED, "link_gone", NOW) == NOW + DAY
    assert not poll_times.is_gone(FEED, "link_not_found", NOW)
    missing = replace(FEED, failing_since=NOW - 21 * DAY)
    assert poll_times.is_gone(missing, "link_not_found", NOW)
    assert not poll_times.is_gone(missing, "link_unreachable", NOW)


@given(
    interval=st.integers(0, 10 * DAY),
    failures=st.integers(0, 10_000),
    age=st.none() | st.integers(-DAY, 90 * DAY),
    code=st.sampled_from(["link_unreachable", "too_heavy", "link_not_found"]),
    retry_after=st.none() | st.integers(0, 40 * DAY),
)
def test_the_next_try_lies_within_its_bounds(
    interval: int, failures: int, age: int | None, code: str, retry_after: int | None
) -> None:
    since = None if age is None else NOW - age
    feed = replace(FEED, interval=interval, failures=failures, failing_since=since)
    moment = poll_times.next_try(feed, code, NOW, retry_after)
    wanted = min(retry_after or 0, 7 * DAY)
    assert NOW + max(LEAST_INTERVAL, wanted) <= moment <= NOW + max(DAY, wanted)


@given(
    interval=st.integers(-DAY, 10 * DAY),
    moments=st.lists(st.none() | st.integers(-(2**40), 2**40)),
    feed_id=st.integers(1, 2**40),
    max_age=st.none() | st.integers(0, 10**10),
)
def test_the_next_look_lies_within_its_bounds(
    interval: int, moments: list[int | None], feed_id: int, max_age: int | None
) -> None:
    found = poll_times.interval_with_news(interval, moments, NOW)
    assert LEAST_INTERVAL <= found <= MOST_INTERVAL
    assert NOW + LEAST_INTERVAL <= poll_times.next_look(feed_id, found, NOW, max_age) <= NOW + DAY
