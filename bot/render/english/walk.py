"""The greeting, the way from it to the first digest, and how the bot is used."""

from bot.render.english.model import Plural, Texts

TEXTS: Texts = {
    "button.set_up": "Set up my digest",
    "button.help": "Help",
    "button.more_help": "More",
    "button.samples": "The sample articles",
    "button.address": "I send you an address",
    "button.kept_sources": "What I follow already",
    "button.morning_at": "Morning, {time}",
    "button.noon_at": "Noon, {time}",
    "button.evening_at": "Evening, {time}",
    "walk.sources": "What shall your digest bring? You can add and drop sources at any time.",
    "walk.address": (
        "Send me the address of a site or a feed, as in example.org, or a public channel, as in @channel. "
        "Or forward me a post of that channel."
    ),
    "walk.address_group": "Name it behind a command: /subscribe example.org, or /subscribe @channel.",
    "walk.times": "When shall your digest come?",
    "walk.chosen": "Your source: {title}",
    "walk.several": "There are several feeds here. Which one shall it be?",
    "walk.change": "/settings changes all of this. Here is what is new just now.",
    "walk.zone": "Choose the city whose time is yours, or name another one: /timezone Berlin",
    "help.head": "How to use me",
    "help.send": Plural(
        "Send me a link, a document or a text of {paste_from} character or more, or forward me a post: "
        "I answer with its summary.",
        "Send me a link, a document or a text of {paste_from} characters or more, or forward me a post: "
        "I answer with its summary.",
        "paste_from",
    ),
    "help.summary": (
        "/summary as an answer to a message sums that message up. /summary 5 gives five sentences, "
        "/summary 30s as many as are read in 30 seconds."
    ),
    "help.follow": "/subscribe example.org follows a site, a feed or a @channel. /feeds shows what you follow, /unsubscribe drops it.",
    "help.digest": (
        "/digest shows what is new, now. By itself a digest comes at the times of /schedule. "
        "/timezone Berlin says where you are."
    ),
    "help.rest": "/settings has everything else, with a button for each. /language Deutsch sets my language. /cancel stops what I am doing.",
    "help.groups": "In a group, administrators change the settings.",
    "help.more_head": "More about me",
    "help.many": (
        "Of several links you choose one, or /summary sums up to four up together. Edit your message, and I edit my answer. "
        "/summary alone sums up the newest article I have here; /summary today, what your sources brought since midnight."
    ),
    "help.quotes": "As an answer to a message, /summary reads the part that you quote, or its link or document.",
    "help.documents": "Documents may have up to 20 MB: PDF, DOCX, EPUB, FB2, RTF, EML, HTML, Markdown, TXT.",
    "help.schedule": (
        "/schedule takes: 08:00 18:30 mon-fri; quiet 22:00-07:00; pause 3 days; resume; off; silent on; nothing new on."
    ),
    "help.filters": "/mute football leaves stories out. /only football shows no others.",
    "help.settings": "/settings takes words, too: length 5; form headlines; algorithm lex-rank; links off; budget 10 stories; breaking 3; roundup on.",
    "help.data": (
        "/data is about your data: /export takes it out, /import brings it in, /move takes this setup to another chat, "
        "/privacy says what I keep, /forget deletes it."
    ),
    "help.buttons": (
        "The buttons below a summary make it shorter or longer, read its page anew, and go from article to article. "
        "Those below a digest open a story, and say who tells it and why it is there."
    ),
    "help.verbatim": "Every sentence I show stands in the article as it is.",
}
