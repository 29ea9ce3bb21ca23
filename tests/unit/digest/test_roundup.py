"""What is worth a word of a week."""

from collections.abc import Sequence
from datetime import UTC, date, datetime

from bot.digest.breaking import Sighting
from bot.digest.roundup import Roundup, Silent, Thread, roundup
from tests.digests import NOW, feed

DAY = 86_400


def day_of(moment: int) -> date:
    return datetime.fromtimestamp(moment, UTC).date()


def told(*days_ago: float, first: int = 1) -> list[Sighting]:
    """A story, told so many days ago, each time by another source."""
    return [
        Sighting(first + place, place, NOW - int(ago * DAY), f"publisher {place}")
        for place, ago in enumerate(days_ago)
    ]


def of_week(
    *stories: Sequence[Sighting], seen: Sequence[Sequence[float]] = (), independent: int | None = None
) -> Roundup:
    return roundup(
        stories,
        [
            (feed(number), [NOW - int(ago * DAY) for ago in days_ago])
            for number, days_ago in enumerate(seen, start=1)
        ],
        NOW,
        day_of,
        lambda ids: len(ids) if independent is None else independent,
    )


def test_a_story_of_three_days_that_goes_on_lasted() -> None:
    found = of_week(told(4, 3, 1))
    assert found == Roundup(lasted=(Thread(3, 3, 3, NOW - DAY),))


def test_a_story_of_one_day_or_two_did_not_last() -> None:
    assert not of_week(told(0.1, 0.2, 0.3), told(1, 0, first=9))


def test_a_story_of_which_nothing_came_for_two_days_has_ended() -> None:
    assert of_week(told(5, 4, 3)).ended == (Thread(3, 3, 3, NOW - 3 * DAY),)
    assert of_week(told(3, 2)).ended
    assert not of_week(told(3, 1.9)).ended


def test_what_one_source_told_on_one_day_never_was_a_story() -> None:
    assert not of_week(told(4))
    assert not of_week(told(4, 4), independent=1)
    assert of_week(told(4, 3), independent=1).ended


def test_only_the_week_counts() -> None:
    assert of_week(told(9, 8, 4, 3)).ended[0].days == 2
    assert not of_week(told(9, 8, 7.1), told(-1, -2, first=9))


def test_the_longest_come_first_and_at_most_five_of_each() -> None:
    lasting = [told(*range(days), first=10 * days) for days in (3, 4, 5, 6, 7)] + [told(0, 1, 2, first=90)]
    found = of_week(*lasting)
    assert [thread.days for thread in found.lasted] == [7, 6, 5, 4, 3]
    assert found.lasted[-1].newest == 90
    ended = [told(*[3 + place / 10 for place in range(count)], first=10 * count) for count in range(2, 9)]
    assert [thread.sources for thread in of_week(*ended).ended] == [8, 7, 6, 5, 4]


def test_a_source_that_used_to_bring_something_and_brought_nothing_for_a_week_fell_silent() -> None:
    (silent,) = of_week(seen=[(8, 9, 20, 40)]).silent
    assert silent == Silent(feed(1), NOW - 8 * DAY)


def test_silence_is_told_once_and_not_of_those_that_seldom_bring_something() -> None:
    assert not of_week(seen=[(6.9, 9, 20, 40), (14, 15, 16, 17), (8, 9, 20), (8, 20, 30, 43.1), ()])
    # Every source that is silent is so in the roundup of one week, and in no other.
    for hours in range(0, 24 * 7, 5):
        weeks = [hours / 24 + 7 * week for week in range(5)]
        assert sum(bool(of_week(seen=[(ago, ago + 1, ago + 2, ago + 3)])) for ago in weeks) == 1


def test_a_week_of_nothing_is_empty() -> None:
    assert not of_week()
    assert of_week() == Roundup()
