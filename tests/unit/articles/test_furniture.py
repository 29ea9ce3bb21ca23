"""Furniture goes, sentences stay."""

from datetime import date

import pytest

from bot.articles.clean import read_article
from bot.articles.furniture import RULES
from bot.articles.model import Article
from bot.articles.rules import Kind
from bot.articles.sift import line_rule
from tests.unit.articles.cases import FURNITURE, SENTENCES

FIRST = "The old bridge over the harbour was opened again on Friday after two years of repairs."
LAST = "It will carry trams from the spring on, the mayor said."


def texts(article: Article) -> list[str]:
    return [span.of(article.text) for span in article.paragraphs]


@pytest.mark.parametrize("line", FURNITURE)
def test_furniture_is_dropped_wherever_it_stands(line: str) -> None:
    rule = line_rule(line)
    if rule is None or rule.kind is not Kind.END:
        assert texts(read_article(f"{FIRST}\n\n{line}\n\n{LAST}")) == [FIRST, LAST]
    assert texts(read_article(f"{line}\n{FIRST}\n{LAST}")) == [FIRST, LAST]
    assert texts(read_article(f"{FIRST}\n{LAST}\n\n{line}")) == [FIRST, LAST]
    assert texts(read_article(line)) == []


@pytest.mark.parametrize("sentence", SENTENCES)
def test_the_same_words_in_a_sentence_stay(sentence: str) -> None:
    assert texts(read_article(f"{FIRST}\n\n{sentence}\n\n{LAST}")) == [FIRST, sentence, LAST]
    assert texts(read_article(f"{sentence}\n{FIRST}\n{LAST}")) == [sentence, FIRST, LAST]
    assert texts(read_article(f"{FIRST} {sentence} {LAST}")) == [f"{FIRST} {sentence} {LAST}"]
    assert texts(read_article(sentence)) == [sentence]


GLUED = {
    f"{FIRST} Scroll down for video . {LAST}": [FIRST, LAST],
    f"{FIRST} No time to read? Get a summary {LAST}": [FIRST, LAST],
    f"{FIRST} No time to read?Get a summary{LAST}": [FIRST, LAST],
    f"{FIRST} {LAST} E-mail to a friend .": [f"{FIRST} {LAST}"],
    f"{FIRST} {LAST} Previous Article Handball: a Close Game Next Article Cars: a Survey": [
        f"{FIRST} {LAST}"
    ],
    f"{FIRST} {LAST} Next Article Cars: a Survey of Faults": [f"{FIRST} {LAST}"],
    f"{FIRST} {LAST} CNN's Jane Q. Doe, John Roe and Ann van Poe contributed to this report .": [
        f"{FIRST} {LAST}"
    ],
    f"{FIRST} {LAST} ©2015 The Harbour Reporter. All rights reserved.": [f"{FIRST} {LAST}"],
    f"{FIRST} {LAST} Follow @harbour for more": [f"{FIRST} {LAST}"],
    f"{FIRST} {LAST}ALSO READ: Mayor defends tolls": [f"{FIRST} {LAST}"],
    f"{FIRST} Read more: How the U.S. saved its bridges . {LAST}": [FIRST, LAST],
    f"{FIRST} Social media . Follow @harbour on Twitter to join the conversation about trams. {LAST}": [
        FIRST,
        LAST,
    ],
    f"{FIRST} {LAST} (Reporting by Jane Doe; Editing by John Roe)": [f"{FIRST} {LAST}"],
    f"By . Jane Doe . PUBLISHED: . 12:34 EST, 3 May 2013 . | . UPDATED: . 13:00 EST, 3 May 2013 . {FIRST}": [
        FIRST
    ],
    f"By . Jane Doe . and John Roe . Last updated at 3:31 PM on 19th July 2011 . {FIRST}": [FIRST],
    f"Paolo Bruno/Getty Images {FIRST}": [FIRST],
    f"{FIRST} Paolo Bruno/AFP/Getty Images {LAST}": [FIRST, LAST],
    f"Updated at 4 p.m. ET: {FIRST}": [FIRST],
    f"By Jane Doe New Delhi, Jul 31 (PTI) {FIRST}": [FIRST],
}


@pytest.mark.parametrize(("text", "story"), GLUED.items())
def test_glued_furniture_is_cut_between_sentences(text: str, story: list[str]) -> None:
    assert texts(read_article(text)) == story


UNCUT = (
    "The sign said scroll down for video, and he did.",
    'A button that says "No time to read? Get a summary" appeared on the page.',
    "The button No time to read? Get a summary is gone from the page.",
    "The previous article was long. The next article was not.",
    "He wrote that the previous Article 5 and the next Article 6 were void.",
    "She would e-mail to a friend every day. He never did.",
    "The minister contributed to this report. Nobody else did.",
    "He told them to read more: it pays. They did.",
)


@pytest.mark.parametrize("text", UNCUT)
def test_nothing_is_cut_out_of_a_sentence(text: str) -> None:
    assert texts(read_article(text)) == [text]


def test_headlines_after_next_article_go_and_the_story_stays() -> None:
    text = f"{FIRST}\nNext Article\nCars: a Survey of Faults\n{LAST}"
    assert texts(read_article(text)) == [FIRST, LAST]
    assert texts(read_article(f"{FIRST}\nNext Article\n{LAST}")) == [FIRST, LAST]


def test_related_headlines_go_until_the_story_goes_on() -> None:
    text = f"{FIRST}\n\nRelated articles\n\nBridge to close\n\nWill trams ever come?\n\n{LAST}"
    assert texts(read_article(text)) == [FIRST, LAST]


def test_headlines_after_read_more_on_this_story_go() -> None:
    text = f"{FIRST}\n\n{LAST}\n\nRead more on this story\n\nBridge to close\n\nWill trams ever come?"
    assert texts(read_article(text)) == [FIRST, LAST]


def test_a_press_release() -> None:
    contact = "Media Contact:\nJane Doe\nHarbour Works\n+1 555-010-0199\njane.doe@example.org"
    lead = "SAN FRANCISCO, Calif., Oct. 12, 2024 (GLOBE NEWSWIRE) -- "
    for text in (
        f"FOR IMMEDIATE RELEASE\n\nHarbour Works opens a bridge\n\n{lead}{FIRST}\n\n{LAST}\n\n{contact}",
        f"FOR IMMEDIATE RELEASE\n{contact}\n\nHarbour Works opens a bridge\n\n{lead}{FIRST}\n\n{LAST}",
    ):
        article = read_article(text)
        assert texts(article) == [FIRST, LAST]
        assert article.title == "Harbour Works opens a bridge"
        assert (article.published, article.outlet) == (date(2024, 10, 12), "GlobeNewswire")


def test_comments_end_the_story_only_below_it() -> None:
    assert texts(read_article(f"{FIRST}\n{LAST}\nComments (2)\nGreat bridge! I crossed it.\nMe too.")) == [
        FIRST,
        LAST,
    ]
    assert texts(read_article(f"Comments (2)\n{FIRST}\n{LAST}")) == [FIRST, LAST]


def test_a_notice_wrapped_over_lines_goes_as_a_whole() -> None:
    first, second = (
        "This site uses cookies to personalise the content",
        "and the ads that you see on our pages.",
    )
    assert texts(read_article(f"{FIRST}\n\n{first}\n{second}\n\n{LAST}")) == [FIRST, LAST]
    first, second = "This site uses cookies to give", "to you, dear reader, all the content that you want."
    assert texts(read_article(f"{FIRST}\n\n{first}\n{second}\n\n{LAST}")) == [FIRST, LAST]


def test_a_page_of_furniture_alone_holds_no_story() -> None:
    article = read_article("\n".join(FURNITURE))
    assert (article.paragraphs, article.title, article.language) == ((), None, "und")


def test_every_row_says_where_it_was_met() -> None:
    assert all(rule.origin for rule in RULES)
    assert {rule.kind for rule in RULES} == set(Kind)
    assert all((rule.takes > 0) is (rule.kind is Kind.HEADLINES) for rule in RULES)
    assert {rule.kind for rule in RULES if rule.anywhere or rule.at_end} == {Kind.INLINE}
