"""People who press and say whatever they like: nothing raises, nothing is refused, what is kept is whole."""

import random

from tests.screens.walk import walk

# Both together take some twenty seconds; `python -m tests.screens walk` goes on for longer.
_STEPS = 300


async def test_a_walk_that_is_always_the_same_finds_no_fault() -> None:
    await _finds_no_fault(1)


async def test_a_walk_that_is_another_every_time_finds_no_fault() -> None:
    """Where it does, `python -m tests.screens walk --steps 300 --seed …` goes the same way again."""
    await _finds_no_fault(random.SystemRandom().randrange(2**32))


async def _finds_no_fault(seed: int) -> None:
    report = await walk(_STEPS, seed)
    assert report.faults == [], str(report)
    assert report.done["presses"] > _STEPS / 4
