"""Where the bot may write: private chats, groups, channels and topics."""

import pytest
from telegram import Bot, ChatMemberAdministrator, ChatMemberRestricted
from telegram.error import BadRequest, ChatMigrated, Forbidden

from tests.botapi import BotApiServer, User
from tests.unit.botapi.calls import refusal, updates


async def test_chats_that_cannot_be_written_to(server: BotApiServer, bot: Bot, anna: User) -> None:
    assert await refusal(server, "sendMessage", text="x") == "chat_id is empty"
    assert await refusal(server, "sendMessage", chat_id=404, text="x") == "chat not found"
    assert await refusal(server, "sendMessage", chat_id="@nobody", text="x") == "chat not found"
    with pytest.raises(Forbidden, match="bot can't initiate conversation with a user"):
        await bot.send_message(anna.id, "x")
    server.block(anna)
    with pytest.raises(Forbidden, match="bot was blocked by the user"):
        await bot.send_message(anna.id, "x")
    server.unblock(anna)
    await bot.send_message(anna.id, "x")


@pytest.mark.parametrize(("supergroup", "kind"), [(True, "supergroup"), (False, "group")])
async def test_groups_the_bot_is_not_in(
    server: BotApiServer, bot: Bot, anna: User, supergroup: bool, kind: str
) -> None:
    group = server.group("G", admins=[anna], supergroup=supergroup, bot="left")
    with pytest.raises(Forbidden, match=f"bot is not a member of the {kind} chat"):
        await bot.send_message(group.id, "x")
    server.add_bot(group, by=anna)
    await bot.send_message(group.id, "x")
    server.remove_bot(group, by=anna)
    with pytest.raises(Forbidden, match=f"bot was kicked from the {kind} chat"):
        await bot.send_message(group.id, "x")


async def test_a_channel_wants_an_administrator(server: BotApiServer, bot: Bot, anna: User) -> None:
    channel = server.channel("News", username="news_test", bot="member")
    with pytest.raises(BadRequest, match=r"[Nn]eed administrator rights in the channel chat"):
        await bot.send_message("@news_test", "x")
    server.add_bot(channel, by=anna, status="administrator")
    sent = await bot.send_message("@news_test", "x")
    assert sent.from_user is None
    await bot.edit_message_text("y", channel.id, sent.message_id)
    server.post(channel, "from the editor")
    post = updates(server)[-1].channel_post
    assert post is not None
    assert post.text == "from the editor"


async def test_a_group_that_moved(server: BotApiServer, bot: Bot, anna: User) -> None:
    old = server.group("G", members=[anna], supergroup=False)
    new = server.migrate(old)
    with pytest.raises(ChatMigrated) as error:
        await bot.send_message(old.id, "x")
    assert error.value.new_chat_id == new.id
    await bot.send_message(new.id, "x")
    moved = [update.message for update in updates(server) if update.message]
    assert [message.migrate_to_chat_id for message in moved] == [new.id, None]
    assert [message.migrate_from_chat_id for message in moved] == [None, old.id]


async def test_topics(server: BotApiServer, bot: Bot, anna: User) -> None:
    forum = server.group("F", members=[anna], topics=True)
    topic = server.topic(forum, "Science")
    asked = server.send(anna, "/summary", forum, thread_id=topic)
    update = updates(server)[-1].message
    assert update is not None
    assert update.is_topic_message
    assert update.message_thread_id == topic
    # Telegram shows the creation of the topic as what a first message replies to.
    assert update.reply_to_message is not None
    assert update.reply_to_message.forum_topic_created is not None
    await bot.send_message(forum.id, "in the topic", message_thread_id=topic)
    await bot.send_message(forum.id, "there too", reply_to_message_id=asked.message_id)
    await bot.send_message(forum.id, "in General")
    numbered = await refusal(server, "sendMessage", chat_id=forum.id, message_thread_id=1, text="x")
    assert numbered == "message thread not found"
    threads = [message.thread_id for message in server.messages(forum.id) if message.from_bot]
    assert threads == [topic, topic, None]


async def test_topics_that_are_closed_or_deleted(server: BotApiServer, bot: Bot, anna: User) -> None:
    forum = server.group("F", admins=[anna], topics=True)
    topic = server.topic(forum, "Science")
    await bot.send_message(forum.id, "x", message_thread_id=topic)
    server.close_topic(forum, topic)
    closed = await refusal(server, "sendMessage", chat_id=forum.id, message_thread_id=topic, text="x")
    assert closed == "TOPIC_CLOSED"
    await bot.send_message(forum.id, "in General")
    server.add_bot(forum, by=anna, status="administrator")
    await bot.send_message(forum.id, "administrators may", message_thread_id=topic)
    server.add_bot(forum, by=anna)
    server.close_topic(forum)
    assert await refusal(server, "sendMessage", chat_id=forum.id, text="x") == "TOPIC_CLOSED"
    server.reopen_topic(forum)
    server.delete_topic(forum, topic)
    gone = await refusal(server, "sendMessage", chat_id=forum.id, message_thread_id=topic, text="x")
    assert gone == "message thread not found"
    assert [message.text for message in server.messages(forum.id) if message.text] == ["in General"]


async def test_a_thread_of_replies_is_no_topic(server: BotApiServer, bot: Bot, anna: User) -> None:
    forum = server.group("F", members=[anna], topics=True)
    first = server.send(anna, "/help", forum)
    server.send(anna, "/help", forum, reply_to=server.send(anna, "/help", forum, reply_to=first))
    reply = updates(server)[-1].message
    assert reply is not None
    assert reply.message_thread_id == first.message_id
    assert not reply.is_topic_message
    given = {"chat_id": forum.id, "message_thread_id": first.message_id}
    assert await refusal(server, "sendMessage", text="x", **given) == "message thread not found"


async def test_a_bot_that_may_not_write(server: BotApiServer, bot: Bot, anna: User) -> None:
    group, channel = server.group("G", admins=[anna]), server.channel("C")
    server.restrict_bot(group, by=anna)
    server.take_right_to_post(channel, by=anna)
    muted, posting = (update.my_chat_member for update in updates(server)[-2:])
    assert muted is not None
    assert isinstance(muted.new_chat_member, ChatMemberRestricted)
    assert not muted.new_chat_member.can_send_messages
    assert posting is not None
    assert isinstance(posting.old_chat_member, ChatMemberAdministrator)
    assert isinstance(posting.new_chat_member, ChatMemberAdministrator)
    assert (posting.old_chat_member.can_post_messages, posting.new_chat_member.can_post_messages) == (
        True,
        False,
    )
    no_rights = await refusal(server, "sendMessage", chat_id=group.id, text="x")
    assert no_rights == "not enough rights to send text messages to the chat"
    no_post = await refusal(server, "sendMessage", chat_id=channel.id, text="x")
    assert no_post == "need administrator rights in the channel chat"
    member = await bot.get_chat_member(channel.id, bot.id)
    assert isinstance(member, ChatMemberAdministrator)
    assert not member.can_post_messages
    server.add_bot(group, by=anna)
    server.add_bot(channel, by=anna, status="administrator")
    for chat in (group, channel):
        await bot.send_message(chat.id, "x")


async def test_chats_that_are_no_more(server: BotApiServer, bot: Bot, anna: User) -> None:
    server.private_chat(anna)
    server.deactivate(anna)
    with pytest.raises(Forbidden, match="user is deactivated"):
        await bot.send_message(anna.id, "x")
    with pytest.raises(Forbidden, match="bot can't send messages to bots"):
        await bot.send_message(bot.id, "x")
    basic, group = server.group("B", supergroup=False), server.group("G")
    server.delete_chat(basic)
    with pytest.raises(Forbidden, match="the group chat was deleted"):
        await bot.send_message(basic.id, "x")
    server.delete_chat(group)
    assert await refusal(server, "sendMessage", chat_id=group.id, text="x") == "chat not found"
