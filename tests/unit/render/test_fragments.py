"""The links into a page lead to their sentences, by the search that browsers make."""

import unicodedata
from pathlib import Path
from urllib.parse import unquote

import pytest
from hypothesis import assume, example, given
from hypothesis import strategies as st

from bot.articles.clean import read_article
from bot.articles.fragments import Fragments
from bot.articles.links import MAX_LINK
from bot.articles.model import Article, Span
from bot.summarize.sentences import article_sentences
from tests.unit.render.browser import Page, no_accents, no_case

URL = "https://example.org/2026/11/22/a-story"
SAMPLES = {
    "ja": (
        "港は火曜日に閉鎖された。乗客212人を乗せたフェリーが座礁したためである。沿岸警備隊によると、"
        "けが人はいなかった。近くの二つの港から来たタグボートが、満潮時に船を引き出す予定だ。"
        "港は火曜日に閉鎖された。会社によれば、装置は三月に整備されたばかりだった。"
    ),
    "th": (
        "ท่าเรือถูกปิดเมื่อวันอังคารหลังจากเรือข้ามฟากเกยตื้น ไม่มีผู้ได้รับบาดเจ็บหน่วยยามฝั่งกล่าวในช่วงเย็น "
        "เรือลากจูงจากท่าเรือใกล้เคียงสองแห่งจะช่วยดึงเรือออกเมื่อน้ำขึ้น"
    ),
    "hi": "बंदरगाह मंगलवार को बंद कर दिया गया। किसी को चोट नहीं आई, तट रक्षक ने शाम को कहा। दो जहाज आएंगे।",
    "he": "הנמל נסגר ביום שלישי לאחר שמעבורת עלתה על שרטון. איש לא נפגע, אמר משמר החופים בערב.",
    "ko": "항구는 화요일에 폐쇄되었다. 승객 212명을 태운 여객선이 좌초했기 때문이다. 배는 곧 움직인다.",
    "odd": (
        "The co\xadopera\xadtion of the two states has grown a lot in the last year, he said. A\xa0narrow "
        "space\u202fand  two   spaces are in this sentence which goes on — and on, 🙂 smiling. “Quoted "
        "‘inside’ words,” she said [they laughed] before leaving: it’s over & done, 50% off, a-b, c-d.\nZero"
        "\u200bwidth and e\u0301 accents are in this one as well.It came\u202f!\n« Les deux\u202f», dit-il."
    ),
    "repeated": (
        "He agreed. The minister said that the talks went well and would go on. He agreed. Nothing came of "
        "it in the end, as all had feared.\nHe agreed. The minister said that the talks went well and would "
        "go on. But the talks ended.The ship sailed on Monday. It came back."
    ),
}
SAMPLES |= {path.stem: path.read_text() for path in Path("tests/golden/articles").glob("*.txt")}
SAMPLES |= {path.stem: path.read_text() for path in Path("seeds").glob("*.txt")}

# Few words, so that every phrase comes again, and whatever parts or joins words.
PIECES = [
    *(
        "the",
        "ship",
        "ship.",
        "The",
        "mayor",
        "He",
        "agreed.",
        "agreed,",
        "3.5",
        "5,",
        "(so)",
        "[1]",
        "“No,”",
    ),
    *("café", "cafe\u0301", "École", "l’eau", "semi-final", "a_b", "ﬁne", "Straße", "co\xadop", "שלום،"),
    *(
        "港口关闭，",
        "渡轮搁浅。",
        "ท่าเรือ",
        "🙂",
        "🇩🇪🇫🇷",
        "sh\u200bip",
        "\u200fship",
        "\ud83d",
        "-",
        "—",
        "&",
        "%",
        ",",
    ),
]
GAPS = [" ", " ", " ", "", "\n", "\n\n", "  ", "\xa0", "\u202f", "\t", "\x00", "\u2028"]
texts = st.lists(st.tuples(st.sampled_from(PIECES), st.sampled_from(GAPS)), min_size=1, max_size=60).map(
    lambda pairs: "".join(word + gap for word, gap in pairs)
)


def links_of(text: str, spans: list[Span], url: str = URL) -> list[str | None]:
    fragments = Fragments(Article(id="x", text=text, paragraphs=(), url=url))
    return [fragments.of(span) for span in spans]


def sentences(text: str) -> list[Span]:
    return [sentence.span for sentence in article_sentences(read_article(text))]


def assert_leads_there(text: str, span: Span, link: str) -> None:
    assert link.isascii()
    assert len(link) <= MAX_LINK
    for fold in (no_case, no_accents):
        for one_block in (False, True):
            page = Page(text, fold=fold, one_block=one_block)
            assert page.follow(link) == page.place(span), (unquote(link), span.of(text))


@pytest.mark.parametrize("name", SAMPLES)
def test_every_sentence_has_a_link_to_its_very_place(name: str) -> None:
    text = SAMPLES[name]
    spans = sentences(text)
    assert spans
    for span, link in zip(spans, links_of(text, spans), strict=True):
        assert link, span.of(text)
        assert_leads_there(text, span, link)


@given(texts | st.text())
@example("He agreed. " * 5)
def test_a_link_to_a_sentence_leads_to_no_other_place(text: str) -> None:
    spans = sentences(text)
    for span, link in zip(spans, links_of(text, spans), strict=True):
        if link:
            assert_leads_there(text, span, link)


@given(texts, st.data())
def test_a_link_to_any_span_leads_to_no_other_place(text: str, data: st.DataObject) -> None:
    start, end = sorted(data.draw(st.tuples(*[st.integers(0, len(text))] * 2)))
    # Sentences start and end with something that is seen.
    assume(all(unicodedata.category(edge) != "Cf" for edge in (*text[start:end][:1], *text[start:end][-1:])))
    link = links_of(text, [Span(start, end)])[0]
    assume(link is not None)
    assert_leads_there(text, Span(start, end), str(link))


def directive(text: str, sentence: str) -> str:
    start = text.index(sentence)
    link = links_of(text, [Span(start, start + len(sentence))])[0]
    assert link
    return unquote(link.partition(":~:text=")[2])


HAN = "两年前，一艘渡轮撞上了大桥，船长在星期五这样说，渡轮上没有任何人受伤。"
LONG = "The ferry that had run aground was pulled free by two tugs in the night."


@pytest.mark.parametrize(
    ("text", "sentence", "expected"),
    [
        ("One. Nobody was hurt, it said. Two.", "Nobody was hurt, it said.", "Nobody was hurt, it said."),
        (f"One. {LONG} Two.", LONG, "The ferry that,tugs in the night."),
        ("It is a long way to the old harbour of Lindholm.", "", "It is a long way,harbour of Lindholm."),
        (f"The ferry that sank. {LONG}", LONG, "The ferry that had,tugs in the night."),
        ("He agreed. No. She left. He agreed. Yes.", "He agreed. Yes.", "He agreed. Yes."),
        ("He agreed. No. She left. He agreed.", "He agreed. No.", "He agreed. No."),
        ("One.\nThe ferry that had\nrun aground was pulled free.", "", "One.,was pulled free."),
        (f"{HAN}完。", HAN, "两年前，一艘渡轮撞上了大桥，,渡轮上没有任何人受伤。"),
    ],
)
def test_as_few_words_as_tell_the_place(text: str, sentence: str, expected: str) -> None:
    assert directive(text, sentence or text) == expected


def test_what_stands_around_is_named_where_the_words_come_twice() -> None:
    text = f"{LONG} It was late. {LONG} It was early.\n{LONG}\nNobody came."
    places = [at for at in range(len(text)) if text.startswith(LONG, at)]
    links = links_of(text, [Span(at, at + len(LONG)) for at in places])
    assert [unquote(link.partition(":~:text=")[2]) for link in links if link] == [
        "The ferry that,tugs in the night.",
        "late.-,The ferry that,tugs in the night.",
        "early.-,The ferry that,tugs in the night.",
    ]


def test_a_place_that_nothing_tells_from_another_gets_no_link() -> None:
    text = "He agreed. " * 1000
    assert links_of(text, [Span(0, 10), Span(5500, 5510)])[1] is None


def test_terms_are_encoded_as_the_specification_says() -> None:
    text = "He – at 5%, a-b & c. Rest."
    assert links_of(text, [Span(0, 20)]) == [
        f"{URL}#:~:text=He%20%E2%80%93%20at%205%25%2C%20a%2Db%20%26%20c."
    ]


@pytest.mark.parametrize(
    ("url", "stem"),
    [
        ("https://example.org/a", "https://example.org/a#:~:text="),
        ("https://example.org/a#part", "https://example.org/a#part:~:text="),
        ("https://example.org/a#part:~:text=old", "https://example.org/a#part:~:text="),
        ("https://example.org/a#:~:text=old", "https://example.org/a#:~:text="),
        ("https://example.org/a:~:b?c=:~:d", "https://example.org/a:~:b?c=:~:d#:~:text="),
    ],
)
def test_the_fragment_of_the_page_stays_and_an_older_directive_goes(url: str, stem: str) -> None:
    link = links_of("Nobody was hurt. Rest.", [Span(0, 16)], url)[0]
    assert link == f"{stem}Nobody%20was%20hurt."


@pytest.mark.parametrize("url", [None, "ftp://example.org/a", "https://example.org/" + "a" * 1990])
def test_without_a_usable_address_there_is_no_link(url: str | None) -> None:
    fragments = Fragments(Article(id="x", text="Nobody was hurt.", paragraphs=(), url=url))
    assert fragments.of(Span(0, 16)) is None


def test_invisible_marks_at_the_start_of_a_text_are_no_hindrance() -> None:
    text = "\ufeffNobody was hurt. Rest."
    assert links_of(text, [Span(1, 17)]) == [f"{URL}#:~:text=Nobody%20was%20hurt."]


def test_a_large_text_full_of_one_phrase_is_no_trouble() -> None:
    text = "He agreed to go on with it. " * 70_000 + "Then the talks ended. " + "He agreed. " * 10
    start = text.index("Then")
    links = links_of(text, [Span(start, start + 21), *(Span(at, at + 27) for at in range(0, 280, 28))])
    assert links[0]
    assert links[0].endswith("=Then%20the%20talks%20ended.")
