"""Summaries, their buttons, and what is said while they are made."""

from bot.render.english.model import Texts

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
    "choice.head": "There are {count} links in this message. Which one shall I read?",
    "choice.head_many": "There are {count} links in this message; these are the first {shown}. Which one shall I read?",
    "progress.reading": "Reading {what} …",
    "progress.sources": "Reading the sources …",
    "progress.text": "Reading the text …",
    "progress.place": "Looking for this place …",
    "progress.cancelled": "Stopped.",
    "progress.restarting": "I am being restarted and could not finish this. Send it again in a minute.",
    "cancel.done": "Stopped.",
    "cancel.done_many": "Stopped: {count} requests.",
    "cancel.nothing": "Nothing of yours is running here.",
    "failure.page_says": "What the page says of itself:",
    "summary.sentences": "{chosen} of {available} sentences",
    "summary.whole": "all {available} sentences",
    "summary.partial": "of the beginning, as much as I read",
    "summary.minutes_saved": "saves {minutes} min",
    "summary.seconds_saved": "saves {seconds} s",
    "summary.hours_saved": "saves {hours} h",
    "summary.position": "article {position} of {count}",
}
