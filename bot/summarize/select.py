"""From an order of preference to the sentences of a summary."""

from collections.abc import Iterator, Sequence

# Two sentences are one where their words are nearly the same: corrected typos, an added name, other marks.
_SAME = 0.8
# One is a part of the other, which has a credit or a dateline too. Short ones share their words by chance.
_PART, _PART_WORDS = 0.9, 6
# Beyond this many chosen sentences only identical ones are looked for, so that time stays linear.
_COMPARED = 200


def choose(
    order: Sequence[int], worded: Sequence[Sequence[str]], *, sentences: int | None, words: int | None
) -> tuple[int, ...]:
    """Return the indices of the chosen sentences, in source order.

    `order` holds indices, best first; `worded` the words of each sentence of the text. At most `sentences`
    are chosen, with at most `words` words together; the first choice is given alone where it is over that
    budget. None is without limit. A sentence that nearly repeats a chosen one is taken only when no other is
    left, one with the very same words never.
    """
    chosen: list[int] = []
    used = 0
    for index in _without_repeats(order, worded):
        size = len(worded[index])
        if sentences is not None and len(chosen) >= sentences:
            break
        if words is None or used + size <= words:
            chosen.append(index)
            used += size
        elif not chosen:
            return (index,)
        elif 2 * used >= words:
            # What is further down the order and short enough is seldom worth the rest of the budget.
            break
    return tuple(sorted(chosen))


def _without_repeats(order: Sequence[int], worded: Sequence[Sequence[str]]) -> Iterator[int]:
    """Yield `order` without repeated sentences, and with those that are nearly so at its end."""
    seen: set[tuple[str, ...]] = set()
    taken: list[frozenset[str]] = []
    repeats: list[int] = []
    for index in order:
        found = tuple(worded[index])
        if found in seen:
            continue
        seen.add(found)
        bag = frozenset(found)
        if any(nearly_same(bag, other) for other in taken):
            repeats.append(index)
            continue
        if len(taken) < _COMPARED:
            taken.append(bag)
        yield index
    yield from repeats


def nearly_same(bag: frozenset[str], other: frozenset[str]) -> bool:
    """Whether two sentences, as sets of words, say the same in nearly the same words."""
    shared, least = len(bag & other), min(len(bag), len(other))
    if shared >= _SAME * (len(bag) + len(other) - shared):
        return True
    return least >= _PART_WORDS and shared >= _PART * least
