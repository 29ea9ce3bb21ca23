"""What goes into a digest, and in which order."""

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from types import MappingProxyType

from bot.articles.feed import Entry, Feed
from bot.articles.model import WORDS_A_MINUTE

# More than anybody reads at a sitting: with three sentences each it takes over half an hour.
MOST_ENTRIES = 100


@dataclass(frozen=True, slots=True)
class Item:
    """One article of a digest."""

    entry: Entry
    also_in: tuple[Feed, ...] = ()
    """Other sources that brought the same article."""


@dataclass(frozen=True, slots=True)
class Section:
    """What one source has in a digest, newest first; never empty."""

    feed: Feed
    items: tuple[Item, ...]
    left_out: int = 0
    """How many more of this source are new, and not shown."""


@dataclass(frozen=True, slots=True)
class DigestContent:
    """A digest before it is laid out: its sources, the one with the newest article first."""

    sections: tuple[Section, ...] = ()
    left_out: int = 0
    """How many articles are not shown: those that the sections leave out, and those of further sources."""

    @property
    def entries(self) -> tuple[Entry, ...]:
        """What is shown, in order."""
        return tuple(item.entry for section in self.sections for item in section.items)

    @property
    def articles(self) -> int:
        """How many articles are shown."""
        return sum(len(section.items) for section in self.sections)

    @property
    def sources(self) -> int:
        """How many sources they come from."""
        return len(self.sections)

    @property
    def seconds_saved(self) -> int:
        """Seconds of silent reading that the summaries save."""
        words = sum(
            max(0, entry.summary.article_words - entry.summary.words)
            for entry in self.entries
            if entry.summary
        )
        return round(words * 60 / WORDS_A_MINUTE)


def compose(
    entries: Iterable[Entry],
    feeds: Mapping[int, Feed],
    *,
    limit: int = MOST_ENTRIES,
    more: Mapping[int, int] = MappingProxyType({}),
) -> DigestContent:
    """Arrange what is new in a digest of at most `limit` articles.

    Articles stand by source, newest first. An article that several sources brought stands once, with one that
    could be summed up if there is one, else with the one seen first. Over the limit every source keeps its
    newest before any keeps its second newest, and so on: a source that brings many takes no other's place.

    `feeds` holds the feed of each entry, `more` how many entries of a feed are new beside those given.
    """
    by_feed: defaultdict[int, list[Item]] = defaultdict(list)
    for item in sorted(_stories(entries, feeds), key=_newest_first):
        by_feed[item.entry.feed_id].append(item)
    ranked = [(rank, item) for items in by_feed.values() for rank, item in enumerate(items)]
    ranked.sort(key=lambda ranked_item: (ranked_item[0], _newest_first(ranked_item[1])))
    shares: defaultdict[int, int] = defaultdict(int)
    for _, item in ranked[:limit]:
        shares[item.entry.feed_id] += 1
    # The keys came in the order of the newest item of each.
    sections = tuple(
        Section(
            feeds[feed_id],
            tuple(items[: shares[feed_id]]),
            len(items) - shares[feed_id] + more.get(feed_id, 0),
        )
        for feed_id, items in by_feed.items()
        if feed_id in shares
    )
    return DigestContent(sections, max(0, len(ranked) - limit) + sum(more.values()))


def _stories(entries: Iterable[Entry], feeds: Mapping[int, Feed]) -> list[Item]:
    """Return each article once, with the other sources that have it, in the order in which they did."""
    same: defaultdict[str, list[Entry]] = defaultdict(list)
    for entry in sorted(entries, key=lambda entry: entry.id):
        same[entry.story_key].append(entry)
    return [_story(group, feeds) for group in same.values()]


def _story(group: Sequence[Entry], feeds: Mapping[int, Feed]) -> Item:
    best = next((entry for entry in group if entry.summary), group[0])
    others = dict.fromkeys(entry.feed_id for entry in group if entry.feed_id != best.feed_id)
    return Item(best, tuple(feeds[feed_id] for feed_id in others))


def _newest_first(item: Item) -> tuple[int, int]:
    """Sort by date; what is undated, or dated after it was seen, counts from when it was seen."""
    entry = item.entry
    moment = entry.seen_at if entry.published is None else min(entry.published, entry.seen_at)
    return -moment, -entry.id
