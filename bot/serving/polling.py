"""Telegram's updates, fetched by long polling until the bot is told to stop."""

import asyncio
import json
from collections.abc import Coroutine
from typing import Any, TypeVar

import structlog
from telegram import Bot, Update
from telegram.error import Conflict, InvalidToken, RetryAfter, TelegramError

from bot.chat import ALLOWED_UPDATES, App
from bot.errors import SettingsError
from bot.sender.calls import CountedRequest
from bot.sender.refusals import seconds_of

log = structlog.get_logger(__name__)

Result = TypeVar("Result")

# Seconds that Telegram may hold a call open while there is nothing new.
_HOLD = 10
# Seconds between attempts after a failure: quick at first, and never more than a person would wait for.
_FIRST_PAUSE, _LONGEST_PAUSE = 1.0, 30.0


class UpdatesRequest(CountedRequest):
    """A transport that hands on what the library can read, and an empty update in place of what it cannot.

    The library itself would write such an update into the log, texts and all, and ask for it for ever.
    """

    async def do_request(self, *args: Any, **kwargs: Any) -> tuple[int, bytes]:  # noqa: ANN401
        """Make the call."""
        status, payload = await super().do_request(*args, **kwargs)
        try:
            answer = json.loads(payload)
            answer["result"] = [
                update if read_update(update, None) else {"update_id": update["update_id"]}
                for update in answer["result"]
            ]
        except (ValueError, TypeError, KeyError):
            return status, payload  # no list of updates: the library says what is wrong with it
        return status, json.dumps(answer).encode()


def read_update(update: dict[str, Any], bot: Bot | None) -> Update | None:
    """Return an update as the library has it; None, logged without its text, where it cannot read it."""
    try:
        return Update.de_json(update, bot)
    except Exception as error:  # the library may raise anything for what it does not know
        log.warning("update_unreadable", update_id=update.get("update_id"), error=type(error).__name__)
        return None


class StoppedError(Exception):
    """The bot was told to stop meanwhile."""


async def unless_stopped(stop: asyncio.Event, work: Coroutine[Any, Any, Result]) -> Result:
    """Do something, but drop it and raise `StoppedError` as soon as the bot is told to stop."""
    task = asyncio.create_task(work)
    stopping = asyncio.create_task(stop.wait())
    try:
        await asyncio.wait({task, stopping}, return_when=asyncio.FIRST_COMPLETED)
        if not task.done():
            raise StoppedError
        return task.result()
    finally:
        stopping.cancel()
        if not task.done():
            task.cancel()
            await asyncio.wait({task})


async def poll(app: App, stop: asyncio.Event) -> None:
    """Hand updates to the application until told to stop; `SettingsError` when the token is revoked."""
    offset: int | None = None
    pause = _FIRST_PAUSE
    try:
        while True:
            try:
                fetch = app.bot.get_updates(offset, timeout=_HOLD, allowed_updates=ALLOWED_UPDATES)
                updates = await unless_stopped(stop, fetch)
            except TelegramError as error:
                pause = _pause_after(error, pause)
                await unless_stopped(stop, asyncio.sleep(pause))
                pause = min(pause * 2, _LONGEST_PAUSE)
                continue
            pause = _FIRST_PAUSE
            for update in updates:
                await app.update_queue.put(update)
                offset = update.update_id + 1
    except StoppedError:
        await _confirm(app, offset)


def _pause_after(error: TelegramError, pause: float) -> float:
    """Say what happened, and return how many seconds to wait."""
    if isinstance(error, InvalidToken):
        raise SettingsError("TELEGRAM_BOT_TOKEN is no longer valid; @BotFather has the new one") from None
    if isinstance(error, RetryAfter):
        return seconds_of(error)
    if isinstance(error, Conflict):
        log.error("token_used_twice", reason=error.message, meaning="only one program can run this bot")
    else:
        log.warning("polling_failed", error=str(error), next_try_in_seconds=pause)
    return pause


async def _confirm(app: App, offset: int | None) -> None:
    """Tell Telegram which updates were taken, or it would send them again at the next start."""
    if offset is None:
        return
    try:
        await app.bot.get_updates(offset, limit=1, timeout=0)
    except TelegramError as error:
        log.warning("updates_not_confirmed", error=str(error))
