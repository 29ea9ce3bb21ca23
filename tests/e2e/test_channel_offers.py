"""Summaries offered under the posts of a channel: which posts, and what happens to them afterwards."""

from collections.abc import AsyncIterator
from typing import Any

import pytest

from bot.config import Settings
from tests.botapi import BotApiServer, Chat, User, photo
from tests.e2e.conversations import Conversation, logged, running
from tests.e2e.offers import OFFER, answer, is_offered, offer_in, offered, seen
from tests.e2e.pages import page, sentences, story
from tests.web import WebServer

LONG = " ".join(story("Nordby"))


@pytest.fixture
def owner(server: BotApiServer) -> User:
    user = server.add_user("Olga")
    server.private_chat(user)
    return user


@pytest.fixture
async def channel(server: BotApiServer, owner: User, reading: Settings) -> Chat:
    made = server.channel("Harbour News", username="harbour_news", admins=[owner])
    await offer_in(reading, made, owner)
    return made


@pytest.fixture
async def bot(channel: Chat, reading: Settings, server: BotApiServer) -> AsyncIterator[None]:
    async with running(reading, server):
        yield


@pytest.mark.usefixtures("bot")
async def test_a_link_and_a_long_text_are_offered_and_nothing_is_read(
    server: BotApiServer, channel: Chat, web: WebServer
) -> None:
    url = web.page("/ferry", page("Karlsby"))
    posts = [
        server.post(channel, f"A ferry ran aground: {url}"),
        server.post(channel, LONG),
        server.post(channel, f"{LONG} {url}"),
        server.post(channel, caption=f"On the sands: {url}", attachment=photo()),
    ]
    for post in posts:
        assert (await offered(server, post)).labels == [OFFER]
    await seen(server, channel)
    assert not web.requests
    assert not server.refused
    assert len(server.journal.of("editMessageReplyMarkup")) == len(posts)


@pytest.mark.usefixtures("bot")
async def test_posts_that_are_not_worth_it_or_not_ours_are_left_alone(
    server: BotApiServer, channel: Chat, web: WebServer
) -> None:
    url = web.page("/ferry", page("Karlsby"))
    foreign = [[{"text": "Vote", "callback_data": "vote"}]]
    others = server.channel("Other News", bot="left")
    posts = [
        server.post(channel, "A ferry ran aground today."),
        server.post(channel, f"Two: {url} https://example.org/tugs"),
        server.post(channel, f"A ferry: {url}", keyboard=foreign),
        server.post(channel, f"/unknown {url}"),
        server.post(channel, LONG, extra={"forward_origin": _origin(others)}),
        server.post(channel, LONG, extra={"via_bot": server.bot.to_json()}),
    ]
    await seen(server, channel)
    assert not any(is_offered(server, post) for post in posts)
    assert not server.journal.of("editMessageReplyMarkup")


@pytest.mark.usefixtures("bot")
async def test_of_an_album_the_picture_with_the_words_has_the_button(
    server: BotApiServer, channel: Chat, web: WebServer
) -> None:
    url = web.page("/ferry", page("Karlsby"))
    group = {"media_group_id": "13"}
    words = server.post(channel, caption=url, attachment=photo(), extra=group)
    others = [server.post(channel, attachment=photo(), extra=group) for _ in range(2)]
    await offered(server, words)
    await seen(server, channel)
    assert not any(is_offered(server, post) for post in others)


@pytest.mark.usefixtures("bot")
async def test_the_offer_follows_the_edits_of_a_post(
    server: BotApiServer, channel: Chat, web: WebServer, anna: Conversation
) -> None:
    post = server.post(channel, "Something happened.")
    await seen(server, channel)
    assert not is_offered(server, post)
    server.edit(post, f"Something happened: {web.page('/one', page('Karlsby'))}")
    first = await offered(server, post)
    server.edit(post, f"It happened elsewhere: {web.page('/two', page('Altstad'))}")
    await seen(server, channel)
    now = await offered(server, post)
    assert now.keyboard != first.keyboard
    shown = await answer(server, server.press(anna.user, now, OFFER))
    assert set(shown["text"].split("\n")) <= set(sentences("Altstad"))
    server.edit(post, "Nothing happened.")
    await seen(server, channel)
    assert not is_offered(server, post)
    server.touch(post)
    await seen(server, channel)
    assert len(server.journal.of("editMessageReplyMarkup")) == 3


@pytest.mark.usefixtures("bot")
async def test_what_the_bot_posts_itself_is_no_news(server: BotApiServer, channel: Chat, owner: User) -> None:
    talk = Conversation(server, owner, channel)
    server.post(channel, "/digest")
    own = await talk.until(lambda message: bool(message.text))
    server.touch(own)
    await seen(server, channel)
    assert not is_offered(server, own)
    assert not server.journal.of("editMessageReplyMarkup")


@pytest.mark.usefixtures("reading_bot")
async def test_nothing_is_offered_where_nobody_turned_it_on(server: BotApiServer, web: WebServer) -> None:
    channel = server.channel("Quiet News")
    post = server.post(channel, web.page("/ferry", page("Karlsby")))
    await seen(server, channel)
    assert not is_offered(server, post)


async def test_without_the_right_to_edit_nothing_is_offered_and_it_is_logged_once(
    server: BotApiServer, reading: Settings, owner: User, web: WebServer, events: list[Any]
) -> None:
    channel = server.channel("Harbour News", admins=[owner], without=["can_edit_messages"])
    await offer_in(reading, channel, owner)
    url = web.page("/ferry", page("Karlsby"))
    async with running(reading, server):
        for number in range(3):
            server.post(channel, f"{number}: {url}")
        await logged(events, "offers_paused")
        await seen(server, channel)
        assert [call.method for call in server.refused] == ["editMessageReplyMarkup"]
        server.add_bot(channel, by=owner, status="administrator")
        await offered(server, server.post(channel, f"Again: {url}"))
    assert len([event for event in events if event["event"] == "offers_paused"]) == 1


@pytest.mark.usefixtures("bot")
async def test_who_set_offers_up_is_told_once_when_the_right_is_lost(
    server: BotApiServer, channel: Chat, owner: User, web: WebServer
) -> None:
    url = web.page("/ferry", page("Karlsby"))
    await offered(server, server.post(channel, url))
    server.add_bot(channel, by=owner, status="administrator", without=["can_edit_messages"])
    talk = Conversation(server, owner, server.private_chat(owner))
    told = await talk.until(lambda message: "no longer edit the posts of Harbour News" in message.text)
    later = server.post(channel, f"Later: {url}")
    await seen(server, channel)
    assert not is_offered(server, later)
    assert talk.answers == [told]
    server.add_bot(channel, by=owner, status="administrator")
    await offered(server, server.post(channel, f"Last: {url}"))
    assert talk.answers == [told]


@pytest.mark.usefixtures("bot")
@pytest.mark.parametrize("command", ["/start", "/help", "/help@digest_test_bot"])
async def test_a_channel_is_told_in_a_line_what_works_there(
    server: BotApiServer, channel: Chat, command: str
) -> None:
    server.post(channel, command)
    await server.wait_until(lambda: server.last_message(channel.id).from_bot)
    told = server.last_message(channel.id)
    assert "/subscribe" in told.text
    assert "\n" not in told.text


@pytest.mark.usefixtures("reading_bot")
async def test_where_the_bot_may_not_post_whoever_brought_it_is_told(
    server: BotApiServer, owner: User
) -> None:
    channel = server.channel("Harbour News", admins=[owner], bot="left")
    server.add_bot(channel, by=owner, status="administrator", without=["can_post_messages"])
    server.post(channel, "/subscribe seeds")
    talk = Conversation(server, owner, server.private_chat(owner))
    told = await talk.until(lambda message: "may not post in Harbour News" in message.text)
    server.add_bot(channel, by=owner, status="administrator")
    server.post(channel, "/subscribe seeds")
    posts = Conversation(server, owner, channel)
    await posts.until(lambda message: "from now on" in message.text)
    assert talk.answers == [told]


def _origin(channel: Chat) -> dict[str, Any]:
    return {"type": "channel", "date": 1_700_000_000, "chat": channel.to_json(), "message_id": 7}
