"""The life of the bot at Telegram: it reaches Telegram, serves until told to stop, and ends in order."""

import asyncio
from contextlib import suppress
from datetime import UTC

import structlog
from apscheduler.schedulers.asyncio import AsyncIOScheduler
from telegram.error import InvalidToken, TelegramError

from bot.chat import App, Context, House, answer_pastes, give_up
from bot.errors import SettingsError
from bot.scheduler import start_ticks
from bot.serving.arrivals import Arrivals
from bot.serving.polling import StoppedError, poll, unless_stopped
from bot.serving.webhook import Webhook, announce

log = structlog.get_logger(__name__)

# Seconds for the answers that are still due when the bot is stopped; service managers kill after 30 or more.
_PATIENCE_AT_THE_END = 20.0
# Seconds for what is being written just then, and more for noting what was sent, or it would be sent again.
_PATIENCE_WITH_RECORDS = 5.0
# Pauses between attempts to reach Telegram at the start: quick at first, then once a minute.
_FIRST_PAUSE, _LONGEST_PAUSE = 1.0, 60.0


async def serve(app: App, house: House, api: str, stop: asyncio.Event, webhook: Webhook | None) -> None:
    """Serve at Telegram, whose address is `api`, until told to stop; without a webhook updates are asked for.

    Raises `SettingsError` for a token that Telegram does not know, and for a webhook that it does not take.
    """
    try:
        await _connect(app, api, stop, polls=webhook is None)
        await _serve(app, house, stop, webhook)
    except StoppedError:
        log.info("stopped_before_ready")
    finally:
        await app.shutdown()
        await app.bot.shutdown()  # where the application never came as far as being initialised


async def _connect(app: App, api: str, stop: asyncio.Event, *, polls: bool) -> None:
    """Reach Telegram, however long that takes."""
    pause = _FIRST_PAUSE
    while True:
        try:
            await unless_stopped(stop, app.initialize())
            if polls:  # Telegram gives updates to a webhook or to whoever polls, never to both
                await unless_stopped(stop, app.bot.delete_webhook())
        except InvalidToken:
            raise SettingsError(
                f"TELEGRAM_BOT_TOKEN: {api} does not know this token; @BotFather shows it again at /mybots"
            ) from None  # the cause names the token
        except TelegramError as error:
            log.warning("telegram_unreachable", api=api, error=str(error), next_try_in_seconds=pause)
            await unless_stopped(stop, asyncio.sleep(pause))
            pause = min(pause * 2, _LONGEST_PAUSE)
        else:
            return


async def _serve(app: App, house: House, stop: asyncio.Event, webhook: Webhook | None) -> None:
    await _find_owner(app, house)
    await house.people.renew()
    ticking = AsyncIOScheduler(timezone=UTC)
    if house.upkeep:
        start_ticks(ticking, house.upkeep)
        ticking.start()
        house.upkeep.start()
    house.deliver.start()
    await app.start()
    log.info("ready", bot=f"@{app.bot.username}")
    house.announcer.start()
    arrivals = Arrivals(app, house.inbox)
    # Also where updates are asked for: an earlier process may have left some that were brought.
    handing_over = asyncio.create_task(arrivals.run(stop))
    try:
        if webhook:
            with suppress(StoppedError):
                await announce(app, webhook, stop)
                await stop.wait()
        else:
            await poll(app, stop)
    finally:
        stop.set()
        log.info("stopping")
        if ticking.running:
            ticking.shutdown(wait=False)
        # A database that has fallen silent answers nobody who waits for the end.
        await asyncio.wait({handing_over}, timeout=_PATIENCE_WITH_RECORDS)
        handing_over.cancel()
        await _finish(app, house, arrivals)


async def _finish(app: App, house: House, arrivals: Arrivals) -> None:
    """Answer everything that was asked, as far as that can be done soon, and record all that was sent."""
    house.pastes.stop_waiting()
    house.deliver.stop()
    await house.announcer.stop()
    try:
        async with asyncio.timeout(_PATIENCE_AT_THE_END):
            await arrivals.handlers_ended()
            await app.stop()
            await asyncio.gather(_end_work(house), answer_pastes(Context(app)))
    except TimeoutError:
        log.warning("answers_given_up", waited_seconds=_PATIENCE_AT_THE_END)
        await give_up(Context(app))
        with suppress(TimeoutError):
            async with asyncio.timeout(_PATIENCE_WITH_RECORDS):
                if app.running:
                    await app.stop()
                await _end_work(house)
    with suppress(TimeoutError):
        async with asyncio.timeout(_PATIENCE_WITH_RECORDS):
            await arrivals.finish()


async def _end_work(house: House) -> None:
    if house.upkeep:
        await house.upkeep.stop()
    await house.background.close()
    await house.deliver.close()


async def _find_owner(app: App, house: House) -> None:
    if not app.bot.supports_inline_queries:
        log.info("inline_mode_is_off", meaning="to have summaries in any chat, send /setinline to @BotFather")
    if payload := await house.access.start():
        link = f"https://t.me/{app.bot.username}?start={payload}"
        log.warning("bot_has_no_owner", claim_link=link, meaning="whoever opens this link first owns the bot")
