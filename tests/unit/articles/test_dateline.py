"""Datelines are metadata; what only looks like one is the story."""

from datetime import date

import pytest

from bot.articles.clean import read_article
from bot.articles.dateline import read_dateline

STORY = "Ministers met on Friday to talk about the harbour."

DATELINES = (
    # text, place, month, day, year, outlet
    ("LONDON, March 24. /TASS/. ", "LONDON", 3, 24, None, "TASS"),
    ("PARIS (AFP) — ", "PARIS", None, None, None, "AFP"),
    ("PARIS (AFP) - ", "PARIS", None, None, None, "AFP"),
    ("Paris, 24 mars 2023 (AFP) – ", "Paris", 3, 24, 2023, "AFP"),
    ("WASHINGTON (Reuters) - ", "WASHINGTON", None, None, None, "Reuters"),
    ("WASHINGTON (AP) — ", "WASHINGTON", None, None, None, "AP"),
    ("МОСКВА, 24 марта. /ТАСС/. ", "МОСКВА", 3, 24, None, "ТАСС"),
    ("МОСКВА, 24 марта. /Корр. ТАСС Иван Иванов/. ", "МОСКВА", 3, 24, None, "ТАСС"),
    ("МОСКВА, 24 мар — РИА Новости. ", "МОСКВА", 3, 24, None, "РИА Новости"),
    ("МОСКВА, 24 мар – РИА Новости, Иван Петров. ", "МОСКВА", 3, 24, None, "РИА Новости"),
    ("Москва. 24 марта. ИНТЕРФАКС - ", "Москва", 3, 24, None, "Интерфакс"),
    ("Москва. 24 марта. INTERFAX.RU - ", "Москва", 3, 24, None, "Интерфакс"),
    ("КИЇВ. 24 березня. УНІАН. ", "КИЇВ", 3, 24, None, "УНІАН"),
    ("КИЇВ, 24 березня – Укрінформ. ", "КИЇВ", 3, 24, None, "Укрінформ"),
    ("BERLIN (dpa) - ", "BERLIN", None, None, None, "dpa"),
    ("Berlin (dpa/tmn) - ", "Berlin", None, None, None, "dpa"),
    ("BERLIN dpa | ", "BERLIN", None, None, None, "dpa"),
    ("Berlin, 24. März (Reuters) - ", "Berlin", 3, 24, None, "Reuters"),
    ("NEW YORK, May 3 (Xinhua) -- ", "NEW YORK", 5, 3, None, "Xinhua"),
    ("TOKYO, March 24 (Kyodo) - ", "TOKYO", 3, 24, None, "Kyodo"),
    ("SEOUL, March 24 (Yonhap) -- ", "SEOUL", 3, 24, None, "Yonhap"),
    ("LONDON, England (CNN) -- ", "LONDON", None, None, None, "CNN"),
    ("New Delhi, India (CNN)", "New Delhi", None, None, None, "CNN"),
    ("Port Haven, Maine, USA (CNN) -- ", "Port Haven", None, None, None, "CNN"),
    ("(CNN) -- ", None, None, None, None, "CNN"),
    ("(CNN)", None, None, None, None, "CNN"),
    ("(The Hollywood Reporter)", None, None, None, None, "The Hollywood Reporter"),
    ("NEW DELHI: ", "NEW DELHI", None, None, None, None),
    ("KARACHI: ", "KARACHI", None, None, None, None),
    ("ROMA, 24 MAR - ", "ROMA", 3, 24, None, None),
    ("(ANSA) - ROMA, 24 MAR - ", "ROMA", 3, 24, None, "ANSA"),
    ("MADRID, 24 Mar. (EUROPA PRESS) - ", "MADRID", 3, 24, None, "Europa Press"),
    ("Madrid, 24 mar (EFE).- ", "Madrid", 3, 24, None, "EFE"),
    ("Lisboa, 24 mar 2023 (Lusa) - ", "Lisboa", 3, 24, 2023, "Lusa"),
    ("Riyadh, March 24, 2023, SPA -- ", "Riyadh", 3, 24, 2023, "SPA"),
    ("ABU DHABI, 24th March, 2023 (WAM) -- ", "ABU DHABI", 3, 24, 2023, "WAM"),
    ("Karachi, Sept. 9 (ANI): ", "Karachi", 9, 9, None, "ANI"),
    ("New Delhi, Jul 30 (PTI) ", "New Delhi", 7, 30, None, "PTI"),
    ("Mumbai, July 17: ", "Mumbai", 7, 17, None, None),
    ("KYIV, Ukraine (AP) — ", "KYIV", None, None, None, "AP"),
    ("KANSAS CITY, Kan. -- ", "KANSAS CITY", None, None, None, None),
    ("CHARLOTTE, N.C. — ", "CHARLOTTE", None, None, None, None),
    ("ST. PETERSBURG, March 24. /TASS/. ", "ST. PETERSBURG", 3, 24, None, "TASS"),
    ("MOSCOW/LONDON, March 24 (Reuters) - ", "MOSCOW/LONDON", 3, 24, None, "Reuters"),
    ("LONDON, March 24. ", "LONDON", 3, 24, None, None),
    ("DUBAI, Feb. 29 — ", "DUBAI", 2, 29, None, None),
    ("San Francisco - ", "San Francisco", None, None, None, None),
    ("KABUL (Harbour Wire) — ", "KABUL", None, None, None, "Harbour Wire"),
    ("(Phys.org) — ", None, None, None, None, "Phys.org"),
    (
        "SAN FRANCISCO, Calif., Oct. 12, 2024 (GLOBE NEWSWIRE) -- ",
        "SAN FRANCISCO",
        10,
        12,
        2024,
        "GlobeNewswire",
    ),
    ("PORT HAVEN, Maine, Oct. 12, 2024 /PRNewswire/ -- ", "PORT HAVEN", 10, 12, 2024, "PR Newswire"),
    ("PORT HAVEN, Maine--(BUSINESS WIRE)--", "PORT HAVEN", None, None, None, "Business Wire"),
    (
        "PORT HAVEN, ME, UNITED STATES, October 12, 2024 /EINPresswire.com/ -- ",
        *("PORT HAVEN", 10, 12, 2024, "EIN Presswire"),
    ),
    ("UNITED NATIONS (Reuters) - ", "UNITED NATIONS", None, None, None, "Reuters"),
    ("القاهرة 24 مارس آذار (رويترز) - ", "القاهرة", 3, 24, None, "رويترز"),
    ("لندن (رويترز) - ", "لندن", None, None, None, "رويترز"),
)

NOT_DATELINES = (
    "MOSCOW is the capital.",
    "LONDON (population 9 million) is large.",
    "NATO, March and April.",
    "NATO — The alliance met on Friday.",
    "NATO - An alliance of states.",
    "UPDATE: The bridge is open.",
    "BREAKING — The bridge is open.",
    "FBI: Agents search the harbour.",
    "QUESTION: Who built the bridge?",
    "LONDON, March 24 was a cold day.",
    "London, March and the rain made her ill.",
    "Paris - the city, not the man - is loud.",
    "The Associated Press (AP) said the bridge was open.",
    "Press Trust of India (PTI) Chairman John Roe said so.",
    "Mr Roe (AP) took the picture.",
    "May 3 was a Friday.",
    "In May (2013) the bridge was closed.",
    "Television is big - Top actors say so.",
    "THE BRIDGE IS OPEN - EVERYONE IS GLAD ABOUT IT.",
    "John Roe: The bridge is open.",
    "USA, May 3-5: The games.",
    "(Laughs) No, not at all.",
    "(Updated) The bridge is open.",
    "(Updated) — The bridge is open.",
    "KABUL (Exclusive) — The bridge is open.",
    "Москва — столица России.",
    "МОСКВА — столица России.",
    "ООН: Мост открыт.",
    "Berlin (3,7 Millionen Einwohner) ist groß.",
    "I — And I alone — crossed it.",
)


@pytest.mark.parametrize(("text", "place", "month", "day", "year", "outlet"), DATELINES)
def test_datelines(
    text: str, place: str | None, month: int | None, day: int | None, year: int | None, outlet: str | None
) -> None:
    found = read_dateline("  " + text + STORY, start=2)
    assert found is not None
    assert found.end == 2 + len(text)
    assert (found.place, found.month, found.day, found.year, found.outlet) == (
        place,
        month,
        day,
        year,
        outlet,
    )
    article = read_article(text + STORY)
    assert [span.of(article.text) for span in article.paragraphs] == [STORY]
    assert article.outlet == outlet
    assert article.published == (date(year, month, day) if year and month and day else None)


@pytest.mark.parametrize(
    ("text", "place", "outlet"),
    [
        ("新华社北京3月24日电（记者王明）部长们周五举行会议。", "北京", "新华社"),
        ("［東京 24日 ロイター］ - 閣僚は金曜日に会合を開いた。", "東京", "ロイター"),
    ],
)
def test_east_asian_datelines(text: str, place: str, outlet: str) -> None:
    found = read_dateline(text)
    assert found is not None
    assert (found.place, found.outlet) == (place, outlet)
    assert text[found.end] in "部閣"


@pytest.mark.parametrize("text", NOT_DATELINES)
def test_what_is_no_dateline_stays(text: str) -> None:
    assert read_dateline(text) is None
    article = read_article(text)
    assert [span.of(article.text) for span in article.paragraphs] == [text]


def test_only_the_first_paragraph_has_a_dateline() -> None:
    text = f"PARIS (AFP) — {STORY}\n\nLONDON (Reuters) - The second paragraph quotes another wire."
    article = read_article(text)
    assert [span.of(text) for span in article.paragraphs] == [STORY, text.split("\n\n")[1]]
    assert article.outlet == "AFP"


def test_a_dateline_on_its_own_line() -> None:
    article = read_article(f"Harbour bridge opens\n\nLONDON, March 24. /TASS/.\n\n{STORY}")
    assert (article.title, article.outlet) == ("Harbour bridge opens", "TASS")
    assert [span.of(article.text) for span in article.paragraphs] == [STORY]
