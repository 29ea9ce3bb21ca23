"""Sends what the ledger holds: claims a part, sends it, records what became of it, and loses none.

One loop does the bookkeeping, a turn at a time: what was sent meanwhile is recorded and as much is claimed as
can be sent at once, in one transaction. The sending itself goes on beside it.
"""

import asyncio
import time
from collections.abc import Callable, Sequence
from contextlib import suppress

import structlog

from bot.digest.model import Chat, ChatState
from bot.digest.schedule import quiet_until
from bot.services.digest_texts import frozen_text
from bot.services.send_part import Outbox, SendPart, doubtful
from bot.services.trouble import Trouble
from bot.storage import Storage, StorageError
from bot.storage.deliveries import Claim, Notice, Outcome

log = structlog.get_logger(__name__)

# Parts under way at once, as far as the pace allows: more than 64 connections do not make Telegram quicker.
_AT_ONCE = 64
# Seconds for which a part is ours alone: three times as long as the slowest call can take.
_LEASE = 120
# Seconds after which the ledger is looked at although nobody said that there is something new.
_LOOK_AGAIN = 5.0
# Seconds after which it is asked again whether something can be sent, half as long as
# 25 messages a second leave between two.
_LOOK_FOR_ROOM = 0.02


class Deliver:
    """The sending of one process. `owner` names the process in the ledger."""

    def __init__(
        self, storage: Storage, outbox: Outbox, owner: str, clock: Callable[[], float] = time.time
    ) -> None:
        self._ledger = storage.deliveries
        self._outbox = outbox
        self._part = SendPart(storage, outbox, clock)
        self._owner = owner
        self._clock = clock
        self._news, self._stopped = asyncio.Event(), asyncio.Event()
        self._sending: set[asyncio.Task[None]] = set()
        self._outcomes: list[Outcome] = []
        self._unwritable = Trouble()

    def wake(self) -> None:
        """Say that there is something new to send."""
        self._news.set()

    async def notices(self, chats: Sequence[Chat], slot: str, text: str, now: int) -> None:
        """Have a message sent to chats, in their quiet hours at the end of these; of one slot only once."""
        await self._ledger.notify(
            [
                Notice(chat.id, slot, text, quiet_until(chat.schedule, now) or 0)
                for chat in chats
                if chat.state is ChatState.ACTIVE
            ],
            now,
        )
        self.wake()

    async def run(self) -> None:
        """Deliver until `stop`; then `finish` lets what is being sent come to its end."""
        await self._take_over()
        while not self._stopped.is_set():
            try:
                await self._step()
            except Exception:  # the edge of the loop: digests do not end because of one fault
                log.exception("delivering_failed")
                await _wait(self._stopped, self._unwritable.pause())

    async def _step(self) -> None:
        await self._wait_for_room()
        self._news.clear()
        claims = await self._turn()
        for claim in claims:
            task = asyncio.create_task(self._deliver(claim))
            self._sending.add(task)
            task.add_done_callback(self._sending.discard)
        if not claims and not self._outcomes:
            await _wait(self._news, _LOOK_AGAIN)

    def stop(self) -> None:
        """Claim nothing any more."""
        self._stopped.set()
        self._part.stop()
        self._news.set()

    async def finish(self) -> None:
        """Wait for what is being sent, and record each part at once; after `stop`.

        Whoever wants to wait no longer may end the process any time: only what has no answer is in doubt.
        """
        while self._sending or self._outcomes:
            if not self._outcomes:
                await asyncio.wait(set(self._sending), return_when=asyncio.FIRST_COMPLETED)
                continue
            await self._turn()
            if self._unwritable.count:
                await asyncio.sleep(self._unwritable.pause())
        self._part.stop()

    def _now(self) -> int:
        return int(self._clock())

    async def _take_over(self) -> None:
        while not self._stopped.is_set():
            try:
                again, given_up = await self._ledger.take_over(self._owner, self._now())
            except StorageError as error:
                await self._report_unwritable(error)
                continue
            if again or given_up:
                log.warning("deliveries_taken_over", sent_again=again, given_up=given_up)
            return

    async def _turn(self) -> Sequence[Claim]:
        """Record and claim; claims nothing while that is not to be."""
        now = self._now()
        outcomes, self._outcomes = self._outcomes, []
        try:
            claims = await self._ledger.turn(
                outcomes,
                owner=self._owner,
                now=now,
                lease_until=now + _LEASE,
                limit=self._room(),
                freeze=lambda claim: frozen_text(claim, now),
            )
        except StorageError as error:
            self._outcomes = outcomes + self._outcomes
            await self._report_unwritable(error)
            return ()
        except BaseException:
            self._outcomes = outcomes + self._outcomes
            raise
        if self._unwritable.count:
            log.info("ledger_writable_again")
            self._unwritable = Trouble()
        return claims

    async def _report_unwritable(self, error: StorageError) -> None:
        pause = self._unwritable.pause()
        if self._unwritable.count == 1:
            log.error("ledger_unwritable", error=str(error), meaning="nothing is sent until it can be noted")
        await _wait(self._stopped, pause)

    def _room(self) -> int:
        if self._stopped.is_set() or self._part.must_wait:
            return 0
        return max(0, min(_AT_ONCE - len(self._sending), self._outbox.room()))

    async def _wait_for_room(self) -> None:
        while not self._stopped.is_set() and not self._outcomes and not self._room():
            await _wait(self._stopped, _LOOK_FOR_ROOM)

    async def _deliver(self, claim: Claim) -> None:
        try:
            outcome = await self._part.send(claim)
        except asyncio.CancelledError:
            outcome = doubtful(claim, self._now(), "stopped")
            raise
        finally:
            if outcome:
                self._outcomes.append(outcome)
            self._news.set()


async def _wait(event: asyncio.Event, seconds: float) -> None:
    """Wait for an event, but only so long."""
    if not event.is_set():
        with suppress(TimeoutError):
            async with asyncio.timeout(seconds):
                await event.wait()
