"""PDFs: what a reader would call the text, without what the printer added."""

import itertools
from datetime import date

import pytest

from bot.sources.documents.pdf import MAX_PAGES, read_pdf
from tests.documents.pdf import LEADING, TOP, Pdf, Text, column, locked
from tests.documents.reading import STORY, STORY_TEXT, failure, read

# Lines as a typesetter breaks them: full, and hyphenated.
BODY = [
    "The city council closed the old bridge on Friday after engi-",
    "neers had found cracks in its pillars. The work of the well-",
    "known builder Brunel had carried trains for ninety years and",
    "was to be repaired in the summer of next year, officials say.",
]
JOINED = (
    "The city council closed the old bridge on Friday after engineers had found cracks in its"
    " pillars. The work of"
    " the well-known builder Brunel had carried trains for ninety years and was to be repaired"
    " in the summer of next"
    " year, officials say."
)
SECOND = [
    "Ferries will carry people until May. Anglers who come in win-",
    "ter keep their places at the quay. The mayor said that nobody",
    "would have to pay twice.",
]
SECOND_JOINED = (
    "Ferries will carry people until May. Anglers who come in winter keep their places at the"
    " quay. The mayor said"
    " that nobody would have to pay twice."
)


# Pages never hold the same lines twice, but for what runs on above and below the text.
BUILDERS = ("Brunel", "Eiffel", "Roebling", "Telford")


def lines_of(builder: str) -> list[str]:
    return [f"{builder}: {line}" for line in BODY[2:]] + ["", f"{builder} again. It is so."]


def text_of(builder: str) -> list[str]:
    return [f"{builder}: {BODY[2]} {builder}: {BODY[3]}", f"{builder} again. It is so."]


def pdf(*pages: list[Text], **about: object) -> bytes:
    return Pdf(list(pages), **about).bytes()  # type: ignore[arg-type]


def texts(*pages: list[Text]) -> list[str]:
    return read(pdf(*pages)).text.split("\n\n")


def test_card() -> None:
    info = {"Title": "Мост закрыт", "Author": "Анна Иванова", "CreationDate": "D:20230324120000+03'00'"}
    document = read(pdf(column(["Мост закрыт", "", *BODY]), info=info, language="ru-RU"))
    assert (document.title, document.author) == ("Мост закрыт", "Анна Иванова")
    assert (document.published, document.language) == (date(2023, 3, 24), "ru")
    assert document.text == JOINED


@pytest.mark.parametrize(
    "title", ["Microsoft Word - draft7.docx", "untitled", "bridge_final.indd", "", "Annual Report 2011"]
)
def test_title_on_the_page_wins_over_a_stale_card(title: str) -> None:
    page = [Text("The Bridge Is Closed", TOP + 20, size=20), *column(BODY, top=TOP - 20)]
    document = read(pdf(page, info={"Title": title, "Author": "user"}))
    assert (document.title, document.author, document.text) == ("The Bridge Is Closed", None, JOINED)


def test_paragraphs_by_gap() -> None:
    assert texts(column([*BODY, "", *SECOND])) == [JOINED, SECOND_JOINED]


def test_paragraphs_by_indent() -> None:
    page = column([*BODY, *SECOND])
    page[0], page[4] = (Text(line.text, line.up, line.along + 15, line.size) for line in (page[0], page[4]))
    assert texts(page) == [JOINED, SECOND_JOINED]


def test_paragraphs_by_a_short_last_line() -> None:
    assert texts(column([*SECOND, *BODY])) == [SECOND_JOINED, JOINED]


def test_sentences_go_on_over_pages_and_columns() -> None:
    assert texts(column(BODY[:2]), column([*BODY[2:], "", *SECOND])) == [JOINED, SECOND_JOINED]
    assert texts([*column(BODY[:2]), *column(BODY[2:], along=420)]) == [JOINED]


def test_running_headers_footers_and_numbers() -> None:
    pages = [
        [
            Text(f"Bridge Review {12 + number}", TOP + 30, size=9),
            *column(lines_of(builder)),
            Text("Published by the Society of Engineers", 40, size=9),
            Text(str(number + 1), 20, along=300),
        ]
        for number, builder in enumerate(BUILDERS)
    ]
    assert texts(*pages) == [text for builder in BUILDERS for text in text_of(builder)]


@pytest.mark.parametrize("number", ["7", "- 7 -", "Page 7 of 12", "Стр. 7", "7 / 12", "xii", "第 7 页"])
def test_a_lone_page_number(number: str) -> None:
    assert texts([*column(BODY), Text(number, 30, along=290)]) == [JOINED]


def test_footers_drawn_before_the_text() -> None:
    pages = [[Text("Confidential draft", 30), *column(lines_of(builder))] for builder in BUILDERS]
    assert texts(*pages) == [text for builder in BUILDERS for text in text_of(builder)]


def test_a_title_that_runs_on_above_the_text_is_kept_once() -> None:
    first = [Text("Bridges", TOP + 30, size=20), *column(BODY)]
    rest = [[Text("Bridges", TOP + 30, size=9), *column(lines_of(builder))] for builder in BUILDERS]
    document = read(pdf(first, *rest))
    assert (document.title, document.text.count("Bridges")) == ("Bridges", 0)


def test_the_same_sheet_twice_is_text() -> None:
    assert texts(column(BODY), column(BODY)) == [JOINED, JOINED]


def test_footnotes_and_their_marks() -> None:
    line = Text("The city council closed the old bridge on Friday", TOP)
    mark = Text("12", TOP + 4, along=70 + 48 * 5.5, size=6)
    rest = Text(" after engineers came.", TOP, along=70 + 48 * 5.5 + 6)
    page = [
        line,
        mark,
        rest,
        *column(SECOND, top=TOP - LEADING),
        Text("12", 64, size=5),
        Text("Minutes of the council, 24 March, page 7, and a long explanation", 60, along=76, size=8),
        Text("that goes on over a second line of the note.", 50, size=8),
    ]
    text = " ".join(texts(page))
    assert text == f"The city council closed the old bridge on Friday after engineers came. {SECOND_JOINED}"


def test_powers_are_no_footnotes() -> None:
    page = [
        Text("The lake behind the old bridge covers 12 km", TOP),
        Text("2", TOP + 4, along=70 + 43 * 5.5, size=6),
        Text(" of land, officials say.", TOP, along=70 + 43 * 5.5 + 4),
        *column(SECOND, top=TOP - LEADING),
    ]
    assert "12 km 2 of land" in " ".join(texts(page))


@pytest.mark.parametrize(
    ("lines", "joined"),
    [
        (["Кто-", "то видел мост, и он закрыт."], "Кто-то видел мост, и он закрыт."),
        (["Это ме-", "сто над рекой, и оно известно."], "Это место над рекой, и оно известно."),
        (["Спросите кого-", "нибудь из жителей города."], "Спросите кого-нибудь из жителей города."),
        (["Der Ein-", "und Ausgang ist gesperrt."], "Der Ein- und Ausgang ist gesperrt."),
        (["Die IT-", "Abteilung schweigt dazu."], "Die IT-Abteilung schweigt dazu."),
        (["An Anglo-", "Saxon church stands there."], "An Anglo-Saxon church stands there."),
        (["His self-", "esteem suffered from that."], "His self-esteem suffered from that."),
        (["The years 1990-", "1995 were good for bridges."], "The years 1990- 1995 were good for bridges."),
        (["A soft divi\u00ad", "sion of words is meant so."], "A soft division of words is meant so."),
        (
            ["The long-term plan is a long-", "term one for all of us."],
            "The long-term plan is a long-term one for all of us.",
        ),
    ],
)
def test_hyphens(lines: list[str], joined: str) -> None:
    assert texts(column(lines)) == [joined]


def test_ligatures_and_radicals() -> None:
    assert texts(column(["The \ufb01nal o\ufb03ce \ufb02oor was built by \ufb01ve men."])) == [
        "The final office floor was built by five men."
    ]
    assert texts(column(["市议会星期五关闭了旧桥，因为⼯程师在桥墩上发现了裂缝，居⺠不满。"])) == [
        "市议会星期五关闭了旧桥，因为工程师在桥墩上发现了裂缝，居民不满。"
    ]


def test_chinese_lines_join_without_spaces() -> None:
    lines = ["市议会星期五关闭了旧桥，因为工程师在桥墩上发现了裂", "缝。渡轮将运送居民直到五月。"]
    assert texts(column(lines)) == ["".join(lines)]


def test_arabic_written_as_it_is_seen() -> None:
    """Browsers write each word where it is seen, from the left; the line is read from the right."""
    words = ["أغلق", "مجلس", "المدينة", "الجسر", "القديم", "عام", "2024", "يوم", "الجمعة"]
    seen = [Text(".", TOP, along=66, size=10)]
    for place, word in enumerate(reversed(words)):
        along = 70 + 40 * place
        seen.append(Text(word if word.isdigit() else word[::-1], TOP, along, size=10))
        seen.append(Text(" ", TOP, along + 5 * len(word), size=10))
    assert texts(seen) == [" ".join(words) + "."]


def test_turned_stamps_and_tables_of_contents() -> None:
    page = [
        Text("arXiv:2403.01234 [cs.CL] 1 Mar 2024", 200, along=20, size=20, turn=True),
        *column(["1 Introduction . . . . . . . . . . 3", "2 The bridge . . . . . . . . . . . 14", "", *BODY]),
    ]
    assert texts(page) == [JOINED]


def test_bullets_are_paragraphs() -> None:
    page = column(
        ["The council decided:", "• ferries run every hour from Monday on,", "• nobody pays twice for a way."]
    )
    assert texts(page) == [
        "The council decided:",
        "• ferries run every hour from Monday on,",
        "• nobody pays twice for a way.",
    ]


def test_long_files_are_read_to_a_limit_and_say_so() -> None:
    letters = "abcdefghij"
    names = [a + b + c for a in "abc" for b in letters for c in letters][: MAX_PAGES + 1]
    document = read_pdf(pdf(*(column([f"The name is {name}."]) for name in names)), lambda: 0.0)
    assert document.partial
    assert document.text.count("The name is") == MAX_PAGES
    assert not read(pdf(column(BODY))).partial


def test_slow_files_are_read_as_far_as_time_allows() -> None:
    seconds = itertools.count()
    pages = [column(lines_of(builder)) for builder in BUILDERS * 3]
    document = read_pdf(pdf(*pages), lambda: float(next(seconds)))
    assert document.partial
    assert 0 < document.text.count("again. It is so.") < len(pages)


@pytest.mark.parametrize("algorithm", ["RC4-40", "RC4-128", "AES-128", "AES-256"])
def test_encryption(algorithm: str) -> None:
    plain = pdf(column([STORY[0], "", STORY[1]]), info={"Title": STORY[0]})
    open_to_all = read(locked(plain, password="", algorithm=algorithm))
    assert (open_to_all.title, open_to_all.text) == (STORY[0], STORY[1])
    assert failure(locked(plain, password="bridge", algorithm=algorithm), "bank.pdf") == "document_encrypted"


def test_scanned() -> None:
    assert failure(pdf([], [], picture=True)) == "document_scanned"
    stamp = [Text("Scanned with a telephone", 20)]
    assert failure(pdf(*[stamp] * 5, picture=True)) == "document_scanned"


def test_fonts_that_tell_no_letters_are_scans_too() -> None:
    page = column(["\ue001\ue002\ue003\ue004\ue005\ue006 \ue007\ue008\ue009", "\ue010\ue011\ue012 ab"])
    assert failure(pdf(page)) == "document_scanned"


def test_no_text_and_no_picture() -> None:
    assert failure(pdf([], [])) == "document_empty"
    assert failure(pdf()) == "document_empty"


def test_junk_before_the_header() -> None:
    assert read(b"\r\n\x00junk\r\n" + pdf(column([STORY[0], "", STORY[1]]))).text == STORY_TEXT
