"""Messages that the bot sends by itself: once each, and what became of them in terms of what to do now."""

from typing import Any

from telegram import LinkPreviewOptions
from telegram.constants import ParseMode
from telegram.error import TelegramError
from telegram.ext import ExtBot

from bot.digest.model import Place
from bot.render.keyboards import Keyboard
from bot.sender.markup import markup
from bot.sender.pace import DIGEST, Pace
from bot.sender.refusals import is_answer, send_error

_NO_PREVIEW = LinkPreviewOptions(is_disabled=True)


class Outbox:
    """Sends digests and notices, behind all replies, through a bot whose rate limiter is a `Pace`."""

    def __init__(self, bot: ExtBot[Any]) -> None:
        self._bot = bot
        if not isinstance(bot.rate_limiter, Pace):
            raise TypeError("the bot must be paced by a Pace")
        self._pace = bot.rate_limiter

    def room(self) -> int:
        """Return how many messages could be sent at once."""
        return self._pace.digest_room()

    async def send(self, place: Place, text: str, *, silent: bool, keyboard: Keyboard = ()) -> int:
        """Send one message of Telegram HTML and return its id there.

        It is sent once; where that fails, the kind of `SendError` tells what is to be done.
        """
        try:
            message = await self._bot.send_message(
                place.chat_id,
                text,
                parse_mode=ParseMode.HTML,
                message_thread_id=place.topic_id or None,
                disable_notification=silent,
                link_preview_options=_NO_PREVIEW,
                reply_markup=markup(keyboard),
                rate_limit_args=DIGEST,
            )
        except TelegramError as error:
            raise send_error(error, in_topic=place.topic_id != 0) from error
        return message.message_id

    async def is_answered(self) -> bool:
        """Return whether Telegram answers at all just now, be it with a refusal."""
        try:
            await self._bot.get_me()
        except TelegramError as error:
            return is_answer(error)
        return True
