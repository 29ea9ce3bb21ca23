"""What owners alone have, in two languages: their screens in private, and nothing of them for others."""

import pytest

from bot.chat.commands import OWNER_COMMANDS
from bot.config import Settings
from tests.botapi import BotApiServer, Message
from tests.e2e.every_button import Fingers
from tests.e2e.every_chat import LANGUAGES, Kind, Role, Stage, open_house
from tests.e2e.every_press import sort_of

# All that buttons of owners do: lists, one of each, the question before, out and in again, invites, figures.
_PEOPLE = frozenset({"ou", "op#", "or#", "ox#", "oa#"})
_CHATS = frozenset({"oc", "oh-#", "oq-#", "od-#", "ob-#"})
_INVITES = frozenset({"oi", "on#x#", "ok#x#.*", "ow#"})


@pytest.mark.parametrize("language", LANGUAGES)
async def test_owners_have_their_screens_in_private_and_others_have_nothing_of_them(
    server: BotApiServer, reading: Settings, language: str
) -> None:
    inviting = reading.model_copy(update={"access": "invite"})
    async with open_house(inviting, server) as house:
        stage = Stage(house, Kind.PRIVATE, language)
        await _let_in(stage)
        fingers = Fingers(stage, by=(Role.OWNER,))
        screens = list[Message]()
        for command in sorted(OWNER_COMMANDS):
            screens.append(await stage.command(Role.OWNER, f"/{command}"))
            await fingers.press_all_from(screens[-1])
        await fingers.press_the_chosen()
        assert set(fingers.pressed) == _PEOPLE | _CHATS | _INVITES | {"os"}
        for screen in screens:
            await _press_as_somebody(stage, screen)


async def _let_in(stage: Stage) -> None:
    """Let the owner invite a person, who comes and brings the bot into a group."""
    person, rights = stage.people[Role.PERSON], stage.people[Role.ADMIN]
    invite = await stage.command(Role.OWNER, "/invite 5 7d")
    payload = invite.text.partition("?start=")[2].split()[0]
    await stage.answer_to(stage.server.open(person, payload))
    group = stage.server.group("Town", members=[rights], admins=[person], bot="left")
    stage.server.add_bot(group, by=person)
    await stage.settled()


async def _press_as_somebody(stage: Stage, screen: Message) -> None:
    """Nothing comes of the buttons for whoever is no owner, even where their own chat shows them."""
    person = stage.people[Role.PERSON]
    shown = stage.show(screen, stage.chat)
    presses = [button["callback_data"] for row in screen.keyboard or [] for button in row]
    before = stage.state.wishes()
    toasts = await stage.pressed(person, shown, *presses)
    await stage.settled()
    assert all(toasts), [(sort_of(data), toast) for data, toast in zip(presses, toasts, strict=True)]
    assert stage.state.wishes() == before
    assert (shown.text, shown.labels) == (screen.text, screen.labels)
