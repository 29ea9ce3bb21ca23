"""Many reports of two weeks: how long they take, and how much room."""

import multiprocessing
import random
import statistics
import time
from collections.abc import Iterator, Sequence
from concurrent.futures import ProcessPoolExecutor
from dataclasses import dataclass

import psutil

from bot.digest.cluster import Stories
from bot.digest.story_report import Report, write_features
from bot.summarize.story_terms import StoryTerms, story_terms
from tests.benchmarks.cluster_data import Labelled

SIZES = (1_250, 2_500, 5_000, 10_000, 50_000)
_DAY, _HOUR = 86_400, 3_600
_WINDOW = 14 * _DAY
_DIGESTS, _STORIES = 200, 30
_SEED = 5


@dataclass(frozen=True, slots=True)
class Timing:
    """One window of so many reports."""

    reports: int
    events: int
    """Of how many events they tell."""
    stories: int
    seconds: float
    """Until the story of each is known, features read and all."""
    megabytes: float
    """What the process grew by."""
    subjects: float
    """Milliseconds in which 30 stories are arranged by subject, the median."""
    forget: float
    """Milliseconds in which an hour is forgotten, and all stories are known again."""


def measure(rows: Sequence[Labelled]) -> list[Timing]:
    """Measure windows of all sizes, each in a process of its own, so that none has another's memory."""
    terms = [story_terms(row.article) for row in rows]
    context = multiprocessing.get_context("spawn")
    found = []
    for size in SIZES:
        with ProcessPoolExecutor(1, context) as pool:
            found.append(pool.submit(_run, size, terms).result())
    return found


def _run(size: int, terms: Sequence[StoryTerms]) -> Timing:
    generated = list(_generated(size, terms))
    reports = [report for _, report in generated]
    process = psutil.Process()
    before = process.memory_info().rss
    started = time.perf_counter()
    stories = Stories()
    for report in reports:
        stories.add(report)
    known = sorted({stories.story_of(report.id) for report in reports})
    seconds = time.perf_counter() - started
    megabytes = (process.memory_info().rss - before) / 2**20
    draw = random.Random(_SEED)
    digests = [draw.sample(known[-500:], _STORIES) for _ in range(_DIGESTS)]
    subjects = statistics.median(_milliseconds(stories, digest) for digest in digests)
    stories.forget(_DAY)
    started = time.perf_counter()
    stories.forget(_DAY + _HOUR)
    stories.story_of(reports[-1].id)
    forget = (time.perf_counter() - started) * 1000
    events = len({event for event, _ in generated})
    return Timing(size, events, len(known), seconds, megabytes, subjects, forget)


def _milliseconds(stories: Stories, digest: Sequence[int]) -> float:
    started = time.perf_counter()
    stories.subjects(digest)
    return (time.perf_counter() - started) * 1000


def _generated(size: int, every: Sequence[StoryTerms]) -> Iterator[tuple[int, Report]]:
    """Yield reports of made-up events, from one to eight each, in the order of their time, with their events.

    An event has two thirds of the terms of one article, a third of another's and a dozen of its own, and its
    own names and numbers; each report has two thirds of these and a fifth of a third article.
    """
    draw = random.Random(_SEED)
    drawn: list[tuple[int, int]] = []
    while len(drawn) < size:
        event, at = len(drawn), draw.randrange(_WINDOW)
        drawn += [(event, at + draw.randrange(_DAY)) for _ in range(draw.choice((1, 1, 1, 2, 3, 5, 8)))]
    for number, (event, at) in enumerate(sorted(drawn[:size], key=lambda each: each[1])):
        own = random.Random(event)
        one, two, other = own.choice(every), own.choice(every), draw.choice(every)
        names = [f"name{own.randrange(10**6)}" for _ in range(8)]
        terms = [
            *own.sample(list(one.counts), len(one.counts) * 2 // 3),
            *own.sample(list(two.counts), len(two.counts) // 3),
            *(f"own{own.randrange(10**6)}" for _ in range(12)),
        ]
        told = draw.sample(terms, len(terms) * 2 // 3)
        told += draw.sample(list(other.counts), len(other.counts) // 5)
        features = write_features(
            counts={term: draw.choice((1, 1, 1, 2, 4)) for term in told[:80]},
            title=told[:7],
            names=draw.sample(names, 6) + draw.sample(one.names, len(one.names) // 2),
            headline=3,
            capitalised=other.capitalised,
            numbers=[str(own.randrange(10**4)) for _ in range(6)][draw.randrange(3) :],
            words=draw.sample(told, len(told)),
        )
        yield event, Report(number, f"site {draw.randrange(300)}", at, "en", features)
