"""What people type behind /mute and /only: words and phrases, authors, sources, and where these hold.

Commas part what is named, quotation marks hold together what is a word in any case. `author:Smith` is an
author; `source:Name`, the address of a site that is followed and `@channel` are a source. `in:Name`, or "in"
and the name of a source behind the last word, lets what stands before it hold for that source alone; at the
very beginning it is for what stands behind. A source is called by its number in /feeds, its address or its
title.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from itertools import pairwise

from bot.articles.feed import Feed
from bot.articles.model import content_id
from bot.digest.named_sources import SourceNames, is_address
from bot.digest.profile import Field, Filter
from bot.digest.wished_items import AUTHOR, QUOTATION_MARKS, SOURCE, Item, items_of, key_of
from bot.digest.wished_words import normal_word, word_id, word_key

# Titles of sources are shorter: what is longer is not looked for among them.
_MOST_WORDS_OF_A_NAME = 12


@dataclass(frozen=True, slots=True)
class Typed:
    """What somebody typed."""

    filters: tuple[Filter, ...] = ()
    """Each once."""
    unfit: tuple[str, ...] = ()
    """What is no word or phrase."""
    unknown: tuple[str, ...] = ()
    """Names of sources that are not followed; nothing of what they were named for is a filter."""
    several: tuple[str, ...] = ()
    """Likewise, names that several sources have."""
    feed_id: int = 0
    """The one source that all of it is for; 0 where there is none, or more than one."""

    @property
    def is_empty(self) -> bool:
        """Whether nothing was typed, or nothing but a source to be looked at."""
        return not (self.filters or self.unfit or self.unknown or self.several)


def read_filters(text: str, feeds: Sequence[Feed], outlets: Mapping[int, Sequence[str]]) -> Typed:
    """Return what somebody typed; `feeds` are those of the chat as /feeds numbers them.

    `outlets` names by feed id those that a feed has texts of, where it has its texts from others.
    """
    reading = _Reading(SourceNames(feeds), outlets)
    for item in items_of(text):
        reading.read(item)
    return reading.typed()


def filter_id(one: Filter) -> str:
    """Return 16 characters that name a filter in the data of a button; they do not tell kinds apart."""
    if one.field is Field.TEXT and one.feed_id == 0:
        return word_id(one.word)
    field, feed_id, word = filter_key(one)
    return content_id(f"{field} {feed_id} {word}")


def filter_key(one: Filter) -> tuple[Field, int, str]:
    """Return what two filters have in common that differ in nothing but capitals."""
    return one.field, one.feed_id, word_key(one.word)


class _Reading:
    """What was typed up to somewhere."""

    def __init__(self, names: SourceNames, outlets: Mapping[int, Sequence[str]]) -> None:
        self._names, self._outlets = names, outlets
        self._filters: dict[tuple[Field, int, str], Filter] = {}
        self._waiting: list[Filter] = []
        """Those of which it is not known yet where they hold."""
        self._last: list[Filter] = []
        """Those of this item that were the last of which it became known: they may hold elsewhere, too."""
        self._scope: list[int] | None = None
        """The sources for which all holds that comes; None where none was named before it."""
        self._places: set[int] = set()
        """All sources that something was said to be for; 0: the whole chat."""
        self._unfit: dict[str, None] = {}
        self._unknown: dict[str, None] = {}
        self._several: dict[str, None] = {}
        self._opened = ""
        """A key whose value is the quotation that comes next."""

    def read(self, item: Item) -> None:
        """Take in what stands between two commas."""
        self._opened, self._last = "", []
        pieces = [(text, is_quoted) for text, is_quoted in item if is_quoted or text.strip()]
        for number, (text, is_quoted) in enumerate(pieces, start=1):
            if is_quoted:
                self._quoted(text)
            else:
                self._bare(text.split(), is_first=number == 1, is_last=number == len(pieces))

    def typed(self) -> Typed:
        """Return all of it."""
        self._settle([0] if self._scope is None else self._scope)
        places = self._places
        return Typed(
            tuple(self._filters.values()),
            tuple(self._unfit),
            tuple(self._unknown),
            tuple(self._several),
            next(iter(places)) if len(places) == 1 else 0,
        )

    def _quoted(self, text: str) -> None:
        key, self._opened = self._opened, ""
        words = text.split()
        if key:
            self._named(key, words)
        else:
            self._word(text)

    def _bare(self, words: list[str], *, is_first: bool, is_last: bool) -> None:
        """Take in words that stand in no quotation marks."""
        starts = [at for at, word in enumerate(words) if key_of(word)]
        before = words[: starts[0]] if starts else words
        if before:
            self._phrase(before, is_whole=is_first and is_last and not starts, is_last=is_last and not starts)
        for at, following in pairwise([*starts, len(words)]):
            key = key_of(words[at])
            value = [word for word in (words[at][len(key) :], *words[at + 1 : following]) if word]
            if value:
                self._named(key, value, may_end_in_source=is_last and following == len(words))
            else:
                self._opened = key

    def _named(self, key: str, words: list[str], *, may_end_in_source: bool = False) -> None:
        """Take in what stands behind a key."""
        if key == AUTHOR:
            words, feeds = self._split(words) if may_end_in_source else (words, [])
            self._word(" ".join(words), Field.AUTHOR)
            if feeds:
                self._in(feeds)
            return
        found, rest = self._source(words, with_outlets=key == SOURCE)
        if key == SOURCE:
            self._add(found)
        else:
            self._in([one.feed_id for one in found])
        if rest:
            self._phrase(rest, is_whole=False, is_last=may_end_in_source)

    def _phrase(self, words: list[str], *, is_whole: bool, is_last: bool) -> None:
        """Take in a word or phrase, or what can only be sources."""
        if is_whole and all(map(is_address, words)):
            for word in words:
                found, _ = self._source([word], with_outlets=False)
                self._add(found)
            return
        if is_whole and len(words) == 1 and "." in words[0] and (feeds := self._names.at(words[0])):
            self._add([Filter("", Field.SOURCE, feed.id) for feed in feeds])
            return
        words, feed_ids = self._split(words, is_behind=not is_whole) if is_last else (words, [])
        if words:
            self._word(" ".join(words).strip(QUOTATION_MARKS))
        if feed_ids:
            self._in(feed_ids)

    def _split(self, words: list[str], *, is_behind: bool = False) -> tuple[list[str], list[int]]:
        """Part words from "in" and the name of a source behind them; without one, all are words.

        `is_behind`: whether something else stands before them, so that "in" may be the first.
        """
        first = max(0 if is_behind else 1, len(words) - 1 - _MOST_WORDS_OF_A_NAME)
        for at in range(first, len(words) - 1):
            if words[at].casefold() != "in":
                continue
            name = " ".join(words[at + 1 :])
            if found := self._names.exactly(name):
                return words[:at], [feed.id for feed in found]
            if found := self._names.by_words(name):
                if len(found) > 1:
                    self._several[name] = None
                    self._waiting.clear()
                    return [], []
                return words[:at], [found[0].id]
        return words, []

    def _source(self, words: list[str], *, with_outlets: bool) -> tuple[list[Filter], list[str]]:
        """Return the sources that the first of some words name, and the other words."""
        for size in range(min(len(words), _MOST_WORDS_OF_A_NAME), 0, -1):
            if found := self._exactly(" ".join(words[:size]), with_outlets=with_outlets):
                return found, words[size:]
        for size in dict.fromkeys((len(words), 1)):
            feeds = self._names.partly(" ".join(words[:size]))
            if len(feeds) == 1:
                return [Filter("", Field.SOURCE, feeds[0].id)], words[size:]
            if feeds:
                self._several[" ".join(words[:size])] = None
                return [], []
        self._unknown[" ".join(words)] = None
        return [], []

    def _exactly(self, name: str, *, with_outlets: bool) -> list[Filter]:
        feeds = self._names.exactly(name)
        if feeds or not with_outlets:
            return [Filter("", Field.SOURCE, feed.id) for feed in feeds]
        return [
            Filter(word, Field.SOURCE, feed_id)
            for feed_id, some in self._outlets.items()
            for outlet in some
            if outlet.casefold() == name.casefold() and (word := normal_word(outlet))
        ][:1]

    def _word(self, typed: str, field: Field = Field.TEXT) -> None:
        if word := normal_word(typed):
            self._waiting.append(Filter(word, field))
        elif bare := " ".join(typed.split()):
            self._unfit[bare] = None

    def _in(self, feed_ids: list[int]) -> None:
        """Let what waits, or else what comes, hold for some sources; for none it does not hold at all."""
        self._places.update(feed_ids)
        if self._scope is None and self._waiting:
            self._settle(feed_ids)
        elif self._scope is None and self._last:
            self._hold(self._last, feed_ids)
        elif self._scope is None or self._waiting:
            self._settle(self._scope or [])
            self._scope = feed_ids
        else:
            self._scope = [*self._scope, *feed_ids]

    def _settle(self, feed_ids: list[int]) -> None:
        self._hold(self._waiting, feed_ids)
        self._last, self._waiting = self._waiting, []

    def _hold(self, filters: Sequence[Filter], feed_ids: list[int]) -> None:
        if filters:
            self._places.update(feed_ids)
        self._add([replace(one, feed_id=feed_id) for feed_id in feed_ids for one in filters])

    def _add(self, filters: Sequence[Filter]) -> None:
        for one in filters:
            self._filters.setdefault(filter_key(one), one)
            if one.field is Field.SOURCE:
                self._places.add(0)
