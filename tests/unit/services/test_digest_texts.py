"""What stands above a digest, as it follows from the schedule of its chat."""

from dataclasses import replace
from datetime import datetime, time

from bot.digest.model import Chat, ChatKind, ChatState, Place, Schedule
from bot.services.digest_texts import page_text, preview_text
from bot.storage.contents import Shared
from tests.unit.render.sources import BERLIN, DAILY, NOW

SHARED = Shared(1, ("First page.", "Second page."), 8, 3, 120, 60, NOW)
CHAT = Chat(
    id=1,
    place=Place(1001),
    kind=ChatKind.PRIVATE,
    schedule=DAILY,
    is_silent=False,
    says_nothing_new=False,
    state=ChatState.ACTIVE,
    next_due_at=None,
    last_slot=None,
    shown_until=0,
    covered_at=None,
    added_by=None,
)
TWICE = replace(CHAT, schedule=Schedule(BERLIN, (time(12), time(18))))


def page(chat: Chat, part: int = 0) -> str:
    noon = datetime.fromisoformat("2026-11-22T12:00")
    return page_text(SHARED, chat, noon, due_at=NOW, covers_from=None, now=NOW, part=part)


def test_the_digests_of_a_day_are_told_apart_by_their_times() -> None:
    assert page(CHAT).startswith("<b>Your digest · Sunday 22 November</b>\n")
    assert page(TWICE).startswith("<b>Your digest · Sunday 22 November, 12:00</b>\n")
    assert page(TWICE, 1).startswith("<b>Your digest · Sunday 22 November, 12:00</b>\npage 2 of 2")


def test_what_was_asked_for_has_no_time() -> None:
    assert preview_text(SHARED, TWICE, NOW, 0).startswith("<b>What is new · Sunday 22 November</b>\n")
