"""The ranker: what it prefers, and what holds for every text."""

from hypothesis import given, settings
from hypothesis import strategies as st

from bot.summarize.rank import rank
from bot.summarize.sentences import Tokenizer
from bot.summarize.story import Story

from .articles import ENGLISH

LEAD = "The council of Northport voted on Tuesday to close the old harbour bridge for eleven months."
PLAIN = "Engineers of the state had found several cracks in four of its nine pillars in March."


def order(texts: list[str], title: str | None = None) -> tuple[int, ...]:
    return rank(Story.of(texts, range(len(texts)), title, "en")).order


def test_the_lead_comes_first() -> None:
    assert (
        order([LEAD, PLAIN, "Ferries will carry commuters across the wide bay from early September."])[0] == 0
    )


def test_what_a_title_names_comes_before_what_it_does_not() -> None:
    other = "Some bakers of the eastern quarter have opened a new market hall for their bread."
    texts = [LEAD, other, "Ferries will carry commuters across the wide bay from early September."]
    assert order(texts, "Ferries for commuters from September")[1] == 2


def test_repetition_goes_behind_what_is_new() -> None:
    again = "The old harbour bridge of Northport will close for eleven months, its council voted on Tuesday."
    texts = [*Tokenizer("en").to_sentences(ENGLISH), again]
    ranking = rank(Story.of(texts, language="en"))
    assert ranking.order.index(len(texts) - 1) >= 3


def test_hard_reading_goes_last() -> None:
    for worse in [
        "So what?",
        "Yes.",
        "WHAT A TERRIBLE DAY FOR ALL PEOPLE OF THIS TOWN!",
        'He "went away from it.',
        "Here is the first email of the council to everyone on Monday morning:",
        "(a) the name and address of the council that closes the harbour bridge;",
        "Trains of Northport are cancelled in the south",
    ]:
        assert order([LEAD, worse, PLAIN])[-1] == 1


def test_where_no_sentence_has_an_end_mark_none_is_a_heading() -> None:
    texts = [LEAD.rstrip("."), "Trains of Northport are cancelled in the south", PLAIN.rstrip(".")]
    scores = rank(Story.of(texts, range(3), None, "en")).scores
    ended = rank(Story.of([LEAD, texts[1], PLAIN], range(3), None, "en")).scores
    assert scores[1] > ended[1] + 0.5


def test_scores_and_order_cover_every_sentence() -> None:
    ranking = rank(Story.of([LEAD, PLAIN]))
    assert len(ranking.scores) == 2
    assert sorted(ranking.order) == [0, 1]
    assert rank(Story.of([])).order == ()


@given(
    st.lists(st.text(min_size=1, max_size=80), max_size=30),
    st.text(max_size=40),
    st.sampled_from(["en", "zh"]),
)
@settings(max_examples=100, deadline=None)
def test_any_text_is_ranked_and_always_the_same(texts: list[str], title: str, language: str) -> None:
    paragraphs = [index // 3 for index in range(len(texts))]
    ranking = rank(Story.of(texts, paragraphs, title, language))
    assert sorted(ranking.order) == list(range(len(texts)))
    assert ranking == rank(Story.of(texts, paragraphs, title, language))


def test_twenty_thousand_sentences() -> None:
    texts = [
        f"Sentence {index} is about town {index % 97} and its bridge over river {index % 31}."
        for index in range(20_000)
    ]
    assert len(order(texts)) == 20_000
