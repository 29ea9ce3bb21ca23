"""The names and numbers of an article, in the one spelling that all articles share."""

import pytest

from bot.articles.clean import read_article
from bot.summarize.story_terms import StoryTerms, story_terms


def terms_of(text: str, title: str = "", language: str = "en") -> StoryTerms:
    return story_terms(read_article(text, title=title, language=language))


def test_a_capital_inside_a_sentence_tells_a_name_and_one_at_its_beginning_may() -> None:
    found = terms_of('Yesterday Kelin met Moira Kemp in Torrel. "Ships will sail," she told the Gazette.')
    assert set(found.names) == {"kelin", "moir", "kemp", "torrel", "gazett"}
    assert {"yester", "ships"} <= set(found.capitalised)


def test_a_word_that_is_also_written_small_is_no_name() -> None:
    found = terms_of("The new Bridge was closed. Every bridge in Torrel is old.")
    assert found.names == ("torrel",)


@pytest.mark.parametrize(
    ("one", "other", "language"),
    [
        ("Kelin", "Келина", "ru"),
        ("Putin", "Путиным", "ru"),
        ("Torrel", "Torrels", "de"),
        ("Zürich", "Zurich", "en"),
    ],
)
def test_a_name_has_one_key_in_all_spellings(one: str, other: str, language: str) -> None:
    english = terms_of(f"The talks with Martin {one} went on.")
    foreign = terms_of(f"Gestern Martin {other} hat.", language=language)
    assert set(english.names) & {*foreign.names, *foreign.capitalised} - {"martin"}


def test_german_nouns_are_no_names_but_two_capitals_in_a_row_are() -> None:
    found = terms_of("Gestern hat der Minister in der Stadt mit Anke Sobotta gesprochen.", language="de")
    assert set(found.names) == {"ank", "sobott"}
    assert {"minist", "stadt"} <= set(found.capitalised)


def test_numbers_are_the_same_however_they_are_written() -> None:
    found = terms_of(
        "Of 380,000 pounds (380.000 or 380 000), 7.8 or 7,80 of 1,84, at 07:30 on the 5th, in F-16s."
    )
    assert found.numbers == ("380000", "7.8", "7.80", "1.84", "7.30", "5", "16")


def test_two_numbers_side_by_side_are_two_and_one_of_an_account_counts_nothing() -> None:
    assert terms_of("In 2012 380 people drew 12 tickets of 4000123412341234567.").numbers == (
        "2012",
        "380",
        "12",
    )


def test_words_and_the_numbers_in_them_are_parted() -> None:
    one = terms_of("На шахте «Северная-2» спасли людей.", language="ru")
    other = terms_of("Людей вывели из «Северной-2» утром.", language="ru")
    assert {"северн", "2"} <= set(one.counts) & set(other.counts)


def test_only_the_beginning_is_read() -> None:
    found = terms_of("The harbour is closed. " * 300 + "At the end Zanzibar is named.")
    assert "zanzib" not in {*found.names, *found.counts}
