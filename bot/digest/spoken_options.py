"""What people type behind /schedule that is no time: silent or not, a line or none when nothing is new."""

import re
from dataclasses import dataclass

_OPTION = re.compile(r"(?<!\S)(?P<name>silent|nothing[ -]new)\s+(?P<state>on|off)(?!\S)", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class SpokenOptions:
    """The options that are named; None where one is not."""

    is_silent: bool | None = None
    says_nothing_new: bool | None = None


def parse_options(words: str) -> tuple[SpokenOptions, str]:
    """Return the options in a text such as "silent on 08:00", and the rest of it; the last of two counts."""
    named = {match["name"][0].lower(): match["state"].lower() == "on" for match in _OPTION.finditer(words)}
    rest = " ".join(_OPTION.sub(" ", words).split())
    return SpokenOptions(named.get("s"), named.get("n")), rest
