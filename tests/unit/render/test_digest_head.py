"""What stands above a digest, and what is said in place of one."""

from datetime import datetime

import pytest

from bot.render.digest import (
    HEAD_LIMIT,
    digest_head,
    nothing_new_text,
    topic_gone_text,
    write_refused_text,
)
from bot.render.languages import LANGUAGES, speaking
from bot.render.text import utf16_length

MORNING = datetime.fromisoformat("2026-11-22T08:00")


def head(**changed: object) -> str:
    values: dict[str, object] = {
        "local": MORNING,
        "now_local": MORNING,
        "stories": 8,
        "sources": 5,
        "seconds_whole": 1260,
        "seconds_shown": 120,
        "covers_from": None,
        "late_minutes": None,
        "page": 1,
        "pages": 1,
        "preview": False,
    }
    return digest_head(**(values | changed))  # type: ignore[arg-type]


def test_the_head_says_what_the_digest_holds() -> None:
    assert head() == "<b>Your digest · Sunday 22 November</b>\n8 stories · 5 sources · 21 min in 2 min"
    assert head(stories=1, sources=1, pages=4).endswith("\n1 story · 21 min in 2 min · page 1 of 4")
    assert head(page=3, pages=4) == "<b>Your digest · Sunday 22 November</b>\npage 3 of 4"


@pytest.mark.parametrize(
    ("whole", "shown", "said"),
    [
        (0, 0, None),
        (40, 35, None),
        (45, 20, "45 s in 20 s"),
        (40, 0, "40 s in 1 s"),
        (130, 40, "2 min in 40 s"),
        (130, 115, None),
        (9000, 600, "2 h in 10 min"),
    ],
)
def test_the_time_that_is_saved_is_said_where_there_is_any(whole: int, shown: int, said: str | None) -> None:
    facts = head(seconds_whole=whole, seconds_shown=shown).split("\n")[1].split(" · ")[2:]
    assert facts == ([said] if said else [])


def test_where_a_day_has_several_digests_each_says_its_time() -> None:
    assert head(with_time=True).startswith("<b>Your digest · Sunday 22 November, 08:00</b>\n")
    assert head(with_time=True, page=2, pages=4).startswith("<b>Your digest · Sunday 22 November, 08:00</b>")
    assert "08:00" not in head(with_time=True, preview=True)


def test_a_digest_that_was_asked_for_is_not_called_the_digest_of_a_day() -> None:
    assert head(preview=True).startswith("<b>What is new · Sunday 22 November</b>\n8 stories")


def test_a_digest_that_makes_up_for_others_says_from_when_on() -> None:
    lines = head(
        covers_from=datetime.fromisoformat("2026-11-20T08:00"),
        now_local=datetime.fromisoformat("2026-11-22T11:00"),
    ).split("\n")
    assert lines[2:] == [
        "<i>Earlier digests were left out, "
        "so this one covers everything since: Friday 20 November, 08:00.</i>"
    ]
    assert "20 November 2025" in head(covers_from=datetime.fromisoformat("2025-11-20T08:00"))


@pytest.mark.parametrize(("minutes", "said"), [(25, "25 minutes"), (119, "119 minutes"), (150, "3 hours")])
def test_a_late_digest_says_how_late_it_is_and_why(minutes: int, said: str) -> None:
    assert head(late_minutes=minutes).endswith(f"\n<i>It comes {said} later than it was due.</i>")


@pytest.mark.parametrize("language", LANGUAGES)
def test_a_head_is_never_longer_than_pages_reckon_with(language: str) -> None:
    with speaking(language):
        longest = head(
            local=datetime.fromisoformat("2024-09-25T08:00"),
            stories=10**6,
            sources=10**6,
            seconds_whole=10**9,
            seconds_shown=10**8,
            covers_from=datetime.fromisoformat("2023-09-27T08:00"),
            late_minutes=10**5,
            pages=1000,
        )
    assert utf16_length(longest) <= HEAD_LIMIT


def test_nothing_new_is_one_line_below_the_day() -> None:
    told = "<b>Your digest · Sunday 22 November</b>\nNothing new in your sources."
    assert nothing_new_text(MORNING, MORNING) == told
    assert nothing_new_text(MORNING) == told.replace("Your digest", "What is new")
    assert "2026" in nothing_new_text(MORNING, datetime.fromisoformat("2027-01-02T08:00"))


def test_notices_are_plain_sentences() -> None:
    assert topic_gone_text().endswith("so they come here.")
    assert "-1001234" in write_refused_text(-1001234)
