"""Digests stop where they cannot be sent, go on where they can again, and follow a group that moves."""

import asyncio

import pytest

from bot.config import Settings
from tests.botapi import BotApiServer, Chat
from tests.e2e.conversations import Conversation
from tests.e2e.sources import Clock, at_noon, put_feed
from tests.web import WebServer

TOWNS = ["Arden"]


@pytest.fixture
async def bert(bot_at_noon: None, server: BotApiServer, web: WebServer) -> Conversation:
    """Somebody else, whose digest tells that it was the time for all."""
    return await _follow(Conversation.of(server, "Bert"), web)


async def _follow(talk: Conversation, web: WebServer) -> Conversation:
    await talk.read(f"/subscribe {put_feed(web, '/feed.xml', 'Town News', TOWNS)}")
    return talk


async def _next_morning(clock: Clock, bert: Conversation, web: WebServer, town: str) -> None:
    """Let a day pass that brings news, until Bert has his digest."""
    put_feed(web, "/feed.xml", "Town News", [town, *TOWNS])
    clock.move(hours=24)
    await bert.until(lambda message: f"The ferry of {town}" in message.text)


def _has(talk: Conversation, town: str) -> bool:
    return any(f"The ferry of {town}" in message.text for message in talk.answers)


async def test_who_blocks_the_bot_gets_nothing_until_they_come_back(
    anna: Conversation, bert: Conversation, server: BotApiServer, web: WebServer, clock: Clock
) -> None:
    await _follow(anna, web)
    server.block(anna.user)
    calls = len(anna.answers)
    await _next_morning(clock, bert, web, "Berrow")
    assert len(anna.answers) == calls
    assert not [call for call in server.refused if call.params.get("chat_id") == anna.chat.id]
    server.unblock(anna.user)
    assert "The next one: tomorrow" in (await anna.ask("/schedule")).text
    await _next_morning(clock, bert, web, "Corvey")
    digest = await anna.until(lambda message: "The ferry of Corvey" in message.text)
    assert "The ferry of Berrow" in digest.text


@pytest.mark.parametrize("command", ["/start", "/schedule", "/subscribe seeds"])
async def test_a_command_lets_digests_go_on(
    command: str, anna: Conversation, bert: Conversation, server: BotApiServer, web: WebServer, clock: Clock
) -> None:
    await _follow(anna, web)
    listed = await anna.ask("/feeds")
    server.fault("sendMessage", code=403, chat_id=anna.chat.id)
    await _next_morning(clock, bert, web, "Berrow")
    async with asyncio.timeout(15):
        while "None comes at the moment" not in listed.text:
            shown, _ = await anna.press(listed, "1")
            listed, _ = await anna.press(shown, "Back")
    answer = await anna.read(command)
    assert command == "/start" or "The next one: tomorrow" in answer.text
    await _next_morning(clock, bert, web, "Corvey")
    await anna.until(lambda message: "The ferry of Corvey" in message.text)


async def test_a_group_that_throws_the_bot_out_gets_nothing_until_it_is_back(
    anna: Conversation, bert: Conversation, server: BotApiServer, web: WebServer, clock: Clock
) -> None:
    group = server.group("Readers", admins=[anna.user])
    talk = await _follow(Conversation(server, anna.user, group), web)
    server.remove_bot(group, by=anna.user)
    await _next_morning(clock, bert, web, "Berrow")
    assert not _has(talk, "Berrow")
    server.add_bot(group, by=anna.user)
    assert "The next one: tomorrow" in (await talk.ask("/schedule")).text
    await _next_morning(clock, bert, web, "Corvey")
    await talk.until(lambda message: "The ferry of Corvey" in message.text)


async def test_a_channel_that_takes_the_right_to_post_pauses_and_its_admin_is_told(
    anna: Conversation, bert: Conversation, server: BotApiServer, web: WebServer, clock: Clock
) -> None:
    channel = server.channel("Town", bot="left")
    await anna.ask("/start")
    server.add_bot(channel, by=anna.user, status="administrator")
    posts = Conversation(server, anna.user, channel)
    server.post(channel, f"/subscribe {put_feed(web, '/feed.xml', 'Town News', TOWNS)}")
    await server.wait_until(lambda: len(posts.answers) == 1)
    server.take_right_to_post(channel, by=anna.user)
    told = await anna.until(lambda message: "no longer write" in message.text)
    assert told.text.startswith("I can no longer write in Town, so its digest is paused.")
    await _next_morning(clock, bert, web, "Berrow")
    assert not _has(posts, "Berrow")
    server.add_bot(channel, by=anna.user, status="administrator")
    server.post(channel, "/schedule")
    await posts.until(lambda message: "The next one: tomorrow" in message.text)


async def test_a_group_where_the_bot_may_not_write_pauses(
    anna: Conversation, bert: Conversation, server: BotApiServer, web: WebServer
) -> None:
    await anna.ask("/start")
    group = server.group("Readers", admins=[anna.user])
    talk = await _follow(Conversation(server, anna.user, group), web)
    server.restrict_bot(group, by=anna.user)
    told = await anna.until(lambda message: "no longer write" in message.text)
    assert "Readers" in told.text
    server.add_bot(group, by=anna.user)
    assert "The next one" in (await talk.ask("/schedule")).text


@pytest.mark.usefixtures("bot_at_noon")
async def test_everything_follows_a_group_that_becomes_a_supergroup(
    anna: Conversation, server: BotApiServer, web: WebServer
) -> None:
    group = server.group("Readers", admins=[anna.user], supergroup=False)
    talk = await _follow(Conversation(server, anna.user, group), web)
    await talk.ask("/schedule 07:00")
    moved = Conversation(server, anna.user, server.migrate(group))
    assert "Town News" in (await moved.ask("/feeds")).text
    assert "every day at 07:00" in (await moved.ask("/schedule")).text


async def test_a_private_bot_serves_channels_that_its_owner_adds_it_to(
    reading: Settings, anna: Conversation, server: BotApiServer, web: WebServer, clock: Clock
) -> None:
    private = reading.model_copy(update={"access": "owner", "owner_ids": frozenset({anna.user.id})})
    stranger = server.add_user("Stefan")
    own, foreign = server.channel("Own", bot="left"), server.channel("Foreign", bot="left")
    async with at_noon(private, server, clock):
        server.add_bot(own, by=anna.user, status="administrator")
        server.add_bot(foreign, by=stranger, status="administrator")
        refused = await _post(server, stranger_in(server, foreign), "/subscribe seeds")
        assert "groups and channels that its owner" in refused
        assert "from now on" in await _post(server, stranger_in(server, own), "/subscribe seeds")
        server.post(foreign, "Just news.")
        assert "Sources of this chat: 1" in await _post(server, stranger_in(server, own), "/feeds")
        assert len(stranger_in(server, foreign).answers) == 1


def stranger_in(server: BotApiServer, channel: Chat) -> Conversation:
    return Conversation(server, server.bot, channel)


async def _post(server: BotApiServer, talk: Conversation, text: str) -> str:
    before = len(talk.answers)
    server.post(talk.chat, text)
    await server.wait_until(lambda: len(talk.answers) > before, what=f"an answer to {text!r}")
    return talk.answers[-1].text
