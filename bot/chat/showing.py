"""Makes a view beside the handlers and shows it as the answer to a message, with signs of life meanwhile."""

from collections.abc import Awaitable, Callable

import structlog
from telegram import Message
from telegram.error import TelegramError

from bot.chat.answers import Answer
from bot.chat.context import Context
from bot.chat.delivery import View, deliver, plain, refused
from bot.chat.faults import admit
from bot.chat.progress import Line, typing
from bot.chat.reply import say
from bot.chat.running import MOST_OF_A_PERSON, Request, Stop
from bot.errors import UserError
from bot.render.phrases import phrase

log = structlog.get_logger(__name__)

Make = Callable[[], Awaitable[View]]
"""Makes what is to be shown; a `UserError` becomes the answer."""


async def made(make: Make) -> View:
    """Return what is to be shown, be it why there is nothing."""
    try:
        return await make()
    except UserError as error:
        return refused(error)


async def refuse_more(message: Message, context: Context, asker: int) -> None:
    """Say that a person has too many requests under way, unless they know."""
    if not context.house.running.is_told(message.chat_id, asker):
        await say(message, context, phrase("error.too_many", limit=MOST_OF_A_PERSON))


class Showing:
    """The job of showing what `make` gives.

    The answer goes into `answer`, which may hold an earlier one. `line` is asked what is being done when that
    takes long; `person` is whose message it is. Where it will surely take a while, "typing…" is shown
    `at_once`.
    """

    can_stop = True
    """Whether the line has a button that stops it."""
    line_after: float | None = None
    """Seconds after which the line is shown; None: as usual."""

    def __init__(
        self,
        message: Message,
        context: Context,
        person: int,
        make: Make,
        answer: Answer,
        line: Callable[[], str],
        *,
        at_once: bool,
    ) -> None:
        self._message, self._context, self._person = message, context, person
        self._make, self._answer = make, answer
        self._line, self._at_once = line, at_once

    async def run(self, request: Request) -> None:
        """Make the view and show it."""
        message, context = self._message, self._context
        stops = request.id if self.can_stop else None
        line = Line(message, context, self._answer, stops, self._person, self.line_after)
        async with typing(message, context, at_once=self._at_once), line.shown(self._line):
            view = await made(self._make)
        request.settled, request.refusal = True, view.refusal
        await deliver(message, context, self._answer, view)

    async def stopped(self, why: Stop) -> None:
        """Let no line stand that says that something is being done."""
        if why is Stop.RESTART:
            await self._tell("progress.restarting")
        elif why is Stop.PERSON and self._answer.is_line:
            await self._tell("progress.cancelled")

    async def failed(self, error: Exception) -> None:
        """Say that it went wrong on our side."""
        has_line = self._answer.is_line
        await admit(error, self._context, message=None if has_line else self._message)
        if has_line:
            await self._tell("error.internal")

    async def _tell(self, key: str) -> None:
        try:
            await deliver(self._message, self._context, self._answer, plain(phrase(key)))
        except TelegramError as error:
            log.warning("end_not_told", error=repr(error))
