"""Answers in a group: where they go, and who may change them."""

import pytest

from bot.config import Settings
from tests.botapi import BotApiServer, Chat, User
from tests.e2e.conversations import Conversation, running
from tests.texts import STORY, shown_sentences


@pytest.fixture
def stranger(server: BotApiServer) -> User:
    return server.add_user("Stefan")


def talk(server: BotApiServer, user: User, chat: Chat | None = None) -> Conversation:
    return Conversation(server, user, chat or server.private_chat(user))


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
    server: BotApiServer, closed: Settings, owner: User, stranger: User
) -> None:
    group = server.group("Readers", members=[stranger], admins=[owner], bot="left")
    async with running(closed, server):
        await talk(server, stranger).ask("/start")
        server.add_bot(group, by=owner)
        answer = await talk(server, owner, group).ask("/summary")
        await talk(server, stranger, group).press(answer, "Shorter")
        copy = server.last_message(server.private_chat(stranger).id)
        assert shown_sentences(copy.text) == 2
        assert copy.labels == []


async def test_the_owner_of_the_bot_changes_menus_and_summaries_alike(
    server: BotApiServer, settings: Settings, owner: User
) -> None:
    asker, member = server.add_user("Asa"), server.add_user("Mia")
    group = server.group("Readers", members=[owner, member], admins=[asker])
    async with running(settings.model_copy(update={"owner_ids": frozenset({owner.id})}), server):
        await talk(server, member).ask("/start")
        asked = talk(server, asker, group)
        for command, label in (("/summary 3", "Longer"), ("/settings", "Summary length")):
            answer = await asked.ask(command)
            unchanged, toast = await asked.press(answer, label, by=member)
            assert (unchanged.text, bool(toast)) == (answer.text, True)
            changed, toast = await asked.press(answer, label, by=owner)
            assert (changed.text != answer.text, toast) == (True, "")
