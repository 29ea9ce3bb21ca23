"""What one process does, where several share a PostgreSQL server."""

from enum import StrEnum


class Role(StrEnum):
    """The part of a process. Of a part that is done by one process at a time, others stand by."""

    ALL = "all"
    """All that follows."""
    GATEWAY = "gateway"
    """Takes updates, answers people, sends; one process at a time."""
    WORKER = "worker"
    """Reads sources, composes digests; as many processes as there are."""
    SCHEDULER = "scheduler"
    """Orders what is due; one process at a time."""

    @property
    def talks(self) -> bool:
        """Whether it talks with Telegram."""
        return self in {Role.ALL, Role.GATEWAY}
