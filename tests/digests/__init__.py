"""Feeds, entries and whole digests to be laid out, as a person would get them."""

from collections.abc import Callable, Sequence
from dataclasses import replace
from datetime import UTC, datetime
from functools import cache
from pathlib import Path

from bot.articles.clean import read_article
from bot.articles.feed import Entry, EntrySummary, Feed, FeedKind
from bot.articles.fragments import Fragments
from bot.articles.model import Article
from bot.digest.compose import DigestContent, compose
from bot.summarize import summarize

ROOT = Path(__file__).parents[2]
# Sunday 22 November 2026, 07:50 UTC.
NOW = int(datetime(2026, 11, 22, 7, 50, tzinfo=UTC).timestamp())
HOUR = 3600

# What pages of each language come from.
_OUTLETS = {
    "ar": "وكالة المرافئ",
    "de": "Hafenpost",
    "en": "Harbour Times",
    "es": "La Ribera",
    "fr": "Le Quai",
    "hi": "तट समाचार",
    "it": "Il Sentiero",
    "ja": "港日報",
    "ko": "항구일보",
    "pl": "Wybrzeże",
    "pt": "Jornal do Porto",
    "ru": "Портовый вестник",
    "tr": "Liman Postası",
    "uk": "Гавань",
    "zh": "海港报",
}


def feed(
    number: int, title: str | None = None, kind: FeedKind = FeedKind.FEED, url: str | None = None
) -> Feed:
    """A feed that goes well."""
    site = f"https://source{number}.example/"
    return Feed(
        id=number,
        url=url or f"{site}feed.xml",
        kind=kind,
        title=title,
        site_url=site if kind is FeedKind.FEED else None,
        etag=None,
        last_modified=None,
        interval=HOUR,
        next_poll_at=NOW + HOUR,
        polled_at=NOW,
        read_at=NOW,
        failures=0,
        failing_since=None,
        failure=None,
        is_told=False,
        is_gone=False,
    )


def entry(number: int, feed_id: int = 1, *sentences: str, title: str | None = "A title") -> Entry:
    """An entry with some sentences of a longer article, the greater its number the newer."""
    url = f"https://source{feed_id}.example/{number}"
    summary = None
    if sentences:
        words = sum(len(sentence.split()) for sentence in sentences)
        links = tuple((text, f"{url}#:~:text={place}") for place, text in enumerate(sentences))
        summary = EntrySummary(links, len(sentences) + 9, words, words + 238)
    return Entry(
        id=number,
        feed_id=feed_id,
        story_key=f"story {number}",
        title=title,
        url=url,
        author=None,
        published=NOW - 1_000_000 + number,
        seen_at=NOW - 1_000_000 + number,
        article_id=f"article {number}",
        summary=summary,
    )


def entry_of(article: Article, number: int, feed_id: int, *, published: int | None = None) -> Entry:
    """An entry as it is kept of an article that was read."""
    summary = summarize(article)
    fragments = Fragments(article)
    linked = tuple((span.of(article.text), fragments.of(span)) for span in summary.sentences)
    return Entry(
        id=number,
        feed_id=feed_id,
        story_key=article.id,
        title=article.title,
        url=article.url,
        author=article.author or article.outlet,
        published=published,
        seen_at=NOW,
        article_id=article.id,
        summary=EntrySummary(linked, summary.available, summary.words, summary.article_words),
    )


def seeds() -> DigestContent:
    """The digest of a chat that follows the folder of article files."""
    texts = [path.read_text("utf-8") for path in sorted((ROOT / "seeds").glob("*.txt"))]
    articles = [read_article(text, id=str(number)) for number, text in enumerate(texts)]
    entries = [
        entry_of(article, number, 1, published=_midnight(article.published) if article.published else None)
        for number, article in enumerate(articles, start=1)
    ]
    return compose(entries, {1: feed(1, "seeds", FeedKind.FOLDER, "folder:seeds")})


@cache
def world() -> DigestContent:
    """Thirty articles of sixteen languages, each language a source."""
    feeds = {number: feed(number, name) for number, name in enumerate(_OUTLETS.values(), start=1)}
    number_of = {language: number for number, language in enumerate(_OUTLETS, start=1)}
    pages = sorted(path for path in (ROOT / "tests" / "pages").glob("*.txt") if ".reference" not in path.name)
    entries = []
    for number, page in enumerate(pages, start=1):
        feed_id = number_of[page.name[:2]]
        url = f"https://source{feed_id}.example/{page.stem}?utm=a&b"
        article = read_article(page.read_text("utf-8"), id=page.stem, url=url)
        entries.append(entry_of(article, number, feed_id, published=NOW - number * HOUR // 2))
    return compose(entries, feeds)


def desk() -> DigestContent:
    """A morning with all that happens: one article in several sources, lines, posts, days, two directions."""
    feeds = {
        1: feed(1, "Harbour & Coast <News>"),
        2: feed(2, "Lindholm Tidende"),
        3: feed(3, "عين الميناء"),
        4: feed(4, "ידיעות הנמל"),
        5: feed(5, "Ferry talk", FeedKind.CHANNEL, "https://t.me/s/ferrytalk"),
        6: feed(6, None),
    }
    ferry = entry(
        90,
        1,
        "The harbour of Lindholm was closed on Tuesday after a ferry with 212 passengers ran aground.",
        "Nobody was hurt, the coast guard said in the evening.",
        "Buses will replace the ferries until the harbour is open again, which may take a week.",
        title="Ferry runs aground off Lindholm, 212 on board & safe",
    )
    old = entry(
        80,
        1,
        "Of 14 lighthouses on this coast, nine are still lit by hand, says a report that took five years.",
        "“They are kept by people who love them”, it ends.",
        title="Who keeps the lights?",
    )
    entries = [
        ferry,
        replace(entry(91, 2, title="Færge på grund"), story_key=ferry.story_key),
        replace(entry(92, 3, title="جنوح عبّارة"), story_key=ferry.story_key),
        replace(old, published=NOW - 400 * 86_400, seen_at=NOW),
        replace(
            entry(79, 1, "The tide table was wrong by an hour."), published=NOW - 3 * 86_400, seen_at=NOW
        ),
        *(entry(60 + number, 2, title=title) for number, title in enumerate(_LINES)),
        entry(
            50,
            3,
            "بدأت يوم الأحد محطة رأس العوجا لتحلية مياه البحر ضخّ أول كمياتها إلى الشبكة العامة.",
            "وتنتج المحطة 90 ألف متر مكعب يومياً في مرحلتها الأولى (نحو 3,500 m³ في الساعة).",
            title="محطة تحلية جديدة تروي 700 ألف نسمة",
        ),
        replace(entry(51, 3, title="أسعار السمك اليوم"), published=NOW - 20 * 86_400, seen_at=NOW),
        entry(
            40,
            4,
            "הנמל נסגר ביום שלישי לאחר שמעבורת ובה 212 נוסעים עלתה על שרטון.",
            "איש לא נפגע, מסר משמר החופים.",
            title="מעבורת עלתה על שרטון ליד לינדהולם",
        ),
        entry(30, 5, "Line 4 runs again from six, with one ship.", title=None),
        entry(
            31,
            5,
            "Has anybody seen a red umbrella on the 17:40?",
            title="Has anybody seen a red umbrella on the 17:40",
        ),
        entry(32, 5, title=None),
        entry(20, 6, "A source without a name is known by its host.", title="No name"),
    ]
    return compose(entries, feeds)


def noisy() -> DigestContent:
    """More than is shown, nearly all of it from one source."""
    feeds = {1: feed(1, "Wire"), 2: feed(2, "Weekly"), 3: feed(3, "Monthly")}
    wire = [entry(1000 + number, 1, title=f"Flash {number}") for number in range(60)]
    weekly = [entry(number, 2, "One sentence of it.", title=f"Week {number}") for number in range(1, 4)]
    return compose([*wire, *weekly, entry(9, 3, title="Once")], feeds, limit=12)


_LINES = (
    "Bro lukket i weekenden",
    "Nye takster fra januar",
    "Havnens kran nummer tre bliver stående et år endnu, og naboerne er delte om den",
    "Vejret: blæst",
)
DIGESTS: dict[str, Callable[[], DigestContent]] = {
    "seeds": seeds,
    "desk": desk,
    "noisy": noisy,
    "world": world,
}


def ids(content: DigestContent) -> Sequence[int]:
    """The ids of what is shown, in order."""
    return [entry.id for entry in content.entries]


def _midnight(day: object) -> int:
    return int(datetime.fromisoformat(f"{day}T00:00:00+00:00").timestamp())
