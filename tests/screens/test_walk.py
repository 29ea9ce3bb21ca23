"""People who press and say whatever they like: nothing raises, nothing is refused, what is kept is whole."""

import pytest

from tests.screens.walk import walk

# Both together take some twenty seconds; `python -m tests.screens walk` goes further, and other ways.
_STEPS = 300


@pytest.mark.parametrize("seed", [1, 2])
async def test_a_walk_finds_no_fault(seed: int) -> None:
    report = await walk(_STEPS, seed)
    assert report.faults == [], str(report)
    assert report.done["presses"] > _STEPS / 4
