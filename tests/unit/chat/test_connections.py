"""Calls of the Bot API that nobody waits for any more: none costs a connection for good."""

import asyncio
from contextlib import suppress

from bot.chat.uploads import StreamingRequest
from tests.botapi import BotApiServer

# Turns of the loop after which a call is given up: from before it begins until its answer is there.
_TURNS = range(40)


async def test_a_call_that_is_given_up_at_any_moment_leaves_room_for_the_next() -> None:
    async with BotApiServer(limits=None) as server:
        url = f"{server.url}/bot{server.token}/getMe"
        for turns in _TURNS:
            request = StreamingRequest(connection_pool_size=1, pool_timeout=5)
            await request.initialize()
            call = asyncio.create_task(request.do_request(url, "POST"))
            for _ in range(turns):
                await asyncio.sleep(0)
            call.cancel()
            with suppress(asyncio.CancelledError):
                await call
            assert (await request.do_request(url, "POST"))[0] == 200, f"given up after {turns} turns"
            await request.shutdown()
