"""Every sentence the bot says of its own, by key. Placeholders are filled by `phrase`."""

from bot.errors import UserError
from bot.render.text import visible

# A name or address longer than this would push the rest of the sentence off the screen.
_MAX_VALUE = 200

_ENGLISH = {
    "start": (
        "I read articles for you and send back the sentences that matter, word for word.\n"
        "Send me a link, a document or the text of an article, forward me a post, "
        "or answer a message with /summary.\n"
        "For example: /summary 2 sums up the newest article I have here in two sentences."
    ),
    "help": (
        "Send me the text of an article ({paste_from} characters or more), a link to one, a post of a "
        "channel, or a document of up to 20 MB (PDF, DOCX, EPUB, FB2, RTF, EML, HTML, Markdown, TXT), "
        "and I answer with its summary. Of several links you choose one; edit your message, and I edit my "
        "answer.\n"
        "/summary as an answer to a message sums up that message, its link or its document, or the part "
        "of it that you quote; with a link or a text behind it, that; on its own, the newest article "
        "I have here. "
        "A number says how many sentences: /summary 5; "
        "a time, how long the summary may take to read: /summary 30s or /summary 1min.\n"
        "/cancel stops what I am reading for you.\n"
        "The buttons below a summary make it shorter or longer, read its page anew, and go from article to "
        "article. Every sentence I show stands in the article as it is."
    ),
    "command.start": "What this bot does",
    "command.help": "How to use it",
    "command.summary": "A summary: /summary [number of sentences, or a time as 30s] [link or text]",
    "command.cancel": "Stop what I am reading for you",
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
    "choice.head_many": (
        "There are {count} links in this message; these are the first {shown}. Which one shall I read?"
    ),
    "progress.reading": "Reading {what} …",
    "progress.text": "Reading the text …",
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
    "summary.position": "article {position} of {count}",
    "digest.head": "Articles: {count}. This digest saves {minutes} min of reading.",
    "toast.shortest": "This is the shortest summary.",
    "toast.whole": "This is the whole article already.",
    "toast.one_message": "A longer one would not fit into one message: answer it with /summary {sentences}.",
    "toast.longest": "This is as much as I show at once.",
    "toast.refreshed": "The page has changed: this is how it reads now.",
    "toast.not_changed": "The page has not changed.",
    "toast.same_trouble": "Still the same.",
    "toast.still_reading": "Still reading …",
    "toast.cancelled": "Stopped.",
    "toast.nothing_to_cancel": "This has ended already.",
    "toast.not_yours": "Only the person who asked, and admins, can stop this.",
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
        "There is no text here that I could sum up. Send me a link, a document or the text of an article, "
        "or answer a message that has one with /summary."
    ),
    "error.no_words": (
        "There is no text here that I could sum up: I read words, not pictures, and hear no voice. "
        "Send me a link, a document or the text of an article."
    ),
    "error.not_chosen": "I do not know which of these links you mean: press the button of one of them.",
    "error.other_chat": (
        "I cannot see messages of another chat. Quote the part that I shall read, or forward me the message."
    ),
    "error.too_many": (
        "I have {limit} requests of yours to answer first. What you send meanwhile I leave out: "
        "send it again afterwards."
    ),
    "error.document_download": "Telegram did not give me {name}. Send it again.",
    "error.short_message": (
        "I take a text for an article from {paste_from} characters on; this one has {length} and no link. "
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
        "I have no article here yet. Send me a link, a document or the text of one. "
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
    "error.link_invalid": "{link} is no address of a web page. Send me one like https://example.com/article.",
    "error.link_private": "{host} leads into a private network, and I open only what is public.",
    "error.link_port": (
        "This link asks for port {port}, and I open pages only at the ports of the web, 80 and 443."
    ),
    "error.link_unreachable": (
        "I cannot reach {host}: the name is wrong, or nobody answers there. "
        "Check the link, or try again later."
    ),
    "error.link_not_found": "{host} says that there is no such page, or not any more. Check the link.",
    "error.link_refused": (
        "{host} does not let me read this page (its answer: {status}). "
        "Open it, copy the text of the article and send it to me."
    ),
    "error.link_server_error": (
        "{host} has trouble of its own (its answer: {status}). Try again later, "
        "or copy the text of the article and send it to me."
    ),
    "error.link_too_large": (
        "What is behind this link is larger than {limit} MB. "
        "If it is a document, download it and send it to me: I take up to 20 MB."
    ),
    "error.link_too_slow": (
        "{host} did not send the whole page within {seconds} seconds. Try again later, "
        "or copy the text of the article and send it to me."
    ),
    "error.link_broken": (
        "{host} broke off in the middle of the page, or sent what is no page. Try again later, "
        "or copy the text of the article and send it to me."
    ),
    "error.link_certificate": (
        "{host} cannot prove that it is {host}: its certificate is not valid, and I do not read pages "
        "that somebody else may have put there."
    ),
    "error.link_redirects": "{host} sends me from one address to the next without an end. Check the link.",
    "error.link_type": (
        "There is no text behind this link to {host} ({type}). I read pages and documents: "
        "send me the link of an article."
    ),
    "error.page_paywall": (
        "{host} shows this article to subscribers alone. If you are one, copy the text and send it to me."
    ),
    "error.page_consent": (
        "{host} shows its question about cookies in place of the article. "
        "Open it, copy the text of the article and send it to me."
    ),
    "error.page_login": (
        "{host} wants a login before it shows this page. Open it, copy the text and send it to me."
    ),
    "error.page_script": (
        "{host} shows its text only to a browser that runs its programs, and I do not. "
        "Open it, copy the text of the article and send it to me."
    ),
    "error.page_error": "{host} shows an error in place of the article. Check the link, or try again later.",
    "error.page_too_short": (
        "What I find on this page of {host} is short already (words: {words}), "
        "so there is nothing to leave out. Open it to read it whole."
    ),
    "error.page_not_article": (
        "I find no article on this page of {host}: it may be a list of articles, or pictures. "
        "Send me the link of one article, or its text."
    ),
    "error.document_encrypted": (
        "{name} is locked with a password. Send me a copy without one, or its text."
    ),
    "error.document_scanned": (
        "{name} holds pictures of pages and no text. Send me one in which text can be marked and copied."
    ),
    "error.document_broken": "{name} is damaged: I cannot read it to the end. Try to save it anew.",
    "error.document_type": (
        "I cannot read {name}. I read TXT, Markdown, HTML, PDF, DOCX, EPUB, FB2, RTF and EML."
    ),
    "error.document_too_large": (
        "{name} is larger than {limit} MB, more than I am given by Telegram. Send me a part of it."
    ),
    "error.document_empty": "{name} holds no text.",
    "error.too_heavy": (
        "Reading this took more time or memory than I give to one text. Send me a part of it."
    ),
    "error.quota_links": (
        "You have had {limit} links read within an hour, which is all that I give one person. "
        "The next one is free in {minutes} min."
    ),
    "error.quota_documents": (
        "You have had {limit} documents read within an hour, which is all that I give one person. "
        "The next one is free in {minutes} min."
    ),
    "error.quota_busy": (
        "I am still reading what you sent before (at once: {limit}). Wait for it, or stop it with /cancel."
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
    """Return what went wrong and what to do next, for a person, in one line.

    What comes from outside (hosts, names of files) is shown without what hides or reverses it, and cut.
    """
    values = {name: _shown(value) for name, value in error.values.items()}
    return phrase(f"error.{error.values.get('reason', error.code)}", **values)


def _shown(value: str | int) -> str | int:
    if isinstance(value, int):
        return value
    text = visible(value)
    return text if len(text) <= _MAX_VALUE else f"{text[: _MAX_VALUE - 1]}…"
