"""People who press and say whatever comes into their heads, for thousands of steps."""

import random
import time
from collections import Counter
from dataclasses import dataclass, field

from tests.screens.house import open_house
from tests.screens.state import faults_in, rows
from tests.screens.walker import Walker

# Steps between two looks at every row of the database, each of which takes some 50 ms.
_LOOK = 200


@dataclass
class Report:
    """What came of a walk."""

    seed: int
    done: Counter[str] = field(default_factory=Counter)
    refusals: int = 0
    """By the server, brought about by people."""
    rows: int = 0
    """Rows of the database that were looked at, all times together."""
    faults: list[str] = field(default_factory=list)
    seconds: float = 0.0

    def __str__(self) -> str:
        kinds = ", ".join(f"{kind} {count}" for kind, count in sorted(self.done.items()))
        told = "".join(f"\n  {fault}" for fault in self.faults)
        return (
            f"seed {self.seed}: {self.done.total()} steps ({kinds}); "
            f"refusals that people brought about {self.refusals}, rows checked {self.rows}, "
            f"faults {len(self.faults)}; {self.seconds:.0f} s{told}"
        )


async def walk(steps: int, seed: int) -> Report:
    """Walk so many steps with a bot of its own, or to the first that brings a fault to light."""
    report, begun = Report(seed), time.monotonic()
    async with open_house() as house:
        walker = Walker(house, random.Random(seed))
        for number in range(1, steps + 1):
            try:
                report.done[await walker.step()] += 1
            except TimeoutError:
                report.faults.append(f"step {number}, {walker.last}: the bot does not come to rest")
                break
            faults = walker.faults()
            if number % _LOOK == 0 or number == steps:
                faults += await faults_in(house.settings, int(house.clock()))
                report.rows += rows(house.settings)
            if faults:
                report.faults = [f"step {number}, {walker.last}: {fault}" for fault in faults]
                break
        report.refusals = len(house.server.refused)
    report.seconds = time.monotonic() - begun
    return report
