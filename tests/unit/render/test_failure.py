"""The card that says why something could not be read."""

import pytest

from bot.errors import FetchFailed, PageFailed, QuotaReached, UserError
from bot.render.failure import can_pass, failure_buttons, failure_text
from bot.render.keyboards import Action, Press
from bot.render.phrases import explain
from tests.botapi.html import parse

URL = "https://example.org/a"
AGAIN = Press(Action.TRY_AGAIN, "A" * 16, 3)


def labels(error: UserError, url: str | None = URL) -> list[str]:
    return [button.label for row in failure_buttons(error, url, AGAIN) for button in row]


def test_why_comes_first_then_what_the_page_says_of_itself() -> None:
    error = PageFailed(
        "page_paywall", host="example.org", title="Ferry <aground>", description="What happened & why."
    )
    assert failure_text(error) == (
        "example.org shows this article to subscribers alone. "
        "If you are one, copy the text and send it to me."
        "\n\nWhat the page says of itself:\n\n<b>Ferry &lt;aground&gt;</b>\n\n"
        "<i>“What happened &amp; why.”</i>"
    )


def test_a_page_that_says_nothing_is_not_quoted() -> None:
    assert "What the page says" not in failure_text(PageFailed("page_script", host="example.org"))
    same = PageFailed("page_script", host="example.org", title="Ferry", description="Ferry")
    assert failure_text(same).count("Ferry") == 1


def test_what_strangers_wrote_is_shown_without_tricks_and_cut() -> None:
    error = PageFailed(
        "page_error", host="a\u202eb.example", title="T\u200bitle\n\n" * 900, description="d\u202e" * 90_000
    )
    text = parse(failure_text(error)).text
    assert not set(text) & set("\u202e\u200b")
    assert len(text) < 1200
    assert text.startswith("ab.example shows an error")
    assert "…" in text


@pytest.mark.parametrize(
    ("error", "buttons"),
    [
        (FetchFailed("link_unreachable", host="x"), ["Try again", "Read the article"]),
        (FetchFailed("link_server_error", host="x", status=503), ["Try again", "Read the article"]),
        (FetchFailed("link_too_slow", host="x", seconds=20), ["Try again", "Read the article"]),
        (PageFailed("page_error", host="x"), ["Try again", "Read the article"]),
        (FetchFailed("link_refused", host="x", status=429), ["Try again", "Read the article"]),
        (FetchFailed("link_refused", host="x", status=403), ["Read the article"]),
        (FetchFailed("link_not_found", host="x"), ["Read the article"]),
        (PageFailed("page_paywall", host="x"), ["Read the article"]),
        (FetchFailed("link_broken", host="x"), ["Try again", "Read the article"]),
        (FetchFailed("link_private", host="x"), []),
        (FetchFailed("link_certificate", host="x"), []),
        (FetchFailed("link_invalid", link="x"), []),
        (QuotaReached("quota_busy", limit=2), ["Try again", "Read the article"]),
    ],
)
def test_the_buttons_offer_what_can_help(error: UserError, buttons: list[str]) -> None:
    assert labels(error) == buttons
    assert can_pass(error) == ("Try again" in buttons)


def test_a_link_that_telegram_would_refuse_gets_no_button() -> None:
    assert labels(PageFailed("page_paywall", host="x"), None) == []


def test_values_from_outside_are_neutralised_in_every_explanation() -> None:
    assert explain(FetchFailed("link_invalid", link="htt\u202ep://x\n\ny")).startswith(
        "http://x y is no address"
    )
    long = explain(FetchFailed("link_invalid", link="x" * 5000))
    assert len(long) < 400
    assert "…" in long
