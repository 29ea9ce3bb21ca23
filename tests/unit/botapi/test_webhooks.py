"""Which webhooks are taken, and how updates are brought there."""

import asyncio
from collections.abc import AsyncIterator
from typing import Any

import pytest
from aiohttp import web
from telegram import Bot, Update

from tests.botapi import BotApiServer
from tests.unit.botapi.calls import bot_for, refusal

HOOK = "https://bot.example.org/hook"


class Door:
    """A web server that answers every update with the next of some statuses, and then with 200."""

    def __init__(self) -> None:
        self.statuses: list[int] = []
        self.came: list[tuple[int, str]] = []
        self.open = asyncio.Event()
        self.open.set()
        self.most_at_once = self._at_once = 0
        self.url = ""

    async def handle(self, request: web.Request) -> web.Response:
        update: dict[str, Any] = await request.json()
        self._at_once += 1
        self.most_at_once = max(self.most_at_once, self._at_once)
        self.came.append((update["update_id"], request.headers.get("X-Telegram-Bot-Api-Secret-Token", "")))
        await self.open.wait()
        self._at_once -= 1
        return web.Response(status=self.statuses.pop(0) if self.statuses else 200)

    async def came_in(self, count: int) -> None:
        async with asyncio.timeout(10):
            while len(self.came) < count:
                await asyncio.sleep(0.01)


@pytest.fixture
async def door() -> AsyncIterator[Door]:
    door = Door()
    app = web.Application()
    app.router.add_post("/hook", door.handle)
    runner = web.AppRunner(app, access_log=None, shutdown_timeout=0.1)
    await runner.setup()
    await web.TCPSite(runner, "127.0.0.1", 0).start()
    door.url = f"http://127.0.0.1:{runner.addresses[0][1]}/hook"
    yield door
    door.open.set()
    await runner.cleanup()


@pytest.fixture
async def own() -> AsyncIterator[BotApiServer]:
    """A Bot API server of somebody's own."""
    async with BotApiServer(limits=None, self_hosted=True) as server:
        server.updates.postman.pause = 0.02
        yield server


@pytest.fixture
async def hooked(own: BotApiServer, door: Door) -> AsyncIterator[Bot]:
    async with bot_for(own) as bot:
        await bot.set_webhook(door.url, secret_token="s-1", max_connections=2)
        yield bot


@pytest.mark.parametrize(
    ("asked", "reason"),
    [
        ({"url": "http://bot.example.org/hook"}, "bad webhook: HTTPS url must be provided for webhook"),
        (
            {"url": "https://bot.example.org:8444/hook"},
            "bad webhook: Webhook can be set up only on ports 80, 88, 443 or 8443",
        ),
        ({"url": "ftp://bot.example.org"}, "invalid webhook URL specified"),
        ({"url": "https://"}, "invalid webhook URL specified"),
        ({"url": HOOK + "x" * 2048}, "invalid webhook URL specified"),
        ({"url": HOOK, "secret_token": "a b"}, "secret token contains unallowed characters"),
        ({"url": HOOK, "secret_token": "a" * 257}, "secret token is too long"),
    ],
)
async def test_a_webhook_that_telegram_would_not_take_is_refused(
    server: BotApiServer, bot: Bot, asked: dict[str, Any], reason: str
) -> None:
    assert await refusal(server, "setWebhook", **asked) == reason
    assert (await bot.get_webhook_info()).url == ""


async def test_what_is_set_is_told(bot: Bot) -> None:
    await bot.set_webhook(HOOK, secret_token="A_-9", max_connections=7, allowed_updates=[Update.MESSAGE])
    info = await bot.get_webhook_info()
    assert (info.url, info.max_connections, info.allowed_updates) == (HOOK, 7, ("message",))
    await bot.delete_webhook()
    assert (await bot.get_webhook_info()).url == ""


@pytest.mark.usefixtures("hooked")
async def test_updates_are_brought_in_order_with_the_secret(own: BotApiServer, door: Door) -> None:
    anna = own.add_user("Anna")
    for text in ("one", "two", "three"):
        own.send(anna, text)
    ids = [update["update_id"] for update in own.updates.pending]
    await door.came_in(3)
    assert door.came == [(number, "s-1") for number in ids]
    async with asyncio.timeout(5):
        while own.updates.pending:
            await asyncio.sleep(0.01)


async def test_what_is_refused_is_brought_again_before_the_next_of_its_chat(
    own: BotApiServer, door: Door, hooked: Bot
) -> None:
    anna = own.add_user("Anna")
    door.statuses = [503, 403]
    for text in ("one", "two"):
        own.send(anna, text)
    first, second = [update["update_id"] for update in own.updates.pending]
    await door.came_in(4)
    assert [number for number, _ in door.came] == [first, first, first, second]
    assert own.updates.postman.answers[:2] == [(first, 503), (first, 403)]
    info = await hooked.get_webhook_info()
    assert info.last_error_message == "Wrong response from the webhook: 403 Forbidden"


@pytest.mark.usefixtures("hooked")
async def test_chats_do_not_wait_for_each_other_up_to_the_connections(own: BotApiServer, door: Door) -> None:
    door.open.clear()
    for name in ("Anna", "Boris", "Clara"):
        own.send(own.add_user(name), "hello")
    await door.came_in(2)
    await asyncio.sleep(0.05)
    assert door.most_at_once == 2
    door.open.set()
    await door.came_in(3)


async def test_a_door_that_is_shut_is_knocked_at_until_it_opens(own: BotApiServer, door: Door) -> None:
    async with bot_for(own) as bot:
        await bot.set_webhook("http://127.0.0.1:9/hook")
        own.send(own.add_user("Anna"), "hello")
        async with asyncio.timeout(5):
            while len(own.updates.postman.answers) < 2:
                await asyncio.sleep(0.01)
        assert (await bot.get_webhook_info()).last_error_message
        await bot.set_webhook(door.url)
        await door.came_in(1)
