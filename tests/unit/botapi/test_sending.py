"""Albums, forwards, quotes, replies across chats, previews and edits, as Telegram shows them to a bot."""

from typing import Any

import pytest
from telegram import Bot, Message, MessageOriginChannel, MessageOriginHiddenUser, MessageOriginUser

from tests.botapi import BotApiServer, Chat, User, document, photo
from tests.unit.botapi.calls import buttons, updates


def newest(server: BotApiServer) -> Message:
    message = updates(server)[-1].effective_message
    assert message is not None
    return message


def bold(text: str, word: str) -> list[dict[str, Any]]:
    return [{"type": "bold", "offset": text.index(word), "length": len(word)}]


async def test_an_album_is_several_messages(server: BotApiServer, anna: User) -> None:
    server.send_album(anna, [photo(), photo(), photo()], caption="three of example.com", on=1)
    messages = [update.message for update in updates(server) if update.message]
    assert [message.caption for message in messages] == [None, "three of example.com", None]
    assert len({message.media_group_id for message in messages}) == 1
    server.send_album(anna, [document("a.txt"), document("b.txt")])
    assert newest(server).media_group_id not in {None, messages[0].media_group_id}


def test_albums_that_no_client_makes(server: BotApiServer, anna: User) -> None:
    with pytest.raises(ValueError, match="2 to 10"):
        server.send_album(anna, [photo()])
    with pytest.raises(ValueError, match="of their own"):
        server.send_album(anna, [photo(), document("a.txt")])


async def test_forwarded_posts_keep_words_links_files_and_origin(server: BotApiServer, anna: User) -> None:
    channel = server.channel("News", username="news_test")
    link = {"type": "text_link", "offset": 5, "length": 4, "url": "https://example.com/story"}
    post = server.post(channel, "Read more", entities=[link])
    server.forward(anna, post)
    message = newest(server)
    origin = message.forward_origin
    assert isinstance(origin, MessageOriginChannel)
    assert (origin.chat.username, origin.message_id) == ("news_test", post.message_id)
    assert message.entities[0].url == "https://example.com/story"
    assert message.link_preview_options is not None
    assert message.link_preview_options.url == "https://example.com/story"
    with_file = server.send(anna, caption="minutes", attachment=document("a.txt", b"x"))
    server.forward(anna, with_file)
    message = newest(server)
    assert isinstance(message.forward_origin, MessageOriginUser)
    assert message.document is not None
    assert message.caption == "minutes"
    server.forward(anna, with_file, hidden=True)
    hidden = newest(server).forward_origin
    assert isinstance(hidden, MessageOriginHiddenUser)
    assert hidden.sender_user_name == "Anna"


async def test_a_quote_is_part_of_the_message_replied_to(server: BotApiServer, anna: User) -> None:
    text = "🙂 One. The second is at example.com/x. Three."
    post = server.send(anna, text, entities=bold(text, "One"))
    server.send(anna, "/summary", reply_to=post, quote="One. The second is at example.com/x.")
    quote = newest(server).quote
    assert quote is not None
    assert (quote.text, quote.position, quote.is_manual) == ("One. The second is at example.com/x.", 3, True)
    # The emoji takes two units, so the client was told of one word a unit early; links are not marked.
    assert [entity.type for entity in quote.entities or ()] == ["bold"]
    with pytest.raises(ValueError, match="no part"):
        server.send(anna, "/summary", reply_to=post, quote="Four.")
    with pytest.raises(ValueError, match="without a message"):
        server.send(anna, "/summary", quote="One.")


async def test_a_reply_across_chats_shows_files_and_a_quote_but_no_text(
    server: BotApiServer, anna: User
) -> None:
    channel = server.channel("News", username="news_test", bot="left")
    post = server.post(channel, "All is well at https://example.com/a today.")
    server.send(anna, "/summary", external=post)
    message = newest(server)
    assert message.reply_to_message is None
    assert message.external_reply is not None
    assert isinstance(message.external_reply.origin, MessageOriginChannel)
    assert message.external_reply.message_id == post.message_id
    assert message.external_reply.link_preview_options is not None
    assert message.quote is not None
    assert message.quote.text == post.text
    assert message.quote.is_manual is None
    file = server.send(anna, attachment=document("a.pdf", b"x"))
    server.send(anna, "/summary", server.group("G"), external=file)
    message = newest(server)
    assert message.external_reply is not None
    assert message.external_reply.document is not None
    assert message.external_reply.chat is None
    assert message.quote is None


@pytest.mark.parametrize(
    ("text", "wanted", "shown"),
    [
        ("see example.com/x and https://b.org/y", True, {"url": "http://example.com/x"}),
        ("see http://127.0.0.1:8000/x", True, {"is_disabled": True}),
        ("see https://b.org/y", False, {"is_disabled": True}),
        ("see below", "https://b.org/y", {"url": "https://b.org/y"}),
        ("no link here", True, None),
    ],
)
async def test_previews_of_links(
    server: BotApiServer, anna: User, text: str, wanted: str | bool, shown: dict[str, Any] | None
) -> None:
    server.send(anna, text, preview=wanted)
    options = newest(server).link_preview_options
    assert (options.to_dict() if options else None) == shown


async def test_previews_of_what_the_bot_writes(server: BotApiServer, bot: Bot, chat: Chat) -> None:
    await bot.send_message(chat.id, "https://example.com/a", disable_web_page_preview=True)
    await bot.send_message(chat.id, "https://example.com/a")
    previews = [message.preview for message in server.messages(chat.id)]
    assert previews == [{"is_disabled": True}, {"url": "https://example.com/a"}]


async def test_edits_are_announced_where_the_bot_wants_them(
    server: BotApiServer, bot: Bot, anna: User
) -> None:
    message = server.send(anna, "one")
    captioned = server.send(anna, caption="one", attachment=document("a.txt"))
    server.edit(message, "two at https://example.com/b")
    edited = updates(server)[-1].edited_message
    assert edited is not None
    assert edited.edit_date is not None
    assert edited.edit_date >= edited.date
    assert edited.link_preview_options is not None
    server.edit(captioned, "two")
    edited = updates(server)[-1].edited_message
    assert edited is not None
    assert (edited.caption, edited.text) == ("two", None)
    server.touch(message)
    assert len(updates(server)) == 5
    await bot.get_updates(allowed_updates=["message"])
    server.edit(message, "three")
    assert len(updates(server)) == 5


async def test_what_a_person_deleted_cannot_be_replied_to(server: BotApiServer, bot: Bot, anna: User) -> None:
    message = server.send(anna, "one")
    server.delete(message)
    assert server.messages(message.chat.id) == []
    with pytest.raises(LookupError, match="is deleted"):
        server.edit(message, "two")
    sent = await bot.send_message(message.chat.id, "x", reply_markup=buttons(Cancel="c"))
    assert sent.reply_to_message is None


@pytest.mark.parametrize(
    ("words", "complaint"),
    [({"text": "x", "attachment": photo()}, "its caption"), ({"caption": "x" * 4097}, "no client")],
)
async def test_words_beside_files_that_no_client_sends(
    server: BotApiServer, anna: User, words: dict[str, Any], complaint: str
) -> None:
    with pytest.raises(ValueError, match=complaint):
        server.send(anna, **words)
    assert server.updates.pending == []
