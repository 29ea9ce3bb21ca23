"""Pressing an offer in a channel: a pop-up where it fits, else the private chat, for whoever reads there."""

import asyncio
from collections.abc import AsyncIterator

import pytest

from bot.chat import offer_presses, progress
from bot.config import Settings
from bot.render.phrases import phrase
from tests.botapi import BotApiServer, Chat, Message, User
from tests.e2e.conversations import Conversation, running
from tests.e2e.offers import OFFER, answer, offer_in, offered, page_of, sentence_of
from tests.e2e.pages import page, sentences, story
from tests.texts import shown_sentences
from tests.web import WebServer

STRANGER = phrase("access.stranger")


@pytest.fixture
def reader(server: BotApiServer) -> Conversation:
    """A reader of the channel whom the bot does not serve, and who never wrote to it."""
    user = server.add_user("Rita")
    return Conversation(server, user, Chat(user.id, "private"))


@pytest.fixture
async def channel(server: BotApiServer, owner: User, closed: Settings) -> Chat:
    made = server.channel("Harbour News", admins=[owner], bot="left")
    await offer_in(closed, made, owner)
    return made


@pytest.fixture
async def bot(channel: Chat, closed: Settings, server: BotApiServer, owner: User) -> AsyncIterator[None]:
    async with running(closed, server):
        server.add_bot(channel, by=owner, status="administrator")
        yield


def _long(web: WebServer, path: str = "/long", length: int = 201) -> str:
    return web.page(path, page_of([sentence_of(length, number) for number in range(6)]))


async def _post(server: BotApiServer, channel: Chat, text: str) -> Message:
    return await offered(server, server.post(channel, text))


@pytest.mark.usefixtures("bot")
async def test_a_summary_that_fits_comes_in_a_pop_up_word_for_word(
    server: BotApiServer, channel: Chat, reader: Conversation, web: WebServer
) -> None:
    post = await _post(server, channel, web.page("/ferry", page("Karlsby")))
    shown = await answer(server, server.press(reader.user, post, OFFER))
    assert shown["show_alert"] is True
    lines = shown["text"].split("\n")
    assert len(lines) == 2
    assert set(lines) <= set(sentences("Karlsby"))
    text = await _post(server, channel, " ".join(story("Nordby")))
    shown = await answer(server, server.press(reader.user, text, OFFER))
    assert set(shown["text"].split("\n")) <= set(sentences("Nordby"))
    assert web.hits() == {"/ferry": 1}
    assert not server.messages(reader.user.id)


@pytest.mark.usefixtures("bot")
@pytest.mark.parametrize(("length", "pops_up"), [(200, True), (201, False)])
async def test_two_hundred_characters_fit(
    server: BotApiServer, channel: Chat, reader: Conversation, web: WebServer, length: int, pops_up: bool
) -> None:
    post = await _post(server, channel, _long(web, length=length))
    shown = await answer(server, server.press(reader.user, post, OFFER))
    assert len(shown.get("text", "")) == (200 if pops_up else 0)
    assert ("url" in shown) != pops_up


@pytest.mark.usefixtures("bot")
async def test_a_stranger_gets_the_one_summary_and_nothing_else(
    server: BotApiServer, channel: Chat, reader: Conversation, web: WebServer
) -> None:
    post = await _post(server, channel, _long(web))
    query = server.press(reader.user, post, OFFER)
    link = (await answer(server, query))["url"]
    server.follow(reader.user, query)
    summary = await reader.until(lambda message: "The tides" in message.text)
    assert shown_sentences(summary.text) == 3
    assert summary.labels == ["Read the article"]
    assert web.hits() == {"/long": 1}
    assert (await reader.ask("/summary")).text == STRANGER
    other = Conversation.of(server, "Stefan")
    server.open(other.user, link)
    await other.until(lambda message: message.text == STRANGER)
    assert len(other.answers) == 1


@pytest.mark.usefixtures("bot")
async def test_who_is_served_gets_all_the_buttons(
    server: BotApiServer, channel: Chat, owner: User, web: WebServer
) -> None:
    post = await _post(server, channel, _long(web))
    query = server.press(owner, post, OFFER)
    await answer(server, query)
    server.follow(owner, query)
    talk = Conversation(server, owner, server.private_chat(owner))
    summary = await talk.until(lambda message: "The tides" in message.text)
    assert summary.labels == ["Shorter", "Longer", "Refresh", "Read the article"]


@pytest.mark.usefixtures("bot")
async def test_a_page_that_takes_long_is_read_on_in_the_private_chat(
    server: BotApiServer,
    channel: Chat,
    reader: Conversation,
    web: WebServer,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setattr(offer_presses, "_POP_UP_WITHIN", 0.2)
    monkeypatch.setattr(progress, "_LINE_AFTER", 0.1)
    release = asyncio.Event()
    post = await _post(server, channel, web.page("/slow", page("Karlsby"), hold=release.wait))
    query = server.press(reader.user, post, OFFER)
    await answer(server, query)
    server.follow(reader.user, query)
    line = await reader.until(lambda message: message.text.startswith("Reading 127.0.0.1"))
    assert line.labels == []
    release.set()
    summary = await reader.until(lambda message: "The ferry of Karlsby" in message.text)
    assert summary.message_id == line.message_id
    assert web.hits() == {"/slow": 1}


@pytest.mark.usefixtures("bot")
async def test_fifty_readers_at_once_have_the_page_read_once(
    server: BotApiServer, channel: Chat, web: WebServer
) -> None:
    release = asyncio.Event()
    post = await _post(server, channel, web.page("/ferry", page("Karlsby"), hold=release.wait))
    readers = [server.add_user(f"Reader {number}") for number in range(50)]
    queries = [server.press(user, post, OFFER) for user in readers]
    while not web.requests:
        await asyncio.sleep(0.02)
    release.set()
    texts = {(await answer(server, query))["text"] for query in queries}
    assert len(texts) == 1
    assert web.hits() == {"/ferry": 1}


@pytest.mark.usefixtures("bot")
async def test_a_press_that_comes_again_reads_nothing_again(
    server: BotApiServer, channel: Chat, reader: Conversation, web: WebServer
) -> None:
    post = await _post(server, channel, web.page("/ferry", page("Karlsby")))
    texts = [(await answer(server, server.press(reader.user, post, OFFER)))["text"] for _ in range(3)]
    assert len(set(texts)) == 1
    assert web.hits() == {"/ferry": 1}


@pytest.mark.usefixtures("bot")
async def test_an_old_post_that_telegram_shows_no_more_still_answers(
    server: BotApiServer, channel: Chat, reader: Conversation, web: WebServer
) -> None:
    post = await _post(server, channel, web.page("/ferry", page("Karlsby")))
    server.delete(post)
    shown = await answer(server, server.press_stale(reader.user, post, OFFER))
    assert set(shown["text"].split("\n")) <= set(sentences("Karlsby"))


@pytest.mark.usefixtures("bot")
async def test_a_button_that_is_made_up_opens_nothing(
    server: BotApiServer, channel: Chat, reader: Conversation, web: WebServer
) -> None:
    post = await _post(server, channel, web.page("/ferry", page("Karlsby")))
    data = _data(post)
    for made_up in (
        f"{data[:-1]}{'A' if data[-1] != 'A' else 'B'}",
        f"ql{'A' * 32}",
        data.replace("ql", "qs"),
    ):
        shown = await answer(server, server.press(reader.user, post, data=made_up))
        assert "older version" in shown["text"]
    assert not web.requests


@pytest.mark.usefixtures("bot")
@pytest.mark.parametrize("made_up", ["s-{no}", "l-{id}", "l-{id}{seal}", "l-{id}{seal}{chat}", "s-", "l-1"])
async def test_a_link_that_is_made_up_opens_nothing(
    server: BotApiServer, channel: Chat, reader: Conversation, web: WebServer, made_up: str
) -> None:
    post = await _post(server, channel, web.page("/ferry", page("Karlsby")))
    parts = {"id": _data(post)[2:18], "seal": _data(post)[18:], "chat": -channel.id, "no": "A" * 16}
    server.open(reader.user, made_up.format(**parts))
    await reader.until(lambda message: message.text == STRANGER)
    assert len(reader.answers) == 1
    assert not web.requests


async def test_a_link_is_for_whoever_pressed(
    server: BotApiServer, reading: Settings, anna: Conversation, web: WebServer
) -> None:
    channel = server.channel("Harbour News")
    await offer_in(reading, channel)
    async with running(reading, server):
        post = await _post(server, channel, _long(web))
        link = (await answer(server, server.press(anna.user, post, OFFER)))["url"]
        other = Conversation.of(server, "Boris")
        server.open(other.user, link)
        await other.until(lambda message: "for whoever pressed its button" in message.text)
        server.open(anna.user, link)
        await anna.until(lambda message: "The tides" in message.text)
        greeting = await other.ask("/start")
        server.open(other.user, "something-else")
        await other.until(lambda message: message.message_id > greeting.message_id)
        assert other.answers[-1].text == greeting.text


@pytest.mark.usefixtures("bot")
async def test_once_offers_are_off_their_buttons_and_links_open_nothing(
    server: BotApiServer,
    channel: Chat,
    reader: Conversation,
    web: WebServer,
    closed: Settings,
    owner: User,
) -> None:
    post = await _post(server, channel, _long(web))
    link = (await answer(server, server.press(reader.user, post, OFFER)))["url"]
    await offer_in(closed, channel, owner, is_on=False)
    shown = await answer(server, server.press(reader.user, post, OFFER))
    assert "No summaries are offered here any more" in shown["text"]
    server.open(reader.user, link)
    await reader.until(lambda message: message.text == STRANGER)


@pytest.mark.usefixtures("bot")
async def test_why_a_page_cannot_be_read_is_said_in_the_pop_up(
    server: BotApiServer, channel: Chat, reader: Conversation, web: WebServer
) -> None:
    post = await _post(server, channel, web.page("/gone", status=404))
    for _ in range(3):
        shown = await answer(server, server.press(reader.user, post, OFFER))
        assert shown["show_alert"] is True
        assert "127.0.0.1" in shown["text"] or "page" in shown["text"].lower()
    assert web.hits() == {"/gone": 1}


def _data(post: Message) -> str:
    data: str = (post.keyboard or [])[0][0]["callback_data"]
    return data
