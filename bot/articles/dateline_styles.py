"""The ways of writing a dateline, a row each."""

import re
from collections.abc import Callable
from dataclasses import dataclass

from bot.articles.characters import CAPITALS
from bot.articles.dateline_head import Head
from bot.articles.dateline_proof import (
    UNCASED,
    by_shape_alone,
    dated,
    dated_in_full,
    from_known_city,
    in_capitals,
    signed_by_agency,
)
from bot.articles.dates import SPOKEN
from bot.articles.outlets import SPELLINGS


@dataclass(frozen=True, slots=True)
class Style:
    """One way of writing a dateline: its shape, what must hold beyond the shape, where it was met.

    `shape` is a source that may hold `MONTH`. A head that does not look like `needs` cannot have the shape,
    and to know that is a hundred times quicker than to compile and try it.
    """

    needs: Callable[[Head], bool]
    shape: str
    holds: Callable[[re.Match[str], str], bool]
    origin: str


_CAPS_WORD = rf"(?:[{CAPITALS}][{CAPITALS}'’ʼ-]+\.?|(?:[{CAPITALS}]\.)+)"
_CAPS = rf"{_CAPS_WORD}(?:(?:[ ]|[ ]?/[ ]?){_CAPS_WORD}){{0,4}}"
_NAME_WORD = rf"(?:[{CAPITALS}][\w'’ʼ-]*\.?|(?:[{CAPITALS}]\.)+)"
_LINK = r"(?:de|del|la|am|an|der|le|les|sur|di|do|на|и|und|and|et)(?=[ ])"
_NAME = rf"{_NAME_WORD}(?:(?:[ ]|[ ]?/[ ]?)(?:{_NAME_WORD}|{_LINK})){{0,5}}"
_MONTH_NEXT = rf"(?i:{re.sub(r'[?]P<[a-z0-9]+>', '?:', SPOKEN)})"
_REGION = rf"(?:,[ ](?!{_MONTH_NEXT}){_NAME_WORD}(?:[ ]{_NAME_WORD}){{0,3}}){{0,2}}"
_DAY = rf"(?i:{SPOKEN}|(?P<weekday>(?:mon|tues|wednes|thurs|fri|satur|sun)day))"
_APART = r"(?:[ ]?[,./][ ]?|[ ])"
_SIGNED = r"(?:\((?P<in>[^()\n]{2,40})\)|/(?P<slashed>[^/\n]{2,60})/|\[(?P<square>[^\[\]\n]{2,40})\])"
_BARE = rf"(?P<bare>(?i:{SPELLINGS}))(?!\w)"
_DASH = r"(?:--+|[—–―\x96\x97]|-(?=\s|$))"
# A signature may stand alone: "(CNN)Russian President", "/ТАСС/. Россия", "(PTI) The", "(EFE).- La".
_AFTER_SIGNATURE = rf"[ ]?(?:[.:][ ]?)?(?:{_DASH}|[.:|।])?"


def _shape(pattern: str) -> str:
    return pattern + r"[ \t\xa0]*"


STYLES = (
    Style(
        lambda head: head.text[0] == "(" and head.dashed and head.dated,
        _shape(rf"\((?P<in>[^()\n]{{2,40}})\)[ ]?{_DASH}[ ](?P<place>{_CAPS}),[ ]{_DAY}[ ]?{_DASH}"),
        signed_by_agency,
        'wire practice: "(ANSA) - ROMA, 24 MAR -"',
    ),
    Style(
        lambda head: head.named and head.signed,
        _shape(
            rf"(?P<place>{_CAPS}|{_NAME}|{UNCASED}){_REGION}(?:(?:{_APART}|[ ][-–—][ ]){_DAY})?{_APART}?[ ]?"
            rf"(?:--)?{_SIGNED}{_AFTER_SIGNATURE}"
        ),
        signed_by_agency,
        'seeds/003_c02482ed8321f23f.txt: "LONDON, March 24. /TASS/."; CNN/DailyMail: "London (CNN) --"; '
        'wire practice: "OSLO--(BUSINESS WIRE)--"',
    ),
    Style(
        lambda head: head.signed and (head.opened or head.dated),
        _shape(rf"(?:{_DAY}{_APART})?{_SIGNED}{_AFTER_SIGNATURE}"),
        signed_by_agency,
        'CNN/DailyMail: "(CNN) --", "(CNN)"',
    ),
    Style(
        lambda head: head.named and head.dated,
        _shape(
            rf"(?P<place>{_CAPS}|{_NAME}|{UNCASED}){_REGION}{_APART}{_DAY}"
            rf"(?:{_APART}|[ ]?{_DASH}[ ]?){_BARE}"
            rf"(?:,[ ]{_NAME_WORD}[ ]{_NAME_WORD})?[ ]?(?:{_DASH}|[.:|])"
        ),
        by_shape_alone,
        'wire practice: "МОСКВА, 24 мар — РИА Новости.", "КИЇВ. 24 березня. УНІАН."',
    ),
    Style(
        lambda head: head.named and head.dated and any(mark in head.text for mark in '«“"'),
        _shape(
            rf"(?P<place>{_CAPS}|{_NAME}){_REGION}{_APART}{_DAY}{_APART}"
            r"(?:АН|ІА|ИА|РИА)[ ][«“\"](?P<in>[^«»“”\"\n]{2,40})[»”\"]\."
        ),
        by_shape_alone,
        'wire practice: "КИЇВ. 24 березня. ІА «Назва»."',
    ),
    Style(
        lambda head: head.named and head.dated,
        _shape(rf"(?P<place>{_NAME}){_REGION},[ ]{_DAY}(?:[ ]r\.|[ ]г\.|[ ]р\.|\.)(?=\s)(?:[ ]{_DASH})?"),
        dated_in_full,
        'press releases: "Madrid, 3 de diciembre de 2025.", "Warszawa, 28 kwietnia 2026 r. –"',
    ),
    Style(
        lambda head: head.named and "|" in head.lead,
        _shape(rf"(?P<place>{_CAPS}|{_NAME}){_REGION}[ ](?P<bare>dpa|AFP|AP|ap|afp|rtr|epd)[ ]\|"),
        by_shape_alone,
        'wire practice: "BERLIN dpa |"',
    ),
    Style(
        lambda head: head.capitals and head.dated,
        _shape(rf"(?P<place>{_CAPS}){_REGION}{_APART}{_DAY}[ ]?(?:{_DASH}|[.:](?=\s|$)[ ]?{_DASH}?)"),
        dated,
        'wire practice: "ROMA, 24 MAR -", "LONDON, March 24."',
    ),
    Style(
        lambda head: head.named and head.dated,
        _shape(rf"(?P<place>{_NAME}){_REGION},[ ]{_DAY}[ ]?(?:{_DASH}|:(?=\s))"),
        dated,
        'news pages cited by Wikinews: "Mumbai, July 17: Companies"',
    ),
    Style(
        lambda head: head.capitals and head.dashed,
        _shape(rf"(?P<place>{_CAPS}){_REGION}[ ]?(?:[ ]-(?=\s)|--+|[—–―\x96\x97])"),
        in_capitals,
        'news pages cited by Wikinews: "DONETSK, Ukraine — Ukraine launched", "KANSAS CITY, Kan. -- Fans"',
    ),
    Style(
        lambda head: head.capitals and ":" in head.lead,
        _shape(rf"(?P<place>{_CAPS})[ ]?:(?=\s)"),
        from_known_city,
        'news pages cited by Wikinews: "KARACHI: Pakistan football"',
    ),
    Style(
        lambda head: head.named and head.dashed,
        _shape(rf"(?P<place>{_NAME})[ ](?:-(?=\s)|--+|[—–―\x96\x97])"),
        from_known_city,
        'news pages cited by Wikinews: "San Francisco - A federal appeals court"',
    ),
    Style(
        lambda head: "电" in head.text,
        (
            r"(?P<wire>新华社|[\u4e00-\u9fff]{2,6}社)?(?P<place>[\u4e00-\u9fff]{2,8}?)"
            r"(?P<month_number>1[0-2]|[1-9])月(?P<day_number>3[01]|[12]\d|[1-9])日"
            r"电(?:[（(][^（()）\n]{2,30}[)）])?\s*"
        ),
        by_shape_alone,
        'wire practice: "新华社北京3月24日电（记者…）"',
    ),
    Style(
        lambda head: head.text[0] == "(" and "=" in head.text,
        _shape(r"\((?P<place>[가-힣]{2,6})=(?P<in>[^()=\n]{2,20})\)"),
        by_shape_alone,
        'wire practice: "(서울=연합뉴스) 홍길동 기자 ="',
    ),
    Style(
        lambda head: head.opened and "日" in head.text,
        (
            r"[\[［](?P<place>[^\[\]\n\d]{2,20}?)[ ]\d{1,2}日[ ](?P<bare>ロイター|共同|時事)[\]］]"
            r"(?:\s*[-－—])?\s*"
        ),
        by_shape_alone,
        'wire practice: "[東京 24日 ロイター] -"',
    ),
)
