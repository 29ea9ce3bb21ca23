"""People write, forward, paste, edit, and add or remove the bot, as clients let them."""

from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st
from telegram import Bot

from tests.botapi import BotApiServer, Chat, User
from tests.botapi.text import split_as_clients_do, utf16_length
from tests.unit.botapi.calls import updates


async def test_messages_of_people(server: BotApiServer, anna: User) -> None:
    server.send(anna, " \n/start@digest_test_bot 🙂 https://example.com/a. \n")
    message = updates(server)[0].message
    assert message is not None
    assert message.text == "/start@digest_test_bot 🙂 https://example.com/a."
    assert list(message.parse_entities().values()) == ["/start@digest_test_bot", "https://example.com/a"]
    assert message.from_user is not None
    assert message.from_user.to_dict() == anna.to_json()
    with pytest.raises(ValueError, match="nothing to send"):
        server.send(anna, " ")


@pytest.mark.parametrize("origin", ["user", "hidden_user", "channel", "chat", "given"])
async def test_forwarded_messages(server: BotApiServer, anna: User, origin: str) -> None:
    given_origin = {"type": "hidden_user", "sender_user_name": "N", "date": 1}
    sources: dict[str, User | Chat | str | dict[str, Any]] = {
        "user": anna,
        "hidden_user": "Someone",
        "channel": server.channel("News"),
        "chat": server.group("G"),
        "given": given_origin,
    }
    server.send(anna, "text", forward_origin=sources[origin])
    message = updates(server)[0].message
    assert message is not None
    assert message.forward_origin is not None
    assert message.forward_origin.type == ("hidden_user" if origin == "given" else origin)


async def test_captions_and_documents(server: BotApiServer, anna: User) -> None:
    document = {"file_id": "f", "file_unique_id": "u", "file_name": "a.txt", "mime_type": "text/plain"}
    server.send(anna, caption="a photo of example.com")
    server.send(anna, caption="/summary", extra={"document": document})
    server.send(anna, extra={"document": document})
    photo, file, bare = [update.message for update in updates(server)]
    assert photo is not None
    assert file is not None
    assert bare is not None
    assert photo.caption == "a photo of example.com"
    assert photo.photo
    assert list(photo.parse_caption_entities().values()) == ["example.com"]
    assert file.document is not None
    assert (file.document.file_name, file.caption, bare.caption) == ("a.txt", "/summary", None)


async def test_a_long_paste_comes_in_parts(server: BotApiServer, anna: User) -> None:
    text = " ".join(["word"] * 2000)
    server.send(anna, text)
    parts = [update.message.text or "" for update in updates(server) if update.message]
    assert [len(part) for part in parts] == [4094, 4094, 1809]
    assert " ".join(parts) == text


@given(st.text(st.sampled_from("ab 🙂\n"), max_size=200), st.integers(2, 20))
def test_parts_lose_nothing_but_blanks(text: str, limit: int) -> None:
    parts = split_as_clients_do(text, limit)
    assert all(0 < utf16_length(part) <= limit and part == part.strip() for part in parts)
    assert "".join("".join(parts).split()) == "".join(text.split())


async def test_edited_messages(server: BotApiServer, anna: User) -> None:
    message = server.send(anna, "one")
    server.edit(message, "two")
    edited = updates(server)[-1].edited_message
    assert edited is not None
    assert edited.text == "two"


async def test_privacy_mode(server: BotApiServer, bot: Bot, anna: User) -> None:
    group = server.group("G", members=[anna])
    own = await bot.send_message(group.id, "hello")
    reply_to = server.find(group.id, own.message_id)
    for text in ("chatter", "/help@other_bot", "/help", "/help@digest_test_bot"):
        server.send(anna, text, group)
    server.send(anna, "a reply", group, reply_to=reply_to)
    seen = [update.message.text for update in updates(server) if update.message]
    assert seen == ["/help", "/help@digest_test_bot", "a reply"]
    server.add_bot(group, by=anna, status="administrator")
    server.send(anna, "chatter", group)
    last = updates(server)[-1].message
    assert last is not None
    assert last.text == "chatter"


async def test_the_bot_is_added_and_removed(server: BotApiServer, anna: User) -> None:
    group = server.group("G", admins=[anna], bot="left")
    server.send(anna, "/help", group)
    server.add_bot(group, by=anna)
    server.remove_bot(group, by=anna)
    added, greeted, removed, gone = updates(server)
    assert added.my_chat_member is not None
    assert removed.my_chat_member is not None
    assert greeted.message is not None
    changes = [added.my_chat_member, removed.my_chat_member]
    statuses = [(change.old_chat_member.status, change.new_chat_member.status) for change in changes]
    assert statuses == [("left", "member"), ("member", "kicked")]
    assert greeted.message.new_chat_members[0].id == server.bot.id
    assert gone.message is not None
    assert gone.message.left_chat_member is not None
    assert gone.message.left_chat_member.id == server.bot.id
