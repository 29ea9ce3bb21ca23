"""Every sentence the bot says of its own, by key. Placeholders are filled by `phrase`."""

from bot.errors import UserError
from bot.render.text import visible

# A name or address longer than this would push the rest of the sentence off the screen.
_MAX_VALUE = 200

_ENGLISH = {
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
    "progress.sources": "Reading the sources …",
    "progress.text": "Reading the text …",
    "progress.place": "Looking for this place …",
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
    "summary.hours_saved": "saves {hours} h",
    "summary.position": "article {position} of {count}",
    "digest.head": "Your digest · {day}",
    "digest.head_at": "Your digest · {day}, {time}",
    "digest.head_now": "What is new · {day}",
    "digest.story": "1 story",
    "digest.stories": "{count} stories",
    "digest.from": "{stories} from {count} sources",
    "digest.time": "{whole} in {shown}",
    "digest.hours": "{count} h",
    "digest.minutes": "{count} min",
    "digest.seconds": "{count} s",
    "digest.page": "page {page} of {pages}",
    "digest.covers": "Earlier digests were left out, so this one covers everything since {day}, {time}.",
    "digest.late": "It comes {length} later than it was due.",
    "digest.continued": " · continued",
    "digest.continues": "continues",
    "digest.related": "On one subject",
    "digest.other_stories": "Other stories",
    "digest.more_names": "{count} more",
    "joint.head": "Together",
    "breaking.head": "Breaking news · {time}",
    "roundup.head": "Your week · {day}",
    "roundup.lasted": "What lasted",
    "roundup.ended": "What ended",
    "roundup.silent": "Which sources fell silent",
    "roundup.day": "1 day",
    "roundup.days": "{count} days",
    "roundup.source": "1 source",
    "roundup.sources": "{count} sources",
    "roundup.last": "last on {day}",
    "digest.untitled": "A post without a title",
    "digest.left_out": "{count} more articles were left out.",
    "digest.one_left_out": "1 more article was left out.",
    "digest.nothing": "Nothing new in your sources.",
    "digest.topic_gone": "The topic that my digests went to is closed or gone, so they come here.",
    "digest.write_refused": (
        "I cannot send digests to the chat {chat} any more: I may not write there, or it is gone. "
        "Add me again, or give me back the right to post, and they go on."
    ),
    # One story: what its sources say, and why it is there.
    "story.adds": "{name} adds:",
    "story.says": "{name}:",
    "story.figures": "Figures differ: {figures}",
    "story.figure": "{figure} ({name})",
    "story.same_text": "same text as {name}",
    "story.shown_earlier": "Shown earlier",
    "story.several_sources": "{count} independent sources",
    "story.one_source": "One source",
    "story.matches": "matches {words}",
    "story.new": "new",
    "story.wanted_more": "You wanted more of {words}",
    "story.wanted_less": "You wanted less of {words}",
    "story.heavier": "From a source you gave more weight",
    "story.lighter": "From a source you gave less weight",
    "story.off_profile": "Kept for something off your usual subjects",
    "story.word": "“{word}”",
    "button.numbered": "{number} · {label}",
    "button.why": "Why this",
    "button.more_like": "👍 More like this",
    "button.less_like": "👎 Less like this",
    "button.split": "Split",
    "button.to_digest": "Back to the digest",
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
    "error.nothing_read": (
        "What you follow here has brought nothing yet that I could sum up. "
        "/feeds shows how it goes with each."
    ),
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
    "error.link_gone": (
        "{host} says that this address is gone for good. Look on its site for a new one and send me that."
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
    "error.opml_broken": (
        "This OPML file is damaged (line {line}), and I find no feed in it. Export it anew and send me that."
    ),
    "error.opml_empty": (
        "There is no feed in this OPML file. Export the subscriptions of your reader, and send me that file."
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
    "error.database": (
        "I cannot keep or look up anything just now: my database does not answer, or its disk is full. "
        "Nothing was changed. Try again in a few minutes; if it stays, tell my owner."
    ),
    "access.stranger": "Sorry, this bot is private: only its owner can use it.",
    "access.stranger_group": (
        "Sorry, this bot is private: it works in channels and groups that its owner adds it to."
    ),
    "access.claimed": "You own this bot now. It answers you, and every group you add it to.\n\n{start}",
    "access.claim_invalid": "This link was used already, or the bot has been restarted since. See its log.",
    # Sources, schedules and digests in a chat.
    "command.digest": "What the next digest would hold, now",
    "command.subscribe": "Follow a site, a feed, a channel or an OPML file",
    "command.unsubscribe": "Follow a source no more",
    "command.feeds": "What is followed here, and how it goes",
    "command.schedule": "When the digest comes: /schedule 08:00 18:30 mon-fri",
    "command.timezone": "The time zone: /timezone Berlin",
    "command.settings": "What holds in this chat: filters, weights, how much comes",
    "command.mute": "Show no stories with a word or phrase: /mute football",
    "command.only": "Show only stories with a word or phrase: /only football",
    "button.page_before": "◀",
    "button.page": "{page}/{pages}",
    "button.page_after": "▶",
    "button.digest_now": "Digest now",
    "button.change_time": "Change time",
    "button.time_zone": "Time zone",
    "button.unsubscribe": "Unsubscribe",
    "button.undo": "Undo",
    "button.back": "Back",
    "button.all_sources": "All sources",
    "button.drop_all": "Drop all",
    "button.keep_all": "Keep them",
    "button.seeds": "Try it with seeds",
    "button.times": "Times",
    "button.days": "Days",
    "button.quiet": "Quiet hours",
    "button.pause": "Pause",
    "button.resume": "Resume",
    "button.pause_day": "1 day",
    "button.pause_week": "1 week",
    "button.pause_ever": "Until I resume",
    "button.chosen": "✓ {label}",
    "button.morning": "Before noon",
    "button.afternoon": "After noon",
    "button.no_digest": "Turn digests off",
    "button.every_day": "Every day",
    "button.working_days": "Mon–Fri",
    "button.weekend": "Sat–Sun",
    "button.no_quiet": "No quiet hours",
    "button.silent": "Without a sound",
    "button.nothing_new": "Say when nothing is new",
    "button.location": "Share my location",
    "button.keep_zone": "Keep the time zone",
    "button.how_much": "How much",
    "button.weights": "Weights",
    "button.muted": "Muted",
    "button.only": "Only",
    "button.roundup": "Weekly roundup",
    "button.breaking": "Breaking news",
    "button.schedule": "Schedule",
    "button.sources": "Sources",
    "button.all_stories": "All",
    "button.stories": "{count} stories",
    "button.minutes": "{count} min",
    "button.weighed": "{name}: {weight}",
    "button.reset": "Reset weights",
    "button.remove": "Remove: {word}",
    "button.off": "Off",
    "button.breaking_sources": "{count} sources",
    "button.breaking_most": "{count} a day",
    "day.today": "today",
    "day.tomorrow": "tomorrow, {day}",
    "day.yesterday": "yesterday",
    "days.every": "every day",
    "days.from": "from {first} to {last}",
    "days.on": "on {days}",
    "days.each": "{day}s",
    "list.and": "{before} and {last}",
    "span.one": "one {unit}",
    "span.minute": "minute",
    "span.minutes": "{count} minutes",
    "span.hour": "hour",
    "span.hours": "{count} hours",
    "span.day": "day",
    "span.days": "{count} days",
    "span.week": "week",
    "span.weeks": "{count} weeks",
    "span.month": "month",
    "span.months": "{count} months",
    "length.minute": "1 minute",
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
    "subscribe.newest_in_digest": "Its newest, which come with your next digest:",
    "subscribe.one_in_digest": "Its newest, which comes with your next digest:",
    "subscribe.empty": "There is nothing in it yet.",
    "subscribe.choose": "{host} has several feeds. Which one shall I follow?",
    "subscribe.choose_many": (
        "{host} has {count} feeds; these are the first {shown}. Which one shall I follow?"
    ),
    "subscribe.refused": "{name}: {reason}",
    "subscribe.several_links": "There are {count} links in this message. Which one shall I follow?",
    "subscribe.imported": "Sources in this file that you follow from now on: {new}.",
    "subscribe.imported_known": "Followed already: {count}.",
    "subscribe.imported_unusable": "Without an address that I can read: {count}.",
    "subscribe.imported_left_out": "More than I take for one chat, and left out: {count}.",
    "subscribe.imported_soon": "I read them within the next minutes; /feeds shows how it goes.",
    "unsubscribe.done": "You no longer follow {title}.",
    "unsubscribe.last": "You follow nothing any more, so no digest comes.",
    "unsubscribe.sure": "Shall I drop all {count} sources of this chat?",
    "unsubscribe.sure_one": "Shall I drop the one source of this chat?",
    "unsubscribe.choose": "Which one shall I drop?",
    "sources.head": "Sources of this chat: {count}",
    "sources.none": "You follow nothing yet. /subscribe tells how to begin.",
    "sources.every": "new every {span}",
    "sources.quiet": "nothing new for {span}",
    "sources.newest_age": "its newest is {span} old",
    "sources.unread": "not read yet",
    "sources.empty": "nothing in it yet",
    "sources.gone": "gone: its server says that it is no longer there",
    "sources.fails": "not readable since {since}: {reason}",
    "sources.fails_unread": "could not be read so far: {reason}",
    "sources.folder": "The folder of articles on the machine that I run on",
    "sources.folder_name": "seeds",
    "sources.read_at": "Last read: {since}.",
    "sources.newest": "Newest:",
    "schedule.comes": "Your digest comes {days} at {times}, {zone}.",
    "schedule.next": "The next one: {day}, at {time}.",
    "schedule.no_times": "No digest comes by itself. /schedule 08:00 brings one.",
    "schedule.no_sources": "You follow nothing yet, so none comes: /subscribe tells how to begin.",
    "schedule.held_up": (
        "None comes at the moment, for I could not write here: send me any command, and they go on."
    ),
    "schedule.paused_until": "It is paused until {day}.",
    "schedule.paused": "It is paused until you resume.",
    "schedule.late": "Very many digests are due then: yours may come up to {span} later.",
    "schedule.quiet": "Nothing comes from {start} to {end}; what is due then comes at {end}.",
    "schedule.silent": "It comes without a sound.",
    "schedule.says_nothing_new": "When nothing is new, a line says so.",
    "schedule.says_nothing": "When nothing is new, nothing comes.",
    "schedule.dropped": "By this change none comes {days}; the next one tells what was new.",
    "schedule.doubled": "By this change a further one comes {day}.",
    "schedule.had": "You have had the one for {day}, {time}, already.",
    "schedule.now": "It is {time} now in {zone}.",
    "schedule.choose_times": "Press a time to have a digest then, or to have none then any more.",
    "schedule.choose_days": "Press a day to have digests on it, or to have none on it any more.",
    "schedule.choose_quiet": "When shall nothing come?",
    "schedule.choose_pause": "For how long shall no digest come? The first one after tells what was new.",
    "timezone.is": "The time zone here is {zone}; it is {time} now.",
    "timezone.how": (
        "Is that wrong? Send me a city, a zone or an offset: /timezone Berlin, /timezone Asia/Tokyo "
        "or /timezone +5:30."
    ),
    "timezone.how_private": "Or share your location.",
    "timezone.set": "Time zone: {zone}. It is {time} now.",
    "timezone.choose": "Which of these do you mean?",
    "timezone.share": (
        "Press the button below to share your location. I keep the name of the time zone alone. "
        "On a computer there is no such button: send me a city, as in /timezone Berlin."
    ),
    "timezone.kept": "The time zone stays {zone}.",
    "timezone.put_away": "No location needed, then.",
    # What a chat wishes of its digests.
    "settings.head": "Settings of this chat",
    "settings.muted": "Not shown are stories with one of: {words}.",
    "settings.muted_none": "Nothing is muted.",
    "settings.only": "Shown are only stories with one of: {words}.",
    "settings.only_none": "No story needs a certain word to be shown.",
    "settings.weights": "Weights: {names}.",
    "settings.weights_none": "No word and no source has a weight.",
    "settings.weights_how": (
        "Stories with a word, or from a source, that has more weight come earlier, and those with less come "
        "later. Press one to change its weight."
    ),
    "settings.weights_later": (
        "Follow a source (/subscribe tells how to begin), and here you say if you want more or less of it."
    ),
    "settings.weighed": "{name} ({weight})",
    "settings.weight_how": "How much of it shall there be?",
    "settings.much_more": "much more",
    "settings.more": "more",
    "settings.as_usual": "as usual",
    "settings.less": "less",
    "settings.much_less": "much less",
    "settings.more_names": "{count} more",
    "settings.apart": "Articles that you took out of their stories: {count}.",
    "settings.reset_sure": (
        "Shall all of this go? Muted words, the only words and everything else in the settings stay."
    ),
    "settings.reset_done": "No weight is left.",
    "settings.budget_all": "A digest holds all that is new.",
    "settings.budget_stories": "A digest holds {count} stories at most.",
    "settings.budget_minutes": "A digest takes {count} minutes to read at most.",
    "settings.budget_how": "How much shall a digest hold?",
    "settings.roundup_on": "A roundup of the week comes once a week.",
    "settings.roundup_off": "No weekly roundup comes.",
    "settings.breaking_on": (
        "Breaking news: a story that {sources} independent sources of yours report within an hour comes at "
        "once, at most {most} a day and never in quiet hours."
    ),
    "settings.breaking_off": "Breaking news is off: stories wait for the digest.",
    "settings.breaking_how": (
        "How many independent sources have to report a story within an hour, so that it comes at once?"
    ),
    "profile.word": "“{word}”",
    "profile.muted": "Muted: {words}.",
    "profile.muted_no_more": "No longer muted: {word}.",
    "profile.mutes": "Stories with one of these are not shown here (words and phrases: {count}):",
    "profile.mutes_nothing": "Nothing is muted here.",
    "profile.mute_how": "To mute more: /mute football, “New York”",
    "profile.only_added": "Added: {words}.",
    "profile.only_no_more": "Taken away: {word}.",
    "profile.only_these": (
        "From now on only stories with one of these are shown here (words and phrases: {count}):"
    ),
    "profile.only_nothing": "Stories about everything are shown here: no word is needed.",
    "profile.only_how": "To have only stories with certain words: /only football, “New York”",
    "profile.unfit": "Not taken, for a word or phrase has 2 to 64 characters, letters among them: {words}.",
    "profile.full": (
        "Not taken, for I keep up to {limit} words and phrases of a chat: {words}. Remove some first."
    ),
    "profile.gone": "This is gone already.",
    "profile.more_of": "More of: {names}.",
    "profile.less_of": "Less of: {names}.",
    "profile.none_moved": "There is no word here that I could weigh, so nothing has changed.",
    "profile.changes_it": "/settings changes it.",
    "toast.not_followed": "You do not follow this any more.",
    "toast.admins_only": "Only administrators can change this.",
    "toast.coming_privately": "I send it to you privately.",
    "toast.start_first": "Open a private chat with me and press Start; then press this button again.",
    "toast.old_menu": "This button is from an older version. Send the command again.",
    "error.admins_only": "Only administrators of this group can change what comes here, and when.",
    "error.no_sources": "You follow nothing yet, so there is no digest. /subscribe tells how to begin.",
    "error.not_followed": "You follow nothing called {name}. /feeds shows what you follow.",
    "error.several_followed": "You follow several sources called {name}. Name one by its number in /feeds.",
    "error.one_day": "One day has to stay. To have no digest by itself, choose no time.",
    "error.zone_unknown": (
        "I know no place or time zone called {place}. Send me a larger city near you, or an offset: "
        "/timezone Berlin or /timezone +5:30."
    ),
    "error.digest_gone": "I no longer have this digest.",
    "error.nothing_to_follow": (
        "I see nothing here that can be followed. Answer a message that has a link, a forwarded post of a "
        "channel, or an OPML file; or put the address behind /subscribe."
    ),
    "error.no_opml": "{name} is no list of sources: I read OPML files, which other readers export.",
    "access.lost_right": (
        "I can no longer write in {title}, so its digest is paused. Let me post there again, and it goes on."
    ),
    # What is typed behind /schedule.
    "error.schedule_nothing": (
        "Tell me when: /schedule 08:00 18:30 for two digests a day, /schedule mon-fri 7:30, /schedule quiet "
        "22:00-07:00, /schedule pause 3 days, or /schedule off."
    ),
    "error.schedule_unreadable": (
        "I do not understand “{part}”. Write it like this: /schedule 08:00 18:30 mon-fri. "
        "There are also quiet 22:00-07:00, pause 3 days, pause until 24 dec, resume and off."
    ),
    "error.schedule_span": (
        "A digest comes at a moment: name each, as in /schedule {start} {end}. "
        "For hours in which nothing shall come: /schedule quiet {start}-{end}."
    ),
    "error.schedule_on_and_off": (
        "You name times, and “off” as well. Send me the times alone, as in /schedule 08:00, or /schedule off."
    ),
    "error.schedule_by_day": (
        "Digests come at the same times on all their days. Name the times once, "
        "as in /schedule mon-fri 08:00 18:30."
    ),
    "error.schedule_many": (
        "These are {count} times, and I send up to {limit} digests a day. Leave some out, "
        "as in /schedule 08:00 12:00 18:30."
    ),
    "error.schedule_close": (
        "{first} and {second} are too close: between two digests there have to be {minutes} minutes, "
        "as in /schedule 08:00 08:15."
    ),
    "error.schedule_quiet": (
        "Tell me from when to when it shall be quiet: /schedule quiet 22:00-07:00. "
        "/schedule quiet off ends it."
    ),
    "error.schedule_pause": (
        "I do not understand for how long: “{part}”. Write it like this: /schedule pause 3 days, "
        "/schedule pause until friday, or /schedule pause until 2026-12-24."
    ),
    "error.schedule_pause_past": (
        "This day has come already. Name a later one, as in /schedule pause until friday, "
        "or a time, as in /schedule pause 3 days."
    ),
    "error.schedule_pause_long": (
        "I pause for up to {days} days. To pause until you say otherwise, send /schedule pause; "
        "/schedule resume ends it."
    ),
    # Sources that fail, and what cannot be followed.
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
    "reason.refused": "its server does not let me read it",
    "reason.not_found": "its server knows no such address",
    "reason.gone": "its server says that it is no longer there",
    "reason.private": "its address leads into a private network",
    "reason.certificate": "its server has no valid certificate",
    "reason.redirects": "its server sends me around in a circle",
    "reason.too_large": "it is too large",
    "reason.no_feed": "what its server sends is no feed",
    "reason.broken": "it is damaged",
    "reason.empty": "it is empty",
    "reason.too_heavy": "reading it takes more than I give to one source",
    "reason.channel_unknown": "Telegram knows no such channel",
    "reason.channel_closed": "the channel shows its posts to members alone",
    "reason.folder": "the folder cannot be opened",
    "reason.unknown": "something went wrong on my side",
    "error.channel_private": (
        "This channel is private, and I read only public ones. Forward me its posts, and I sum them up; "
        "or put what you want to follow behind /subscribe."
    ),
    "error.several_feeds": "It has {count} feeds. Send /subscribe with {host} alone to choose one.",
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
    "error.source_too_slow": "{host} did not send all of it within {seconds} seconds. Try again later.",
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
    "error.folder_unreadable": (
        "My folder of articles cannot be opened. (The owner of this bot can mend that: it is {folder}.)"
    ),
    "error.too_many_sources": (
        "This chat follows {limit} sources, which is all that I take. /unsubscribe one, and try again."
    ),
    "error.source_gone": (
        "I no longer keep this source. Follow it anew by its address, as in /subscribe example.org."
    ),
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
