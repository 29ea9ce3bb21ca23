"""Whether an entry speaks of what a reader named."""

from dataclasses import replace

import pytest

from bot.services.spoken_of import speaks_of
from tests.digests import entry


@pytest.mark.parametrize(
    ("title", "phrase", "language", "expected"),
    [
        ("Ferries rest in Lindholm", "ferry", "en", True),
        ("Ferries rest in Lindholm", "lindholm", "en", True),
        ("Ferries rest in Lindholm", "ferryman", "en", False),
        ("Trains stop in New York", "New York", "en", True),
        ("The Duke of York speaks", "New York", "en", False),
        ("York opens a new bridge", "New York", "en", False),
        ("US warns of storms", "US", "en", True),
        ("It takes us home", "US", "en", False),
        ("It takes us home", "it", "en", False),
        ("The IT budget grows", "it", "en", True),
        ("The Who play again", "the who", "en", True),
        ("The man who plays", "the who", "en", False),
        ("Trade between US-China firms", "china", "en", True),
        ("Covid-19 is back", "covid", "en", True),
        ("Covid-19 is back", "Covid-19", "en", True),
        ("Выборы в Линдхольме", "Линдхольм", "ru", True),
        ("Die Linke stimmt zu", "Die Linke", "de", True),
        ("Der linke Flügel stimmt zu", "Die Linke", "de", False),
        ("Nothing of it", "…", "en", False),
    ],
)
def test_words_are_found_in_every_form_and_in_a_row(
    title: str, phrase: str, language: str, expected: bool
) -> None:
    one = entry(1, 1, "A sentence.", title=title)
    assert one.summary
    assert speaks_of(replace(one, summary=replace(one.summary, language=language)), phrase) is expected


def test_sentences_that_are_shown_count_as_well_and_a_headline_alone_is_enough() -> None:
    assert speaks_of(entry(1, 1, "The harbour is closed."), "harbour")
    assert speaks_of(entry(1, title="Harbour closed"), "harbour")
    assert not speaks_of(entry(1, title=None), "harbour")


@pytest.mark.parametrize(
    ("title", "phrase", "language", "expected"),
    [
        ("东京足球比赛", "足球", "zh", True),
        ("东京足球比赛", "篮球", "zh", False),
        ("新しいiPhone 発売", "ｉｐｈｏｎｅ発売", "ja", True),
        ("ในวันนี้ทีมฟุตบอลไทยชนะ", "ฟุตบอล", "th", True),
        ("서울에서 축구를 본다", "축구", "ko", True),
        ("लड़के खेल रहे हैं", "लड़का", "hi", True),
        ("लोग खेल रहे हैं", "लड़का", "hi", False),
        ("El cafe\u0301 cierra", "café", "es", True),
        ("Learning C++ today", "C++", "en", True),
        ("Plan C fails", "C++", "en", False),
        ("Anything at all", ".*", "en", False),
        ("aaaa", "(a+)+$", "en", False),
    ],
)
def test_scripts_without_spaces_and_names_with_signs_are_found_by_their_letters(
    title: str, phrase: str, language: str, expected: bool
) -> None:
    one = entry(1, 1, "A sentence.", title=title)
    assert one.summary
    assert speaks_of(replace(one, summary=replace(one.summary, language=language)), phrase) is expected


def test_sentences_of_summaries_of_other_lengths_count_as_well() -> None:
    one = entry(1, 1, "A sentence.")
    assert one.summary
    longer = replace(one.summary, others=(("The harbour is closed.", None),))
    assert speaks_of(replace(one, summary=longer), "harbour")
