"""Measures on the project's own texts what may not get worse, against the limits in `floors.json`.

`uv run --group benchmark python -m tests.benchmarks.floors` prints a line for each and ends with 1 where one
is not kept. To move a limit is a decision: it is a change of that file, with its reason.
"""

import json
import sys
from pathlib import Path

from tests.benchmarks import cluster_own, quality, sentences, speed, start

LIMITS = Path(__file__).with_suffix(".json")


def measure() -> dict[str, float]:
    """Return every figure that has a limit, by its name there."""
    rouge, pace, stories = quality.floors(), speed.floors(), cluster_own.floors()
    return {
        "ROUGE-1 in 75 words": rouge["r1"],
        "ROUGE-1 over the first sentences": rouge["r1_over_lead"],
        "ROUGE-2 over the first sentences": rouge["r2_over_lead"],
        "wrong sentence boundaries": sentences.our_errors(sentences.read_cases()).total,
        "time of an article, LexRank's being 1": pace["median_ratio_to_lex_rank"],
        "growth of time with length, as a power": pace["growth_exponent_500_to_10000"],
        "cold start, LexRank's being 1": start.start_ratio(),
        "stories, B³ F1": stories["f1"],
        "margin of one event, log odds": stories["margin"],
    }


def main() -> None:
    """Measure, compare and print."""
    limits = json.loads(LIMITS.read_text("utf-8"))
    worse = False
    for name, value in measure().items():
        ((bound, limit),) = limits[name].items()
        bad = value < limit if bound == "at least" else value > limit
        worse |= bad
        print(f"{name:<42}{value:>8.2f}   {bound} {limit}{'   WORSE' if bad else ''}")
    sys.exit(worse)


if __name__ == "__main__":
    main()
