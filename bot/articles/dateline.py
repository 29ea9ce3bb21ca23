"""Datelines: place, day and agency in front of a story ("LONDON, March 24. /TASS/."). Metadata, not text."""

import re
from collections.abc import Callable
from dataclasses import dataclass

from bot.articles.characters import CAPITALS
from bot.articles.dates import SPOKEN, month_and_day
from bot.articles.months import MONTH_WORDS, fold, months_in, with_months
from bot.articles.outlets import SPELLINGS, known_outlet
from bot.articles.patterns import compiled
from bot.articles.places import CITIES, NOT_PLACES


@dataclass(frozen=True, slots=True)
class Dateline:
    """What a dateline says. `end` is where the story begins, in code points of the text it was read from."""

    end: int
    place: str | None = None
    month: int | None = None
    day: int | None = None
    year: int | None = None
    outlet: str | None = None


@dataclass(frozen=True, slots=True)
class Style:
    """One way of writing a dateline: its shape, what must hold beyond the shape, where it was met.

    `shape` is a source that may hold `MONTH`. A head that does not look like `needs` cannot have the shape,
    and to know that is a hundred times quicker than to compile and try it.
    """

    needs: Callable[["Head"], bool]
    shape: str
    holds: Callable[[re.Match[str], str], bool]
    origin: str


# The longest datelines name two cities, a state, a day and a joint signature.
_WINDOW = 200

_CAPS_WORD = rf"(?:[{CAPITALS}][{CAPITALS}'’ʼ-]+\.?|(?:[{CAPITALS}]\.)+)"
_CAPS = rf"{_CAPS_WORD}(?:(?:[ ]|[ ]?/[ ]?){_CAPS_WORD}){{0,4}}"
_NAME_WORD = rf"(?:[{CAPITALS}][\w'’ʼ-]*\.?|(?:[{CAPITALS}]\.)+)"
_LINK = r"(?:de|del|la|am|an|der|le|les|sur|di|do|на|и|und|and|et)(?=[ ])"
_NAME = rf"{_NAME_WORD}(?:(?:[ ]|[ ]?/[ ]?)(?:{_NAME_WORD}|{_LINK})){{0,5}}"
_UNCASED_WORD = "[\u0590-\u06ff\u0900-\u0dff\u0e00-\u0e7f\uac00-\ud7af]+"
_UNCASED = f"{_UNCASED_WORD}(?:[ ]{_UNCASED_WORD}){{0,3}}"
_MONTH_NEXT = rf"(?i:{re.sub(r'[?]P<[a-z0-9]+>', '?:', SPOKEN)})"
_REGION = rf"(?:,[ ](?!{_MONTH_NEXT}){_NAME_WORD}(?:[ ]{_NAME_WORD}){{0,3}}){{0,2}}"
_DAY = rf"(?i:{SPOKEN}|(?P<weekday>(?:mon|tues|wednes|thurs|fri|satur|sun)day))"
_APART = r"(?:[ ]?[,./][ ]?|[ ])"
_SIGNED = r"(?:\((?P<in>[^()\n]{2,40})\)|/(?P<slashed>[^/\n]{2,60})/|\[(?P<square>[^\[\]\n]{2,40})\])"
_BARE = rf"(?P<bare>(?i:{SPELLINGS}))(?!\w)"
_DASH = r"(?:--+|[—–―\x96\x97]|-(?=\s|$))"
_DASHES = "-—–―\x96\x97"
_AGENCY_NAME = rf"[{CAPITALS}][\w.&'’ -]{{1,30}}|{_UNCASED}"
# German agencies sign in small letters.
_SMALL_AGENCY = r"[a-zäöü]{2,4}"
# A signature may stand alone: "(CNN)Russian President", "/ТАСС/. Россия", "(PTI) The", "(EFE).- La".
_AFTER_SIGNATURE = rf"[ ]?(?:[.:][ ]?)?(?:{_DASH}|[.:|।])?"

_NOT_IN_PLACES = r"(?i)\b(?:press|agency|agence|trust|news|the|company|corporation|university|party|group)\b"


# Words in small letters that may stand between the place and the proof: what `_LINK`, `_DAY` and the agencies
# before a bar spell out. Any other ends the part of a head in which the proof must be found.
_WEEKDAYS = frozenset(f"{day}day" for day in ("mon", "tues", "wednes", "thurs", "fri", "satur", "sun"))
_INSIDE = MONTH_WORDS | _WEEKDAYS | {
    *("de", "del", "la", "am", "an", "der", "le", "les", "sur", "di", "do", "на", "и", "und", "and", "et"),
    *("of", "dpa", "ap", "afp", "rtr", "epd"),
}  # fmt: skip
_LATER_WORD = re.compile(r"(?<= )\w+")


class Head:
    """What the beginning of a block looks like, found without any of the styles' patterns."""

    def __init__(self, text: str) -> None:
        first, second = text[:1], text[1:2]
        self.text = text
        self.opened = first in "([/［"
        self.named = first.isupper() or (first > "\u058f" and not first.islower())
        self.capitals = first.isupper() and (second.isupper() or second in "'’ʼ-.")
        # The words of a signature in front may be any.
        self.lead = text if first == "(" else _lead(text)

    @property
    def signed(self) -> bool:
        """Whether a signature may begin."""
        return any(mark in self.lead for mark in "([/")

    @property
    def dashed(self) -> bool:
        """Whether there is a dash."""
        return any(mark in self.lead for mark in _DASHES)

    @property
    def dated(self) -> bool:
        """Whether a day may be named."""
        words = set(re.findall(r"\w+", fold(self.lead)))
        return not words.isdisjoint(_WEEKDAYS) or (
            not words.isdisjoint(MONTH_WORDS) and any(c.isdigit() for c in self.lead)
        )


def _lead(text: str) -> str:
    """Return what stands before the first word that no dateline holds outside its signature."""
    for word in _LATER_WORD.finditer(text):
        if word.group()[0].islower() and fold(word.group()) not in _INSIDE:
            return text[: word.start()]
    return text


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
    signature = _signature(match)
    outlet = known_outlet(signature) or signature.strip() or None
    return Dateline(start + match.end(), place, month, day, year, outlet)


def _signature(match: re.Match[str]) -> str:
    found = match.groupdict()
    signature = next(
        (s for s in (found.get(g) for g in ("in", "slashed", "square", "bare", "wire")) if s), ""
    )
    # "/Корр. ТАСС Иван Иванов/" names the agency before its correspondent.
    return "ТАСС" if signature.startswith("Корр. ТАСС") else signature


def _next_is(head: str, at: int, *, lower: bool = False, digit: bool = False) -> bool:
    rest = head[at:].lstrip()
    return bool(rest) and ((lower and rest[0].islower()) or (digit and rest[0].isdigit()))


def _signed_by_agency(match: re.Match[str], head: str) -> bool:
    """A known agency signs; or an unknown one, where a day or a place in capitals and a dash prove it."""
    signature, place = _signature(match), match.groupdict().get("place") or ""
    last = match.group().rstrip()[-1:]
    dashed = last in _DASHES
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


def _dated(match: re.Match[str], head: str) -> bool:
    return (
        _is_place(match["place"])
        and not _next_is(head, match.end(), lower=True, digit=True)
        and _mixed_case(head)
    )


def _dated_in_full(match: re.Match[str], head: str) -> bool:
    spoken = month_and_day(match)
    return spoken is not None and spoken[2] is not None and _dated(match, head)


def _dashed(match: re.Match[str], head: str) -> bool:
    place = match["place"]
    if not _is_place(place) or not _mixed_case(head[match.end() :]):
        return False
    # "NATO — The alliance": four capitals or fewer must be a city we know, unless a region follows.
    if len(place) <= 4 and place.lower() not in CITIES and "," not in match.group():
        return False
    return not _next_is(head, match.end(), lower=True)


def _from_known_city(match: re.Match[str], head: str) -> bool:
    parts = re.split(r"\s*/\s*", match["place"].lower())
    return all(part in CITIES for part in parts) and not _next_is(head, match.end(), lower=True, digit=True)


def _always(match: re.Match[str], head: str) -> bool:
    return True


def _is_place(place: str) -> bool:
    return not any(word.strip(".") in NOT_PLACES for word in re.split(r"[ /]+", place.lower()))


def _mixed_case(head: str) -> bool:
    """In a text all in capitals, capitals prove nothing; scripts without case pass."""
    letters = [c for c in head if c.isalpha()]
    return not letters or not all(c.isupper() for c in letters)


def _shape(pattern: str) -> str:
    return pattern + r"[ \t\xa0]*"


STYLES = (
    Style(
        lambda head: head.text[0] == "(" and head.dashed and head.dated,
        _shape(rf"\((?P<in>[^()\n]{{2,40}})\)[ ]?{_DASH}[ ](?P<place>{_CAPS}),[ ]{_DAY}[ ]?{_DASH}"),
        _signed_by_agency,
        'wire practice: "(ANSA) - ROMA, 24 MAR -"',
    ),
    Style(
        lambda head: head.named and head.signed,
        _shape(
            rf"(?P<place>{_CAPS}|{_NAME}|{_UNCASED}){_REGION}(?:(?:{_APART}|[ ][-–—][ ]){_DAY})?{_APART}?[ ]?"
            rf"(?:--)?{_SIGNED}{_AFTER_SIGNATURE}"
        ),
        _signed_by_agency,
        'seeds/003_c02482ed8321f23f.txt: "LONDON, March 24. /TASS/."; CNN/DailyMail: "London (CNN) --"; '
        'wire practice: "OSLO--(BUSINESS WIRE)--"',
    ),
    Style(
        lambda head: head.signed and (head.opened or head.dated),
        _shape(rf"(?:{_DAY}{_APART})?{_SIGNED}{_AFTER_SIGNATURE}"),
        _signed_by_agency,
        'CNN/DailyMail: "(CNN) --", "(CNN)"',
    ),
    Style(
        lambda head: head.named and head.dated,
        _shape(
            rf"(?P<place>{_CAPS}|{_NAME}|{_UNCASED}){_REGION}{_APART}{_DAY}"
            rf"(?:{_APART}|[ ]?{_DASH}[ ]?){_BARE}"
            rf"(?:,[ ]{_NAME_WORD}[ ]{_NAME_WORD})?[ ]?(?:{_DASH}|[.:|])"
        ),
        _always,
        'wire practice: "МОСКВА, 24 мар — РИА Новости.", "КИЇВ. 24 березня. УНІАН."',
    ),
    Style(
        lambda head: head.named and head.dated and any(mark in head.text for mark in '«“"'),
        _shape(
            rf"(?P<place>{_CAPS}|{_NAME}){_REGION}{_APART}{_DAY}{_APART}"
            r"(?:АН|ІА|ИА|РИА)[ ][«“\"](?P<in>[^«»“”\"\n]{2,40})[»”\"]\."
        ),
        _always,
        'wire practice: "КИЇВ. 24 березня. ІА «Назва»."',
    ),
    Style(
        lambda head: head.named and head.dated,
        _shape(rf"(?P<place>{_NAME}){_REGION},[ ]{_DAY}(?:[ ]r\.|[ ]г\.|[ ]р\.|\.)(?=\s)(?:[ ]{_DASH})?"),
        _dated_in_full,
        'press releases: "Madrid, 3 de diciembre de 2025.", "Warszawa, 28 kwietnia 2026 r. –"',
    ),
    Style(
        lambda head: head.named and "|" in head.lead,
        _shape(rf"(?P<place>{_CAPS}|{_NAME}){_REGION}[ ](?P<bare>dpa|AFP|AP|ap|afp|rtr|epd)[ ]\|"),
        _always,
        'wire practice: "BERLIN dpa |"',
    ),
    Style(
        lambda head: head.capitals and head.dated,
        _shape(rf"(?P<place>{_CAPS}){_REGION}{_APART}{_DAY}[ ]?(?:{_DASH}|[.:](?=\s|$)[ ]?{_DASH}?)"),
        _dated,
        'wire practice: "ROMA, 24 MAR -", "LONDON, March 24."',
    ),
    Style(
        lambda head: head.named and head.dated,
        _shape(rf"(?P<place>{_NAME}){_REGION},[ ]{_DAY}[ ]?(?:{_DASH}|:(?=\s))"),
        _dated,
        'news pages cited by Wikinews: "Mumbai, July 17: Companies"',
    ),
    Style(
        lambda head: head.capitals and head.dashed,
        _shape(rf"(?P<place>{_CAPS}){_REGION}[ ]?(?:[ ]-(?=\s)|--+|[—–―\x96\x97])"),
        _dashed,
        'news pages cited by Wikinews: "DONETSK, Ukraine — Ukraine launched", "KANSAS CITY, Kan. -- Fans"',
    ),
    Style(
        lambda head: head.capitals and ":" in head.lead,
        _shape(rf"(?P<place>{_CAPS})[ ]?:(?=\s)"),
        _from_known_city,
        'news pages cited by Wikinews: "KARACHI: Pakistan football"',
    ),
    Style(
        lambda head: head.named and head.dashed,
        _shape(rf"(?P<place>{_NAME})[ ](?:-(?=\s)|--+|[—–―\x96\x97])"),
        _from_known_city,
        'news pages cited by Wikinews: "San Francisco - A federal appeals court"',
    ),
    Style(
        lambda head: "电" in head.text,
        (
            r"(?P<wire>新华社|[\u4e00-\u9fff]{2,6}社)?(?P<place>[\u4e00-\u9fff]{2,8}?)"
            r"(?P<month_number>1[0-2]|[1-9])月(?P<day_number>3[01]|[12]\d|[1-9])日"
            r"电(?:[（(][^（()）\n]{2,30}[)）])?\s*"
        ),
        _always,
        'wire practice: "新华社北京3月24日电（记者…）"',
    ),
    Style(
        lambda head: head.text[0] == "(" and "=" in head.text,
        _shape(r"\((?P<place>[가-힣]{2,6})=(?P<in>[^()=\n]{2,20})\)"),
        _always,
        'wire practice: "(서울=연합뉴스) 홍길동 기자 ="',
    ),
    Style(
        lambda head: head.opened and "日" in head.text,
        (
            r"[\[［](?P<place>[^\[\]\n\d]{2,20}?)[ ]\d{1,2}日[ ](?P<bare>ロイター|共同|時事)[\]］]"
            r"(?:\s*[-－—])?\s*"
        ),
        _always,
        'wire practice: "[東京 24日 ロイター] -"',
    ),
)
