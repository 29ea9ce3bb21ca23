"""What the nursery is asked for."""

import json
from dataclasses import asdict, dataclass


@dataclass(frozen=True)
class Order:
    """What a bot is to be."""

    settings: dict[str, str]
    log: str
    """The file that everything it says goes to."""
    ahead: float
    """Seconds that its clock is ahead of this machine's."""
    place: str = ""
    """Where it dies, see `Fuse`; empty: nowhere."""
    passing: int = 1
    chats_at_once: int = 2
    """How many chats one transaction enters in the ledger."""
    by_signal: bool = False
    """Whether signals end it, as they do a bot that is run from the command line."""

    def line(self) -> bytes:
        """Return what is written to the socket."""
        return json.dumps(asdict(self)).encode() + b"\n"
