"""All settings of a chat on one screen, and the menu below it."""

import html
import re
from dataclasses import replace
from datetime import time

from bot.digest.look import PLAIN, Look
from bot.digest.model import ChatKind, Schedule
from bot.digest.plan import Plan
from bot.digest.profile import Profile
from bot.digest.wishes import MOST_WORDS, Options, Wishes
from bot.render.keyboards import Keyboard
from bot.render.settings import Settings, onlooker_keyboard, settings_keyboard, settings_text
from bot.render.text import MESSAGE_LIMIT, utf16_length

PLAN = Plan(Schedule("UTC", (time(8),)), 1_795_000_000, None)
NOTHING = Settings(ChatKind.PRIVATE, PLAN, Wishes(), PLAIN, 3)


def plain(text: str) -> str:
    return html.unescape(re.sub("<[^>]*>", "", text))


def labels(keyboard: Keyboard) -> list[str]:
    return [button.label for row in keyboard for button in row]


def test_the_screen_has_four_groups_in_their_order() -> None:
    text = settings_text(NOTHING)
    heads = re.findall("<b>([^<]*)</b>", text)
    assert heads == ["Settings of this chat", "When", "What comes", "How it looks", "Filters"]
    for part in ("every day at 08:00", "Sources: 0.", "Length: 3 sentences", "Form: summaries", "English"):
        assert part in text


def test_what_is_as_everybody_has_it_is_left_out() -> None:
    text = plain(settings_text(NOTHING))
    assert all(word not in text for word in ("Algorithm", "Proof links", "Sound", "Summary offers"))
    look = Look(algorithm="lead", has_links=False, has_offers=True)
    held = Settings(ChatKind.GROUP, replace(PLAN, is_silent=True), Wishes(), look, 3)
    text = plain(settings_text(held))
    for line in ("Algorithm: lead.", "Proof links: off.", "Sound: off.", "Summary offers: on."):
        assert line in text


def test_what_was_typed_is_escaped_and_keeps_its_direction() -> None:
    text = settings_text(replace(NOTHING, wishes=Wishes(Profile(muted=("<b>&", "שלום")))))
    assert "“&lt;b&gt;&amp;”" in text
    assert "“\u2068שלום\u2069”" in text


def test_everything_at_its_longest_fits_into_a_message() -> None:
    words = tuple(f"{number:02} {'слово ' * 10}".strip()[:64] for number in range(MOST_WORDS))
    profile = Profile(only=words, muted=words, words=tuple((word, 1) for word in words))
    text = plain(settings_text(replace(NOTHING, wishes=Wishes(profile))))
    assert utf16_length(text) <= MESSAGE_LIMIT


def test_the_menu_fits_a_phone_and_has_all_that_there_is() -> None:
    for kind in ChatKind:
        keyboard = settings_keyboard(Options(), kind, 2**52)
        assert len(keyboard) <= 8
        assert all(len(button.label) <= 24 for row in keyboard for button in row)
        assert all(len((button.data or "").encode()) <= 64 for row in keyboard for button in row)
        assert ("Summary offers" in labels(keyboard)) == (kind is not ChatKind.PRIVATE)
    assert "✓ Weekly roundup" in labels(settings_keyboard(Options(has_roundup=True), ChatKind.PRIVATE, None))
    assert labels(onlooker_keyboard(7)) == ["Sources", "Close"]
