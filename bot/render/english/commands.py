"""What the bot says of itself and of its commands."""

from bot.render.english.model import Texts

TEXTS: Texts = {
    "start": (
        "I read articles for you and send back the sentences that matter, word for word.\n"
        "Send me a link, a text, a document or a post; or let me bring you a digest every day."
    ),
    "command.start": "What this bot does",
    "command.help": "How to use it",
    "command.summary": "A summary: /summary [number of sentences, or a time as 30s] [link or text]",
    "command.cancel": "Stop what I am reading for you",
    "command.digest": "What the next digest would hold, now",
    "command.subscribe": "Follow a site, a feed, a channel or an OPML file",
    "command.unsubscribe": "Follow a source no more",
    "command.feeds": "What is followed here, and how it goes",
    "command.schedule": "When the digest comes: /schedule 08:00 18:30 mon-fri",
    "command.timezone": "The time zone: /timezone Berlin",
    "command.settings": "Everything that can be set, with buttons",
    "command.mute": "Show no stories with a word or phrase: /mute football",
    "command.only": "Show only stories with a word or phrase: /only football",
    "command.invite": "Links that let people in: /invite 5 7d",
    "command.users": "Who may use me, and where",
    "command.stats": "How I am doing, in numbers",
    "bot.description": (
        "I sum up what you have no time to read: send me a link, a text, a document or a post, and I answer with its own most important sentences, word for word.\n\n"
        "I also follow sites, feeds and public channels for you, and bring what is new in one digest, at the times that you choose. Reports of several sources about one event become one story.\n\n"
        "Press Start to begin."
    ),
    "bot.short": "Sums up links, texts and documents in their own sentences, and brings a digest of what you follow.",
}
