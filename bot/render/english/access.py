"""Who is let in."""

from bot.render.english.model import Texts

TEXTS: Texts = {
    "access.stranger": "Sorry, this bot is private: only its owner can use it.",
    "access.stranger_group": "Sorry, this bot is private: it works in channels and groups that its owner adds it to.",
    "access.claimed": "You own this bot now. It answers you, and every group you add it to.\n\n{start}",
    "access.claim_invalid": "This link was used already, or the bot has been restarted since. See its log.",
    "access.lost_right": "I can no longer write in {title}, so its digest is paused. Let me post there again, and it goes on.",
}
