"""What goes into a digest, and in which order."""

import math
from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from functools import lru_cache
from heapq import heapify, heappop, heapreplace
from types import MappingProxyType

from bot.articles.feed import Entry, Feed
from bot.articles.model import WORDS_A_MINUTE
from bot.digest.profile import NOTHING_WISHED, Profile
from bot.digest.publisher import publisher_of
from bot.digest.sieve import Independent, Says, Sieve
from bot.digest.story import Card, DigestContent, Story, Subject, Told, Why
from bot.digest.story_card import best_first, story_card
from bot.digest.story_card_model import Telling, Terms
from bot.digest.subject_names import subject_names

# More than anybody reads at a sitting: with three sentences each it takes over half an hour.
MOST_STORIES = 100
_DAY = 86_400
# What gives a story its place is counted in days of freshness: each doubling of those who tell it for
# themselves is worth one, and each step of a weight two, so that it tells even where three tell a story.
_DOUBLED = 1.0
_STEP = 2.0
# Each story that a source has in a digest already: forty of one source stand behind one of another.
_ANOTHER_OF_IT = 0.25
# All steps by which the reader's own words can move a story.
_MOST_BY_WORDS = 4


@dataclass(frozen=True, slots=True)
class _Rated:
    """A story with what speaks for it."""

    story: Story
    lead: Entry
    moment: int
    points: float
    """In days of freshness, without what the profile says."""
    taste: float
    """What the profile says, likewise."""
    why: Why


def compose(
    stories: Iterable[Story],
    feeds: Mapping[int, Feed],
    terms_of: Terms,
    says: Says,
    *,
    profile: Profile = NOTHING_WISHED,
    independent: Independent = len,
    more: Mapping[int, int] = MappingProxyType({}),
) -> DigestContent:
    """Choose among what is new the stories of a digest, and arrange them.

    Of each story is shown what the filters of the profile leave of it (`bot.digest.sieve`). First come those
    that many tell for themselves, the fresh, and what the profile weighs highly; a source that brings many
    takes no other's place. Where a budget leaves stories out and the profile prefers some, one that it does
    not prefer is kept. Related stories stand together, at the place of the first.

    `feeds` holds the feed of each entry, `more` how many entries of a feed are new beside those given;
    `terms_of` takes sentences apart, `says` matches the words of the profile, and `independent` counts
    sources where a filter has taken some of a story away.
    """
    sieve = Sieve(profile, says, independent)
    wanted = [left for story in stories if (left := sieve.left_of(story))]
    ranked = _in_turn(_rated(wanted, profile, says, sieve))
    most = min(MOST_STORIES, profile.most_stories or MOST_STORIES)
    cards: list[tuple[_Rated, Card]] = []
    seconds = 0.0
    told: set[int] = set()
    for rated in ranked:
        if len(cards) == most:
            break
        card = card_of(rated.story, feeds, terms_of, rated.why)
        if _adds_nothing(card):
            told.add(rated.story.first)
            continue
        seconds += card.words * 60 / WORDS_A_MINUTE
        if cards and profile.most_minutes and seconds > 60 * profile.most_minutes:
            break
        cards.append((rated, card))
    if profile.has_weights:
        cards = _with_one_off_profile(cards, ranked, feeds, terms_of, profile.most_minutes)
    chosen = told | {rated.story.first for rated, _ in cards}
    left_out = sum(len(rated.story.entries) for rated in ranked if rated.story.first not in chosen)
    left_out += sum(count for feed_id, count in more.items() if sieve.has_more(feed_id))
    return DigestContent(by_subject((card for _, card in cards), terms_of), left_out)


def card_of(story: Story, feeds: Mapping[int, Feed], terms_of: Terms, why: Why | None = None) -> Card:
    """Return what is shown of a story; without `why`, for no reader in particular."""
    card = _card(story, tuple(feeds[entry.feed_id] for entry in story.entries), terms_of)
    return replace(card, why=why or Why(story.independent))


def by_subject(cards: Iterable[Card], terms_of: Terms) -> tuple[Subject, ...]:
    """Put related stories together, at the place of the first of them."""
    groups: defaultdict[tuple[bool, int], list[Card]] = defaultdict(list)
    for place, card in enumerate(cards):
        groups[card.subject is None, place if card.subject is None else card.subject].append(card)
    return tuple(Subject(tuple(group), _names(group, terms_of)) for group in groups.values())


def _adds_nothing(card: Card) -> bool:
    """Whether a story that goes on says nothing that was not shown; a headline alone may."""
    told = card.sentences or card.additions or card.figures
    return bool(card.before) and not told and card.lead.entry.summary is not None


def _rated(stories: Sequence[Story], profile: Profile, says: Says, sieve: Sieve) -> list[_Rated]:
    moments = [max(map(_moment, story.entries)) for story in stories]
    newest = max(moments, default=0)
    weights, words = dict(profile.feeds), dict(profile.words)

    def rate(story: Story, moment: int) -> _Rated:
        said = [word for word in words if any(says(entry, word) for entry in story.entries)]
        weight = max((weights.get(entry.feed_id, 0) for entry in story.entries), default=0)
        by_words = sum(words[word] for word in said)
        points = _DOUBLED * math.log2(story.independent) - (newest - moment) / _DAY
        return _Rated(
            story,
            story.entries[best_first([_telling(entry, None) for entry in story.entries])[0]],
            moment,
            points,
            _STEP * (weight + max(-_MOST_BY_WORDS, min(by_words, _MOST_BY_WORDS))),
            Why(
                story.independent,
                sieve.words_of(story),
                tuple(word for word in said if words[word] > 0),
                tuple(word for word in said if words[word] < 0),
                weight,
            ),
        )

    return [rate(story, moment) for story, moment in zip(stories, moments, strict=True)]


def _in_turn(rated: Iterable[_Rated]) -> list[_Rated]:
    """Return the stories, the best first; each makes the others of its source count a little less."""
    queues: defaultdict[int, list[_Rated]] = defaultdict(list)
    for one in sorted(rated, key=_best_last):
        queues[one.lead.feed_id].append(one)
    heads = [(_key(queue[-1], 0), feed_id, 0) for feed_id, queue in queues.items()]
    heapify(heads)
    found: list[_Rated] = []
    while heads:
        _, feed_id, taken = heads[0]
        found.append(queues[feed_id].pop())
        if queue := queues[feed_id]:
            heapreplace(heads, (_key(queue[-1], taken + 1), feed_id, taken + 1))
        else:
            heappop(heads)
    return found


def _best_last(rated: _Rated) -> tuple[float, int, int]:
    return rated.points + rated.taste, rated.moment, rated.story.entries[-1].id


def _key(rated: _Rated, taken: int) -> tuple[float, int, int]:
    """Return what is lowest for the story that comes next."""
    points, moment, number = _best_last(rated)
    return taken * _ANOTHER_OF_IT - points, -moment, -number


def _with_one_off_profile(
    cards: list[tuple[_Rated, Card]],
    ranked: Sequence[_Rated],
    feeds: Mapping[int, Feed],
    terms_of: Terms,
    minutes: int | None,
) -> list[tuple[_Rated, Card]]:
    """Give the last place to the best of what the profile does not prefer, where it prefers all others.

    It must fit into the minutes of the budget.
    """
    if len(cards) < 2 or any(rated.taste <= 0 for rated, _ in cards):
        return cards
    seconds = sum(card.words for _, card in cards[:-1]) * 60 / WORDS_A_MINUTE
    # What is merely not preferred stands before what the reader wants less of.
    for rated in sorted(ranked, key=lambda one: (one.taste == 0, _best_last(one)), reverse=True):
        if rated.taste > 0:
            continue
        why = replace(rated.why, is_off_profile=True)
        card = card_of(rated.story, feeds, terms_of, why)
        if _adds_nothing(card):
            continue
        if not minutes or seconds + card.words * 60 / WORDS_A_MINUTE <= 60 * minutes:
            return [*cards[:-1], (replace(rated, why=why), card)]
    return cards


def _names(cards: Sequence[Card], terms_of: Terms) -> tuple[str, ...]:
    if len(cards) == 1:
        return ()
    return subject_names([_headline(card.lead.entry) for card in cards], terms_of)


def _headline(entry: Entry) -> tuple[str, str]:
    """Return what stands for a headline where there is none, too, and its language."""
    if entry.summary is None:
        return entry.title or "", "und"
    return entry.title or next((text for text, _ in entry.summary.sentences), ""), entry.summary.language


# One story stands in the digests of many, most of them with the same of its tellings.
@lru_cache(maxsize=2048)
def _card(story: Story, feeds: tuple[Feed, ...], terms_of: Terms) -> Card:
    """Return what is shown of a story; `feeds` holds the feed of each new entry."""
    told = [Told(entry, feed) for entry, feed in zip(story.entries, feeds, strict=True)]
    if len(told) == 1 and not story.before:
        summary = told[0].entry.summary
        return Card((told[0],), summary.sentences if summary else (), subject=story.subject)
    tellings = [_telling(one.entry, one.feed) for one in told]
    card = story_card(
        tellings,
        terms_of,
        same_wire=story.wires,
        before=[_telling(entry, None) for entry in story.before],
    )
    order = best_first(tellings)
    place = {source: number for number, source in enumerate(order)}
    return Card(
        tuple(told[source] for source in order),
        card.summary,
        tuple(replace(addition, source=place[addition.source]) for addition in card.additions),
        tuple(
            replace(some, quotes=tuple(replace(quote, source=place[quote.source]) for quote in some.quotes))
            for some in card.figures
        ),
        story.before,
        story.wires,
        story.subject,
    )


def _telling(entry: Entry, feed: Feed | None) -> Telling:
    summary = entry.summary
    return Telling(
        entry.id,
        publisher_of(entry.url, entry.author, feed.kind, feed.url, feed.site_url) if feed else "",
        _moment(entry),
        entry.title,
        summary.language if summary else "und",
        summary.sentences if summary else (),
        summary.told if summary else (),
        summary.article_words if summary else 0,
    )


def _moment(entry: Entry) -> int:
    """Return when an entry was published; what is undated, or dated after it was seen, counts from that."""
    return entry.seen_at if entry.published is None else min(entry.published, entry.seen_at)
