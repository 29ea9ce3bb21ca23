"""Summaries offered below links in groups: where, how often, and what a press does."""

import asyncio
from collections.abc import AsyncIterator
from typing import Any

import pytest

from bot.config import Settings
from bot.services import quotas
from tests.botapi import BotApiServer, Chat, Message, User
from tests.e2e.conversations import Conversation, running
from tests.e2e.offers import GET, answer, offer_in
from tests.e2e.pages import is_about, page, story
from tests.web import WebServer


@pytest.fixture
def mia(server: BotApiServer) -> User:
    return server.add_user("Mia")


@pytest.fixture
async def group(server: BotApiServer, anna: Conversation, mia: User, reading: Settings) -> Chat:
    made = server.group("Readers", admins=[anna.user], members=[mia], bot="administrator", topics=True)
    await offer_in(reading, made, anna.user)
    return made


@pytest.fixture
async def bot(group: Chat, reading: Settings, server: BotApiServer) -> AsyncIterator[None]:
    async with running(reading, server):
        yield


def _offers(server: BotApiServer, group: Chat) -> list[Message]:
    return [message for message in server.messages(group.id) if message.from_bot and message.labels == [GET]]


async def _said(server: BotApiServer, user: User, group: Chat, text: str, **fields: Any) -> list[Message]:
    """Say something in a group; return the offers there once the bot has looked at it."""
    server.send(user, text, group, **fields)
    before = len(server.messages(group.id))
    server.send(user, "/cancel", group)
    await server.wait_until(
        lambda: any("Nothing of yours" in m.text for m in server.messages(group.id)[before:])
    )
    return _offers(server, group)


@pytest.mark.usefixtures("bot")
async def test_a_link_gets_an_offer_and_the_first_press_a_summary_for_all(
    server: BotApiServer, group: Chat, mia: User, anna: Conversation, web: WebServer
) -> None:
    topic = server.topic(group, "News")
    url = web.page("/ferry", page("Karlsby"))
    (offer,) = await _said(server, mia, group, f"Look at this: {url}", thread_id=topic)
    assert offer.text == "No time to read?"
    assert offer.thread_id == topic
    assert server.journal.of("sendMessage")[0].params["disable_notification"] is True
    assert not web.requests
    query = server.press(anna.user, offer, GET)
    talk = Conversation(server, anna.user, group)
    summary = await talk.until(lambda message: is_about(message, "Karlsby"))
    assert summary.message_id == offer.message_id
    assert "text" not in await answer(server, query)
    late = await answer(server, server.press_stale(mia, offer, GET))
    assert late["text"] == "The summary is in this message already."
    shorter, _ = await talk.press(summary, "Shorter")
    assert is_about(shorter, "Karlsby")
    assert web.hits() == {"/ferry": 1}


@pytest.mark.usefixtures("bot")
async def test_members_who_press_at_once_get_one_summary(
    server: BotApiServer, group: Chat, mia: User, anna: Conversation, web: WebServer
) -> None:
    release = asyncio.Event()
    url = web.page("/ferry", page("Karlsby"), hold=release.wait)
    (offer,) = await _said(server, mia, group, url)
    queries = [server.press(user, offer, GET) for user in (mia, anna.user, mia)]
    assert "Still reading" in (await answer(server, queries[1]))["text"]
    assert "Still reading" in (await answer(server, queries[2]))["text"]
    release.set()
    await Conversation(server, mia, group).until(lambda message: is_about(message, "Karlsby"))
    await answer(server, queries[0])
    assert web.hits() == {"/ferry": 1}
    assert not server.refused


@pytest.mark.usefixtures("bot")
async def test_nothing_but_one_article_is_offered(
    server: BotApiServer, group: Chat, mia: User, web: WebServer
) -> None:
    url = web.page("/ferry", page("Karlsby"))
    for text in (
        "Good morning",
        " ".join(story("Nordby")),
        f"{url} https://example.org/tugs",
        "https://example.org",
    ):
        assert await _said(server, mia, group, text) == []
    assert len(await _said(server, mia, group, url)) == 1
    assert len(await _said(server, mia, group, f"{url}?utm_source=group")) == 1
    own = _offers(server, group)[0]
    assert len(await _said(server, mia, group, "https://example.org/other", reply_to=own)) == 1


@pytest.mark.usefixtures("bot")
async def test_a_group_gets_six_offers_an_hour(server: BotApiServer, group: Chat, mia: User) -> None:
    for number in range(8):
        await _said(server, mia, group, f"https://example.org/ferry/{number}")
    assert len(_offers(server, group)) == 6


@pytest.mark.usefixtures("bot")
async def test_who_has_used_up_their_share_leaves_the_offer_to_others(
    server: BotApiServer,
    group: Chat,
    mia: User,
    anna: Conversation,
    web: WebServer,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setitem(quotas._AN_HOUR, "link", 1)
    talk = Conversation(server, mia, group)
    await talk.read(f"/summary {web.page('/one', page('Altstad'))}")
    (offer,) = await _said(server, mia, group, web.page("/ferry", page("Karlsby")))
    shown = await answer(server, server.press(mia, offer, GET))
    assert "links" in shown["text"]
    server.press(anna.user, offer, GET)
    await talk.until(lambda message: is_about(message, "Karlsby"))


@pytest.mark.usefixtures("bot")
async def test_a_page_that_cannot_be_read_is_said_where_it_was_offered(
    server: BotApiServer, group: Chat, mia: User, web: WebServer
) -> None:
    (offer,) = await _said(server, mia, group, web.page("/gone", status=503))
    server.press(mia, offer, GET)
    talk = Conversation(server, mia, group)
    failed = await talk.until(lambda message: "Try again" in message.labels)
    assert failed.message_id == offer.message_id


@pytest.mark.usefixtures("reading_bot")
async def test_a_group_that_wants_none_gets_none(
    server: BotApiServer, mia: User, anna: Conversation, web: WebServer
) -> None:
    group = server.group("Talk", admins=[anna.user], members=[mia], bot="administrator")
    assert await _said(server, mia, group, web.page("/ferry", page("Karlsby"))) == []


@pytest.mark.usefixtures("bot")
async def test_posts_of_the_channel_that_come_by_themselves_get_none(
    server: BotApiServer, group: Chat, mia: User, anna: Conversation, web: WebServer
) -> None:
    channel = server.channel("Harbour News", admins=[anna.user])
    server.link(channel, group)
    server.post(channel, web.page("/ferry", page("Karlsby")))
    assert await _said(server, mia, group, "Good morning") == []


@pytest.mark.usefixtures("bot")
async def test_a_bot_that_sees_the_group_no_more_tells_who_set_it_up(
    server: BotApiServer, group: Chat, anna: Conversation
) -> None:
    server.add_bot(group, by=anna.user, status="member")
    told = await anna.until(lambda message: "no longer see the messages of Readers" in message.text)
    server.add_bot(group, by=anna.user, status="administrator")
    server.remove_bot(group, by=anna.user)
    assert anna.answers == [told]
