"""How many sources a story has: a text that many print is one source, and so is who prints many texts."""

from collections import defaultdict
from collections.abc import Hashable, Sequence

import numpy as np
from numpy.typing import NDArray

from bot.digest.story_report import Hashes

# Pairs of Wikinews articles with so many runs of four words in common print one agency's report. Below three
# in ten two newsrooms share what both quote.
_COPIED = 0.4
# So many runs must be the same, else all there are: of one or two in common nothing follows.
_LEAST = 3


def texts(sketches: Sequence[Hashes]) -> list[int]:
    """Return for each sketch the place of the first with its text: the same, edited a little, or cut.

    Two halves of a text are one text where the whole is there as well. An empty sketch is a text of its own.
    """
    if len(sketches) < 2:
        return list(range(len(sketches)))
    same = _same_text(sketches)
    found = np.arange(len(sketches))
    while True:
        # Everybody takes the lowest number among those that have its text, until nobody knows a lower one.
        lower = np.where(same, found, len(sketches)).min(1)
        if (lower == found).all():
            return found.tolist()
        found = lower


def sources(brought: Sequence[int], publishers: Sequence[Hashable]) -> int:
    """Return how many sources tell a story for themselves; what each report brought is a number of `texts`.

    That is the greatest number of reports of which no two are from one publisher, and no two are one text.
    """
    texts_of: defaultdict[Hashable, set[int]] = defaultdict(set)
    for text, publisher in zip(brought, publishers, strict=True):
        texts_of[publisher].add(text)
    # A report joins a publisher to a text: sought are most pairs without a partner in common.
    partner: dict[int, Hashable] = {}

    def find(publisher: Hashable, tried: set[int]) -> bool:
        for text in sorted(texts_of[publisher] - tried):
            tried.add(text)
            if text not in partner or find(partner[text], tried):
                partner[text] = publisher
                return True
        return False

    return sum(find(publisher, set()) for publisher in texts_of)


def _same_text(sketches: Sequence[Hashes]) -> NDArray[np.bool_]:
    """Return the table of which two sketches are of one text."""
    sizes = np.array([len(sketch) for sketch in sketches])
    hashes, columns = np.unique(np.concatenate(sketches), return_inverse=True)
    has = np.zeros((len(sketches), len(hashes) + 1), np.float32)
    has[np.repeat(np.arange(len(sketches)), sizes), columns + 1] = 1
    shared = has @ has.T
    # A sketch has all hashes of its text up to its own last one: as far as both go they can be compared.
    last = has.shape[1] - 1 - has[:, ::-1].argmax(1)
    up_to = has.cumsum(1)[:, np.where(sizes, last, 0)]
    least = np.minimum(up_to, up_to.T)
    runs = np.minimum(_LEAST, np.minimum(sizes[:, None], sizes))
    same: NDArray[np.bool_] = (shared >= np.maximum(_COPIED * least, runs)) & (runs > 0)
    np.fill_diagonal(same, val=True)
    return same
