"""Inline mode: the name of the bot and nothing, words or a link, typed in any chat."""

import asyncio
from typing import Any

import pytest

from bot.chat import inline
from bot.config import Settings
from bot.render.phrases import phrase
from tests.botapi import BotApiServer
from tests.e2e.conversations import Conversation, logged, running
from tests.e2e.pages import is_about, page, sentences
from tests.e2e.sources import put_feed, town
from tests.texts import STORY
from tests.web import Peer, WebServer

TOWNS = ("Arden", "Berrow", "Corvey")


@pytest.fixture(autouse=True)
def _inline_mode(server: BotApiServer) -> None:
    server.inline_mode = True


@pytest.fixture(autouse=True)
def _short_pauses(monkeypatch: pytest.MonkeyPatch) -> None:
    """Let nobody wait for longer than it takes to tell one query from the next."""
    monkeypatch.setattr(inline, "_PAUSE", 0.1)
    monkeypatch.setattr(inline, "_LINK_PAUSE", 0.5)


@pytest.fixture
async def reader(bot_at_noon: None, anna: Conversation, web: WebServer) -> Conversation:
    """Somebody who follows something."""
    await anna.read(f"/subscribe {put_feed(web, '/feed.xml', 'Town News', TOWNS)}")
    return anna


async def shown(talk: Conversation, query: str) -> dict[str, Any]:
    """Wait for the answer to a query, and return it as the client has it."""
    server = talk.server
    await server.wait_until(lambda: server.inline_answer(query) is not None, what="an inline answer")
    answer: dict[str, Any] = server.inline_answer(query) or {}
    assert server.refused == []
    return answer


async def typed(talk: Conversation, words: str = "", **more: Any) -> dict[str, Any]:
    """Type something behind the name of the bot; return what is shown."""
    return await shown(talk, talk.server.inline(talk.user, words, **more))


def titles(answer: dict[str, Any]) -> list[str]:
    return [result["title"] for result in answer["results"]]


def lengths(*counts: int) -> list[str]:
    return [phrase("inline.length", count=count) for count in counts]


def label(answer: dict[str, Any]) -> str | None:
    return answer["button"]["text"] if answer["button"] else None


async def test_nothing_typed_offers_the_stories_of_the_digest_and_the_sources(reader: Conversation) -> None:
    friends = reader.server.group("Friends", members=[reader.user], bot="left")
    answer = await typed(reader, chat=friends)
    assert titles(answer) == [*(f"The ferry of {town}" for town in TOWNS), "Town News"]
    assert (answer["is_personal"], answer["next_offset"], answer["button"]) == (True, "", None)
    assert "Town News" in answer["results"][0]["description"]
    query = reader.server.inline(reader.user, chat=friends)  # from the cache of the client
    sent = reader.server.choose(reader.user, query, "The ferry of Arden", friends)
    assert sent.via_bot
    assert any(sentence in sent.text for sentence in sentences("Arden"))
    assert "Town News" in sent.text
    links = [entity["url"] for entity in sent.entities if "url" in entity]
    assert links[0] == "https://example.org/Arden"
    assert any("#:~:text=" in link for link in links)
    assert sent.preview == {"is_disabled": True}
    source = reader.server.choose(reader.user, query, "Town News", friends)
    assert "/feed.xml" in source.text


async def test_who_follows_nothing_is_led_to_the_chat(bot_at_noon: None, anna: Conversation) -> None:
    for words in ("", "ferry"):
        answer = await typed(anna, words)
        assert (titles(answer), label(answer)) == ([], phrase("inline.nothing_followed"))
        assert answer["is_personal"]
    assert (await anna.ask("/start start")).text == (await anna.ask("/start")).text


async def test_words_find_stories_and_sources(reader: Conversation) -> None:
    assert titles(await typed(reader, "berrow ferries")) == ["The ferry of Berrow"]
    assert titles(await typed(reader, "town n"))[0] == "Town News"
    answer = await typed(reader, "xylophone")
    assert (titles(answer), label(answer)) == ([], phrase("inline.nothing_found"))
    assert answer["is_personal"]


async def test_more_than_a_page_comes_as_somebody_scrolls(
    bot_at_noon: None, anna: Conversation, web: WebServer
) -> None:
    towns = [town(number) for number in range(25)]
    await anna.read(f"/subscribe {put_feed(web, '/feed.xml', 'Town News', towns)}")
    first = await typed(anna, "ferry")
    assert len(first["results"]) == 20
    second = await typed(anna, "ferry", offset=first["next_offset"])
    assert second["next_offset"] == ""
    assert sorted(titles(first) + titles(second)) == sorted(f"The ferry of {town}" for town in towns)
    assert titles(first)[0] == f"The ferry of {towns[0]}"


async def test_a_link_gives_summaries_of_three_lengths(
    bot_at_noon: None, anna: Conversation, web: WebServer
) -> None:
    url = web.page("/ferry", page("Karlsby"))
    query = anna.server.inline(anna.user, url)
    answer = await shown(anna, query)
    assert titles(answer) == lengths(2, 3, 5)
    assert "The ferry of Karlsby" in answer["results"][0]["description"]
    for count, title in zip((2, 3, 5), titles(answer), strict=True):
        sent = anna.server.choose(anna.user, query, title)
        assert sum(sentence in sent.text for sentence in sentences("Karlsby")) == count
    # What is public is for everybody who types the same, without asking the bot again.
    assert (answer["is_personal"], answer["cache_time"]) == (False, 300)
    berta = Conversation.of(anna.server, "Berta")
    assert titles(await typed(berta, url)) == lengths(2, 3, 5)
    assert len(anna.server.journal.of("answerInlineQuery")) == 1
    assert web.hits() == {"/ferry": 1}


async def test_a_link_that_was_read_is_not_read_again(
    bot_at_noon: None, anna: Conversation, web: WebServer
) -> None:
    url = web.page("/ferry", page("Karlsby"))
    assert is_about(await anna.read(url), "Karlsby")
    assert titles(await typed(anna, f"look: {url}")) == lengths(2, 3, 5)
    assert web.hits() == {"/ferry": 1}


async def test_a_summary_in_the_language_of_its_reader_is_for_nobody_else(
    bot_at_noon: None, server: BotApiServer, web: WebServer
) -> None:
    user = server.add_user("Doris", language_code="de")
    doris = Conversation(server, user, server.private_chat(user))
    assert (await typed(doris, web.page("/ferry", page("Karlsby"))))["is_personal"]


async def test_a_slow_page_is_read_on_and_is_there_for_the_next_letter_and_in_the_chat(
    bot_at_noon: None, anna: Conversation, web: WebServer, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(inline, "_PATIENCE", 0.2)
    go_on = asyncio.Event()
    url = web.page("/ferry", page("Karlsby"), hold=go_on.wait)
    answer = await typed(anna, url)
    assert (titles(answer), label(answer), answer["cache_time"]) == ([], phrase("inline.reading"), 1)
    opens = answer["button"]["start_parameter"]
    anna.server.send(anna.user, f"/start {opens}", anna.chat)
    go_on.set()
    assert is_about(await anna.until(lambda message: "Shorter" in message.labels), "Karlsby")
    assert titles(await typed(anna, f"{url} now")) == lengths(2, 3, 5)
    assert web.hits() == {"/ferry": 1}


async def test_a_page_that_cannot_be_read_is_asked_for_once_and_the_chat_tells_why(
    bot_at_noon: None, anna: Conversation, web: WebServer
) -> None:
    url = web.page("/gone", status=410)
    answer = await typed(anna, url)
    assert (titles(answer), label(answer)) == ([], phrase("inline.not_opened"))
    assert answer["is_personal"]
    assert label(await typed(anna, f"{url} again")) == phrase("inline.not_opened")
    assert web.hits() == {"/gone": 1}
    told = await anna.read(f"/start {answer['button']['start_parameter']}")
    assert "no such page" in told.text


async def test_a_link_typed_letter_by_letter_is_fetched_when_it_is_whole(
    bot_at_noon: None, anna: Conversation, web: WebServer
) -> None:
    url = web.page("/a-long-way-to-the-ferry", page("Karlsby"))
    queries = []
    for end in range(len(url) - 20, len(url) + 1):
        queries.append(anna.server.inline(anna.user, url[:end]))
        await asyncio.sleep(0.02)
    assert titles(await shown(anna, queries[-1])) == lengths(2, 3, 5)
    assert web.hits() == {"/a-long-way-to-the-ferry": 1}
    assert [anna.server.inline_answer(query) for query in queries[:-1]] == [None] * 20


async def test_half_a_link_is_not_fetched_although_somebody_stops_typing(
    bot_at_noon: None, anna: Conversation, web: WebServer
) -> None:
    for words in ("htt", "https://", f"http://127.0.0.1:{web.port}", "https://example"):
        assert titles(await typed(anna, words)) == []
    assert web.requests == []


async def test_a_link_that_telegram_cut_off_is_not_fetched(
    bot_at_noon: None, anna: Conversation, web: WebServer
) -> None:
    url = web.url("/" + "ferry" * 60)[:256]
    answer = await typed(anna, url)
    assert (titles(answer), label(answer)) == ([], phrase("inline.cut"))
    assert titles(await typed(anna, ("ferry " * 60)[:256])) == []
    assert web.requests == []


async def test_whoever_the_bot_does_not_serve_gets_one_line_and_has_nothing_read(
    reading: Settings, server: BotApiServer, anna: Conversation, web: WebServer
) -> None:
    url = web.page("/ferry", page("Karlsby"))
    private = reading.model_copy(update={"access": "owner", "owner_ids": frozenset({anna.user.id})})
    async with running(private, server):
        berta = Conversation.of(server, "Berta")
        for words in ("", "ferry", url):
            answer = await typed(berta, words)
            assert (titles(answer), label(answer)) == ([], phrase("inline.private"))
            assert answer["is_personal"]
        assert web.requests == []
        answer = await typed(anna, url)
        assert titles(answer) == lengths(2, 3, 5)
        assert answer["is_personal"]  # or Telegram would give it to strangers


async def test_the_hourly_share_of_links_holds_here_as_well(
    reading: Settings,
    server: BotApiServer,
    anna: Conversation,
    web: WebServer,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setattr("bot.services.quotas._AN_HOUR", {"link": 1, "document": 1})
    async with running(reading, server):
        assert titles(await typed(anna, web.page("/one", page("Karlsby"))))
        answer = await typed(anna, web.page("/two", page("Altstad")))
    assert (titles(answer), label(answer)) == ([], phrase("inline.enough"))
    assert web.hits() == {"/one": 1}


async def test_an_answer_that_comes_too_late_is_no_error(
    bot_at_noon: None, anna: Conversation, server: BotApiServer, events: list[Any]
) -> None:
    late = "Bad Request: query is too old and response timeout expired or query ID is invalid"
    server.fault("answerInlineQuery", code=400, description=late)
    server.inline(anna.user, "ferry")
    await logged(events, "inline_query_too_old")
    assert not [event for event in events if event["log_level"] == "error"]


async def test_one_who_types_holds_up_nobody_and_the_chat_goes_on(
    reader: Conversation, web: WebServer
) -> None:
    async def never(peer: Peer) -> None:
        await peer.stay()

    url = web.script("/never", never)
    reader.server.inline(reader.user, url)
    berta = Conversation.of(reader.server, "Berta")
    assert label(await typed(berta)) == phrase("inline.nothing_followed")
    assert "Shorter" in (await reader.ask(f"/summary {STORY}")).labels


async def test_the_help_names_it_where_botfather_turned_it_on(
    settings: Settings, server: BotApiServer, anna: Conversation
) -> None:
    line = phrase("inline.help", bot=server.bot.username or "")
    async with running(settings, server):
        assert line in (await anna.ask("/help")).text
    server.inline_mode = False
    async with running(settings, server):
        assert line not in (await anna.ask("/help")).text
