"""Kill bots at every step, see what becomes of the digests, and print it as a table.

Ends with 1 if anything is lost, comes twice without need, or takes too long.
"""

import argparse
import asyncio
import logging
import math
import random
import sys
from collections.abc import Iterable, Sequence
from pathlib import Path
from tempfile import TemporaryDirectory

from tests.kills.bots import Nursery
from tests.kills.oracle import Verdict
from tests.kills.scenarios import Templates, play
from tests.kills.steps import STEPS, STOPS

# Bots mostly wait: for the first tick, and for the disk.
AT_ONCE = 6
ALL = (*STEPS, *STOPS)


async def play_all(jobs: Iterable[tuple[str, int]], at_once: int = AT_ONCE) -> list[Verdict]:
    """Play scenarios, steps with seeds, several at once."""
    room = asyncio.Semaphore(at_once)
    with TemporaryDirectory(prefix="kills-") as folder:
        templates = Templates(Path(folder))
        async with Nursery() as nursery:

            async def one(step: str, seed: int) -> Verdict:
                async with room:
                    try:
                        return await play(nursery, templates, step, seed)
                    except Exception as error:  # the edge of one scenario: the others are played all the same
                        return Verdict(step, seed, faults=[f"the scenario failed: {error!r}"])

            async with asyncio.TaskGroup() as group:
                tasks = [group.create_task(one(step, seed)) for step, seed in jobs]
    return [task.result() for task in tasks]


def table(verdicts: Sequence[Verdict]) -> str:
    """Return what came of scenarios, a line for each step."""
    head = f"{'step':42}  times  kills  lost  twice  excused  recovery    stop"
    lines = [head, "-" * len(head)]
    for step in ALL:
        some = [verdict for verdict in verdicts if verdict.step == step]
        if some:
            says = STEPS[step].says if step in STEPS else STOPS[step]
            lines.append(
                f"{step + ' ' + says:42} {len(some):6} {sum(one.kills for one in some):6}"
                f" {sum(len(one.lost) for one in some):5} {sum(len(one.copies) for one in some):6}"
                f" {sum(len(one.allowed) for one in some):8}"
                f" {max(one.recovery for one in some):7.1f} s {max(one.ending for one in some):4.1f} s"
            )
    return "\n".join(lines)


def account(verdicts: Iterable[Verdict]) -> str:
    """Return what is wrong, and how to have it again."""
    lines: list[str] = []
    for verdict in verdicts:
        if not verdict.holds:
            lines.append(f"--step {verdict.step} --seed {verdict.seed}:")
            lines += [f"  lost: {part}" for part in verdict.lost]
            lines += [f"  without need: {part}" for part in verdict.copies]
            lines += [f"  {fault}" for fault in verdict.faults]
    return "\n".join(lines)


def _seeds(only: int | None, times: int) -> Sequence[int]:
    return range(times) if only is None else [only]


def main() -> int:
    """Do what the command line asks for."""
    parser = argparse.ArgumentParser(prog="python -m tests.kills", description=__doc__)
    parser.add_argument(
        "--times", type=int, default=2, help="how often for each step; a fifth of that for each way to stop"
    )
    parser.add_argument("--step", choices=ALL, action="append", help="only this one; may be given again")
    parser.add_argument("--seed", type=int, help="only this scenario of each step")
    parser.add_argument("--at-once", type=int, default=AT_ONCE, help="scenarios at the same time")
    options = parser.parse_args()
    jobs = [
        (step, seed)
        for step in options.step or ALL
        for seed in _seeds(options.seed, options.times if step in STEPS else math.ceil(options.times / 5))
    ]
    random.Random(0).shuffle(jobs)  # else those that wait alike would wait together
    # The server would complain of every request that a dying bot did not finish.
    logging.getLogger("aiohttp.server").setLevel(logging.CRITICAL)
    verdicts = asyncio.run(play_all(jobs, options.at_once))
    sys.stdout.write(table(verdicts) + "\n")
    sys.stdout.write(account(verdicts) + "\n")
    return int(not all(verdict.holds for verdict in verdicts))


if __name__ == "__main__":
    sys.exit(main())
