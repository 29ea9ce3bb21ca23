"""Entries by stories: what of one event is new to a reader, and what was shown of it before."""

from collections import defaultdict
from collections.abc import Collection, Mapping, Sequence
from dataclasses import replace

from bot.articles.feed import Entry
from bot.digest.cluster import Stories
from bot.digest.story import Story


def arranged(
    known: Stories, new: Sequence[Entry], shown: Mapping[int, Entry], apart: Collection[int] = ()
) -> list[Story]:
    """Arrange new entries by stories, each with what was shown of it; say which stories are related.

    One article that several feeds brought is one story in any case; what `known` does not know stands alone,
    and so do the entries of `apart`, by their ids.
    """
    groups: defaultdict[int, list[Entry]] = defaultdict(list)
    by_article: defaultdict[str, list[Entry]] = defaultdict(list)
    # Copies whose texts differ may be in several stories: the first that was seen decides, in whatever order
    # they come.
    for entry in sorted(new, key=lambda one: one.id):
        by_article[entry.story_key].append(entry)
    for some in by_article.values():
        ids = [entry.id for entry in some if entry.id in known and entry.id not in apart]
        # No story has a number below 0: an article that is in none stands by itself.
        groups[known.story_of(ids[0]) if ids else -1 - some[0].id] += some
    found = []
    for number, some in groups.items():
        told = known.reports_of(number) if number >= 0 else ()
        before = [shown[one] for one in told if one in shown and one not in apart]
        found.append(_story(known, some, before))
    return _with_subjects(known, found)


def _story(known: Stories, new: Sequence[Entry], before: Sequence[Entry]) -> Story:
    entries = tuple(sorted(new, key=lambda entry: entry.id))
    every = (*before, *entries)
    if len(every) == 1:
        return Story(entries)
    ids = [entry.id for entry in every if entry.id in known]
    wires = (*known.wires(ids), *_same_article(every))
    return Story(entries, tuple(before), wires, max(1, known.independent(ids)))


def _same_article(entries: Sequence[Entry]) -> list[tuple[int, ...]]:
    by_key: defaultdict[str, list[int]] = defaultdict(list)
    for entry in entries:
        by_key[entry.story_key].append(entry.id)
    return [tuple(ids) for ids in by_key.values() if len(ids) > 1]


def _with_subjects(known: Stories, stories: Sequence[Story]) -> list[Story]:
    places: dict[int, int] = {}
    for place, story in enumerate(stories):
        first = next((entry.id for entry in story.entries if entry.id in known), None)
        if first is not None:
            places.setdefault(known.story_of(first), place)
    subject: dict[int, int] = {}
    for related in known.subjects(list(places)):
        together = sorted(places[number] for number in related)
        if len(together) > 1:
            subject |= dict.fromkeys(together, stories[together[0]].first)
    return [replace(story, subject=subject.get(place)) for place, story in enumerate(stories)]
