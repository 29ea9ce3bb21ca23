"""Posts of channels, and what Telegram makes of them where they are discussed."""

from typing import Any

from tests.botapi.files import File
from tests.botapi.keyboards import Keyboard, reply_markup
from tests.botapi.model import SERVICE, Chat, Message, User
from tests.botapi.previews import preview_of
from tests.botapi.sending import Entities, Writers, origin_of
from tests.botapi.text import mark


class Publishers(Writers):
    """What channels publish; each act queues the updates that Telegram would send for it."""

    def post(
        self,
        channel: Chat,
        text: str = "",
        *,
        entities: Entities | None = None,
        by: User | None = None,
        attachment: File | None = None,
        caption: str = "",
        reply_to: Message | None = None,
        keyboard: Keyboard | None = None,
        extra: dict[str, Any] | None = None,
    ) -> Message:
        """Publish something in a channel, and in the group where its posts are discussed.

        `by` is named where the channel signs its posts. With `attachment` the words are the `caption`. A
        `keyboard` is one that another bot put below its post.
        """
        words, told = caption if attachment else text, dict(extra or {})
        if attachment:
            told |= self.files.sent(attachment)
        if by and channel.signs:
            told["author_signature"] = by.first_name
        marks = mark(words, entities or [])
        message = self.add_message(
            channel,
            None,
            words,
            entities=marks,
            keyboard=reply_markup({"inline_keyboard": keyboard}) if keyboard else None,
            preview=None if attachment else preview_of(words, marks),
            caption=bool(attachment),
            reply_to=reply_to.message_id if reply_to else None,
            extra=told,
        )
        message.foreign_keyboard = bool(keyboard)
        self.deliver(message)
        self.discuss(message)
        return message

    def discuss(self, post: Message) -> None:
        """Copy a post into the group of its channel, where Telegram itself forwards it."""
        group = self.chats.get(post.chat.linked or 0)
        if group is None:
            return
        told = {key: value for key, value in post.extra.items() if key != "author_signature"}
        told |= {"sender_chat": post.chat.to_json(), "is_automatic_forward": True}
        told["forward_origin"] = origin_of(post)
        copy = self.add_message(
            group,
            SERVICE,
            post.text,
            entities=post.entities,
            preview=post.preview,
            caption=post.caption,
            extra=told,
        )
        self.deliver(copy)
