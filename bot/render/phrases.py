"""Every sentence the bot says of its own, by key. Placeholders are filled by `phrase`."""

from bot.errors import UserError

_ENGLISH = {
    "start": (
        "I read articles for you and send back the sentences that matter, word for word.\n"
        "Send me the text of an article, or answer a message that has one with /summary.\n"
        "For example: /summary 2 sums up the newest article I have here in two sentences."
    ),
    "help": (
        "Send me the text of an article ({paste_from} characters or more), and I answer with its summary.\n"
        "/summary on its own takes the newest article I have here; as an answer to a message, that message; "
        "with a text behind it, that text. A number says how many sentences: /summary 5; "
        "a time, how long the summary may take to read: /summary 30s or /summary 1min.\n"
        "The buttons below a summary make it shorter or longer and go from article to article. "
        "Every sentence I show stands in the article as it is."
    ),
    "command.start": "What this bot does",
    "command.help": "How to use it",
    "command.summary": "A summary: /summary [number of sentences, or a time as 30s] [text]",
    "button.get": "Get a summary",
    "button.shorter": "Shorter",
    "button.longer": "Longer",
    "button.read": "Read the article",
    "button.previous": "Previous article",
    "button.next": "Next article",
    "summary.sentences": "{chosen} of {available} sentences",
    "summary.whole": "all {available} sentences",
    "summary.minutes_saved": "saves {minutes} min",
    "summary.seconds_saved": "saves {seconds} s",
    "summary.position": "article {position} of {count}",
    "digest.head": "Articles: {count}. This digest saves {minutes} min of reading.",
    "toast.shortest": "This is the shortest summary.",
    "toast.whole": "This is the whole article already.",
    "toast.one_message": "A longer one would not fit into one message: answer it with /summary {sentences}.",
    "toast.longest": "This is as much as I show at once.",
    "toast.old_button": "This button is from an older version. Send /summary for a new one.",
    "toast.sent_privately": "Only the person who asked can change this message. I sent it to you privately.",
    "toast.open_private": (
        "Only the person who asked can change this message. "
        "Open a private chat with me and press Start; then press this button again."
    ),
    "error.few_words": (
        "This is short already (words: {words}), so there is nothing to leave out. "
        "Send me a text of at least 40 words."
    ),
    "error.one_sentence": (
        "I see no end of a sentence in this text (words: {words}), so there is nothing to choose from. "
        "Send it with its full stops."
    ),
    "error.no_text": (
        "There is no text here that I could sum up. "
        "Send me the text of an article, or answer a message that has one with /summary."
    ),
    "error.only_link": (
        "This is only a link, and I read texts, not pages. "
        "Open it, copy the text of the article and send it to me."
    ),
    "error.short_message": (
        "I take a text for an article from {paste_from} characters on; this one has {length}. "
        "To have it summed up all the same, put /summary in front of it."
    ),
    "error.count": (
        "I give between 1 and {max_sentences} sentences, or what can be read in a time of up to 10 minutes: "
        "for example /summary 5, /summary 30s or /summary 1min."
    ),
    "error.too_long": (
        "{algorithm} takes too long beyond {limit} sentences, and this text has {sentences}. "
        "Use rank, which has no such limit."
    ),
    "error.unknown_algorithm": "There is no algorithm {algorithm}. Choose one of: {known}.",
    "error.unreadable": "{name} cannot be read: {why}.",
    "error.bad_row": 'This line is not a JSON object with a "text".',
    "error.no_articles": (
        "I have no article here yet. Send me the text of one. "
        "(The owner of this bot can put text files into its folder {folder}.)"
    ),
    "error.article_gone": (
        "I no longer have this article: texts are kept for {days} days. Send it to me again."
    ),
    "error.unknown_command": "I do not know this command. /help says what I can do.",
    "error.worker_killed": (
        "A process that was summarising was killed, perhaps for want of memory. Try fewer --workers."
    ),
    "error.too_many_words": (
        "{algorithm} takes too long beyond {limit} words, and this text has {words}. "
        "Use rank, which has no such limit."
    ),
    "error.internal": "Something went wrong on my side, not on yours. Try again; if it stays, tell my owner.",
    "access.stranger": "Sorry, this bot is private: only its owner can use it.",
    "access.stranger_group": "Sorry, this bot is private: it works in groups that its owner adds it to.",
    "access.claimed": "You own this bot now. It answers you, and every group you add it to.\n\n{start}",
    "access.claim_invalid": "This link was used already, or the bot has been restarted since. See its log.",
}


def phrase(key: str, **values: str | int) -> str:
    """Return a phrase with its placeholders filled."""
    return _ENGLISH[key].format(**values)


def is_phrase(key: str) -> bool:
    """Whether there is a phrase of this key."""
    return key in _ENGLISH


def explain(error: UserError) -> str:
    """Return what went wrong and what to do next, for a person."""
    return phrase(f"error.{error.values.get('reason', error.code)}", **error.values)
