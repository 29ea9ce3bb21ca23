"""What a person sees while a page is slow, and how they stop it; nobody else waits for it."""

import asyncio
from typing import Any

import pytest

from bot.chat import progress
from bot.services.flights import Flights
from tests.botapi import BotApiServer, Chat, Message, document
from tests.e2e.conversations import Conversation, eventually
from tests.e2e.pages import documents, is_about, page, story
from tests.web import Peer, WebServer, head

pytestmark = pytest.mark.usefixtures("reading_bot")


class SlowPage:
    """A page that is sent when `release` is set; knows whether the bot has gone away meanwhile."""

    def __init__(self, web: WebServer, path: str, town: str) -> None:
        self.release = asyncio.Event()
        self.left = False
        self._body = page(town).encode()
        self.url = web.script(path, self._serve)

    async def _serve(self, peer: Peer) -> None:
        gone = asyncio.create_task(peer.stay())
        released = asyncio.create_task(self.release.wait())
        try:
            await asyncio.wait({gone, released}, return_when=asyncio.FIRST_COMPLETED)
            self.left = gone.done()
            headers = [("Content-Type", "text/html; charset=utf-8"), ("Content-Length", str(len(self._body)))]
            await peer.send(head(200, headers) + self._body)
        finally:
            gone.cancel()
            released.cancel()


@pytest.fixture
def slow(web: WebServer) -> SlowPage:
    return SlowPage(web, "/slow", "Karlsby")


@pytest.fixture
def line_at_once(monkeypatch: pytest.MonkeyPatch) -> None:
    """Five seconds are over soon."""
    monkeypatch.setattr(progress, "_LINE_AFTER", 0.1)


async def line_of(talk: Conversation) -> Message:
    """Wait for the line that says what is being read."""
    await talk.server.wait_until(lambda: any("Cancel" in message.labels for message in talk.answers))
    return next(message for message in talk.answers if "Cancel" in message.labels)


async def test_typing_is_shown_at_once(anna: Conversation, web: WebServer, slow: SlowPage) -> None:
    anna.server.send(anna.user, slow.url, anna.chat)
    (call,) = await anna.server.wait_accepted("sendChatAction")
    assert call.params["action"] == "typing"
    assert anna.answers == []
    slow.release.set()
    assert is_about(await anna.until(lambda _: True), "Karlsby")


async def test_a_quick_page_shows_no_line(anna: Conversation, web: WebServer) -> None:
    await anna.read(web.page("/ferry", page("Karlsby")))
    assert len(anna.server.journal.of("sendMessage")) == 1
    assert anna.server.journal.of("editMessageText") == []


@pytest.mark.usefixtures("line_at_once")
async def test_a_line_says_what_is_being_read_and_becomes_the_answer(
    anna: Conversation, slow: SlowPage
) -> None:
    anna.server.send(anna.user, slow.url, anna.chat)
    line = await line_of(anna)
    assert "127.0.0.1" in line.text
    slow.release.set()
    answer = await anna.until(lambda message: is_about(message, "Karlsby"))
    assert answer.message_id == line.message_id
    assert len(anna.answers) == 1
    assert anna.server.refused == []


@pytest.mark.usefixtures("line_at_once")
async def test_the_line_becomes_a_failure_too(anna: Conversation, web: WebServer) -> None:
    release = asyncio.Event()
    anna.server.send(anna.user, web.page("/gone", status=404, hold=release.wait), anna.chat)
    line = await line_of(anna)
    release.set()
    failure = await anna.until(lambda message: "no such page" in message.text)
    assert failure.message_id == line.message_id


@pytest.mark.usefixtures("line_at_once")
async def test_the_button_stops_it(anna: Conversation, web: WebServer, slow: SlowPage) -> None:
    anna.server.send(anna.user, slow.url, anna.chat)
    line = await line_of(anna)
    await anna.press(line, "Cancel")
    stopped = await anna.until(lambda message: "Stopped" in message.text)
    assert (stopped.message_id, stopped.labels) == (line.message_id, [])
    await eventually(lambda: slow.left, "the bot to go away")
    slow.release.set()
    assert is_about(await anna.read(web.page("/ferry", page("Altstad"))), "Altstad")
    assert not any(is_about(message, "Karlsby") for message in anna.answers)
    assert anna.server.refused == []


async def test_the_command_stops_it_before_the_line_is_shown(
    anna: Conversation, web: WebServer, slow: SlowPage
) -> None:
    anna.server.send(anna.user, slow.url, anna.chat)
    await eventually(lambda: bool(web.requests), "the request")
    assert "Stopped" in (await anna.ask("/cancel")).text
    await eventually(lambda: slow.left, "the bot to go away")
    await anna.ask("/help")
    assert len(anna.answers) == 2


@pytest.mark.usefixtures("line_at_once")
async def test_the_command_stops_everything_of_that_person(anna: Conversation, web: WebServer) -> None:
    pages = [SlowPage(web, f"/{town}", town) for town in ("Karlsby", "Altstad")]
    for slow_page in pages:
        anna.server.send(anna.user, slow_page.url, anna.chat)
    await eventually(lambda: len(web.requests) == 2, "two requests")
    await anna.server.wait_until(lambda: len([m for m in anna.answers if "Cancel" in m.labels]) == 2)
    anna.server.send(anna.user, "/cancel", anna.chat)
    await eventually(lambda: all(slow_page.left for slow_page in pages), "the bot to go away")
    await anna.server.wait_until(lambda: not any("Cancel" in message.labels for message in anna.answers))


@pytest.mark.usefixtures("line_at_once")
async def test_the_command_leaves_no_line_that_is_just_being_sent(anna: Conversation, slow: SlowPage) -> None:
    anna.server.fault("sendMessage", delay=2, chat_id=anna.chat.id)
    anna.server.send(anna.user, slow.url, anna.chat)
    await asyncio.sleep(0.7)  # the line is on its way
    slow.release.set()
    await asyncio.sleep(0.7)  # the page is read, and waits for the line
    anna.server.send(anna.user, "/cancel", anna.chat)
    await anna.server.wait_until(lambda: len(anna.answers) == 2)
    assert [message.labels for message in anna.answers] == [[], []]
    assert {message.text for message in anna.answers} == {"Stopped."}


async def test_nothing_to_cancel_is_said(anna: Conversation) -> None:
    assert "Nothing" in (await anna.ask("/cancel")).text


@pytest.mark.usefixtures("line_at_once")
async def test_a_second_press_of_cancel_is_answered(anna: Conversation, slow: SlowPage) -> None:
    anna.server.send(anna.user, slow.url, anna.chat)
    line = await line_of(anna)
    queries = [anna.server.press_stale(anna.user, line, "Cancel") for _ in range(2)]
    await anna.answered(*queries)
    assert anna.server.refused == []


async def test_who_stops_leaves_the_others_who_wait_for_the_same_page(
    server: BotApiServer,
    anna: Conversation,
    web: WebServer,
    slow: SlowPage,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    boris = Conversation.of(server, "Boris")
    join, joined = Flights.join, list[str]()

    def noted(self: Any, key: str, make: Any) -> Any:
        joined.append(key)
        return join(self, key, make)

    monkeypatch.setattr(Flights, "join", noted)
    for person in (anna, boris):
        server.send(person.user, slow.url, person.chat)
    # Nothing that is sent tells that both wait for the page: typing is shown a little earlier.
    await eventually(lambda: len(joined) == 2 and bool(web.requests), "both to wait for the page")
    assert "Stopped" in (await anna.ask("/cancel")).text
    slow.release.set()
    assert is_about(await boris.until(lambda _: True), "Karlsby")
    assert web.hits() == {"/slow": 1}


@pytest.fixture
def group(server: BotApiServer, anna: Conversation) -> Chat:
    return server.group("Readers", members=[anna.user])


@pytest.mark.usefixtures("line_at_once")
async def test_in_a_group_only_the_person_who_asked_stops_it(
    server: BotApiServer, anna: Conversation, group: Chat, slow: SlowPage
) -> None:
    boris = server.add_user("Boris")
    talk = Conversation(server, anna.user, group)
    server.send(anna.user, f"/summary {slow.url}", group)
    line = await line_of(talk)
    _, toast = await talk.press(line, "Cancel", by=boris)
    assert "Only the person who asked" in toast
    server.send(boris, "/cancel", group)
    await server.wait_until(lambda: "Nothing" in server.last_message(group.id).text)
    slow.release.set()
    await talk.until(lambda message: is_about(message, "Karlsby"))


async def test_in_a_group_a_slow_page_holds_up_nobody(
    server: BotApiServer, anna: Conversation, group: Chat, slow: SlowPage
) -> None:
    boris = server.add_user("Boris")
    talk = Conversation(server, anna.user, group)
    server.send(anna.user, f"/summary {slow.url}", group)
    await server.wait_accepted("sendChatAction")
    server.send(boris, f"/summary 2 {' '.join(story('Altstad'))}", group)
    await talk.until(lambda message: is_about(message, "Altstad"))
    await talk.ask("/help")
    assert not any(is_about(message, "Karlsby") for message in talk.answers)
    slow.release.set()
    answer = await talk.until(lambda message: is_about(message, "Karlsby"))
    assert answer.reply_to is not None


async def test_in_private_a_slow_page_does_not_hold_up_the_next_question(
    anna: Conversation, slow: SlowPage
) -> None:
    anna.server.send(anna.user, slow.url, anna.chat)
    await anna.server.wait_accepted("sendChatAction")
    assert is_about(await anna.read(f"/summary {' '.join(story('Altstad'))}"), "Altstad")
    slow.release.set()
    await anna.until(lambda message: is_about(message, "Karlsby"))


@pytest.mark.usefixtures("line_at_once")
async def test_an_edit_while_it_is_being_read_starts_anew(
    anna: Conversation, web: WebServer, slow: SlowPage
) -> None:
    question = anna.server.send(anna.user, slow.url, anna.chat)
    line = await line_of(anna)
    anna.server.edit(question, web.page("/ferry", page("Altstad")))
    answer = await anna.until(lambda message: is_about(message, "Altstad"))
    assert answer.message_id == line.message_id
    await eventually(lambda: slow.left, "the bot to go away")
    assert len(anna.answers) == 1


@pytest.mark.usefixtures("line_at_once")
async def test_a_slow_download_shows_a_line_with_its_name_and_can_be_stopped(anna: Conversation) -> None:
    anna.server.fault("download", delay=10)
    file = document("ferry.pdf", documents("Karlsby")["pdf"])
    anna.server.send(anna.user, chat=anna.chat, attachment=file)
    line = await line_of(anna)
    assert "ferry.pdf" in line.text
    await anna.press(line, "Cancel")
    await anna.until(lambda message: "Stopped" in message.text)
    assert is_about(await anna.read(attachment=file), "Karlsby")


@pytest.mark.usefixtures("line_at_once")
async def test_an_answer_arrives_although_its_line_or_its_question_was_deleted(
    anna: Conversation, web: WebServer, group: Chat
) -> None:
    talk = Conversation(anna.server, anna.user, group)
    pages = [SlowPage(web, f"/{town}", town) for town in ("Karlsby", "Altstad")]
    anna.server.send(anna.user, f"/summary {pages[0].url}", group)
    anna.server.delete(await line_of(talk))
    pages[0].release.set()
    assert is_about(await talk.until(lambda _: True), "Karlsby")
    question = anna.server.send(anna.user, f"/summary {pages[1].url}", group)
    await line_of(talk)
    anna.server.delete(question)
    pages[1].release.set()
    await talk.until(lambda message: is_about(message, "Altstad"))
    assert len(talk.answers) == 2


async def test_the_command_in_answer_to_a_failure_tries_the_link_again(
    anna: Conversation, web: WebServer
) -> None:
    failure = await anna.read(web.page("/ferry", status=503))
    web.page("/ferry", page("Karlsby"))
    assert is_about(await anna.read("/summary 2", reply_to=failure), "Karlsby")


async def test_who_sends_many_links_at_once_gets_an_answer_to_each(
    anna: Conversation, web: WebServer
) -> None:
    urls = [web.page(f"/{number}", page(f"Karlsby-{number}")) for number in range(10)]
    for url in urls:
        anna.server.send(anna.user, url, anna.chat)
    await anna.server.wait_until(lambda: len(anna.answers) == len(urls))
    assert sum("Shorter" in message.labels for message in anna.answers) >= 2
    assert all(message.labels or "/cancel" in message.text for message in anna.answers)
