"""Any story there can be: what hypothesis draws digests from."""

from dataclasses import replace
from typing import Any

from hypothesis import strategies as st

from bot.articles.feed import Entry, EntrySummary, Feed, FeedKind
from bot.digest.story import Card, DigestContent, Subject, Told, Why
from bot.digest.story_card_model import Addition, Figures, Quote
from tests.digests import entry, feed

LONG_LINK = "https://example.org/" + "a" * 1_970

texts = st.one_of(
    st.text(max_size=40),
    st.text(st.sampled_from("ab .<>&\"'\u202e\u200f\u2067\n\r\0🙂أב\ud83d■•"), max_size=60),
    st.builds(
        lambda text, times: text * times,
        st.sampled_from(["word ", "x", "🙂", "слово ", "كلمة "]),
        st.integers(1, 4_500),
    ),
)
urls = st.one_of(
    st.none(),
    st.text(max_size=20),
    st.sampled_from(
        [
            LONG_LINK,
            "https://example.org/a?b=1&c='\"<2>",
            "tg://user?id=1",
            "javascript:alert(1)",
            "https://localhost/",
            "https://me@example.org/",
            "https://example.org/\u202egpj.exe",
            "https://пример.рф/я",
        ]
    ),
)


def many(few: st.SearchStrategy[Any], most: int) -> st.SearchStrategy[tuple[Any, ...]]:
    """Up to `most` of these; few of them different, since each costs time to draw."""
    return st.builds(
        lambda some, times: tuple(some * times), st.lists(few, max_size=3), st.integers(1, most // 3)
    )


sentences = many(st.tuples(texts, urls), 30)
feeds = st.builds(
    lambda number, title, url, site, kind: replace(feed(number, title, kind), url=url or "", site_url=site),
    st.integers(1, 4),
    st.none() | texts,
    urls,
    urls,
    st.sampled_from(FeedKind),
)


@st.composite
def entries(draw: st.DrawFn, feed_id: int = 1) -> Entry:
    """An entry of a feed, with or without anything that it may lack."""
    told = draw(st.none() | sentences)
    return replace(
        entry(draw(st.integers(1, 9)), feed_id),
        title=draw(st.none() | texts),
        url=draw(urls),
        author=draw(st.none() | texts),
        published=draw(st.none() | st.integers(-(10**15), 10**15)),
        summary=EntrySummary(told, 9, 10, 500) if told is not None else None,
    )


@st.composite
def tellings(draw: st.DrawFn) -> Told:
    """What any source tells."""
    source: Feed = draw(feeds)
    return Told(draw(entries(source.id)), source)


@st.composite
def cards(draw: st.DrawFn) -> Card:
    """A story that one source tells, or up to five."""
    told = draw(st.lists(tellings(), min_size=1, max_size=5))
    sources = st.integers(0, len(told) - 1)
    quotes = st.builds(Quote, sources, texts, urls, texts, st.booleans())
    return Card(
        tuple(told),
        draw(sentences),
        draw(many(st.builds(Addition, sources, texts, urls), 12)),
        draw(many(st.builds(Figures, st.lists(quotes, min_size=2, max_size=3).map(tuple)), 6)),
        tuple(draw(st.lists(entries(), max_size=2))),
        tuple(draw(st.lists(st.lists(st.integers(1, 9), min_size=2, max_size=4).map(tuple), max_size=3))),
    )


words = many(texts, 6)
whys = st.builds(Why, st.integers(1, 99), words, words, words, st.integers(-2, 2), st.booleans())
subjects = st.builds(Subject, st.lists(cards(), min_size=1, max_size=2).map(tuple), words)
digests = st.builds(
    DigestContent, st.lists(subjects, max_size=4).map(tuple), st.sampled_from([0, 1, 12, 10**6])
)
