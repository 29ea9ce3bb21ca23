"""Digests to be laid out: stories of one source and of many, related ones, posts, several directions."""

from collections.abc import Callable, Sequence
from dataclasses import replace
from datetime import UTC, date, datetime

from bot.articles.clean import read_article
from bot.articles.feed import Entry, Feed, FeedKind
from bot.digest.story import Card, DigestContent, Subject, Told
from bot.digest.story_card_model import Addition, Figures, Quote
from tests.digests import HOUR, NOW, ROOT, entry, entry_of, feed

DAY = 86_400


def card(*told: tuple[Entry, Feed], **changes: object) -> Card:
    """A story that the first of these leads, with the sentences of its summary."""
    summary = told[0][0].summary
    made = Card(tuple(Told(*one) for one in told), summary.sentences if summary else ())
    return replace(made, **changes)  # type: ignore[arg-type]


def alone(*cards: Card, left_out: int = 0) -> DigestContent:
    """A digest of stories that have nothing to do with one another."""
    return DigestContent(tuple(Subject((one,)) for one in cards), left_out)


def related(*cards: Card, names: Sequence[str] = ()) -> DigestContent:
    """A digest of stories on one subject."""
    return DigestContent((Subject(cards, tuple(names)),))


WIRE, TIDENDE, MINA = feed(1, "Harbour & Coast <News>"), feed(2, "Lindholm Tidende"), feed(3, "عين الميناء")
YEDIOT, TALK = feed(4, "ידיעות הנמל"), feed(5, "Ferry talk", FeedKind.CHANNEL, "https://t.me/s/ferrytalk")
NAMELESS = feed(6, None)


def ferry() -> Card:
    """A story of five sources: two add something, and three count the passengers differently."""
    lead = entry(
        90,
        1,
        "The harbour of Lindholm was closed on Tuesday after a ferry with 212 passengers ran aground.",
        "Nobody was hurt, the coast guard said in the evening.",
        "Buses will replace the ferries until the harbour is open again, which may take a week.",
        title="Ferry runs aground off Lindholm, 212 on board & safe",
    )
    counted = (
        Quote(0, lead.summary.sentences[0][0], "https://source1.example/90#:~:text=0", "212", True),  # type: ignore[union-attr]
        Quote(
            1,
            "About 190 passengers were taken ashore in boats.",
            "https://source2.example/91#:~:text=2",
            "190",
            False,
        ),
        Quote(3, "על סיפונה היו 215 נוסעים.", "https://source4.example/93#:~:text=1", "215", False),
    )
    return card(
        (lead, WIRE),
        (entry(91, 2, title="Færge på grund"), TIDENDE),
        (entry(92, 3, title="جنوح عبّارة"), MINA),
        (entry(93, 4, title="מעבורת על שרטון"), YEDIOT),
        (entry(94, 6, title="Ferry aground"), NAMELESS),
        (entry(95, 2, title="Færgen er fri"), TIDENDE),
        additions=(
            Addition(
                1, "The captain had sailed this line for 31 years.", "https://source2.example/91#:~:text=0"
            ),
            Addition(1, "The ferry is two years old & <paid for>.", "https://source2.example/91#:~:text=1"),
            Addition(2, "فُتح تحقيق في الحادث يوم الأربعاء.", "https://source3.example/92#:~:text=0"),
        ),
        figures=(Figures(counted),),
        wires=((90, 94),),
    )


def largest() -> Card:
    """A story as large as all of its parts can make it."""
    link = "https://example.org/" + "a" * 600
    told = [
        (
            replace(entry(n, n, title="title " * 99), url=f"{link}{n}", published=1),
            feed(n, f"{n} " + "name " * 50),
        )
        for n in range(1, 60)
    ]
    sentences = tuple((f"Sentence {n} says so.", f"{link[:100]}{n}") for n in range(60))
    additions = tuple(Addition(n % 7, "And so does this one.", link[:100]) for n in range(60))
    quotes = [Quote(n, "It is 12.", link[:100], "1" * 99, False) for n in range(4)]
    return card(
        *told,
        sentences=sentences,
        additions=additions,
        figures=(Figures(tuple(quotes)),) * 5,
        before=tuple(one for one, _ in told),
    )


def mixed() -> DigestContent:
    """A morning with all that happens."""
    kelin = card((entry(80, 1, "Kelin does not expect new talks this year.", title="Kelin on talks"), WIRE))
    london = card(
        (entry(81, 2, "London has not answered the letter.", title="London is silent"), TIDENDE),
        before=(entry(8, 2, title="A letter to London"),),
    )
    old = entry(
        70,
        1,
        "Of 14 lighthouses on this coast, nine are still lit by hand, says a report that took five years.",
        "“They are kept by people who love them”, it ends.",
        title="Who keeps the lights?",
    )
    arabic = entry(
        50,
        3,
        "بدأت يوم الأحد محطة رأس العوجا لتحلية مياه البحر ضخّ أول كمياتها إلى الشبكة العامة.",
        "وتنتج المحطة 90 ألف متر مكعب يومياً في مرحلتها الأولى (نحو 3,500 m³ في الساعة).",
        title="محطة تحلية جديدة تروي 700 ألف نسمة",
    )
    hebrew = entry(
        40, 4, "הנמל נסגר ביום שלישי לאחר שמעבורת ובה 212 נוסעים עלתה על שרטון.", title="מעבורת עלתה על שרטון"
    )
    fish = replace(entry(51, 3, title="أسعار السمك اليوم"), published=NOW - 20 * DAY, seen_at=NOW)
    hostile = entry(
        30,
        6,
        "</blockquote><b>Not \u202ebold",
        title='<a href="tg://user?id=1">■ 9. & \0\u2067\u200b</a>\n\n9. x',
    )
    umbrella = "Has anybody seen a red umbrella on the 17:40"
    return DigestContent(
        (
            Subject((ferry(),)),
            Subject((kelin, london), ("Kelin", "London")),
            Subject((card((replace(old, published=NOW - 400 * DAY, seen_at=NOW), WIRE)),)),
            Subject((card((entry(60, 2, title="Bro lukket i weekenden"), TIDENDE)),)),
            Subject((card((fish, MINA), (entry(61, 2, title="Fisk"), TIDENDE)),)),
            Subject((card((arabic, MINA)),)),
            Subject((card((hebrew, YEDIOT)),)),
            Subject((card((entry(31, 5, "Line 4 runs again from six.", title=None), TALK)),)),
            Subject((card((entry(32, 5, f"{umbrella}?", title=umbrella), TALK)),)),
            Subject((card((entry(33, 5, title=None), TALK)),)),
            Subject((card((hostile, NAMELESS)),)),
        ),
        left_out=12,
    )


def seeds() -> DigestContent:
    """The folder of article files: two outlets report one thing each, on one subject."""
    folder = feed(1, "seeds", FeedKind.FOLDER, "folder:seeds")
    files = sorted((ROOT / "seeds").glob("*.txt"))
    articles = [read_article(path.read_text("utf-8"), id=str(number)) for number, path in enumerate(files)]
    entries = [
        entry_of(article, number, 1, published=_midnight(article.published) if article.published else None)
        for number, article in enumerate(articles, start=1)
    ]
    return related(*(card((one, folder)) for one in entries), names=["Kelin"])


def world() -> DigestContent:
    """Articles of sixteen languages, each of a source of its own."""
    pages = sorted(path for path in (ROOT / "tests" / "pages").glob("*.txt") if ".reference" not in path.name)
    languages = dict.fromkeys(page.name[:2] for page in pages)
    feeds = {language: feed(number, language.upper()) for number, language in enumerate(languages, start=1)}
    cards = []
    for number, page in enumerate(pages, start=1):
        source = feeds[page.name[:2]]
        url = f"https://source{source.id}.example/{page.stem}?utm=a&b"
        article = read_article(page.read_text("utf-8"), id=page.stem, url=url)
        cards.append(card((entry_of(article, number, source.id, published=NOW - number * HOUR // 2), source)))
    return alone(*cards)


def flashes() -> DigestContent:
    """More lines than a page takes, all of one source."""
    return alone(*(card((entry(n, 1, title=f"Flash {n}"), WIRE)) for n in range(1, 21)), left_out=1)


DIGESTS: dict[str, Callable[[], DigestContent]] = {
    "mixed": mixed,
    "seeds": seeds,
    "world": world,
    "flashes": flashes,
}


def _midnight(day: date) -> int:
    return int(datetime(day.year, day.month, day.day, tzinfo=UTC).timestamp())
