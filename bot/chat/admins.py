"""Who administers a group: asked of Telegram, and believed for a minute."""

import time

from telegram import Bot, ChatMember
from telegram.error import TelegramError

# Somebody who loses the right loses it here within a minute, and a group that presses fast costs one call.
_BELIEVED_SECONDS = 60.0
_MAX_ENTRIES = 10_000


class Admins:
    """Answers by group and person. When Telegram does not answer, nobody is an administrator."""

    def __init__(self) -> None:
        self._known: dict[tuple[int, int], tuple[float, bool]] = {}

    async def is_admin(self, bot: Bot, chat_id: int, user_id: int) -> bool:
        """Whether a person administers a group."""
        now = time.monotonic()
        asked_at, answer = self._known.get((chat_id, user_id), (float("-inf"), False))
        if now - asked_at < _BELIEVED_SECONDS:
            return answer
        try:
            member = await bot.get_chat_member(chat_id, user_id)
        except TelegramError:
            return False
        if len(self._known) >= _MAX_ENTRIES:
            self._known.clear()
        answer = member.status in {ChatMember.ADMINISTRATOR, ChatMember.OWNER}
        self._known[chat_id, user_id] = (now, answer)
        return answer

    def forget(self, chat_id: int) -> None:
        """Forget who administers a group; of a person, in a private chat, whatever is known."""
        for key in [key for key in self._known if chat_id in key]:
            del self._known[key]
