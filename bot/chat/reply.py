"""Messages of the bot: sent, tied to what they answer, edited; and the pop-ups of buttons."""

from typing import Any

import structlog
from telegram import CallbackQuery, LinkPreviewOptions, Message, ReplyParameters
from telegram.constants import ChatType, ParseMode
from telegram.error import BadRequest, ChatMigrated, TelegramError
from telegram.helpers import create_deep_linked_url

from bot.chat.context import Context
from bot.render.keyboards import Keyboard
from bot.render.text import Block, pack, shortened
from bot.sender.markup import markup

log = structlog.get_logger(__name__)

# Longest text of a pop-up (Bot API, answerCallbackQuery).
_POP_UP = 200
_NO_PREVIEW = LinkPreviewOptions(is_disabled=True)


async def say(message: Message, context: Context, text: str, keyboard: Keyboard = ()) -> Message:
    """Answer a message with plain text, short enough for one message."""
    return await send_answer(message, context, pack([Block(text)])[0], keyboard)


async def send(context: Context, chat_id: int, text: str, keyboard: Keyboard, **where: Any) -> Message:  # noqa: ANN401  (as the library has it)
    """Send one message of Telegram HTML; `where` says in which topic, and to what it is an answer."""
    return await context.bot.send_message(
        chat_id,
        text,
        parse_mode=ParseMode.HTML,
        reply_markup=markup(keyboard),
        link_preview_options=_NO_PREVIEW,
        **where,
    )


async def pop_up(query: CallbackQuery, text: str = "", *, alert: bool = False) -> None:
    """Answer a pressed button with as much of a text as fits, even with none: Telegram wants an answer."""
    try:
        await query.answer(shortened(text, _POP_UP) or None, show_alert=alert)
    except BadRequest as error:  # pressed long ago, while the bot was away: nobody waits for it any more
        log.info("press_too_old", reason=error.message)


async def open_chat(query: CallbackQuery, context: Context, payload: str) -> None:
    """Answer a pressed button by opening the private chat with the bot, with what a deep link carries."""
    try:
        await query.answer(url=create_deep_linked_url(context.bot.username, payload))
    except BadRequest as error:
        log.info("press_too_old", reason=error.message)


async def send_answer(
    message: Message, context: Context, text: str, keyboard: Keyboard = (), *, silent: bool = False
) -> Message:
    """Answer a message, in its topic, with one message of Telegram HTML.

    In a group the answer is tied to the question, which also tells later whose answer it is.
    """
    chat_id = message.chat_id
    thread = message.message_thread_id if message.is_topic_message else None
    quote = None
    if message.chat.type != ChatType.PRIVATE:
        quote = ReplyParameters(message.message_id, allow_sending_without_reply=True)
    for _ in range(3):  # a chat can move and its topic be gone: each is mended once
        try:
            sent = await send(
                context,
                chat_id,
                text,
                keyboard,
                message_thread_id=thread,
                reply_parameters=quote,
                disable_notification=silent,
            )
        except ChatMigrated as error:
            await context.house.schedules.moved(chat_id, error.new_chat_id)
            chat_id, quote, thread = error.new_chat_id, None, None
        except BadRequest as error:
            if thread is None or "thread not found" not in error.message:
                raise
            thread = None
        else:
            context.house.shown.note(sent.chat_id, sent.message_id, (text, keyboard))
            return sent
    raise TelegramError("the chat kept moving")


async def edit(query: CallbackQuery, context: Context, text: str, keyboard: Keyboard) -> bool:
    """Show something else in the message of a pressed button; return False where it shows that already."""
    message = query.message
    return message is not None and await change(context, message.chat.id, message.message_id, text, keyboard)


async def change(context: Context, chat_id: int, message_id: int, text: str, keyboard: Keyboard) -> bool:
    """Show something else in a message of the bot; return False where it shows that already."""
    shown = context.house.shown
    if shown.is_same(chat_id, message_id, (text, keyboard)):
        return False
    changed = True
    try:
        await context.bot.edit_message_text(
            text,
            chat_id=chat_id,
            message_id=message_id,
            parse_mode=ParseMode.HTML,
            reply_markup=markup(keyboard),
            link_preview_options=_NO_PREVIEW,
        )
    except BadRequest as error:
        if "not modified" not in error.message:
            raise
        changed = False
    shown.note(chat_id, message_id, (text, keyboard))
    return changed
