"""What goes wrong between a digest that is due and its reader: none is lost or doubled for nothing."""

import asyncio
import time
from collections.abc import Callable
from functools import partial
from pathlib import Path
from statistics import median
from typing import Any

import pytest

from bot.config import Settings
from bot.sender import Pace
from bot.services import deliver
from bot.storage import sqlite_url
from tests.botapi import BotApiServer, Fault, Message, Refused, fault
from tests.databases import url_of
from tests.e2e.conversations import Conversation
from tests.e2e.sources import NOON, Clock, at_noon, put_feed
from tests.e2e.storms import (
    PatientLoop,
    Ticking,
    crowd,
    flood,
    one_of,
    quick_storage,
)
from tests.texts import shown_sentences
from tests.unit.services import post
from tests.unit.services.post import EIGHT, Post, bot_of
from tests.web import WebServer

BEFORE = (fault(code=502), fault(reset=True), fault(garbled=True))
AFTER = (fault(code=502, after=True), fault(reset=True, after=True), fault(garbled=True, after=True))


@pytest.fixture(autouse=True)
def _looks_often(monkeypatch: pytest.MonkeyPatch) -> None:
    """Look for what may be sent again as often as a test wants to go on."""
    monkeypatch.setattr(deliver, "_LOOK_AGAIN", 0.3)


class Since(post.Clock):
    """The time of day by the clock of a loop."""

    def __init__(self, now: float, clock: Callable[[], float]) -> None:
        super().__init__(now)
        self._clock, self._start = clock, clock()

    def __call__(self) -> float:
        return self.now + self._clock() - self._start


@pytest.mark.file
def test_a_long_storm_of_flood_control_loses_and_doubles_nothing_and_no_call_is_early(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    async def storm() -> float:
        loop = asyncio.get_running_loop()
        monkeypatch.setattr(post, "Pace", partial(Pace, clock=loop.time))
        monkeypatch.setattr(deliver, "_LOOK_FOR_ROOM", 0.5)
        async with BotApiServer(limits=None, clock=loop.time) as server:
            folk = await crowd(sqlite_url(tmp_path), server, 200)
            folk.go_wrong(flood(60), 0.3)
            start = loop.time()
            async with quick_storage(sqlite_url(tmp_path)) as storage, bot_of(server, 25) as bot:
                sender = Post(storage, server, Since(EIGHT, loop.time), bot)
                sender.start()
                await sender.digests.tick()
                await folk.all_came(7200)
                took = loop.time() - start
                await sender.stop()
            assert len(server.refused) > 60
            assert (folk.doubled(), server.early, folk.states()) == ({}, [], {"sent": 200})
            return took

    with asyncio.Runner(loop_factory=PatientLoop) as runner:
        assert runner.run(storm()) < 1200  # a refusal for one chat is none for all


async def test_a_small_storm_of_flood_control_does_neither_in_the_whole_bot(
    settings: Settings, server: BotApiServer
) -> None:
    folk, clock = await crowd(url_of(settings), server, 60), Ticking()
    async with at_noon(settings, server, clock):
        folk.go_wrong(flood(2), 0.3, each=1)
        clock.move(minutes=1)
        await folk.all_came(30)
        await folk.settled()
    assert len(server.refused) > 5
    assert (folk.doubled(), server.early) == ({}, [])


@pytest.mark.parametrize("faults", [BEFORE, AFTER, BEFORE + AFTER], ids=["before", "after", "both"])
async def test_answers_that_are_lost_double_at_most_what_they_were_about(
    settings: Settings, server: BotApiServer, faults: tuple[Fault, ...]
) -> None:
    folk, clock = await crowd(url_of(settings), server, 60), Ticking()
    async with at_noon(settings, server, clock):
        folk.go_wrong(one_of(*faults), 0.5, each=1)
        clock.move(minutes=1)
        await folk.all_came(30)
        await folk.settled()
    assert folk.doubtful.total() > 15
    assert all(more <= folk.doubtful[person] for person, more in folk.doubled().items())


async def test_an_outage_is_waited_out_and_nothing_is_sent_into_it(
    settings: Settings, server: BotApiServer, events: list[Any]
) -> None:
    folk, clock = await crowd(url_of(settings), server, 60), Ticking()
    async with at_noon(settings, server, clock):
        server.fault_by(lambda *_: fault(code=502))
        clock.move(minutes=1)
        await asyncio.sleep(5)
        assert folk.came() == 0
        server.fault_by(None)
        await folk.all_came(15)
        await folk.settled()
    assert folk.doubled() == {}
    names = [event["event"] for event in events]
    assert (names.count("telegram_does_not_answer"), names.count("telegram_answers_again")) == (1, 1)


@pytest.mark.parametrize("silence", [fault(delay=4), fault(delay=4, after=True), fault(delay=4, reset=True)])
async def test_a_connection_that_falls_silent_costs_its_time_and_no_digest(
    settings: Settings, server: BotApiServer, silence: Fault, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("bot.serving.application._TIMEOUT", 1.5)
    folk, clock = await crowd(url_of(settings), server, 30), Ticking()
    async with at_noon(settings, server, clock):
        folk.go_wrong(one_of(silence), 0.3, each=1)
        clock.move(minutes=1)
        await folk.all_came(30)
        await folk.settled()
        await asyncio.sleep(1)  # until the last that was silent speaks
    assert folk.doubtful.total() > 3
    assert all(more <= folk.doubtful[person] for person, more in folk.doubled().items())


async def test_slow_answers_are_waited_for(settings: Settings, server: BotApiServer) -> None:
    folk, clock = await crowd(url_of(settings), server, 60), Ticking()
    async with at_noon(settings, server, clock):
        folk.go_wrong(one_of(fault(delay=1), fault(delay=1, after=True)), 1)
        clock.move(minutes=1)
        await folk.all_came(30)
        await folk.settled()
    assert folk.doubled() == {}


async def test_replies_overtake_two_hundred_digests_and_a_stop_amid_them_loses_and_doubles_nothing(
    settings: Settings, events: list[Any]
) -> None:
    async with BotApiServer() as server:
        folk, clock = await crowd(url_of(settings), server, 200), Ticking()
        people = [Conversation.of(server, f"Asker {number}") for number in range(5)]
        limited = settings.model_copy(update={"telegram_api_url": server.url, "send_rate": 25.0})
        async with at_noon(limited, server, clock):
            await people[0].ask("/summary")  # loads what all answers need
            clock.move(minutes=1)
            await server.wait_until(lambda: folk.came() >= 10)
            waited = []
            for person in people:
                asked = time.monotonic()
                assert shown_sentences((await person.ask("/summary")).text) == 3
                waited.append(time.monotonic() - asked)
            assert median(waited) < 2
            assert folk.came() < 190
            assert _refused(server) == []
            stopped = time.monotonic()
        assert time.monotonic() - stopped < 30
        assert folk.states()["sending"] == 0
        async with at_noon(limited, server, clock):
            await folk.all_came(30)
            await folk.settled()
        assert folk.doubled() == {}
        # Whoever starts anew does not know what was sent in the second before; a 429 tells it.
        assert [call for call in _refused(server) if call.code != 429] == []


async def test_a_stop_loses_and_doubles_nothing_although_an_answer_cannot_be_given(
    settings: Settings, server: BotApiServer, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("bot.serving.lifetime._PATIENCE_AT_THE_END", 1.0)
    folk, clock = await crowd(url_of(settings), server, 100), Ticking()
    anna = Conversation.of(server, "Anna")
    hurried = settings.model_copy(update={"send_rate": 50})
    async with at_noon(hurried, server, clock):
        server.fault("sendMessage", retry_after=600, chat_id=anna.chat.id)
        server.send(anna.user, "/help", anna.chat)
        await server.wait_until(lambda: bool(server.refused))
        clock.move(minutes=1)
        await server.wait_until(lambda: folk.came() >= 10)
    assert folk.came() < 100
    assert folk.states()["sending"] == 0
    async with at_noon(hurried, server, clock):
        await folk.all_came(30)
        await folk.settled()
    assert folk.doubled() == {}


# What Telegram answers where nothing can be sent any more.
_REFUSALS = {
    "blocked": "403 Forbidden: bot was blocked by the user",
    "deactivated": "403 Forbidden: user is deactivated",
    "kicked": "403 Forbidden: bot was kicked from the supergroup chat",
    "rights": "400 Bad Request: not enough rights to send text messages to the chat",
    "gone": "400 Bad Request: chat not found",
}


async def test_chats_that_cannot_be_written_to_are_tried_once_and_come_back(
    reading: Settings, server: BotApiServer, web: WebServer
) -> None:
    anna, clock = Conversation.of(server, "Anna"), Clock()
    talks = {name: Conversation.of(server, name) for name in ("blocked", "deactivated", "fine")}
    for name in ("kicked", "rights", "gone", "topic"):
        group = server.group(name, admins=[anna.user], topics=name == "topic")
        talks[name] = Conversation(server, anna.user, group)
    topic = server.topic(talks["topic"].chat, "News")
    put_feed(web, "/other.xml", "Other News", ["Xanten"])
    async with at_noon(reading, server, clock):
        await anna.read(f"/subscribe {web.url('/other.xml')}")
        url = put_feed(web, "/feed.xml", "Town News", ["Arden"])
        for name, talk in talks.items():
            await talk.read(f"/subscribe {url}", thread_id=topic if name == "topic" else None)
        for name, words in _REFUSALS.items():
            code, _, said = words.partition(" ")
            server.fault("sendMessage", code=int(code), description=said, chat_id=talks[name].chat.id)
        del server.chats[talks["topic"].chat.id].topics[topic]
        for day, town in ((23, "Berrow"), (24, "Corvey")):
            put_feed(web, "/feed.xml", "Town News", [town, "Arden"])
            clock.now = NOON.replace(day=day, hour=8)
            for name in ("topic", "fine"):
                await talks[name].until(_tells_of(town), f"{town} in {name}")
        told = [message.text for message in anna.answers if "cannot send digests" in message.text]
        assert len(told) == 2  # of the groups that she set up, and was not taken out of
        refused = [call.params["chat_id"] for call in server.refused]
        assert sorted(refused) == sorted(talks[name].chat.id for name in [*_REFUSALS, "topic"])
        assert any("topic" in message.text for message in talks["topic"].answers)
        await talks["blocked"].ask("/start")
        clock.now = NOON.replace(day=25, hour=8)
        back = await talks["blocked"].until(_tells_of("Berrow"))
        assert "ferry of Corvey" in back.text


async def test_a_group_that_becomes_a_supergroup_unheard_gets_its_digest_there(
    reading: Settings, server: BotApiServer, web: WebServer
) -> None:
    anna, clock = server.add_user("Anna"), Clock()
    group = server.group("Readers", admins=[anna], supergroup=False)
    async with at_noon(reading, server, clock):
        url = put_feed(web, "/feed.xml", "Town News", ["Arden"])
        await Conversation(server, anna, group).read(f"/subscribe {url}")
    moved = server.migrate(group)
    server.updates.clear()
    clock.now = NOON.replace(day=23, hour=8)
    async with at_noon(reading, server, clock):
        await Conversation(server, anna, moved).until(_tells_of("Arden"))
    assert [call.params.get("chat_id") for call in server.refused] == [group.id]


def _tells_of(town: str) -> Callable[[Message], bool]:
    return lambda message: f"ferry of {town}" in message.text


def _refused(server: BotApiServer) -> list[Refused]:
    return [call for call in server.refused if call.method != "getUpdates"]
