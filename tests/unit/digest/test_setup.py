"""What two places hold together that become one."""

from datetime import time

from bot.articles.feed import FeedKind
from bot.articles.lists import Listed
from bot.digest.model import Schedule
from bot.digest.profile import Field
from bot.digest.setup import KeptWord, LeftOut, Setup, united
from bot.digest.wishes import MOST_WORDS, Options, Taste


def setup(sources: str = "", words: tuple[KeptWord, ...] = ()) -> Setup:
    """A setup with sources that have names of one letter."""
    listed = tuple(Listed(f"https://{name}", FeedKind.FEED) for name in sources)
    return Setup(Schedule("UTC", (time(8),)), Options(), sources=listed, words=words)


def many(kind: Taste, count: int, name: str) -> tuple[KeptWord, ...]:
    return tuple(KeptWord(kind, f"{name} {number}") for number in range(count))


def test_all_stays_where_there_is_room() -> None:
    both = united(setup("ab", (KeptWord(Taste.MUTE, "Zinc"),)), setup("bc", many(Taste.ONLY, 1, "tin")), 500)
    assert both.sources == ("https://a", "https://b", "https://c")
    assert [word.word for word in both.words] == ["Zinc", "tin 0"]
    assert not both.left_out


def test_a_word_that_both_have_is_one_and_not_left_out() -> None:
    muted, only = KeptWord(Taste.MUTE, "Zinc"), KeptWord(Taste.ONLY, "zinc")
    both = united(setup(words=(muted,)), setup(words=(KeptWord(Taste.MUTE, "zinc"), only)), 500)
    assert (both.words, both.left_out) == ((muted, only), LeftOut())


def test_sources_beyond_the_limit_go_from_the_second_with_the_words_for_them() -> None:
    of_d = KeptWord(Taste.MUTE, "", 0, Field.SOURCE, "https://d")
    both = united(setup("ab"), setup("bcd", (of_d, KeptWord(Taste.MUTE, "zinc"))), 3)
    assert both.sources == ("https://a", "https://b", "https://c")
    assert [word.word for word in both.words] == ["zinc"]
    assert both.left_out == LeftOut(1, 1)


def test_the_first_keeps_what_it_has_even_beyond_the_limit() -> None:
    both = united(setup("abc"), setup("d"), 2)
    assert (both.sources, both.left_out) == (("https://a", "https://b", "https://c"), LeftOut(1))


def test_what_was_typed_stays_rather_than_what_was_weighed() -> None:
    coming = setup(words=(*many(Taste.LIKE, 60, "liked"), *many(Taste.MUTE, 30, "muted")))
    both = united(coming, setup(words=(*many(Taste.LIKE, 5, "other"), *many(Taste.ONLY, 40, "wanted"))), None)
    assert len(both.words) == MOST_WORDS
    kinds = [word.kind for word in both.words]
    assert [kinds.count(kind) for kind in (Taste.MUTE, Taste.ONLY, Taste.LIKE)] == [30, 40, 30]
    assert all(word.word.startswith("liked") for word in both.words if word.kind is Taste.LIKE)
    assert both.left_out == LeftOut(0, 35)
