"""Sentences that stand in a summary already, and what may come beside them."""

from collections.abc import Iterable, Sequence
from itertools import islice

from bot.summarize.reading import Reading
from bot.summarize.select import nearly_same
from bot.summarize.story import Story

# Repeats are looked for among as many sentences, so that time stays linear.
_COMPARED = 200


class Taken:
    """Sentences that are taken already, in the order of taking, and what may come beside them."""

    def __init__(self, story: Story, reading: Reading, chosen: Sequence[int] = ()) -> None:
        self._story, self._reading = story, reading
        self.bags: dict[int, frozenset[str]] = {}
        self.length = 0
        self.take(chosen)

    def take(self, group: Iterable[int]) -> None:
        """Add sentences."""
        for index in group:
            self.bags[index] = frozenset(self._story.words[index])
            self.length += len(self._story.words[index])

    def words_in(self, group: Iterable[int]) -> int:
        """Return how many words sentences have together."""
        return sum(len(self._story.words[index]) for index in group)

    def repeats(self, index: int) -> bool:
        """Whether a sentence nearly repeats one of those taken; only the first of very many are compared."""
        bag = frozenset(self._story.words[index])
        return any(nearly_same(bag, other) for other in islice(self.bags.values(), _COMPARED))

    def missing(self, index: int, most: int) -> tuple[int, ...]:
        """Return a sentence with all that it rests on and is not taken, in order.

        Empty where one of them reads badly or repeats another, and where they are more than `most`.
        """
        if index in self.bags or not most or not self._reading.good(index):
            # True of nearly all in a text of scraps, and asked for each.
            return ()
        group, left = set[int](), [index]
        while left:
            at = left.pop()
            if at not in group and at not in self.bags:
                if len(group) == most or not self._reading.good(at):
                    return ()
                group.add(at)
                left.extend(self._reading.rests_on(at))
        beside = Taken(self._story, self._reading)
        for at in sorted(group):
            if self.repeats(at) or beside.repeats(at):
                return ()
            beside.take([at])
        return tuple(beside.bags)
