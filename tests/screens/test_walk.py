"""People who press and say whatever they like: nothing raises, nothing is refused, what is kept is whole."""

from tests.screens.walk import walk

# It takes some ten seconds; `python -m tests.screens walk` goes further, and other ways.
_STEPS = 300


async def test_a_walk_finds_no_fault() -> None:
    report = await walk(_STEPS, seed=1)
    assert report.faults == [], str(report)
    assert report.done["presses"] > _STEPS / 4
