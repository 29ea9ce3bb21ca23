"""Digests end with being served: whoever was put out, left, or is let in no longer gets none of any kind."""

import sqlite3
from contextlib import closing
from functools import partial

import pytest

from bot.config import Settings
from bot.render.phrases import phrase
from bot.storage import open_storage, sqlite_url
from tests.botapi import BotApiServer, Message, User
from tests.e2e.conftest import Conversation, eventually
from tests.e2e.sources import Clock, at_noon, put_feed
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


async def follow(web: WebServer, *talks: Conversation) -> None:
    for talk in talks:
        await talk.read(f"/subscribe {put_feed(web, '/feed.xml', 'Town News', ['Arden'])}")


async def days_pass(clock: Clock, web: WebServer, owner: Conversation, *towns: str) -> None:
    """Let a day pass for each town, from which news come, until the owner has all her digests.

    Whoever was to have the first of several has it by the time that she has the last.
    """
    for number, town in enumerate(towns, 1):
        put_feed(web, "/feed.xml", "Town News", [*reversed(towns[:number]), "Arden"])
        clock.move(hours=24)
        await owner.until(partial(is_about, town))


def is_about(town: str, message: Message) -> bool:
    return f"The ferry of {town}" in message.text


def heard_of(talk: Conversation, town: str) -> bool:
    return any(is_about(town, message) for message in talk.answers)


def not_due(settings: Settings) -> int:
    with closing(sqlite3.connect(settings.data_dir / "digest-bot.db")) as connection:
        (count,) = connection.execute("SELECT count(*) FROM chats WHERE next_due_at IS NULL").fetchone()
    return int(count)


async def invited(olga: Conversation, talk: Conversation) -> None:
    made = await olga.ask("/invite 1")
    await talk.ask("/start " + made.text.partition("?start=")[2].split()[0])


async def brought(server: BotApiServer, by: User) -> Conversation:
    group = server.group("Readers", admins=[by], bot="left")
    server.add_bot(group, by=by)
    return Conversation(server, by, group)


async def test_where_fewer_are_let_in_than_before_the_others_get_nothing_until_they_are_let_in_again(
    public: Settings,
    olga: Conversation,
    anna: Conversation,
    server: BotApiServer,
    web: WebServer,
    clock: Clock,
) -> None:
    async with at_noon(public, server, clock):
        group = await brought(server, anna.user)
        own = await brought(server, olga.user)
        await follow(web, olga, anna, group, own)
    async with at_noon(public.model_copy(update={"access": "owner"}), server, clock):
        await days_pass(clock, web, olga, "Berrow", "Corvey")
        await own.until(lambda message: "The ferry of Berrow" in message.text)
        assert not heard_of(anna, "Berrow")
        assert not heard_of(group, "Berrow")
        # Telegram tells that she came back, but she is a stranger all the same.
        server.block(anna.user)
        server.unblock(anna.user)
        assert (await anna.ask("/schedule")).text == phrase("access.stranger")
        await days_pass(clock, web, olga, "Dunmore", "Elling")
        assert not heard_of(anna, "Dunmore")
    async with at_noon(public, server, clock):
        await eventually(lambda: not_due(public) == 0, "schedules to be checked")
        await days_pass(clock, web, olga, "Farley")
        for talk in (anna, group):  # without their doing anything, and what came meanwhile is not lost
            digest = await talk.until(lambda message: "The ferry of Farley" in message.text)
            assert "The ferry of Elling" in digest.text


async def test_the_groups_of_whoever_forgets_themselves_get_nothing_any_more(
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
        await anna.press(await anna.ask("/forget"), "Yes, delete it all")
        await anna.until(lambda message: message.text == phrase("data.forgotten"))
        await days_pass(clock, web, olga, "Berrow", "Corvey")
        assert not heard_of(group, "Berrow")
        await invited(olga, anna)
        server.remove_bot(group.chat, by=anna.user)
        server.add_bot(group.chat, by=anna.user)
        assert "The next one: tomorrow" in (await group.ask("/schedule")).text


async def test_a_removal_that_was_cut_short_is_finished_by_the_next_start(
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
        await follow(web, olga, anna, group)
    storage = await open_storage(sqlite_url(inviting.data_dir))
    await storage.access.remove_member(anna.user.id, 1, is_removed=True)
    await storage.close()
    async with at_noon(inviting, server, clock):
        await days_pass(clock, web, olga, "Berrow", "Corvey")
        assert not heard_of(anna, "Berrow")
        assert not heard_of(group, "Berrow")


async def test_let_in_again_where_only_owners_are_served_is_not_enough_for_digests(
    inviting: Settings,
    olga: Conversation,
    anna: Conversation,
    server: BotApiServer,
    web: WebServer,
    clock: Clock,
) -> None:
    async with at_noon(inviting, server, clock):
        await invited(olga, anna)
        await follow(web, olga, anna)
    async with at_noon(inviting.model_copy(update={"access": "owner"}), server, clock):
        screen = await olga.ask("/users")
        for label in ("Anna", "Remove", "Remove", "Let in again"):
            screen, _ = await olga.press(screen, label)
        await days_pass(clock, web, olga, "Berrow", "Corvey")
        assert not heard_of(anna, "Berrow")
