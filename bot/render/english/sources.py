"""Sources: following and dropping them, how it goes with them, and what cannot be followed."""

from bot.render.english.model import Plural, Texts

TEXTS: Texts = {
    "error.nothing_read": (
        "What you follow here has brought nothing yet that I could sum up. "
        "/feeds shows how it goes with each."
    ),
    "error.feed_broken": (
        "The feed of {host} is damaged: I cannot make out its entries. Try again later, "
        "or look on its site for another feed."
    ),
    "error.feed_not_feed": (
        "What {host} sends from this address is no feed. "
        "Send me the address of its front page, and I look for the feed myself."
    ),
    "error.channel_unknown": (
        "There is no public channel @{name}. Check its name: on the channel's own page it stands behind "
        "the @."
    ),
    "error.channel_no_preview": (
        "@{name} cannot be read from outside: it is no channel, or its owner does not show its posts on the "
        "web. Forward me the posts that you want summed up."
    ),
    "error.opml_broken": "This OPML file is damaged (line {line}), and I find no feed in it. Export it anew and send me that.",
    "error.opml_empty": "There is no feed in this OPML file. Export the subscriptions of your reader, and send me that file.",
    "button.unsubscribe": "Unsubscribe",
    "button.undo": "Undo",
    "button.all_sources": "All sources",
    "button.drop_all": "Drop all",
    "button.keep_all": "Keep them",
    "button.seeds": "Try it with seeds",
    "subscribe.how": (
        "Tell me what to follow, behind the command:\n"
        "/subscribe example.org (a site: I look for its feed)\n"
        "/subscribe https://example.org/feed.xml (a feed)\n"
        "/subscribe @channel (a public channel of Telegram)\n"
        "/subscribe seeds (the articles in my folder)\n"
        "Or answer a message with /subscribe: one with a link, a post forwarded from a channel, or an OPML "
        "file from another reader."
    ),
    "subscribe.done": "You follow {title} from now on.",
    "subscribe.already": "You follow {title} already.",
    "subscribe.newest": "Its newest:",
    "subscribe.newest_in_digest": "Its newest, to come with your next digest:",
    "subscribe.empty": "There is nothing in it yet.",
    "subscribe.choose": "{host} has several feeds. Which one shall I follow?",
    "subscribe.choose_many": "{host} has more feeds than I show here ({shown} of {count}). Which one shall I follow?",
    "subscribe.refused": "{name}: {reason}",
    "subscribe.several_links": Plural(
        "There is {count} link in this message. Which one shall I follow?",
        "There are {count} links in this message. Which one shall I follow?",
    ),
    "unsubscribe.done": "You no longer follow {title}.",
    "unsubscribe.last": "You follow nothing any more, so no digest comes.",
    "unsubscribe.sure": "Shall I drop all sources of this chat ({count})?",
    "unsubscribe.choose": "Which one shall I drop?",
    "sources.head": "Sources of this chat: {count}",
    "sources.none": "You follow nothing yet. /subscribe tells how to begin.",
    "sources.every": "Between two articles: {span}.",
    "sources.quiet": "Nothing new lately. Age of the newest: {span}.",
    "sources.newest_age": "Age of its newest: {span}.",
    "sources.unread": "Not read yet.",
    "sources.empty": "Nothing in it yet.",
    "sources.gone": "Gone: its server says that it is no longer there.",
    "sources.fails": "Not readable: {reason} (since: {since}).",
    "sources.fails_unread": "Not readable so far: {reason}.",
    "sources.folder": "The folder of articles on the machine that I run on",
    "sources.folder_name": "seeds",
    "sources.read_at": "Last read: {since}.",
    "sources.newest": "Newest:",
    "toast.not_followed": "You do not follow this any more.",
    "error.no_sources": "You follow nothing yet, so there is no digest. /subscribe tells how to begin.",
    "error.not_followed": "You follow nothing called {name}. /feeds shows what you follow.",
    "error.several_followed": "You follow several sources called {name}. Name one by its number in /feeds.",
    "error.nothing_to_follow": (
        "I see nothing here that can be followed. Answer a message that has a link, a forwarded post of a "
        "channel, or an OPML file; or put the address behind /subscribe."
    ),
    "error.no_opml": "{name} is no list of sources: I read OPML files, which other readers export.",
    "notice.failing": (
        "I have not been able to read this source for a day: {reason}. "
        "I go on trying, and tell you once it is back."
    ),
    "notice.back": "This source can be read again. What is new comes with your next digest.",
    "notice.gone": "This source is gone: {reason}. I ask for it no more; /unsubscribe takes it off the list.",
    "notice.folder": "My folder of articles",
    "reason.unreachable": "its server cannot be reached",
    "reason.too_slow": "its server takes too long to answer",
    "reason.server_error": "its server answers with an error",
    "reason.broken_off": "its server breaks off in the middle",
    "reason.refused": "its server does not let me read this source",
    "reason.not_found": "its server knows no such address",
    "reason.gone": "its server says that the source is no longer there",
    "reason.private": "its address leads into a private network",
    "reason.certificate": "its server has no valid certificate",
    "reason.redirects": "its server sends me around in a circle",
    "reason.too_large": "the source is too large",
    "reason.no_feed": "what its server sends is no feed",
    "reason.broken": "the source is damaged",
    "reason.empty": "the source is empty",
    "reason.too_heavy": "reading the source takes more than I give to one",
    "reason.channel_unknown": "Telegram knows no such channel",
    "reason.channel_closed": "the channel shows its posts to members alone",
    "reason.folder": "the folder cannot be opened",
    "reason.unknown": "something went wrong on my side",
    "error.channel_private": (
        "This channel is private, and I read only public ones. Forward me its posts, and I sum them up; "
        "or put what you want to follow behind /subscribe."
    ),
    "error.several_feeds": Plural(
        "It has {count} feed. Send /subscribe with {host} alone to choose one.",
        "It has {count} feeds. Send /subscribe with {host} alone to choose one.",
    ),
    "error.source_refused": (
        "{host} does not let me read it (its answer: {status}), so I cannot follow it. "
        "If you know the address of its feed, send me that."
    ),
    "error.source_later": "{host} asks me to come later. Try again in an hour.",
    "error.source_not_found": (
        "{host} says that there is no such address, or not any more. Check it, "
        "or send me the address of the front page, and I look for the feed myself."
    ),
    "error.source_server_error": "{host} has trouble of its own (its answer: {status}). Try again later.",
    "error.source_too_large": (
        "What is behind this address is larger than {limit} MB, too much for a source. "
        "If the site has another feed, send me the address of that."
    ),
    "error.source_too_slow": Plural(
        "{host} did not send all of it within {seconds} second. Try again later.",
        "{host} did not send all of it within {seconds} seconds. Try again later.",
        "seconds",
    ),
    "error.source_broken": "{host} broke off in the middle, or sent what is no answer. Try again later.",
    "error.source_type": (
        "There is no feed behind this address of {host} ({type}). "
        "Send me the address of its front page, and I look for the feed myself."
    ),
    "error.source_too_heavy": (
        "Reading this takes more time or memory than I give to one source. "
        "If the site has another feed, send me the address of that."
    ),
    "error.no_feed_found": (
        "I find no feed on {host}. If it has one, send me the address of the feed itself; "
        "of a Telegram channel, send me its @name."
    ),
    "error.source_unknown": (
        "I do not know what to follow under “{wanted}”. Send me the address of a site or feed such as "
        "example.org, the @name of a public channel, or the word seeds."
    ),
    "error.folder_unreadable": "My folder of articles cannot be opened. (The owner of this bot can mend that: it is {folder}.)",
    "error.too_many_sources": Plural(
        "This chat follows {limit} source, which is all that I take. /unsubscribe one, and try again.",
        "This chat follows {limit} sources, which is all that I take. /unsubscribe one, and try again.",
        "limit",
    ),
    "error.source_gone": "I no longer keep this source. Follow it anew by its address, as in /subscribe example.org.",
}
