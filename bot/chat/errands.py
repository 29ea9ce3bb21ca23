"""What commands and buttons ask for that may take long: done beside the handlers, with signs of life."""

from collections.abc import Hashable

from telegram import CallbackQuery, Message
from telegram.constants import ChatAction
from telegram.error import Forbidden

from bot.chat.answering import Person, change_of, person_of, press_of, question, sender_of
from bot.chat.answers import Answer
from bot.chat.context import Context
from bot.chat.faults import admit
from bot.chat.places import place_of
from bot.chat.reply import pop_up, send
from bot.chat.running import Job, Request, Stop
from bot.chat.showing import Make, Showing, made, refuse_more
from bot.render.phrases import phrase
from bot.render.text import shortened, visible

# A name longer than this fills the line that says what is being read.
_MOST_NAME = 80


async def run_command(
    message: Message,
    context: Context,
    make: Make,
    *,
    reading: str = "",
    line: str = "",
    label: Hashable = None,
    can_stop: bool = True,
) -> None:
    """Answer a command with what `make` gives; `reading` is what the line says that is being read.

    `line` is the whole line, where nothing is read; it has a button that stops it where they `can_stop` it.
    A `UserError` of `make` becomes the answer.
    """
    person = sender_of(message, context)
    job = _showing(message, context, person, make, Answer(), reading, line)
    job.can_stop = can_stop
    if not _start(job, message, context, person, label or question(message)):
        await refuse_more(message, context, person.asker.id)


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
    if below:
        label, answer = press_of(query, message, person), Answer()
    else:
        label = change_of(message.chat_id, message.message_id)
        answer = Answer(messages=[message.message_id])
    job = _showing(message, context, person, make, answer, reading)
    busy = context.house.running.labelled(label) is not None
    if busy or not _start(job, message, context, person, label):
        await pop_up(query, phrase("toast.still_reading"))
    else:
        await pop_up(query)


async def run_privately(query: CallbackQuery, message: Message, context: Context, make: Make) -> None:
    """Send what `make` gives to the person who pressed, in their private chat, without buttons."""
    person = person_of(query.from_user, context)
    label = press_of(query, message, person)
    try:
        # Tells at once whether the person can be written to; a press has to be answered soon.
        await context.bot.send_chat_action(person.id, ChatAction.TYPING)
    except Forbidden:
        await pop_up(query, phrase("toast.start_first"), alert=True)
        return
    job = _Privately(context, person, make)
    if context.house.running.labelled(label) or not _start(job, message, context, person, label):
        await pop_up(query, phrase("toast.still_reading"))
    else:
        await pop_up(query, phrase("toast.coming_privately"))


def _showing(
    message: Message,
    context: Context,
    person: Person,
    make: Make,
    answer: Answer,
    reading: str,
    line: str = "",
) -> Showing:
    name = shortened(visible(reading), _MOST_NAME)
    says = phrase("progress.reading", what=name) if name else line or phrase("progress.sources")
    return Showing(message, context, person.id, make, answer, lambda: says, at_once=bool(name))


def _start(job: Job, message: Message, context: Context, person: Person, label: Hashable) -> bool:
    # One after another within a chat: sources are then found in the order in which they were named, and
    # nobody's quota of two at once is used up by their own list.
    lane = "errands", place_of(message)
    running = context.house.running
    return running.start(job, message.chat_id, person.asker.id, lane=lane, label=label) is not None


class _Privately:
    """The job of sending what `make` gives to the person who pressed a button elsewhere."""

    def __init__(self, context: Context, person: Person, make: Make) -> None:
        self._context, self._person, self._make = context, person.id, make

    async def run(self, request: Request) -> None:
        """Make the view and send it."""
        view = await made(self._make)
        request.settled, request.refusal = True, view.refusal
        for part in view.parts:
            await send(self._context, self._person, part, ())

    async def stopped(self, why: Stop) -> None:
        """Say nothing: nothing was begun that anybody sees."""

    async def failed(self, error: Exception) -> None:
        """Say that it went wrong on our side."""
        await admit(error, self._context, chat_id=self._person)
