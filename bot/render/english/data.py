"""What is kept of a chat: taken out, brought in, moved, explained and deleted."""

from bot.render.english.model import Plural, Texts

TEXTS: Texts = {
    "command.data": "Your data: export, import, move, delete",
    "command.export": "Export the sources (OPML) or all data (JSON)",
    "command.import": "Import a list of sources (OPML) or a backup (JSON)",
    "command.move": "Move all that is set up here to another chat",
    "command.privacy": "What I keep, why, for how long, and who sees it",
    "command.forget": "Delete everything of this chat",
    "button.export_opml": "Export sources",
    "button.export_json": "Export all data",
    "button.import": "Import",
    "button.move": "Move to another chat",
    "button.privacy": "Privacy",
    "button.forget": "Delete everything",
    "button.forget_yes": "Yes, delete it all",
    "button.forget_no": "No, keep it",
    "button.restore_yes": "Yes, restore it",
    "button.leave_it": "No, leave it as it is",
    "button.code": "Get a code",
    "button.move_to_group": "Move to a group",
    "button.move_to_private": "Move to our private chat",
    "button.move_yes": "Yes, move it here",
    "data.menu": "Your data",
    "data.menu_how": "What I keep of this chat you can take out, bring in, move to another chat, or delete.",
    "data.exported": Plural(
        "{count} source of this chat, as other readers import it.",
        "{count} sources of this chat, as other readers import them.",
    ),
    "data.exported_all": "All that I keep of this chat. Settings, sources and words of it I can restore: send me the file with /import.",
    "data.import_how": (
        "Send me a file with /import as its caption, or answer a file with /import:\n"
        "OPML, the list of sources that other readers export: I follow all of them, and keep the folders.\n"
        "JSON, as /export json gives it: I restore the settings, sources and words in it, after a question."
    ),
    "data.import_reading": "Reading your list: {done} of {total}",
    "data.import_stopped": "Stopped. Followed of this list by now: {done} of {total}. Send it again, and I go on where I stopped.",
    "data.imported": Plural(
        "From now on you follow {count} source of this file.",
        "From now on you follow {count} sources of this file.",
    ),
    "data.imported_none": "There is nothing new in this file.",
    "data.imported_known": Plural(
        "{count} of them you followed already.", "{count} of them you followed already."
    ),
    "data.imported_left_out": Plural(
        "{count} is left out: it would be more than I take for one chat.",
        "{count} are left out: they would be more than I take for one chat.",
    ),
    "data.imported_unusable": Plural(
        "{count} has no address that I can read:", "{count} have no address that I can read:"
    ),
    "data.imported_line": "{name} (line {line})",
    "data.imported_more": Plural("and {count} more", "and {count} more"),
    "data.imported_soon": "I read the new ones within the next minutes; /feeds shows how it goes.",
    "data.damaged_line": "The file is damaged at line {line}, and something behind it may be missing.",
    "data.damaged_column": "The file is damaged at line {line}, column {column}, and something behind it may be missing.",
    "data.damaged_how": "Export it anew or mend that line, and send it again: I follow nothing twice.",
    "data.holds_sources": Plural("{count} source", "{count} sources"),
    "data.holds_words": Plural("{count} filter", "{count} filters"),
    "data.restore_head": "Shall I restore this backup?",
    "data.restore_of": "Shall I restore this backup of {date}?",
    "data.restore_holds": "It holds: {what}.",
    "data.restore_replaces": "What is here now goes: the settings, {what}.",
    "data.restore_empty": "Nothing is set up here yet.",
    "data.restore_keeps": "What you were shown stays known, so that nothing comes twice.",
    "data.restored": "Restored: the settings, {what}.",
    "data.move_how": Plural(
        "All that is set up here can move to another chat: the schedule, the settings, the sources, the words, and how far "
        "the digests have come. This chat is left without.\n"
        "You get a code for that. It works once, within {minutes} minute.",
        "All that is set up here can move to another chat: the schedule, the settings, the sources, the words, and how far "
        "the digests have come. This chat is left without.\n"
        "You get a code for that. It works once, within {minutes} minutes.",
        "minutes",
    ),
    "data.move_code": "The code: {code}",
    "data.move_there": Plural(
        "In the other chat, send this within {minutes} minute:\n/move {code}\n"
        "In a channel, post it. It works for nobody but you, and where you are an administrator.",
        "In the other chat, send this within {minutes} minutes:\n/move {code}\n"
        "In a channel, post it. It works for nobody but you, and where you are an administrator.",
        "minutes",
    ),
    "data.move_head": "Shall this come here?",
    "data.move_holds": "The code brings: the settings, {what}.",
    "data.move_left": "The other chat is left without.",
    "data.move_meets": "Here is set up already: {what}. The sources and words of both stay. The settings of here go.",
    "data.move_left_out": "Together that is more than I take for one chat. Left out: {what}.",
    "data.moved": "Moved here: the settings, {what}.",
    "data.moved_away": "What was set up here has moved to another chat. /start begins anew.",
    "data.privacy": "What I keep of this chat",
    "data.privacy_setup": "Sources, schedule, settings and words: until you change or delete them. Without them no digest could come.",
    "data.privacy_asked": Plural(
        "Texts that you send me, and what I read for you behind links and in documents: for {count} day, so that the buttons go on working.",
        "Texts that you send me, and what I read for you behind links and in documents: for {count} days, so that the buttons go on working.",
    ),
    "data.privacy_sent": Plural(
        "What was sent to you when: for {count} day, so that nothing comes twice.",
        "What was sent to you when: for {count} days, so that nothing comes twice.",
    ),
    "data.privacy_feeds": Plural(
        "What your sources publish, for all chats that follow them: texts for as many days as yours, headlines for {count} day.",
        "What your sources publish, for all chats that follow them: texts for as many days as yours, headlines for {count} days.",
    ),
    "data.privacy_people": "Telegram's IDs of this chat and of whoever set it up or was invited. No names, no phone numbers, no other messages of a group.",
    "data.privacy_memory": "Until I am restarted: what my newest messages show, and for an hour how much each person asked for.",
    "data.privacy_who": "All of it lies in the database of the owner of this bot, on a machine of theirs, and I send it to nobody. My log has no texts. Sites that I read for you see that machine, not you. Telegram carries our messages.",
    "data.privacy_rights": "You can take out all of it, and delete all of it. Copies of the database that the owner made I cannot reach.",
    "data.forget_head": "Shall everything of this chat be deleted?",
    "data.forget_what": "What is set up: {what}.",
    "data.forget_rest": "The schedule and all settings go with it, and so does what is known of what you were shown, and the texts and links that only this chat asked for.",
    "data.forget_asked": "Texts and links that only this chat asked for are deleted all the same.",
    "data.forget_topics": Plural(
        "{count} part of this chat is set up, and goes with it.",
        "{count} topics and parts of this chat are set up, and all of them go.",
    ),
    "data.forget_owner": "You stay my owner, and I go on in the groups and channels that you brought me to.",
    "data.forget_member": "Your invitation goes, too: to use me again you need a new one, and I leave the groups that you brought me to unanswered.",
    "data.forget_removed": "The owner of this bot removed you. That stays noted: your ID, and when you came.",
    "data.forget_group": "I stay here and go on answering commands. To be rid of me, remove me from the chat.",
    "data.forget_sure": "This cannot be undone. /export takes a copy first.",
    "data.forgotten": "Everything of this chat is deleted. Nothing comes from me any more until you ask for it.",
    "data.forgetting": "Deleting …",
    "toast.sent_code": "I sent you the code privately.",
    "toast.start_for_code": "The code is for you alone. Open a private chat with me and press Start; then press this button again.",
    "error.opml_broken_at": "This OPML file is damaged (line {line}, column {column}), and I find no feed in it. Export it anew and send me that.",
    "error.no_import": "{name} is no list of sources and no backup: I read OPML files, and JSON as /export json gives it.",
    "error.backup_broken": "This JSON file is damaged (line {line}, column {column}). Export it anew and send me that.",
    "error.backup_not_ours": "This JSON file is no backup of mine. /export json makes one.",
    "error.backup_newer": "This backup was made by a newer version of me, and I cannot read it.",
    "error.backup_value": "In this backup I cannot use what stands at {key}. Nothing was changed. Mend it, or export it anew.",
    "error.backup_forgotten": "I no longer have this file. Send it again with /import. Nothing was changed.",
    "error.nothing_to_move": "Nothing is set up here yet, so there is nothing to move. To bring here what is set up in another chat, send /move there.",
    "error.code_unknown": "I know no such code. It may be mistyped, used already, or replaced by a newer one: /move in the other chat makes one.",
    "error.code_expired": Plural(
        "This code is older than {minutes} minute. /move in the other chat makes a new one.",
        "This code is older than {minutes} minutes. /move in the other chat makes a new one.",
        "minutes",
    ),
    "error.code_of_here": "This code is from this very chat. Send it in the chat that all is to move to.",
    "error.code_of_other": "Only whoever made this code can use it. /move in the other chat makes a new one.",
    "error.code_of_nobody": "Whoever made this code no longer decides in the other chat. An administrator there can make a new one.",
    "error.export_what": "I can export the sources, /export opml, or all data, /export json.",
}
"""Texts of "Your data"."""
