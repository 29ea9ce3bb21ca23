"""What the bot says of itself and of its commands."""

from bot.render.english.model import Texts

TEXTS: Texts = {
    "start": (
        "I read articles for you and send back the sentences that matter, word for word.\n"
        "Send me a link, a document or the text of an article, forward me a post, "
        "or answer a message with /summary. /subscribe brings you what is new on a site, once a day.\n"
        "For example: /summary 2 sums up the newest article I have here in two sentences."
    ),
    "help": (
        "Send me the text of an article ({paste_from} characters or more), a link to one, a post of a "
        "channel, or a document of up to 20 MB (PDF, DOCX, EPUB, FB2, RTF, EML, HTML, Markdown, TXT), "
        "and I answer with its summary. Of several links you choose one, or /summary sums up to four up "
        "together; edit your message, and I edit my answer.\n"
        "/summary as an answer to a message sums up that message, its link or its document, or the part "
        "of it that you quote; with a link or a text behind it, that; on its own, the newest article "
        "I have here; /summary today, what your sources brought since midnight. "
        "A number says how many sentences: /summary 5; "
        "a time, how long the summary may take to read: /summary 30s or /summary 1min.\n"
        "/subscribe example.org follows a site; a feed, @channel and an OPML file, too, and as an answer to "
        "a message what that brings. /feeds shows what you follow, /unsubscribe drops it.\n"
        "/digest shows what is new in it, now. By itself a digest comes at the times of /schedule: "
        "/schedule 08:00 18:30 mon-fri; /schedule quiet 22:00-07:00; /schedule pause 3 days, resume, off. "
        "/timezone Berlin says where you are. /mute football leaves stories out, /only football shows no "
        "others, and /settings has the rest: how much a digest holds, what you want more or less of, a "
        "roundup of the week, breaking news. In a group, administrators change these.\n"
        "/cancel stops what I am reading for you.\n"
        "The buttons below a summary make it shorter or longer, read its page anew, and go from article to "
        "article; those below a digest open a story, and say who tells it and why it is there. Every "
        "sentence I show stands in the article as it is."
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
    "command.settings": "What holds in this chat: filters, weights, how much comes",
    "command.mute": "Show no stories with a word or phrase: /mute football",
    "command.only": "Show only stories with a word or phrase: /only football",
}
