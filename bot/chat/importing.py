"""Files brought in: lists of sources, followed with a line that says how far it is, and backups."""

import re
from collections.abc import Awaitable, Callable, Hashable
from io import BytesIO

import structlog
from telegram import Message, User
from telegram.error import TelegramError
from telegram.ext import filters

from bot.chat.answering import Person, person_of, question
from bot.chat.answers import Answer
from bot.chat.arriving import offering, speak_there
from bot.chat.context import Context
from bot.chat.delivery import View, deliver, plain
from bot.chat.places import kind_of, place_of
from bot.chat.running import Stop
from bot.chat.showing import Showing, refuse_more
from bot.chat.uploads import upload_of
from bot.chat.views import owner_of
from bot.chat.wanted import File
from bot.errors import UserError
from bot.render.data import imported_text, restore_text, restored_text
from bot.render.data_menus import restore_keyboard
from bot.render.phrases import phrase
from bot.render.schedule_menus import imported_keyboard
from bot.render.text import shortened, visible
from bot.services.imports import Progress
from bot.sources.backup import Backup

log = structlog.get_logger(__name__)

# A list is followed within a second or two; whoever brings a long one sees at once that it goes on.
_LINE_AFTER = 1.0
# A longer name fills the line that says what is being read.
_MOST_NAME = 80
_JSON = re.compile(rb"\s*\{")
_NAMES = (".opml", ".xml", ".json", ".txt")

Make = Callable[[Progress], Awaitable[View]]
"""Makes what is to be shown, and tells how far it is."""


class Captioned(filters.MessageFilter):
    """A command as the caption of a document or a picture."""

    def __init__(self, command: str) -> None:
        super().__init__()
        self._command = f"/{command}"

    def filter(self, message: Message) -> bool:
        """Whether the caption begins with the command, and not with that of another bot."""
        words = (message.caption or "").split(maxsplit=1)
        if not words:
            return False
        command, _, addressee = words[0].partition("@")
        ours = not addressee or addressee.lower() == message.get_bot().username.lower()
        return command.lower() == self._command and ours


async def import_file(message: Message, context: Context, file: File, person: Person) -> None:
    """Answer a file: follow the list that it is, or ask whether the backup that it is shall be restored."""
    owner = owner_of(message.chat.type, person.id)
    house, place, kind = context.house, place_of(message), kind_of(message)

    async def make(at: Progress) -> View:
        body = BytesIO()
        await upload_of(file, context).load(body)
        if _JSON.match(body.getvalue().removeprefix(b"\xef\xbb\xbf")):
            waiting = await house.backups.read(place, body.getvalue(), person.asker)
            backup, now = waiting.backup, house.schedules.now()
            text = restore_text(backup.setup, waiting.now, backup.exported_at, now)
            return View([text], restore_keyboard(waiting.id, owner))
        if not file.name.lower().endswith(_NAMES):
            raise UserError("no_import", name=file.name)
        done = await house.imports.opml(place, kind, body.getvalue(), person.asker, at)
        text = imported_text(
            done.plan,
            new=done.new,
            known=done.known,
            left_out=done.left_out,
            unusable=done.unusable,
            fault=done.fault,
        )
        return View([text], imported_keyboard(owner))

    job = _Importing(message, context, person, make, Answer(), file.name)
    if not _start(job, message, context, person, question(message)):
        await refuse_more(message, context, person.asker.id)


def restore(
    message: Message, context: Context, backup: Backup, user: User, owner: int | None, label: Hashable
) -> bool:
    """Begin to restore a backup, and show that in a message of ours; False where too much is under way.

    `user` wants it; `owner` is whose message it is.
    """
    house, place, kind = context.house, place_of(message), kind_of(message)
    person = person_of(user, context)

    async def make(at: Progress) -> View:
        wanted, was_on = backup.setup.look.has_offers, (await house.looks.of(place)).has_offers
        offers = await offering(message, user, context, wanted=wanted, was_on=was_on)
        plan = await house.backups.restore(place, kind, backup, person.asker, at, may_offer=offers.may)
        await speak_there(message, user, context)
        return View([restored_text(backup.setup, plan, offers.notes)], imported_keyboard(owner))

    job = _Importing(message, context, person, make, Answer(messages=[message.message_id]), "")
    return _start(job, message, context, person, label)


class _Importing(Showing):
    """The job of following a list, which says how far it is, also when it is stopped."""

    line_after = _LINE_AFTER

    def __init__(
        self, message: Message, context: Context, person: Person, make: Make, answer: Answer, name: str
    ) -> None:
        self._done, self._total = 0, 0
        self._name = shortened(visible(name), _MOST_NAME)
        super().__init__(
            message, context, person.id, lambda: make(self._note), answer, self._says, at_once=True
        )

    async def stopped(self, why: Stop) -> None:
        """Say how far it came."""
        if why is Stop.PERSON and self._total:
            text = phrase("data.import_stopped", done=self._done, total=self._total)
            view = plain(text, imported_keyboard(owner_of(self._message.chat.type, self._person)))
            try:
                await deliver(self._message, self._context, self._answer, view)
            except TelegramError as error:
                log.warning("end_not_told", error=repr(error))
        else:
            await super().stopped(why)

    def _note(self, done: int, total: int) -> None:
        self._done, self._total = done, total

    def _says(self) -> str:
        if self._total:
            return phrase("data.import_reading", done=self._done, total=self._total)
        return phrase("progress.reading", what=self._name) if self._name else phrase("progress.sources")


def _start(job: Showing, message: Message, context: Context, person: Person, label: Hashable) -> bool:
    # In the order of a chat's other errands.
    lane = "errands", place_of(message)
    running = context.house.running
    return running.start(job, message.chat_id, person.asker.id, lane=lane, label=label) is not None
