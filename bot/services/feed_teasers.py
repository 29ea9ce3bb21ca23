"""Whether a feed gives an article whole or a teaser of it. Pure.

A teaser is, of an entry that has a page: no text at all; a text that breaks off, or asks to read on at its
end; one shorter than an article; and one far shorter than its feed's usual one. An entry without a title is a
post of a few lines by nature, and its length says nothing.
"""

import re
from collections.abc import Iterable
from statistics import median

from bot.articles.feed import FeedEntry

# What nobody calls an article: a paragraph or two (the length from which the chat takes a text for one, too).
_SHORT = 600
# A quarter of the usual length is a summary, unless it is long all the same: some articles are short.
_MUCH_SHORTER, _LONG = 4, 2_000
# A character of these says as much as some three letters.
_DENSE = re.compile(r"[\u3041-\u30ff\u3400-\u9fff\uac00-\ud7af\uf900-\ufaff]")

_BROKEN_OFF = re.compile(
    r"(?:…|\.\.\.|\[\s*(?:more\s*)?(?:…|\.\.\.|&hellip;|\+)\s*\]|\(\s*(?:more\s*)?(?:…|\.\.\.)\s*\))$",
    re.IGNORECASE,
)
# From so many letters on, a last word with dots at it ("and he said nothing…") is how somebody writes.
_TRAILS_OFF, _MAY_TRAIL_OFF = re.compile(r"\w(?:…|\.\.\.)$"), 1_200
# At the end, alone or with the title behind them: "Continue reading A bridge in town →".
_READ_ON = (
    "read more",
    "read on",
    "read the rest",
    "read the full",
    "read full",
    "read the whole",
    "continue reading",
    "keep reading",
    "full story",
    "subscribe to continue",
    "subscribe to read",
    "subscribe to keep reading",
    "weiterlesen",
    "mehr lesen",
    "zum artikel",
    "lire la suite",
    "lire plus",
    "lire l’article",
    "lire l'article",
    "leer más",
    "seguir leyendo",
    "continuar leyendo",
    "sigue leyendo",
    "leggi tutto",
    "leggi di più",
    "continua a leggere",
    "leia mais",
    "ler mais",
    "continue lendo",
    "lees meer",
    "lees verder",
    "czytaj więcej",
    "czytaj dalej",
    "číst dál",
    "celý článek",
    "читать далее",
    "читать дальше",
    "читать полностью",
    "читайте далее",
    "подробнее",
    "читати далі",
    "читати повністю",
    "докладніше",
    "devamını oku",
    "läs mer",
    "læs mere",
    "les mer",
    "lue lisää",
    "tovább olvasom",
    "続きを読む",
    "続きはこちら",
    "阅读更多",
    "阅读全文",
    "閱讀全文",
    "查看全文",
    "더 보기",
    "더 읽기",
    "اقرأ المزيد",
)
_ASK = "|".join(map(re.escape, _READ_ON))
# Behind the end of a sentence with anything after it; inside of one only as the very last words.
_ASKS = re.compile(
    rf"(?:(?:^|[\n.…!?\])>»”])\s*[\[(]?(?:{_ASK})[^\n.!?]{{0,120}}[.…!\s]*|\s(?:{_ASK})[\s»→>…]*)$",
    re.IGNORECASE,
)
# A link below the last paragraph, on a line of its own.
_COMMENTS = re.compile(r"\n\s*(?:\d{1,6} )?(?:comments?|leave a comment)(?: \(\d{1,6}\))?\s*$", re.IGNORECASE)
_SENTENCE_END = re.compile(r"[.!?…。！？؟।][\"'”’»)\]」』）]*(?:\s|$)|[。！？]")
# What WordPress puts below every entry of a feed, in the language of the site.
_TAIL = re.compile(
    r"""\s*(?:
        The\ post\ .{1,300}\ (?:appeared\ first\ on|first\ appeared\ on)\ |
        Der\ Beitrag\ .{1,300}\ erschien\ zuerst\ auf\ |
        L[’']article\ .{1,300}\ est\ apparu\ en\ premier\ sur\ |
        La\ entrada\ .{1,300}\ (?:se\ publicó\ primero|apareció\ primero)\ en\ |
        L[’']articolo\ .{1,300}\ (?:proviene\ da|sembra\ essere\ il\ primo\ su)\ |
        O\ post\ .{1,300}\ apareceu\ primeiro\ em\ |
        Het\ bericht\ .{1,300}\ verscheen\ eerst\ op\ |
        Artykuł\ .{1,300}\ pochodzi\ z\ serwisu\ |
        (?:Сообщение|Запись)\ .{1,300}\ (?:появились?|появилась)\ сначала\ на\s
    )[^\n]{1,150}$""",
    re.VERBOSE,
)
# How far from its end the tail may begin: title and name of the site.
_LONGEST_TAIL = 600


def own_text(entry: FeedEntry) -> str:
    """Return what a feed says of an entry, without what its software puts below every one."""
    text = entry.text.rstrip()
    start = max(0, len(text) - _LONGEST_TAIL)
    return text[:start] + _TAIL.sub("", text[start:], count=1).rstrip()


def usual_length(entries: Iterable[FeedEntry]) -> int:
    """Return how long the texts of a feed usually are; 0 where it gives none."""
    lengths = [length_of(entry.text) for entry in entries]
    return round(median(lengths)) if lengths else 0


def is_teaser(entry: FeedEntry, usual: int) -> bool:
    """Tell whether the page of an entry has more than its feed; `usual` is the `usual_length` of the feed."""
    if entry.url is None:
        return False
    text = own_text(entry)
    end = _COMMENTS.sub("", text[-200:]).rstrip()
    length = length_of(text)
    is_cut = _BROKEN_OFF.search(end) and not (length >= _MAY_TRAIL_OFF and _TRAILS_OFF.search(end))
    if not text or is_cut or _ASKS.search(end):
        return True
    if not entry.title:
        return False
    return length < _SHORT or (length < _LONG and length * _MUCH_SHORTER < usual)


def has_sentence(text: str) -> bool:
    """Tell whether a sentence ends anywhere in a text."""
    return bool(_SENTENCE_END.search(text))


def length_of(text: str) -> int:
    """Return the length of a text in letters, as if it were written with an alphabet."""
    return len(text) + 2 * len(_DENSE.findall(text))
