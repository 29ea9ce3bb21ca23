"""Digests end with being served: whoever was put out, left, or is let in no longer gets none of any kind."""

from bot.config import Settings
from bot.render.phrases import phrase
from bot.storage import open_storage
from tests.databases import url_of
from tests.e2e.conversations import Conversation, eventually
from tests.e2e.served import Town, heard_of, not_due


async def test_where_fewer_are_let_in_than_before_the_others_get_nothing_until_they_are_let_in_again(
    town: Town, public: Settings, anna: Conversation
) -> None:
    async with town.served(public):
        group = await town.bring(anna.user)
        own = await town.bring(town.owner.user)
        await town.follow(town.owner, anna, group, own)
    async with town.served(public.model_copy(update={"access": "owner"})):
        await town.days_pass("Berrow", "Corvey")
        await own.until(lambda message: "The ferry of Berrow" in message.text)
        assert not heard_of(anna, "Berrow")
        assert not heard_of(group, "Berrow")
        # Telegram tells that she came back, but she is a stranger all the same.
        town.server.block(anna.user)
        town.server.unblock(anna.user)
        assert (await anna.ask("/schedule")).text == phrase("access.stranger")
        await town.days_pass("Dunmore", "Elling")
        assert not heard_of(anna, "Dunmore")
    async with town.served(public):
        await eventually(lambda: not_due(public) == 0, "schedules to be checked")
        await town.days_pass("Farley")
        for talk in (anna, group):  # without their doing anything, and what came meanwhile is not lost
            digest = await talk.until(lambda message: "The ferry of Farley" in message.text)
            assert "The ferry of Elling" in digest.text


async def test_the_groups_of_whoever_forgets_themselves_get_nothing_any_more(
    town: Town, inviting: Settings, anna: Conversation
) -> None:
    async with town.served(inviting):
        await town.invite(anna)
        group = await town.bring(anna.user)
        await town.follow(town.owner, group)
        await anna.press(await anna.ask("/forget"), "Yes, delete it all")
        await anna.until(lambda message: message.text == phrase("data.forgotten"))
        await town.days_pass("Berrow", "Corvey")
        assert not heard_of(group, "Berrow")
        await town.invite(anna)
        town.server.remove_bot(group.chat, by=anna.user)
        town.server.add_bot(group.chat, by=anna.user)
        assert "The next one: tomorrow" in (await group.ask("/schedule")).text


async def test_a_removal_that_was_cut_short_is_finished_by_the_next_start(
    town: Town, inviting: Settings, anna: Conversation
) -> None:
    async with town.served(inviting):
        await town.invite(anna)
        group = await town.bring(anna.user)
        await town.follow(town.owner, anna, group)
    storage = await open_storage(url_of(inviting))
    await storage.access.remove_member(anna.user.id, 1, is_removed=True)
    await storage.close()
    async with town.served(inviting):
        await town.days_pass("Berrow", "Corvey")
        assert not heard_of(anna, "Berrow")
        assert not heard_of(group, "Berrow")


async def test_let_in_again_where_only_owners_are_served_is_not_enough_for_digests(
    town: Town, inviting: Settings, anna: Conversation
) -> None:
    async with town.served(inviting):
        await town.invite(anna)
        await town.follow(town.owner, anna)
    async with town.served(inviting.model_copy(update={"access": "owner"})):
        screen = await town.owner.ask("/users")
        for label in ("Anna", "Remove", "Remove", "Let in again"):
            screen, _ = await town.owner.press(screen, label)
        await town.days_pass("Berrow", "Corvey")
        assert not heard_of(anna, "Berrow")
