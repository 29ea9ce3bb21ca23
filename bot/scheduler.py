"""The ticks: what the bot does by the clock, run by APScheduler through python-telegram-bot's JobQueue.

Three of them, and none for a single chat: what is due is asked of the database. A tick only begins the work,
which goes on beside it, so that none is ever late because of the one before.
"""

import structlog

from bot.chat.context import App, Context

log = structlog.get_logger(__name__)

# Sources are read to the minute at best, so that a few seconds do not matter.
_POLL_SECONDS = 10
# A digest that is due at 08:00 is on its way before anybody looks at the clock twice.
_DELIVER_SECONDS = 5
_CLEAN_UP_SECONDS = 3600


def start_ticks(app: App) -> None:
    """Start every tick. A late one is run late instead of dropped, and several late ones are run once."""
    jobs = Context(app).jobs
    late = {"misfire_grace_time": None, "coalesce": True}
    jobs.run_repeating(poll, _POLL_SECONDS, first=1, name="poll", job_kwargs=late)
    jobs.run_repeating(deliver, _DELIVER_SECONDS, first=1, name="deliver", job_kwargs=late)
    jobs.run_repeating(clean_up, _CLEAN_UP_SECONDS, first=1, name="clean up", job_kwargs=late)


async def poll(context: Context) -> None:
    """Begin to read the sources that are due."""
    await context.house.upkeep.poll()


async def deliver(context: Context) -> None:
    """Begin to compose the digests that are due."""
    await context.house.upkeep.deliver()


async def clean_up(context: Context) -> None:
    """Delete what has had its time."""
    await context.house.upkeep.clean_up()
