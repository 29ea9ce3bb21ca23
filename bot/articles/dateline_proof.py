"""What proves a dateline beyond its shape: who signs it, its day, its place, and what follows."""

import re

from bot.articles.characters import CAPITALS
from bot.articles.dateline_head import DASHES
from bot.articles.dates import month_and_day
from bot.articles.outlets import known_outlet
from bot.articles.patterns import compiled
from bot.articles.places import CITIES, NOT_PLACES

_UNCASED_WORD = "[\u0590-\u06ff\u0900-\u0dff\u0e00-\u0e7f\uac00-\ud7af]+"
UNCASED = f"{_UNCASED_WORD}(?:[ ]{_UNCASED_WORD}){{0,3}}"
"""A name in a script without capitals, which no capital tells from other words."""
_AGENCY_NAME = rf"[{CAPITALS}][\w.&'’ -]{{1,30}}|{UNCASED}"
# German agencies sign in small letters.
_SMALL_AGENCY = r"[a-zäöü]{2,4}"
_NOT_IN_PLACES = r"(?i)\b(?:press|agency|agence|trust|news|the|company|corporation|university|party|group)\b"


def signature_of(match: re.Match[str]) -> str:
    """Return who signs a dateline, as written; "" where nobody does."""
    found = match.groupdict()
    signature = next(
        (s for s in (found.get(g) for g in ("in", "slashed", "square", "bare", "wire")) if s), ""
    )
    # "/Корр. ТАСС Иван Иванов/" names the agency before its correspondent.
    return "ТАСС" if signature.startswith("Корр. ТАСС") else signature


def _next_is(head: str, at: int, *, lower: bool = False, digit: bool = False) -> bool:
    rest = head[at:].lstrip()
    return bool(rest) and ((lower and rest[0].islower()) or (digit and rest[0].isdigit()))


def signed_by_agency(match: re.Match[str], head: str) -> bool:
    """Whether a known agency signs; or one not known, which a day or a place in capitals and a dash prove."""
    signature, place = signature_of(match), match.groupdict().get("place") or ""
    last = match.group().rstrip()[-1:]
    dashed = last in DASHES
    if known_outlet(signature):
        return not compiled(_NOT_IN_PLACES).search(place) and (
            dashed or not _next_is(head, match.end(), lower=True)
        )
    if not place or not _is_place(place) or _next_is(head, match.end(), lower=True):
        return False
    if compiled(_SMALL_AGENCY).fullmatch(signature):
        return dashed
    named = compiled(_AGENCY_NAME).fullmatch(signature)
    proven = month_and_day(match) is not None and (dashed or last in ".।")
    # Scripts without case have no capitals to prove a place by.
    cased = place != place.lower()
    capitals = dashed and cased and place == place.upper() and _is_place(signature)
    return bool(named and (proven or capitals))


def dated(match: re.Match[str], head: str) -> bool:
    """Whether a day stands behind what may be a place, and a new sentence behind the day."""
    return (
        _is_place(match["place"])
        and not _next_is(head, match.end(), lower=True, digit=True)
        and _mixed_case(head)
    )


def dated_in_full(match: re.Match[str], head: str) -> bool:
    """Whether the day has its year, too."""
    spoken = month_and_day(match)
    return spoken is not None and spoken[2] is not None and dated(match, head)


def in_capitals(match: re.Match[str], head: str) -> bool:
    """Whether capitals prove the place before a dash: long ones, or a city that is known."""
    place = match["place"]
    if not _is_place(place) or not _mixed_case(head[match.end() :]):
        return False
    # "NATO — The alliance": four capitals or fewer must be a city we know, unless a region follows.
    if len(place) <= 4 and place.lower() not in CITIES and "," not in match.group():
        return False
    return not _next_is(head, match.end(), lower=True)


def from_known_city(match: re.Match[str], head: str) -> bool:
    """Whether the place is a city that is known, or several."""
    parts = re.split(r"\s*/\s*", match["place"].lower())
    return all(part in CITIES for part in parts) and not _next_is(head, match.end(), lower=True, digit=True)


def by_shape_alone(match: re.Match[str], head: str) -> bool:
    """No story begins in such a shape: it needs no more proof."""
    return True


def _is_place(place: str) -> bool:
    return not any(word.strip(".") in NOT_PLACES for word in re.split(r"[ /]+", place.lower()))


def _mixed_case(head: str) -> bool:
    """In a text all in capitals, capitals prove nothing; scripts without case pass."""
    letters = [c for c in head if c.isalpha()]
    return not letters or not all(c.isupper() for c in letters)
