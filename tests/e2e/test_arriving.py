"""What a setup brings to the place where it arrives: offers where they can be made, and its language."""

import json

import pytest

from bot.config import Settings
from bot.render.languages import speaking
from bot.render.phrases import phrase
from tests.botapi import BotApiServer, document
from tests.e2e.conversations import Conversation, running
from tests.e2e.offers import offer_in
from tests.e2e.rooms import Room, code_in, exported
from tests.e2e.sources import Clock, at_noon
from tests.e2e.test_data import sent_file

GET_CODE, MOVE, RESTORE = "Get a code", "Yes, move it here", "Yes, restore it"


@pytest.mark.parametrize("can_offer", [True, False])
async def test_offers_move_where_they_can_be_made_and_where_not_that_is_said(
    anna: Conversation, server: BotApiServer, reading: Settings, *, can_offer: bool
) -> None:
    old = server.channel("Old News", admins=[anna.user])
    await offer_in(reading, old, anna.user)
    without = [] if can_offer else ["can_edit_messages"]
    new = Room(server, server.channel("New News", admins=[anna.user], without=without))
    async with at_noon(reading, server, Clock()):
        await anna.ask("/start")
        how = await Room(server, old).ask(anna.user, "/move")
        await Room(server, old).press(anna.user, how, GET_CODE)
        given = await anna.until(lambda message: message.text.startswith("The code:"))
        question = await new.ask(anna.user, f"/move {code_in(given)}")
        moved, _ = await new.press(anna.user, question, MOVE)
        assert phrase("looks.offers_on" if can_offer else "looks.offers_off") in moved.text
        assert (phrase("offers.channel_rights") in moved.text) is not can_offer
        backup = json.loads(await exported(new, anna.user))
        assert backup["setup"]["look"]["has_offers"] is can_offer


@pytest.mark.parametrize("can_offer", [True, False])
async def test_offers_are_restored_where_they_can_be_made_and_where_not_that_is_said(
    anna: Conversation, server: BotApiServer, reading: Settings, *, can_offer: bool
) -> None:
    old = server.channel("Old News", admins=[anna.user])
    await offer_in(reading, old, anna.user)
    new = Room(
        server,
        server.group("Readers", admins=[anna.user], bot="administrator" if can_offer else "member"),
    )
    async with at_noon(reading, server, Clock()):
        file = document("my-data.json", await exported(Room(server, old), anna.user))
        talk = Conversation(server, anna.user, new.chat)
        question = await talk.read(attachment=file, caption="/import")
        await talk.press(question, RESTORE)
        done = await talk.until(lambda message: message.text.startswith("Restored"))
        assert phrase("looks.offers_on" if can_offer else "looks.offers_off") in done.text
        assert (phrase("offers.group_rights") in done.text) is not can_offer
        values = json.loads(await exported(new, anna.user))
        assert values["setup"]["look"]["has_offers"] is can_offer
        values["setup"]["look"]["has_offers"] = False
        again = await talk.read(
            attachment=document("my-data.json", json.dumps(values).encode()), caption="/import"
        )
        await talk.press(again, RESTORE)
        off = await talk.until(
            lambda message: message.message_id == again.message_id and message.text.startswith("Restored")
        )
        assert (phrase("looks.offers_off") in off.text) is can_offer


async def test_after_a_restart_the_file_is_asked_for_again(
    anna: Conversation, server: BotApiServer, settings: Settings
) -> None:
    async with running(settings, server):
        await anna.ask("/mute zinc")
        await anna.ask("/export json")
        file = document("my-data.json", sent_file(server, anna.answers[-1]))
        question = await anna.read(attachment=file)
    async with running(settings, server):
        said, toast = await anna.press(question, RESTORE)
        assert toast == said.text == phrase("error.backup_forgotten")
        assert said.labels == ["Back"]
        question = await anna.read(attachment=file)
        await anna.press(question, RESTORE)
        await anna.until(lambda message: message.text.startswith("Restored"))


async def test_the_menu_is_told_in_the_language_that_comes_and_taken_back_with_it(
    anna: Conversation, server: BotApiServer, settings: Settings
) -> None:
    ben = Conversation.of(server, "Ben")
    async with running(settings, server):
        await anna.ask("/language Deutsch")
        assert menus(server, anna) == ["de"]
        await anna.ask("/export json")
        file = document("my-data.json", sent_file(server, anna.answers[-1]))
        question = await ben.read(attachment=file)
        await ben.press(question, RESTORE)
        with speaking("de"):
            head, what = phrase("data.restored", what=""), phrase("data.holds_sources", count=0)
            forgotten, yes = phrase("data.forgotten"), phrase("button.forget_yes")
        await ben.until(lambda message: message.text.startswith(head[:8]) and what in message.text)
        assert menus(server, ben) == ["de"]
        await ben.press(await ben.ask("/forget"), yes)
        await ben.until(lambda message: message.text == forgotten)
        await server.wait_until(lambda: menus(server, ben) == ["de", ""])
        await anna.press(await anna.ask("/move"), code_label())
        code = code_in(anna.answers[-1])
        room = Room(server, server.group("Town", admins=[anna.user]))
        question = await room.ask(anna.user, f"/move {code}")
        moved, _ = await room.press(anna.user, question, question.labels[0])
        with speaking("de"):
            assert moved.text.startswith(phrase("data.moved", what="")[:8])
        await server.wait_until(lambda: menus(server, anna) == ["de", ""])


def code_label() -> str:
    with speaking("de"):
        return phrase("button.code")


def menus(server: BotApiServer, talk: Conversation) -> list[str]:
    """The languages of the menus that a private chat was told, "" for one that was taken back."""
    found = []
    with speaking("de"):
        german = phrase("command.summary")
    for call in server.journal.accepted:
        own = call.params.get("scope", {}).get("chat_id") == talk.chat.id
        if own and call.method == "setMyCommands":
            found.append("de" if call.params["commands"][0]["description"] == german else "?")
        elif own and call.method == "deleteMyCommands":
            found.append("")
    return found
