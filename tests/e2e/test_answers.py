"""What else the chat does: stops in words, bystanders, choices, albums of documents, edited pastes."""

import asyncio
from functools import partial
from typing import Any

import pytest

from bot.chat import answering, progress
from bot.config import Settings
from bot.services.summarize_input import Card, SummarizeInput
from tests.botapi import BotApiServer, Message, document
from tests.e2e.conversations import Conversation, eventually, running
from tests.e2e.pages import documents, is_about, page, story, summary_of
from tests.e2e.test_progress_and_cancel import SlowPage, line_of
from tests.texts import STORY, shown_sentences
from tests.web import WebServer


def _tells_of(town: str, message: Message) -> bool:
    return is_about(message, town)


@pytest.mark.parametrize("line", [False, True])
async def test_a_stop_tells_whoever_still_waits(
    server: BotApiServer,
    anna: Conversation,
    web: WebServer,
    reading: Settings,
    monkeypatch: pytest.MonkeyPatch,
    line: bool,
) -> None:
    monkeypatch.setattr("bot.serving.lifetime._PATIENCE_AT_THE_END", 0.3)
    if line:
        monkeypatch.setattr(progress, "_LINE_AFTER", 0.1)
    slow = SlowPage(web, "/slow", "Karlsby")
    async with running(reading, server):
        server.send(anna.user, slow.url, anna.chat)
        await server.wait_accepted("sendChatAction")
        if line:
            await line_of(anna)
    (answer,) = anna.answers
    assert "being restarted" in answer.text
    assert answer.labels == []


async def test_a_stop_waits_for_what_is_nearly_done(
    server: BotApiServer, anna: Conversation, web: WebServer, reading: Settings
) -> None:
    slow = SlowPage(web, "/slow", "Karlsby")
    async with running(reading, server):
        server.send(anna.user, slow.url, anna.chat)
        await server.wait_accepted("sendChatAction")
        asyncio.get_running_loop().call_later(1, slow.release.set)
    assert is_about(anna.answers[0], "Karlsby")


@pytest.mark.usefixtures("reading_bot")
async def test_a_bystander_who_refreshes_gets_it_privately(
    server: BotApiServer, anna: Conversation, web: WebServer
) -> None:
    boris = Conversation.of(server, "Boris")
    await boris.ask("/start")
    group = server.group("Readers", members=[anna.user, boris.user])
    talk = Conversation(server, anna.user, group)
    answer = await talk.read(f"/summary {web.page('/ferry', page('Karlsby'))}")
    unchanged, toast = await talk.press(answer, "Refresh", by=boris.user)
    assert unchanged.text == answer.text
    assert "privately" in toast
    assert is_about(boris.answers[-1], "Karlsby")
    assert web.hits() == {"/ferry": 2}


@pytest.mark.usefixtures("reading_bot")
async def test_a_reading_time_goes_with_the_choice(anna: Conversation, web: WebServer) -> None:
    urls = [web.page(f"/{town}", page(town)) for town in ("Karlsby", "Altstad")]
    choice = await anna.ask(f"/summary 10s {' '.join(urls)}")
    assert len(choice.labels) == 2
    anna.server.press(anna.user, choice, choice.labels[1])
    answer = await anna.until(lambda message: is_about(message, "Altstad"))
    assert 1 <= summary_of(answer, "Altstad") <= 2
    assert anna.answers[0].text == choice.text


@pytest.mark.usefixtures("reading_bot")
async def test_a_button_pressed_twice_reads_once(anna: Conversation, web: WebServer) -> None:
    slow = SlowPage(web, "/slow", "Karlsby")
    choice = await anna.ask(f"{slow.url} {web.page('/other', page('Altstad'))}")
    queries = [anna.server.press_stale(anna.user, choice, choice.labels[0]) for _ in range(2)]
    await anna.answered(*queries)
    slow.release.set()
    await anna.until(lambda message: is_about(message, "Karlsby"))
    await anna.ask("/help")
    assert len(anna.answers) == 3


@pytest.mark.usefixtures("reading_bot")
async def test_an_album_of_documents_is_read_one_by_one(anna: Conversation) -> None:
    towns = ("Karlsby", "Altstad", "Nordby", "Sundby")
    files = [document(f"{town}.docx", documents(town)["docx"]) for town in towns]
    anna.server.send_album(anna.user, files, anna.chat, caption="All four, please")
    for town in towns:
        await anna.until(partial(_tells_of, town))
    await anna.ask("/help")
    assert len(anna.answers) == 5
    order = [next(town for town in towns if town in answer.text) for answer in anna.answers[:4]]
    assert order == list(towns)


@pytest.mark.usefixtures("reading_bot")
async def test_a_text_edited_before_its_continuation_came(anna: Conversation) -> None:
    question = anna.server.send(anna.user, (STORY * 9)[:4050], anna.chat)
    await asyncio.sleep(0.3)
    anna.server.edit(question, f"{' '.join(story('Karlsby')) * 6}"[:4050])
    answer = await anna.until(lambda message: True)
    assert is_about(answer, "Karlsby")
    await anna.ask("/help")
    assert len(anna.answers) == 2


@pytest.mark.usefixtures("reading_bot")
async def test_cancel_drops_a_text_that_waits(anna: Conversation) -> None:
    anna.server.send(anna.user, (STORY * 9)[:4050], anna.chat)
    await asyncio.sleep(0.3)
    assert (await anna.ask("/cancel")).text == "Stopped."
    await asyncio.sleep(2.2)
    assert len(anna.answers) == 1


@pytest.mark.usefixtures("reading_bot")
async def test_a_short_message_edited_into_an_article(anna: Conversation) -> None:
    question = anna.server.send(anna.user, "hello", anna.chat)
    await anna.until(lambda message: "600" in message.text)
    anna.server.edit(question, STORY)
    answer = await anna.until(lambda message: "Shorter" in message.labels)
    assert shown_sentences(answer.text) == 3
    anna.server.edit(question, "hello again")
    await anna.until(lambda message: "600" in message.text)
    assert len(anna.answers) == 1


@pytest.mark.usefixtures("reading_bot")
async def test_a_cancel_button_from_before_a_restart(anna: Conversation) -> None:
    greeting = await anna.ask("/start")
    living = anna.server.find(anna.chat.id, greeting.message_id)
    assert living is not None
    assert living.keyboard is not None
    living.keyboard[0][0].update(text="Cancel", callback_data="c:AAAAAAAA-7:1")
    shown, toast = await anna.press(living.snapshot(), "Cancel")
    assert toast == "This has ended already."
    assert "being restarted" in shown.text
    assert shown.labels == []


@pytest.mark.usefixtures("reading_bot")
async def test_of_a_hundred_texts_none_is_lost_without_a_word(
    anna: Conversation, monkeypatch: pytest.MonkeyPatch
) -> None:
    summarise, release = SummarizeInput.text, asyncio.Event()

    async def held(*args: Any) -> Card:
        await release.wait()
        return await summarise(*args)

    monkeypatch.setattr(SummarizeInput, "text", held)
    monkeypatch.setattr(answering, "_KEEPS_ITS_PLACE", 0)  # nobody wants to wait a second for each
    for number in range(100):
        anna.server.send(anna.user, " ".join(story(f"Karlsby-{number:03}")), anna.chat)
    anna.server.send(anna.user, "/help", anna.chat)
    await anna.until(lambda message: "How to use me" in message.text)
    told, _ = anna.answers
    assert "I have 50 requests of yours" in told.text
    release.set()
    await anna.server.wait_until(lambda: len(anna.answers) == 52)
    cards = enumerate(anna.answers[2:])
    assert all(is_about(card, f"Karlsby-{number:03}") for number, card in cards)


@pytest.mark.usefixtures("reading_bot")
@pytest.mark.parametrize("label", ["Refresh", "Try again"])
async def test_an_edit_stops_what_a_press_does_to_its_answer(
    anna: Conversation, web: WebServer, label: str
) -> None:
    refresh = label == "Refresh"
    url = web.page("/a", page("Karlsby")) if refresh else web.page("/a", status=503)
    question = anna.server.send(anna.user, url, anna.chat)
    answer = await anna.until(lambda message: label in message.labels)
    before, release = web.hits()["/a"], asyncio.Event()
    web.page("/a", page("Nordby"), hold=release.wait)
    query = anna.server.press(anna.user, answer, label)
    await eventually(lambda: web.hits()["/a"] > before, "the press")
    anna.server.edit(question, web.page("/b", page("Altstad")))
    await anna.until(partial(_tells_of, "Altstad"))
    assert await anna.answered(query) == ""
    release.set()
    await anna.ask("/help")
    assert is_about(anna.answers[0], "Altstad")
    assert len(anna.answers) == 2


@pytest.mark.usefixtures("reading_bot")
@pytest.mark.parametrize("label", ["Refresh", "Try again"])
async def test_a_page_that_is_being_fetched_is_not_fetched_once_more(
    anna: Conversation, web: WebServer, label: str
) -> None:
    url = web.page("/a", page("Karlsby")) if label == "Refresh" else web.page("/a", status=503)
    answer = await anna.read(url)
    before, release = web.hits()["/a"], asyncio.Event()
    web.page("/a", page("Karlsby"), hold=release.wait)
    first, *others = (anna.server.press(anna.user, answer, label) for _ in range(4))
    assert await anna.answered(*others) == "Still reading …"
    release.set()
    await anna.answered(first)
    assert web.hits()["/a"] == before + 1
    assert is_about(anna.answers[0], "Karlsby")


@pytest.mark.usefixtures("reading_bot")
async def test_the_command_in_answer_to_words_of_ours(anna: Conversation, web: WebServer) -> None:
    urls = [web.page(f"/{town}", page(town)) for town in ("Karlsby", "Altstad")]
    choice = await anna.ask(" ".join(urls))
    assert "press the button" in (await anna.ask("/summary", reply_to=choice)).text
    failure = await anna.read(web.page("/ferry", status=404))
    assert failure.labels == ["Read the article"]
    web.page("/ferry", page("Nordby"))
    assert is_about(await anna.read("/summary", reply_to=failure), "Nordby")
    told = await anna.ask("/help")
    assert "no text here" in (await anna.ask("/summary", reply_to=told)).text


@pytest.mark.usefixtures("reading_bot")
async def test_a_flood_is_cut_off_in_words_once(anna: Conversation, web: WebServer) -> None:
    slow = SlowPage(web, "/slow", "Karlsby")
    for _ in range(60):
        anna.server.send(anna.user, slow.url, anna.chat)
    await anna.until(lambda message: "requests of yours" in message.text or "still reading" in message.text)
    slow.release.set()
    await anna.ask("/help")
    told = [message for message in anna.answers if "requests of yours" in message.text]
    assert len(told) <= 1
