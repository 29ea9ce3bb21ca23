import asyncio
import datetime as dt
from typing import Any

import pytest
from telegram import Chat, Message, Update

from bot.chat.order import OneByOneInAChat


def update(number: int, chat_id: int, **fields: Any) -> Update:
    now = dt.datetime(2026, 11, 22, tzinfo=dt.UTC)
    return Update(number, message=Message(number, now, Chat(chat_id, "private"), text="x", **fields))


async def test_one_chat_keeps_its_order_and_holds_no_other_up() -> None:
    processor, log, gate = OneByOneInAChat(), list[str](), asyncio.Event()

    async def slow() -> None:
        await gate.wait()
        log.append("slow")

    async def quick(name: str) -> None:
        log.append(name)

    tasks = [
        asyncio.create_task(processor.process_update(update(1, 1), slow())),
        asyncio.create_task(processor.process_update(update(2, 1), quick("behind it"))),
        asyncio.create_task(processor.process_update(update(3, 2), quick("another chat"))),
    ]
    await asyncio.wait(tasks[2:], timeout=1)
    assert log == ["another chat"]
    gate.set()
    await asyncio.gather(*tasks)
    assert log == ["another chat", "slow", "behind it"]
    assert not processor._newest


async def test_a_chat_that_floods_stops_no_other_and_is_cut_off() -> None:
    processor, log, gate = OneByOneInAChat(), list[str](), asyncio.Event()

    async def handle(name: str) -> None:
        if name == "flood":
            await gate.wait()
        log.append(name)

    flood = [
        asyncio.create_task(processor.process_update(update(n, 1), handle("flood"))) for n in range(1000)
    ]
    await asyncio.sleep(0)
    await asyncio.wait_for(processor.process_update(update(1001, 2), handle("other")), 1)
    assert log == ["other"]
    gate.set()
    await asyncio.gather(*flood)
    # a hundred forwarded posts, which come in one answer of getUpdates, are all handled
    assert 200 <= log.count("flood") <= 300


async def test_a_failure_lets_the_next_one_through() -> None:
    processor, log = OneByOneInAChat(), list[str]()

    async def fail() -> None:
        raise ValueError

    async def quick() -> None:
        log.append("quick")

    await asyncio.gather(
        processor.process_update(update(1, 1), fail()),
        processor.process_update(update(2, 1), quick()),
        processor.process_update("not an update", quick()),
        return_exceptions=True,
    )
    assert log == ["quick", "quick"]


@pytest.mark.parametrize(
    "move",
    [update(3, 1, migrate_to_chat_id=2), update(3, 2, migrate_from_chat_id=1)],
    ids=["said in the old chat", "said in the new chat"],
)
async def test_a_move_comes_after_the_old_chat_and_before_the_new_one(move: Update) -> None:
    processor, log, gate = OneByOneInAChat(), list[str](), asyncio.Event()

    async def slow() -> None:
        await gate.wait()
        log.append("old chat")

    async def quick(name: str) -> None:
        log.append(name)

    tasks = [
        asyncio.create_task(processor.process_update(given, work))
        for given, work in (
            (update(1, 1), slow()),
            (move, quick("move")),
            (update(4, 2), quick("new chat")),
            (update(5, 1), quick("old chat again")),
            (update(6, 3), quick("another chat")),
        )
    ]
    await asyncio.wait(tasks[4:], timeout=1)
    assert log == ["another chat"]
    gate.set()
    await asyncio.gather(*tasks)
    assert log[1:3] == ["old chat", "move"]
    assert sorted(log[3:]) == ["new chat", "old chat again"]
    assert not processor._newest


async def test_the_two_messages_of_a_move_do_not_wait_for_each_other() -> None:
    processor, log = OneByOneInAChat(), list[str]()

    async def quick(name: str) -> None:
        log.append(name)

    moves = [
        update(1, 1, migrate_to_chat_id=2),
        update(2, 2, migrate_from_chat_id=1),
        update(3, 1, migrate_to_chat_id=2),
    ]
    work = (processor.process_update(move, quick(str(move.update_id))) for move in moves)
    await asyncio.wait_for(asyncio.gather(*work), 1)
    assert log == ["1", "2", "3"]
