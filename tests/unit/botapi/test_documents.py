"""Files that the bot sends, and what cannot be edited or deleted."""

from typing import Any

import httpx
import pytest
from telegram import Bot, ForceReply, InputFile, ReplyKeyboardRemove
from telegram.error import BadRequest

from tests.botapi import BotApiServer, Chat, User
from tests.botapi.files import MAX_UPLOAD
from tests.unit.botapi.calls import NO_TLS, buttons, refusal


async def test_a_document_is_sent(server: BotApiServer, bot: Bot, chat: Chat) -> None:
    sent = await bot.send_document(
        chat.id,
        InputFile(b"<opml/>", filename="dir/sources.opml"),
        caption="<b>All</b> of it",
        parse_mode="HTML",
        reply_markup=buttons(JSON="x:j"),
    )
    assert sent.document is not None
    assert (sent.document.file_name, sent.document.file_size) == ("sources.opml", 7)
    assert sent.caption == "All of it"
    assert sent.caption_entities[0].type == "bold"
    shown = server.last_message(chat.id)
    assert shown.labels == ["JSON"]
    file = server.file_of(shown)
    assert (file.name, file.content) == ("sources.opml", b"<opml/>")
    downloaded = await (await bot.get_file(sent.document.file_id)).download_as_bytearray()
    assert bytes(downloaded) == b"<opml/>"
    again = await bot.send_document(chat.id, sent.document.file_id)
    assert again.document is not None
    assert again.document.file_unique_id == sent.document.file_unique_id
    await bot.edit_message_reply_markup(chat.id, sent.message_id)
    with pytest.raises(BadRequest, match="no text in the message to edit"):
        await bot.edit_message_text("x", chat.id, sent.message_id)


async def test_documents_that_are_refused(server: BotApiServer, bot: Bot, anna: User, chat: Chat) -> None:
    there = {"chat_id": chat.id}
    assert await refusal(server, "sendDocument", **there) == "there is no document in the request"
    invented = await refusal(server, "sendDocument", document="BQACinvented", **there)
    assert invented.startswith("wrong remote file identifier specified")
    with pytest.raises(BadRequest, match="File must be non-empty"):
        await bot.send_document(chat.id, InputFile(b"", filename="a.txt"))
    with pytest.raises(BadRequest, match="Message caption is too long"):
        await bot.send_document(chat.id, InputFile(b"x", filename="a.txt"), caption="x" * 1025)
    group = server.group("G", admins=[anna])
    server.restrict_bot(group, by=anna)
    with pytest.raises(BadRequest, match="Not enough rights to send documents to the chat"):
        await bot.send_document(group.id, InputFile(b"x", filename="a.txt"))


async def test_a_document_that_is_too_large(server: BotApiServer, chat: Chat) -> None:
    async with httpx.AsyncClient(verify=NO_TLS) as client:
        reply = await client.post(
            f"{server.url}/bot{server.token}/sendDocument",
            data={"chat_id": str(chat.id)},
            files={"document": ("a.bin", b"\0" * (MAX_UPLOAD + 1))},
        )
    assert (reply.status_code, reply.json()["description"]) == (413, "Request Entity Too Large")


@pytest.mark.parametrize("markup", [ReplyKeyboardRemove(), ForceReply()])
async def test_what_has_no_inline_keyboard_but_another_stays(bot: Bot, chat: Chat, markup: Any) -> None:
    sent = await bot.send_message(chat.id, "x", reply_markup=markup)
    with pytest.raises(BadRequest, match="Message can't be edited"):
        await bot.edit_message_text("y", chat.id, sent.message_id)


async def test_deleting_in_groups(server: BotApiServer, bot: Bot, anna: User) -> None:
    forum = server.group("F", admins=[anna], topics=True)
    said = server.send(anna, "/help", forum)
    topic = server.topic(forum, "News")
    there = {"chat_id": forum.id}
    refused = await refusal(server, "deleteMessage", message_id=said.message_id, **there)
    assert refused == "message can't be deleted"
    server.add_bot(forum, by=anna, status="administrator", without=["can_delete_messages"])
    refused = await refusal(server, "deleteMessage", message_id=said.message_id, **there)
    assert refused == "message can't be deleted"
    server.add_bot(forum, by=anna, status="administrator")
    assert await bot.delete_message(forum.id, said.message_id)
    refused = await refusal(server, "deleteMessage", message_id=topic, **there)
    assert refused == "message can't be deleted"
    basic = server.group("B", admins=[anna], supergroup=False, bot="administrator")
    old = server.find(basic.id, server.send(anna, "/help", basic).message_id)
    assert old is not None
    old.date -= 48 * 3600 + 60
    refused = await refusal(server, "deleteMessage", chat_id=basic.id, message_id=old.message_id)
    assert refused == "message can't be deleted for everyone"
