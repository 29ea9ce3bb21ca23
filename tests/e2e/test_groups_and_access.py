"""Who is served where: owners, strangers, and groups by who brought the bot there."""

from typing import Any

import pytest

from bot.config import Settings
from bot.render.phrases import phrase
from bot.services import access
from tests.botapi import BotApiServer, Chat, User
from tests.botapi.model import CHANNEL_BOT, GROUP_ANONYMOUS
from tests.e2e.conversations import Conversation, logged, running
from tests.e2e.sources import Clock, at_noon
from tests.texts import STORY, shown_sentences


@pytest.fixture
def stranger(server: BotApiServer) -> User:
    return server.add_user("Stefan")


def talk(server: BotApiServer, user: User, chat: Chat | None = None) -> Conversation:
    return Conversation(server, user, chat or server.private_chat(user))


async def test_a_stranger_gets_one_polite_line_and_the_owner_is_served(
    server: BotApiServer, closed: Settings, owner: User, stranger: User
) -> None:
    async with running(closed, server):
        answer = await talk(server, stranger).ask("/start")
        assert answer.text == phrase("access.stranger")
        assert answer.labels == []
        for text in ("/start", "/summary", STORY, "hello"):
            server.send(stranger, text)
        assert shown_sentences((await talk(server, owner).ask("/summary")).text) == 3
        assert len(talk(server, stranger).answers) == 1


@pytest.mark.parametrize(
    ("text", "entity"),
    [
        ("/start l- https://example.org/ferry", "code"),
        ("/start s- " + "Ferries sail again in the bay. " * 30, "pre"),
        ("/start@another_bot l-x", "bot_command"),
    ],
)
async def test_what_only_looks_like_a_deep_link_opens_no_door(
    server: BotApiServer, closed: Settings, owner: User, stranger: User, text: str, entity: str
) -> None:
    async with running(closed, server):
        length = len(text.split(maxsplit=1)[0])
        server.send(stranger, text, entities=[{"type": entity, "offset": 0, "length": length}])
        assert (await talk(server, owner).ask("/start")).text
        assert {one.text for one in talk(server, stranger).answers} <= {phrase("access.stranger")}


async def test_strangers_are_told_once_an_hour_in_each_chat(
    server: BotApiServer, closed: Settings, owner: User, stranger: User
) -> None:
    clock, other = Clock(), server.add_user("Otto")
    group = server.group("Strangers", members=[stranger, other])
    async with at_noon(closed, server, clock):
        alone, together = talk(server, stranger), talk(server, stranger, group)
        for _ in range(3):
            server.send(stranger, "/summary")
            server.send(stranger, "/summary", group)
        await talk(server, other).ask("/summary")
        server.send(other, "/summary", group)
        await server.wait_until(lambda: len(together.answers) == 2)
        assert (len(alone.answers), len(together.answers)) == (1, 2)
        clock.move(minutes=59)
        server.send(stranger, "/summary")
        clock.move(minutes=1)
        assert (await alone.ask("/summary")).text == phrase("access.stranger")
        assert len(alone.answers) == 2


async def test_bringing_the_bot_in_and_out_does_not_make_it_flood(
    server: BotApiServer, closed: Settings, stranger: User
) -> None:
    group = server.group("Strangers", admins=[stranger], bot="left")
    async with running(closed, server):
        for _ in range(3):
            server.add_bot(group, by=stranger)
            server.remove_bot(group, by=stranger)
        await talk(server, stranger).ask("/start")
        assert len(talk(server, stranger, group).answers) <= 1


async def test_an_admin_without_a_name_and_a_channel_are_served_where_the_owner_brought_the_bot(
    server: BotApiServer, closed: Settings, owner: User, stranger: User
) -> None:
    group = server.group("Readers", admins=[owner], anonymous=[stranger], bot="left")
    other = server.group("Strangers", admins=[owner], anonymous=[stranger], bot="left")
    channel = server.channel("Town", bot="left")
    async with running(closed, server):
        server.add_bot(group, by=owner)
        server.add_bot(other, by=stranger)
        server.add_bot(channel, by=owner, status="administrator")
        assert shown_sentences((await talk(server, stranger, group).ask("/summary")).text) == 3
        await server.wait_until(lambda: "private" in server.last_message(other.id).text)
        assert "private" in (await talk(server, stranger, other).ask("/summary")).text
        server.post(channel, "/feeds")
        await server.wait_until(lambda: server.last_message(channel.id).from_bot)
        assert "You follow nothing yet" in server.last_message(channel.id).text


async def test_a_stranger_who_presses_a_button_is_told_so(
    server: BotApiServer, closed: Settings, owner: User, stranger: User
) -> None:
    async with running(closed, server):
        answer = await talk(server, owner).ask("/summary")
        foreign = talk(server, stranger)
        message = await foreign.ask("/start")
        copied = message.snapshot()
        copied.keyboard = answer.keyboard
        query = server.press_stale(stranger, copied, "Longer")
        await server.wait_until(lambda: server.answer_to(query) is not None)
        assert "private" in (server.answer_to(query) or {})["text"]
        assert server.journal.of("editMessageText") == []


async def test_the_claim_link_in_the_log_makes_one_owner_and_works_once(
    server: BotApiServer, settings: Settings, owner: User, stranger: User, events: list[Any]
) -> None:
    unclaimed = settings.model_copy(update={"access": "owner"})
    async with running(unclaimed, server):
        link: str = (await logged(events, "bot_has_no_owner"))["claim_link"]
        assert link.startswith(f"https://t.me/{server.bot.username}?start=")
        payload = link.partition("=")[2]
        assert (await talk(server, stranger).ask("/start claim-guessed")).text == phrase("access.stranger")
        assert "You own this bot now" in (await talk(server, owner).ask(f"/start {payload}")).text
        late = server.add_user("Lars")
        assert (await talk(server, late).ask(f"/start {payload}")).text == phrase("access.stranger")
        assert "used already" in (await talk(server, owner).ask(f"/start {payload}")).text
    events.clear()
    async with running(unclaimed, server):
        await logged(events, "ready")
        assert "claim_link" not in str(events)
        assert shown_sentences((await talk(server, owner).ask("/summary")).text) == 3


@pytest.mark.parametrize("nobody", [GROUP_ANONYMOUS, CHANNEL_BOT])
async def test_whoever_brings_the_bot_without_a_name_is_nobody_known(
    server: BotApiServer, closed: Settings, owner: User, stranger: User, nobody: User
) -> None:
    # Let in by mistake, the account in whose name they all write would open every group.
    group = server.group("Strangers", admins=[owner], anonymous=[stranger], bot="left")
    inviting = closed.model_copy(update={"access": "invite", "owner_ids": frozenset({owner.id, nobody.id})})
    async with running(inviting, server):
        server.add_bot(group, by=nobody)
        await server.wait_until(lambda: "private" in server.last_message(group.id).text)
        server.send(stranger, "/summary", group)
        server.send(owner, "/help", group)
        conversation = talk(server, owner, group)
        await conversation.until(lambda message: "How to use me" in message.text)
        assert all("private" in message.text for message in conversation.answers[:-1])


async def test_whoever_has_no_name_brings_the_bot_into_as_many_groups_as_they_like_where_all_are_served(
    server: BotApiServer, settings: Settings, stranger: User, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(access, "MOST_CHATS", 1)
    async with running(settings, server):
        for title in ("One", "Two"):
            group = server.group(title, admins=[stranger], bot="left")
            server.add_bot(group, by=GROUP_ANONYMOUS)
            assert shown_sentences((await talk(server, stranger, group).ask("/summary")).text) == 3


async def test_a_group_is_served_where_the_owner_added_the_bot(
    server: BotApiServer, closed: Settings, owner: User, stranger: User
) -> None:
    group = server.group("Readers", members=[stranger], admins=[owner], bot="left")
    otto = server.add_user("Otto")
    other = server.group("Strangers", members=[otto], admins=[stranger], bot="left")
    async with running(closed, server):
        server.add_bot(group, by=owner)
        server.add_bot(other, by=stranger)
        await server.wait_until(lambda: any(m.from_bot for m in server.messages(other.id)))
        assert server.last_message(other.id).text == phrase("access.stranger_group")
        assert shown_sentences((await talk(server, stranger, group).ask("/summary")).text) == 3
        assert "private" in (await talk(server, otto, other).ask("/summary")).text
        server.remove_bot(group, by=owner)
        server.add_bot(group, by=stranger)
        await server.wait_until(lambda: "private" in server.last_message(group.id).text)


async def test_a_group_stays_served_when_it_becomes_a_supergroup(
    server: BotApiServer, closed: Settings, owner: User, stranger: User
) -> None:
    group = server.group("Readers", members=[stranger], admins=[owner], supergroup=False, bot="left")
    async with running(closed, server):
        server.add_bot(group, by=owner)
        assert shown_sentences((await talk(server, stranger, group).ask("/summary")).text) == 3
        supergroup = server.migrate(group)
        assert shown_sentences((await talk(server, stranger, supergroup).ask("/summary")).text) == 3


async def test_a_group_that_moves_while_an_answer_is_due_stays_served(
    server: BotApiServer, closed: Settings, owner: User, stranger: User
) -> None:
    group = server.group("Readers", members=[stranger], admins=[owner], supergroup=False, bot="left")
    async with running(closed, server):
        server.fault("sendMessage", delay=1, chat_id=group.id)
        server.add_bot(group, by=owner)
        server.send(stranger, "/summary", group)
        supergroup = server.migrate(group)
        server.send(stranger, "/summary", supergroup)
        await server.wait_accepted("sendMessage", 2)
        texts = [m.text for chat in (group, supergroup) for m in server.messages(chat.id) if m.from_bot]
        assert [shown_sentences(text) for text in texts] == [3, 3]
