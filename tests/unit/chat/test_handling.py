"""An update is handled when its handler has ended and all that this set going."""

import asyncio
from contextvars import copy_context

from bot.chat.handling import Handling, current, hold


class Ends:
    """Counts how often it was told of the end."""

    def __init__(self) -> None:
        self.count = 0

    def __call__(self) -> None:
        self.count += 1


async def test_without_more_it_ends_with_the_handler() -> None:
    ends = Ends()
    with Handling(ends).entered():
        assert ends.count == 0
    assert ends.count == 1


async def test_it_waits_for_what_was_begun_even_by_what_was_begun() -> None:
    ends, go_on = Ends(), asyncio.Event()

    async def inner() -> None:
        await go_on.wait()

    async def outer() -> None:
        hold(asyncio.create_task(inner()))

    with Handling(ends).entered():
        task = asyncio.create_task(outer())
        hold(task)
    await task
    await asyncio.sleep(0.01)
    assert ends.count == 0
    go_on.set()
    await asyncio.sleep(0.01)
    assert ends.count == 1


async def test_what_goes_on_for_ever_in_its_context_ends_it_only_once() -> None:
    ends = Ends()
    with Handling(ends).entered():
        context = copy_context()
    later = context.run(asyncio.create_task, asyncio.sleep(0))
    context.run(hold, later)
    await later
    await asyncio.sleep(0.01)
    assert ends.count == 1


async def test_elsewhere_nothing_is_held() -> None:
    hold(asyncio.create_task(asyncio.sleep(0)))
    assert current() is None
