"""The library's way to its tables, made fit for a database that goes away for a moment now and then."""

from collections.abc import Iterable
from contextlib import suppress

from procrastinate.exceptions import ConnectorException, UniqueViolation
from procrastinate.jobs import Job, Status
from procrastinate.manager import JobManager


class Manager(JobManager):
    """As the library's own; but what fails for a worker ends it as a whole, or is tried again."""

    _fault: ConnectorException | None = None

    async def fetch_job(self, queues: Iterable[str] | None, worker_id: int) -> Job | None:
        """Take a job; return None where there is none, or another worker has just taken one of the same host.

        Raises what kept the end of a job from being noted: its row stays under way, and its lock taken, for
        as long as this worker is there.
        """
        if self._fault:
            raise self._fault
        try:
            return await super().fetch_job(queues, worker_id)
        except UniqueViolation:
            return None

    async def finish_job(self, job: Job, status: Status, delete_job: bool) -> None:
        """Note the end of a job; what keeps it from being noted is raised where a worker hears of it."""
        try:
            await super().finish_job(job, status, delete_job)
        except ConnectorException as error:
            self._fault = error

    async def update_heartbeat(self, worker_id: int) -> None:
        """Give a sign of life; where it cannot be given, the next may be, which an error would prevent."""
        with suppress(ConnectorException):
            await super().update_heartbeat(worker_id)
