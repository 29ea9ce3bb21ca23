"""The ticks: what the bot does by the clock, run by APScheduler through python-telegram-bot's JobQueue."""

import structlog

from bot.chat.context import App, Context

log = structlog.get_logger(__name__)

_CLEAN_UP_SECONDS = 3600


def start_ticks(app: App) -> None:
    """Start every tick. A late one is run late instead of dropped, and several late ones are run once."""
    late = {"misfire_grace_time": None, "coalesce": True}
    Context(app).jobs.run_repeating(clean_up, _CLEAN_UP_SECONDS, first=1, name="clean up", job_kwargs=late)


async def clean_up(context: Context) -> None:
    """Delete the texts whose time is over."""
    if deleted := await context.house.summaries.delete_old():
        log.info("old_texts_deleted", count=deleted)
