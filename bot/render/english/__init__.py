"""Every text that the bot says of its own, in English: what the catalogues of all other languages translate.

No key stands in two of the files.
"""

from bot.render.english import (
    access,
    answers,
    commands,
    data,
    digests,
    filters,
    inline,
    looks,
    offers,
    owners,
    reading,
    schedules,
    settings,
    sources,
    summaries,
    walk,
)
from bot.render.english.model import Plural, Texts

__all__ = ["ROOMS", "TEXTS", "Plural"]

ROOMS = (
    commands,
    summaries,
    answers,
    reading,
    digests,
    sources,
    schedules,
    settings,
    filters,
    looks,
    walk,
    access,
    inline,
    offers,
    owners,
    data,
)

TEXTS: Texts = {key: text for room in ROOMS for key, text in room.TEXTS.items()}
