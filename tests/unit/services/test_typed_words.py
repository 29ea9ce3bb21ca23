"""Words that somebody is typing, looked for in headlines, sentences and names of sources."""

from dataclasses import replace

import pytest

from bot.articles.feed import FeedKind
from bot.services.typed_words import TypedWords
from tests.digests import entry, feed


@pytest.mark.parametrize(
    ("title", "typed", "language", "expected"),
    [
        ("Ferries rest in Lindholm", "ferry", "en", True),
        ("Ferries rest in Lindholm", "lindholm ferry", "en", True),
        ("Ferries rest in Lindholm", "ferry lindh", "en", True),
        ("Ferries rest in Lindholm", "lindh ferry", "en", False),
        ("Ferries rest in Lindholm", "the ferry", "en", True),
        ("Ferries rest in Lindholm", "holm", "en", False),
        ("Ferries rest in Lindholm", "ferry oslo", "en", False),
        ("“Lindholm” is calm", "lindh", "en", True),
        ("US-China trade", "chin", "en", True),
        ("The Who play again", "the who", "en", True),
        ("Выборы в Линдхольме", "линдхольм выб", "ru", True),
        ("北京下雨", "北京", "zh", True),
        ("北京下雨", "京雨", "zh", False),
        ("Nothing of it", "…", "en", False),
        ("Nothing of it", "", "en", False),
        ("A price of 12.50", ".*", "en", False),
        ("Why (a+)+$ is slow", "(a+)+$", "en", True),
    ],
)
def test_all_words_are_wanted_and_the_last_may_be_on_its_way(
    title: str, typed: str, language: str, expected: bool
) -> None:
    one = entry(1, 1, "A sentence.", title=title)
    assert one.summary
    one = replace(one, summary=replace(one.summary, language=language))
    assert TypedWords(typed).are_in(one) is expected


def test_sentences_that_are_shown_count_as_well() -> None:
    assert TypedWords("harb").are_in(entry(1, 1, "The harbour is closed."))
    assert TypedWords("harbour").are_in(entry(1, title="Harbour closed"))
    assert not TypedWords("harbour").are_in(entry(1, title=None))


def test_sources_are_known_by_name_by_host_and_by_the_name_of_their_channel() -> None:
    wire = feed(1, "Harbour & Coast")
    talk = feed(5, "Ferry talk", FeedKind.CHANNEL, "https://t.me/s/linefour")
    assert TypedWords("coast har").name(wire)
    assert TypedWords("source1").name(wire)
    assert TypedWords("linef").name(talk)
    assert not TypedWords("feed").name(wire)  # which stands in most addresses
    assert not TypedWords("coast guard").name(wire)
    assert not TypedWords("…").name(wire)
