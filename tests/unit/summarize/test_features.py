"""What can be counted of a story, on stories small enough to count by hand."""

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from bot.summarize.features import PAIR_FEATURES, TERM_FEATURES, Features, features
from bot.summarize.story import Story

TEXTS = [
    "The old bridge of Northport was closed.",
    "“The bridge closed too late,” said Fielding.",
    "Ferries leave Northport at 9.",
    "Nobody swims to Northport.",
]
SCRIPTS = st.one_of(
    st.text(max_size=60),
    st.text(alphabet=st.characters(codec=None), max_size=40),
    st.sampled_from([
        "The city council of Northport voted on Tuesday.",
        "“Ja. Nein“, sagte er.",
        "Городской совет решил закрыть старый мост.",
        "北港市议会周二投票决定关闭旧港大桥。",
        "ひらがなだけ",
        "สภาเมืองลงมติเมื่อวันอังคาร",
        "صوّت مجلس مدينة الميناء",
        "שלום עולם",
        "इंजीनियरों को दरारें मिली हैं।",
        "대교를 폐쇄하기로 했다.",
        "",
        " \n\t",
        "“”«»「」",
        "“",
        "12 000 — 3.5%",
        "\ud800 \udfff",
        "A A A A A a a",
        "İstanbul’da ıssız",
    ]),
)  # fmt: skip


def story(texts: list[str], language: str = "en") -> Features:
    return features(Story.of(texts, language=language))


def of_term(found: Features, term: str) -> dict[str, float]:
    row = found.terms[found.vocabulary[term]].tolist()
    return dict(zip(TERM_FEATURES, row, strict=True))


def of_pair(found: Features, first: str, second: str) -> dict[str, float]:
    ends = [found.vocabulary[first], found.vocabulary[second]]
    row = found.pairs[found.ends.tolist().index(ends)].tolist()
    return dict(zip(PAIR_FEATURES, row, strict=True))


def test_how_often_and_where_a_term_stands() -> None:
    found = story(TEXTS)
    northport = of_term(found, "northport")
    assert northport["times"] == pytest.approx(np.log(3))
    assert northport["sentences"] == pytest.approx(np.log(3))
    assert northport["share of sentences"] == 0.75
    assert (northport["first sentence"], northport["first place"], northport["last place"]) == (0, 0, 0.75)
    assert northport["spread"] == 0.75
    assert northport["in the lead"] == 2
    assert northport["opens the story"] == 1
    ferries = of_term(found, "ferri")
    assert (ferries["times"], ferries["sentences"], ferries["share of sentences"]) == (0, 0, 0.25)
    assert (ferries["first sentence"], ferries["first place"], ferries["last place"]) == (2, 0.5, 0.5)
    assert (ferries["spread"], ferries["in the lead"], ferries["opens the story"]) == (0, 1, 0)


def test_a_term_twice_in_a_sentence_counts_two_times_in_one_sentence() -> None:
    bread = of_term(story(["Bread feeds bread.", "Cake feeds nobody."]), "bread")
    assert bread["times"] == pytest.approx(np.log(2))
    assert bread["sentences"] == 0
    assert bread["times a sentence"] == 2


def test_names_are_told_by_capitals_inside_a_sentence() -> None:
    found = story(TEXTS)
    assert of_term(found, "northport")["capitals"] == 3
    assert of_term(found, "northport")["share of capitals"] == 1
    assert of_term(found, "field")["capitals"] == 1
    for term in ("ferri", "bridg"):
        assert (of_term(found, term)["capitals"], of_term(found, term)["share of capitals"]) == (0, 0)


def test_a_name_behind_a_quotation_mark_has_a_capital_too() -> None:
    assert of_term(story(["He wrote “Northport Tales” there."]), "northport")["capitals"] == 1


def test_numbers() -> None:
    found = story(TEXTS)
    assert of_term(found, "9")["number"] == 1
    assert of_term(found, "northport")["number"] == 0


def test_how_much_of_a_sentence_is_quoted() -> None:
    found = story(TEXTS)
    late, bridge = of_term(found, "late"), of_term(found, "bridg")
    assert late["least quoted"] == pytest.approx(len("“The bridge closed too late,”") / len(TEXTS[1]))
    assert late["mean quoted"] == late["least quoted"]
    assert bridge["least quoted"] == 0
    assert bridge["mean quoted"] == pytest.approx(late["mean quoted"] / 2)


def test_the_size_of_the_story_and_of_sentences() -> None:
    found = story(["Bread feeds ten bakers.", "Cake feeds nobody."])
    bread = of_term(found, "bread")
    assert bread["story sentences"] == pytest.approx(np.log(2))
    assert bread["words of sentence"] == 4
    assert of_term(found, "cake")["words of sentence"] == 3
    assert bread["relative length of sentence"] > 1 > of_term(found, "cake")["relative length of sentence"]


def test_pairs_stand_next_to_each_other_with_other_words_left_out() -> None:
    found = story(["Stone bridges of Northport close.", "Stone bridges burn.", "Bridges of stone."])
    names = {index: term for term, index in found.vocabulary.items()}
    pairs = {(names[a], names[b]) for a, b in found.ends.tolist()}
    assert pairs == {
        ("stone", "bridg"),
        ("bridg", "northport"),
        ("northport", "close"),
        ("bridg", "burn"),
        ("bridg", "stone"),
    }
    stone = of_pair(found, "stone", "bridg")
    assert stone["sentences"] == pytest.approx(np.log(2))
    assert stone["share of sentences"] == pytest.approx(2 / 3)
    assert stone["first sentence"] == 0
    assert stone["last place"] == pytest.approx(1 / 3)
    assert stone["share of first term"] == pytest.approx(2 / 3)


def test_no_pair_reaches_over_the_end_of_a_sentence() -> None:
    assert len(story(["Bread.", "Cake.", "Butter."]).pairs) == 0


def test_in_which_sentences_a_term_or_pair_stands() -> None:
    found = story(["Stone bridges burn bridges.", "Nobody knows.", "Stone bridges."])
    bridge = found.vocabulary["bridg"]
    assert found.term_in[found.term_in[:, 0] == bridge].tolist() == [[bridge, 0], [bridge, 2]]
    pair = found.ends.tolist().index([found.vocabulary["stone"], bridge])
    assert found.pair_in[found.pair_in[:, 0] == pair].tolist() == [[pair, 0], [pair, 2]]


def test_the_most_central_sentence_shares_most_with_the_others() -> None:
    found = story([
        "Bakers sell bread and cake in Northport.",
        "Bakers sell bread.",
        "Northport has cake.",
        "It rained over distant mountains.",
        "Farmers rise early.",
        "Trains were late again.",
    ])  # fmt: skip
    assert found.centrality.argmax() == 0
    assert found.centrality.max() == pytest.approx(1)
    assert found.centrality[3] < found.centrality[1]


def test_chances_of_terms_become_those_of_pairs() -> None:
    found = story(["Stone bridges burn."])
    chances = np.zeros(3, np.float32)
    chances[found.vocabulary["stone"]], chances[found.vocabulary["bridg"]] = 0.5, 0.4
    row = found.with_chances(chances)[found.ends.tolist().index([0, 1])].tolist()
    shown = dict(zip(PAIR_FEATURES, row, strict=True))
    assert (shown["first: chance"], shown["second: chance"]) == (pytest.approx(0.5), pytest.approx(0.4))
    assert shown["chance of both"] == pytest.approx(0.2)
    assert found.pairs[:, -3:].tolist() == [[0, 0, 0]] * 2


@pytest.mark.parametrize(
    "texts", [[], [""], ["", ""], ["…", "😀"], ["the of and"], ["\n"]], ids=lambda texts: str(len(texts))
)
def test_a_story_without_terms(texts: list[str]) -> None:
    found = story(texts)
    assert found.vocabulary == {}
    assert found.terms.shape == (0, len(TERM_FEATURES))
    assert found.pairs.shape == (0, len(PAIR_FEATURES))
    assert found.with_chances(np.zeros(0, np.float32)).shape == (0, len(PAIR_FEATURES))


def test_the_same_terms_in_any_language_have_the_same_numbers() -> None:
    english = story(["Bridge closes.", "Bridge burns."])
    russian = story(["Мост закрыт.", "Мост горит."], "ru")
    assert np.array_equal(english.terms, russian.terms)
    assert np.array_equal(english.pairs, russian.pairs)


@given(
    st.lists(SCRIPTS, max_size=25), st.sampled_from(["en", "de", "ru", "zh", "ja", "th", "ar", "tr", "und"])
)
@settings(max_examples=150, deadline=None)
def test_any_text_gives_finite_numbers_in_the_right_shapes(texts: list[str], language: str) -> None:
    found = story(texts, language)
    terms, pairs = len(found.vocabulary), len(found.ends)
    assert found.terms.shape == (terms, len(TERM_FEATURES))
    assert found.pairs.shape == (pairs, len(PAIR_FEATURES))
    assert found.ends.shape == (pairs, 2)
    assert found.term_in.shape[1] == found.pair_in.shape[1] == 2
    assert found.centrality.shape == (max(len(texts), 1),)
    for table in (found.terms, found.pairs, found.centrality):
        assert np.isfinite(table).all()
    for rows, size in ((found.term_in, terms), (found.pair_in, pairs)):
        assert set(rows[:, 0].tolist()) == set(range(size))
        assert len(set(map(tuple, rows.tolist()))) == len(rows)
        assert ((rows[:, 1] >= 0) & (rows[:, 1] < max(len(texts), 1))).all()
    if pairs:
        assert found.ends.max() < terms
