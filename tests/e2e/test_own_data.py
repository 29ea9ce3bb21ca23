"""Whoever is not let in can have what is kept of them, and have it deleted; nothing else."""

import json

import pytest

from bot.config import Settings
from bot.render.phrases import phrase
from bot.storage.schema import METADATA
from tests.botapi import BotApiServer, Chat, Message
from tests.databases import table_of
from tests.e2e.conversations import Conversation, running
from tests.e2e.offers import OFFER, answer, offer_in, offered, page_of, sentence_of
from tests.web import WebServer

REFUSED = phrase("access.stranger")


async def invite(olga: Conversation) -> str:
    return (await olga.ask("/invite 1")).text.partition("?start=")[2].split()[0]


async def removed(olga: Conversation, anna: Conversation) -> None:
    """Let somebody in who follows something and reads something, and put them out again."""
    await anna.ask(f"/start {await invite(olga)}")
    await anna.ask("/subscribe seeds")
    await anna.ask("/summary The ferry sails again. " + "Boats wait in the bay for the tide. " * 30)
    screen = await olga.ask("/users")
    for label in (anna.user.first_name, "Remove", "Remove"):
        screen, _ = await olga.press(screen, label)


def kept_of(settings: Settings, person: int) -> set[str]:
    """Return the tables that hold the number of a person."""
    return {
        name for name in METADATA.tables if any(person in row.values() for row in table_of(settings, name))
    }


def body_of(server: BotApiServer, message: Message) -> bytes:
    file = server.files.known(message.extra["document"]["file_id"])
    assert file
    return file.content


async def test_whoever_was_removed_takes_out_what_is_kept(
    server: BotApiServer, inviting: Settings, olga: Conversation, anna: Conversation
) -> None:
    async with running(inviting, server):
        await removed(olga, anna)
        privacy = await anna.ask("/privacy")
        assert privacy.labels == ["Export all data", "Delete everything"]
        assert b"<opml" in body_of(server, await anna.ask("/export"))
        for asked in (await anna.ask("/export json"), await exported_by_button(anna, privacy)):
            exported = json.loads(body_of(server, asked))
            assert exported["access"]["member"][0]["is_removed"]
            assert exported["asked"]


async def exported_by_button(talk: Conversation, message: Message) -> Message:
    before = len(talk.answers)
    await talk.press(message, "Export all data")
    await talk.server.wait_until(lambda: len(talk.answers) > before)
    return talk.answers[-1]


async def test_whoever_was_removed_has_it_deleted_but_for_that_and_stays_out(
    server: BotApiServer, inviting: Settings, olga: Conversation, anna: Conversation
) -> None:
    async with running(inviting, server):
        await removed(olga, anna)
        question = await anna.ask("/forget")
        assert phrase("data.forget_removed") in question.text
        assert phrase("data.forget_member") not in question.text
        kept, _ = await anna.press(question, "No, keep it")
        assert kept.labels == ["Export all data", "Delete everything"]
        question, _ = await anna.press(kept, "Delete everything")
        await anna.press(question, "Yes, delete it all")
        await anna.until(lambda message: message.text == phrase("data.forgotten"))
        payload = await invite(olga)
        assert (await anna.ask(f"/start {payload}")).text == phrase("access.invite_removed")
    assert kept_of(inviting, anna.user.id) == {"members"}
    async with running(inviting.model_copy(update={"access": "public"}), server):
        assert (await anna.ask("/summary")).text == REFUSED


async def test_strangers_learn_that_nothing_is_kept_of_them(
    server: BotApiServer, inviting: Settings, olga: Conversation, anna: Conversation
) -> None:
    async with running(inviting, server):
        assert "What I keep" in (await anna.ask("/privacy")).text
        exported = json.loads(body_of(server, await anna.ask("/export json")))
        assert (exported["setup"], exported["asked"]) == ({}, [])
        question = await anna.ask("/forget")
        assert phrase("data.forget_member") not in question.text
        await anna.press(question, "Yes, delete it all")
        await anna.until(lambda message: message.text == phrase("data.forgotten"))
    assert kept_of(inviting, anna.user.id) == set()


@pytest.mark.parametrize("text", ["/data", "/import", "/move", "/forgetting", "privacy", "/export@other_bot"])
async def test_no_other_command_is_open_to_strangers(
    server: BotApiServer, inviting: Settings, anna: Conversation, text: str
) -> None:
    async with running(inviting, server):
        assert (await anna.ask(text)).text == REFUSED


async def test_what_only_looks_like_one_of_the_commands_is_none(
    server: BotApiServer, inviting: Settings, anna: Conversation
) -> None:
    async with running(inviting, server):
        entities = [{"type": "code", "offset": 0, "length": 8}]
        assert (await anna.ask("/privacy", entities=entities)).text == REFUSED


async def test_of_the_buttons_of_data_only_those_that_are_there_count_for_strangers(
    server: BotApiServer, inviting: Settings, olga: Conversation, anna: Conversation
) -> None:
    async with running(inviting, server):
        await anna.ask(f"/start {await invite(olga)}")
        menu = await anna.ask("/data")
        screen = await olga.ask("/users")
        for label in ("Anna", "Remove", "Remove"):
            screen, _ = await olga.press(screen, label)
        for label in ("Import", "Move to another chat", "Back"):
            assert await anna.answered(server.press_stale(anna.user, menu, label)) == REFUSED
        privacy = await anna.ask("/privacy")
        forged = server.press(anna.user, privacy, data="xf=1")
        assert await anna.answered(forged) == phrase("toast.old_menu")
        shown, _ = await anna.press(menu, "Privacy")
        assert shown.labels == ["Export all data", "Delete everything"]


async def test_in_a_group_that_is_not_served_strangers_get_nothing(
    server: BotApiServer, inviting: Settings, anna: Conversation
) -> None:
    group = server.group("Strangers", admins=[anna.user])
    async with running(inviting, server):
        talk = Conversation(server, anna.user, group)
        assert (await talk.ask("/privacy")).text == phrase("access.stranger_group")


async def test_of_a_stranger_who_reads_what_a_channel_offers_nothing_is_noted(
    server: BotApiServer, inviting: Settings, olga: Conversation, web: WebServer
) -> None:
    channel = server.channel("Harbour News", admins=[olga.user], bot="left")
    await offer_in(inviting, channel, olga.user)
    user = server.add_user("Rita")
    reader = Conversation(server, user, Chat(user.id, "private"))
    url = web.page("/long", page_of([sentence_of(201, number) for number in range(6)]))
    async with running(inviting, server):
        server.add_bot(channel, by=olga.user, status="administrator")
        post = await offered(server, server.post(channel, url))
        query = server.press(reader.user, post, OFFER)
        await answer(server, query)
        server.follow(reader.user, query)
        await reader.until(lambda message: "The tides" in message.text)
    assert kept_of(inviting, reader.user.id) == set()
    assert "asked" in kept_of(inviting, channel.id)
