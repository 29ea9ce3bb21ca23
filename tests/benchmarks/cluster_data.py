"""Articles on events with the labels to judge clusters by: as they came, and as a reader corrected them.

`wikinews_events.jsonl` has the articles that Wikinews stories cite: rows of `id`, `event`, `title`, `text`,
`url`. Not all that a story cites tells its event: one on a campaign cites thirty events, others cite a law or
the page of a club. `cluster_labels.json` says which articles of such events tell one story; it was written
before any were clustered.
"""

import json
import random
from collections.abc import Sequence
from dataclasses import dataclass, replace
from pathlib import Path
from urllib.parse import urlsplit

from bot.articles.clean import read_article
from bot.articles.model import Article
from bot.digest.story_report import Report
from bot.services.read_feed import features_of
from bot.summarize.sentences import article_sentences

FILE = "wikinews_events.jsonl"
FOLDS = 5
_LABELS = Path(__file__).with_name("cluster_labels.json")
_SEED = 2012


@dataclass(frozen=True, slots=True)
class Labelled:
    """One article, and what it tells."""

    article: Article
    publisher: str
    event: str
    """The label as it came."""
    story: str
    """The corrected label."""


def read_events(folder: Path) -> list[Labelled]:
    """Return the articles of a folder; raises `FileNotFoundError`."""
    corrected = json.loads(_LABELS.read_text("utf-8"))
    groups = {name: f"group {at}" for at, group in enumerate(corrected["groups"]) for name in group}
    found = []
    with (folder / FILE).open(encoding="utf-8") as lines:
        for line in lines:
            row = json.loads(line)
            name = row["id"].partition(":")[2]
            alone = f"alone {name}" if row["event"] in corrected["events"] else row["event"]
            article = read_article(row["text"], id=row["id"], title=row["title"], url=row["url"])
            publisher = urlsplit(row["url"]).netloc.removeprefix("www.")
            found.append(Labelled(article, publisher, row["event"], groups.get(name, alone)))
    return found


def folds(rows: Sequence[Labelled]) -> list[int]:
    """Return the fold of each row; events that a corrected label joins are in one fold, always the same."""
    joined = {row.event: row.event for row in rows}
    for story in {row.story for row in rows}:
        events = [row.event for row in rows if row.story == story]
        for event in events[1:]:
            old, new = joined[event], joined[events[0]]
            joined = {key: new if value == old else value for key, value in joined.items()}
    blocks = sorted(set(joined.values()))
    random.Random(_SEED).shuffle(blocks)
    fold = {block: at % FOLDS for at, block in enumerate(blocks)}
    return [fold[joined[row.event]] for row in rows]


def report(number: int, row: Labelled) -> Report:
    """Return an article as the index takes it. When they appeared is not known: all at once."""
    return Report(number, row.publisher, 0, row.article.language, features_of(row.article))


def shortened(row: Labelled, words: int) -> Labelled:
    """Return an article cut behind the sentence in which it reaches so many words: what a feed may give."""
    spans, counted = [], 0
    for sentence in article_sentences(row.article):
        if counted >= words:
            break
        spans.append(sentence.span)
        counted += sentence.span.of(row.article.text).count(" ") + 1
    return replace(row, article=replace(row.article, paragraphs=tuple(spans)))
