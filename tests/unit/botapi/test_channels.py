"""Posts of channels: seen, signed, discussed, and changed by a bot that has the right."""

from typing import Any

import pytest
from telegram import Bot, Message
from telegram.error import BadRequest

from tests.botapi import BotApiServer, User, document
from tests.unit.botapi.calls import buttons, refusal, updates

OFFER = buttons(Summary="q:1")


def last_post(server: BotApiServer) -> Message:
    post = updates(server)[-1].channel_post
    assert post is not None
    return post


async def test_posts_and_their_changes(server: BotApiServer, anna: User) -> None:
    channel = server.channel("C", admins=[anna], signs=True)
    post = server.post(channel, "one https://example.com", by=anna)
    seen = last_post(server)
    assert (seen.text, seen.author_signature, seen.from_user) == ("one https://example.com", "Anna", None)
    assert seen.sender_chat is not None
    assert seen.sender_chat.id == channel.id
    server.edit(post, "two")
    edited = updates(server)[-1].edited_channel_post
    assert edited is not None
    assert edited.text == "two"
    server.post(channel, attachment=document("a.pdf", b"x"), caption="read this")
    assert last_post(server).caption == "read this"
    server.channel("D", bot="left")
    server.post(server.channel("D", bot="left"), "unseen")
    assert last_post(server).caption == "read this"


async def test_buttons_below_posts_of_others(server: BotApiServer, bot: Bot, anna: User) -> None:
    channel = server.channel("C", admins=[anna])
    post = server.post(channel, "news")
    changed = await bot.edit_message_reply_markup(channel.id, post.message_id, reply_markup=OFFER)
    assert isinstance(changed, Message)
    assert changed.reply_markup == OFFER
    # Of what the bot did not write itself it is told every change, its own among them.
    echo = updates(server)[-1].edited_channel_post
    assert echo is not None
    assert (echo.reply_markup, echo.edit_date) == (OFFER, None)
    server.press(anna, server.last_message(channel.id), "Summary")
    query = updates(server)[-1].callback_query
    assert query is not None
    assert query.data == "q:1"
    await bot.edit_message_text("the words as well", channel.id, post.message_id)
    assert server.last_message(channel.id).keyboard is None


@pytest.mark.parametrize("without", [["can_edit_messages"], ["can_edit_messages", "can_post_messages"]])
async def test_posts_of_others_need_the_right_to_edit(
    server: BotApiServer, bot: Bot, anna: User, without: list[str]
) -> None:
    channel = server.channel("C", admins=[anna])
    own = await bot.send_message(channel.id, "own")
    post = server.post(channel, "news")
    server.add_bot(channel, by=anna, status="administrator", without=without)
    with pytest.raises(BadRequest, match="Message can't be edited"):
        await bot.edit_message_reply_markup(channel.id, post.message_id, reply_markup=OFFER)
    if "can_post_messages" in without:
        with pytest.raises(BadRequest, match="Message can't be edited"):
            await bot.edit_message_text("x", channel.id, own.message_id)
    else:
        await bot.edit_message_text("x", channel.id, own.message_id)


async def test_posts_that_stay_as_they_are(server: BotApiServer, bot: Bot, anna: User) -> None:
    channel = server.channel("C", admins=[anna])
    foreign = server.post(channel, "poll", keyboard=[[{"text": "Yes", "callback_data": "y"}]])
    shown = last_post(server)
    assert shown.reply_markup is not None
    origin = {"type": "hidden_user", "sender_user_name": "N", "date": 1}
    forwarded = server.post(channel, "from elsewhere", extra={"forward_origin": origin})
    for post in (foreign, forwarded):
        given = {"chat_id": channel.id, "message_id": post.message_id, "reply_markup": OFFER.to_dict()}
        assert await refusal(server, "editMessageReplyMarkup", **given) == "message can't be edited"
    with pytest.raises(LookupError, match="of another bot"):
        server.press(anna, foreign, "Yes")


async def test_words_of_a_post_can_be_changed_for_two_days(
    server: BotApiServer, bot: Bot, anna: User
) -> None:
    channel = server.channel("C", admins=[anna])
    old = server.find(channel.id, server.post(channel, "news").message_id)
    assert old is not None
    old.date -= 48 * 3600 + 60
    given: dict[str, Any] = {"chat_id": channel.id, "message_id": old.message_id}
    assert await refusal(server, "editMessageText", text="x", **given) == "message can't be edited"
    await bot.edit_message_reply_markup(channel.id, old.message_id, reply_markup=OFFER)


async def test_posts_are_discussed_in_a_group(server: BotApiServer, bot: Bot, anna: User) -> None:
    channel = server.channel("C", admins=[anna])
    group = server.group("Talk", admins=[anna], bot="administrator")
    server.link(channel, group)
    assert (await bot.get_chat(channel.id)).linked_chat_id == group.id
    post = server.post(channel, "news")
    copy = updates(server)[-1].message
    assert copy is not None
    assert copy.is_automatic_forward
    assert copy.sender_chat is not None
    assert copy.from_user is not None
    assert (copy.sender_chat.id, copy.from_user.id, copy.text) == (channel.id, 777_000, "news")
    assert copy.forward_origin is not None
    assert copy.forward_origin.to_dict()["message_id"] == post.message_id
    await bot.send_message(channel.id, "a digest")
    discussed = updates(server)[-1].message
    assert discussed is not None
    assert (discussed.chat.id, discussed.text) == (group.id, "a digest")


async def test_deleting_in_a_channel(server: BotApiServer, bot: Bot, anna: User) -> None:
    channel = server.channel("C", admins=[anna], without=["can_delete_messages"])
    own = await bot.send_message(channel.id, "own")
    post = server.post(channel, "news")
    given = {"chat_id": channel.id, "message_id": post.message_id}
    assert await refusal(server, "deleteMessage", **given) == "message can't be deleted"
    assert await bot.delete_message(channel.id, own.message_id)
    server.add_bot(channel, by=anna, status="administrator")
    assert await bot.delete_message(channel.id, post.message_id)
