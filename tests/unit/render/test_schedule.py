from dataclasses import replace
from datetime import date, datetime, time

import pytest

from bot.digest.model import ChatState, Schedule, Slot
from bot.digest.schedule import UNTIL_RESUMED, Change
from bot.render.keyboards import Keyboard
from bot.render.menus import SchedulePress
from bot.render.schedule import changes, schedule_text, screen_text, when, zone_set_text, zone_text
from bot.render.schedule_menus import (
    days_keyboard,
    pause_keyboard,
    places_keyboard,
    quiet_keyboard,
    schedule_keyboard,
    subscribed_keyboard,
    times_keyboard,
    zone_keyboard,
)
from tests.botapi.html import parse
from tests.unit.render.sources import BERLIN, DAILY, DAY, NOW, plan

NEXT = "The next one: tomorrow, Monday 23 November, at 08:00."


@pytest.mark.parametrize(
    ("schedule", "words"),
    [
        (DAILY, f"Your digest comes every day at 08:00, Europe/Berlin. {NEXT}"),
        (
            Schedule(BERLIN, (time(8), time(18, 30)), frozenset(range(5))),
            f"Your digest comes at 08:00 and 18:30, Europe/Berlin. Its days: Monday to Friday. {NEXT}",
        ),
        (
            Schedule("UTC", (time(18),)),
            "Your digest comes every day at 18:00, UTC. The next one: today, at 18:00.",
        ),
        (
            replace(DAILY, paused_until=NOW + 4 * DAY),
            "Your digest comes every day at 08:00, Europe/Berlin. It is paused until: Thursday 26 November. "
            "The next one: Friday 27 November, at 08:00.",
        ),
        (
            replace(DAILY, paused_until=UNTIL_RESUMED),
            "Your digest comes every day at 08:00, Europe/Berlin. It is paused until you resume.",
        ),
        (
            replace(DAILY, paused_until=NOW - DAY),
            f"Your digest comes every day at 08:00, Europe/Berlin. {NEXT}",
        ),
        (replace(DAILY, times=()), "No digest comes by itself. /schedule 08:00 brings one."),
    ],
)
def test_when_digests_come(schedule: Schedule, words: str) -> None:
    assert when(plan(schedule)) == words


def test_what_is_due_in_quiet_hours_is_announced_for_their_end() -> None:
    late = Schedule(BERLIN, (time(23),), quiet=(time(22), time(7)))
    assert when(plan(late)).endswith("The next one: tomorrow, Monday 23 November, at 07:00.")
    assert "Nothing comes from 22:00 to 07:00; what is due then comes at 07:00." in schedule_text(plan(late))


def test_a_chat_without_sources_is_told_how_to_begin() -> None:
    assert when(plan(sources=0)).endswith(
        "You follow nothing yet, so none comes: /subscribe tells how to begin."
    )


@pytest.mark.parametrize("state", [ChatState.CLOSED, ChatState.BLOCKED])
def test_digests_that_are_held_up_are_not_promised(state: ChatState) -> None:
    assert when(plan(state=state, next=None)) == (
        "Your digest comes every day at 08:00, Europe/Berlin. "
        "None comes at the moment, for I could not write here: send me any command, and they go on."
    )


def test_a_crowded_minute_is_said() -> None:
    assert when(plan(late_seconds=2400)).endswith("yours may come up to 40 minutes later.")


def test_all_settings_are_said() -> None:
    text = schedule_text(plan(is_silent=True, says_nothing_new=True), above=["First."])
    assert text.splitlines() == [
        "First.",
        f"Your digest comes every day at 08:00, Europe/Berlin. {NEXT}",
        "It is 12:00 now in Europe/Berlin.",
        "It comes without a sound.",
        "When nothing is new, a line says so.",
    ]
    assert "When nothing is new, nothing comes." in schedule_text(plan())


def test_a_change_that_leaves_out_or_doubles_a_day_says_so() -> None:
    today = date(2026, 11, 22)
    slot = Slot(datetime.combine(today, time(20)), NOW)
    assert changes(Change(slot, dropped=(today,)), plan()) == [
        "Left out by this change: today. The next one tells what was new."
    ]
    assert changes(Change(slot, doubled=today), plan()) == ["Added by this change: one more, today."]
    assert changes(Change(slot, had=slot), plan()) == ["You have had this one already: today, 20:00."]
    assert changes(Change(slot), plan()) == []
    assert changes(Change(slot, dropped=(today,)), plan(sources=0)) == []


def test_the_time_zone_is_said_with_its_time() -> None:
    text = zone_text(plan(), private=True)
    assert "The time zone here is Europe/Berlin; it is 12:00 now." in text
    assert "share your location" in text
    assert "location" not in zone_text(plan(), private=False)


def test_who_may_not_change_the_zone_is_not_told_how() -> None:
    text = zone_text(plan(), private=False, may_change=False)
    assert text == "The time zone here is Europe/Berlin; it is 12:00 now."


def test_setting_a_zone_says_which_holds() -> None:
    assert zone_set_text(plan(), []).startswith("Time zone: Europe/Berlin. It is 12:00 now.\nYour digest")


def data_of(keyboard: Keyboard) -> dict[str, str]:
    return {button.label: button.data or "" for row in keyboard for button in row}


def test_every_button_of_every_screen_is_understood_and_fits() -> None:
    asker = 2**52
    keyboards = [
        schedule_keyboard(plan(), asker),
        times_keyboard((time(7, 45), time(8)), afternoon=False, asker=asker),
        times_keyboard((), afternoon=True, asker=asker),
        days_keyboard(frozenset({0, 6}), asker),
        quiet_keyboard((time(1), time(2)), asker),
        pause_keyboard(asker),
        zone_keyboard(asker, private=True),
        places_keyboard([("Springfield, Illinois", "America/Chicago")], asker),
        subscribed_keyboard(2**60, asker),
    ]
    for keyboard in keyboards:
        assert 0 < sum(len(row) for row in keyboard) <= 100
        for row in keyboard:
            assert 1 <= len(row) <= 8
            for button in row:
                assert len((button.data or "").encode()) <= 64
                known = SchedulePress.decode(button.data or "")
                assert (known and known.asker == asker) or (button.data or "").startswith(("f", "gm")), button


def test_times_that_are_chosen_are_marked_and_pressed_away() -> None:
    data = data_of(times_keyboard((time(7, 45), time(8), time(18)), afternoon=False, asker=None))
    assert data["✓ 08:00"] == "tt-0800"
    assert data["✓ 07:45"] == "tt-0745"
    assert data["08:30"] == "tt+0830"
    assert "18:00" not in data
    assert data["After noon"] == "ttpm"


def test_days_quiet_hours_and_switches_say_what_will_hold() -> None:
    days = data_of(days_keyboard(frozenset({0}), None))
    assert (days["✓ Mon"], days["Tue"], days["Sat–Sun"]) == ("td-0", "td+1", "td=56")
    quiet = data_of(quiet_keyboard((time(23), time(8)), None))
    assert (quiet["✓ 23:00–08:00"], quiet["No quiet hours"]) == ("tq=2300-0800", "tq=off")
    menu = data_of(schedule_keyboard(plan(is_silent=True), None))
    assert (menu["✓ Without a sound"], menu["Say when nothing is new"]) == ("ts=0", "tn=1")
    paused = data_of(schedule_keyboard(plan(replace(DAILY, paused_until=UNTIL_RESUMED)), None))
    assert paused["Resume"] == "tp=off"


def test_hostile_names_of_zones_stay_text() -> None:
    odd = replace(DAILY, timezone="UTC+05:30")
    assert parse(screen_text(plan(odd), "<b>?")).text.endswith("<b>?")
