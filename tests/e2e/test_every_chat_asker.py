"""Who asked for something in a group without deciding there, and who may stop what is being read."""

import asyncio

import pytest

from bot.chat import progress
from bot.config import Settings
from tests.botapi import BotApiServer, Message
from tests.e2e.every_button import Fingers
from tests.e2e.every_chat import LANGUAGES, Kind, Role, Stage, open_house
from tests.e2e.every_text import said, says
from tests.e2e.pages import page
from tests.e2e.test_every_chat_buttons import press_all_in
from tests.web import WebServer

_GROUPS = (Kind.GROUP, Kind.SUPERGROUP, Kind.TOPIC)
# What members turn to and fro below what they asked for: summaries, links, offers, stories and sources.
_MAY = frozenset({"s:*:#", "l:*:#", "p:*:#", "n:*:#", "r:*:#", "t:*:#", "k:*:#", "g:*:#", "ql*", "fo#:#"})
# What they are told is not theirs: more or less of a story, sources, filters, the language, the first steps.
_MAY_NOT = frozenset({"e#:#m#", "e#:#l#", "fd#:#", "gl#", "gn#", "vg", "wf"})


@pytest.mark.parametrize(("language", "kinds"), [("en", _GROUPS), ("ar", (Kind.TOPIC,))])
async def test_whoever_asked_turns_the_pages_and_changes_nothing_of_the_group(
    server: BotApiServer, reading: Settings, web: WebServer, language: str, kinds: tuple[Kind, ...]
) -> None:
    tried = set[str]()
    async with open_house(reading, server) as house:
        for kind in kinds:
            fingers = Fingers(Stage(house, kind, language), tried, by=(Role.MEMBER,), matrix=False)
            await press_all_in(fingers.stage, web, fingers, Role.MEMBER)
            assert set(fingers.pressed) >= _MAY
    assert tried >= _MAY_NOT


@pytest.mark.parametrize("language", LANGUAGES)
async def test_what_is_being_read_is_stopped_by_whoever_asked_and_by_those_who_decide(
    server: BotApiServer, reading: Settings, web: WebServer, language: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(progress, "_LINE_AFTER", 0.1)
    url = web.page("/slow", page("Karlsby"), hold=asyncio.Event().wait)
    async with open_house(reading, server) as house:
        for kind in Kind:
            stage = Stage(house, kind, language)
            await stage.command(stage.chief, f"/language {language}")
            for role in (
                stage.chiefs if kind in {Kind.PRIVATE, Kind.CHANNEL} else (Role.MEMBER, *stage.chiefs)
            ):
                asker = Role.MEMBER if kind in _GROUPS and role is not Role.ADMIN else stage.chief
                command = "subscribe" if kind is Kind.CHANNEL else "summary"
                line = await _line_below(stage, stage.write(asker, f"/{command} {url}"))
                (cancel,) = [button["callback_data"] for row in line.keyboard or [] for button in row]
                foreign = await stage.pressed(stage.rita, stage.show_elsewhere(), cancel)
                assert foreign == [said("toast.old_menu", language)], (kind, role)
                for other in set(stage.others) - {asker}:
                    told = await stage.pressed(stage.people[other], line, cancel)
                    assert told == [said("toast.not_yours", language)], (kind, role, other)
                assert line.labels == [said("button.cancel", language)], (kind, role)
                told = await stage.pressed(stage.people[role], line, cancel)
                assert told == [said("toast.cancelled", language)], (kind, role)
                await _stopped(stage, line)


async def _line_below(stage: Stage, question: Message) -> Message:
    """Wait for the line that says what is being read for somebody."""
    label = said("button.cancel", stage.language)

    def lines() -> list[Message]:
        later = [
            one for one in stage.server.messages(question.chat.id) if one.message_id > question.message_id
        ]
        return [one for one in later if label in one.labels]

    await stage.server.wait_until(lambda: bool(lines()), what=f"a line in {stage.kind}")
    (line,) = lines()
    return line


async def _stopped(stage: Stage, line: Message) -> None:
    """Wait until a line says that nothing is read any more, without a button."""

    def is_so() -> bool:
        now = stage.server.find(line.chat.id, line.message_id)
        return now is not None and says(now, "progress.cancelled", stage.language) and not now.labels

    await stage.server.wait_until(is_so, what=f"the end of a line in {stage.kind}")
