"""Answers: sent, edited, with a sign of life while they take long."""

import asyncio
from collections.abc import AsyncIterator, Sequence
from contextlib import asynccontextmanager, suppress
from typing import Any

import structlog
from telegram import (
    CallbackQuery,
    InlineKeyboardButton,
    InlineKeyboardMarkup,
    LinkPreviewOptions,
    Message,
    ReplyParameters,
)
from telegram.constants import ChatAction, ChatType, ParseMode
from telegram.error import BadRequest, ChatMigrated, TelegramError

from bot.chat.context import Context
from bot.render.keyboards import Keyboard
from bot.render.text import Block, pack

log = structlog.get_logger(__name__)

# People take an answer within a second for immediate (Nielsen, Usability Engineering, 1993).
_TYPING_AFTER = 1.0
# Telegram shows "typing…" for five seconds at most.
_TYPING_AGAIN = 4.5

_NO_PREVIEW = LinkPreviewOptions(is_disabled=True)


async def say(message: Message, context: Context, text: str, keyboard: Keyboard = ()) -> Message:
    """Answer a message with plain text."""
    return await reply(message, context, pack([Block(text)]), keyboard)


async def reply(message: Message, context: Context, parts: Sequence[str], keyboard: Keyboard = ()) -> Message:
    """Answer a message, in its topic, with Telegram HTML in one or more parts; the last has the buttons.

    In a group the answer is tied to the question, which also tells later whose answer it is.
    """
    for number, part in enumerate(parts, start=1):
        sent = await _send(message, context, part, keyboard if number == len(parts) else ())
    context.house.shown.note(sent.chat_id, sent.message_id, (parts[-1], keyboard))
    return sent


async def send(context: Context, chat_id: int, text: str, keyboard: Keyboard, **where: Any) -> Message:  # noqa: ANN401
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
    """Answer a pressed button; Telegram wants that even where there is nothing to say."""
    try:
        await query.answer(text or None, show_alert=alert)
    except BadRequest as error:  # pressed long ago, while the bot was away: nobody waits for it any more
        log.info("press_too_old", reason=error.message)


async def _send(message: Message, context: Context, text: str, keyboard: Keyboard) -> Message:
    chat_id = message.chat_id
    thread = message.message_thread_id if message.is_topic_message else None
    quote = None
    if message.chat.type != ChatType.PRIVATE:
        quote = ReplyParameters(message.message_id, allow_sending_without_reply=True)
    for _ in range(3):  # a chat can move and its topic be gone: each is mended once
        try:
            return await send(
                context, chat_id, text, keyboard, message_thread_id=thread, reply_parameters=quote
            )
        except ChatMigrated as error:
            await context.house.access.moved(chat_id, error.new_chat_id)
            chat_id, quote, thread = error.new_chat_id, None, None
        except BadRequest as error:
            if thread is None or "thread not found" not in error.message:
                raise
            thread = None
    raise TelegramError("the chat kept moving")


async def edit(query: CallbackQuery, context: Context, text: str, keyboard: Keyboard) -> bool:
    """Show something else in the message of a pressed button; return False where it shows that already."""
    message = query.message
    if message is None:
        return False
    shown = context.house.shown
    if shown.is_same(message.chat.id, message.message_id, (text, keyboard)):
        return False
    changed = True
    try:
        await context.bot.edit_message_text(
            text,
            chat_id=message.chat.id,
            message_id=message.message_id,
            parse_mode=ParseMode.HTML,
            reply_markup=markup(keyboard),
            link_preview_options=_NO_PREVIEW,
        )
    except BadRequest as error:
        if "not modified" not in error.message:
            raise
        changed = False
    shown.note(message.chat.id, message.message_id, (text, keyboard))
    return changed


def markup(keyboard: Keyboard) -> InlineKeyboardMarkup | None:
    """Return a keyboard as python-telegram-bot wants it."""
    rows = [
        [InlineKeyboardButton(button.label, callback_data=button.data, url=button.url) for button in row]
        for row in keyboard
    ]
    return InlineKeyboardMarkup(rows) if rows else None


@asynccontextmanager
async def typing(message: Message, context: Context) -> AsyncIterator[None]:
    """Show "typing…" in the chat for as long as the block runs, if that is over a second."""
    thread = message.message_thread_id if message.is_topic_message else None

    async def show() -> None:
        await asyncio.sleep(_TYPING_AFTER)
        while True:
            with suppress(TelegramError):
                await context.bot.send_chat_action(message.chat_id, ChatAction.TYPING, thread)
            await asyncio.sleep(_TYPING_AGAIN)

    task = asyncio.create_task(show())
    try:
        yield
    finally:
        task.cancel()
