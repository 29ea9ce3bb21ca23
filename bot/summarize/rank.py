"""Our own choice of sentences: those that together cover most of what a good summary is likely to say.

A model tells for each term and pair of terms how likely a person's summary has it (`chances.py`). The worth
of a set of sentences is the sum of the chances that it covers, each once, by its length: what says the same
twice gains nothing, and a long sentence has to earn its place. The best set is searched for as a whole, not
sentence by sentence. Where it is hardly better than the first sentences, these are given: they are what the
author would have kept. The same story gives the same sentences.
"""

from collections.abc import Sequence
from itertools import chain

import numpy as np

from bot.summarize.chances import Model, shipped
from bot.summarize.features import Features, Floats, Ints, features
from bot.summarize.reading import Reading
from bot.summarize.select import choose
from bot.summarize.sets import MOST, STEPS, Limits, Sets
from bot.summarize.story import Story
from bot.summarize.taken import Taken
from bot.summarize.terms import terms
from bot.summarize.words import words as words_of

# A pair that the reference has counts as much as three terms: ROUGE-2 has far smaller values than ROUGE-1.
_PAIR = 3.0
# What the best set has to be worth, the first sentences being 1. On sources of which nothing was learned, it
# does worse than the first sentences at 1, better from here on, and gains less and less above.
_MARGIN = 1.05
# A term that the title has is so much likelier to be in a summary than one that stands in the same places:
# measured on 150 French articles with their headlines.
_TITLE = 2.3
# In long texts only so many sentences are looked at: those that share most with the rest, and the first.
_WINDOW, _FIRST = 120, 10
# Sentences that the search combines: the first ones, and those with the most worth for their words.
_LEAD, _POOL = 4, 10
# Up to so many sentences the best set of each size is worth its time when sets of all sizes are asked for.
_SEARCHED = 3
# Sentences in a row that may rest on each other and still be taken together.
_CHAIN = 3


def pick(
    story: Story, *, sentences: int | None, words: int | None, model: Model | None = None
) -> tuple[int, ...]:
    """Return the indices of the sentences that stand for a story, in source order.

    At most `sentences`, with at most `words` words together; None is without limit. As many sentences as
    asked for are given while the story has different ones; a budget of words may be used up only in part.
    A first choice over the budget is given alone. `model` is the one in the package unless given.
    """
    if sentences is None and words is None:
        return choose(range(len(story.texts)), story.words, sentences=None, words=None)
    if not story.texts:
        return ()
    worth, reading = _Worth(story, model or shipped()), Reading(story)
    limits = Limits.of(story, sentences, words)
    chosen = _search(story, worth, reading, limits)
    chosen = _filled(chosen, story, worth.order, reading, limits)
    if chosen and (words is not None or len(chosen) == sentences):
        return chosen
    order = dict.fromkeys([*chosen, *worth.order])
    return choose(list(order), story.words, sentences=sentences, words=words)


def pick_each(story: Story, most: int) -> list[tuple[int, ...]]:
    """Return the indices for one sentence, two, and so on up to `most`, as far as the story has them.

    The best sets of up to `_SEARCHED` sentences are searched for, as `pick` does; each longer one has those
    of the one before and the best that fits beside them.
    """
    if not story.texts:
        return []
    worth, reading = _Worth(story, shipped()), Reading(story)
    found: list[tuple[int, ...]] = []
    chosen: tuple[int, ...] = ()
    for count in range(1, min(most, len(story.texts)) + 1):
        limits = Limits.of(story, count, None)
        if count <= _SEARCHED:
            chosen = _search(story, worth, reading, limits)
        chosen = _filled(chosen, story, worth.order, reading, limits)
        order = dict.fromkeys([*chosen, *worth.order])
        full = len(chosen) == count
        found.append(chosen if full else choose(list(order), story.words, sentences=count, words=None))
    return found


class _Worth:
    """What the terms and pairs in a story's best sentences are worth."""

    def __init__(self, story: Story, model: Model) -> None:
        found = features(story)
        self.lengths = np.array([len(w) for w in story.words], np.int64)
        self.window = _window(found, len(story.texts))
        inside = np.zeros(len(story.texts), bool)
        inside[self.window] = True
        chances = np.zeros(len(found.terms), np.float32)
        terms_in = found.term_in[inside[found.term_in[:, 1]]]
        pairs_in = found.pair_in[inside[found.pair_in[:, 1]]]
        some = np.unique(terms_in[:, 0])
        chances[some] = model.terms(found.terms[some])
        some = np.unique(pairs_in[:, 0])
        worths = np.zeros(len(found.terms) + len(found.pairs), np.float32)
        worths[: len(chances)] = chances * _in_title(story, found)
        worths[len(chances) + some] = _PAIR * model.pairs(found.with_chances(chances)[some])
        # One list of units, terms first and pairs after them, each once for each sentence that has it.
        self.units = np.vstack([terms_in, pairs_in + np.array([len(chances), 0])])
        self.worths = worths
        single = np.bincount(self.units[:, 1], weights=worths[self.units[:, 0]], minlength=len(inside))
        # A word more or less of a short sentence must not decide: half a sentence's words are added.
        self.density = single / (self.lengths + self.lengths.mean() / 2 + 1e-9)
        self.density[~inside] = -1.0
        behind = np.argsort(-found.centrality[~inside], kind="stable")
        self.order: list[int] = [
            *self.window[np.argsort(-self.density[self.window], kind="stable")].tolist(),
            *np.flatnonzero(~inside)[behind].tolist(),
        ]
        """Every sentence once, the one worth most for its words at the front."""

    def table(self, pool: Sequence[int]) -> tuple[Floats, Floats]:
        """Return which units each sentence of the pool has, (sentences, units), and what these are worth."""
        place = np.full(len(self.lengths), -1, np.int64)
        place[list(pool)] = np.arange(len(pool))
        rows = self.units[place[self.units[:, 1]] >= 0]
        units, column = np.unique(rows[:, 0], return_inverse=True)
        has = np.zeros((len(pool), len(units)), np.float32)
        has[place[rows[:, 1]], column] = 1
        return has, self.worths[units]


def _window(found: Features, n: int) -> Ints:
    """Return the sentences worth a look: in a long text the first and the most central ones."""
    if n <= _WINDOW:
        return np.arange(n)
    central = found.centrality + 1 / np.sqrt(1 + np.arange(n))
    central[:_FIRST] = np.inf
    return np.sort(np.argsort(-central, kind="stable")[:_WINDOW])


def _in_title(story: Story, found: Features) -> Floats:
    """Return what each term's chance is multiplied by, for the title's sake."""
    factors = np.ones(len(found.terms), np.float32)
    title = terms(words_of(story.title or "", story.language), story.language)
    factors[[found.vocabulary[term] for term in title if term in found.vocabulary]] = _TITLE
    return factors


def _search(story: Story, worth: "_Worth", reading: Reading, limits: Limits) -> tuple[int, ...]:
    """Return the set of sentences worth most within the limits, or the first ones if it hardly beats them."""
    first = _first(story, reading, limits)
    groups = _groups(story, worth, reading, first, limits)
    pool = sorted(set(chain(first, *groups)))
    if not pool:
        return ()
    sets = Sets(pool, *worth.table(pool), worth.lengths[pool], limits)
    best, rate = sets.best(sets.of(groups))
    lead = sets.of([first])[0]
    if len(first) >= best.sum() and rate < _MARGIN * sets.rate(lead[None])[0]:
        best = lead
    return tuple(pool[place] for place in np.flatnonzero(best))


def _first(story: Story, reading: Reading, limits: Limits) -> list[int]:
    """Return the first sentences that read well, as many as the limits allow and the search combines."""
    first = Taken(story, reading)
    for index in range(min(len(story.texts), _WINDOW)):
        group = first.missing(index, _CHAIN)
        if not group:
            continue
        if first.length + first.words_in(group) > limits.words or len(first.bags) + len(group) > min(
            limits.sentences, STEPS
        ):
            break
        first.take(group)
    return list(first.bags)


def _groups(
    story: Story, worth: "_Worth", reading: Reading, first: Sequence[int], limits: Limits
) -> list[tuple[int, ...]]:
    """Return what the search puts together: good sentences, each with those that it rests on."""
    size = _POOL + 2 * max(0, min(limits.expected, STEPS) - _LEAD)
    groups: list[tuple[int, ...]] = []
    pool = set(first)
    taken, alone = Taken(story, reading), Taken(story, reading)
    for index in dict.fromkeys([*first, *range(min(_LEAD, len(story.texts))), *worth.order[:_WINDOW]]):
        if len(groups) >= size or len(pool) > MOST - _CHAIN:
            break
        group = alone.missing(index, _CHAIN)
        news = [other for other in group if other not in taken.bags]
        if group and not any(map(taken.repeats, news)):
            groups.append(group)
            taken.take(news)
            pool.update(group)
    return groups


def _filled(
    chosen: Sequence[int], story: Story, order: Sequence[int], reading: Reading, limits: Limits
) -> tuple[int, ...]:
    """Return the chosen with as many more as the limits allow, of those that read well."""
    taken = Taken(story, reading, chosen)
    for index in order:
        room = limits.sentences - len(taken.bags)
        if not room or (limits.words < np.inf and 2 * taken.length >= limits.words):
            break
        group = taken.missing(index, min(room, _CHAIN))
        if taken.length + taken.words_in(group) <= limits.words:
            taken.take(group)
        elif not taken.bags and len(group) == 1:
            return group
    return tuple(sorted(taken.bags))
