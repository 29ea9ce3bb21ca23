"""From the inbox to the application: what Telegram brought is handed over, and noted when it is handled."""

import asyncio
import json
import time
from contextlib import suppress
from functools import partial

import structlog
from telegram import Update

from bot.chat import App
from bot.chat.handling import Handling
from bot.services.inbox import Inbox
from bot.serving.polling import read_update
from bot.storage import StorageError
from bot.storage.sql import cause_of
from bot.storage.updates import Taken

log = structlog.get_logger(__name__)

# Updates that are in the hands of handlers or wait for their turn in their chat, some 10 KB each. In one chat
# at most 250 do (see `bot.chat.order`): it takes forty chats that flood to hold up the others.
_AT_ONCE = 10_000
# Updates that are handed over in a turn, and seconds between two turns while there is work.
_AT_A_TURN, _BETWEEN = 20, 0.02
# The more handlers have to do, the longer a turn takes. While more comes in, the pause behind it is so many
# times as long: keeping an update, so that Telegram has its answer, comes before beginning another.
_MODESTY = 2.0
# Seconds until it is looked whether another process has put something into the inbox: people wait for it.
_LOOK = 1.0
# Seconds until the next attempt after a failure.
_PAUSE = 1.0


class Arrivals:
    """Hands updates from the inbox to the application, in order, as long as `run` runs.

    An update counts as handled when its handler has ended and whatever that began for it.
    """

    def __init__(self, app: App, inbox: Inbox) -> None:
        self._app, self._inbox = app, inbox
        # Taken, and not yet noted as handled.
        self._under_way: set[int] = set()
        self._handlers: set[asyncio.Task[None]] = set()
        self._ended: set[int] = set()
        self._is_troubled = False

    async def run(self, stop: asyncio.Event) -> None:
        """Hand over what is there and what comes, until told to stop; what an earlier process left first."""
        while not stop.is_set():
            self._inbox.filled.clear()
            most, start = min(_AT_A_TURN, _AT_ONCE - len(self._handlers)), time.monotonic()
            begun = await self._turn(most)
            took = time.monotonic() - start
            if begun is None:
                await _first(_PAUSE, stop)
                continue
            await _first(max(_BETWEEN, _MODESTY * took) if self._inbox.is_busy else _BETWEEN, stop)
            if begun < _AT_A_TURN:
                await _first(_LOOK if self._inbox.is_shared else None, stop, self._inbox.filled)

    async def handlers_ended(self) -> None:
        """Wait until no handler is at work; what they began may still go on."""
        while self._handlers:
            await asyncio.wait(self._handlers)

    async def finish(self) -> None:
        """Note what was handled; end the handlers still at work, whose updates are for whoever comes next."""
        await asyncio.sleep(0)  # tasks that have just ended are told about in the next round
        await self._turn(0)
        for task in self._handlers:
            task.cancel()
        await self.handlers_ended()
        if self._inbox.is_shared:
            with suppress(StorageError):  # then they wait until nobody else can be at them
                await self._inbox.give_back()

    async def _turn(self, most: int) -> int | None:
        """Note what was handled, and begin what is next; return how much, None where the database is away."""
        ended = self._ended.copy()
        try:
            taken, given_up = await self._inbox.turn(ended, self._under_way, most)
            self._ended -= ended
            self._under_way -= ended
            for number in given_up:
                log.error("update_given_up", update_id=number, meaning="the process ended in it each time")
                self._under_way.add(number)
                self._note_end(number)
            for one in taken:
                self._begin(one)
        except Exception as error:  # the edge of a job: the next turn does it anew
            if not self._is_troubled:
                shown = {"error": cause_of(error)} if isinstance(error, StorageError) else {"exc_info": error}
                log.warning("updates_held_up", **shown)
            self._is_troubled = True
            return None
        if self._is_troubled:
            log.info("done_again", after="updates_held_up")
            self._is_troubled = False
        return len(taken) + len(given_up)

    def _begin(self, taken: Taken) -> None:
        self._under_way.add(taken.id)
        update = read_update(json.loads(taken.payload), self._app.bot)
        if update is None:
            self._note_end(taken.id)
            return
        task = asyncio.create_task(self._handle(update))
        self._handlers.add(task)
        task.add_done_callback(self._handlers.discard)

    async def _handle(self, update: Update) -> None:
        with Handling(partial(self._note_end, update.update_id)).entered():
            try:
                await self._app.update_processor.process_update(update, self._app.process_update(update))
            except Exception:  # the edge of a job; what handlers raise has come to the application's own
                log.exception("update_failed", update_id=update.update_id)

    def _note_end(self, number: int) -> None:
        self._ended.add(number)
        self._inbox.filled.set()


async def _first(seconds: float | None, *events: asyncio.Event) -> None:
    """Wait until one of some events is set, or so many seconds have passed, if a number is given."""
    tasks = [asyncio.create_task(event.wait()) for event in events]
    await asyncio.wait(tasks, timeout=seconds, return_when=asyncio.FIRST_COMPLETED)
    for task in tasks:
        task.cancel()
