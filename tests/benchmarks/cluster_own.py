"""How well our own pairs of articles in `tests/stories` are told apart: what `floors.py` measures."""

import numpy as np

from bot.digest.story_index import Index
from bot.digest.story_link import average_link
from bot.digest.story_pairs import same_event
from tests.benchmarks.cluster_scores import agreement, together
from tests.stories import pairs, report


def floors() -> dict[str, float]:
    """Return B³ F1 in a window of all pairs, and the margin between pairs of one event and all others.

    The margin is in log odds: what speaks least for one event where it is one, over what speaks most for it
    where it is none.
    """
    told = [
        (pair.name if pair.kind == "same" else each, each)
        for pair in pairs()
        for each in (pair.one, pair.other)
    ]
    index = Index()
    rows = [index.add(report(number, each)) for number, (_, each) in enumerate(told)]
    likeness = same_event(index.compare(rows, rows))
    true = together([event for event, _ in told])
    labels = {row: group[0] for group in average_link(likeness, 0.0) for row in group}
    found = together([labels[row] for row in range(len(told))])
    others = ~np.eye(len(told), dtype=np.bool_)
    margin = likeness[true & others].min() - likeness[~true].max()
    return {"f1": agreement(found, true).b_cubed.f1, "margin": float(margin)}
