"""What commands and buttons ask for that may take long: done beside the handlers, with signs of life."""

from collections.abc import Awaitable, Callable, Hashable

import structlog
from telegram import CallbackQuery, Message
from telegram.constants import ChatAction
from telegram.error import Forbidden, TelegramError

from bot.chat.answering import Person, change_of, person_of, question, sender_of
from bot.chat.answers import Answer
from bot.chat.context import Context
from bot.chat.delivery import View, deliver, plain
from bot.chat.faults import admit
from bot.chat.places import place_of
from bot.chat.progress import Line, typing
from bot.chat.reply import pop_up, say, send
from bot.chat.running import MOST_OF_A_PERSON, Request, Stop
from bot.errors import UserError
from bot.render.phrases import explain, phrase
from bot.render.text import shortened, visible

log = structlog.get_logger(__name__)

# A name longer than this fills the line that says what is being read.
_MOST_NAME = 80

Make = Callable[[], Awaitable[View]]


async def run_command(
    message: Message,
    context: Context,
    make: Make,
    *,
    reading: str = "",
    line: str = "",
    label: Hashable = None,
) -> None:
    """Answer a command with what `make` gives; `reading` is what the line says that is being read.

    `line` is the whole line, where nothing is read. A `UserError` of `make` becomes the answer.
    """
    errand = Errand(message, context, sender_of(message, context), make, Answer(), reading, line)
    if not _start(errand, message, context, label or question(message)):
        asker = sender_of(message, context).asker.id
        if not context.house.running.is_told(message.chat_id, asker):
            await say(message, context, phrase("error.too_many", limit=MOST_OF_A_PERSON))


async def run_press(
    query: CallbackQuery,
    message: Message,
    context: Context,
    make: Make,
    *,
    reading: str = "",
    below: bool = False,
) -> None:
    """Answer a pressed button with what `make` gives: in its message, or `below` it in a new one.

    Pressed again meanwhile, a button does nothing more.
    """
    person = person_of(query.from_user, context)
    label: Hashable = change_of(message.chat_id, message.message_id)
    if below:
        label = "press", message.chat_id, message.message_id, query.data, person.id
    answer = Answer() if below else Answer(messages=[message.message_id])
    errand = Errand(message, context, person, make, answer, reading)
    busy = context.house.running.labelled(label) is not None
    if busy or not _start(errand, message, context, label):
        await pop_up(query, phrase("toast.still_reading"))
    else:
        await pop_up(query)


async def run_privately(query: CallbackQuery, message: Message, context: Context, make: Make) -> None:
    """Send what `make` gives to the person who pressed, in their private chat, without buttons."""
    person = person_of(query.from_user, context)
    label = "press", message.chat_id, message.message_id, query.data, person.id
    errand = PrivateErrand(message, context, person, make, Answer(), "")
    try:
        # Tells at once whether the person can be written to; a press has to be answered soon.
        await context.bot.send_chat_action(person.id, ChatAction.TYPING)
    except Forbidden:
        await pop_up(query, phrase("toast.start_first"), alert=True)
        return
    if context.house.running.labelled(label) or not _start(errand, message, context, label):
        await pop_up(query, phrase("toast.still_reading"))
    else:
        await pop_up(query, phrase("toast.coming_privately"))


def _start(errand: "Errand", message: Message, context: Context, label: Hashable) -> bool:
    # One after another within a chat: sources are then found in the order in which they were named, and
    # nobody's quota of two at once is used up by their own list.
    lane = "errands", place_of(message)
    running = context.house.running
    return running.start(errand, message.chat_id, errand.person.asker.id, lane=lane, label=label) is not None


class Errand:
    """Makes a view and shows it as the answer to a message."""

    def __init__(
        self,
        message: Message,
        context: Context,
        person: Person,
        make: Make,
        answer: Answer,
        reading: str,
        line: str = "",
    ) -> None:
        self.person = person
        self._message, self._context = message, context
        self._make, self._answer = make, answer
        self._reading = shortened(visible(reading), _MOST_NAME)
        self._line = line or phrase("progress.sources")

    async def run(self, request: Request) -> None:
        """Make the view and show it."""
        message, context = self._message, self._context
        line = Line(message, context, self._answer, request.id, self.person.id)
        async with typing(message, context, at_once=bool(self._reading)), line.shown(self._progress):
            view = await self._view()
        request.settled = True
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

    async def _view(self) -> View:
        try:
            return await self._make()
        except UserError as error:
            return plain(explain(error))

    async def _tell(self, key: str) -> None:
        try:
            await deliver(self._message, self._context, self._answer, plain(phrase(key)))
        except TelegramError as error:
            log.warning("end_not_told", error=repr(error))

    def _progress(self) -> str:
        return phrase("progress.reading", what=self._reading) if self._reading else self._line


class PrivateErrand(Errand):
    """Makes a view and sends it to the person who pressed a button elsewhere."""

    async def run(self, request: Request) -> None:
        """Make the view and send it."""
        view = await self._view()
        request.settled = True
        for part in view.parts:
            await send(self._context, self.person.id, part, ())

    async def stopped(self, why: Stop) -> None:
        """Say nothing: nothing was begun that anybody sees."""

    async def failed(self, error: Exception) -> None:
        """Say that it went wrong on our side."""
        await admit(error, self._context, chat_id=self.person.id)
