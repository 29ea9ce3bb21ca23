"""How long a text may be, and what stands in its placeholders when it is longest."""

import re
from collections.abc import Mapping
from dataclasses import dataclass

# What an inline button shows of its label on a narrow phone, alone in its row.
BUTTON = 40
# Longest text of a pop-up (Bot API, answerCallbackQuery).
POP_UP = 200
# What stands below names in a pop-up, so that there is room for them.
END_OF_POP_UP = 60
# Longest texts that tell of commands and of the bot (Bot API: BotCommand, setMyDescription,
# setMyShortDescription).
COMMAND, DESCRIPTION, SHORT_DESCRIPTION = 256, 512, 120
# Longest text of a message (Bot API, sendMessage).
MESSAGE = 4096

# Errors that are told in pop-ups. Those of reading are told there, too, after "Refresh": what does not fit is
# cut from their end, where they say what to do.
_POP_UP_ERRORS = frozenset(
    {
        "error.admins_only",
        "error.article_gone",
        "error.database",
        "error.digest_gone",
        "error.internal",
        "error.no_sources",
        "error.not_chosen",
        "error.not_followed",
        "error.one_day",
        "error.quota_busy",
        "error.quota_chat",
        "error.schedule_many",
        "error.source_gone",
        "error.too_many_sources",
    }
)
# What else is told in pop-ups.
_POP_UPS = frozenset(
    {
        "access.stranger",
        "access.stranger_group",
        "profile.gone",
        "profile.none_moved",
        "progress.restarting",
        "timezone.kept",
    }
)
_NAMED = {"bot.description": DESCRIPTION, "bot.short": SHORT_DESCRIPTION, "profile.changes_it": END_OF_POP_UP}
_BEGINNINGS = {"button.": BUTTON, "toast.": POP_UP, "command.": COMMAND}

# Longer ones are cut before they are put in, or do not occur. Names on buttons are cut to the room there is.
_VALUES: Mapping[str, str] = {
    "address": "https://news.some-long-name.example/feeds/world.xml",
    "algorithm": "text-rank",
    "bot": "a_digest_bot_of_a_name",
    "button": "A label of its own",
    "by": "A name of some length",
    "chat": "-1001234567890",
    "code": "k7RzQ2mXw9Tb4LpV",
    "date": "30 September 2026",
    "day": "tomorrow, Wednesday 30 September 2026",
    "end": "07:30",
    "figure": "1,234,567 people",
    "figures": "1,234 people (A name) · 1,300 people (Another name)",
    "first": "Wednesday",
    "folder": "/srv/digest-bot/data/seeds",
    "host": "news.some-long-name.example",
    "how": "sentences that together say most of it",
    "key": "sources[17].address",
    "known": "Deutsch, Français, Español, Italiano, Português and 12 more",
    "label": "A label of its own",
    "last": "Wednesday",
    "link": "https://news.some-long-name.example/2026/09/30/an-article",
    "made": "30 September 2026, 18:30 UTC",
    "name": "A name of some length",
    "names": "first name, second name, third name and 5 more",
    "part": "every 3 days",
    "place": "A name of some length",
    "reason": "its server has no valid certificate",
    "second": "18:45",
    "shown": "59 min",
    "since": "30 September 2026",
    "source": "A name of some length",
    "span": "12 months",
    "start": "22:30",
    "time": "18:30",
    "times": "08:00, 12:00 and 18:30",
    "title": "A name of some length",
    "type": "application/octet-stream",
    "version": "1.2.3",
    "wanted": "a few words",
    "weekday": "Wednesday",
    "what": "news.some-long-name.example",
    "whole": "120 min",
    "why": "a reason in a few words",
    "word": "a longer word",
    "words": "“first word”, “second word” and 3 more",
    "zone": "America/Argentina/Buenos_Aires",
}
# Of all placeholders that are not named above or below: counts, sizes, numbers.
_NUMBER = "1000"
# On a button stands a number of two digits at most, and a name has what is left of the room.
_ON_A_BUTTON: Mapping[str, str] = {"name": "A name", "word": "A word", "label": "A label", "title": "A name"}
_SMALL_NUMBER = "60"

_PLACEHOLDER = re.compile(r"\{(\w+)\}")


@dataclass(frozen=True, slots=True)
class Limit:
    """How many UTF-16 units a text may have, and what it is."""

    units: int
    what: str


def limit_of(key: str) -> Limit:
    """Return the limit of a text with its placeholders filled."""
    if key in _NAMED:
        return Limit(
            _NAMED[key], "text of the bot's profile" if key.startswith("bot.") else "end of a pop-up"
        )
    for beginning, units in _BEGINNINGS.items():
        if key.startswith(beginning):
            return Limit(units, {BUTTON: "button", POP_UP: "pop-up", COMMAND: "line in a menu"}[units])
    if key in _POP_UPS or key in _POP_UP_ERRORS:
        return Limit(POP_UP, "pop-up")
    return Limit(MESSAGE, "message")


def placeholders(text: str) -> list[str]:
    """Return the names of the placeholders of a text, sorted, as often as they occur."""
    return sorted(_PLACEHOLDER.findall(text))


def is_number(name: str) -> bool:
    """Whether a number stands in a placeholder, as far as that is known."""
    return name not in _VALUES


def longest(key: str, text: str) -> str:
    """Return a text with the longest values that its placeholders may plausibly have."""
    is_button = limit_of(key).units == BUTTON

    def value(match: re.Match[str]) -> str:
        name = match[1]
        if is_button:
            return _ON_A_BUTTON.get(name) or _VALUES.get(name, _SMALL_NUMBER)
        return _VALUES.get(name, _NUMBER)

    return _PLACEHOLDER.sub(value, text)
