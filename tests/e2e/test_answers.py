"""What else the chat does: stops in words, bystanders, choices, albums of documents, edited pastes."""

import asyncio
from functools import partial

import pytest

from bot.chat import progress
from bot.config import Settings
from tests.botapi import BotApiServer, Message, document
from tests.e2e.conftest import Conversation, running
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
    monkeypatch.setattr("bot.app._PATIENCE_AT_THE_END", 0.3)
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
async def test_a_flood_is_cut_off_in_words_once(anna: Conversation, web: WebServer) -> None:
    slow = SlowPage(web, "/slow", "Karlsby")
    for _ in range(60):
        anna.server.send(anna.user, slow.url, anna.chat)
    await anna.until(lambda message: "requests of yours" in message.text or "still reading" in message.text)
    slow.release.set()
    await anna.ask("/help")
    told = [message for message in anna.answers if "requests of yours" in message.text]
    assert len(told) <= 1
