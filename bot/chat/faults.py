"""What went wrong on our side: written down, and admitted to the person who waits."""

import structlog
from telegram import CallbackQuery, Message
from telegram.error import TelegramError

from bot.chat.context import Context
from bot.chat.reply import pop_up, say
from bot.errors import ChatBlocked, ChatClosed
from bot.metrics import REPLIES
from bot.render.phrases import phrase
from bot.sender.refusals import send_error
from bot.storage import StorageError
from bot.storage.sql import cause_of

log = structlog.get_logger(__name__)


async def admit(
    error: BaseException | None,
    context: Context,
    *,
    query: CallbackQuery | None = None,
    message: Message | None = None,
    chat_id: int | None = None,
) -> None:
    """Write down what happened, and say so behind the button, in answer to the message, or in the chat."""
    if isinstance(error, TelegramError) and _is_closed(error):
        log.info("chat_closed_to_us", reason=error.message)
        if query is None:
            return
        text = phrase("toast.closed")
    elif isinstance(error, StorageError):
        log.error("database_unusable", error=cause_of(error))
        REPLIES.labels("failed", "").inc()
        text = phrase("error.database")
    else:
        log.error("handler_failed", exc_info=error)
        REPLIES.labels("failed", "").inc()
        text = phrase("error.internal")
    try:
        if query:
            await pop_up(query, text, alert=True)
        elif message:
            await say(message, context, text)
        elif chat_id:
            await context.bot.send_message(chat_id, text)
    except TelegramError as second:
        log.warning("apology_failed", error=repr(second))


def _is_closed(error: TelegramError) -> bool:
    """Whether a call was refused because the bot may not write to the chat, which is no fault of ours."""
    return isinstance(send_error(error, in_topic=True), ChatBlocked | ChatClosed)
