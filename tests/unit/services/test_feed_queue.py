"""Whose turn it is among feeds."""

import time
from dataclasses import replace

from bot.articles.feed import Feed
from bot.services.feed_queue import AT_ONCE, FeedQueue
from tests.unit.services.test_poll_times import FEED


def feeds(count: int, host: str | None = None) -> list[Feed]:
    return [
        replace(FEED, id=n, url=f"https://{host or f'h{n}.example'}/feed{n}") for n in range(1, count + 1)
    ]


def take_all(queue: FeedQueue) -> list[int]:
    taken = []
    while feed := queue.take():
        taken.append(feed.id)
    return taken


def test_so_many_at_once_in_their_order() -> None:
    queue, waiting = FeedQueue(), feeds(AT_ONCE + 5)
    queue.add(waiting)
    assert take_all(queue) == [feed.id for feed in waiting[:AT_ONCE]]
    queue.end(waiting[3])
    assert take_all(queue) == [waiting[AT_ONCE].id]


def test_two_of_one_host_while_the_others_pass() -> None:
    queue, crowd = FeedQueue(), feeds(10, "busy.example")
    other = replace(FEED, id=99, url="https://quiet.example/feed")
    queue.add([*crowd, other])
    assert take_all(queue) == [1, 99, 2]
    queue.end(crowd[0])
    assert take_all(queue) == [3]


def test_thousands_of_one_host_cost_no_search() -> None:
    queue, crowd = FeedQueue(), feeds(20_000, "busy.example")
    queue.add(crowd)
    queue.take()
    queue.take()
    began = time.process_time()
    for _ in range(1_000):
        assert queue.take() is None
    assert time.process_time() - began < 1.0


def test_urgent_ones_go_first_and_each_stands_once() -> None:
    queue, waiting = FeedQueue(), feeds(4)
    queue.add(waiting)
    queue.add([waiting[2]], urgent=True)
    queue.add(waiting)
    assert take_all(queue) == [3, 1, 2, 4]


def test_what_is_being_read_does_not_wait_again() -> None:
    queue, waiting = FeedQueue(), feeds(1)
    queue.add(waiting)
    assert take_all(queue) == [1]
    queue.add(waiting, urgent=True)
    assert take_all(queue) == []
    queue.end(waiting[0])
    assert take_all(queue) == []
