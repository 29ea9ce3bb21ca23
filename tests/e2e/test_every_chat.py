"""Every command in every kind of chat, by everybody, in English and from right to left."""

import pytest

from bot.chat import COMMANDS
from bot.chat.commands import OWNER_COMMANDS
from bot.config import Settings
from tests.botapi import BotApiServer
from tests.e2e.every_chat import LANGUAGES, Kind, Role, Stage, open_house
from tests.e2e.every_command import REFUSED, ROWS, SILENT, WRITERS, rows_for
from tests.e2e.every_text import says
from tests.web import WebServer


def test_no_command_is_left_out() -> None:
    assert {row.command for row in ROWS} == set(COMMANDS) | OWNER_COMMANDS


@pytest.mark.parametrize("language", LANGUAGES)
async def test_every_command_is_answered_as_it_should(
    server: BotApiServer, reading: Settings, web: WebServer, language: str
) -> None:
    async with open_house(reading, server) as house:
        for kind in Kind:
            stage = Stage(house, kind, language)
            await stage.set_up(web)
            for role in WRITERS[kind]:
                await _all_of(stage, role)
    assert [call.description for call in server.refused if call.code == 400] == []


async def _all_of(stage: Stage, role: Role) -> None:
    """Let somebody send every command, and see that each is answered once, where it was sent."""
    before, chat = stage.state.wishes(), stage.place_of(role)[0]
    count = len(stage.answers(chat))
    for row, expected in rows_for(stage.kind, role):
        text = "/" + row.text.format(language=stage.language)
        if expected is SILENT:
            stage.write(role, text)
        else:
            answer = await stage.command(role, text)
            assert says(answer, expected, stage.language), (
                stage.kind,
                role,
                text,
                answer.text,
                answer.labels,
            )
            assert stage.english.in_message(answer) == [], (stage.kind, role, text)
            count += 1
        if role is Role.MEMBER and expected is REFUSED:
            assert stage.state.wishes() == before, (stage.kind, role, text)
    await stage.command(role, "/help")
    assert len(stage.answers(chat)) == count + 1
    if role is Role.MEMBER:
        assert stage.state.wishes() == before
