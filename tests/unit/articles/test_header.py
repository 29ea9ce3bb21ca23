"""Title, publication date and outlet."""

from datetime import date

import pytest

from bot.articles.clean import read_article
from bot.articles.dates import is_date_line, read_date_lead
from bot.articles.model import content_id
from bot.articles.outlets import known_outlet, outlet_in

BODY = "The old bridge was opened again on Friday. Trams will cross it from the spring on."


def story(text: str, title: str | None = None) -> list[str]:
    article = read_article(text, title=title)
    return [span.of(text) for span in article.paragraphs]


@pytest.mark.parametrize(
    ("text", "title"),
    [
        (f"Harbour bridge opens\n\n{BODY}", "Harbour bridge opens"),
        (f"Harbour bridge opens\n{BODY}", "Harbour bridge opens"),
        (f"\ufeff  Harbour\u00a0bridge opens  \r\n\r\n{BODY}", "Harbour bridge opens"),
        (f"# Harbour bridge opens\n\n{BODY}", "Harbour bridge opens"),
        (f"By Jane Doe\n\nHarbour bridge opens\n\n{BODY}", "Harbour bridge opens"),
        (f"24 March 2023\nHarbour bridge opens\n\n{BODY}", "Harbour bridge opens"),
        (f"Home > News > Harbour\nHarbour bridge opens\n{BODY}", "Harbour bridge opens"),
        (f"Politics\nHarbour bridge opens\n{BODY}", "Harbour bridge opens"),
        (f"Мост в порту снова открыт\n\n{BODY}", "Мост в порту снова открыт"),
        (f"港口大桥重新开放\n\n{BODY}", "港口大桥重新开放"),
        (f"افتتاح جسر الميناء\n\n{BODY}", "افتتاح جسر الميناء"),
        (f"“Nobody believed in it”\n\n{BODY}", "“Nobody believed in it”"),
        (BODY, None),
        (f"Harbour bridge opens.\n\n{BODY}", None),
        (f"He said:\n\n{BODY}", None),
        (f"Politics\n\n{BODY}", None),
        ("Harbour bridge opens", None),
        ("Harbour bridge opens\n\nTrams will come", None),
        (f"{'word ' * 60}\n\n{BODY}", None),
        (f"Is it open?\n\n{BODY}", None),
    ],
)
def test_title(text: str, title: str | None) -> None:
    article = read_article(text)
    assert article.title == title
    if title:
        assert story(text) == [BODY]


def test_title_found_once_and_its_repetition_left_out() -> None:
    text = f"Harbour bridge opens\n\nHarbour Bridge Opens\n\nWhat it cost\n\n{BODY}"
    assert story(text) == ["What it cost", BODY]


@pytest.mark.parametrize(
    "title", ["Harbour bridge opens", "HARBOUR BRIDGE OPENS!", " Harbour  bridge opens "]
)
def test_a_given_title_is_not_repeated(title: str) -> None:
    assert story(f"Harbour bridge opens\n\n{BODY}", title) == [BODY]
    assert read_article(BODY, title=title).title == " ".join(title.split())


def test_a_given_title_stops_the_search() -> None:
    text = f"Harbour bridge opens\n\n{BODY}"
    assert story(text, "Another headline") == ["Harbour bridge opens", BODY]
    assert read_article(text, title="  ").title == "Harbour bridge opens"


@pytest.mark.parametrize(
    ("lead", "published"),
    [
        (" date 2023-03-24 ", date(2023, 3, 24)),
        ("date: 2023-03-24\n", date(2023, 3, 24)),
        ("2023-03-24\n", date(2023, 3, 24)),
        ("2023-03-24T10:15:00Z\n\n", date(2023, 3, 24)),
        ("24 March 2023\n", date(2023, 3, 24)),
        ("March 24, 2023\n", date(2023, 3, 24)),
        ("Friday, March 24, 2023, 10:15 AM EST\n", date(2023, 3, 24)),
        ("Published: 24 March 2023 at 10:15 GMT\n", date(2023, 3, 24)),
        ("Published 24 March 2023 | Updated 25 March 2023\n", date(2023, 3, 24)),
        ("Updated at 4 p.m. ET, March 24, 2023\n", date(2023, 3, 24)),
        ("24 марта 2023 г.\n", date(2023, 3, 24)),
        ("Опубликовано: 24.03.2023, 10:15\n", date(2023, 3, 24)),
        ("24 березня 2023 року, 10:15\n", date(2023, 3, 24)),
        ("24. März 2023, 10:15 Uhr\n", date(2023, 3, 24)),
        ("Publié le 24 mars 2023 à 10h15\n", date(2023, 3, 24)),
        ("Publié 24 mars 2023\n", date(2023, 3, 24)),
        ("Publié le 24 mars 2023 à 10h12, mis à jour à 11h45\n", date(2023, 3, 24)),
        ("24 de marzo de 2023\n", date(2023, 3, 24)),
        ("24 marzo 2023\n", date(2023, 3, 24)),
        ("24 de março de 2023\n", date(2023, 3, 24)),
        ("24 مارس 2023\n", date(2023, 3, 24)),
        ("2023年3月24日\n", date(2023, 3, 24)),
        ("24/03/2023\n", date(2023, 3, 24)),
        ("03/24/2023\n", date(2023, 3, 24)),
        ("Last updated at 3:31 PM on 19th July 2011 . ", date(2011, 7, 19)),
        ("March 10, 2015 . ", date(2015, 3, 10)),
        ("5 September 2012 – ", date(2012, 9, 5)),
        # The day or the year is not known: no date is made up.
        ("03/04/2023\n", None),
        ("24 March\n", None),
        ("31 February 2023\n", None),
        ("LONDON, March 24. /TASS/. ", None),
        ("LONDON, March 24, 2023. /TASS/. ", date(2023, 3, 24)),
        ("date 2023-03-25 LONDON, March 24. /TASS/. ", date(2023, 3, 25)),
    ],
)
def test_publication_date(lead: str, published: date | None) -> None:
    article = read_article(lead + BODY)
    assert article.published == published
    assert story(lead + BODY) == [BODY]


@pytest.mark.parametrize(
    "text",
    [
        "March 24, 2023 was a cold day.",
        "24 March 2023 - the day of the fire - was cold.",
        "On 24 March 2023 the bridge was closed.",
        "2023 was a cold year.",
        "Published in 2011, the book sold well.",
        "Date palms grow by the harbour.",
        "Updated plans were shown on 24 March 2023.",
        "Mar 24 people came.",
    ],
)
def test_a_date_in_a_sentence_stays(text: str) -> None:
    assert story(text) == [text]
    assert read_article(text).published is None
    assert read_date_lead(text) is None
    assert not is_date_line(text)


def test_dates_between_paragraphs_stay() -> None:
    text = f"{BODY}\n\nMarch 24, 2023\n\n{BODY}"
    assert story(text) == text.split("\n\n")


@pytest.mark.parametrize(
    "lines",
    [
        ["Par Le Figaro avec AFP", "Publié le 24 mars 2023 à 10h12, mis à jour à 11h45"],
        ["La rédaction de Port-Havre", "Publié le 24 mars 2023 à 10h12, mis à jour à 11h45"],
        ["What the bridge cost the town", "24 March 2023"],
        ["What the bridge cost the town", "Jane at the harbour", "24 March 2023"],
        ["No. 17 team avoids track-record 14 cautions", "PORT HAVEN, Maine, March 24, 2023 -- "],
    ],
)
@pytest.mark.parametrize("title", [None, "Harbour bridge opens"])
def test_lines_between_the_title_and_a_date_are_no_story(lines: list[str], title: str | None) -> None:
    lead = "\n\n".join(["Harbour bridge opens", *lines])
    text = lead + ("" if lead.endswith(" ") else "\n\n") + BODY
    article = read_article(text, title=title)
    assert (article.title, article.published) == ("Harbour bridge opens", date(2023, 3, 24))
    assert story(text, title) == [BODY]


def test_a_subhead_above_a_dateline() -> None:
    subhead, lead = "No. 17 team avoids track-record 14 cautions", "KANSAS CITY, Kan. -- "
    fans = "Fans who came to see a crash were sent home happy."
    assert story(f"Drivers race\n\n{subhead}\n\n{lead}{fans}\n\n{BODY}") == [fans, BODY]


def test_only_two_short_lines_above_a_date_go() -> None:
    lines = ["What it cost", "Who paid", "Who did not", f"PARIS (AFP) — {BODY}"]
    assert story("\n\n".join(["Harbour bridge opens", *lines])) == lines
    text = f"Harbour bridge opens\n\nIt was late.\n\nPARIS (AFP) — {BODY}"
    assert story(text) == text.split("\n\n")[1:]


@pytest.mark.parametrize(
    ("text", "outlet"),
    [
        (f"By Jane Doe, Associated Press\n\n{BODY}", "AP"),
        (f"By JANE DOE\n\nPARIS (AFP) — {BODY}", "AFP"),
        (f"By Jane Doe | Reuters\n\n{BODY}", "Reuters"),
        (f"Von Max Müller, dpa\n\n{BODY}", "dpa"),
        (f"Автор: Иван Петров, ТАСС\n\n{BODY}", "ТАСС"),
        (f"By . Daily Mail Reporter . {BODY}", "Daily Mail"),
        (f"By Jane Doe\n\n{BODY}", None),
        (BODY, None),
    ],
)
def test_outlet(text: str, outlet: str | None) -> None:
    assert read_article(text).outlet == outlet
    assert story(text) == [BODY]


def test_outlets_by_signature_and_in_bylines() -> None:
    assert known_outlet("awp/afp") == "Keystone-SDA"
    assert known_outlet("europa press") == "Europa Press"
    assert known_outlet("population 9 million") is None
    assert outlet_in("By Jane Doe, The Associated Press") == "AP"
    assert outlet_in("By spa owner Jane Doe") is None


def test_what_is_given_is_kept() -> None:
    article = read_article(BODY, id="seed", language="de", url="https://example.org/a")
    assert (article.id, article.language, article.url) == ("seed", "de", "https://example.org/a")


def test_content_id_is_stable_and_short() -> None:
    assert read_article(BODY).id == content_id(BODY)
    assert content_id("") == "47DEQpj8HBSa-_TI"
    assert content_id(BODY) != content_id(BODY + " ")
    assert content_id("\ud800")
