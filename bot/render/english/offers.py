"""Summaries that are offered below posts of channels and links in groups, and what deep links open."""

from bot.render.english.model import Plural, Texts

TEXTS: Texts = {
    "button.offer": "No time to read? Get a summary",
    "offers.head": "No time to read?",
    "offers.there": "The summary is in this message already.",
    "offers.not_yours": "This link opens a summary for whoever pressed its button, as long as it is offered there.",
    "offers.ended": "No summaries are offered here any more.",
    "offers.busy": "I have too much to read just now. Press again in a minute.",
    "offers.private": "Summaries are offered in channels and groups only: here, send me a link at any time.",
    "offers.channel_rights": (
        "To put the button under posts I must be an administrator of this channel with the right to edit messages."
    ),
    "offers.group_rights": (
        "I do not see the messages of this group. Make me an administrator, or turn my privacy mode off "
        "(@BotFather: /setprivacy)."
    ),
    "offers.unknown": "Telegram does not say just now what I may do here. Try again in a minute.",
    "offers.lost_channel": (
        "I can no longer edit the posts of {title}, so no summaries are offered under them. "
        "Give me that right again, and it goes on."
    ),
    "offers.lost_group": (
        "I no longer see the messages of {title}, so no summaries are offered there. "
        "Make me an administrator again, and it goes on."
    ),
    "error.quota_chat": Plural(
        "This chat has reached its hourly limit of links ({limit}). The next one is free in {minutes} minute.",
        "This chat has reached its hourly limit of links ({limit}). The next one is free in {minutes} minutes.",
        "minutes",
    ),
    "channel.help": (
        "In a channel I take these commands as posts: /subscribe, /unsubscribe, /feeds, /digest, /schedule, "
        "/timezone, /mute, /only and /settings."
    ),
    "channel.cannot_post": (
        "I may not post in {title}, so no digest could come there. "
        "Make me an administrator with the right to post messages, and send the command again."
    ),
}
