"""What is found in any chat, by the name of the bot and a link or words; links to posts of Telegram."""

from bot.render.english.model import Plural, Texts

TEXTS: Texts = {
    # The choice among summaries of one article.
    "inline.length": Plural("In {count} sentence", "In {count} sentences"),
    # What a source is, in the line below its name.
    "inline.feed": "News feed: {host}",
    "inline.channel": "Telegram channel: {name}",
    # In the message about a source.
    "inline.address": "To follow it: {address}",
    # The bar above the results, which opens the chat with the bot.
    "inline.private": "This bot is private",
    "inline.nothing_followed": "You follow nothing yet: add a source",
    "inline.nothing_found": "None of your stories has these words",
    "inline.reading": "Still reading: open it in the chat",
    "inline.cut": "Too long for here: send it in the chat",
    "inline.not_opened": "This page cannot be opened: see why",
    "inline.no_article": "There is no article to read: see why",
    "inline.not_read": "This document cannot be read: see why",
    "inline.enough": "Enough links for now: see until when",
    "inline.failed": "This did not work: see why",
    # Why a link to a post of a channel gives nothing.
    "error.post_missing": "This post has no words, or it is gone. Forward me the one that you want summed up.",
    "error.post_hidden": (
        "The posts of this channel or group cannot be read from outside. Forward me the one that you want summed up."
    ),
    # A line of /help.
    "inline.help": "In any other chat, type @{bot} and a link or words: I offer the summary, or what you follow.",
}
