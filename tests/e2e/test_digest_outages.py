"""What goes wrong with the database, the disk or the clock of the bot: no digest is lost or doubled."""

import asyncio
import os
import re
import sys
from collections import Counter
from contextlib import AsyncExitStack
from typing import Any

import pytest

from bot.config import Settings
from bot.storage import sqlite_file
from tests.botapi import BotApiServer
from tests.databases import url_of
from tests.e2e.conversations import Conversation, logged, running
from tests.e2e.siege import ROOT
from tests.e2e.sources import NOON, Clock, at_noon, put_feed, town
from tests.e2e.storms import Ticking, crowd
from tests.e2e.troubles import impatient_database, locked, small_disk
from tests.texts import STORY
from tests.web import WebServer


@pytest.mark.file
async def test_nothing_is_sent_while_another_program_locks_the_database(
    settings: Settings, server: BotApiServer, events: list[Any]
) -> None:
    folk, clock = await crowd(url_of(settings), server, 12), Ticking()
    people = [Conversation.of(server, f"Asker {number}") for number in range(4)]
    asked = ("/summary", f"/summary {STORY}", "/help", "/schedule 09:00")
    with impatient_database():
        async with at_noon(settings, server, clock):
            async with locked(sqlite_file(settings.data_dir)):
                clock.move(minutes=1)
                asking = [
                    asyncio.create_task(person.read(text)) for person, text in zip(people, asked, strict=True)
                ]
                await asyncio.sleep(4)
                assert folk.came() == 0
            await folk.all_came(30)
            answers = [await task for task in asking]
            await folk.settled()
    assert folk.doubled() == {}
    assert "Nothing was changed." in answers[3].text
    assert all("wrong" not in answer.text for answer in answers)
    assert "handler_failed" not in {event["event"] for event in events}
    assert _is_said_once(events)


@pytest.mark.file
async def test_a_full_disk_stops_the_sending_until_there_is_room(
    settings: Settings, server: BotApiServer, events: list[Any]
) -> None:
    with small_disk(settings.data_dir) as disk:
        folk, clock = await crowd(url_of(settings), server, 60), Ticking()
        slow = settings.model_copy(update={"send_rate": 10})
        async with at_noon(slow, server, clock):
            clock.move(minutes=1)
            await server.wait_until(lambda: folk.came() >= 5)
            disk.fill()
            await logged(events, "ledger_unwritable")
            assert (await Conversation.of(server, "Anna").read(f"/summary {STORY}")).text
            await asyncio.sleep(1)
            assert folk.came() < 60
            assert folk.unnoted() == 0
            disk.free()
            await folk.all_came(30)
            await folk.settled()
        assert folk.is_whole()
    assert folk.doubled() == {}
    assert _is_said_once(events)


def _is_said_once(events: list[Any]) -> bool:
    """Whether each part that trouble kept from its work said so once, and once that it was over."""
    names = Counter(event["event"] for event in events)
    over = Counter(event.get("after", "ledger_unwritable") for event in events if "again" in event["event"])
    said = [name for name in ("ledger_unwritable", "digests_held_up") if names[name]]
    return bool(said) and all(names[name] == over[name] == 1 for name in said)


@pytest.mark.file
async def test_a_second_process_ends_at_once_and_says_why(settings: Settings, server: BotApiServer) -> None:
    environment = {
        "TELEGRAM_BOT_TOKEN": server.token,
        "TELEGRAM_API_URL": server.url,
        "DATA_DIR": str(settings.data_dir),
    }
    async with running(settings, server):
        process = await asyncio.create_subprocess_exec(
            *(sys.executable, "-m", "bot", "run"),
            env={**os.environ, **environment},
            cwd=ROOT,
            stderr=asyncio.subprocess.PIPE,
        )
        _, said = await asyncio.wait_for(process.communicate(), 30)
        assert server.journal.count("getMe") == 1  # which is the first that each of them asks
    assert process.returncode == 2
    assert b"another process already runs the bot" in said
    assert b"Traceback" not in said


async def test_a_clock_that_is_wrong_for_a_while_loses_and_doubles_no_day(
    reading: Settings, server: BotApiServer, web: WebServer
) -> None:
    await _live_with_a_wrong_clock(reading, server, web, restarts=False)


async def test_neither_does_one_that_was_wrong_between_two_starts(
    reading: Settings, server: BotApiServer, web: WebServer
) -> None:
    await _live_with_a_wrong_clock(reading, server, web, restarts=True)


async def _live_with_a_wrong_clock(
    settings: Settings, server: BotApiServer, web: WebServer, *, restarts: bool
) -> None:
    diary, had = Diary(Conversation.of(server, "Anna"), web, Clock()), 22
    async with AsyncExitStack() as bot:
        await bot.enter_async_context(at_noon(settings, server, diary.clock))
        await diary.talk.read(f"/subscribe {diary.bring(town(0))}")
        for number, (day, hour, is_jump) in enumerate(WRONG, 1):
            if restarts and is_jump:
                await bot.aclose()
            diary.bring(town(number))
            diary.clock.now = NOON.replace(day=day, hour=hour)
            if restarts and is_jump:
                await bot.enter_async_context(at_noon(settings, server, diary.clock))
            newest = day if hour >= 8 else day - 1
            await (diary.next() if newest > had else diary.rest())
            had = max(had, newest)
    assert diary.days == list(range(23, 31))
    assert diary.towns_told == Counter(diary.towns)


# What the clock shows, day and hour, and whether it gets there by a jump: an hour ahead of what it is, and
# back; an hour behind, and back; a day ahead, and back; a day behind, and back.
WRONG = (
    *((23, 9, False), (24, 8, True), (24, 7, True), (24, 9, False)),
    *((25, 7, True), (25, 9, True)),
    *((27, 7, True), (27, 9, False), (26, 10, True), (27, 9, False)),
    *((28, 9, False), (27, 10, True), (28, 11, True), (29, 9, False), (30, 9, False)),
)


async def test_an_outage_of_a_day_ends_in_one_digest_for_each_chat(
    reading: Settings, server: BotApiServer, web: WebServer
) -> None:
    clock = Clock()
    times = {"Anna": "08:00", "Boris": "07:00 08:30 18:30 23:45", "Clara": "00:00 00:30 12:00"}
    diaries = [Diary(Conversation.of(server, name), web, clock) for name in times]
    async with at_noon(reading, server, clock):
        for diary, when in zip(diaries, times.values(), strict=True):
            await diary.talk.read(f"/subscribe {diary.bring('Arden')}")
            await diary.talk.ask(f"/schedule {when}")
        clock.now = NOON.replace(day=23)
        for diary in diaries:
            await diary.next()
    diaries[0].bring("Berrow")
    clock.move(hours=26)
    async with at_noon(reading, server, clock):
        for diary in diaries:
            assert "ferry of Berrow" in await diary.next()
        await asyncio.sleep(1)
    assert [len(diary.digests) for diary in diaries] == [2, 2, 2]
    assert "6 hours late" in diaries[0].digests[-1]
    assert all("since: Monday 23 November" in diary.digests[-1] for diary in diaries[1:])


class Diary:
    """A reader of one feed, and the digests that came."""

    def __init__(self, talk: Conversation, web: WebServer, clock: Clock) -> None:
        self.talk, self.web, self.clock = talk, web, clock
        self.towns: list[str] = []
        self._seen = 0

    @property
    def digests(self) -> list[str]:
        """Their texts."""
        return [message.text for message in self.talk.answers if message.text.startswith("Your digest ·")]

    @property
    def days(self) -> list[int]:
        """For which days of the month they came."""
        return [int(found[1]) for text in self.digests if (found := re.search(r"day (\d+) November", text))]

    @property
    def towns_told(self) -> Counter[str]:
        """How often each town was told of."""
        return Counter(town for text in self.digests for town in re.findall(r"ferry of (\w+)", text))

    def bring(self, town: str) -> str:
        """Let the feed have something new; return its address."""
        self.towns.insert(0, town)
        return put_feed(self.web, "/feed.xml", "Town News", self.towns)

    async def next(self) -> str:
        """Wait for a digest."""
        self._seen += 1
        await self.talk.server.wait_until(lambda: len(self.digests) >= self._seen, 30, "a digest")
        await asyncio.sleep(0.2)
        assert len(self.digests) == self._seen
        return self.digests[-1]

    async def rest(self) -> None:
        """Let the bot look whether a digest is due, which is not to be so."""
        await asyncio.sleep(0.5)
        assert len(self.digests) == self._seen
