"""Many digests due at once on several processes, each of which dies in turn: `python -m tests.fleet`.

Ends with 1 where one is lost, came twice without need, or waited too long for a successor.
"""

import argparse
import asyncio
import sys
import tempfile
from pathlib import Path

from tests.botapi import BotApiServer
from tests.fleet.voyage import TAKEOVER, Voyage
from tests.postgresql import running_server


def main() -> int:
    """Do what the command line asks for."""
    parser = argparse.ArgumentParser(prog="python -m tests.fleet", description=__doc__)
    parser.add_argument("--digests", type=int, default=10_000)
    parser.add_argument("--away", type=float, default=60.0, help="seconds without the database")
    parser.add_argument("--rate", type=int, default=150, help="messages a second")
    asked = parser.parse_args()
    return asyncio.run(_sail(asked.digests, asked.away, asked.rate))


async def _sail(digests: int, away: float, rate: int) -> int:
    with running_server() as postgresql, tempfile.TemporaryDirectory() as folder:
        async with BotApiServer(limits=None) as server:
            url = postgresql.empty_database()
            voyage = Voyage(postgresql, url, server, Path(folder), digests, rate)
            try:
                log = await voyage.sail(away)
            finally:
                voyage.fleet.end()
    sys.stdout.write(f"{log}\n")
    is_good = not log.lost and log.copies <= log.allowed and max(log.takeovers.values()) < TAKEOVER
    return int(not is_good or any(log.endings))


if __name__ == "__main__":
    sys.exit(main())
