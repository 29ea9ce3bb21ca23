"""Our own choice of sentences: what it prefers, what it leaves out, and what it gives when it has to."""

import json
import os
import subprocess
import sys
from collections.abc import Sequence

import pytest

from bot.summarize.chances import Model
from bot.summarize.rank import pick
from bot.summarize.sentences import Tokenizer
from bot.summarize.story import Story

from .articles import TEXTS

LEAD = "The council of Northport voted on Tuesday to close the old harbour bridge for eleven months."
PROSE = [
    LEAD,
    "Engineers of the state had found several cracks in four of its nine pillars in March.",
    "Ferries will carry commuters across the wide bay from early September.",
    "Shop owners on the east bank of the river fear for their trade.",
    "Some 14,000 people walk or drive over the bridge on a working day.",
    "The repair will cost 38 million dollars, of which the state pays half.",
    "A choir of retired pilots will sing on the pier on the last evening.",
    "Fishermen of the harbour have asked for a lighthouse since the last storm.",
    "Two schools on the island are going to begin their lessons an hour later.",
    "Northport has not had a new bridge since the railway was built.",
]
RUSSIAN = [
    "Городской совет Северска во вторник решил закрыть старый мост на одиннадцать месяцев.",
    "В марте инженеры нашли трещины в четырёх из девяти опор моста через залив.",
    "С сентября через залив будут ходить паромы для жителей восточного берега.",
    "Владельцы магазинов на восточном берегу опасаются за свою торговлю.",
    "Ремонт моста обойдётся городу и краю в 380 млн рублей.",
]
GERMAN = [
    "Der Stadtrat von Nordhafen hat am Dienstag beschlossen, die alte Brücke für elf Monate zu sperren.",
    "Ingenieure hatten im März Risse in vier der neun Pfeiler gefunden.",
    "Ab September fahren Fähren mit Pendlern über die Bucht.",
    "Die Händler am Ostufer sorgen sich um ihr Geschäft im Winter.",
    "Die Reparatur der Brücke kostet 38 Millionen Euro.",
]
CHINESE = [
    "北港市议会周二投票决定关闭旧港大桥十一个月。",
    "工程师三月在九个桥墩中的四个发现了裂缝。",
    "从九月起渡轮将运送通勤者穿过海湾。",
    "东岸的店主担心冬天的生意。",
    "大桥维修将花费三亿元。",
]


def story(texts: Sequence[str], language: str = "en", title: str | None = None) -> Story:
    return Story.of(texts, range(len(texts)), title, language)


def first(texts: Sequence[str], sentences: int, language: str = "en") -> tuple[int, ...]:
    return pick(story(texts, language), sentences=sentences, words=None)


def put(texts: Sequence[str], at: int, *added: str) -> list[str]:
    return [*texts[:at], *added, *texts[at:]]


# --- How many


def test_as_many_sentences_as_asked_for_while_the_text_has_them() -> None:
    for asked in range(1, 14):
        chosen = first(PROSE, asked)
        assert len(chosen) == min(asked, len(PROSE))
        assert list(chosen) == sorted(set(chosen))


def test_no_sentences_no_choice() -> None:
    assert first([], 3) == ()
    assert pick(story([]), sentences=None, words=50) == ()


def test_without_a_limit_everything_different_is_given() -> None:
    assert pick(story(PROSE), sentences=None, words=1000) == tuple(range(len(PROSE)))
    assert pick(story([*PROSE, LEAD]), sentences=20, words=1000) == tuple(range(len(PROSE)))


@pytest.mark.parametrize("budget", range(10, 160, 10))
def test_a_word_budget_is_kept(budget: int) -> None:
    told = story(PROSE)
    for sentences in (None, 1, 2, 4, 10):
        chosen = pick(told, sentences=sentences, words=budget)
        length = sum(len(told.words[index]) for index in chosen)
        assert chosen
        assert length <= budget or len(chosen) == 1
        assert sentences is None or len(chosen) <= sentences


def test_a_word_budget_is_used() -> None:
    told = story(PROSE)
    for budget in range(30, 140, 10):
        chosen = pick(told, sentences=None, words=budget)
        assert sum(len(told.words[index]) for index in chosen) >= budget / 2


def test_a_sentence_over_the_budget_is_given_alone() -> None:
    assert len(pick(story(PROSE), sentences=None, words=5)) == 1
    assert len(pick(story(PROSE), sentences=3, words=1)) == 1


# --- Which


def test_the_lead_is_kept_where_all_sentences_say_equally_much() -> None:
    # Eight words each, all different.
    texts = [" ".join(f"{first}o{last}ru" for first in "BDFGKLMN") + "." for last in "bcdfghjklmnp"]
    for asked in (1, 2, 3, 5):
        assert first(texts, asked, "und") == tuple(range(asked))
    assert pick(story(texts, "und"), sentences=None, words=24) == (0, 1, 2)


@pytest.mark.parametrize(
    ("language", "texts"), [("en", PROSE), ("ru", RUSSIAN), ("de", GERMAN), ("zh", CHINESE)]
)
def test_one_sentence_of_the_news_is_its_first(language: str, texts: list[str]) -> None:
    assert first(texts, 1, language) == (0,)


@pytest.mark.parametrize(
    ("title", "named"),
    [
        ("Bakers get a market hall for bread", 2),
        ("Farmers get a cold store for apples", 3),
        ("Fishermen get a lighthouse for boats", 4),
    ],
)
def test_of_equals_the_one_that_the_title_names_is_chosen(title: str, named: int) -> None:
    texts = [
        "Northport is a quiet town between the hills and the sea.",
        "Its people met on Tuesday evening.",
        "Bakers want a market hall for their bread, and the council agreed.",
        "Farmers want a cold store for their apples, and the council agreed.",
        "Fishermen want a lighthouse for their boats, and the council agreed.",
        "The evening ended late.",
    ]
    for asked in (1, 2):
        assert {2, 3, 4} & set(pick(story(texts, "en", title), sentences=asked, words=None)) == {named}


def test_what_is_said_again_and_again_outweighs_what_is_said_once() -> None:
    texts = [
        "Northport is a harbour town with a long and quiet history of fishing.",
        "A choir sang on the pier, and children ate apples in the rain.",
        "The harbour bridge is cracked, and engineers will close the harbour bridge.",
        "Ferries replace the harbour bridge, which engineers will close in August.",
        "Shops fear that engineers will close the harbour bridge for a year.",
        "A baker has bought a second dog, which likes to sleep.",
    ]
    assert not {1, 5} & set(first(texts, 2))


def test_another_model_chooses_otherwise() -> None:
    late = Model.of({
        "terms": [["first place", 0.75, -6.0, 6.0]],
        "pairs": [["first place", 0.75, -6.0, 6.0]],
    })  # fmt: skip
    chosen = pick(story(PROSE), sentences=2, words=None, model=late)
    assert min(chosen) > len(PROSE) / 2


# --- What reads badly

BAD = [
    ("en", PROSE, "So what now?"),
    ("en", PROSE, "Yes, of course."),
    ("en", PROSE, "WHAT A TERRIBLE DAY FOR THE HARBOUR BRIDGE OF NORTHPORT!"),
    ("en", PROSE, 'Northport "closes the old harbour bridge for eleven months.'),
    ("en", PROSE, 'The council closes the old harbour bridge," the mayor Ann Fielding said.'),
    ("en", PROSE, "The council of Northport (which closes the old harbour bridge met again."),
    ("en", PROSE, "Here is what the council of Northport says of the harbour bridge:"),
    ("en", PROSE, "(a) the council of Northport that closes the old harbour bridge;"),
    ("en", PROSE, "Council of Northport closes old harbour bridge"),
    ("ru", RUSSIAN, "Городской совет Северска закрыл старый мост"),
    ("ru", RUSSIAN, "Городской совет Северска «закроет старый мост на одиннадцать месяцев."),
    ("de", GERMAN, "Stadtrat von Nordhafen sperrt alte Brücke"),
    ("de", GERMAN, "„Der Stadtrat von Nordhafen sperrt die alte Brücke für elf Monate."),
    ("zh", CHINESE, "北港市议会关闭旧港大桥"),
    ("zh", CHINESE, "“北港市议会决定关闭旧港大桥十一个月。"),
]


@pytest.mark.parametrize(("language", "prose", "bad"), BAD, ids=[bad for _, _, bad in BAD])
@pytest.mark.parametrize("at", [0, 3])
def test_what_reads_badly_is_given_only_when_nothing_else_is_left(
    language: str, prose: list[str], bad: str, at: int
) -> None:
    texts = put(prose, at, bad)
    for asked in range(1, len(prose) + 1):
        chosen = first(texts, asked, language)
        assert at not in chosen
        assert len(chosen) == asked
    assert first(texts, len(texts), language) == tuple(range(len(texts)))
    told = story(texts, language)
    for budget in range(20, 120, 20):
        assert at not in pick(told, sentences=None, words=budget)


def test_where_everything_reads_badly_something_is_given_still() -> None:
    texts = ["Northport news", "Harbour bridge", "Yes!", "Why now?"]
    for asked in range(1, 5):
        assert len(first(texts, asked)) == asked
    assert len(pick(story(texts), sentences=None, words=3)) >= 1


# --- What needs another sentence beside it

LEANING = [
    ("en", PROSE, "He said the council of Northport would close the old harbour bridge again."),
    ("en", PROSE, "But the council of Northport may open the old harbour bridge again."),
    ("en", PROSE, "“We close the old harbour bridge of Northport,” she said."),
    ("en", PROSE, "The mayor said the council of Northport would close the harbour bridge."),
    ("ru", RUSSIAN, "Он сказал, что городской совет Северска закроет старый мост."),
    ("ru", RUSSIAN, "Поэтому городской совет Северска закрыл старый мост."),
    ("de", GERMAN, "Er sagte, der Stadtrat von Nordhafen sperre die alte Brücke."),
    ("zh", CHINESE, "他说北港市议会将关闭旧港大桥。"),
]


@pytest.mark.parametrize(("language", "prose", "leaning"), LEANING, ids=[text for _, _, text in LEANING])
@pytest.mark.parametrize("at", [1, 4])
def test_an_orphan_comes_with_the_sentence_before_it_or_not_at_all(
    language: str, prose: list[str], leaning: str, at: int
) -> None:
    texts = put(prose, at, leaning)
    told = story(texts, language)
    for asked in range(1, len(texts) + 1):
        chosen = first(texts, asked, language)
        assert len(chosen) == asked
        assert at not in chosen or at - 1 in chosen
    for budget in range(20, 120, 20):
        for sentences in (None, 3):
            chosen = pick(told, sentences=sentences, words=budget)
            assert at not in chosen or at - 1 in chosen


QUESTIONS = [
    ("en", PROSE, "Why will the council of Northport close the old harbour bridge?"),
    ("ru", RUSSIAN, "Почему городской совет Северска закроет старый мост?"),
    ("de", GERMAN, "Warum sperrt der Stadtrat von Nordhafen die alte Brücke?"),
    ("zh", CHINESE, "北港市议会为什么要关闭旧港大桥？"),
]


@pytest.mark.parametrize(("language", "prose", "question"), QUESTIONS, ids=[row[2] for row in QUESTIONS])
@pytest.mark.parametrize("at", [0, 3])
def test_a_question_comes_with_its_answer_or_not_at_all(
    language: str, prose: list[str], question: str, at: int
) -> None:
    texts = put(prose, at, question)
    told = story(texts, language)
    for asked in range(1, len(texts) + 1):
        chosen = first(texts, asked, language)
        assert len(chosen) == asked
        assert at not in chosen or at + 1 in chosen
    for budget in range(20, 120, 20):
        for sentences in (None, 3):
            chosen = pick(told, sentences=sentences, words=budget)
            assert at not in chosen or at + 1 in chosen


def test_what_follows_a_bad_sentence_and_leans_on_it_is_no_lead() -> None:
    texts = [
        "What the council of Northport will do with the old bridge",
        "It will close the old harbour bridge of Northport for eleven months.",
        *PROSE[1:],
    ]
    for asked in range(1, len(PROSE)):
        assert not {0, 1} & set(first(texts, asked))


def test_a_line_of_questions_is_no_lead() -> None:
    texts = ["Home    Potatoes    Orchard    Who am I?", "Mistakes in a garden by the sea", *PROSE]
    for asked in range(1, len(PROSE) + 1):
        assert 0 not in first(texts, asked)


def test_a_row_that_leans_one_on_the_other_is_never_begun_in_its_middle() -> None:
    row = [
        "Ann Fielding has been the mayor of Northport for nine years.",
        "She crossed the old harbour bridge every day of them.",
        "But she never looked at its pillars.",
        "That was a mistake, according to the engineers of the state.",
        "They told her in March to close the old harbour bridge.",
    ]
    texts = put(PROSE, 3, *row)
    for asked in range(1, len(texts) + 1):
        chosen = set(first(texts, asked))
        assert len(chosen) == asked
        assert all(index - 1 in chosen for index in range(4, 8) if index in chosen)


def test_of_many_asked_for_those_that_read_well_come_before_any_heading() -> None:
    syllables = [
        "ba",
        "ce",
        "di",
        "fo",
        "gu",
        "ha",
        "je",
        "ki",
        "lo",
        "mu",
        "na",
        "pe",
        "ri",
        "so",
        "tu",
        "va",
    ]
    texts = [LEAD]
    for one, two in zip(syllables, reversed(syllables), strict=True):
        texts += [
            f"Ann {one.title()}son drinks {one}nt tea on {one}mbric mornings with {one}lla.",
            f"They {one}ter the old harbour bridge of Northport {two}ldly for {one}{two}n {two}rses.",
        ]
    heading = len(texts)
    texts += [f"Council of Northport closes harbour bridge {when}" for when in ("soon", "today", "again")]
    for asked in range(3, heading + 1, 3):
        chosen = set(first(texts, asked))
        assert len(chosen) == asked
        assert max(chosen) < heading
        assert all(index - 1 in chosen for index in chosen if texts[index].startswith("They"))


def test_a_long_sentence_that_does_not_fit_takes_with_it_what_leans_on_it() -> None:
    long = (
        "Ann Fielding, "
        + "who has crossed the old harbour bridge of Northport every day, " * 5
        + "is the mayor."
    )
    texts = ["The council of Northport met.", long, "She closed the bridge.", "Then the choir sang loudly."]
    for budget in range(5, 60, 3):
        for sentences in (None, 2, 3):
            chosen = pick(story(texts), sentences=sentences, words=budget)
            assert 2 not in chosen or 1 in chosen


# --- What is said twice


@pytest.mark.parametrize(
    ("language", "prose", "again"),
    [
        (
            "en",
            PROSE,
            "The council of Northport voted on Tuesday to close the old harbor bridge for eleven months.",
        ),
        (
            "en",
            PROSE,
            "The council of Northport has voted on Tuesday to close the old bridge for eleven months!",
        ),
        ("en", PROSE, "(Photo: Ann Grey) " + LEAD),
        (
            "ru",
            RUSSIAN,
            "Во вторник городской совет Северска решил закрыть старый мост на одиннадцать месяцев.",
        ),
        ("zh", CHINESE, "北港市议会周二投票决定关闭旧港大桥十二个月。"),
    ],
)
@pytest.mark.parametrize("at", [1, 4])
def test_the_same_in_nearly_the_same_words_is_given_only_when_nothing_else_is_left(
    language: str, prose: list[str], again: str, at: int
) -> None:
    texts = put(prose, at, again)
    for asked in range(1, len(prose) + 1):
        chosen = first(texts, asked, language)
        assert len(chosen) == asked
        assert not {0, at} <= set(chosen)
    assert len(first(texts, len(texts), language)) == len(texts)


def test_the_very_same_words_are_never_given_twice() -> None:
    texts = put(PROSE, 4, LEAD, LEAD.upper())
    for asked in (3, len(PROSE), len(texts)):
        chosen = first(texts, asked)
        assert len(chosen) == min(asked, len(PROSE))
        assert len({0, 4, 5} & set(chosen)) <= 1


def test_an_orphan_whose_antecedent_is_a_repeat_does_not_come_alone() -> None:
    texts = put(
        PROSE,
        3,
        "The council of Northport voted on Tuesday to close the old harbor bridge for eleven months.",
        "It will publish a timetable of the new ferries of Northport in August.",
    )
    for asked in range(1, len(PROSE) + 1):
        chosen = first(texts, asked)
        assert 4 not in chosen or 3 in chosen
        assert not {0, 3} <= set(chosen)


# --- Any size, any time


def test_twenty_thousand_sentences() -> None:
    texts = [
        f"Sentence {index} is about town {index % 97} and its bridge over river {index % 31}."
        for index in range(20_000)
    ]
    told = story(texts)
    assert len(pick(told, sentences=3, words=None)) == 3
    assert len(pick(told, sentences=150, words=None)) == 150
    chosen = pick(told, sentences=None, words=60)
    assert 0 < sum(len(told.words[index]) for index in chosen) <= 60


def test_the_same_story_is_always_told_in_the_same_way() -> None:
    for language, text in TEXTS.items():
        texts = Tokenizer(language).to_sentences(text)
        for sentences, words in ((1, None), (3, None), (None, 40), (4, 60)):
            once, again = (pick(story(texts, language), sentences=sentences, words=words) for _ in range(2))
            assert once == again


def test_a_fresh_process_chooses_the_same() -> None:
    program = (
        "import json, sys; from bot.summarize.rank import pick; from bot.summarize.story import Story;"
        "texts = json.load(sys.stdin); story = Story.of(texts, range(len(texts)), 'The bridge', 'en');"
        "print(json.dumps([pick(story, sentences=n, words=w) for n in (1, 3, 6) for w in (None, 40)]))"
    )
    told = story(PROSE, "en", "The bridge")
    expected = [list(pick(told, sentences=n, words=w)) for n in (1, 3, 6) for w in (None, 40)]
    for seed in ("1", "4242"):
        shown = subprocess.run(
            [sys.executable, "-c", program],
            input=json.dumps(PROSE),
            capture_output=True,
            text=True,
            check=True,
            env={**os.environ, "PYTHONHASHSEED": seed},
        )
        assert json.loads(shown.stdout) == expected
