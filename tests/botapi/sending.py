"""Writing to the bot as clients let people: words, files, albums, forwards, replies with quotes, edits."""

import time
from collections.abc import Sequence
from typing import Any

from tests.botapi.files import File, photo
from tests.botapi.model import CHANNEL_BOT, GROUP_ANONYMOUS, SERVICE, Chat, Message, User, without_none
from tests.botapi.previews import preview_of
from tests.botapi.text import MAX_TEXT, mark, split_as_clients_do, utf16_length
from tests.botapi.troubles import Troubles

MAX_QUOTE = 1024
_QUOTED_ENTITIES = frozenset({"bold", "italic", "underline", "strikethrough", "spoiler", "custom_emoji"})
_ATTACHED = ("document", "photo", "video")
# What a message may hold beside words without being one of media, whose words are a caption.
_BESIDE_WORDS = frozenset(
    {"forward_origin", "quote", "external_reply", "sender_chat", "is_automatic_forward"}
)

Json = dict[str, Any]
Entities = list[Json]
Origin = User | Chat | Message | str | Json


class Writers(Troubles):
    """What people write to the bot; each act queues the updates that Telegram would send for it."""

    def send(
        self,
        user: User,
        text: str = "",
        chat: Chat | None = None,
        *,
        reply_to: Message | None = None,
        quote: str | None = None,
        external: Message | None = None,
        entities: Entities | None = None,
        forward_origin: Origin | None = None,
        caption: str | None = None,
        attachment: File | None = None,
        preview: str | bool = True,
        thread_id: int | None = None,
        extra: Json | None = None,
    ) -> Message:
        """Write to the bot as a client would and return the (last) message.

        The text is trimmed and, above 4096 units, cut into several messages. With `attachment` the message is
        that file; with `caption` alone a photo, or what `extra` says ({"sticker": {…}}). `forward_origin`
        may be the post itself, or its author: a person, a chat, or the name of someone hidden. `external` is
        a message of another chat that this one replies to; `quote` is the part of the replied message that
        was marked. `preview` False turns the link's preview off; a string previews that link instead.
        """
        chat = self._ready(user, chat)
        if user.id in chat.anonymous:
            extra = {"sender_chat": chat.to_json()} | (extra or {})
        extra = dict(extra or {}) | _context(reply_to, quote, external, forward_origin)
        if attachment:
            extra |= self.files.sent(attachment)
        elif caption is not None and not extra.keys() - _BESIDE_WORDS:
            extra |= self.files.sent(photo())
        media = bool(extra.keys() - _BESIDE_WORDS)
        parts = _parts(text, caption, media=media)
        if entities and len(parts) > 1:
            raise ValueError("entities on a text of several messages")
        for number, part in enumerate(parts):
            marks = mark(part, entities or [])
            message = self.add_message(
                chat,
                _shown_sender(user, chat, extra),
                part,
                entities=marks,
                caption=media,
                preview=None if media else preview_of(part, marks, preview),
                reply_to=reply_to.message_id if reply_to and number == 0 else None,
                thread_id=thread_id or (reply_to.thread_id if reply_to else None),
                extra=extra,
            )
            self.deliver(message)
        return message

    def send_album(
        self, user: User, files: Sequence[File], chat: Chat | None = None, *, caption: str = "", on: int = 0
    ) -> list[Message]:
        """Send files as one album: separate messages and updates, with the caption on one of them."""
        if not 2 <= len(files) <= 10:
            raise ValueError("an album has 2 to 10 files")
        if len({file.kind == "document" for file in files}) > 1:
            raise ValueError("documents make an album of their own")
        group = {"media_group_id": str(13_000_000_000_000_000 + sum(self._counters.values()))}
        return [
            self.send(user, chat=chat, attachment=file, caption=caption if number == on else "", extra=group)
            for number, file in enumerate(files)
        ]

    def forward(
        self, user: User, message: Message, chat: Chat | None = None, *, hidden: bool = False
    ) -> Message:
        """Forward a message to the bot; a `hidden` author is known by name alone."""
        name = message.sender.first_name if message.sender else message.chat.title
        attached = {key: message.extra[key] for key in _ATTACHED if key in message.extra}
        origin = {"forward_origin": origin_of((name or "") if hidden else message)}
        chat = self._ready(user, chat)
        copy = self.add_message(
            chat,
            user,
            message.text,
            entities=message.entities,
            caption=message.caption,
            preview=message.preview,
            extra=attached | origin,
        )
        self.deliver(copy)
        return copy

    def edit(self, message: Message, text: str, *, entities: Entities | None = None) -> None:
        """Change the words of a message that a person wrote, or of a post, or its caption."""
        living = self._living(message)
        living.text = text.strip()
        living.entities = mark(living.text, entities or [])
        living.preview = None if living.caption else preview_of(living.text, living.entities)
        self.touch(message)

    def touch(self, message: Message) -> None:
        """Let Telegram announce an edit that changes nothing a bot is shown, as it may at times."""
        living = self._living(message)
        living.edited, living.edit_date = True, max(living.date, int(time.time()))
        self.deliver(living, edited=True)

    def delete(self, message: Message) -> None:
        """Delete a message as its author; bots are not told."""
        self.forget_message(self._living(message))


def _shown_sender(user: User, chat: Chat, extra: Json) -> User:
    """Who stands as the author: whoever speaks in the name of a chat is named by an account of Telegram's."""
    if "sender_chat" not in extra:
        return user
    if extra.get("is_automatic_forward"):
        return SERVICE
    return GROUP_ANONYMOUS if extra["sender_chat"]["id"] == chat.id else CHANNEL_BOT


def _parts(text: str, caption: str | None, *, media: bool) -> list[str]:
    """The words of each message that a client makes of them."""
    if not media:
        parts = split_as_clients_do(text)
        if not parts:
            raise ValueError("nothing to send")
        return parts
    if text:
        raise ValueError("words beside a file are its caption")
    words = (caption or "").strip()
    if utf16_length(words) > MAX_TEXT:
        raise ValueError("no client takes a caption of this length")
    return [words]


def _context(
    reply_to: Message | None, quote: str | None, external: Message | None, origin: Origin | None
) -> Json:
    """What a message says of where it comes from and what it answers, beside the replied message itself."""
    if reply_to and external:
        raise ValueError("a message replies to one other")
    context: Json = {}
    if origin is not None:
        context["forward_origin"] = origin_of(origin)
    if external:
        context["external_reply"] = _external_reply(external)
        # Telegram adds a quote of its own where the answered message is not shown.
        if quote is None and external.text:
            context["quote"] = _quote(external, _beginning(external.text)) | {"is_manual": None}
    if quote is not None:
        if not (replied := reply_to or external):
            raise ValueError("a quote without a message it is from")
        context["quote"] = _quote(replied, quote)
    if "quote" in context:
        context["quote"] = without_none(context["quote"])
    return context


def _quote(message: Message, quote: str) -> Json:
    """The Bot API's TextQuote; links and commands within it are not marked, as in Telegram."""
    start = message.text.find(quote)
    if not quote or start < 0 or utf16_length(quote) > MAX_QUOTE:
        raise ValueError("no part of the message that can be quoted")
    position, length = utf16_length(message.text[:start]), utf16_length(quote)
    kept = []
    for entity in message.entities:
        begin = max(entity["offset"], position)
        end = min(entity["offset"] + entity["length"], position + length)
        if entity["type"] in _QUOTED_ENTITIES and begin < end:
            kept.append(entity | {"offset": begin - position, "length": end - begin})
    return {"text": quote, "entities": kept or None, "position": position, "is_manual": True}


def _beginning(text: str) -> str:
    return text.encode("utf-16-le")[: MAX_QUOTE * 2].decode("utf-16-le", "ignore")


def _external_reply(message: Message) -> Json:
    """The Bot API's ExternalReplyInfo: files and origin, no words."""
    attached = {key: message.extra[key] for key in _ATTACHED if key in message.extra}
    place: Json = {}
    if message.chat.type in ("supergroup", "channel"):
        place = {"chat": message.chat.to_json(), "message_id": message.message_id}
    shown = {"origin": origin_of(message), **place, "link_preview_options": message.preview}
    return without_none(shown) | attached


def origin_of(source: Origin) -> Json:
    """The Bot API's MessageOrigin."""
    if isinstance(source, dict):
        return source
    if isinstance(source, Message):
        return _origin_of_message(source)
    fields: Json = {"date": int(time.time())}
    if isinstance(source, str):
        return fields | {"type": "hidden_user", "sender_user_name": source}
    if isinstance(source, User):
        return fields | {"type": "user", "sender_user": source.to_json()}
    if source.type == "channel":
        return fields | {"type": "channel", "chat": source.to_json(), "message_id": 1}
    return fields | {"type": "chat", "sender_chat": source.to_json()}


def _origin_of_message(message: Message) -> Json:
    author = message.sender if message.sender and message.chat.type != "channel" else message.chat
    told = origin_of(author) | {"date": message.date}
    if told["type"] != "channel":
        return told
    signed = {"author_signature": message.extra.get("author_signature")}
    return without_none(told | {"message_id": message.message_id} | signed)
