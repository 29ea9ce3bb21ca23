"""Datelines: place, day and agency in front of a story ("LONDON, March 24. /TASS/."). Metadata, not text."""

import re
from dataclasses import dataclass

from bot.articles.dateline_head import Head
from bot.articles.dateline_proof import signature_of
from bot.articles.dateline_styles import STYLES
from bot.articles.dates import month_and_day
from bot.articles.months import months_in, with_months
from bot.articles.outlets import known_outlet

# The longest datelines name two cities, a state, a day and a joint signature.
_WINDOW = 200


@dataclass(frozen=True, slots=True)
class Dateline:
    """What a dateline says. `end` is where the story begins, in code points of the text it was read from."""

    end: int
    place: str | None = None
    month: int | None = None
    day: int | None = None
    year: int | None = None
    outlet: str | None = None


def read_dateline(text: str, start: int = 0, end: int | None = None) -> Dateline | None:
    """Read the dateline that `text[start:end]` begins with, or return None.

    A dateline needs proof: an agency's signature, a day, or a place in capitals before a dash; a place alone,
    an abbreviation or a bracketed remark ("LONDON (population 9 million) is large.") is the story itself.
    """
    stop = len(text) if end is None else end
    head = text[start : min(stop, start + _WINDOW)]
    if not head:
        return None
    looks, months = Head(head), months_in(head)
    for style in STYLES:
        if style.needs(looks):
            match = with_months(style.shape, months).match(head)
            if match and style.holds(match, head):
                return _dateline(match, start)
    return None


def _dateline(match: re.Match[str], start: int) -> Dateline:
    found = match.groupdict()
    # "КИЇВ. 24 березня." sets the place off by a stop; in "D.C." and "St." the stop is its own.
    place = re.sub(r"(?<=\w{4})\.$", "", found.get("place") or "") or None
    spoken = month_and_day(match)
    month, day, year = spoken or (None, None, None)
    if found.get("month_number"):
        month, day = int(found["month_number"]), int(found["day_number"])
    signature = signature_of(match)
    outlet = known_outlet(signature) or signature.strip() or None
    return Dateline(start + match.end(), place, month, day, year, outlet)
