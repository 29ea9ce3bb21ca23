"""Sentence spans: hard cases of news style, and what holds for every text."""

import dataclasses

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from bot.articles.model import Article, Span
from bot.summarize.pairs import pairs
from bot.summarize.sentences import Sentence, Tokenizer, article_sentences, split

from .articles import ENGLISH, article

# (language, sentences of one paragraph, which are joined by a space unless the row says otherwise)
CASES = [
    ("en", ["Mr. Smith and Mrs. Jones met Dr. No at St. Mary's.", "They left."]),
    ("en", ["The U.S. economy grew.", "It did so in the U.K. as well."]),
    ("en", ["He lives in the U.S.", "He works there."]),
    ("en", ["The talks ended at 5 p.m. Monday.", "Nobody spoke."]),
    ("en", ["J. K. Rowling wrote it.", "George W. Bush read it."]),
    ("en", ["J.K. Rowling met Samuel L. Jackson of the N.Y. Times."]),
    ("en", ["Shares of Acme Inc. fell on Jan. 5.", "The firm gave no reason."]),
    ("en", ["It was No. 1 in the charts.", "See Art. 5 and Fig. 3 for more."]),
    ("en", ["Is that so?", "No.", "He told me.", "Trump said no.", "The cat sat.", "Mary ate."]),
    ("en", ["It cost $3.5 million.", "That is 2.7% more."]),
    ("en", ["He waited... and waited.", "Then he left."]),
    ("en", ['"Yes. I do," he said.', "She left."]),
    ("en", ['"A. B. C. We will not go. Never," the ambassador said.', '"No."']),
    ("en", ['"Why now?" Smith asked.', '"Stop!" he cried.', "He did."]),
    ("en", ['"It is over."', "Smith left."]),
    ("en", ["“We won. We did,” she said.", "“At last.”"]),
    ("en", ["‘It is late. I don’t care,’ he said.", "It’s Jane’s house."]),
    ("en", ['They need "[our relations]," he said.', "(He did. Really.)", "Yes."]),
    ("en", ["It grew (by 3 p.c. in May. Then it fell.) last year.", "That is all."]),
    ("en", ["The study is clear.[1]", "Another is not.[2][3]", "End."]),
    ("en", ["1. Turn it off.", "2. Turn it on."]),
    ("en", ["LONDON, March 24. /TASS/. Russia said so.", "Nobody else did."]),
    ("en", ["Jane Doe, aged 25.", "She leads the council."]),
    ("de", ["Wien (APA). Der Rat hat zugestimmt.", "Die Wahl ist am 5. März."]),
    ("ru", ["МОСКВА, 3 окт — РИА Новости. Мост закрыт.", "Объезд открыт."]),
    ("en", ["Dell vs. Microsoft is on, e.g. in court.", "Gen. Lee and Sen. John came."]),
    ("en", ["Martin Luther King Jr. Boulevard is long.", "He was King Jr.", "The end."]),
    ("en", ["Read it at www.example.com/A.B or mail a.b@example.com.", "Node.JS is fine."]),
    ("en", ["The paper Cassell and . Bell was read with . Nobody spoke.", "It was so ."]),
    ("en", ['They fight at the centre of the IS" so-called caliphate.', 'The flag has a "background."']),
    ("en", ["we met.", "then we left.", "that was it."]),
    ("en", ["WE MET.", "MR. SMITH LEFT.", "THAT WAS IT."]),
    ("en", ["Great news! 🎉", "🚀 We are live.", "Join us."]),
    ("ru", ["А. С. Пушкин родился в г. Москве.", "В 2023 г. Россия вспоминала его."]),
    ("ru", ["Саммит пройдёт в 2023 г.", "Участники обсудят торговлю.", "Встреча была в г. Женеве."]),
    ("ru", ["Он живёт на ул. Ленина, д. 5.", "Это стоит 5 тыс. руб. в месяц."]),
    ("ru", ["«Да!» — сказал он.", "«Нет. Я не буду», — ответил С. Лавров."]),
    ("ru", ["Они пьют чай, кофе и т. д. каждый день, т. е. всегда.", "Им. Ленина носит завод."]),
    ("de", ["Er kam am 24. März an.", "Das war im 19. Jahrhundert z. B. in Berlin üblich."]),
    ("de", ["Dr. Müller und Prof. Weber kamen, bzw. sie gingen.", "Es waren 24.", "Dann kam er."]),
    ("de", ["„Ja. Nein“, sagte er.", "„Warum?“, fragte sie.", "Am 5. Mai ging sie."]),
    ("fr", ["M. Macron et Mme Le Pen ont débattu.", "Il a dit : « Oui. Non. »", "Puis il est parti."]),
    ("fr", ["« Pourquoi ? » a demandé M. Dupont.", "« Oui. Non », dit-il."]),
    ("es", ["¿Qué?", "¡No!", "El Sr. García vive en EE. UU. desde 2010.", "«Sí. No», dijo."]),
    ("cs", ["Přijel dne 24. ledna.", "Odjel 5. března."]),
    ("tr", ["Prof. Dr. Ali geldi.", "24. yıl kutlandı."]),
    ("ar", ["ذهب الرجل.", "هل عاد؟", "«قال لا. ثم» ذهب."]),
    ("hi", ["वह गया।", "वह आया।"]),
    ("el", ["Ήρθε χθες.", "Έφυγε σήμερα."]),
    ("und", ["Mr. Smith went home.", "Dr. No came."]),
    ("und", ["The flag was red.", "She fell ill.", "He left."]),
    ("xx", ["One day.", "Another day."]),
    # What ends a list or an amount ends the sentence before a capital, but not before a day or a currency.
    (
        "en",
        [
            "It sells bread, milk, etc.",
            "Visitors come at 5 p.m.",
            "Talks begin at 9 a.m. Monday or 3 p.m. ET.",
        ],
    ),
    ("it", ["Vende frutta, pane, ecc.", "Apre alle 7.30 con il sig. Rossi e il prof. Bianchi."]),
    ("sv", ["Det gäller bröd, ost m.m.", "Frukt ingår inte."]),
    ("ru", ["Доллар подешевел до 91,25 руб.", "Евро почти не изменился."]),
    ("cs", ["Škoda činí 2,5 mil. Kč.", "Přijde v 17.30 hod.", "Bude to 3. května."]),
    # Words all of consonants are short for something, unless they are units.
    ("hu", ["A belépő kb. Budapesten drágább.", "Ott ifj. Nagy Béla és dr. Kovács vezeti."]),
    ("en", ["It ran 5 km.", "Police Spc. Ann Lee saw the VCs.", "Nobody else did."]),
    # Before a number: estimates, paragraphs, streets.
    ("bg", ["На бул. „Левски“ живеят ок. 200 души.", "Така е."]),
    ("de", ["Er wohnt in der Bahnhofstr. 5 bei Dr. med. Lang.", "Vgl. § 5 Abs. 2 BGB."]),
    ("el", ["Σύμφωνα με το άρθ. 5 παρ. 2, αποφασίζει ο δήμος.", "Ποιος πληρώνει;", "Κανείς."]),
    # Ordinals: a capital behind one ends the sentence, but not in German.
    ("fi", ["Tie avattiin klo 20.", "Poliisi tutkii asiaa."]),
    ("de", ["Das 25. Jubiläum war gestern.", "Johannes XXIII. berief das Konzil ein."]),
    ("tr", ["II. Murad onu yaptırdı.", "Sonra öldü."]),
    ("en", ["E. T. A. Hansen wrote it for Bang A/S.", "Firms such as that are rare."]),
    ("en", ["It fell to 5 C.", "Roads froze.", "U.S. Rep. Ann Lee saw it."]),
    ("en", ["iPhone sales fell.", "eBay was flat.", "Yahoo! Inc. was sold."]),
    ("en", ["He starred in “Why Me?” (2001), a film.", "She did not."]),
    # Scripts without capitals: titles, initials, pauses, a question in brackets, who said it.
    ("hi", ["डॉ. वर्मा और प्रो. राव ने 96.72 रु. दिए।", "“कौन देगा?” उन्होंने पूछा।", "कोई नहीं।"]),
    ("bn", ["মন্ত্রী (কে ভেবেছিল?) রইলেন।", "তিনি বলতে চেয়েছিলেন... কিন্তু চুপ রইলেন।"]),
    ("te", ["డా. రావు రాలేదు.", "ఎవరు చెల్లిస్తారు?", "ఎవరూ లేరు."]),
    ("ur", ["پروفیسر م۔ ن۔ راشد آئے۔", "کیوں؟"]),
    ("he", ['ד"ר כהן שילם 4,000 ש"ח.', '"מי ישלם?" שאל השופט.', "העד שתק."]),
    ("ka", ["მ. ლომიძემ თქვა უარი.", "ვინ გადაიხდის?", "NASA-მ უარი თქვა."]),
    ("am", ["“ማን ይከፍላል?” ሲል ዳኛው ጠየቀ።", "ስብሰባው በ2015 ዓ.ም. ከተካሄደው ይለያል።"]),
    ("ko", ["환율은 1,342.5원이었다.", "“누가 내나?” 기자가 물었다.", "아무도 몰랐다."]),
    ("fa", ["م. ر. کاویانی نوشت.", "چه کسی می‌پردازد؟", "هیچ‌کس."]),
    ("hy", ["Գինը 5.5% աճեց։", "Ոչ ոք չգիտի:", "Նա գնաց։"]),
    ("km", ["រដ្ឋាភិបាលបានអនុម័តផែនការ។", "គ្មានអ្នកណាដឹងទេ។"]),
    # A picture goes with the sentence before it, and ends one before a capital.
    ("es", ["¡Lo logramos! 🎉", "Gracias a todos por venir 🙌", "Nos vemos en Quito ❤️"]),
    ("en", ["We all ❤️ New York and team 🇫🇷 France.", "We do 🎉 really."]),
]
UNSPACED = [
    ("zh", ["“好的。走吧。”他说。", "你好！", "世界？", "“去。”"]),
    ("zh", ["“太好了！”她喊道。", "他想说些什么……但没说。", "会议结束了。"]),
    ("ja", ["優勝しました！🎉", "次は6月1日です。"]),
    ("ja", ["「はい。いいえ。」と彼は言った。", "次です。"]),
    ("en", ["The talks ended.", "The crowd left.", "No one spoke."]),
    ("en", ["It came just a week ago.", "A pregnant woman left.", "She comes soon.", "I will not."]),
    ("en", ["He took performance-enhancing drugs.", '"I don\'t think so."', "He left on Thursday."]),
    ("en", ["He left on Thursday.", '"I had never seen it," he said.']),
    ("en", ['It is at the centre of the IS" so-called caliphate.', "TQILA's flag is black."]),
    ("en", ["They were in hospital.", "FACE SMASHED they said a day earlier.", "E Rajesh left."]),
]
ONE_WORD = [
    "Read example.com and bbc.co.uk/News or Example.Com/A first.",
    "Use Node.js, node.JS API or Vue.JS A lot.",
    "The file config.INI is at site.Co.uk now.",
]


@pytest.mark.parametrize(("language", "expected"), CASES)
def test_hard_cases(language: str, expected: list[str]) -> None:
    text = " ".join(expected)
    shown = [span.of(text) for span in split(text, language)]
    assert shown == expected


@pytest.mark.parametrize(("language", "expected"), UNSPACED)
def test_no_space_between_sentences(language: str, expected: list[str]) -> None:
    text = "".join(expected)
    assert [span.of(text) for span in split(text, language)] == expected


@pytest.mark.parametrize("text", ONE_WORD)
def test_a_stop_inside_a_name_is_no_end(text: str) -> None:
    assert sentences(text) == [text]


def sentences(text: str, language: str = "en") -> list[str]:
    return [span.of(text) for span in split(text, language)]


def test_thai_is_parted_at_spaces_between_long_runs() -> None:
    long = "สภาเมืองลงมติเมื่อวันอังคารให้ปิดสะพานท่าเรือเก่าเป็นเวลาสิบเอ็ดเดือน"
    assert sentences(f"{long} {long}", "th") == [long, long]
    assert sentences(f"{long} 25 คน {long}", "th") == [f"{long} 25 คน {long}"]
    assert sentences(f"“{long} {long}”", "th") == [f"“{long} {long}”"]


@pytest.mark.parametrize(
    "expected",
    [
        # A connective begins a sentence, a polite particle closes one.
        ["รัฐบาลอนุมัติแผนงานใหม่แล้วเมื่อวาน", "อย่างไรก็ตาม ฝ่ายค้านไม่เห็นด้วย"],
        ["ขอบคุณทุกท่านที่มาร่วมงานในวันนี้ครับ", "พบกันใหม่ปีหน้า"],
        # "Which", "and" and what is announced go on; an abbreviation has a stop of its own.
        ["นพ. สมชาย ใจดี กล่าวว่าผู้ป่วยปลอดภัยแล้วและกลับบ้านได้ ซึ่งเป็นข่าวดีสำหรับครอบครัวของผู้ป่วย"],
        ["โรงพยาบาลเปิดให้เยี่ยมตั้งแต่เวลา 08.30 น. ถึง 16.00 น. ทุกวัน"],
    ],
)
def test_thai_is_parted_by_its_words(expected: list[str]) -> None:
    assert sentences(" ".join(expected), "th") == expected


CLAUSE = "the council met on tuesday and decided to close the bridge"


@pytest.mark.parametrize("pause", [", ", "; ", " — ", "   ", "\t", "\n", "، "])
def test_an_endless_sentence_is_cut_where_people_pause(pause: str) -> None:
    parts = sentences(pause.join([CLAUSE] * 50))
    assert all(200 <= len(part) <= 600 for part in parts)
    assert all(part.strip("—;,، ").startswith("the council") for part in parts)


def test_an_endless_sentence_without_spaces_is_cut_at_its_commas() -> None:
    parts = sentences("，".join(["市议会周二开会决定关闭大桥"] * 100), "zh")
    assert all(80 <= len(part) <= 250 for part in parts)


def test_a_long_quotation_is_not_parted_by_its_pauses() -> None:
    quotation = f"“{', '.join([CLAUSE] * 15)}”"
    assert any(quotation in part for part in sentences(f"{quotation}, {', '.join([CLAUSE] * 15)}"))


def test_words_without_any_pause_stay_together() -> None:
    assert sentences(" ".join([CLAUSE] * 50)) == [" ".join([CLAUSE] * 50)]


def test_items_of_a_list_are_lines_of_their_own() -> None:
    items = [
        "Drei Wege bleiben:",
        "a) Verkauf an die Müller GmbH & Co. KG;",
        "b) Vermietung bis 31. Dez.;",
        "• abwarten.",
    ]
    assert sentences("\n".join(items), "de") == items


def test_line_breaks() -> None:
    text = "A headline without a stop\nThe first sentence. The second\ngoes on here.\nAn item\nAnother item"
    assert sentences(text) == [
        "A headline without a stop",
        "The first sentence.",
        "The second\ngoes on here.",
        "An item",
        "Another item",
    ]


def test_hard_wrapped_lines_are_one_paragraph() -> None:
    text = (
        "On Tuesday the council of the city of Northport decided that\n"
        "Mayor Fielding should close the harbour bridge. Engineers of\n"
        "State Works had asked for it in March, and nobody had heard\n"
        "them. It will open next year."
    )
    assert len(sentences(text)) == 3


def test_line_break_inside_a_quotation_is_no_end() -> None:
    assert sentences('"We went.\nThen we left," he said.') == ['"We went.\nThen we left," he said.']


def test_a_stray_mark_swallows_nothing() -> None:
    assert sentences('He said "no. They left. We stayed.') == ['He said "no.', "They left.", "We stayed."]
    assert sentences("It (was. They left. We stayed.") == ["It (was.", "They left.", "We stayed."]
    assert len(sentences("“First. Second. “Third,” he said. Fourth.")) == 4


def test_a_mark_that_lost_its_space_still_opens() -> None:
    text = 'It ended on Monday." We are glad. We won," she said. All left.'
    assert sentences(text) == ["It ended on Monday.", '" We are glad. We won," she said.', "All left."]


def test_an_endless_quotation_is_broken() -> None:
    text = '"' + "We went home again. " * 200 + '" he said.'
    assert len(sentences(text)) >= 199


def test_offsets_count_code_points() -> None:
    text = "😀 Ünï e\u0301 done! 𝒳 is more. \ufeff Last."
    assert sentences(text) == ["😀 Ünï e\u0301 done!", "𝒳 is more.", "Last."]


def test_half_a_surrogate_pair() -> None:
    assert sentences("One \ud83d is here. Two \ude00 too.") == ["One \ud83d is here.", "Two \ude00 too."]


def test_sentence_longer_than_a_window() -> None:
    long = "Word" + " word" * 1000 + " end."
    assert sentences(f"{long} Next one. {long}") == [long, "Next one.", long]


@pytest.mark.parametrize("size", [1000, 1016, 1020, 1023, 1024, 1025, 1030])
def test_windows_do_not_split_abbreviations(size: int) -> None:
    text = f"{'w' * size} Mr. Smith of the U.S. Army came. He left."
    assert len(sentences(text)) == 2


def test_article_sentences_count_from_the_text() -> None:
    made = article(ENGLISH)
    found = article_sentences(made)
    quoted = '"We looked at every other way. There is none," Mayor Ann Fielding said after the vote.'
    start = ENGLISH.index(quoted)
    assert found[2] == Sentence(Span(start, start + len(quoted)), 1)
    assert found[2].span.of(made.text) == quoted
    assert [sentence.paragraph for sentence in found] == [0, 0, 1, 1, 2, 2, 2, 3, 3]


def test_sentence_is_frozen() -> None:
    with pytest.raises(dataclasses.FrozenInstanceError):
        Sentence(Span(0, 1), 0).paragraph = 1  # type: ignore[misc]


def test_tokenizer_is_what_sumy_asks_for() -> None:
    tokenizer = Tokenizer("en")
    assert tokenizer.to_sentences("It is so. Isn't it?") == ("It is so.", "Isn't it?")
    assert tokenizer.to_words("Isn't it?") == ("isn't", "it")


NASTY = st.one_of(
    st.text(max_size=400),
    st.text(alphabet="aAbЯя0 .?!…\n\r\"“”„«»'‘’()[]。你🎉\u0301\u200b\u2028،؟।", max_size=400),
    st.lists(
        st.sampled_from(
            [
                *["Mr. ", "U.S. ", "“A. B.” ", '" ', "He said. ", "said ", "(", ")", "\n", "z. B. ", "5. "],
                *[
                    "🎉 ",
                    "డా. ",
                    "word, " * 90,
                    "ก" * 30 + " ",
                    "字，" * 200,
                    "a) ",
                    'ש"ח. ',
                    "LONDON, 3 May. ",
                ],
            ]
        )
    ).map("".join),
)
LANGUAGES = st.sampled_from(["en", "ru", "de", "zh", "ar", "hi", "th", "und", "xx", ""])


@given(NASTY, LANGUAGES)
@settings(max_examples=300, deadline=None)
def test_spans_are_ordered_apart_trimmed_and_whole(text: str, language: str) -> None:
    spans = split(text, language)
    assert spans == split(text, language)
    end = 0
    for span in spans:
        assert end <= span.start < span.end <= len(text)
        # Nothing with a letter or digit is lost between them.
        assert not any(map(str.isalnum, text[end : span.start]))
        end = span.end
        assert span.of(text) == span.of(text).strip()
        assert any(map(str.isalnum, span.of(text)))
        for opening, closing in pairs(text):
            assert (span.start <= opening < span.end) == (span.start <= closing < span.end)
    assert not any(map(str.isalnum, text[end:]))


@given(st.lists(NASTY, max_size=4), LANGUAGES)
@settings(max_examples=50, deadline=None)
def test_sentences_lie_in_their_paragraphs(parts: list[str], language: str) -> None:
    text, paragraphs = "", []
    for part in parts:
        paragraphs.append(Span(len(text), len(text) + len(part)))
        text += part + "\n\n"
    for sentence in article_sentences(Article("test", text, tuple(paragraphs), language=language)):
        paragraph = paragraphs[sentence.paragraph]
        assert paragraph.start <= sentence.span.start < sentence.span.end <= paragraph.end


# Each would take minutes, or all memory, where time grows with the square of the text.
@pytest.mark.parametrize(
    "text",
    [
        *["a." * 300_000, '"' * 500_000, "“ " * 100_000, "([{“«" * 40_000, "word " * 100_000, "w" * 500_000],
        *["😀" * 200_000, "." * 500_000, "\n" * 500_000, " " * 500_000, "你好。" * 50_000, "'" * 300_000],
        *[
            "A. " * 60_000,
            "(A. " * 60_000,
            "Word\n" * 30_000,
            "\u0301" * 200_000,
            "ก" * 300_000,
            ("ก" * 50 + " ") * 6_000,
            *["1. " * 30_000, "« A. " * 20_000, "क। " * 30_000, "🎉 A " * 30_000, "a, " * 60_000],
            *["'A. " * 20_000, "ab. " * 20_000, "A.[1]" * 20_000, 'ד"' * 60_000, "a.b/c?d=e. " * 20_000],
            "\t" * 300_000,
        ],
    ],
    ids=lambda text: repr(text[:5]),
)
def test_time_is_linear(text: str) -> None:
    spans = split(text, "en")
    assert all(span.of(text) for span in spans[:10])
