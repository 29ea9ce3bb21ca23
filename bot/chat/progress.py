"""Signs of life while an answer takes long: "typing…", then a line that says what is being read."""

import asyncio
from collections.abc import AsyncIterator, Callable
from contextlib import asynccontextmanager, suppress

from telegram import Message
from telegram.constants import ChatAction, ChatType
from telegram.error import TelegramError

from bot.chat.answers import Answer
from bot.chat.context import Context
from bot.chat.delivery import show_line
from bot.render.keyboards import cancel_keyboard

# People take an answer within a second for immediate (Nielsen, Usability Engineering, 1993).
_TYPING_AFTER = 1.0
# Telegram shows "typing…" for five seconds at most.
_TYPING_AGAIN = 4.5
# Longer than most pages take; who waits so long wants to know what for, and to be able to stop it.
_LINE_AFTER = 5.0


@asynccontextmanager
async def typing(message: Message, context: Context, *, at_once: bool = False) -> AsyncIterator[None]:
    """Show "typing…" in the chat for as long as the block runs, if that is over a second or `at_once`."""
    thread = message.message_thread_id if message.is_topic_message else None

    async def show() -> None:
        await asyncio.sleep(0 if at_once else _TYPING_AFTER)
        while True:
            with suppress(TelegramError):
                await context.bot.send_chat_action(message.chat_id, ChatAction.TYPING, thread)
            await asyncio.sleep(_TYPING_AGAIN)

    task = asyncio.create_task(show())
    try:
        yield
    finally:
        task.cancel()


class Line:
    """The line that says what is being done, with a button that stops it; shown after five seconds."""

    def __init__(
        self, message: Message, context: Context, answer: Answer, request_id: str, asker: int
    ) -> None:
        self._message, self._context, self._answer = message, context, answer
        # In a private chat nobody else can press.
        self._keyboard = cancel_keyboard(request_id, None if message.chat.type == ChatType.PRIVATE else asker)
        self._is_begun = False

    @asynccontextmanager
    async def shown(self, text: Callable[[], str]) -> AsyncIterator[None]:
        """Show the line if the block takes long. Sent it is waited for, or nobody would know its message."""
        task = asyncio.create_task(self._show(text))
        try:
            yield
        finally:
            if not self._is_begun:
                task.cancel()
            await _end_of(task)

    async def _show(self, text: Callable[[], str]) -> None:
        await asyncio.sleep(_LINE_AFTER)
        self._is_begun = True
        with suppress(TelegramError):  # the answer itself is still to come
            await show_line(self._message, self._context, self._answer, text(), self._keyboard)


async def _end_of(task: asyncio.Task[None]) -> None:
    """Wait until a task has ended, whatever comes; a cancellation meanwhile holds from then on."""
    cancelled: asyncio.CancelledError | None = None
    while not task.done():
        try:
            await asyncio.wait({task})
        except asyncio.CancelledError as error:
            cancelled = error
    if cancelled:
        raise cancelled
