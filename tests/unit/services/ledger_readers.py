"""What each chat has to be told, in plain Python: no times, no slots, no numbers of entries."""

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass, field

from bot.digest.model import Place


@dataclass(eq=False)
class Reader:
    """A place that follows feeds."""

    name: str
    chat_id: int
    """Our own number of its chat."""
    places: list[Place]
    """Where it is (the last one), and where it was before."""
    old: dict[int, set[str]] = field(default_factory=dict)
    """The feeds it follows, each with the stories that were old when it came."""
    wants: dict[str, set[int]] = field(default_factory=dict)
    """Stories that have to arrive, each with the feeds that brought it."""
    may: set[str] = field(default_factory=set)
    """Stories that may arrive or not."""
    is_gone: bool = False
    """Telegram will never let anything be sent there again."""

    @property
    def place(self) -> Place:
        return self.places[-1]

    def follow(self, feed: int, listed: Sequence[str], arrived: Collection[str]) -> None:
        """Follow a feed, whose newest three stories count as new."""
        self.old[feed] = set(listed[:-3])
        for story in listed[-3:]:
            self.hear(story, feed, arrived)

    def unfollow(self, feed: int) -> None:
        """What only this feed brought is not waited for any more, but may be on its way."""
        self.old.pop(feed, None)
        for story, feeds in list(self.wants.items()):
            feeds.discard(feed)
            if not feeds:
                self._let_go(story)

    def hear(self, story: str, feed: int, arrived: Collection[str]) -> None:
        """A feed that it follows brings a story: new unless it came before, or was old in another one."""
        if story in arrived or story in self.may:
            return
        if any(story in old for old in self.old.values()):
            self.may.add(story)
        else:
            self.wants.setdefault(story, set()).add(feed)

    def become(self, other: "Reader", arrived: Collection[str]) -> None:
        """Go on as part of another one. What one of them had passed by, both may have."""
        for story in {*self.wants, *other.wants} - set(arrived):
            mine, theirs = self.wants.get(story), other.wants.get(story)
            if mine and theirs:
                theirs |= mine
            elif mine and not mine & other.old.keys() and story not in other.may:
                other.wants[story] = mine
            elif not (theirs and not theirs & self.old.keys() and story not in self.may):
                other._let_go(story)
        other.may |= self.may
        for feed, old in self.old.items():
            other.old.setdefault(feed, set()).update(old)
        other.places = [*self.places, *other.places]

    def excuse(self, stories: Collection[str]) -> None:
        """Wait no longer for stories that the bot has given up with a reason."""
        for story in stories:
            if story in self.wants:
                self._let_go(story)

    def misses(self, arrived: Collection[str]) -> list[str]:
        """What has not come."""
        return [] if self.is_gone else sorted(self.wants.keys() - set(arrived))

    def _let_go(self, story: str) -> None:
        self.wants.pop(story, None)
        self.may.add(story)


def arrivals(reader: Reader, told: Mapping[Place, Collection[str]]) -> set[str]:
    """Return the stories that came to a reader, wherever it was then."""
    return {story for place in reader.places for story in told.get(place, ())}
