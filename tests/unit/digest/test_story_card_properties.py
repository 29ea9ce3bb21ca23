"""What holds of every story card, whatever its sources tell."""

import random
from dataclasses import replace
from pathlib import Path

from hypothesis import given
from hypothesis import strategies as st

import tests.story_cards
from bot.digest.story_card import story_card
from bot.digest.story_card_model import StoryCard, Telling
from bot.summarize.further import terms_in
from bot.summarize.select import nearly_same
from bot.summarize.words import words
from tests.story_cards import tellings

NAMES = sorted(path.stem for path in Path(tests.story_cards.__path__[0]).glob("*.txt"))
SENTENCES = sorted({text for name in NAMES for telling in tellings(name) for text, _ in telling.told})
LINKS = st.sampled_from([None, "https://post.example/1"])


def sentences(texts: st.SearchStrategy[str]) -> st.SearchStrategy[tuple[tuple[str, str | None], ...]]:
    return st.lists(st.tuples(texts, LINKS), max_size=8).map(tuple)


def told(texts: st.SearchStrategy[str]) -> st.SearchStrategy[list[Telling]]:
    """Up to six sources that tell any of `texts`, each with an entry id of its own."""
    telling = st.builds(
        Telling,
        entry_id=st.just(0),
        publisher=st.sampled_from(["Post", "Echo", "Radio", "Herald"]),
        at=st.integers(0, 3),
        title=st.none() | texts,
        language=st.sampled_from(["en", "de", "ru", "und"]),
        summary=sentences(texts).map(lambda some: some[:3]),
        told=sentences(texts),
        words=st.integers(0, 900),
    )
    return st.lists(telling, min_size=1, max_size=6).map(
        lambda some: [numbered(one, number) for number, one in enumerate(some, 1)]
    )


def numbered(telling: Telling, number: int) -> Telling:
    return replace(telling, entry_id=number)


def said_twice(one: str, other: str) -> bool:
    bags = [frozenset(words(text)) for text in (one, other)]
    return bool(all(bags)) and nearly_same(*bags)


@given(told(st.sampled_from(SENTENCES)))
def test_every_sentence_is_one_of_its_source(some: list[Telling]) -> None:
    card = story_card(some, terms_in)
    quotes = [quote for figure in card.figures for quote in figure.quotes]
    shown = [(one.source, (one.text, one.link)) for one in card.additions]
    for source, sentence in [*shown, *((one.source, (one.text, one.link)) for one in quotes)]:
        assert sentence in (*some[source].summary, *some[source].told)
    for figure in card.figures:
        assert all(quote.figure in quote.text for quote in figure.quotes)
        assert len({some[quote.source].publisher for quote in figure.quotes}) == len(figure.quotes) > 1


@given(told(st.sampled_from(SENTENCES)))
def test_no_sentence_is_shown_twice_or_nearly_so(some: list[Telling]) -> None:
    card = story_card(some, terms_in)
    lead = [text for text, _ in some[card.lead].summary]
    quoted = [q for figure in card.figures for q in figure.quotes]
    beside = [quote.text for quote in quoted if not quote.is_in_lead]
    assert all(quote.text in lead for quote in quoted if quote.is_in_lead)
    assert len(set(beside)) == len(beside)
    above = [*lead, *beside]
    for addition in card.additions:
        assert not any(said_twice(addition.text, text) for text in above)
        above.append(addition.text)


@given(told(st.sampled_from(SENTENCES)), st.integers())
def test_the_order_of_the_sources_decides_nothing(some: list[Telling], seed: int) -> None:
    def shown(tellings: list[Telling], card: StoryCard) -> object:
        return (
            tellings[card.lead].entry_id,
            [(tellings[a.source].entry_id, a.text) for a in card.additions],
            [[(tellings[q.source].entry_id, q.text, q.figure) for q in f.quotes] for f in card.figures],
        )

    shuffled = list(some)
    random.Random(seed).shuffle(shuffled)
    assert shown(shuffled, story_card(shuffled, terms_in)) == shown(some, story_card(some, terms_in))


@given(
    told(
        st.text(max_size=60) | st.sampled_from(["12 % of", "$3m", "٣ people died", "killed 1.2.3 İ", "5 км"])
    )
)
def test_any_text_makes_a_card(some: list[Telling]) -> None:
    card = story_card(some, terms_in, same_wire=[{1, 2}])
    assert 0 <= card.lead < len(some)
