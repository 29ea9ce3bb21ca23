"""Who is let in again has digests again, and who is not stays without: whatever is done meanwhile."""

import json
from typing import Any

from bot.config import Settings
from bot.render.phrases import phrase
from tests.botapi import BotApiServer
from tests.e2e.conversations import Conversation, eventually, logged, running
from tests.e2e.offers import offer_in
from tests.e2e.rooms import Room, code_in, exported
from tests.e2e.served import Town, heard_of, is_about, not_due


async def put_out(olga: Conversation, *labels: str) -> None:
    screen = await olga.ask("/users")
    for label in (*labels, "Remove", "Remove"):
        screen, _ = await olga.press(screen, label)


async def test_a_command_of_the_owner_brings_no_digests_to_a_group_that_was_put_out(
    town: Town, inviting: Settings, anna: Conversation
) -> None:
    async with town.served(inviting):
        await town.invite(anna)
        group = await town.bring(anna.user)
        await town.follow(town.owner, group)
        await put_out(town.owner, "Groups and channels", "Readers")
        town.server.join(group.chat, town.owner.user)
        await Conversation(town.server, town.owner.user, group.chat).ask("/help")
        await town.days_pass("Berrow", "Corvey")
        assert not heard_of(group, "Berrow")


async def test_an_invite_brings_the_digests_back_to_a_person_and_their_groups(
    town: Town, public: Settings, inviting: Settings, anna: Conversation
) -> None:
    async with town.served(public):
        group = await town.bring(anna.user)
        await town.follow(town.owner, anna, group)
    async with town.served(inviting):
        await town.invite(anna)
        assert not_due(public) == 0
        await town.days_pass("Berrow")
        for talk in (anna, group):
            await talk.until(lambda message: is_about("Berrow", message))


async def test_whoever_claims_the_bot_has_their_digests_again(
    town: Town, public: Settings, closed: Settings, events: list[Any]
) -> None:
    async with town.served(public):
        await town.follow(town.owner)
    async with town.served(closed.model_copy(update={"owner_ids": frozenset()})):
        link: str = (await logged(events, "bot_has_no_owner"))["claim_link"]
        await town.owner.ask("/start " + link.partition("?start=")[2])
        await town.days_pass("Berrow")


async def test_whoever_unblocks_the_bot_while_not_let_in_has_digests_when_they_are(
    town: Town, public: Settings, closed: Settings, anna: Conversation
) -> None:
    async with town.served(public):
        await town.follow(town.owner, anna)
        town.server.block(anna.user)
        await eventually(lambda: not_due(public) == 1, "the block to be noted")
    async with town.served(closed):
        town.server.unblock(anna.user)
        await town.days_pass("Berrow")
        assert not heard_of(anna, "Berrow")
    async with town.served(public):
        await eventually(lambda: not_due(public) == 0, "her digests to go on")
        await town.days_pass("Berrow", "Corvey")
        await anna.until(lambda message: is_about("Corvey", message))


async def test_groups_that_an_owner_set_up_go_on_when_she_forgets_herself(
    town: Town, inviting: Settings
) -> None:
    group = Conversation(town.server, town.owner.user, town.server.group("Family", admins=[town.owner.user]))
    async with town.served(inviting):
        await town.follow(town.owner, group)
        await town.owner.press(await town.owner.ask("/forget"), "Yes, delete it all")
        await town.owner.until(lambda message: message.text == phrase("data.forgotten"))
        town.put_paper("Berrow")
        town.clock.move(hours=24)
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
        assert phrase("toast.edit_needed") in moved.text
        assert json.loads(await exported(there, anna.user))["setup"]["look"]["has_offers"] is False


async def test_strangers_cannot_have_their_data_without_end(
    inviting: Settings, anna: Conversation, server: BotApiServer
) -> None:
    async with running(inviting, server):
        for _ in range(125):
            server.send(anna.user, "/privacy", anna.chat)
        await anna.until(lambda message: message.text == phrase("access.stranger"))
        assert len(anna.answers) == 121
