"""/schedule, and the buttons that change when digests come."""

from dataclasses import replace
from datetime import time

from telegram import Message, Update
from telegram.ext import CallbackQueryHandler, CommandHandler

from bot.chat.answering import owner_here
from bot.chat.context import Context
from bot.chat.delivery import View, plain
from bot.chat.genuine import data_below
from bot.chat.menus import Pressed, menu
from bot.chat.places import (
    WRITTEN,
    argument,
    author,
    is_private,
    kind_of,
    may_command,
    place_of,
    require_chief,
    written,
)
from bot.chat.reply import pop_up, send_answer
from bot.chat.timezone import ask_for_location
from bot.digest.model import Schedule
from bot.digest.plan import Plan
from bot.digest.schedule import is_zone
from bot.digest.spoken_options import SpokenOptions, parse_options
from bot.digest.spoken_times import parse_schedule
from bot.errors import UserError
from bot.render.menus import FROM_SETTINGS, Do, Part, SchedulePress, SourcePress
from bot.render.moments import weekday_words
from bot.render.phrases import explain, phrase
from bot.render.profile_presses import SettingsPress
from bot.render.schedule import changes, schedule_text, screen_text, zone_text
from bot.render.schedule_menus import (
    days_keyboard,
    pause_keyboard,
    quiet_keyboard,
    schedule_keyboard,
    times_keyboard,
    zone_keyboard,
)

_PAUSES = {"=1d": "pause 1 day", "=1w": "pause 1 week", "=ever": "pause", "=off": "resume"}
_NOON = 12


async def schedule(update: Update, context: Context) -> None:
    """Answer `/schedule [times] [weekdays] [quiet …] [pause …] [resume] [off]`; without words, by a menu.

    `silent on` and `nothing new on`, and `off`, are the two switches of that menu.
    """
    if not (message := written(update)):
        return
    try:
        view = await _by_words(message, context, argument(message))
    except UserError as error:
        view = plain(explain(error))
    await send_answer(message, context, view.parts[0], view.keyboard)


async def _by_words(message: Message, context: Context, words: str) -> View:
    schedules, place = context.house.schedules, place_of(message)
    plan, above = await schedules.of(place), list[str]()
    if words:
        await require_chief(message, context)
        kind, by, (options, words) = kind_of(message), author(message), parse_options(words)
        after = parse_schedule(words, plan.schedule, plan.now, weekday_words()) if words else plan.schedule
        if options != SpokenOptions():
            is_silent, says_nothing_new = options.is_silent, options.says_nothing_new
            plan = await schedules.set_options(
                place, kind, by, is_silent=is_silent, says_nothing_new=says_nothing_new
            )
        if words:
            plan, change = await schedules.change(place, kind, after, by)
            above = changes(change, plan)
    elif not await may_command(message, context):
        return View([schedule_text(plan)])
    owner = owner_here(message, context)
    return View([schedule_text(plan, above=above)], schedule_keyboard(plan, owner))


@menu(SchedulePress.decode)
async def press(pressed: Pressed[SchedulePress], context: Context) -> None:
    """Do what a pressed button of the schedule wants, and show the screen that it belongs to."""
    message, wanted = pressed.message, pressed.wanted
    if wanted.part is Part.ZONE and wanted.value == "=?":
        await ask_for_location(pressed.query, message, context)
        return
    plan, above = await _carry_out(message, context, wanted, pressed.person.id)
    view = _screen(wanted, plan, above, pressed.owner, private=is_private(message))
    if not wanted.value and _is_of_sources(message):
        await send_answer(message, context, view.parts[0], view.keyboard)
        await pop_up(pressed.query)
    else:
        await pressed.show(context, view)


def _is_of_sources(message: Message) -> bool:
    """Whether a message tells of sources and has buttons of theirs, which a menu in its place would take."""
    below = data_below(message)
    if any(map(SettingsPress.decode, below)):  # from there a way leads back to them
        return False
    return any(own.do in {Do.DROP, Do.LIST} for own in map(SourcePress.decode, below) if own)


async def _carry_out(
    message: Message, context: Context, wanted: SchedulePress, by: int
) -> tuple[Plan, list[str]]:
    """Return the settings as they are afterwards, and what there is to say of the change."""
    schedules, place, kind = context.house.schedules, place_of(message), kind_of(message)
    plan, is_on = await schedules.of(place), wanted.value == "=1"
    if wanted.part is Part.SILENT:
        return await schedules.set_options(place, kind, by, is_silent=is_on), []
    if wanted.part is Part.NOTHING_NEW:
        return await schedules.set_options(place, kind, by, says_nothing_new=is_on), []
    after = changed(plan.schedule, wanted, plan.now)
    if after == plan.schedule:
        return plan, []
    plan, change = await schedules.change(place, kind, after, by)
    return plan, changes(change, plan)


def changed(before: Schedule, wanted: SchedulePress, now: int) -> Schedule:
    """Return a schedule as a press wants it; raises `UserError`, and `ValueError` for what no button says."""
    sign, value = wanted.value[:1], wanted.value[1:]
    after = before
    match wanted.part:
        case Part.OFF if not sign:
            after = replace(before, times=())
        case Part.TIMES if sign in {"+", "-"}:
            after = _with_time(before, _time(value), now, is_chosen=sign == "+")
        case Part.OFF | Part.TIMES if wanted.value not in {"", "am", "pm"}:
            raise ValueError(wanted.value)
        case Part.DAYS if sign:
            after = _with_days(before, sign, {int(digit) for digit in value})
        case Part.QUIET if sign:
            after = replace(before, quiet=_quiet(value))
        case Part.PAUSE if sign:
            if wanted.value not in _PAUSES:
                raise ValueError(value)
            after = parse_schedule(_PAUSES[wanted.value], before, now)
        case Part.ZONE if sign and wanted.value != FROM_SETTINGS:
            if not is_zone(value):
                raise ValueError(value)
            after = replace(before, timezone=value)
    return after


def _with_time(before: Schedule, moment: time, now: int, *, is_chosen: bool) -> Schedule:
    times = set(before.times) | {moment} if is_chosen else set(before.times) - {moment}
    if not times:
        return replace(before, times=())
    # The same rules hold as for times that are typed.
    return parse_schedule(" ".join(f"{at:%H:%M}" for at in sorted(times)), before, now)


def _with_days(before: Schedule, sign: str, days: set[int]) -> Schedule:
    if not days <= set(range(7)):
        raise ValueError(days)
    weekdays = {"+": before.weekdays | days, "-": before.weekdays - days}.get(sign, days)
    if not weekdays:
        raise UserError("one_day")
    return replace(before, weekdays=frozenset(weekdays))


def _quiet(value: str) -> tuple[time, time] | None:
    if value == "off":
        return None
    start, _, end = value.partition("-")
    if start == end:
        raise ValueError(value)
    return _time(start), _time(end)


def _time(digits: str) -> time:
    if len(digits) != 4:
        raise ValueError(digits)
    return time(int(digits[:2]), int(digits[2:]))


def _screen(wanted: SchedulePress, plan: Plan, above: list[str], owner: int | None, *, private: bool) -> View:
    """Return the screen on which somebody goes on after a press."""
    now = plan.schedule
    match wanted.part:
        case Part.TIMES | Part.OFF:
            keyboard = times_keyboard(now.times, afternoon=_is_afternoon(wanted, now), asker=owner)
            return View([screen_text(plan, phrase("schedule.choose_times"), above=above)], keyboard)
        case Part.DAYS:
            keyboard = days_keyboard(now.weekdays, owner)
            return View([screen_text(plan, phrase("schedule.choose_days"), above=above)], keyboard)
        case Part.QUIET:
            text = screen_text(plan, phrase("schedule.choose_quiet"), above=above)
            return View([text], quiet_keyboard(now.quiet, owner))
        case Part.PAUSE if not wanted.value:
            return View([screen_text(plan, phrase("schedule.choose_pause"))], pause_keyboard(owner))
        case Part.ZONE if wanted.value in {"", FROM_SETTINGS}:
            keyboard = zone_keyboard(owner, private=private, from_settings=bool(wanted.value))
            return View([zone_text(plan, private=private)], keyboard)
    return View([schedule_text(plan, above=above)], schedule_keyboard(plan, owner))


def _is_afternoon(wanted: SchedulePress, now: Schedule) -> bool:
    """Return which half of the day to show: the one asked for, that of the time pressed, or the latest's."""
    if wanted.value in {"am", "pm"}:
        return wanted.value == "pm"
    if wanted.value:
        return int(wanted.value[1:3]) >= _NOON
    return bool(now.times) and now.times[0].hour >= _NOON


HANDLERS = (
    CommandHandler("schedule", schedule, WRITTEN),
    CallbackQueryHandler(press, pattern=r"^t[a-z]"),
)
