"""Sends what the ledger holds: claims a part, sends it, records what became of it, and loses none.

One loop does the bookkeeping, a turn at a time: what was sent meanwhile is recorded and as much is claimed as
can be sent at once, in one transaction. The sending itself goes on beside it.
"""

import asyncio
import time
from collections.abc import Callable, Sequence
from contextlib import suppress

import structlog

from bot.correlation import begin_request
from bot.metrics import UNDER_WAY
from bot.render.languages import ENGLISH, speaking
from bot.services.digest_texts import frozen_text
from bot.services.send_part import Outbox, SendPart, doubtful
from bot.services.trouble import Trouble
from bot.storage import Storage, StorageError
from bot.storage.ledger import Claim, Outcome

log = structlog.get_logger(__name__)

# Parts under way at once, as far as the pace allows: more than 64 connections do not make Telegram quicker.
_AT_ONCE = 64
# Seconds for which a part is ours alone: three times as long as the slowest call can take.
_LEASE = 120
# Seconds between two looks for parts of ours that were claimed and that nobody sends.
_LOOK_FOR_LOST = 10
# Seconds after which the ledger is looked at although nobody said that there is something new.
_LOOK_AGAIN = 5.0
# Seconds after which it is asked again whether something can be sent, half as long as
# 25 messages a second leave between two.
_LOOK_FOR_ROOM = 0.02


class Deliver:
    """The sending of one process. `owner` names the process in the ledger.

    `is_sure` tells whether it is known that no other process sends: nothing is begun while it is not.
    """

    def __init__(
        self,
        storage: Storage,
        outbox: Outbox,
        owner: str,
        clock: Callable[[], float] = time.time,
        is_sure: Callable[[], bool] = lambda: True,
    ) -> None:
        self._ledger = storage.deliveries
        self._outbox = outbox
        self._part = SendPart(storage, outbox, clock)
        self._owner = owner
        self._clock = clock
        self._is_sure = is_sure
        self._news, self._stopped = asyncio.Event(), asyncio.Event()
        self._sending: set[asyncio.Task[None]] = set()
        self._under_way: set[int] = set()
        self._looked_for_lost_at = 0
        self._outcomes: list[Outcome] = []
        self._unwritable = Trouble()
        self._loop: asyncio.Task[None] | None = None

    def start(self) -> None:
        """Begin to send what the ledger holds, from now on whatever comes into it."""
        self._loop = asyncio.create_task(self.run())

    async def close(self) -> None:
        """Send nothing more; see what is being sent to its end."""
        self.stop()
        if self._loop:
            # Whoever gives up waiting stops it, and may close once more, to note what was sent meanwhile.
            await asyncio.gather(self._loop, return_exceptions=True)
            await self.finish()

    @property
    def is_going_on(self) -> bool:
        """Whether parts are being sent as they come."""
        return self._loop is not None and not self._loop.done()

    def wake(self) -> None:
        """Say that there is something new to send."""
        self._news.set()

    async def run(self) -> None:
        """Deliver until `stop`; then `finish` lets what is being sent come to its end."""
        trouble, has_begun = Trouble(), False
        while not self._stopped.is_set():
            try:
                has_begun = has_begun or await self._begin()
                if has_begun:
                    await self._step()
                trouble = Trouble()
            except Exception:  # the edge of the loop: digests do not end because of one fault
                log.exception("delivering_failed")
                await _wait(self._stopped, trouble.pause())

    async def _step(self) -> None:
        await self._wait_for_room()
        self._news.clear()
        room = self._room()
        claims = await self._turn(room)
        for claim in claims:
            self._under_way.add(claim.id)
            task = asyncio.create_task(self._deliver(claim))
            self._sending.add(task)
            task.add_done_callback(self._sending.discard)
        if room and not claims and not self._outcomes:
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
            await self._turn(0)
            if self._unwritable.count:
                await asyncio.sleep(self._unwritable.pause())
        self._part.stop()

    def _now(self) -> int:
        return int(self._clock())

    async def _begin(self) -> bool:
        """Take over what the process before left; return whether that could be done."""
        now = self._now()
        try:
            again, given_up = await self._ledger.take_over(self._owner, now)
            paused_until = await self._ledger.paused_until(now)
        except StorageError as error:
            await self._report_unwritable(error)
            return False
        if again or given_up:
            log.warning("deliveries_taken_over", sent_again=again, given_up=given_up)
        if paused_until:
            log.warning("paused_everywhere", seconds=paused_until - now)
            self._part.wait(paused_until - now)
        return True

    async def _turn(self, room: int) -> Sequence[Claim]:
        """Record and claim; claims nothing while that is not to be."""
        now = self._now()
        outcomes, self._outcomes = self._outcomes, []
        try:
            if abs(now - self._looked_for_lost_at) >= _LOOK_FOR_LOST:
                await self._look_for_lost(now, {outcome.id for outcome in outcomes})
            claims = await self._ledger.turn(
                outcomes,
                owner=self._owner,
                now=now,
                lease_until=now + _LEASE,
                limit=room,
                freeze=lambda claim: _frozen(claim, now),
                patience=self._part.patience,
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

    async def _look_for_lost(self, now: int, answered: set[int]) -> None:
        """Free parts claimed by this very process that nobody sends: an error came after the claim."""
        lost = await self._ledger.free_lost(self._owner, now, now + _LEASE, self._under_way | answered)
        if any(lost):
            log.warning("deliveries_lost", sent_again=lost[0], given_up=lost[1])
        self._looked_for_lost_at = now

    async def _report_unwritable(self, error: StorageError) -> None:
        pause = self._unwritable.pause()
        if self._unwritable.count == 1:
            log.error("ledger_unwritable", error=str(error), meaning="nothing is sent until it can be noted")
        await _wait(self._stopped, pause)

    def _room(self) -> int:
        if self._stopped.is_set() or self._part.must_wait or not self._is_sure():
            return 0
        at_once = _AT_ONCE if self._part.patience is None else 1
        return max(0, min(at_once - len(self._sending), self._outbox.room()))

    async def _wait_for_room(self) -> None:
        while not self._stopped.is_set() and not self._outcomes and not self._room():
            await _wait(self._stopped, _LOOK_FOR_ROOM)

    async def _deliver(self, claim: Claim) -> None:
        begin_request()
        try:
            with UNDER_WAY.labels("message").track_inprogress():
                outcome = await self._part.send(claim)
        except asyncio.CancelledError:
            outcome = doubtful(claim, self._now(), "stopped")
            raise
        finally:
            if outcome:
                self._outcomes.append(outcome)
            self._under_way.discard(claim.id)
            self._news.set()


def _frozen(claim: Claim, now: int) -> str:
    with speaking(claim.chat.look.language or ENGLISH):
        return frozen_text(claim, now)


async def _wait(event: asyncio.Event, seconds: float) -> None:
    """Wait for an event, but only so long."""
    if not event.is_set():
        with suppress(TimeoutError):
            async with asyncio.timeout(seconds):
                await event.wait()
