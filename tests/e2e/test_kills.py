"""The whole bot as a process, killed or stopped while digests are under way: all arrive, and once."""

from tests.kills.__main__ import account, play_all
from tests.kills.steps import STEPS


async def test_whenever_the_bot_ends_every_digest_arrives_and_none_twice_without_need() -> None:
    # `python -m tests.kills --times 100` is the long form of it.
    kills = [(step, seed) for step in STEPS for seed in range(2)]
    verdicts = await play_all([*kills, ("SIGTERM", 1)])
    assert account(verdicts) == ""
    assert all(verdict.kills for verdict in verdicts if verdict.step in STEPS)
    assert not any(verdict.allowed for verdict in verdicts if verdict.step not in STEPS)
