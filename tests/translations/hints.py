"""What translators are told of a text beside its English."""

from bot.render.english import TEXTS, Plural
from tests.translations.limits import MESSAGE, limit_of
from tests.translations.plurals import example_counts, form_names

# Of what English leaves open.
_OF_KEYS = {
    "button.chosen": "The button of what holds now; keep the mark.",
    "button.keep_all": "The sources, below the question whether all of them are to go.",
    "button.keep_zone": "A button in place of the phone's keyboard.",
    "button.muted_here": "Leads to the words and authors that are muted in one source.",
    "button.more": "How much of a source or subject there shall be.",
    "button.numbered": "Number of a story, then a label such as Get a summary.",
    "button.only_here": "Leads to the words and authors that have to be in the articles of one source.",
    "day.named": "A day: {date} is 23 November, with or without a year; put both in your order.",
    "day.tomorrow": "{day} is as Monday 23 November. Stands behind a colon or at the end of a sentence.",
    "day.today": "Stands behind a colon.",
    "day.yesterday": "Stands behind a colon or by itself.",
    "days.range": "All days from one to another: Monday to Friday. Stands behind a colon.",
    "digest.continued": "Behind the heading of a group of stories that goes on from the page before.",
    "digest.continues": "Of a story: it goes on from an earlier digest. A short fact in a list.",
    "digest.covers": "{day} is as Monday 23 November, {time} as 08:00.",
    "digest.head_now": "What is new in the sources up to this moment, in place of the digest of a day.",
    "digest.more_names": "The end of a list of names: and 3 more.",
    "digest.hours": "Short: the unit's symbol.",
    "digest.minutes": "Short: the unit's symbol.",
    "digest.seconds": "Short: the unit's symbol.",
    "digest.time": "Articles of 21 min shown in 2 min: {whole} is as 21 min, {shown} as 2 min.",
    "failure.page_says": "A quotation follows.",
    "joint.head": "Heading above the summary of several articles together.",
    "roundup.lasted": "Heading: stories that were in the news for several days of the week.",
    "roundup.ended": "Heading: stories that ended in the week.",
    "schedule.next": "{day} is as: tomorrow, Monday 23 November.",
    "settings.much_more": "Of a source or subject, in a list and on a button.",
    "sources.folder_name": "The word that is sent behind /subscribe: not to be translated.",
    "story.adds": "{name} is a source; its sentences follow.",
    "story.figure": "A figure, and the source that has it.",
    "story.new": "A reason why a story is shown.",
    "story.off_profile": "A reason why a story is shown.",
    "summary.whole": "All sentences of the text are shown.",
}
# Of keys that begin so, where nothing is said of the key itself.
_OF_BEGINNINGS = {
    "command.": "In the menu of commands. Words of a command stay English.",
    "reason.": "Stands behind a colon: Not readable: its server cannot be reached.",
    "span.": "A length of time behind a colon.",
}


def hints_of(key: str, language: str) -> list[str]:
    """Return the comments for translators of a text into a language."""
    text = TEXTS[key]
    hints = [_OF_KEYS[key]] if key in _OF_KEYS else _beginning(key)
    limit = limit_of(key)
    if limit.units < MESSAGE:
        hints.append(f"{limit.what}, at most {limit.units} characters".capitalize())
    if isinstance(text, Plural):
        forms = zip(form_names(language), example_counts(language), strict=True)
        said = "; ".join(f"[{place}] {name}: {counts}" for place, (name, counts) in enumerate(forms))
        hints.append(f"Forms by {{{text.by}}}: {said}")
    return hints


def _beginning(key: str) -> list[str]:
    return [hint for beginning, hint in _OF_BEGINNINGS.items() if key.startswith(beginning)]
