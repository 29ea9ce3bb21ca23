"""Who administers a group or channel: asked of Telegram, and believed for a minute."""

import time

from telegram import Bot, ChatMember
from telegram.error import TelegramError

POST, EDIT = "can_post_messages", "can_edit_messages"
"""Rights that administrators of a channel have or have not."""

# Somebody who loses the right loses it here within a minute, and a group that presses fast costs one call.
_BELIEVED_SECONDS = 60.0
_MAX_ENTRIES = 10_000


class Admins:
    """Answers by chat and person. When Telegram does not answer, nobody is an administrator."""

    def __init__(self) -> None:
        self._known: dict[tuple[int, int], tuple[float, ChatMember]] = {}

    async def is_admin(self, bot: Bot, chat_id: int, user_id: int, right: str | None = None) -> bool:
        """Whether a person administers a group or channel and has a right there, if one is named."""
        try:
            member = await self._member(bot, chat_id, user_id)
        except TelegramError:
            return False
        if member.status == ChatMember.OWNER:
            return True
        has_right = right is None or getattr(member, right, None) is True
        return member.status == ChatMember.ADMINISTRATOR and has_right

    async def _member(self, bot: Bot, chat_id: int, user_id: int) -> ChatMember:
        now = time.monotonic()
        if known := self._known.get((chat_id, user_id)):
            asked_at, member = known
            if now - asked_at < _BELIEVED_SECONDS:
                return member
        member = await bot.get_chat_member(chat_id, user_id)
        if len(self._known) >= _MAX_ENTRIES:
            self._known.clear()
        self._known[chat_id, user_id] = (now, member)
        return member

    def forget(self, chat_id: int) -> None:
        """Forget who administers a chat; of a person, in a private chat, whatever is known."""
        for key in [key for key in self._known if chat_id in key]:
            del self._known[key]
