"""Who is served where: owners, strangers, groups, topics, and who may change a message."""

from typing import Any

import pytest

from bot.config import Settings
from bot.render.phrases import phrase
from tests.botapi import BotApiServer, Chat, User
from tests.e2e.conftest import Conversation, logged, running
from tests.e2e.sources import Clock, at_noon
from tests.texts import STORY, shown_sentences


@pytest.fixture
def owner(server: BotApiServer) -> User:
    return server.add_user("Olga")


@pytest.fixture
def stranger(server: BotApiServer) -> User:
    return server.add_user("Stefan")


@pytest.fixture
def private(settings: Settings, owner: User) -> Settings:
    return settings.model_copy(update={"access": "owner", "owner_ids": frozenset({owner.id})})


def talk(server: BotApiServer, user: User, chat: Chat | None = None) -> Conversation:
    return Conversation(server, user, chat or server.private_chat(user))


async def test_a_stranger_gets_one_polite_line_and_the_owner_is_served(
    server: BotApiServer, private: Settings, owner: User, stranger: User
) -> None:
    async with running(private, server):
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
    server: BotApiServer, private: Settings, owner: User, stranger: User, text: str, entity: str
) -> None:
    async with running(private, server):
        length = len(text.split(maxsplit=1)[0])
        server.send(stranger, text, entities=[{"type": entity, "offset": 0, "length": length}])
        assert (await talk(server, owner).ask("/start")).text
        assert {one.text for one in talk(server, stranger).answers} <= {phrase("access.stranger")}


async def test_strangers_are_told_once_an_hour_in_each_chat(
    server: BotApiServer, private: Settings, owner: User, stranger: User
) -> None:
    clock, other = Clock(), server.add_user("Otto")
    group = server.group("Strangers", members=[stranger, other])
    async with at_noon(private, server, clock):
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
    server: BotApiServer, private: Settings, stranger: User
) -> None:
    group = server.group("Strangers", admins=[stranger], bot="left")
    async with running(private, server):
        for _ in range(3):
            server.add_bot(group, by=stranger)
            server.remove_bot(group, by=stranger)
        await talk(server, stranger).ask("/start")
        assert len(talk(server, stranger, group).answers) <= 1


async def test_an_admin_without_a_name_and_a_channel_are_served_where_the_owner_brought_the_bot(
    server: BotApiServer, private: Settings, owner: User, stranger: User
) -> None:
    group = server.group("Readers", admins=[owner], anonymous=[stranger], bot="left")
    other = server.group("Strangers", admins=[owner], anonymous=[stranger], bot="left")
    channel = server.channel("Town", bot="left")
    async with running(private, server):
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
    server: BotApiServer, private: Settings, owner: User, stranger: User
) -> None:
    async with running(private, server):
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
        assert "used already" in (await talk(server, stranger).ask("/start claim-guessed")).text
        assert "You own this bot now" in (await talk(server, owner).ask(f"/start {payload}")).text
        late = server.add_user("Lars")
        assert "used already" in (await talk(server, late).ask(f"/start {payload}")).text
        assert "private" in (await talk(server, stranger).ask("/summary")).text
    events.clear()
    async with running(unclaimed, server):
        await logged(events, "ready")
        assert "claim_link" not in str(events)
        assert shown_sentences((await talk(server, owner).ask("/summary")).text) == 3


async def test_a_group_is_served_where_the_owner_added_the_bot(
    server: BotApiServer, private: Settings, owner: User, stranger: User
) -> None:
    group = server.group("Readers", members=[stranger], admins=[owner], bot="left")
    otto = server.add_user("Otto")
    other = server.group("Strangers", members=[otto], admins=[stranger], bot="left")
    async with running(private, server):
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
    server: BotApiServer, private: Settings, owner: User, stranger: User
) -> None:
    group = server.group("Readers", members=[stranger], admins=[owner], supergroup=False, bot="left")
    async with running(private, server):
        server.add_bot(group, by=owner)
        assert shown_sentences((await talk(server, stranger, group).ask("/summary")).text) == 3
        supergroup = server.migrate(group)
        assert shown_sentences((await talk(server, stranger, supergroup).ask("/summary")).text) == 3


async def test_a_group_that_moves_while_an_answer_is_due_stays_served(
    server: BotApiServer, private: Settings, owner: User, stranger: User
) -> None:
    group = server.group("Readers", members=[stranger], admins=[owner], supergroup=False, bot="left")
    async with running(private, server):
        server.fault("sendMessage", delay=1, chat_id=group.id)
        server.add_bot(group, by=owner)
        server.send(stranger, "/summary", group)
        supergroup = server.migrate(group)
        server.send(stranger, "/summary", supergroup)
        await server.wait_accepted("sendMessage", 2)
        texts = [m.text for chat in (group, supergroup) for m in server.messages(chat.id) if m.from_bot]
        assert [shown_sentences(text) for text in texts] == [3, 3]


async def test_in_a_group_the_answer_is_tied_to_the_question_and_to_its_topic(
    server: BotApiServer, settings: Settings, owner: User
) -> None:
    group = server.group("Readers", members=[], admins=[owner], topics=True)
    topic = server.topic(group, "News")
    async with running(settings, server):
        question = server.send(owner, "/summary", group, thread_id=topic)
        await server.wait_until(lambda: server.last_message(group.id).from_bot)
        answer = server.last_message(group.id)
        assert (answer.thread_id, answer.reply_to) == (topic, question.message_id)


@pytest.mark.parametrize(
    ("text", "answered"),
    [
        ("/summary@digest_test_bot", True),
        ("/summary@other_bot", False),
        ("just talking", False),
        (STORY, False),
    ],
)
async def test_in_a_group_only_what_is_meant_for_the_bot_is_answered(
    settings: Settings, owner: User, text: str, answered: bool
) -> None:
    async with BotApiServer(limits=None, privacy_mode=False) as server:
        user = server.add_user("Uma")
        group = server.group("Readers", members=[], admins=[user])
        async with running(settings.model_copy(update={"telegram_api_url": server.url}), server):
            server.send(user, text, group)
            server.send(user, "/help", group)
            await server.wait_until(lambda: "How to use me" in server.last_message(group.id).text)
            assert len([message for message in server.messages(group.id) if message.from_bot]) == 1 + answered


async def test_only_the_one_who_asked_and_admins_change_a_message_of_a_group(
    server: BotApiServer, settings: Settings
) -> None:
    asker, admin, member, silent = (server.add_user(name) for name in ("Asa", "Adam", "Mia", "Sam"))
    group = server.group("Readers", members=[asker, member, silent], admins=[admin])
    async with running(settings, server):
        conversation = talk(server, asker, group)
        await talk(server, member).ask("/start")
        answer = await conversation.ask("/summary 3")
        by_asker, _ = await conversation.press(answer, "Shorter")
        assert shown_sentences(by_asker.text) == 2
        by_admin, _ = await conversation.press(by_asker, "Longer", by=admin)
        assert shown_sentences(by_admin.text) == 3
        unchanged, toast = await conversation.press(by_admin, "Longer", by=member)
        assert unchanged.text == by_admin.text
        assert "privately" in toast
        assert shown_sentences(server.last_message(server.private_chat(member).id).text) == 5
        unchanged, toast = await conversation.press(by_admin, "Longer", by=silent)
        assert unchanged.text == by_admin.text
        assert "press Start" in toast


async def test_whose_message_it_is_cannot_be_forged(server: BotApiServer, settings: Settings) -> None:
    asker, member = server.add_user("Asa"), server.add_user("Mia")
    group = server.group("Readers", members=[asker, member], admins=[])
    async with running(settings, server):
        conversation = talk(server, asker, group)
        answer = await conversation.ask("/summary 3")
        forged = answer.snapshot()
        forged.keyboard = [
            [{**button, "callback_data": button["callback_data"].replace(str(asker.id), str(member.id))}]
            for row in answer.keyboard or []
            for button in row
            if button["text"] == "Shorter"
        ]
        query = server.press_stale(member, forged, "Shorter")
        assert "older version" in await conversation.answered(query)
        assert server.last_message(group.id).text == answer.text
        await conversation.press(answer, "Shorter")
        query = server.press_stale(asker, answer, "Longer")  # from a screen that is behind
        await conversation.answered(query)
        assert shown_sentences(server.last_message(group.id).text) == 5


async def test_when_admins_cannot_be_asked_for_nobody_is_one(
    server: BotApiServer, settings: Settings
) -> None:
    asker, admin = server.add_user("Asa"), server.add_user("Adam")
    group = server.group("Readers", members=[asker], admins=[admin])
    async with running(settings, server):
        answer = await talk(server, asker, group).ask("/summary 3")
        server.fault("getChatMember", code=400, description="Bad Request: something")
        unchanged, _ = await talk(server, asker, group).press(answer, "Longer", by=admin)
        assert unchanged.text == answer.text
    assert [call.method for call in server.refused if call.method == "editMessageText"] == []


async def test_whoever_pressed_get_a_summary_in_a_group_may_change_it(
    server: BotApiServer, settings: Settings
) -> None:
    asker, member = server.add_user("Asa"), server.add_user("Mia")
    group = server.group("Readers", members=[asker, member], admins=[])
    async with running(settings, server):
        greeting = await talk(server, asker, group).ask("/start")
        server.press(member, greeting, "Get a summary")
        await server.wait_until(lambda: "Shorter" in server.last_message(group.id).labels)
        summary = server.last_message(group.id)
        changed, _ = await talk(server, member, group).press(summary, "Shorter")
        assert shown_sentences(changed.text) == 2
        unchanged, _ = await talk(server, asker, group).press(changed, "Longer")
        assert unchanged.text == changed.text


async def test_a_bystander_who_may_not_use_the_bot_gets_a_copy_without_buttons(
    server: BotApiServer, private: Settings, owner: User, stranger: User
) -> None:
    group = server.group("Readers", members=[stranger], admins=[owner], bot="left")
    async with running(private, server):
        await talk(server, stranger).ask("/start")
        server.add_bot(group, by=owner)
        answer = await talk(server, owner, group).ask("/summary")
        await talk(server, stranger, group).press(answer, "Shorter")
        copy = server.last_message(server.private_chat(stranger).id)
        assert shown_sentences(copy.text) == 2
        assert copy.labels == []
