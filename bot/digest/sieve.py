"""What the filters of a chat leave of a story.

A story is several tellings. What a chat mutes as a word is an event that it does not want to hear of: the
story goes, whoever tells it. What it mutes as an author or a source, or as a word in one source, is a
telling: that one goes, and the story stays while others tell it. What it wants alone in one source leaves of
that source the tellings with one of those words or authors, and touches no other source. What it wants alone
everywhere is any of the words, authors and sources that it names: a story that has a word is shown whole, of
another one only the tellings by those authors and sources are. Muting wins over wanting.

Words are compared by their stems, authors by whole words; nothing that somebody typed is ever a pattern.
"""

from collections import defaultdict
from collections.abc import Callable, Collection, Sequence
from dataclasses import replace

from bot.articles.feed import Entry
from bot.digest.bylines import is_by
from bot.digest.profile import Field, Filter, Profile
from bot.digest.story import Story

Says = Callable[[Entry, str], bool]
"""Whether an entry speaks of a word or phrase, in whatever form."""

Independent = Callable[[Sequence[int]], int]
"""How many sources some entries, by their ids, come from."""


class Sieve:
    """The filters of one profile. A further muting filter never lets more of a story through."""

    def __init__(self, profile: Profile, says: Says, independent: Independent = len) -> None:
        """Take the profile, and what matches words and counts sources."""
        self._says, self._independent = says, independent
        self._muted, self._only = profile.muted, profile.only
        self.is_open = not (profile.muted or profile.only or profile.muted_by or profile.only_by)
        """Whether there is no filter at all."""
        # By source, 0 for those of the whole chat.
        self._mutes_telling: defaultdict[int, list[Filter]] = defaultdict(list)
        for one in profile.muted_by:
            self._mutes_telling[one.feed_id].append(one)
        self._only_in: defaultdict[int, list[Filter]] = defaultdict(list)
        self._only_by: list[Filter] = []
        for one in profile.only_by:
            if one.is_of_chat:
                self._only_by.append(one)
            else:
                self._only_in[one.feed_id].append(one)

    def left_of(self, story: Story) -> Story | None:
        """Return a story as far as it is to be shown; None where nothing of it is."""
        if self.is_open:
            return story
        if any(self._has(entry, self._muted) for entry in story.entries):
            return None
        left = [entry for entry in story.entries if self.lets_in(entry)]
        if (self._only or self._only_by) and not any(self._has(entry, self._only) for entry in left):
            left = [entry for entry in left if self._is_any(entry, self._only_by)]
        if not left:
            return None
        return story if len(left) == len(story.entries) else self._reduced(story, left)

    def shows(self, entry: Entry) -> bool:
        """Whether an entry would be shown that is a story by itself."""
        return self.left_of(Story((entry,))) is not None

    def has_more(self, feed_id: int) -> bool:
        """Whether entries of a source that were not looked at may be such as are shown."""
        whole = Filter("", Field.SOURCE, feed_id)
        if whole in self._mutes_telling[feed_id]:
            return False
        named = {one.feed_id for one in self._only_by}
        return bool(self._only) or not named or 0 in named or feed_id in named

    def words_of(self, story: Story) -> tuple[str, ...]:
        """Return the words and authors that a story is shown for, where a chat wants only some."""
        words = (word for word in self._only if any(self._says(entry, word) for entry in story.entries))
        authors = (
            one.word
            for one in self._only_by
            if one.field is Field.AUTHOR and any(is_by(entry.author, one.word) for entry in story.entries)
        )
        return (*words, *authors)

    def lets_in(self, entry: Entry) -> bool:
        """Whether an entry may be among the tellings of a story, whatever the others say."""
        for feed_id in (0, entry.feed_id):
            if self._is_any(entry, self._mutes_telling.get(feed_id, ())):
                return False
        wanted = self._only_in.get(entry.feed_id)
        return wanted is None or self._is_any(entry, wanted)

    def _is_any(self, entry: Entry, filters: Collection[Filter]) -> bool:
        return any(self._is(entry, one) for one in filters)

    def _is(self, entry: Entry, one: Filter) -> bool:
        if one.feed_id not in {0, entry.feed_id}:
            return False
        match one.field:
            case Field.TEXT:
                return self._says(entry, one.word)
            case Field.AUTHOR:
                return is_by(entry.author, one.word)
            case Field.SOURCE:
                return not one.word or is_by(entry.author, one.word)

    def _has(self, entry: Entry, words: Collection[str]) -> bool:
        return any(self._says(entry, word) for word in words)

    def _reduced(self, story: Story, left: Sequence[Entry]) -> Story:
        """Return a story with some of its tellings, as if no others were there."""
        ids = [entry.id for entry in (*story.before, *left)]
        wires = (tuple(number for number in wire if number in ids) for wire in story.wires)
        return replace(
            story,
            entries=tuple(left),
            wires=tuple(wire for wire in wires if len(wire) > 1),
            independent=min(story.independent, max(1, self._independent(ids))),
        )
