"""A Telegram that takes every message and checks nothing, as a process: what it costs does not hide the bot.

`python -m tests.benchmarks.plain_telegram` prints its address and ends with its standard input.
"""

import asyncio
import json
import sys
import time
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from itertools import count

from aiohttp import web

_ME = {"id": 1, "is_bot": True, "first_name": "Digest", "username": "digest_bot"}


class _Telegram:
    """What of the Bot API sending needs."""

    def __init__(self) -> None:
        self._numbers = count(1)

    async def answer(self, request: web.Request) -> web.Response:
        if request.match_info["method"].lower() == "getme":
            return _ok(_ME)
        sent = await request.post()
        chat = {"id": int(str(sent["chat_id"])), "type": "private", "first_name": "Anna"}
        message = {"message_id": next(self._numbers), "date": int(time.time()), "chat": chat, "from": _ME}
        return _ok(message | {"text": str(sent["text"])})


def _ok(result: object) -> web.Response:
    return web.json_response(text=json.dumps({"ok": True, "result": result}))


@asynccontextmanager
async def plain_telegram() -> AsyncIterator[str]:
    """Run one; yields its address."""
    pipe = asyncio.subprocess.PIPE
    process = await asyncio.create_subprocess_exec(sys.executable, "-m", __name__, stdin=pipe, stdout=pipe)
    assert process.stdout
    assert process.stdin
    try:
        yield (await process.stdout.readline()).decode().strip()
    finally:
        process.stdin.close()
        await process.wait()


async def serve() -> None:
    """Answer until standard input ends."""
    application = web.Application()
    application.router.add_post("/bot{token}/{method}", _Telegram().answer)
    runner = web.AppRunner(application, access_log=None)
    await runner.setup()
    site = web.TCPSite(runner, "127.0.0.1", 0)
    await site.start()
    host, port = runner.addresses[0][:2]
    print(f"http://{host}:{port}", flush=True)
    await asyncio.to_thread(sys.stdin.read)
    await runner.cleanup()


if __name__ == "__main__":
    asyncio.run(serve())
