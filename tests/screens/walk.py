"""People who press and say whatever comes into their heads: one long walk, or many short ones."""

import asyncio
import random
import time
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass, field

from hypothesis import given, settings
from hypothesis import strategies as st

from tests.screens.house import open_house
from tests.screens.state import faults_in, rows
from tests.screens.walker import Walker

# Steps of a short walk: what hypothesis can draw, and make simpler where it finds a fault.
_SHORT = 50
# What a step may do: very many, and small numbers to read.
_CHANCES = 1_000_000
# Steps between two looks at every row of the database, each of which takes some 50 ms.
_LOOK = 200


@dataclass
class Report:
    """What came of a walk."""

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
            f"{self.done.total()} steps ({kinds}); "
            f"refusals that people brought about {self.refusals}, rows checked {self.rows}, "
            f"faults {len(self.faults)}; {self.seconds:.0f} s{told}"
        )


def explore(steps: int) -> Counter[str]:
    """Walk so many steps in short walks that hypothesis chooses; return what was done.

    Where one brings a fault to light, the simplest walk that does is shown.
    """
    done: Counter[str] = Counter()

    @settings(max_examples=max(1, steps // _SHORT), deadline=None)
    @given(st.lists(st.integers(0, _CHANCES - 1), min_size=_SHORT, max_size=_SHORT))
    def short(chances: list[int]) -> None:
        report = asyncio.run(walk(chances))
        done.update(report.done)
        assert report.faults == [], str(report)

    short()
    return done


def chances(steps: int, seed: int) -> list[int]:
    """Return what each step of a long walk is to draw from."""
    return random.Random(seed).choices(range(_CHANCES), k=steps)


async def walk(chances: Sequence[int]) -> Report:
    """Walk with a bot of its own, to the end or to the first step that brings a fault to light.

    What is done in a step follows from its number and from what is there then.
    """
    report, begun = Report(), time.monotonic()
    async with open_house() as house:
        walker = Walker(house)
        for number, chance in enumerate(chances, 1):
            try:
                report.done[await walker.step(chance)] += 1
            except TimeoutError:
                report.faults.append(f"step {number}, {walker.last}: the bot does not come to rest")
                break
            faults = walker.faults()
            if number % _LOOK == 0 or number == len(chances):
                faults += await faults_in(house.settings, int(house.clock()))
                report.rows += rows(house.settings)
            if faults:
                report.faults = [f"step {number}, {walker.last}: {fault}" for fault in faults]
                break
        report.refusals = len(house.server.refused)
    report.seconds = time.monotonic() - begun
    return report
