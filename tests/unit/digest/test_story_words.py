"""What a story is about, in a few words."""

from bot.digest.story_words import story_words
from bot.summarize.further import terms_in
from tests.digests import entry


def test_what_the_sentences_speak_of_comes_first() -> None:
    fire = entry(
        1,
        1,
        "A fire destroyed a house in Port Sellick on Monday.",
        "The fire began in the kitchen, the fire brigade of Port Sellick said.",
        "A family of four was at home.",
        title="Family of four escapes fire in Port Sellick in November",
    )
    assert story_words([fire], terms_in) == ("Port", "Sellick", "fire")


def test_without_a_headline_the_first_sentence_stands_for_it() -> None:
    post = entry(1, 1, "Line 4 runs again from Lindholm.", "Lindholm had no trains for a week.", title=None)
    assert story_words([post], terms_in)[0] == "Lindholm"


def test_of_several_sources_all_headlines_count_and_a_word_comes_once() -> None:
    both = [entry(1, title="Ferries rest"), entry(2, title="Ferry rests in Lindholm")]
    words = story_words(both, terms_in)
    assert words[0] == "Ferries"
    assert len({word.casefold()[:5] for word in words}) == len(words)


def test_nothing_told_gives_nothing() -> None:
    assert story_words([entry(1, title=None), entry(2, title="…")], terms_in) == ()
    sold = "電気自動車の販売が世界で急増している理由を専門家が解説する"
    assert story_words([entry(1, title=sold)], terms_in) == ()
