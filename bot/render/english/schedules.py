"""When digests come: days, times, spans, time zones."""

from bot.render.english.model import Plural, Texts

TEXTS: Texts = {
    "button.change_time": "Change time",
    "button.time_zone": "Time zone",
    "button.back": "Back",
    "button.times": "Times",
    "button.days": "Days",
    "button.quiet": "Quiet hours",
    "button.pause": "Pause",
    "button.resume": "Resume",
    "button.pause_day": "1 day",
    "button.pause_week": "1 week",
    "button.pause_ever": "Until I resume",
    "button.chosen": "✓ {label}",
    "button.morning": "Before noon",
    "button.afternoon": "After noon",
    "button.no_digest": "Turn digests off",
    "button.every_day": "Every day",
    "button.working_days": "Mon–Fri",
    "button.weekend": "Sat–Sun",
    "button.no_quiet": "No quiet hours",
    "button.silent": "Without a sound",
    "button.nothing_new": "Say when nothing is new",
    "button.location": "Share my location",
    "button.keep_zone": "Keep the time zone",
    "day.today": "today",
    "day.tomorrow": "tomorrow, {day}",
    "day.yesterday": "yesterday",
    "day.named": "{weekday} {date}",
    "days.range": "{first} to {last}",
    "span.minutes": Plural("{count} minute", "{count} minutes"),
    "span.hours": Plural("{count} hour", "{count} hours"),
    "span.days": Plural("{count} day", "{count} days"),
    "span.weeks": Plural("{count} week", "{count} weeks"),
    "span.months": Plural("{count} month", "{count} months"),
    "schedule.comes": "Your digest comes every day at {times}, {zone}.",
    "schedule.comes_on": "Your digest comes at {times}, {zone}. Its days: {days}.",
    "schedule.next": "The next one: {day}, at {time}.",
    "schedule.no_times": "No digest comes by itself. /schedule 08:00 brings one.",
    "schedule.no_sources": "You follow nothing yet, so none comes: /subscribe tells how to begin.",
    "schedule.held_up": "None comes at the moment, for I could not write here: send me any command, and they go on.",
    "schedule.paused_until": "It is paused until: {day}.",
    "schedule.paused": "It is paused until you resume.",
    "schedule.late_minutes": Plural(
        "Very many digests are due then: yours may come up to {count} minute later.",
        "Very many digests are due then: yours may come up to {count} minutes later.",
    ),
    "schedule.late_hours": Plural(
        "Very many digests are due then: yours may come up to {count} hour later.",
        "Very many digests are due then: yours may come up to {count} hours later.",
    ),
    "schedule.quiet": "Nothing comes from {start} to {end}; what is due then comes at {end}.",
    "schedule.silent": "It comes without a sound.",
    "schedule.says_nothing_new": "When nothing is new, a line says so.",
    "schedule.says_nothing": "When nothing is new, nothing comes.",
    "schedule.dropped": "Left out by this change: {days}. The next one tells what was new.",
    "schedule.doubled": "Added by this change: one more, {day}.",
    "schedule.had": "You have had this one already: {day}, {time}.",
    "schedule.now": "It is {time} now in {zone}.",
    "schedule.choose_times": "Press a time to have a digest then, or to have none then any more.",
    "schedule.choose_days": "Press a day to have digests on it, or to have none on it any more.",
    "schedule.choose_quiet": "When shall nothing come?",
    "schedule.choose_pause": "For how long shall no digest come? The first one after tells what was new.",
    "timezone.is": "The time zone here is {zone}; it is {time} now.",
    "timezone.how": (
        "Is that wrong? Send me a city, a zone or an offset: /timezone Berlin, /timezone Asia/Tokyo "
        "or /timezone +5:30."
    ),
    "timezone.how_private": "Or share your location.",
    "timezone.set": "Time zone: {zone}. It is {time} now.",
    "timezone.choose": "Which of these do you mean?",
    "timezone.share": (
        "Press the button below to share your location. I keep the name of the time zone alone. "
        "On a computer there is no such button: send me a city, as in /timezone Berlin."
    ),
    "timezone.kept": "The time zone stays {zone}.",
    "timezone.put_away": "No location needed, then.",
    "error.one_day": "One day has to stay. To have no digest by itself, choose no time.",
    "error.zone_unknown": (
        "I know no place or time zone called {place}. Send me a larger city near you, or an offset: "
        "/timezone Berlin or /timezone +5:30."
    ),
    "error.schedule_nothing": (
        "Tell me when: /schedule 08:00 18:30 for two digests a day, /schedule mon-fri 7:30, /schedule quiet "
        "22:00-07:00, /schedule pause 3 days, or /schedule off."
    ),
    "error.schedule_unreadable": (
        "I do not understand “{part}”. Write it like this: /schedule 08:00 18:30 mon-fri. "
        "There are also quiet 22:00-07:00, pause 3 days, pause until 24 dec, resume and off."
    ),
    "error.schedule_span": (
        "A digest comes at a moment: name each, as in /schedule {start} {end}. "
        "For hours in which nothing shall come: /schedule quiet {start}-{end}."
    ),
    "error.schedule_on_and_off": "You name times, and “off” as well. Send me the times alone, as in /schedule 08:00, or /schedule off.",
    "error.schedule_by_day": (
        "Digests come at the same times on all their days. Name the times once, "
        "as in /schedule mon-fri 08:00 18:30."
    ),
    "error.schedule_many": (
        "These are too many times ({count}, at most {limit} a day). Leave some out, "
        "as in /schedule 08:00 12:00 18:30."
    ),
    "error.schedule_close": Plural(
        "{first} and {second} are too close: between two digests there has to be {minutes} minute, "
        "as in /schedule 08:00 08:15.",
        "{first} and {second} are too close: between two digests there have to be {minutes} minutes, "
        "as in /schedule 08:00 08:15.",
        "minutes",
    ),
    "error.schedule_quiet": (
        "Tell me from when to when it shall be quiet: /schedule quiet 22:00-07:00. "
        "/schedule quiet off ends it."
    ),
    "error.schedule_pause": (
        "I do not understand for how long: “{part}”. Write it like this: /schedule pause 3 days, "
        "/schedule pause until friday, or /schedule pause until 2026-12-24."
    ),
    "error.schedule_pause_past": (
        "This day has come already. Name a later one, as in /schedule pause until friday, "
        "or a time, as in /schedule pause 3 days."
    ),
    "error.schedule_pause_long": Plural(
        "I pause for up to {days} day. To pause until you say otherwise, send /schedule pause; "
        "/schedule resume ends it.",
        "I pause for up to {days} days. To pause until you say otherwise, send /schedule pause; "
        "/schedule resume ends it.",
        "days",
    ),
}
