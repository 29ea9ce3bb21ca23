"""People who press and say whatever they like: nothing raises, nothing is refused, what is kept is whole."""

from tests.screens.walk import explore

# They take some ten seconds; `python -m tests.screens explore` and `walk` go further.
_STEPS = 150


def test_no_walk_finds_a_fault() -> None:
    assert explore(_STEPS)["presses"] > _STEPS / 10
