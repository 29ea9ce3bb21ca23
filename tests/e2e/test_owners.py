"""What owners do: invite people, see who is there, put them out, look at the figures."""

import asyncio
import re
from collections.abc import AsyncIterator

import pytest

from bot.config import Settings
from bot.render.phrases import phrase
from tests.botapi import BotApiServer, Message, User
from tests.e2e.conversations import Conversation, running
from tests.e2e.sources import Clock, at_noon, put_feed
from tests.texts import shown_sentences
from tests.web import WebServer

LINK = re.compile(r"https://t\.me/\w+\?start=(invite-[\w-]+)")


@pytest.fixture
async def olga(
    server: BotApiServer, inviting: Settings, owner: User, clock: Clock
) -> AsyncIterator[Conversation]:
    """The owner of a bot that lets in whom she invites."""
    async with at_noon(inviting, server, clock):
        yield Conversation(server, owner, server.private_chat(owner))


def payload_in(message: Message) -> str:
    match = LINK.search(message.text)
    assert match, message.text
    return match[1]


async def test_an_invite_by_words_lets_in_as_many_as_it_says(
    server: BotApiServer, olga: Conversation, clock: Clock
) -> None:
    made = await olga.ask("/invite 2 7d")
    assert "lets in 2 people. It ends: 29 November 2026, 12:00 UTC." in made.text
    payload = payload_in(made)
    anna, boris, clara = (Conversation.of(server, name) for name in ("Anna", "Boris", "Clara"))
    assert "private" in (await anna.ask("/summary")).text
    greeting = await anna.ask(f"/start {payload}")
    assert greeting.text == phrase("start")
    assert shown_sentences((await anna.ask("/summary")).text) == 3
    assert (await anna.ask(f"/start {payload}")).text == phrase("start")  # and it costs no use
    assert (await olga.ask(f"/start {payload}")).text == phrase("start")
    assert (await boris.ask(f"/start {payload}")).text == phrase("start")
    assert (await clara.ask(f"/start {payload}")).text == phrase("access.invite_used_up")
    assert "private" in (await clara.ask("/summary")).text


async def test_invites_are_made_listed_and_withdrawn_by_buttons(
    server: BotApiServer, olga: Conversation
) -> None:
    screen = await olga.ask("/invite")
    assert screen.text.startswith(phrase("invite.none"))
    made = await olga.go(screen, "New invite", "5 people", "30 days", "Make the link")
    assert "lets in 5 people. It ends: 22 December 2026, 12:00 UTC." in made.text
    payload = payload_in(made)
    assert made.labels == ["Pass it on", "Invites"]
    listed = await olga.go(made, "Invites")
    assert payload not in listed.text
    assert "1. Made: 22 November 2026. Uses left: 5. Ends: 22 December 2026, 12:00 UTC." in listed.text
    empty = await olga.go(listed, "Withdraw: 1")
    assert empty.text.startswith(phrase("invite.none"))
    anna = Conversation.of(server, "Anna")
    assert (await anna.ask(f"/start {payload}")).text == phrase("access.invite_withdrawn")


async def test_a_button_pressed_twice_makes_one_link(server: BotApiServer, olga: Conversation) -> None:
    screen = await olga.go(await olga.ask("/invite"), "New invite")
    presses = [server.press_stale(olga.user, screen, "Make the link") for _ in range(3)]
    await olga.answered(*presses)
    listed = await olga.ask("/invite")
    assert "Invites that still let somebody in: 1" in listed.text


async def test_an_invite_ends_at_its_time(server: BotApiServer, olga: Conversation, clock: Clock) -> None:
    payload = payload_in(await olga.ask("/invite 1d"))
    clock.move(hours=24)
    anna = Conversation.of(server, "Anna")
    assert (await anna.ask(f"/start {payload}")).text == phrase("access.invite_expired")
    assert (await olga.ask("/invite")).text.startswith(phrase("invite.none"))


async def test_two_people_at_once_on_the_last_use(server: BotApiServer, olga: Conversation) -> None:
    payload = payload_in(await olga.ask("/invite 1"))
    talks = [Conversation.of(server, name) for name in ("Anna", "Boris")]
    answers = await asyncio.gather(*(talk.ask(f"/start {payload}") for talk in talks))
    assert {answer.text for answer in answers} == {phrase("start"), phrase("access.invite_used_up")}


async def test_what_is_no_invite_is_said(server: BotApiServer, olga: Conversation) -> None:
    assert "/invite 5 7d" in (await olga.ask("/invite a lot")).text
    anna = Conversation.of(server, "Anna")
    assert (await anna.ask("/start invite-guess")).text == phrase("access.invite_unknown")


async def test_the_commands_of_owners_are_unknown_to_others(server: BotApiServer, olga: Conversation) -> None:
    anna = Conversation.of(server, "Anna")
    await anna.ask(f"/start {payload_in(await olga.ask('/invite 1'))}")
    for command in ("/invite", "/users", "/stats"):
        assert (await anna.ask(command)).text == phrase("error.unknown_command")
    group = server.group("Readers", members=[anna.user], admins=[olga.user], bot="left")
    server.add_bot(group, by=olga.user)
    talk = Conversation(server, anna.user, group)
    server.send(anna.user, "/users", group)
    await talk.ask("/help")
    assert len(talk.answers) == 1
    screen = await olga.ask("/users")
    copied = (await anna.ask("/help")).snapshot()
    copied.keyboard = screen.keyboard
    assert "older version" in await anna.answered(server.press_stale(anna.user, copied, "Statistics"))


async def test_in_a_group_owners_are_answered_privately(server: BotApiServer, olga: Conversation) -> None:
    group = server.group("Readers", admins=[olga.user], bot="left")
    server.add_bot(group, by=olga.user)
    talk = Conversation(server, olga.user, group)
    assert (await talk.ask("/invite 1")).text == phrase("owners.sent_privately")
    payload_in(server.last_message(olga.chat.id))
    assert not any(LINK.search(message.text) for message in talk.answers)


async def test_an_owner_who_never_wrote_is_asked_to_do_so_first(
    server: BotApiServer, inviting: Settings, owner: User
) -> None:
    group = server.group("Readers", admins=[owner])
    async with running(inviting, server):
        talk = Conversation(server, owner, group)
        assert (await talk.ask("/stats")).text == phrase("owners.start_first")


async def test_whoever_is_removed_is_out_at_once_with_their_groups_and_digests(
    server: BotApiServer, olga: Conversation, web: WebServer, clock: Clock
) -> None:
    anna, boris = Conversation.of(server, "Anna"), server.add_user("Boris")
    payload = payload_in(await olga.ask("/invite 5"))
    await anna.ask(f"/start {payload}")
    group = server.group("Readers", members=[boris], admins=[anna.user], bot="left")
    server.add_bot(group, by=anna.user)
    readers = Conversation(server, boris, group)
    assert shown_sentences((await readers.ask("/summary")).text) == 3
    await anna.read(f"/subscribe {put_feed(web, '/feed.xml', 'Town News', ['Arden'])}")
    await olga.read(f"/subscribe {web.url('/feed.xml')}")

    people = await olga.ask("/users")
    assert "Owners: Olga" in people.text
    assert "People who came by an invite: 1\n\nAnna. Came: 22 November 2026." in people.text
    person = await olga.go(people, "Anna")
    assert person.text == "Anna\n\nCame: 22 November 2026.\nBrought me into: Readers"
    kept = await olga.go(person, "Remove", "Keep")
    assert kept.text == person.text
    out = await olga.go(kept, "Remove", "Remove")
    assert phrase("people.is_removed") in out.text
    assert out.labels == ["Let in again", "Back"]
    assert "private" in (await anna.ask("/summary")).text
    assert "private" in (await readers.ask("/summary")).text
    assert (await anna.ask(f"/start {payload}")).text == phrase("access.invite_removed")
    put_feed(web, "/feed.xml", "Town News", ["Berrow", "Arden"])
    clock.move(hours=24)
    await olga.until(lambda message: "The ferry of Berrow" in message.text)
    assert not any("The ferry of Berrow" in message.text for message in anna.answers)

    await olga.go(out, "Let in again")
    assert shown_sentences((await anna.ask("/summary 3")).text) == 3
    assert shown_sentences((await readers.ask("/summary")).text) == 3
    put_feed(web, "/feed.xml", "Town News", ["Corley", "Berrow", "Arden"])
    clock.move(hours=24)
    await anna.until(lambda message: "The ferry of Corley" in message.text)


async def test_groups_are_seen_and_served_no_more(server: BotApiServer, olga: Conversation) -> None:
    group = server.group("Readers", members=[], admins=[olga.user], bot="left")
    server.add_bot(group, by=olga.user)
    boris = server.add_user("Boris")
    talk = Conversation(server, boris, group)
    assert shown_sentences((await talk.ask("/summary")).text) == 3
    chats = await olga.go(await olga.ask("/users"), "Groups and channels")
    assert "Readers. Brought by: Olga. Since: 22 November 2026." in chats.text
    out = await olga.go(chats, "Readers", "Remove", "Remove")
    assert phrase("served.is_removed") in out.text
    assert "private" in (await talk.ask("/summary")).text
    await olga.go(out, "Let in again")
    assert shown_sentences((await talk.ask("/summary")).text) == 3


async def test_of_a_removed_group_it_is_forgotten_who_brought_the_bot_there(
    server: BotApiServer, olga: Conversation
) -> None:
    anna = Conversation.of(server, "Anna")
    await anna.ask(f"/start {payload_in(await olga.ask('/invite 1'))}")
    group = server.group("Readers", admins=[anna.user], bot="left")
    server.add_bot(group, by=anna.user)
    chats = await olga.go(await olga.ask("/users"), "Groups and channels")
    await olga.go(chats, "Readers", "Remove", "Remove")
    await anna.press(await anna.ask("/forget"), "Yes, delete it all")
    out = await olga.go(await olga.ask("/users"), "Groups and channels", "Readers")
    assert out.text == f"Readers\n\n{phrase('served.is_removed')}"
    assert server.refused == []


async def test_what_telegram_does_not_name_has_its_number(server: BotApiServer, olga: Conversation) -> None:
    anna = Conversation.of(server, "Anna")
    await anna.ask(f"/start {payload_in(await olga.ask('/invite 1'))}")
    server.fault("getChat", code=400, description="Bad Request: chat not found", times=9)
    assert f"{anna.user.id}. Came: 22 November 2026." in (await olga.ask("/users")).text


async def test_the_figures(server: BotApiServer, olga: Conversation, web: WebServer) -> None:
    await olga.ask("/summary")
    await olga.read(f"/subscribe {put_feed(web, '/feed.xml', 'Town News', ['Arden'])}")
    screen = await olga.ask("/stats")
    for line in ("Private chats that are set up: 1", "Sources: 1", "Summaries since the start: 1"):
        assert line in screen.text
    assert "Olga" not in screen.text
    assert screen.labels == ["Refresh", "People", "Invites"]
    again = await olga.go(screen, "Refresh")
    assert "Version: " in again.text


@pytest.mark.parametrize(("mode", "hint"), [("owner", "invite.owners_only"), ("public", "invite.not_needed")])
async def test_where_invites_do_not_count_that_is_said(
    server: BotApiServer, inviting: Settings, owner: User, mode: str, hint: str
) -> None:
    async with running(inviting.model_copy(update={"access": mode}), server):
        olga = Conversation(server, owner, server.private_chat(owner))
        for command in ("/invite", "/invite 5 7d"):
            answer = await olga.ask(command)
            assert phrase(hint) in answer.text
            assert "New invite" not in answer.labels


async def test_members_stay_but_do_not_count_where_only_owners_are_served(
    server: BotApiServer, inviting: Settings, owner: User
) -> None:
    olga, anna = Conversation(server, owner, server.private_chat(owner)), Conversation.of(server, "Anna")
    async with running(inviting, server):
        payload = payload_in(await olga.ask("/invite 1"))
        await anna.ask(f"/start {payload}")
    async with running(inviting.model_copy(update={"access": "owner"}), server):
        assert "private" in (await anna.ask("/summary")).text
    async with running(inviting, server):
        assert shown_sentences((await anna.ask("/summary")).text) == 3
