"""The buttons of a schedule: one menu, and a screen for each part of it."""

from collections.abc import Iterable, Sequence
from datetime import time

from bot.digest.model import ALL_WEEK
from bot.digest.plan import Plan
from bot.render.keyboards import Button, Keyboard
from bot.render.menus import Do, Part, SchedulePress, SourcePress
from bot.render.moments import clock, short_weekdays
from bot.render.phrases import phrase
from bot.render.profile_presses import Screen, SettingsPress
from bot.render.schedule import is_paused
from bot.render.zone_cities import cities

_WORKING, _WEEKEND = frozenset(range(5)), frozenset({5, 6})
# When most people sleep, and for those who sleep longer, later, or begin in the evening.
_QUIET = ((time(22), time(7)), (time(23), time(8)), (time(21), time(6)), (time(20), time(9)))
# Half hours of half a day, four in a row: as wide as a thumb on a phone.
_IN_A_ROW = 4
_NOON = 12


def schedule_keyboard(plan: Plan, asker: int | None) -> Keyboard:
    """Return the menu."""
    pause = (
        _button("button.resume", Part.PAUSE, "=off", asker)
        if is_paused(plan)
        else _button("button.pause", Part.PAUSE, "", asker)
    )
    silent = _switch("button.silent", Part.SILENT, asker, is_on=plan.is_silent)
    nothing = _switch("button.nothing_new", Part.NOTHING_NEW, asker, is_on=plan.says_nothing_new)
    return (
        (_button("button.times", Part.TIMES, "", asker), _button("button.days", Part.DAYS, "", asker)),
        (_button("button.quiet", Part.QUIET, "", asker), _button("button.time_zone", Part.ZONE, "", asker)),
        (pause, Button(phrase("button.digest_now"), data=SourcePress(Do.NOW, asker=asker).encode())),
        (silent,),
        (nothing,),
        (_to_settings(asker),),
    )


def times_keyboard(times: Sequence[time], *, afternoon: bool, asker: int | None) -> Keyboard:
    """Return a button for each half hour of half a day, the chosen ones marked, odd times above them."""
    chosen = frozenset(times)
    hours = range(_NOON, 2 * _NOON) if afternoon else range(_NOON)
    grid = [time(hour, minute) for hour in hours for minute in (0, 30)]
    odd = [moment for moment in times if moment.minute % 30 and (moment.hour >= _NOON) is afternoon]

    def button(moment: time) -> Button:
        sign = "-" if moment in chosen else "+"
        press = SchedulePress(Part.TIMES, f"{sign}{moment:%H%M}", asker)
        return Button(_marked(clock(moment), is_chosen=moment in chosen), data=press.encode())

    other = ("button.morning", "am") if afternoon else ("button.afternoon", "pm")
    return (
        *_rows(map(button, odd)),
        *_rows(map(button, grid)),
        (_button(other[0], Part.TIMES, other[1], asker), _button("button.no_digest", Part.OFF, "", asker)),
        (_back(asker),),
    )


def days_keyboard(weekdays: frozenset[int], asker: int | None) -> Keyboard:
    """Return a button for each day of the week, the chosen ones marked, and for the usual sets of them."""

    names = short_weekdays()

    def day(number: int) -> Button:
        sign = "-" if number in weekdays else "+"
        label = _marked(names[number], is_chosen=number in weekdays)
        return Button(label, data=SchedulePress(Part.DAYS, f"{sign}{number}", asker).encode())

    sets = (
        ("button.every_day", ALL_WEEK),
        ("button.working_days", _WORKING),
        ("button.weekend", _WEEKEND),
    )
    return (
        *_rows(map(day, range(7))),
        tuple(
            _button(label, Part.DAYS, "=" + "".join(map(str, sorted(days))), asker) for label, days in sets
        ),
        (_back(asker),),
    )


def quiet_keyboard(quiet: tuple[time, time] | None, asker: int | None) -> Keyboard:
    """Return a button for each of the usual quiet hours, the chosen one marked."""

    def hours(span: tuple[time, time]) -> Button:
        label = _marked(f"{clock(span[0])}–{clock(span[1])}", is_chosen=span == quiet)
        press = SchedulePress(Part.QUIET, f"={span[0]:%H%M}-{span[1]:%H%M}", asker)
        return Button(label, data=press.encode())

    spans = list(_QUIET)
    if quiet and quiet not in spans:
        spans.insert(0, quiet)
    none = Button(
        _marked(phrase("button.no_quiet"), is_chosen=quiet is None),
        data=SchedulePress(Part.QUIET, "=off", asker).encode(),
    )
    return (*_rows(map(hours, spans), 2), (none,), (_back(asker),))


def pause_keyboard(asker: int | None) -> Keyboard:
    """Return for how long digests can be paused."""
    choices = (("button.pause_day", "=1d"), ("button.pause_week", "=1w"), ("button.pause_ever", "=ever"))
    return (
        tuple(_button(label, Part.PAUSE, value, asker) for label, value in choices),
        (_back(asker),),
    )


def zone_keyboard(asker: int | None, *, private: bool, from_settings: bool = False) -> Keyboard:
    """Return cities to choose from, the way back, and in a private chat a way to share where one is."""

    def data(zone: str) -> str:
        return SchedulePress(Part.ZONE, f"={zone}", asker).encode()

    back = _to_settings(asker) if from_settings else _back(asker)
    share = _button("button.location", Part.ZONE, "=?", asker)
    return (*cities(data), (share, back) if private else (back,))


def places_keyboard(places: Sequence[tuple[str, str]], asker: int | None) -> Keyboard:
    """Return a button for each of several places, given as label and time zone."""
    return tuple(
        (Button(label, data=SchedulePress(Part.ZONE, f"={zone}", asker).encode()),) for label, zone in places
    )


def change_keyboard(asker: int | None) -> Keyboard:
    """Return the buttons under a time zone just set."""
    return ((_button("button.change_time", Part.TIMES, "", asker),),)


def subscribed_keyboard(feed_id: int, asker: int | None) -> Keyboard:
    """Return the buttons under a new subscription."""
    return (
        (
            Button(phrase("button.digest_now"), data=SourcePress(Do.NOW, asker=asker).encode()),
            _button("button.change_time", Part.TIMES, "", asker),
        ),
        (
            _button("button.time_zone", Part.ZONE, "", asker),
            Button(
                phrase("button.unsubscribe"), data=SourcePress(Do.DROP, str(feed_id), asker=asker).encode()
            ),
        ),
    )


def imported_keyboard(asker: int | None) -> Keyboard:
    """Return the buttons under what came of a file of sources."""
    return (
        (
            Button(phrase("button.all_sources"), data=SourcePress(Do.LIST, asker=asker).encode()),
            _button("button.change_time", Part.TIMES, "", asker),
        ),
    )


def _switch(label: str, part: Part, asker: int | None, *, is_on: bool) -> Button:
    value = "=0" if is_on else "=1"
    return Button(_marked(phrase(label), is_chosen=is_on), data=SchedulePress(part, value, asker).encode())


def _marked(label: str, *, is_chosen: bool) -> str:
    return phrase("button.chosen", label=label) if is_chosen else label


def _back(asker: int | None) -> Button:
    return _button("button.back", Part.MAIN, "", asker)


def _to_settings(asker: int | None) -> Button:
    return Button(phrase("button.back"), data=SettingsPress(Screen.MAIN, asker=asker).encode())


def _button(label: str, part: Part, value: str, asker: int | None) -> Button:
    return Button(phrase(label), data=SchedulePress(part, value, asker).encode())


def _rows(buttons: Iterable[Button], width: int = _IN_A_ROW) -> list[tuple[Button, ...]]:
    every = list(buttons)
    return [tuple(every[start : start + width]) for start in range(0, len(every), width)]
