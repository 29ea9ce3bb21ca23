"""The switches of the schedule, named among its times."""

import pytest

from bot.digest.spoken_options import SpokenOptions, parse_options


@pytest.mark.parametrize(
    ("words", "options", "rest"),
    [
        ("silent on", SpokenOptions(is_silent=True), ""),
        ("08:00 Silent  Off mon-fri", SpokenOptions(is_silent=False), "08:00 mon-fri"),
        ("nothing new on", SpokenOptions(says_nothing_new=True), ""),
        ("nothing-new off silent on", SpokenOptions(is_silent=True, says_nothing_new=False), ""),
        ("silent on silent off", SpokenOptions(is_silent=False), ""),
        ("silent 08:00", SpokenOptions(), "silent 08:00"),
        ("off", SpokenOptions(), "off"),
    ],
)
def test_switches_are_told_from_times(words: str, options: SpokenOptions, rest: str) -> None:
    assert parse_options(words) == (options, rest)
