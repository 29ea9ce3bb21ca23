"""Every text that the bot says of its own, in English: what the catalogues of all other languages translate.

No key stands in two of the files.
"""

from bot.render.english import (
    access,
    answers,
    commands,
    digests,
    reading,
    schedules,
    settings,
    sources,
    summaries,
)
from bot.render.english.model import Plural, Texts

__all__ = ["ROOMS", "TEXTS", "Plural"]

ROOMS = (commands, summaries, answers, reading, digests, sources, schedules, settings, access)

TEXTS: Texts = {key: text for room in ROOMS for key, text in room.TEXTS.items()}
