"""Answers on their way out: in new messages, or in those that hold what was answered before."""

from collections.abc import Sequence
from dataclasses import dataclass

from telegram import Message
from telegram.error import BadRequest, ChatMigrated, TelegramError

from bot.chat.answers import Answer
from bot.chat.context import Context
from bot.chat.reply import change, send_answer
from bot.errors import UserError
from bot.render.keyboards import Keyboard
from bot.render.phrases import explain
from bot.render.text import Block, pack


@dataclass(frozen=True, slots=True)
class View:
    """What an answer shows: Telegram HTML in one or more parts, the last with the buttons."""

    parts: Sequence[str]
    keyboard: Keyboard = ()
    refusal: UserError | None = None
    """Why this is not what was asked for."""


def plain(text: str, keyboard: Keyboard = ()) -> View:
    """Return a view of plain text."""
    return View(pack([Block(text)]), keyboard)


def refused(error: UserError) -> View:
    """Return a view that says why there is nothing to be shown."""
    return View(pack([Block(explain(error))]), refusal=error)


async def deliver(question: Message, context: Context, answer: Answer, view: View) -> None:
    """Show an answer: in the messages that hold one already, as far as they last, and in new ones.

    A line that says what is being done becomes the answer, or goes where the answer has several parts: they
    stand together at the end of the chat.
    """
    kept = 0 if answer.is_line and len(view.parts) > 1 else len(view.parts)
    await _remove(question, context, answer.messages[kept:])
    answer.is_line = False
    before, now = answer.messages[:kept], list[int]()
    try:
        for number, part in enumerate(view.parts):
            keyboard = view.keyboard if number == len(view.parts) - 1 else ()
            place = before[number] if number < len(before) else None
            if place is None or not await _replace(question, context, place, part, keyboard):
                place = (await send_answer(question, context, part, keyboard)).message_id
            now.append(place)
    finally:
        answer.messages = now + before[len(now) :]


async def show_line(
    question: Message, context: Context, answer: Answer, text: str, buttons: Keyboard
) -> None:
    """Say what is being done: in the message that held the answer so far, else in a new one."""
    view = plain(text, buttons)
    await deliver(question, context, answer, view)
    answer.is_line = True


async def _replace(question: Message, context: Context, place: int, part: str, keyboard: Keyboard) -> bool:
    """Show something in a message of ours; return False where that message is gone."""
    try:
        await change(context, question.chat_id, place, part, keyboard)
    except ChatMigrated:
        return False
    except BadRequest as error:
        if "not found" not in error.message and "can't be edited" not in error.message:
            raise
        return False
    return True


async def _remove(question: Message, context: Context, messages: Sequence[int]) -> None:
    for place in messages:
        try:
            await context.bot.delete_message(question.chat_id, place)
        except TelegramError:  # too old, or gone already; nobody loses anything by it
            continue
