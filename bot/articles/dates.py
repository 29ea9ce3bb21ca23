"""Dates as articles print them: lines that are only a date, a date in front of the story."""

import re
from dataclasses import dataclass
from datetime import date

from bot.articles.blocks import ends_sentence
from bot.articles.months import MONTH, MONTH_WORDS, fold, month_number, months_in, with_months
from bot.articles.patterns import compiled

SPOKEN = (
    rf"(?:(?P<d1>\d{{1,2}})(?:st|nd|rd|th|er|º|-?го|\.)?\s+(?:de\s+|of\s+)?(?P<m1>{MONTH})\.?"
    rf"(?:[\s/]+{MONTH})?(?:,?\s+(?:de\s+|del\s+)?(?P<y1>(?:19|20)\d\d)(?!\d))?"
    rf"|(?P<m2>{MONTH})\.?\s+(?P<d2>\d{{1,2}})(?:st|nd|rd|th)?(?!\d|:\d)"
    r"(?:,?\s+(?P<y2>(?:19|20)\d\d)(?!\d))?)"
)
"""A source with `MONTH`, ignoring case: "March 24, 2023", "24 марта", "24. März", "24 de marzo de 2023"."""

_NUMERIC = (
    r"(?:(?P<y3>(?:19|20)\d\d)[-/.](?P<m3>\d{1,2})[-/.](?P<d3>\d{1,2})(?!\d)"
    r"|(?P<y4>(?:19|20)\d\d)年(?P<m4>\d{1,2})月(?P<d4>\d{1,2})日"
    r"|(?P<a5>\d{1,2})(?P<s5>[./])(?P<b5>\d{1,2})(?P=s5)(?P<y5>(?:19|20)\d\d)(?!\d))"
)
_DATE = f"(?:{_NUMERIC}|{SPOKEN})"
_TIME = (
    r"(?:T?\d{1,2}(?:[:.h]\d\d(?::\d\d(?:\.\d+)?)?(?!\d)|(?=\s?[ap]\.?m\.?(?!\w)))\s?(?:[ap]\.?m\.?(?!\w))?\s?"
    r"(?:(?:gmt|utc|est|edt|et|pst|pdt|pt|bst|cet|cest|ist|msk|мск|uhr|z)(?!\w))?(?:[+-]\d\d:?\d\d)?)"
)
_WEEKDAY = (
    r"(?:(?:mon|tues|wednes|thurs|fri|satur|sun)day|mon|tue|wed|thu|fri|sat|sun"
    r"|понедельник|вторник|среда|четверг|пятница|суббота|воскресенье"
    r"|понеділок|вівторок|середа|четвер|п[’'ʼ]ятниця|субота|неділя"
    r"|montag|dienstag|mittwoch|donnerstag|freitag|samstag|sonntag"
    r"|lundi|mardi|mercredi|jeudi|vendredi|samedi|dimanche"
    r"|lunes|martes|miércoles|jueves|viernes|sábado|domingo)(?!\w)"
)
# What pages print before their date (common CMS; "Last updated at" and "PUBLISHED:" are CNN/DailyMail's).
_LABEL = (
    r"(?:(?:first |last )?(?:published|updated|posted|modified)|publication date|date|created"
    r"|опубликовано|обновлено|дата(?: публикации)?|опубліковано|оновлено"
    r"|veröffentlicht(?: am)?|aktualisiert(?: am)?|erstellt am|stand"
    r"|publi[ée]e?(?: le)?|mise? à jour(?: le)?|modifiée?(?: le)?"
    r"|publicado(?: el| em)?|actualizado(?: el)?|atualizado em"
    r"|pubblicato il|aggiornato il|نُ?شر في|تاريخ النشر)(?!\w)"
)
_BETWEEN = r"(?:[\s,.|·•:/()–—-]|(?:at|on|um|vom|den|am|à|le|el|em|il|в|о|г|року|р)(?!\w))"
_AROUND = rf"(?:{_LABEL}|{_WEEKDAY}|{_TIME}|{_BETWEEN})"

# The same date without its group names, for the second date of "Published … Updated …".
_SECOND_DATE = re.sub(r"\?P<\w+>", "?:", _DATE.replace("(?P=s5)", "[./]"))
# Each part is atomic: "10:00 " with and without its space would make every row of times exponential.
_DATE_LINE = rf"(?>{_AROUND})*?{_DATE}(?:{_SECOND_DATE}|{_AROUND})*+"
_TIME_LINE = rf"(?:{_LABEL}|{_TIME}|{_BETWEEN})++"
# A date glued in front of the story needs a label ("date 2023-03-24 …") or an end of its own (" .", a dash).
_LABELLED_LEAD = (
    rf"{_LABEL}[\s:.]*(?>(?:{_WEEKDAY}|{_TIME}|at|on)[\s,.]*)*{_DATE}(?:[\s,.]*{_TIME})?"
    r"(?:\s+[.|]+(?=\s|$)|\s*[–—-](?=\s))*"
)
_DASHED_LEAD = rf"{_DATE}(?:[\s,.]*{_TIME})?\s+(?:\.|--|[–—\x96-])\s+(?=[^\W\d_])"
# The clock of a liveblog without a day: "Updated at 4 p.m. ET: The …".
_CLOCK_LEAD = (
    r"(?:last )?updated at \d{1,2}(?:[:.]\d\d)?\s?[ap]\.?m\.?(?:\s[a-z]{2,4})?\s?(?::|--|[–—])(?=\s)"
)


def _words(rows: str) -> frozenset[str]:
    return frozenset(map(fold, rows.split()))


# What the patterns above spell out, word by word: a line with another word is no date line, and a text that
# begins with another has no date in front. To ask these sets is quicker than to compile the patterns.
_LABEL_WORDS = _words("""
    published updated posted modified publication date created опубликовано обновлено дата опубліковано
    оновлено veröffentlicht aktualisiert erstellt stand publié publiée publie publiee mis mise modifié
    modifiée publicado actualizado atualizado pubblicato aggiornato نشر ن تاريخ
""")
_DATE_WORDS = (
    MONTH_WORDS
    | _LABEL_WORDS
    | _words("""
        first last публикации am le à jour el em il شر في النشر الثاني الأول
        monday tuesday wednesday thursday friday saturday sunday mon tue wed thu fri sat sun
        понедельник вторник среда четверг пятница суббота воскресенье
        понеділок вівторок середа четвер п ятниця пʼятниця субота неділя
        montag dienstag mittwoch donnerstag freitag samstag sonntag
        lundi mardi mercredi jeudi vendredi samedi dimanche
        lunes martes miércoles jueves viernes sábado domingo
        t h a p m pm gmt utc est edt et pst pdt pt bst cet cest ist msk мск uhr z
        at on um vom den в о г року р de of del st nd rd th er º го 年 月 日
    """)
)
_RUN = re.compile(r"[年月日]|[^\W\d_年月日]+")

_YEAR = r"(?<!\d)(?:19|20)\d\d(?!\d)"
# What tells a line of publication from a headline that names a day.
_PUBLISHED = (
    r"\d[:.h]\d\d(?!\d)|[|•·\u3000]| {2}"
    r"|(?<!\w)(?:posted|published|updated|written|publié|rédigé|écrit|publicado|escrito|pubblicato|scritto"
    r"|veröffentlicht|geschrieben|opublikowano|opublikowany|data publikacji|yayınlan\w+|giriş"
    r"|опубликовано|опубліковано|प्रकाशित|入力|입력|投稿日|公開日|更新日|发布)(?!\w)"
)
# "12/03/2026 11h05": who writes the hour so puts the day first.
_FRENCH_CLOCK = r"(?<!\d)\d{1,2}h\d\d(?!\d)"
# "Thursday" or "Sep. 3, 2026, in print": no more words than that beside a date.
_MOST_BESIDE = 2

# The longest date line is a label, a weekday, a date and a time, twice ("Published … Updated …").
_LONGEST = 160


@dataclass(frozen=True, slots=True)
class DateLead:
    """A date in front of a text: where it ends, and the day, None if that is ambiguous or impossible."""

    end: int
    day: date | None


def month_and_day(match: re.Match[str]) -> tuple[int, int, int | None] | None:
    """Return (month, day, year or None) of a match of `SPOKEN`, or None for an impossible day."""
    groups = match.groupdict()
    name = groups.get("m1") or groups.get("m2")
    if not name:
        return None
    month, day = month_number(name), int(groups.get("d1") or groups.get("d2") or 0)
    year = groups.get("y1") or groups.get("y2")
    # 2024 is a leap year: without a year, 29 February is possible.
    if _day(int(year or 2024), month, day) is None:
        return None
    return month, day, int(year) if year else None


def is_date_line(line: str) -> bool:
    """Tell whether a line holds a date or time of publication and nothing else."""
    line = line.strip()
    if len(line) > _LONGEST or not any(c.isdigit() for c in line) or not _only_date_words(line):
        return False
    return bool(_ignoring_case(_DATE_LINE, line).fullmatch(line)) or (
        (":" in line or "." in line) and bool(compiled(_TIME_LINE, re.IGNORECASE).fullmatch(line))
    )


def _only_date_words(line: str) -> bool:
    return all(run.group() in _DATE_WORDS for run in _RUN.finditer(fold(line)))


def _ignoring_case(source: str, line: str) -> re.Pattern[str]:
    return with_months(source, months_in(line), re.IGNORECASE)


def read_date_lead(text: str) -> DateLead | None:
    """Read the publication date that stands above the story, on its own line or glued to it.

    `text` is the beginning of a block: "24 March 2023", "date 2023-03-24 LONDON …". None: no date leads it.
    """
    line = text[: _LONGEST + 1]
    if is_date_line(line):
        match = _ignoring_case(_DATE_LINE, line).fullmatch(line.strip())
        return DateLead(len(text), _full_date(match) if match else None)
    if not any(c.isdigit() for c in line):
        return None
    folded = fold(line)
    if folded.startswith(("updated at ", "last updated at ")) and (
        clock := compiled(_CLOCK_LEAD, re.IGNORECASE).match(line)
    ):
        return DateLead(clock.end(), None)
    match = _ignoring_case(_LABELLED_LEAD, line).match(line) if _is_labelled(folded) else None
    if not match:
        match = _ignoring_case(_DASHED_LEAD, line).match(line) if _may_be_dashed(folded) else None
        if not match or line[match.end()].islower():
            return None
    return DateLead(match.end(), _full_date(match))


def read_publication_line(line: str) -> date | None:
    """Return the day of a line that gives it among other things ("Posted on 3 May 2026 by Jane").

    None where the line is a sentence, or has no full date with a clock, a separator or a label beside it.
    """
    line = line.strip()
    if len(line) > _LONGEST or not compiled(_YEAR).search(line) or ends_sentence(line):
        return None
    match = _ignoring_case(_DATE, line).search(line)
    if not match:
        return None
    day = _full_date(match)
    if day is None and match["y5"] and compiled(_FRENCH_CLOCK).search(line):
        day = _slashed(int(match["a5"]), int(match["b5"]), int(match["y5"]), ".")
    if day is None:
        return None
    beside = f"{line[: match.start()]}\n{line[match.end() :]}"
    told = compiled(_PUBLISHED, re.IGNORECASE).search(beside)
    return day if told or len(beside.split()) <= _MOST_BESIDE else None


def _is_labelled(folded: str) -> bool:
    """Tell whether a line begins as a label does: "published", "last updated"."""
    first = _RUN.match(folded)
    if first and first.group() in {"first", "last"}:
        first = _RUN.match(folded, first.end() + 1)
    return first is not None and first.group() in _LABEL_WORDS


def _may_be_dashed(folded: str) -> bool:
    """Tell whether a line begins as a date does, and has a mark that could end it."""
    first = _RUN.match(folded)
    dated = first.group() in MONTH_WORDS if first else folded[:1].isdigit()
    return dated and any(mark in folded for mark in ".-–—\x96")


def _full_date(match: re.Match[str]) -> date | None:
    found = match.groupdict()
    for numbers in (("y3", "m3", "d3"), ("y4", "m4", "d4")):
        if found[numbers[0]]:
            year, month, day = (int(found[name]) for name in numbers)
            return _day(year, month, day)
    if found["y5"]:
        return _slashed(int(found["a5"]), int(found["b5"]), int(found["y5"]), found["s5"])
    spoken = month_and_day(match)
    return _day(spoken[2], spoken[0], spoken[1]) if spoken and spoken[2] else None


def _slashed(first: int, second: int, year: int, separator: str) -> date | None:
    """Day first after European dots; with slashes only where one order is possible."""
    if separator == "." or first > 12 or first == second:
        return _day(year, second, first)
    return _day(year, first, second) if second > 12 else None


def _day(year: int, month: int, day: int) -> date | None:
    try:
        return date(year, month, day)
    except ValueError:
        return None
