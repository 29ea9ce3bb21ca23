"""What pressed buttons answer, and what cannot be done."""

from bot.render.english.model import Plural, Texts

TEXTS: Texts = {
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
    "error.other_chat": "I cannot see messages of another chat. Quote the part that I shall read, or forward me the message.",
    "error.too_many": Plural(
        "I have {limit} request of yours to answer first. What you send meanwhile I leave out: "
        "send it again afterwards.",
        "I have {limit} requests of yours to answer first. What you send meanwhile I leave out: "
        "send it again afterwards.",
        "limit",
    ),
    "error.short_message": (
        "I take this for a message, not for an article: it has no link, and it is short "
        "(characters: {length}, of an article at least: {paste_from}). "
        "To have it summed up all the same, put /summary in front of it."
    ),
    "error.count": (
        "Name a number of sentences from 1 to {max_sentences}, or a reading time of up to 10 minutes: "
        "for example /summary 5, /summary 30s or /summary 1min."
    ),
    "error.too_long": (
        "This text is too long for {algorithm} (sentences: {sentences}, at most: {limit}). "
        "Use rank, which has no such limit."
    ),
    "error.unknown_algorithm": "There is no algorithm {algorithm}. Choose one of: {known}.",
    "error.unreadable": "{name} cannot be read: {why}.",
    "error.bad_row": 'This line is not a JSON object with a "text".',
    "error.no_articles": (
        "I have no article here yet. Send me a link, a document or the text of one. "
        "(The owner of this bot can put text files into its folder {folder}.)"
    ),
    "error.article_gone": Plural(
        "I no longer have this article: texts are kept for {days} day. Send it to me again.",
        "I no longer have this article: texts are kept for {days} days. Send it to me again.",
        "days",
    ),
    "error.unknown_command": "I do not know this command. /help says what I can do.",
    "error.worker_killed": "A process that was summarising was killed, perhaps for want of memory. Try fewer --workers.",
    "error.too_many_words": (
        "This text is too long for {algorithm} (words: {words}, at most: {limit}). "
        "Use rank, which has no such limit."
    ),
    "error.too_heavy": "Reading this took more time or memory than I give to one text. Send me a part of it.",
    "error.quota_links": Plural(
        "You have reached the hourly limit of links for one person ({limit}). "
        "The next one is free in {minutes} minute.",
        "You have reached the hourly limit of links for one person ({limit}). "
        "The next one is free in {minutes} minutes.",
        "minutes",
    ),
    "error.quota_documents": Plural(
        "You have reached the hourly limit of documents for one person ({limit}). "
        "The next one is free in {minutes} minute.",
        "You have reached the hourly limit of documents for one person ({limit}). "
        "The next one is free in {minutes} minutes.",
        "minutes",
    ),
    "error.quota_busy": "I am still reading what you sent before (at once: {limit}). Wait for it, or stop it with /cancel.",
    "error.internal": "Something went wrong on my side, not on yours. Try again; if it stays, tell my owner.",
    "error.database": (
        "I cannot keep or look up anything just now: my database does not answer, or its disk is full. "
        "Nothing was changed. Try again in a few minutes; if it stays, tell my owner."
    ),
    "toast.closed": "Telegram does not let me write there, so nothing comes of this button.",
    "toast.admins_only": "Only administrators can change this.",
    "toast.rights_needed": "Only administrators of this channel who may post can change this.",
    "toast.edit_needed": "Only administrators of this channel who may edit messages of others can have summaries offered.",
    "toast.coming_privately": "I send it to you privately.",
    "toast.start_first": "Open a private chat with me and press Start; then press this button again.",
    "toast.old_menu": "This button is from an older version. Send the command again.",
    "error.admins_only": "Only administrators of this group can change what comes here, and when.",
    "error.digest_gone": "I no longer have this digest.",
    "error.story_filtered": "The filters of this chat leave nothing of this story. /mute and /only show them.",
}
