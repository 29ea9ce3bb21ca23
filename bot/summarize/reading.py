"""Which sentences read well when they are taken out of their text, and which others they need beside them."""

import re
from functools import cached_property

from bot.summarize.openers import Opener, opens_with
from bot.summarize.pairs import pairs, unbalanced
from bot.summarize.story import Story

# Under five words a sentence answers, exclaims or captions; it does not tell.
_SHORT = 5
# A heading: under twelve words without an end mark, where most sentences have one.
_HEADING = 12
_END = re.compile(r"[.!?…。｡．！？؟۔।॥։።၊။][\"'”’»“«)\]」』）]*\Z")
_CLOSED = "\"'”’»“«)]」』） "
# What announces the next line ("… to all on Monday:") or is an item of a list.
_ANNOUNCES = (":", ";", "：", "；")
_ASKS = ("?", "？", "؟", "\u037e")
# Capitals in so many letters are a heading or a shout, not an abbreviation.
_SHOUT = 8
# The time in front of an entry of a live blog.
_TIME = re.compile(r"\s*\d{1,2}[:.]\d{2}(?:\s?(?:[ap]\.?m\b\.?|Uhr|[A-Z]{3,4}\b))?\s*[-–—:|]?\s+")
# The number or mark of a list's item; "3.5" and "24. Mai" are none.
_NUMBERED = re.compile(r"\s*\(?\d{1,2}[.)]\s+(?=\W*[^\W\d_])")
_MARKED = re.compile(r"\s*[*•·‣▪-]\s+")
# Where "1." is also read "first", as in "1. FC Köln" and "1. maja": a number is an item beside other items.
_ORDINALS = frozenset(
    ("cs", "da", "de", "et", "fi", "hr", "hu", "is", "lv", "nb", "no", "pl", "sk", "sl", "sr", "tr")
)
# A line-up: a short heading, a colon and four names, or any words and seven.
_HEADS, _NAMES, _MANY_NAMES = 5, 4, 7
_LISTED = re.compile(r"[,;]|\s[-–]\s")
# The last part may hold more than its name: "… and Field, who scored twice on Monday".
_MOSTLY = 0.75
# A name has up to four words, a substitution ("Hall (Grey 60)") among them.
_NAME_WORDS = 4
_QUOTES = frozenset("\"“”„«»‹›「『《‘‚'")
_NEEDS_BEFORE = (Opener.PRONOUN, Opener.CONNECTIVE, Opener.ROLE)


class Reading:
    """How the sentences of one story read by themselves; each is looked at when it is asked for."""

    def __init__(self, story: Story) -> None:
        self._story = story
        self._good: dict[int, bool] = {}
        self._rests: dict[int, tuple[int, ...]] = {}

    def good(self, index: int) -> bool:
        """Whether the sentence is a whole one: no heading, list item, shout, or half of a quotation."""
        known = self._good.get(index)
        if known is None:
            known = self._good[index] = self._is_good(index)
        return known

    def rests_on(self, index: int) -> tuple[int, ...]:
        """Return the sentences without which this one leaves a reader asking who, what or and?"""
        known = self._rests.get(index)
        if known is None:
            known = self._rests[index] = self._finds_rest(index)
        return known

    def _is_good(self, index: int) -> bool:
        found = self._story.words[index]
        if len(found) < _SHORT:
            return False
        text = _untimed(self._story.texts[index])
        if self._is_item(text) or _lines_up(text) or text.rstrip(_CLOSED).endswith(_ANNOUNCES):
            return False
        if len(found) < _HEADING and self._mostly_ended and not _ended(text):
            return False
        if _shouted(text) and not self._mostly_shouted:
            return False
        return not unbalanced(text)

    def _finds_rest(self, index: int) -> tuple[int, ...]:
        text = _untimed(self._story.texts[index])
        rest = []
        leans = opens_with(text, self._story.language) in _NEEDS_BEFORE
        if index and (leans or _all_quoted(text)):
            rest.append(index - 1)
        if text.rstrip(_CLOSED).endswith(_ASKS) and index + 1 < len(self._story.texts):
            rest.append(index + 1)
        return tuple(rest)

    def _is_item(self, text: str) -> bool:
        """Tell whether a sentence is an item of a list, in a story that is not one itself."""
        if _MARKED.match(text):
            return not self._mostly_listed
        if not _NUMBERED.match(text):
            return False
        if self._story.language in _ORDINALS and self._numbered < 2:
            return False
        return not self._mostly_listed

    @cached_property
    def _numbered(self) -> int:
        return len([text for text in self._story.texts if _NUMBERED.match(text)])

    @cached_property
    def _mostly_listed(self) -> bool:
        marked = len([text for text in self._story.texts if _MARKED.match(text)])
        listed: int = marked + self._numbered
        return 2 * listed > len(self._story.texts)

    @cached_property
    def _mostly_ended(self) -> bool:
        return 2 * sum(map(_ended, self._story.texts)) > len(self._story.texts)

    @cached_property
    def _mostly_shouted(self) -> bool:
        return 2 * sum(map(_shouted, self._story.texts)) > len(self._story.texts)


def _ended(text: str) -> bool:
    return _END.search(text, max(len(text) - 8, 0)) is not None


def _shouted(text: str) -> bool:
    return text.isupper() and sum(map(str.isalpha, text)) > _SHOUT


def _untimed(text: str) -> str:
    """Return an entry of a live blog without its time."""
    found = _TIME.match(text)
    return text[found.end() :] if found else text


def _lines_up(text: str) -> bool:
    """Tell whether names in a row follow a colon: "Northport: Hall, Smith, Grey (Reed 60), Field"."""
    heading, colon, rest = text.partition(": ")
    parts = [part.split() for part in _LISTED.split(rest) if part.strip()] if colon else []
    if len(parts) < (_NAMES if len(heading.split()) <= _HEADS else _MANY_NAMES):
        return False
    names = [part for part in parts if len(part) <= _NAME_WORDS and part[0].lstrip("(")[:1].isupper()]
    return len(names) > _MOSTLY * len(parts)


def _all_quoted(text: str) -> bool:
    """Tell whether all words stand in quotation marks, so that none says whose words they are."""
    at = 0
    # The pair that begins first, and of those that begin there the longest, is the outermost.
    for opening, closing in sorted(pairs(text), key=lambda pair: (pair[0], -pair[1])):
        if text[opening] in _QUOTES and opening >= at:
            if any(map(str.isalnum, text[at:opening])):
                return False
            at = closing + 1
    return at > 0 and not any(map(str.isalnum, text[at:]))
