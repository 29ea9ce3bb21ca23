"""Who is let in again has digests again, and who is not stays without: whatever is done meanwhile."""

import json
from typing import Any

import pytest

from bot.config import Settings
from bot.render.phrases import phrase
from tests.botapi import BotApiServer
from tests.e2e.conftest import Conversation, eventually, logged, running
from tests.e2e.offers import offer_in
from tests.e2e.rooms import Room, code_in, exported
from tests.e2e.sources import Clock, at_noon, put_feed
from tests.e2e.test_unserved import brought, days_pass, follow, heard_of, invited, is_about, not_due
from tests.web import WebServer


@pytest.fixture
def clock() -> Clock:
    return Clock()


@pytest.fixture
def olga(server: BotApiServer) -> Conversation:
    return Conversation.of(server, "Olga")


@pytest.fixture
def public(reading: Settings, olga: Conversation) -> Settings:
    return reading.model_copy(update={"access": "public", "owner_ids": frozenset({olga.user.id})})


@pytest.fixture
def inviting(public: Settings) -> Settings:
    return public.model_copy(update={"access": "invite"})


@pytest.fixture
def closed(public: Settings) -> Settings:
    return public.model_copy(update={"access": "owner"})


async def put_out(olga: Conversation, *labels: str) -> None:
    screen = await olga.ask("/users")
    for label in (*labels, "Remove", "Remove"):
        screen, _ = await olga.press(screen, label)


async def test_a_command_of_the_owner_brings_no_digests_to_a_group_that_was_put_out(
    inviting: Settings,
    olga: Conversation,
    anna: Conversation,
    server: BotApiServer,
    web: WebServer,
    clock: Clock,
) -> None:
    async with at_noon(inviting, server, clock):
        await invited(olga, anna)
        group = await brought(server, anna.user)
        await follow(web, olga, group)
        await put_out(olga, "Groups and channels", "Readers")
        server.join(group.chat, olga.user)
        await Conversation(server, olga.user, group.chat).ask("/help")
        await days_pass(clock, web, olga, "Berrow", "Corvey")
        assert not heard_of(group, "Berrow")


async def test_an_invite_brings_the_digests_back_to_a_person_and_their_groups(
    public: Settings,
    inviting: Settings,
    olga: Conversation,
    anna: Conversation,
    server: BotApiServer,
    web: WebServer,
    clock: Clock,
) -> None:
    async with at_noon(public, server, clock):
        group = await brought(server, anna.user)
        await follow(web, olga, anna, group)
    async with at_noon(inviting, server, clock):
        await invited(olga, anna)
        assert not_due(public) == 0
        await days_pass(clock, web, olga, "Berrow")
        for talk in (anna, group):
            await talk.until(lambda message: is_about("Berrow", message))


async def test_whoever_claims_the_bot_has_their_digests_again(
    public: Settings,
    closed: Settings,
    olga: Conversation,
    server: BotApiServer,
    web: WebServer,
    clock: Clock,
    events: list[Any],
) -> None:
    async with at_noon(public, server, clock):
        await follow(web, olga)
    async with at_noon(closed.model_copy(update={"owner_ids": frozenset()}), server, clock):
        link: str = (await logged(events, "bot_has_no_owner"))["claim_link"]
        await olga.ask("/start " + link.partition("?start=")[2])
        await days_pass(clock, web, olga, "Berrow")


async def test_whoever_unblocks_the_bot_while_not_let_in_has_digests_when_they_are(
    public: Settings,
    closed: Settings,
    olga: Conversation,
    anna: Conversation,
    server: BotApiServer,
    web: WebServer,
    clock: Clock,
) -> None:
    async with at_noon(public, server, clock):
        await follow(web, olga, anna)
        server.block(anna.user)
        await eventually(lambda: not_due(public) == 1, "the block to be noted")
    async with at_noon(closed, server, clock):
        server.unblock(anna.user)
        await days_pass(clock, web, olga, "Berrow")
        assert not heard_of(anna, "Berrow")
    async with at_noon(public, server, clock):
        await eventually(lambda: not_due(public) == 0, "her digests to go on")
        await days_pass(clock, web, olga, "Berrow", "Corvey")
        await anna.until(lambda message: is_about("Corvey", message))


async def test_groups_that_an_owner_set_up_go_on_when_she_forgets_herself(
    inviting: Settings, olga: Conversation, server: BotApiServer, web: WebServer, clock: Clock
) -> None:
    group = Conversation(server, olga.user, server.group("Family", admins=[olga.user]))
    async with at_noon(inviting, server, clock):
        await follow(web, olga, group)
        await olga.press(await olga.ask("/forget"), "Yes, delete it all")
        await olga.until(lambda message: message.text == phrase("data.forgotten"))
        put_feed(web, "/feed.xml", "Town News", ["Berrow", "Arden"])
        clock.move(hours=24)
        await group.until(lambda message: is_about("Berrow", message))


async def test_offers_do_not_come_by_a_code_of_who_may_not_turn_them_on(
    reading: Settings, anna: Conversation, server: BotApiServer
) -> None:
    cora, old = server.add_user("Cora"), server.group("Old", admins=[anna.user], bot="administrator")
    await offer_in(reading, old, anna.user)
    new = server.channel("New News", admins=[cora])
    server.promote(new, anna.user, cora, without=["can_edit_messages"])
    there, here = Room(server, new), Room(server, old)
    async with running(reading, server):
        await anna.ask("/start")
        await here.press(anna.user, await here.ask(anna.user, "/move"), "Get a code")
        given = await anna.until(lambda message: message.text.startswith("The code:"))
        question = await there.ask(anna.user, f"/move {code_in(given)}")
        moved, _ = await there.press(anna.user, question, "Yes, move it here")
        assert phrase("looks.offers_off") in moved.text
        assert phrase("toast.rights_needed") in moved.text
        assert json.loads(await exported(there, anna.user))["setup"]["look"]["has_offers"] is False


async def test_strangers_cannot_have_their_data_without_end(
    inviting: Settings, anna: Conversation, server: BotApiServer
) -> None:
    async with running(inviting, server):
        for _ in range(125):
            server.send(anna.user, "/privacy", anna.chat)
        await anna.until(lambda message: message.text == phrase("access.stranger"))
        assert len(anna.answers) == 121
