"""Presses below messages of which Telegram tells no more than a number, for they are old or deleted."""

from collections.abc import AsyncIterator
from typing import Any

import pytest

from bot.chat import COMMANDS
from bot.chat.commands import OWNER_COMMANDS
from bot.config import Settings
from bot.render.phrases import phrase
from tests.botapi import BotApiServer, Chat, Message
from tests.e2e.conversations import Conversation, running
from tests.e2e.sources import put_feed
from tests.texts import STORY
from tests.web import WebServer

OLD = {phrase("toast.old_menu"), phrase("toast.old_button")}
# Each brings a message with buttons of another kind: of a summary, of a digest, of links to choose from.
FURTHER = (f"/summary {STORY}", "/digest", "https://a.example https://b.example", "/mute ferry", "/import")


@pytest.fixture
async def owned(reading: Settings, server: BotApiServer, anna: Conversation) -> AsyncIterator[Conversation]:
    """A conversation of the bot with its owner, who is shown everything."""
    settings = reading.model_copy(update={"owner_ids": frozenset({anna.user.id})})
    async with running(settings, server):
        yield anna


async def press_all(talk: Conversation, gone: Message) -> set[str]:
    """Press every button of a message that is gone; return what the pop-ups say."""
    labels = [button["text"] for button in _buttons(gone) if "callback_data" in button]
    return {await talk.answered(talk.server.press_stale(talk.user, gone, label)) for label in labels}


def _buttons(message: Message) -> list[dict[str, Any]]:
    return [button for row in message.keyboard or () for button in row]


def _kinds(message: Message) -> set[str]:
    """Return the letters that tell the data of one kind of button from those of others."""
    return {button["callback_data"][0] for button in _buttons(message) if "callback_data" in button}


def told(server: BotApiServer, chat: Chat) -> list[str]:
    """What stands in a chat."""
    return [message.text for message in server.messages(chat.id)]


async def test_every_button_of_a_message_that_telegram_does_not_show_says_so(
    owned: Conversation, server: BotApiServer, web: WebServer, events: list[Any]
) -> None:
    await owned.read(f"/subscribe {put_feed(web, '/feed.xml', 'Harbour Post', ['Arden', 'Brink'])}")
    said, kinds = set[str](), set[str]()
    for text in (*(f"/{name}" for name in sorted({*COMMANDS, *OWNER_COMMANDS})), *FURTHER):
        shown = (await owned.read(text)).snapshot()
        kinds |= _kinds(shown)
        if text == "/digest":  # from its stories there is a way back
            shown, _ = await owned.press(shown, shown.labels[0])
            kinds |= _kinds(shown)
        server.delete(shown)
        before = told(server, owned.chat)
        said |= await press_all(owned, shown)
        assert told(server, owned.chat) == before
    assert said <= OLD
    assert kinds >= set("degftovwxsln"), "every kind of button is there"
    assert [event for event in events if event["log_level"] in {"error", "warning"}] == []


async def test_in_a_group_too(owned: Conversation, server: BotApiServer) -> None:
    group = server.group("Readers", admins=[owned.user])
    admin = Conversation(server, owned.user, group)
    for text in ("/settings", "/schedule", f"/summary {STORY}"):
        shown = (await admin.read(text)).snapshot()
        server.delete(shown)
        assert await press_all(admin, shown) <= OLD
