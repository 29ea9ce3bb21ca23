"""Chats that become others, and chats in which the bot may not write any more."""

import asyncio
from dataclasses import replace
from datetime import time

from bot.digest.model import ChatState
from tests.unit.services.deliver.waiting import change, person, sending, settled, stopped
from tests.unit.services.post import DAILY, EIGHT, Post

DAY = 86_400


async def test_whoever_blocked_the_bot_is_asked_once_and_misses_nothing_when_back(post: Post) -> None:
    user = post.server.add_user("Anna")
    anna = post.server.private_chat(user).id
    feed = await post.feed("news", "a", "b")
    chat = await post.follow(anna, feed)
    await post.due(EIGHT)
    await post.sent(1)
    post.server.block(user)
    await post.read(feed, "c")
    await post.due(EIGHT + DAY)
    await settled(post)
    blocked = await post.storage.chats.get(chat.id)
    assert blocked
    assert (blocked.state, blocked.next_due_at) == (ChatState.BLOCKED, None)
    assert len(post.server.refused) == 1
    await post.read(feed, "d")
    await post.due(EIGHT + 2 * DAY)
    assert len(post.server.refused) == 1
    post.server.unblock(user)
    await post.storage.chats.set_state(chat.id, ChatState.ACTIVE, EIGHT + 3 * DAY)
    await post.due(EIGHT + 3 * DAY)
    _, message = await post.sent(2)
    assert [f"Title {key}" in message.text for key in "abcd"] == [False, False, True, True]


async def test_whoever_comes_back_while_a_refusal_is_on_its_way_stays(post: Post) -> None:
    anna = person(post.server)
    chat = await post.follow(anna, await post.feed("news", "a"))
    blocked = "Forbidden: bot was blocked by the user"
    post.server.fault("sendMessage", code=403, description=blocked, delay=0.5, chat_id=anna)
    await post.due(EIGHT)
    await sending(post)
    await post.storage.deliveries.give_up(chat.id, ChatState.BLOCKED, "blocked", EIGHT)
    await post.storage.chats.set_state(chat.id, ChatState.ACTIVE, EIGHT + DAY)
    await post.server.wait_until(lambda: len(post.server.refused) == 1)
    await asyncio.sleep(0.2)
    back = await post.storage.chats.get(chat.id)
    assert back
    assert (back.state, back.next_due_at) == (ChatState.ACTIVE, EIGHT + DAY)


async def test_a_chat_is_given_up_whose_digest_does_not_say_since_when_it_covers(post: Post) -> None:
    chat = await post.follow(person(post.server), await post.feed("news", "a"))
    await stopped(post)
    await post.due(EIGHT)
    await change(post, "UPDATE deliveries SET covers_from = NULL")
    await post.storage.deliveries.give_up(chat.id, ChatState.BLOCKED, "blocked", EIGHT)
    found = await post.storage.chats.get(chat.id)
    assert found
    assert found.state is ChatState.BLOCKED
    assert found.covered_at == EIGHT


async def test_a_lost_right_to_write_pauses_the_chat_and_is_told_to_whoever_set_it_up(post: Post) -> None:
    user = post.server.add_user("Anna")
    anna = post.server.private_chat(user).id
    channel = post.server.channel("Readers")
    feed = await post.feed("news", "a")
    await post.follow(anna)
    chat = await post.follow(channel.id, feed, by=anna)
    post.server.chats[channel.id].withheld[post.server.bot.id] = frozenset({"can_post_messages"})
    await post.due(EIGHT)
    (message,) = await post.sent(1)
    await settled(post)
    assert message.chat.id == anna
    closed = await post.storage.chats.get(chat.id)
    assert closed
    assert closed.state is ChatState.CLOSED


async def test_a_group_that_became_a_supergroup_gets_its_digest_under_the_new_number(post: Post) -> None:
    group = post.server.group("Readers", supergroup=False)
    await post.follow(group.id, await post.feed("news", "a"))
    moved = post.server.migrate(group)
    await post.due(EIGHT)
    (message,) = await post.sent(1)
    assert message.chat.id == moved.id
    await settled(post)
    assert len(post.server.refused) == 1


async def test_a_refusal_on_the_old_number_of_a_group_does_not_end_its_digest(post: Post) -> None:
    old, new = post.server.group("Readers", supergroup=False), post.server.group("Readers")
    await post.follow(old.id, await post.feed("news", "a"))
    late = replace(DAILY, times=(time(20),))
    other = await post.follow(new.id, await post.feed("other", "x"), schedule=late)
    kicked = "Forbidden: bot was kicked from the group chat"
    post.server.fault("sendMessage", code=403, description=kicked, delay=0.5, chat_id=old.id)
    await post.due(EIGHT)
    await sending(post)
    await post.storage.move_chat(old.id, new.id)
    (message,) = await post.sent(1)
    assert message.chat.id == new.id
    (row,) = await settled(post)
    assert row["state"] == "sent"
    chat = await post.storage.chats.get(other.id)
    assert chat
    assert chat.state is ChatState.ACTIVE


async def test_a_digest_for_a_topic_that_is_gone_comes_to_the_general_one_and_says_so(post: Post) -> None:
    group = post.server.group("Readers", topics=True)
    topic = post.server.topic(group, "News")
    await post.follow(group.id, await post.feed("news", "a"), topic_id=topic)
    del post.server.chats[group.id].topics[topic]
    await post.due(EIGHT)
    messages = await post.sent(2)
    await settled(post)
    assert [message.thread_id for message in messages] == [None, None]
    assert any("Title a" in message.text for message in messages)
    assert any("topic" in message.text for message in messages)
