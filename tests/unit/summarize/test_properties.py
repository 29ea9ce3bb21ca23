"""What holds for every text, from raw input to the summary."""

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from bot.articles.clean import read_article
from bot.articles.model import Article, Summary
from bot.errors import UserError
from bot.summarize import ALGORITHMS, summarize
from bot.summarize.reading import Reading
from bot.summarize.select import nearly_same
from bot.summarize.story import Story
from bot.summarize.words import words

from .articles import TEXTS

OWN = ("rank", "lead")
SUMY = tuple(name for name in ALGORITHMS if name not in OWN)

# What reads well, what leans on others and what reads badly, in several languages.
SENTENCES = {
    "en": [
        "The council of Northport voted on Tuesday to close the old harbour bridge for eleven months.",
        "The council of Northport voted Tuesday to close the old harbor bridge for eleven months.",
        "Engineers found cracks in four of its nine pillars in March.",
        "Ferries will carry commuters across the bay from September.",
        "Shop owners on the east bank fear for their trade in winter.",
        "The repair of the bridge will cost $38 million, of which the state pays half.",
        "“We looked at every other way. There is none,” Mayor Ann Fielding said after the vote.",
        "She said that the ferries would be free for children.",
        "“It is a sad day,” he said.",
        "But the council may open the bridge again before the winter.",
        "The mayor said that work would start in August.",
        "Who will pay for the other half?",
        "But why did nobody look at the pillars for nine years?",
        "Nobody knows.",
        "What happens next",
        "WHAT A TERRIBLE DAY FOR THE TOWN OF NORTHPORT!",
        "Mayor Fielding “had never seen such cracks in her life.",
        "Here is what the council told everyone on Monday:",
    ],
    "ru": [
        "Городской совет Северска во вторник решил закрыть старый мост на одиннадцать месяцев.",
        "В марте инженеры нашли трещины в четырёх из девяти опор моста.",
        "«Мы изучили все варианты», — сказала мэр Анна Полякова после голосования.",
        "Она обещала бесплатные паромы для школьников.",
        "Поэтому с сентября через залив будут ходить паромы.",
        "Кто заплатит за ремонт моста через залив?",
        "Ремонт моста обойдётся городу в 380 млн рублей.",
        "Что будет дальше",
        "Других нет», — сказала мэр Анна Полякова.",
    ],
    "zh": [
        "北港市议会周二投票决定关闭旧港大桥十一个月。",
        "工程师三月在九个桥墩中的四个发现了裂缝。",
        "他说从九月起渡轮将免费运送市民。",
        "但是东岸的店主担心冬天的生意。",
        "大桥的维修费用由谁来承担？",
        "大桥维修将花费三亿元。",
        "“我们研究了所有办法。",
    ],
    "ar": [
        "صوّت مجلس مدينة الميناء يوم الثلاثاء على إغلاق الجسر القديم لمدة أحد عشر شهرا.",
        "وستنقل العبارات الركاب عبر الخليج من سبتمبر.",
        "من سيدفع تكاليف إصلاح الجسر القديم في الميناء؟",
        "وستبلغ كلفة إصلاح الجسر القديم ثلاثين مليونا.",
        "لكن أصحاب المتاجر يخشون على تجارتهم.",
    ],
}  # fmt: skip
stories = st.sampled_from(sorted(SENTENCES)).flatmap(
    lambda language: st.tuples(st.lists(st.sampled_from(SENTENCES[language]), max_size=24), st.just(language))
)
# Any code point, halves of surrogate pairs and controls too, and pieces that mean something to some reader.
pieces = st.one_of(
    st.text(alphabet=st.characters(codec=None), max_size=50),
    st.text(alphabet="ab Z.!?\"'“”„«»()[]—-\n\r\t\u2028\u200b\u202e\x00\x85\ufeff。！؟।0123", max_size=50),
    st.sampled_from([*SENTENCES["en"], *SENTENCES["ru"], *SENTENCES["zh"], *SENTENCES["ar"]]),
    st.sampled_from(["\n\n", "\n", " ", "LONDON, March 24. /TASS/. ", "Share\nTweet\n", "* item\n", "# A\n"]),
    st.sampled_from(["สภาเมืองลงมติเมื่อวันอังคารให้ปิดสะพาน ", "שלום עולם וברוכים הבאים. ", "पुल में दरारें हैं। "]),
)  # fmt: skip
texts = st.lists(pieces, max_size=30).map("".join)
limits = st.tuples(st.one_of(st.none(), st.integers(1, 12)), st.one_of(st.none(), st.integers(1, 200)))


def check(summary: Summary, sentences: int | None, budget: int | None) -> None:
    """Check what a summary promises whatever it was made from."""
    text, end = summary.article.text, 0
    for span, shown in zip(summary.sentences, summary.texts, strict=True):
        assert end <= span.start < span.end <= len(text)
        assert shown == text[span.start : span.end]
        assert any(map(str.isalpha, shown))
        end = span.end
    assert summary.sentences
    assert len(summary.sentences) <= min(sentences or summary.available, summary.available)
    counted = sum(len(words(shown, summary.article.language)) for shown in summary.texts)
    assert counted == summary.words
    assert budget is None or counted <= budget or len(summary.sentences) == 1


def told(text: str, sentences: int | None, budget: int | None, algorithm: str) -> None:
    """Read and summarise `text` twice, and check the result if there is one."""
    results: list[Summary | tuple[str, object]] = []
    for _ in range(2):
        try:
            results.append(
                summarize(read_article(text), sentences=sentences, words=budget, algorithm=algorithm)
            )
        except UserError as refused:
            results.append((refused.code, refused.values))
    assert results[0] == results[1]
    if isinstance(results[0], Summary):
        check(results[0], sentences, budget)


@pytest.mark.parametrize("algorithm", OWN)
@given(text=texts, limit=limits)
@settings(max_examples=100, deadline=None)
def test_any_text(algorithm: str, text: str, limit: tuple[int | None, int | None]) -> None:
    told(text, *limit, algorithm)


@pytest.mark.parametrize("algorithm", OWN)
@given(story=stories, limit=limits, between=st.sampled_from([" ", "\n", "\n\n", "\r\n\r\n"]))
@settings(max_examples=100, deadline=None)
def test_any_story(
    algorithm: str, story: tuple[list[str], str], limit: tuple[int | None, int | None], between: str
) -> None:
    told(between.join(story[0]), *limit, algorithm)


@pytest.mark.parametrize("algorithm", SUMY)
@pytest.mark.parametrize("limit", [(3, None), (None, 30), (4, 60)])
def test_the_methods_of_sumy(algorithm: str, limit: tuple[int | None, int | None]) -> None:
    odd = (
        "\x00\u202e \ud800 A. b! “c «d\n\n# Title\n* item\n"
        + TEXTS["ar"]
        + TEXTS["zh"]
        + " ".join(SENTENCES["en"])
    )
    for text in (TEXTS["en"], TEXTS["ru"], odd, ""):
        told(text, *limit, algorithm)


@given(stories, st.integers(1, 30))
@settings(max_examples=200, deadline=None)
def test_as_many_sentences_as_asked_for_while_the_story_has_different_ones(
    story: tuple[list[str], str], asked: int
) -> None:
    made = read_article("\n\n".join(story[0]))
    different = {tuple(found) for found in Story.read(made).words}
    try:
        summary = summarize(made, sentences=asked)
    except UserError:
        return
    assert len(summary.sentences) == min(asked, len(different))


def taken(made: Article, sentences: int | None, budget: int | None) -> tuple[Story, set[int]]:
    """Return a story and the indices of the sentences that its summary took; none where it is too short."""
    story = Story.read(made)
    try:
        summary = summarize(made, sentences=sentences, words=budget)
    except UserError:
        return story, set()
    return story, {story.spans.index(span) for span in summary.sentences}


def sound(made: Story, reading: Reading) -> set[int]:
    """Return the sentences that read well, and rest on none but such."""
    left = {index for index in range(len(made.texts)) if reading.good(index)}
    while lost := {index for index in left if not left.issuperset(reading.rests_on(index))}:
        left -= lost
    return left


@given(stories, st.integers(1, 16))
@settings(max_examples=200, deadline=None)
def test_nothing_reads_badly_while_something_better_is_left(story: tuple[list[str], str], asked: int) -> None:
    made, chosen = taken(read_article("\n\n".join(story[0])), asked, None)
    reading = Reading(made)
    bags = [frozenset(found) for found in made.words]
    for index in chosen:
        others = chosen - {index}
        repeats = any(nearly_same(bags[index], bags[other]) for other in others)
        if reading.good(index) and others.issuperset(reading.rests_on(index)) and not repeats:
            continue
        better = [
            made.texts[other]
            for other in sound(made, reading) - chosen
            if others.issuperset(reading.rests_on(other))
            and not any(nearly_same(bags[other], bag) for at, bag in enumerate(bags) if at != other)
        ]
        assert (made.texts[index], better) == (made.texts[index], [])


@given(stories, limits, st.integers(20, 200))
@settings(max_examples=200, deadline=None)
def test_under_a_word_budget_nothing_stands_without_what_it_rests_on(
    story: tuple[list[str], str], limit: tuple[int | None, int | None], budget: int
) -> None:
    made, chosen = taken(read_article("\n\n".join(story[0])), limit[0], budget)
    reading = Reading(made)
    alone = [index for index in range(len(made.texts)) if reading.good(index) and not reading.rests_on(index)]
    if not any(len(made.words[index]) <= budget for index in alone) or (limit[0] or 0) > len(alone):
        return
    for index in chosen:
        assert (made.texts[index], chosen.issuperset(reading.rests_on(index))) == (made.texts[index], True)
