"""What a story card says of events that several newsrooms tell."""

from dataclasses import replace

import pytest

from bot.digest.story_card import best_first, story_card
from bot.digest.story_card_model import StoryCard, Telling
from bot.summarize.further import terms_in
from tests.story_cards import tellings

Additions = dict[str, list[str]]


def card_of(name: str) -> tuple[list[Telling], StoryCard]:
    told = tellings(name)
    return told, story_card(told, terms_in)


def additions(told: list[Telling], card: StoryCard) -> Additions:
    """What each publisher adds."""
    found: Additions = {}
    for addition in card.additions:
        found.setdefault(told[addition.source].publisher, []).append(addition.text)
    return found


def figures(told: list[Telling], card: StoryCard) -> list[dict[str, str]]:
    """The figures that differ: by publisher, as they stand in its sentence."""
    return [{told[q.source].publisher: q.figure for q in figure.quotes} for figure in card.figures]


@pytest.mark.parametrize(
    ("name", "lead", "publisher", "snippet"),
    [
        ("fire", "Morning Ledger", "Coast Radio", "Tobias Rehn, was arrested at the airport"),
        ("fire", "Morning Ledger", "Harbour Times", "38 workers with burns"),
        ("takeover", "Market Desk", "The Financier", "800 jobs in the administration"),
        ("takeover", "Market Desk", "Valley Courier", "foundry in Ellwood will stay open"),
        ("ferry", "Island Post", "Sound FM", "Tugs from Marstrand"),
        ("ferry", "Island Post", "The Mainlander", "minister of transport"),
        ("match", "Sport Daily", "Eastvale Gazette", "played with a broken finger"),
        ("wire", "Central Agency", "Science Weekly", "dark spots on the star"),
        ("trial", "Court Reporter", "Alsen Anzeiger", "announced an appeal"),
        ("zug", "Abendblatt", "Landfunk", "kranke Buchen"),
        ("zug", "Abendblatt", "Wirtschaftsbote", "acht Millionen Euro"),
        ("pavodok", "Северный вестник", "Городская газета", "Плотина выше города"),
    ],
)
def test_a_source_adds_what_it_alone_knows(name: str, lead: str, publisher: str, snippet: str) -> None:
    told, card = card_of(name)
    assert told[card.lead].publisher == lead
    assert any(snippet in text for text in additions(told, card)[publisher])


@pytest.mark.parametrize(
    ("name", "snippet"),
    [
        ("fire", "A fire that broke out in a garment factory"),
        ("fire", "The flames spread from a store room to all four storeys of"),
        ("takeover", "largest in its history"),
        ("takeover", "largest takeover in the history of the group"),
        ("takeover", "Brandt has 49,800"),
        ("ferry", "12 people were injured"),
        ("ferry", "ran aground on a sandbank off Lindholm on Friday morning"),
        ("match", "Joana Reyes scored twice for Northport"),
        ("match", "Eastvale lost 3-1"),
        ("wire", "Water vapour has been found"),
        ("trial", "Victor Dahl must go to prison"),
        ("zug", "Zwei der Wagen"),
        ("zug", "Ein Regionalzug"),
        ("pavodok", "Река Лена затопила всю"),
    ],
)
def test_what_the_lead_says_is_not_said_again_in_other_words(name: str, snippet: str) -> None:
    told, card = card_of(name)
    lead = told[card.lead]
    assert any(snippet in text for telling in told if telling is not lead for text, _ in telling.told)
    assert not any(snippet in addition.text for addition in card.additions)


@pytest.mark.parametrize(
    ("name", "differ"),
    [
        ("fire", [{"Morning Ledger": "12", "Coast Radio": "15"}]),
        ("takeover", [{"Market Desk": "$2.1bn", "The Financier": "$2.3 billion"}]),
        ("zug", [{"Abendblatt": "23", "Landfunk": "31"}]),
        ("pavodok", [{"Северный вестник": "Четыре", "Городская газета": "Шесть"}]),
        ("tempete", [{"Le Courrier du Large": "30 000", "Radio Atlantique": "45 000"}]),
        ("sismo", [{"Diario del Sur": "6,2", "La Voz": "6,4"}]),
        ("ferry", []),
        ("match", []),
        ("wire", []),
        ("trial", []),
        ("bridge", []),
    ],
)
def test_figures_that_differ_stand_side_by_side_and_no_others(
    name: str, differ: list[dict[str, str]]
) -> None:
    told, card = card_of(name)
    assert figures(told, card) == differ


def test_of_figures_that_differ_the_sentence_of_the_lead_is_known_as_shown() -> None:
    told, card = card_of("fire")
    ((lead, other),) = (figure.quotes for figure in card.figures)
    assert lead.is_in_lead
    assert (lead.text, lead.link) in told[card.lead].summary
    assert not other.is_in_lead
    assert (other.text, other.link) in told[other.source].told
    assert other.text not in [addition.text for addition in card.additions]


def test_a_source_in_another_language_adds_only_what_figures_show_to_be_new() -> None:
    told, card = card_of("bridge")
    texts = additions(told, card)["Nordbote"]
    assert any("6.200 Unterschriften" in text for text in texts)
    assert not any("38 Millionen" in text or "vier von neun" in text for text in texts)
    assert all(any(map(str.isdigit, text)) for text in texts)


def test_of_one_wire_text_only_one_source_speaks() -> None:
    told = tellings("wire")
    longer = replace(
        told[1], told=(*told[1].told, ("Coffee in the dome costs nine francs for guests.", None))
    )
    card = story_card([told[0], longer, told[2]], terms_in, same_wire=[{told[0].entry_id, told[1].entry_id}])
    assert {addition.source for addition in card.additions} == {2}


def test_of_a_wire_text_that_does_not_lead_one_copy_speaks() -> None:
    told = tellings("fire")
    copy = replace(told[2], entry_id=9, publisher="Northern Star", at=told[2].at + 60)
    card = story_card([*told, copy], terms_in, same_wire=[{9, told[2].entry_id}])
    assert {addition.source for addition in card.additions} == {1, 2}


def test_a_copy_that_nobody_told_of_adds_nothing() -> None:
    told = tellings("zug")
    copies = [replace(one, entry_id=one.entry_id + 10, publisher=f"Copy {one.publisher}") for one in told]
    card = story_card([*told, *copies], terms_in)
    texts = [addition.text for addition in card.additions]
    assert len(texts) == len(set(texts))


def test_a_publisher_does_not_contradict_what_it_wrote_before() -> None:
    told = tellings("fire")
    later = replace(told[1], publisher=told[0].publisher)
    assert story_card([told[0], later], terms_in).figures == ()


def test_who_says_that_both_figures_were_given_is_set_against_nobody() -> None:
    told = tellings("fire")
    (first, link), *rest = told[1].told
    both = (
        "At least 12 people were killed in the fire in Karsund on Thursday night, the police first said.",
        link,
    )
    unsure = replace(told[1], told=((first, link), both, *rest))
    assert story_card([told[0], unsure], terms_in).figures == ()


def test_a_source_adds_two_sentences_at_most_and_who_adds_most_comes_first() -> None:
    told = tellings("fire")
    card = story_card(told, terms_in)
    sources = [addition.source for addition in card.additions]
    assert all(sources.count(source) <= 2 for source in sources)
    assert sources == sorted(sources, key=sources.index)


def test_every_sentence_keeps_the_link_to_its_place() -> None:
    told, card = card_of("takeover")
    for addition in card.additions:
        assert (addition.text, addition.link) in told[addition.source].told


def test_one_source_alone_leads_and_nothing_is_added() -> None:
    (first, *_) = tellings("fire")
    assert story_card([first], terms_in) == StoryCard(0, first.summary)


class TestTheBestSource:
    TOLD = Telling(1, "Post", 1_000, "Fire", "en", (("A fire broke out.", None),), words=300)

    def test_has_a_summary(self) -> None:
        bare = replace(self.TOLD, at=0, summary=(), words=900)
        assert best_first([bare, self.TOLD]) == [1, 0]

    def test_tells_the_event_at_length_even_if_a_short_one_came_before(self) -> None:
        flash = replace(self.TOLD, at=0, words=60)
        assert best_first([flash, self.TOLD]) == [1, 0]

    def test_is_the_first_of_those_that_are_complete_and_not_the_longest(self) -> None:
        long = replace(self.TOLD, at=2_000, words=2_000)
        assert best_first([long, self.TOLD]) == [1, 0]

    def test_is_the_longer_one_of_the_same_moment(self) -> None:
        assert best_first([self.TOLD, replace(self.TOLD, words=310)]) == [1, 0]
