"""How long people wait for their summaries while others send whatever is hostile, all of it at once.

`uv run python -m tests.benchmarks.hostile [--others N] [--long] [--json]` starts the bot as a process, has
strangers send bombs, endless pages, broken documents and the like (`tests/e2e/siege.py`; with `--long`, pages
and documents as large as may be instead), and meanwhile N people send a text every second. Prints p50, p95
and the longest wait of those people, the seconds until the last stranger was answered, and by how much the
memory of the bot's own process grew at most.
"""

import argparse
import asyncio
import json
import statistics
import tempfile
from pathlib import Path

from tests.botapi import BotApiServer
from tests.e2e.siege import Report, besiege, bot_process
from tests.web import WebServer


async def measure(others: int, *, long: bool) -> Report:
    """Run the siege once."""
    async with BotApiServer(limits=None) as server, WebServer() as web:
        with tempfile.TemporaryDirectory() as folder:
            async with bot_process(server, Path(folder)) as process:
                return await besiege(server, web, process, others=others, pause=1.0, long=long)


def figures(report: Report) -> dict[str, float]:
    """Seconds and MB, to be compared with the pass lines."""
    waited = sorted(report.waited)
    return {
        "texts": len(waited),
        "p50_seconds": round(statistics.median(waited), 3),
        "p95_seconds": round(statistics.quantiles(waited, n=20)[-1], 3),
        "longest_seconds": round(waited[-1], 3),
        "strangers": len(report.refusals),
        "last_stranger_seconds": round(report.slowest, 1),
        "memory_growth_mb": round(report.growth, 1),
    }


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawTextHelpFormatter)
    parser.add_argument("--others", type=int, default=20, help="people who send texts (20)")
    parser.add_argument("--long", action="store_true", help="what takes long to read, in place of bombs")
    parser.add_argument("--json", action="store_true", help="print one JSON object")
    options = parser.parse_args()
    found = figures(asyncio.run(measure(options.others, long=options.long)))
    if options.json:
        print(json.dumps(found))
        return
    for name, value in found.items():
        print(f"{name.replace('_', ' '):24}{value:>10}")


if __name__ == "__main__":
    main()
