"""When digests come, in words."""

from collections.abc import Sequence
from datetime import datetime

from bot.digest.model import ALL_WEEK, ChatState, Schedule
from bot.digest.plan import Next, Plan
from bot.digest.schedule import UNTIL_RESUMED, Change, local_now
from bot.render.moments import clock, day_ahead, days_named, length, listed
from bot.render.phrases import phrase
from bot.render.text import Block, in_a_row, pack, visible

# Days named one by one; a change that leaves out more is a change of weekdays.
_MOST_DAYS = 3
_LATE = {"minutes": "schedule.late_minutes", "hours": "schedule.late_hours"}


def schedule_text(plan: Plan, *, above: Sequence[str] = ()) -> str:
    """Return all settings of a place as Telegram HTML, below lines of the caller's."""
    return pack([Block("\n".join([*above, when(plan), *_details(plan)]))])[0]


def screen_text(plan: Plan, prompt: str, *, above: Sequence[str] = ()) -> str:
    """Return what stands above the buttons of one part of a schedule, as Telegram HTML."""
    return pack([Block("\n".join([*above, when(plan)])), Block(prompt)])[0]


def when(plan: Plan) -> str:
    """Return when digests come, and when the next one does, in one line."""
    schedule = plan.schedule
    if not schedule.times:
        return phrase("schedule.no_times")
    times = listed([clock(moment) for moment in schedule.times])
    comes = phrase("schedule.comes", times=times, zone=schedule.timezone)
    if schedule.weekdays != ALL_WEEK:
        days = days_named(schedule.weekdays)
        comes = phrase("schedule.comes_on", days=days, times=times, zone=schedule.timezone)
    if not plan.sources:
        return in_a_row(comes, phrase("schedule.no_sources"))
    if plan.state is ChatState.UNSERVED:
        return in_a_row(comes, phrase("access.stranger_group"))
    if plan.state is not ChatState.ACTIVE:
        return in_a_row(comes, phrase("schedule.held_up"))
    return in_a_row(comes, _pause(plan), next_digest(plan))


def next_digest(plan: Plan) -> str:
    """Return when the next digest comes, and whether it may be late; empty where none does."""
    if plan.next is None or is_paused_for_ever(plan):
        return ""
    local, today = local_of(plan.schedule, plan.next.slot.due_at), local_of(plan.schedule, plan.now).date()
    day = day_ahead(local.date(), today)
    return in_a_row(phrase("schedule.next", day=day, time=clock(local)), _late(plan.next))


def is_paused(plan: Plan) -> bool:
    """Whether the digests of a place are paused at this moment."""
    until = plan.schedule.paused_until
    return until is not None and until > plan.now


def is_paused_for_ever(plan: Plan) -> bool:
    """Whether they are paused with no end."""
    return (plan.schedule.paused_until or 0) >= UNTIL_RESUMED


def local_of(schedule: Schedule, moment: int) -> datetime:
    """Return the local time of a moment, without a zone."""
    return local_now(schedule, moment)


def changes(change: Change, plan: Plan) -> list[str]:
    """Return what a change of the schedule does to the digests of these days."""
    if not plan.sources:
        return []
    today = local_of(plan.schedule, plan.now).date()
    lines = []
    if days := [day_ahead(day, today) for day in change.dropped[:_MOST_DAYS]]:
        lines.append(phrase("schedule.dropped", days=listed(days)))
    if change.doubled:
        lines.append(phrase("schedule.doubled", day=day_ahead(change.doubled, today)))
    if change.had:
        local = change.had.local
        lines.append(phrase("schedule.had", day=day_ahead(local.date(), today), time=clock(local)))
    return lines


def zone_line(plan: Plan) -> str:
    """Return which zone holds, and what time it is there."""
    return phrase("schedule.now", time=clock(local_of(plan.schedule, plan.now)), zone=plan.schedule.timezone)


def zone_text(plan: Plan, *, private: bool, may_change: bool = True) -> str:
    """Return which zone holds, and how another one is named to those who may."""
    now = clock(local_of(plan.schedule, plan.now))
    lines = [phrase("timezone.is", zone=plan.schedule.timezone, time=now)]
    if may_change:
        lines.append(phrase("timezone.how"))
    if may_change and private:
        lines.append(phrase("timezone.how_private"))
    return pack([Block("\n".join(lines))])[0]


def zone_set_text(plan: Plan, changes: Sequence[str]) -> str:
    """Return that another zone holds from now on, and what that does to the digests."""
    now = clock(local_of(plan.schedule, plan.now))
    head = phrase("timezone.set", zone=visible(plan.schedule.timezone), time=now)
    return pack([Block("\n".join([head, *changes, when(plan)]))])[0]


def _pause(plan: Plan) -> str:
    if is_paused_for_ever(plan):
        return phrase("schedule.paused")
    if not is_paused(plan) or plan.schedule.paused_until is None:
        return ""
    local, today = (
        local_of(plan.schedule, plan.schedule.paused_until),
        local_of(plan.schedule, plan.now).date(),
    )
    return phrase("schedule.paused_until", day=day_ahead(local.date(), today))


def _late(following: Next) -> str:
    if not following.late_seconds:
        return ""
    unit, count = length(following.late_seconds)
    return phrase(_LATE[unit], count=count)


def _details(plan: Plan) -> list[str]:
    schedule = plan.schedule
    lines = [zone_line(plan)]
    if not schedule.times:
        return lines
    if schedule.quiet:
        start, end = schedule.quiet
        lines.append(phrase("schedule.quiet", start=clock(start), end=clock(end)))
    if plan.is_silent:
        lines.append(phrase("schedule.silent"))
    lines.append(phrase("schedule.says_nothing_new" if plan.says_nothing_new else "schedule.says_nothing"))
    return lines
