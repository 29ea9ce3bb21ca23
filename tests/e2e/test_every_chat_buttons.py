"""Every button below the answers to commands, in every kind of chat, by everybody, in two languages."""

import pytest

from bot.chat.commands import OWNER_COMMANDS
from bot.config import Settings
from tests.botapi import BotApiServer
from tests.e2e.every_button import Fingers
from tests.e2e.every_chat import Kind, Role, Stage, open_house
from tests.e2e.every_command import REFUSED, ROWS, SILENT
from tests.e2e.every_press import rows_without
from tests.e2e.every_screen import WAYS
from tests.web import WebServer

# So many sorts of buttons there are in a chat of each kind, at least.
_SORTS = {Kind.PRIVATE: 100, Kind.GROUP: 100, Kind.SUPERGROUP: 100, Kind.TOPIC: 100, Kind.CHANNEL: 75}


async def press_all_in(stage: Stage, web: WebServer, fingers: Fingers, asker: Role) -> None:
    """Press what stands below all that somebody can ask for, and all that this leads to."""
    await stage.set_up(web)
    state = stage.state.kept()
    for row in ROWS:
        if row.command in OWNER_COMMANDS or row.answer(stage.kind, asker) in {SILENT, REFUSED}:
            continue
        await stage.state.put_back(state)
        answer = await stage.command(asker, "/" + row.text.format(language=stage.language))
        await stage.settled()
        await fingers.press_all_from(answer)
    await fingers.press_the_chosen()
    for way in WAYS:
        if stage.kind in way.kinds and (way.is_for_all or asker is stage.chief):
            await stage.state.put_back(state)
            screen = await way.show(stage, web, asker)
            await stage.settled()
            await fingers.press_all_from(screen)
            assert way.sort in fingers.pressed, (stage.kind, screen.text, screen.labels)


@pytest.mark.parametrize("kind", Kind)
async def test_every_button_works_for_those_who_may_and_for_nobody_else(
    server: BotApiServer, reading: Settings, web: WebServer, kind: Kind
) -> None:
    async with open_house(reading, server) as house:
        stage = Stage(house, kind, "en")
        fingers = Fingers(stage)
        await press_all_in(stage, web, fingers, stage.chief)
    assert len(fingers.pressed) >= _SORTS[kind]
    _nothing_was_refused(server)


async def test_every_button_works_where_arabic_is_spoken(
    server: BotApiServer, reading: Settings, web: WebServer
) -> None:
    tried = set[str]()
    async with open_house(reading, server) as house:
        for kind in Kind:
            fingers = Fingers(Stage(house, kind, "ar"), tried, matrix=False)
            await press_all_in(fingers.stage, web, fingers, fingers.stage.chief)
    assert len(tried) >= max(_SORTS.values())
    assert rows_without(tried) == []
    _nothing_was_refused(server)


def _nothing_was_refused(server: BotApiServer) -> None:
    """Telegram took all that the bot sent, but for what it can only learn by being refused.

    That is who never started it, whether it may delete the command that a menu answers, and what a message
    shows that it did not send itself, as those that are shown again here.
    """
    assert {call.description.split(": ")[1] for call in server.refused} <= {
        "bot can't initiate conversation with a user",
        "message can't be deleted",
        "message is not modified",
    }
