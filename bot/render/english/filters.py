"""What is muted, and what alone is shown: in a chat, or of one source."""

from bot.render.english.model import Texts

TEXTS: Texts = {
    "button.muted_here": "Muted in this source",
    "button.only_here": "Needed in this source",
    "button.one_source": "For one source",
    "button.this_source": "This source",
    "button.mute_source": "Mute all of it",
    "button.only_source": "Only this source",
    "filters.author": "author “{name}”",
    "filters.source": "source “{name}”",
    "filters.muted_in": "Muted in {source}: {words}.",
    "filters.only_in": "Added for {source}: {words}.",
    "filters.unknown": "Not taken, for you follow no source of this name: {names}. You follow: {sources}.",
    "filters.unknown_none": "Not taken, for you follow no source yet: {names}.",
    "filters.several": "Not taken, for several sources have this name: {names}. Name one by its number in /feeds.",
    "filters.own_muted": "Sources of which something is muted: {names}.",
    "filters.own_only": "Sources of which only something is shown: {names}.",
    "filters.mute_more": (
        "An author: /mute author:Smith. A source by its number in /feeds: /mute source:2. A word in that "
        "source alone: /mute football in:2. What stands in quotation marks is always a word."
    ),
    "filters.only_more": (
        "An author: /only author:Smith. A source by its number in /feeds: /only source:2. Certain words of "
        "that source alone: /only football in:2. What stands in quotation marks is always a word."
    ),
    "filters.mutes_in": "Of the source {source}, articles with one of these are not shown (filters: {count}):",
    "filters.mutes_nothing_in": "Of the source {source}, no words and no authors are muted.",
    "filters.mutes_all_of": "The source {source} is muted: nothing of it is shown.",
    "filters.mute_how_in": "To mute words or authors of this source: /mute football in:{number}",
    "filters.only_these_in": "Of the source {source}, only articles with one of these are shown (filters: {count}):",
    "filters.only_nothing_in": "Of the source {source}, articles about everything are shown.",
    "filters.only_all_of": "The source {source} is one of those that alone are shown: /only lists them.",
    "filters.only_how_in": "To have only certain words or authors of this source: /only football in:{number}",
    "filters.choose_muted": "Of which source shall something be muted?",
    "filters.choose_only": "Of which source shall only something be shown?",
}
