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
# Seconds between two looks at whether the line has to say something else. Of a group Telegram takes twenty
# messages and edits a minute, of which most are for answers.
_LOOK_AGAIN, _LOOK_AGAIN_IN_GROUPS = 1.5, 5.0


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
    """The line that says what is being done, and is edited as that goes on.

    It is shown `after` so many seconds, five as a rule. A button below it stops the request, where one is
    named.
    """

    def __init__(
        self,
        message: Message,
        context: Context,
        answer: Answer,
        request_id: str | None,
        asker: int,
        after: float | None = None,
    ) -> None:
        self._message, self._context, self._answer = message, context, answer
        # In a private chat nobody else can press.
        owner = None if message.chat.type == ChatType.PRIVATE else asker
        self._keyboard = cancel_keyboard(request_id, owner) if request_id else ()
        private = message.chat.type == ChatType.PRIVATE
        self._after = _LINE_AFTER if after is None else after
        self._again = _LOOK_AGAIN if private else _LOOK_AGAIN_IN_GROUPS
        self._is_sending, self._is_over = False, False

    @asynccontextmanager
    async def shown(self, text: Callable[[], str]) -> AsyncIterator[None]:
        """Show the line if the block takes long, and again whenever `text` gives another one.

        While it is being sent it is waited for, or nobody would know its message.
        """
        task = asyncio.create_task(self._show(text))
        try:
            yield
        finally:
            self._is_over = True
            if not self._is_sending:
                task.cancel()
            await _end_of(task)

    async def _show(self, text: Callable[[], str]) -> None:
        await asyncio.sleep(self._after)
        shown = ""
        while not self._is_over:
            if (says := text()) != shown:
                self._is_sending = True
                with suppress(TelegramError):  # the answer itself is still to come
                    await show_line(self._message, self._context, self._answer, says, self._keyboard)
                self._is_sending, shown = False, says
            if not self._is_over:
                await asyncio.sleep(self._again)


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
