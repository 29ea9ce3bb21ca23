"""What people are in chats, what administrators may do, and what the bot is told of all that."""

import pytest
from telegram import Bot, ChatMemberAdministrator, ChatMemberOwner, Update
from telegram.error import Forbidden

from tests.botapi import BotApiServer, User
from tests.unit.botapi.calls import buttons, refusal, updates


async def test_members_as_the_bot_may_see_them(server: BotApiServer, bot: Bot, anna: User) -> None:
    bert, carl = server.add_user("Bert"), server.add_user("Carl")
    group = server.group("G", members=[bert], admins=[anna])
    for user in (anna, bert):
        server.send(user, "/help", group)
    assert (await bot.get_chat(group.id)).title == "G"
    assert [member.user.id for member in await bot.get_chat_administrators(group.id)] == [anna.id]
    statuses = [(await bot.get_chat_member(group.id, user)).status for user in (anna.id, bert.id, bot.id)]
    assert statuses == ["creator", "member", "member"]
    unknown = await refusal(server, "getChatMember", chat_id=group.id, user_id=carl.id)
    assert unknown == "PARTICIPANT_ID_INVALID"
    assert await refusal(server, "getChatMember", chat_id=group.id, user_id=5) == "member not found"
    assert await refusal(server, "getChatMember", chat_id=group.id) == "invalid user_id specified"
    server.add_bot(group, by=anna, status="administrator")
    assert (await bot.get_chat_member(group.id, carl.id)).status == "left"


async def test_a_channel_hides_its_members(server: BotApiServer, bot: Bot, anna: User) -> None:
    channel = server.channel("C", username="news_test", admins=[anna], bot="left")
    assert (await bot.get_chat("@news_test")).title == "C"
    for method, given in (("getChatMember", {"user_id": anna.id}), ("getChatAdministrators", {})):
        hidden = await refusal(server, method, chat_id=channel.id, **given)
        assert hidden == "member list is inaccessible"
    server.add_bot(channel, by=anna, status="administrator", without=["can_edit_messages"])
    own = await bot.get_chat_member(channel.id, bot.id)
    assert isinstance(own, ChatMemberAdministrator)
    assert (own.can_post_messages, own.can_edit_messages, own.can_delete_messages) == (True, False, True)
    assert isinstance(await bot.get_chat_member(channel.id, anna.id), ChatMemberOwner)


async def test_a_private_chat_is_known_once_it_was_started(
    server: BotApiServer, bot: Bot, anna: User
) -> None:
    assert await refusal(server, "getChat", chat_id=anna.id) == "chat not found"
    server.open(anna)
    assert (await bot.get_chat(anna.id)).first_name == "Anna"
    nobody = await refusal(server, "getChatAdministrators", chat_id=anna.id)
    assert nobody == "there are no administrators in the private chat"
    stay = await refusal(server, "leaveChat", chat_id=anna.id)
    assert stay == "chat member status can't be changed in private chats"


async def test_leaving(server: BotApiServer, bot: Bot, anna: User) -> None:
    group = server.group("G", admins=[anna])
    assert await bot.leave_chat(group.id)
    left = updates(server)[-1].my_chat_member
    assert left is not None
    assert (left.from_user.id, left.new_chat_member.status) == (bot.id, "left")
    with pytest.raises(Forbidden, match="bot is not a member of the supergroup chat"):
        await bot.get_chat(group.id)


async def test_who_rises_and_falls(server: BotApiServer, bot: Bot, anna: User) -> None:
    bert = server.add_user("Bert")
    group = server.group("G", admins=[anna], bot="administrator")
    await bot.get_updates(allowed_updates=[Update.CHAT_MEMBER, Update.MESSAGE])
    server.join(group, bert, by=anna)
    server.promote(group, bert, by=anna, without=["can_change_info"])
    server.demote(group, bert, by=anna)
    server.kick(group, bert, by=anna)
    changes = [update.chat_member for update in updates(server) if update.chat_member]
    assert [change.new_chat_member.status for change in changes] == [
        "member",
        "administrator",
        "member",
        "kicked",
    ]
    risen = changes[1].new_chat_member
    assert isinstance(risen, ChatMemberAdministrator)
    assert (risen.can_change_info, risen.can_delete_messages) == (False, True)
    messages = [update.message for update in updates(server) if update.message]
    assert messages[0].new_chat_members[0].id == bert.id
    assert messages[1].left_chat_member is not None


async def test_members_are_told_of_to_administrators_alone(
    server: BotApiServer, bot: Bot, anna: User
) -> None:
    bert = server.add_user("Bert")
    group = server.group("G", members=[bert], admins=[anna])
    await bot.get_updates(allowed_updates=[Update.CHAT_MEMBER])
    server.promote(group, bert, by=anna)
    assert updates(server) == []


async def test_an_anonymous_administrator(server: BotApiServer, bot: Bot, anna: User) -> None:
    bert = server.add_user("Bert")
    group = server.group("G", admins=[anna], anonymous=[bert])
    server.send(bert, "/settings", group)
    asked = updates(server)[-1].message
    assert asked is not None
    assert asked.sender_chat is not None
    assert asked.from_user is not None
    assert (asked.sender_chat.id, asked.from_user.id) == (group.id, 1_087_968_824)
    await bot.send_message(group.id, "x", reply_markup=buttons(More="m"))
    server.press(bert, server.last_message(group.id), "More")
    query = updates(server)[-1].callback_query
    assert query is not None
    assert query.from_user.id == bert.id
    member = await bot.get_chat_member(group.id, bert.id)
    assert isinstance(member, ChatMemberAdministrator)
    assert member.is_anonymous
    server.demote(group, bert, by=anna)
    server.send(bert, "/settings", group)
    named = updates(server)[-1].message
    assert named is not None
    assert named.sender_chat is None
    assert named.from_user is not None
    assert named.from_user.id == bert.id


async def test_privacy_mode_lets_mentions_through(server: BotApiServer, anna: User) -> None:
    group = server.group("G", members=[anna])
    for text in ("hello @other_bot", "mail me@digest_test_bot", "hello @Digest_Test_Bot!"):
        server.send(anna, text, group)
    assert [update.message.text for update in updates(server) if update.message] == [
        "hello @Digest_Test_Bot!"
    ]
    server.privacy_mode = False
    server.send(anna, "chatter", group)
    assert len(updates(server)) == 2


async def test_what_the_bot_is_told_of_itself(server: BotApiServer, bot: Bot) -> None:
    server.privacy_mode, server.inline_mode = False, True
    itself = await bot.get_me()
    assert itself.can_read_all_group_messages
    assert itself.supports_inline_queries
