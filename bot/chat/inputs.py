"""What a message asks to have summarised. Pure: reads Telegram's objects, sends nothing.

What counts, where a message holds several things:

- A document is read, whatever its caption says.
- Of an answer with a quoted part only that part counts; else the whole message that is answered. A text
  behind `/summary` comes before both.
- Links count as `Piece.links` tells: neither those into Telegram nor bare names of sites beside others.
- A text without a link is summed up itself.
- A text with links whose own words, the addresses left out, have 600 characters or more is an article that
  names its sources: it is summed up itself, and its only link is kept as its source.
- Any shorter text with a link is an introduction to it (a teaser of a channel, a caption, "look at this"):
  the page is read. Where it has several links, each gets a button; for `/summary` up to four are read and
  summed up together.
- Bare names of sites ("example.com") in a text of 200 characters or more are mentions: the text is summed up.
- Of an answer to a message of this bot the article or link counts that the message shows or opens; its own
  words are never summed up, unless a part of them is quoted.
- A forwarded post keeps its channel as source, with the address of the post where the channel has a name of
  its own, else with the only link in the post.
- Without a command, in a private chat: a text without a link counts from 600 characters on, a forwarded one
  at any length; shorter ones are conversation, and are told so.
"""

from telegram import (
    ExternalReplyInfo,
    InlineKeyboardButton,
    Message,
    MessageOrigin,
    MessageOriginChannel,
    MessageOriginChat,
)

from bot.articles.links import web_link
from bot.chat.ask import parse_command
from bot.chat.links import Piece, piece_of
from bot.chat.pastes import PASTE_FROM
from bot.chat.wanted import (
    Ask,
    Choice,
    File,
    Newest,
    Nothing,
    Offered,
    Page,
    Pages,
    Shown,
    Text,
    Today,
    Wanted,
)
from bot.errors import UserError
from bot.render.keyboards import Action, Press
from bot.render.text import visible

# A text of 40 words, the least that is summed up, has about so many characters.
_MENTIONS_FROM = 200
# So many links are read together at most; more of them are a list, of which one is chosen.
MOST_TOGETHER = 4
_TODAY = "today"


def ask_of_command(message: Message, bot_id: int, album: Message | None = None) -> Ask:
    """Return what `/summary …` asks for; `album` has the caption of the album that is answered.

    `bot_id` is the user id of this bot, by which its own messages are known.
    """
    try:
        command = parse_command(message)
    except UserError as error:
        return Ask(Nothing(error))
    if file := file_of(message):
        return Ask(file, command.budget)
    if command.rest.text.strip().casefold() == _TODAY:
        return Ask(Today(), command.budget)
    wanted: Wanted
    if command.rest.text:
        wanted = _of_piece(command.rest, None, None)
    else:
        wanted = _of_reply(message, bot_id, album) or Newest()
    if isinstance(wanted, Choice) and len(wanted.links) <= MOST_TOGETHER:
        wanted = Pages(wanted.links)
    return Ask(wanted, command.budget)


def ask_of_plain(message: Message) -> Ask:
    """Return what a message without a command asks for in a private chat."""
    if file := file_of(message):
        return Ask(file)
    piece = piece_of(message)
    if not piece.links() and not message.forward_origin and len(piece.text) < PASTE_FROM:
        return Ask(Nothing(_why_not(message, piece.text)))
    return Ask(_of_message(message))


def replied_message(message: Message) -> Message | None:
    """Return the message that this one answers, unless it only opens the forum topic."""
    replied = message.reply_to_message
    # In a topic every message formally answers the service message that opened it.
    return None if replied is None or replied.forum_topic_created else replied


def source_of(origin: MessageOrigin | None) -> str | None:
    """Return the name of the channel or group that a post was forwarded from; people are no source."""
    match origin:
        case MessageOriginChannel(chat=chat) | MessageOriginChat(sender_chat=chat):
            return visible(chat.title or "") or None
    return None


def presses_below(message: Message) -> list[Press]:
    """Return what the buttons below a message send to this bot, in their order."""
    data = (button.callback_data for button in _buttons(message))
    presses = (Press.decode(text) for text in data if isinstance(text, str))
    return [press for press in presses if press]


def _of_reply(message: Message, bot_id: int, album: Message | None) -> Wanted | None:
    replied, outside = replied_message(message), message.external_reply
    if message.quote:
        origin = replied.forward_origin if replied else (outside.origin if outside else None)
        return _of_piece(piece_of(message.quote), _post_link(origin), source_of(origin))
    if replied:
        if replied.from_user and replied.from_user.id == bot_id:
            return _of_own(replied)
        if not piece_of(replied).text and album and album.media_group_id == replied.media_group_id:
            return _of_message(album)
        return _of_message(replied)
    return _of_outside(outside) if outside else None


def _of_outside(reply: ExternalReplyInfo) -> Wanted:
    """Return what a message of another chat has to offer, of which bots are told no text."""
    if file := file_of(reply):
        return file
    piece = piece_of(reply)
    return Page(piece.preview) if piece.preview else Nothing(UserError("other_chat"))


def _of_message(message: Message) -> Wanted:
    if file := file_of(message):
        return file
    piece = piece_of(message)
    if not piece.text and not piece.links():
        return Nothing(_why_not(message, ""))
    return _of_piece(piece, _post_link(message.forward_origin), source_of(message.forward_origin))


def _of_piece(piece: Piece, post: str | None, source: str | None) -> Wanted:
    """Decide between a text and its links; `post` and `source` say where it was forwarded from."""
    links, words = piece.links(), piece.own_words()
    if len(words) >= _MENTIONS_FROM and all(link.is_mention for link in links):
        return Text(piece.text, post, source)
    if not links or len(words) >= PASTE_FROM:
        only = web_link(links[0].url) if len(links) == 1 else None
        return Text(piece.text, post or only, source)
    return Page(links[0].url) if len(links) == 1 else Choice(tuple(links))


def _of_own(message: Message) -> Wanted:
    """Return the article that a message of ours shows, or the link that it failed to open, by its buttons."""
    for press in presses_below(message):
        match press.action:
            case Action.SHORTER | Action.LONGER:
                return Shown(press.id)
            case Action.TRY_AGAIN:
                return Offered(press.id)
            case Action.LINK:
                return Nothing(UserError("not_chosen"))
    url = next((button.url for button in _buttons(message) if button.url), None)
    return Page(url) if url else Nothing(UserError("no_text"))


def _buttons(message: Message) -> list[InlineKeyboardButton]:
    rows = message.reply_markup.inline_keyboard if message.reply_markup else ()
    return [button for row in rows for button in row]


def file_of(source: Message | ExternalReplyInfo) -> File | None:
    """Return the document of a message, if it has one."""
    document = source.document
    # Moving pictures come as documents too, for the sake of old clients.
    if document is None or source.animation:
        return None
    name = visible(document.file_name or "") or "document"
    return File(document.file_id, document.file_unique_id, name, document.file_size)


def _post_link(origin: MessageOrigin | None) -> str | None:
    if isinstance(origin, MessageOriginChannel) and origin.chat.username:
        return f"https://t.me/{origin.chat.username}/{origin.message_id}"
    return None


def _why_not(message: Message, text: str) -> UserError:
    if any(map(str.isalnum, text)):
        return UserError("short_message", paste_from=PASTE_FROM, length=len(text))
    return UserError("no_words" if message.effective_attachment else "no_text")
