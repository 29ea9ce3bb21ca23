"""Summaries, their buttons, and what is said while they are made."""

from bot.render.english.model import Plural, Texts

TEXTS: Texts = {
    "button.get": "Get a summary",
    "button.shorter": "Shorter",
    "button.longer": "Longer",
    "button.read": "Read the article",
    "button.previous": "Previous article",
    "button.next": "Next article",
    "button.refresh": "Refresh",
    "button.try_again": "Try again",
    "button.cancel": "Cancel",
    "choice.head": Plural(
        "There is {count} link in this message. Which one shall I read?",
        "There are {count} links in this message. Which one shall I read?",
    ),
    "choice.head_many": "There are more links in this message than I show here ({shown} of {count}). Which one shall I read?",
    "progress.reading": "Reading {what} …",
    "progress.sources": "Reading the sources …",
    "progress.text": "Reading the text …",
    "progress.place": "Looking for this place …",
    "progress.cancelled": "Stopped.",
    "progress.restarting": "I am being restarted and could not finish this. Send it again in a minute.",
    "cancel.done": "Stopped.",
    "cancel.done_many": "Requests stopped: {count}.",
    "cancel.nothing": "Nothing of yours is running here.",
    "failure.page_says": "What the page says of itself:",
    "summary.sentences": Plural(
        "{chosen} of {available} sentence", "{chosen} of {available} sentences", "available"
    ),
    "summary.whole": Plural("all of {available} sentence", "all {available} sentences", "available"),
    "summary.partial": "only the beginning was read",
    "summary.minutes_saved": Plural("saves {minutes} min", "saves {minutes} min", "minutes"),
    "summary.seconds_saved": Plural("saves {seconds} s", "saves {seconds} s", "seconds"),
    "summary.hours_saved": Plural("saves {hours} h", "saves {hours} h", "hours"),
    "summary.position": "article {position} of {count}",
}
