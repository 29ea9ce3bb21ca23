"""Sends one part of a digest, and decides what is done when that fails: see `SendError` for the cases."""

import asyncio
import html
import math
import re
from collections.abc import Callable
from typing import Protocol

import structlog

from bot.digest.model import ChatKind, ChatState, DeliveryState, Place
from bot.digest.schedule import quiet_until
from bot.errors import (
    ChatBlocked,
    ChatMoved,
    Doubtful,
    NeverSent,
    SendError,
    TextRefused,
    TooSoon,
    TopicMissing,
)
from bot.metrics import DUPLICATES_POSSIBLE, SEND_LAG, SENT
from bot.render.digest import topic_gone_text, write_refused_text
from bot.render.keyboards import Keyboard
from bot.render.languages import ENGLISH, speaking
from bot.render.menus import digest_keyboard
from bot.services.digest_texts import stories_on
from bot.services.trouble import Doubts, Trouble
from bot.storage import Storage, StorageError
from bot.storage.ledger import FLOOD_ALL, MOST_DOUBTS, Claim, Notice, Outcome

log = structlog.get_logger(__name__)

# Seconds between a call without an answer and the one repetition, at least.
_DOUBT_PAUSE = 2
_TAG = re.compile(r"<[^>]*>")
_REFUSED = "refused"


class Outbox(Protocol):
    """What carries messages; raises `SendError` by what is to be done."""

    async def send(self, place: Place, text: str, *, silent: bool, keyboard: Keyboard = ()) -> int:
        """Send Telegram HTML; return the id of the message."""
        ...

    def room(self) -> int:
        """How many messages could be sent now without waiting."""
        ...

    async def is_answered(self) -> bool:
        """Whether Telegram answers at all just now; asks for what changes nothing."""
        ...


class SendPart:
    """Sends claimed parts; knows when Telegram cannot be reached, or wants nothing for a while."""

    def __init__(self, storage: Storage, outbox: Outbox, clock: Callable[[], float]) -> None:
        self._storage, self._ledger = storage, storage.deliveries
        self._outbox = outbox
        self._clock = clock
        self._unreachable, self._doubts = Trouble(), Doubts()
        self._not_before = 0.0
        self._asking: asyncio.Task[None] | None = None

    @property
    def must_wait(self) -> bool:
        """Whether nothing is to be sent to anybody now."""
        is_asking = self._asking is not None and not self._asking.done()
        return is_asking or asyncio.get_running_loop().time() < self._not_before

    @property
    def patience(self) -> int | None:
        """For how many seconds more nothing is repeated that had no answer, while only one part at a time is
        sent to find out whether anything arrives; None where that is known.
        """
        return self._doubts.patience

    def wait(self, seconds: float) -> None:
        """Have nothing sent to anybody for a while."""
        self._not_before = max(self._not_before, asyncio.get_running_loop().time() + seconds)

    def stop(self) -> None:
        """Let nothing go on by itself; what is being sent is not touched."""
        if self._asking:
            self._asking.cancel()

    async def send(self, claim: Claim) -> Outcome | None:
        """Send a part; return what is to be recorded, None where that was done."""
        try:
            return await self._send(claim)
        except StorageError as error:  # what was to be noted after a refusal could not be: tried again whole
            log.warning("delivery_put_off", delivery=claim.id, error=str(error))
            return _again(claim, self._now() + _DOUBT_PAUSE, "database")
        except Exception:  # the edge of a job: a fault of ours, after which nobody knows what became of it
            log.exception("delivery_failed", delivery=claim.id)
            return doubtful(claim, self._now(), "internal")

    def _now(self) -> int:
        return int(self._clock())

    async def _send(self, claim: Claim) -> Outcome | None:
        chat, left_at = claim.chat, asyncio.get_running_loop().time()
        try:
            message_id = await self._outbox.send(
                chat.place, claim.text, silent=chat.is_silent, keyboard=_keyboard(claim)
            )
        except SendError as error:
            return await self._after(claim, error, left_at)
        self._unreachable = Trouble()
        self._doubts.note_accepted(left_at)
        _count(claim, self._now())
        return Outcome(claim.id, DeliveryState.SENT, claim.doubts, message_id)

    async def _after(self, claim: Claim, error: SendError, left_at: float) -> Outcome | None:
        """Decide what is done after a failure; None where it is done and recorded."""
        match error:
            case NeverSent() | TooSoon() | Doubtful():
                return self._later(claim, error, left_at)
            case TextRefused():
                return _in_plain(claim, error)
            case ChatMoved():
                log.info("chat_moved", chat=claim.chat.id)
                await self._storage.move_chat(claim.chat.place.chat_id, error.chat_id)
                return _again(claim, self._now(), "moved")
            case TopicMissing() if claim.chat.place.topic_id:
                return await self._leave_topic(claim)
        blocked = isinstance(error, ChatBlocked)
        if await self._pause(claim, ChatState.BLOCKED if blocked else ChatState.CLOSED):
            return None
        return _again(claim, self._now(), "chat_changed")

    def _later(self, claim: Claim, error: NeverSent | TooSoon | Doubtful, left_at: float) -> Outcome:
        """Let a part be sent again, as soon as that may help."""
        now = self._now()
        match error:
            case NeverSent():
                self._hold_back(error)
                return _again(claim, now, "unreachable")
            case TooSoon():
                if error.everywhere:
                    self.wait(error.seconds)
                # Counted up, and one more, since `now` was counted down.
                moment = now + math.ceil(error.seconds) + 1
                return _again(claim, moment, FLOOD_ALL if error.everywhere else "flood")
        log.warning("delivery_doubtful", delivery=claim.id, reason=str(error))
        self._find_out(claim, left_at)
        return doubtful(claim, now, "no_answer")

    def _find_out(self, claim: Claim, left_at: float) -> None:
        """Hold back what is to be sent until Telegram answers, and longer each time that does not help."""
        is_trouble = self._doubts.note(left_at, is_again=claim.doubts > 0)
        if is_trouble and not self.must_wait:
            self.wait(self._doubts.pause())
        if self._asking is None or self._asking.done():
            self._asking = asyncio.create_task(self._until_answered())

    async def _until_answered(self) -> None:
        """Wait until Telegram answers again: what is repeated once must not be repeated into an outage."""
        outage = Trouble()
        while not await self._outbox.is_answered():
            pause = outage.pause()
            if outage.count == 1:
                log.warning("telegram_does_not_answer", meaning="nothing is sent until it does")
            await asyncio.sleep(pause)
        if outage.count:
            self._doubts.note_end()
            log.info("telegram_answers_again")

    def _hold_back(self, error: NeverSent) -> None:
        """Try nothing for a while: whatever was not reached for one message is not reached for the next."""
        if not self.must_wait:
            pause = self._unreachable.pause()
            log.warning("telegram_unreachable", error=str(error), next_try_in_seconds=pause)
            self.wait(pause)

    async def _leave_topic(self, claim: Claim) -> Outcome:
        """Send to the general topic what was meant for one that is gone, and say so once."""
        log.info("topic_gone", chat=claim.chat.id)
        now, chat_id = self._now(), await self._storage.chats.leave_topic(claim.chat.id)
        slot = f"topic {claim.chat.place.topic_id} is gone"
        with speaking(claim.chat.look.language or ENGLISH):
            text = topic_gone_text()
        await self._ledger.notify([Notice(chat_id, slot, text)], now)
        return _again(claim, now, "topic_gone")

    async def _pause(self, claim: Claim, state: ChatState) -> bool:
        """Pause a chat that nothing can be sent to; tell whoever set it up, where that is somebody else.

        Returns whether it was paused: not where it has become another one, or was paused and came back,
        since the part was sent.
        """
        chat, now = claim.chat, self._now()
        if not await self._ledger.give_up(chat.id, state, state.value, now, refused=claim.id):
            return False
        log.info("chat_paused", chat=chat.id, reason=state.value)
        if state is ChatState.CLOSED and chat.kind is not ChatKind.PRIVATE and chat.added_by:
            person = await self._storage.chats.find(Place(chat.added_by))
            if person and person.state is ChatState.ACTIVE:
                with speaking(person.look.language or ENGLISH):
                    text = write_refused_text(chat.place.chat_id)
                await self._ledger.notify([Notice(person.id, f"chat {chat.id} is closed {now}", text)], now)
        return True


def _count(claim: Claim, now: int) -> None:
    """Count a part that was accepted."""
    SENT.labels("digest" if claim.digest else "notice").inc()
    if claim.doubts:
        DUPLICATES_POSSIBLE.inc()
    if claim.reason != "quiet":  # put off until its chat wants to be disturbed: it is not known since when
        due_at = quiet_until(claim.chat.schedule, claim.due_at) or claim.due_at
        SEND_LAG.observe(max(0, now - due_at))


def _in_plain(claim: Claim, error: TextRefused) -> Outcome:
    """Let a text that was refused be sent once more, without its markup; what is refused so, too, is dead."""
    log.error("text_refused", delivery=claim.id, reason=str(error))
    plain = html.escape(html.unescape(_TAG.sub("", claim.text)), quote=False)
    if plain == claim.text:
        return Outcome(claim.id, DeliveryState.DEAD, claim.doubts, reason=_REFUSED)
    return Outcome(claim.id, DeliveryState.PENDING, claim.doubts, reason=_REFUSED, text=plain)


def _keyboard(claim: Claim) -> Keyboard:
    if claim.digest is None or claim.chat.kind is ChatKind.CHANNEL:
        return ()
    with speaking(claim.chat.look.language or ENGLISH):
        return digest_keyboard(claim.digest.id, 1, len(claim.digest.pages), stories_on(claim.digest, 1))


def _again(claim: Claim, moment: int, reason: str) -> Outcome:
    return Outcome(claim.id, DeliveryState.PENDING, claim.doubts, not_before=moment, reason=reason)


def doubtful(claim: Claim, now: int, reason: str) -> Outcome:
    """Return what is recorded of a part that may have arrived or not."""
    doubts = claim.doubts + 1
    if doubts >= MOST_DOUBTS:
        return Outcome(claim.id, DeliveryState.UNKNOWN, doubts, reason=reason)
    return Outcome(claim.id, DeliveryState.PENDING, doubts, not_before=now + _DOUBT_PAUSE, reason=reason)
