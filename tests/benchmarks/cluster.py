"""How well articles are put together that tell of one event, and how fast.

`uv run python -m tests.benchmarks.cluster --data DIR [--errors] [--scale] [--json]` reads
`wikinews_events.jsonl` in DIR and prints B³ and pairwise precision, recall and F1 of

- the stories as shipped, and with a model and threshold learned in cross-validation over events: all articles
  are clustered, and those of each fold judged in the clustering that was chosen on the other folds;
- one pass over TF-IDF vectors of title and 150 words, and one over titles, thresholds chosen alike;
- a reader: the corrected labels, judged by those that came, as if they were what a program had found.

Chosen is the threshold of the greatest B³ F1 with a precision of 0.95 or more, then that of the greatest F1.
It also prints how many pairs change with the order of arrival. With `--errors` it prints the titles of the
worst errors, with `--scale` what windows of up to 50,000 generated reports take.
"""

import argparse
import json
import random
import sys
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import asdict
from pathlib import Path
from typing import Any

import numpy as np
from numpy.typing import NDArray

from bot.digest.cluster import Stories
from bot.digest.story_pairs import same_event
from bot.digest.story_report import Report
from tests.benchmarks import cluster_scale
from tests.benchmarks.cluster_data import FOLDS, Labelled, folds, read_events, report
from tests.benchmarks.cluster_fit import PRECISE, compared, cuts, fit, learned_from
from tests.benchmarks.cluster_rivals import single_pass, title, title_and_beginning, vectors
from tests.benchmarks.cluster_scores import Agreement, agreement, best, together

Together = NDArray[np.bool_]

_COSINES = np.arange(0.05, 0.8, 0.025)
_SHUFFLES = 10
_WORST = 10


def stories_of(reports: Sequence[Report], order: Sequence[int], *, ask: bool = False) -> list[int]:
    """Return the story of each report, taken in in an order; `ask` asks for each when it came."""
    stories = Stories()
    for at in order:
        stories.add(reports[at])
        if ask:
            stories.story_of(reports[at].id)
    return [stories.story_of(each.id) for each in reports]


def measure(rows: Sequence[Labelled]) -> dict[str, Any]:
    """Return all scores: rule → labels → system → B³ and pairs."""
    fold = np.array(folds(rows))
    labels = {"corrected": [row.story for row in rows], "as they came": [row.event for row in rows]}
    reports = [report(number, row) for number, row in enumerate(rows)]
    shipped = together(stories_of(reports, range(len(rows))))
    systems = {"ours, cross-validated": _ours(rows, fold)}
    for name, read in (("TF-IDF, one pass", title_and_beginning), ("titles, one pass", title)):
        systems[name] = _same_in_each_fold(vectors([read(row) for row in rows]))
    found: dict[str, Any] = {"articles": len(rows)}
    for rule, least in (("precision of 0.95 or more", PRECISE), ("greatest F1", 0.0)):
        for name, label in labels.items():
            true = together(label)
            scores = {"ours, as shipped": agreement(shipped, true)}
            if name != "corrected":
                scores["a reader"] = agreement(together(labels["corrected"]), true)
            scores |= {system: _chosen(tables, true, fold, least) for system, tables in systems.items()}
            found.setdefault(rule, {})[name] = {key: _row(score) for key, score in scores.items()}
    found["changed by the order"] = _changed(reports, shipped)
    return found


def _ours(rows: Sequence[Labelled], fold: NDArray[np.int_]) -> list[list[Together]]:
    every = learned_from(rows)
    return [cuts(same_event(every[0], fit(every, rows, fold != at))) for at in range(FOLDS)]


def _same_in_each_fold(table: NDArray[np.float64]) -> list[list[Together]]:
    return [[together(single_pass(table, least)) for least in _COSINES]] * FOLDS


def _chosen(
    tables: Sequence[Sequence[Together]], true: Together, fold: NDArray[np.int_], precise: float
) -> Agreement:
    """Judge each fold by the threshold that was best on the others."""
    judged = Agreement()
    for at, found in enumerate(tables):
        judged.judge(found[best(found, true, fold != at, precise)], true, fold == at)
    return judged


def _row(judged: Agreement) -> dict[str, list[float]]:
    return {
        name: [round(score.precision, 3), round(score.recall, 3), round(score.f1, 3)]
        for name, score in (("b3", judged.b_cubed), ("pairs", judged.pairs))
    }


def _changed(reports: Sequence[Report], found: Together) -> dict[str, float]:
    """Return the greatest share of pairs that another order of arrival changes."""

    def greatest(*, ask: bool) -> float:
        shares = []
        for seed in range(_SHUFFLES):
            order = list(range(len(reports)))
            random.Random(seed).shuffle(order)
            other = together(stories_of(reports, order, ask=ask))
            pairs = np.triu(found | other, 1).sum()
            shares.append(float(np.triu(found ^ other, 1).sum() / pairs))
        return round(max(shares), 4)

    return {"all asked at the end": greatest(ask=False), "each asked as it came": greatest(ask=True)}


def errors(rows: Sequence[Labelled]) -> dict[str, list[list[str]]]:
    """Return titles: pairs wrongly put together, the surest first, and events, the most torn apart first."""
    reports = [report(number, row) for number, row in enumerate(rows)]
    found = together(stories_of(reports, range(len(rows))))
    true = together([row.story for row in rows])
    likeness = same_event(compared(rows))
    titles = [f"{row.article.id.partition(':')[2]} {row.article.title}" for row in rows]
    wrong = sorted(np.argwhere(np.triu(found & ~true, 1)).tolist(), key=lambda pair: -likeness[tuple(pair)])
    lost: Counter[str] = Counter()
    for row, many in zip(rows, (true & ~found).sum(1).tolist(), strict=True):
        lost[row.story] += many
    torn = [story for story, many in lost.most_common(_WORST) if many]
    return {
        "wrongly together": [[titles[one], titles[two]] for one, two in wrong[:_WORST]],
        "torn apart": [[titles[at] for at, row in enumerate(rows) if row.story == story] for story in torn],
    }


def _text(found: dict[str, Any]) -> str:
    return "\n".join([*_scores(found), *_errors(found.get("errors", {})), *_timings(found.get("scale", ()))])


def _scores(found: dict[str, Any]) -> Iterator[str]:
    yield f"{found['articles']} articles. B³ and pairs: precision, recall, F1."
    for rule in ("precision of 0.95 or more", "greatest F1"):
        for labels, systems in found[rule].items():
            yield f"\nlabels {labels}; thresholds by {rule}"
            for system, scores in systems.items():
                cells = ["".join(f"{value:>7.3f}" for value in scores[kind]) for kind in ("b3", "pairs")]
                yield f"  {system:<24}" + "   ".join(cells)
    yield ""
    for asked, share in found["changed by the order"].items():
        yield f"pairs changed by the order, {asked}: at most {share:.2%}"


def _errors(found: dict[str, list[list[str]]]) -> Iterator[str]:
    for kind, groups in found.items():
        yield f"\n{kind}"
        for group in groups:
            yield from (f"  {' ' if at else '-'} {name}" for at, name in enumerate(group))


def _timings(found: Sequence[dict[str, Any]]) -> Iterator[str]:
    for at, window in enumerate(found):
        each = window["seconds"] / window["reports"] * 1000
        yield (
            f"{'' if at else chr(10)}{window['reports']:>7,} reports of {window['events']:,} events in"
            f" {window['stories']:,} stories: {window['seconds']:.2f} s ({each:.2f} ms each),"
            f" {window['megabytes']:.0f} MB; 30 stories by subject {window['subjects']:.2f} ms;"
            f" an hour forgotten {window['forget']:.0f} ms"
        )


def main(arguments: Sequence[str] | None = None) -> None:
    """Measure and print."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--data", type=Path, required=True, help="folder with wikinews_events.jsonl")
    parser.add_argument("--errors", action="store_true", help="print the worst errors, too")
    parser.add_argument("--scale", action="store_true", help="measure time and memory, too")
    parser.add_argument("--json", action="store_true", help="print one JSON object")
    options = parser.parse_args(arguments)
    try:
        rows = read_events(options.data)
    except FileNotFoundError as error:
        print(f"There is no {error.filename}.", file=sys.stderr)
        sys.exit(2)
    found = measure(rows)
    if options.errors:
        found["errors"] = errors(rows)
    if options.scale:
        found["scale"] = [asdict(timing) for timing in cluster_scale.measure(rows)]
    print(json.dumps(found, ensure_ascii=False) if options.json else _text(found))


if __name__ == "__main__":
    main()
