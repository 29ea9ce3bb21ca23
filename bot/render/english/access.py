"""Who is let in."""

from bot.render.english.model import Plural, Texts

TEXTS: Texts = {
    "access.stranger": "Sorry, this bot is private: only people whom its owner lets in can use it.",
    "access.stranger_group": "Sorry, this bot is private: it works in groups and channels that its owner or an invited person adds it to.",
    "access.too_many_chats": Plural(
        "I am in {count} group or channel of yours already, which is all that I serve for one person, so I leave this one.",
        "I am in {count} groups and channels of yours already, which is all that I serve for one person, so I leave this one.",
    ),
    "access.claimed": "You own this bot now. It answers you, and every group you add it to.\n\n{start}",
    "access.claim_invalid": "This link was used already, or the bot has been restarted since. See its log.",
    "access.lost_right": "I can no longer write in {title}, so its digest is paused. Let me post there again, and it goes on.",
    "access.invite_expired": "This invite has ended. Ask whoever gave it to you for a new one.",
    "access.invite_used_up": "This invite has been used by as many people as it was for. Ask whoever gave it to you for a new one.",
    "access.invite_withdrawn": "This invite was withdrawn. Ask whoever gave it to you for a new one.",
    "access.invite_unknown": "This invite is not valid. See that you opened the whole link, or ask for a new one.",
    "access.invite_removed": "The owner of this bot does not let you in any more, and no invite changes that.",
    "error.quota_texts": Plural(
        "You have reached the hourly limit of texts for one person ({limit}). The next one is free in {minutes} minute.",
        "You have reached the hourly limit of texts for one person ({limit}). The next one is free in {minutes} minutes.",
        "minutes",
    ),
    "error.quota_sources": Plural(
        "You have reached the hourly limit of new sources for one person ({limit}). This goes on in {minutes} minute.",
        "You have reached the hourly limit of new sources for one person ({limit}). This goes on in {minutes} minutes.",
        "minutes",
    ),
}
