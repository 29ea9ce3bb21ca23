"""Crawl every screen and write the table of them, or press at random: in one `walk`, or in many to `explore`.

A walk follows from its seed; what hypothesis explores is new every time. Ends with 1 where something is
wrong.
"""

import argparse
import asyncio
import sys
import time

from tests.screens.chats import KINDS, crawl
from tests.screens.table import PATH, faults, page
from tests.screens.walk import Report, chances, explore, walk


def main() -> int:
    """Do what the command line asks for."""
    parser = argparse.ArgumentParser(prog="python -m tests.screens", description=__doc__)
    parser.add_argument("do", nargs="?", choices=("crawl", "walk", "explore"), default="crawl")
    parser.add_argument(
        "--kinds", nargs="*", default=list(KINDS), help="crawl these alone, and write nothing"
    )
    parser.add_argument("--steps", type=int, default=10_000)
    parser.add_argument("--seed", type=int, default=1)
    asked = parser.parse_args()
    if asked.do == "walk":
        return _walk(asked.steps, asked.seed)
    if asked.do == "explore":
        return _explore(asked.steps)
    return _crawl(asked.kinds)


def _crawl(kinds: list[str]) -> int:
    found, wrong = {}, False
    for kind in kinds:
        begun = time.monotonic()
        found[kind] = one = asyncio.run(crawl(kind))
        counts = {name: len(rows) for name, rows in faults(one).items()}
        wrong = wrong or any(counts.values())
        told = ", ".join(f"{name} {count}" for name, count in counts.items())
        once = sum(map(len, one.unpressed.values()))
        sys.stdout.write(
            f"{kind}: {len(one.results)} screens, {one.buttons} buttons, {once} more met once, "
            f"{one.presses} presses, {told}, {time.monotonic() - begun:.0f} s\n"
        )
        for name, rows in faults(one).items():
            sys.stdout.writelines(f"  {name}: {row}\n" for row in rows[:20])
    if kinds == list(KINDS):
        PATH.write_text(page(found), "utf-8")
    return int(wrong)


def _walk(steps: int, seed: int) -> int:
    report: Report = asyncio.run(walk(chances(steps, seed)))
    sys.stdout.write(f"seed {seed}: {report}\n")
    return int(bool(report.faults))


def _explore(steps: int) -> int:
    begun = time.monotonic()
    done = explore(steps)  # what it finds it raises
    kinds = ", ".join(f"{kind} {count}" for kind, count in sorted(done.items()))
    sys.stdout.write(f"{done.total()} steps ({kinds}); faults 0; {time.monotonic() - begun:.0f} s\n")
    return 0


if __name__ == "__main__":
    sys.exit(main())
