"""Ids of requests go with tasks, and no further than they belong."""

import asyncio
from contextvars import Context

from structlog.contextvars import get_contextvars

from bot.correlation import begin_request, each_a_request, same_request


async def carried(**_: object) -> dict[str, object]:
    await asyncio.sleep(0)
    return get_contextvars()


async def test_tasks_carry_the_id_of_whoever_began_them() -> None:
    begin_request(update_id=5)
    own = get_contextvars()
    assert own["update_id"] == 5
    assert await asyncio.create_task(carried()) == own
    begin_request()
    assert own["request"] != get_contextvars()["request"]
    assert "update_id" not in get_contextvars()


async def test_a_job_has_an_id_of_its_own_each_time_it_is_done_by_whomever() -> None:
    begin_request(update_id=5)
    job = each_a_request(carried)
    assert job.__name__ == "carried"
    tasks = [asyncio.create_task(job(feed=1)) for _ in range(3)]
    ids = [await task for task in tasks]
    assert len({str(one["request"]) for one in (*ids, get_contextvars())}) == 4
    assert all(set(one) == {"request"} for one in ids)
    assert get_contextvars()["update_id"] == 5


async def test_what_is_called_by_a_timer_goes_on_with_the_request_that_set_it() -> None:
    begin_request(update_id=5)
    own, later = get_contextvars(), same_request(carried)
    begin_request(update_id=6)
    assert await asyncio.create_task(later()) == own
    assert await asyncio.create_task(later(), context=Context()) == own
