"""Events as several newsrooms tell them, written for the tests of story cards.

A file holds one event. Each telling begins with a line `== publisher | HH:MM | language | headline`; empty
lines part its paragraphs.
"""

import re
from pathlib import Path

from bot.articles.model import Article, Span
from bot.digest.story_card_model import Telling
from bot.summarize import summarize
from bot.summarize.further import further_sentences, reads_alone

# 20 November 2026, the day of all of them, in UTC.
_MIDNIGHT = 1_795_132_800
_HEAD = re.compile(
    r"== (?P<publisher>[^|]+) \| (?P<hour>\d\d):(?P<minute>\d\d) \| (?P<language>\w+) \| (?P<title>.+)"
)
_WRAPPED = re.compile(r"(?<=\S)\n(?=\S)")
_PARAGRAPH = re.compile(r"\S(?:.|\n(?!\s*\n))*")


def tellings(name: str) -> list[Telling]:
    """Return the tellings of one event, summed up as entries are when they are read."""
    text = (Path(__file__).parent / f"{name}.txt").read_text("utf-8")
    heads = list(_HEAD.finditer(text))
    ends = [head.start() for head in heads[1:]] + [len(text)]
    return [
        _telling(number, head, _WRAPPED.sub(" ", text[head.end() : end].strip()))
        for number, (head, end) in enumerate(zip(heads, ends, strict=True), 1)
    ]


def _telling(number: int, head: re.Match[str], text: str) -> Telling:
    paragraphs = tuple(Span(*found.span()) for found in _PARAGRAPH.finditer(text))
    article = Article(f"{number}", text, paragraphs, title=head["title"], language=head["language"])
    summary = summarize(article)
    link = f"https://{head['publisher'].lower().replace(' ', '-')}.example/{number}#{{}}"
    lead, further = (
        tuple((span.of(text), link.format(span.start)) for span in spans)
        for spans in (summary.sentences, further_sentences(summary))
    )
    alone = tuple(sentence for sentence in lead if reads_alone(sentence[0], article.language))
    at = _MIDNIGHT + 3600 * int(head["hour"]) + 60 * int(head["minute"])
    return Telling(
        entry_id=number,
        publisher=head["publisher"],
        at=at,
        title=head["title"],
        language=head["language"],
        summary=lead,
        told=(*alone, *further),
        words=summary.article_words,
    )
