"""Updates wait until they are confirmed, for one reader."""

import asyncio

import pytest
from telegram import Bot, Update
from telegram.error import Conflict

from tests.botapi import BotApiServer, User
from tests.unit.botapi.calls import bot_for, updates


async def test_updates_are_kept_until_confirmed(server: BotApiServer, bot: Bot, anna: User) -> None:
    for text in ("one", "two", "three"):
        server.send(anna, text)
    first = await bot.get_updates(limit=2)
    assert [update.message.text for update in first if update.message] == ["one", "two"]
    assert len(await bot.get_updates()) == 3
    rest = await bot.get_updates(offset=first[-1].update_id + 1)
    assert [update.message.text for update in rest if update.message] == ["three"]
    assert len(server.updates.pending) == 1
    server.send(anna, "four")
    assert len(await bot.get_updates(offset=-1)) == 1
    await bot.delete_webhook(drop_pending_updates=True)
    assert server.updates.pending == []


async def test_polling_waits_for_an_update(server: BotApiServer, bot: Bot, anna: User) -> None:
    waiting = asyncio.create_task(bot.get_updates(timeout=5))
    await asyncio.sleep(0.05)
    assert not waiting.done()
    server.send(anna, "hello")
    async with asyncio.timeout(1):
        assert len(await waiting) == 1


async def test_only_allowed_updates_are_kept(server: BotApiServer, bot: Bot, anna: User) -> None:
    await bot.get_updates(allowed_updates=[Update.MESSAGE])
    server.block(anna)
    assert server.updates.pending == []
    await bot.get_updates(allowed_updates=[])
    server.block(anna)
    assert updates(server)[0].my_chat_member is not None


async def test_of_two_pollers_the_earlier_is_thrown_out(server: BotApiServer, anna: User) -> None:
    async with bot_for(server) as old, bot_for(server) as new:
        earlier = asyncio.create_task(old.get_updates(timeout=5))
        await asyncio.sleep(0.05)
        later = asyncio.create_task(new.get_updates(timeout=5))
        with pytest.raises(Conflict) as error:
            await earlier
        server.send(anna, "hello")
        assert len(await later) == 1
    said = "Conflict: terminated by other getUpdates request; make sure that only one bot instance is running"
    assert str(error.value) == said
    assert server.refused[-1].code == 409


async def test_a_webhook_forbids_polling(server: BotApiServer, bot: Bot) -> None:
    waiting = asyncio.create_task(bot.get_updates(timeout=5))
    await asyncio.sleep(0.05)
    await bot.set_webhook("https://example.com/hook")
    with pytest.raises(Conflict, match="terminated by setWebhook request"):
        await waiting
    with pytest.raises(Conflict, match="can't use getUpdates method while webhook is active"):
        await bot.get_updates()
    await bot.delete_webhook()
    assert await bot.get_updates() == ()
