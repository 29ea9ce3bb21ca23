"""The settings as a whole, and how a chat wants what it is sent."""

from bot.render.english.model import Plural, Texts

TEXTS: Texts = {
    "button.settings": "Settings",
    "button.close": "Close",
    "button.length": "Summary length",
    "button.form": "Digest form",
    "button.look": "Look",
    "button.language": "Language",
    "button.offers": "Summary offers",
    "button.your_data": "Your data",
    "button.algorithm": "Algorithm",
    "button.links": "Proof links",
    "button.on": "On",
    "button.share": "{percent} %",
    "button.summaries": "Summaries",
    "button.headlines": "Headlines",
    "button.as_in_telegram": "As in Telegram",
    "settings.when": "When",
    "settings.what": "What comes",
    "settings.looks": "How it looks",
    "settings.filters": "Filters",
    "settings.sources": "Sources: {count}.",
    "settings.closed": "Settings closed. /settings opens them again.",
    "looks.sentences": Plural(
        "Length: {count} sentence of each article.", "Length: {count} sentences of each article."
    ),
    "looks.share": "Length: {percent} % of each article.",
    "looks.length_how": "How long shall a summary be? A number of sentences, or a part of them.",
    "looks.length_example": Plural(
        "For example: {chosen} of {count} sentence.", "For example: {chosen} of {count} sentences."
    ),
    "looks.length_once": "For a single summary, /summary 5 or the buttons below it say how long it is to be.",
    "looks.summaries": "Form: summaries. A digest shows each story with its summary.",
    "looks.headlines": "Form: headlines. A digest shows headlines, each with a button that brings the summary.",
    "looks.form_how": "Which form shall digests have?",
    "looks.algorithm": "Algorithm: {name}.",
    "looks.algorithm_how": (
        "Which one shall choose the sentences when you ask for a summary? Digests keep to the usual one, rank; "
        "so do texts too long for the one you choose."
    ),
    "looks.algorithm_line": "{name}: {how}",
    "looks.rank": "our own, the usual one; sentences that together say most",
    "looks.lead": "the first sentences, as news put what matters first",
    "looks.lex-rank": "sentences that many others resemble",
    "looks.text-rank": "sentences that share most words with others",
    "looks.lsa": "sentences that stand for the main topics",
    "looks.luhn": "sentences in which frequent words stand close together",
    "looks.sum-basic": "sentences of the most frequent words, none said twice",
    "looks.kl": "sentences whose words are spread as in the whole text",
    "looks.reduction": "sentences that are most closely tied to all others",
    "looks.edmundson": "sentences with words of the headline, and those at beginnings",
    "looks.links_on": "Proof links: on. The arrow behind a sentence opens the article at that place.",
    "looks.links_off": "Proof links: off. Sentences stand without arrows.",
    "looks.sound_off": "Sound: off. Digests come silently.",
    "looks.sound_on": "Sound: on. Digests come with a sound.",
    "looks.offers_on": "Summary offers: on.",
    "looks.offers_off": "Summary offers: off.",
    "looks.offers_channel": "Below a post with a link or a long text stands a button: {button}. Readers press it to get the summary.",
    "looks.offers_group": "Below a link to a long article I offer a summary, at most a few times an hour.",
    "looks.language": "Language: {name}.",
    "looks.language_followed": "Language: {name}, as in Telegram.",
    "looks.language_how": "Which language shall I speak here? Sentences of articles stay as they are.",
    "command.language": "The language I speak here: /language Deutsch",
    "error.setting_unknown": (
        "I do not know this setting: {words}. These can be set in words: length, form, algorithm, links, silent, "
        "roundup, breaking, budget, offers, language. For example: /settings length 5. /settings alone has a button for each."
    ),
    "error.setting_length": "The length is 1 to 10 sentences, or 10, 20 or 30 %. For example: /settings length 5, or /settings length 20%.",
    "error.setting_form": "The form is headlines or summaries. For example: /settings form headlines",
    "error.setting_algorithm": "The algorithm is one of: {known}. For example: /settings algorithm lex-rank",
    "error.setting_switch": "Say on or off. For example: /settings {name} on",
    "error.setting_breaking": (
        "Say of how many sources within an hour a story has to come: 2, 3 or 5; or off. For example: /settings breaking 3"
    ),
    "error.setting_budget": (
        "A digest holds 5, 10 or 20 stories, takes 5 or 10 minutes, or holds all. "
        "For example: /settings budget 10 stories, /settings budget 5 minutes, or /settings budget all"
    ),
    "error.language_unknown": "I do not speak {name}. These are the languages I speak: {known}. For example: /language Deutsch, or /language auto",
    "error.language_of_nobody": "I cannot see who wrote this, so there is no language of theirs that I could follow. Nothing has changed. Name a language, for example: /language Deutsch",
}
