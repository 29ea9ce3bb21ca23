"""The jobs of the background where several processes share them: a queue in PostgreSQL."""

from bot.jobs.queue import Jobs, open_jobs
from bot.jobs.ticks import JobTicks
from bot.jobs.worker import AWAY, work_until

__all__ = ["AWAY", "JobTicks", "Jobs", "open_jobs", "work_until"]
