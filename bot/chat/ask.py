"""What a message asks to have summarised. Pure: reads Telegram's objects, sends nothing."""

import re
from dataclasses import dataclass

from telegram import Message, MessageEntity, MessageOriginChannel

from bot.articles.links import web_link
from bot.errors import UserError
from bot.render.keyboards import MAX_SENTENCES, Action, Press
from bot.services.budget import DEFAULT_BUDGET, Budget, Sentences, Words, words_read_in

_LENGTH = re.compile(r"(?P<number>[+-]?\d+)(?P<unit>(?ai:s|min))?(?=\s|$)")
# Twenty sentences, even of a hundred words each, are read in less; and "1960s" is no time.
MAX_SECONDS = 600
# More digits of a number than these say only that it is too large, and Python reads no number of thousands.
_DIGITS = 10


@dataclass(frozen=True, slots=True)
class Ask:
    """What `/summary` was asked: how long a summary, and of which text."""

    budget: Budget
    text: str


def parse_command(message: Message) -> Ask:
    """Read `/summary [N|Ns|Nmin] [text]`; raises `UserError` for a number that cannot be given."""
    _, *rest_ = (message.text or "").split(maxsplit=1)
    rest = rest_[0] if rest_ else ""
    match = _LENGTH.match(rest)
    if not match:
        return Ask(DEFAULT_BUDGET, rest)
    text = rest[match.end() :].lstrip()
    number, unit = int(match["number"][:_DIGITS]), match["unit"]
    seconds = number * 60 if unit and unit.lower() == "min" else number
    if unit and 1 <= seconds <= MAX_SECONDS:
        return Ask(Words(words_read_in(seconds)), text)
    if not unit and 1 <= number <= MAX_SENTENCES:
        return Ask(Sentences(number), text)
    if text:
        return Ask(DEFAULT_BUDGET, rest)  # "/summary 2023 was a good year …": the number belongs to the text
    raise UserError("count", max_sentences=MAX_SENTENCES)


def replied_message(message: Message) -> Message | None:
    """Return the message that this one answers, unless it only opens the forum topic."""
    replied = message.reply_to_message
    # In a topic every message formally answers the service message that opened it.
    return None if replied is None or replied.forum_topic_created else replied


def shown_article(message: Message) -> Press | None:
    """Return the article that a summary of ours shows, read from its buttons."""
    rows = message.reply_markup.inline_keyboard if message.reply_markup else ()
    for button in (button for row in rows for button in row):
        data = button.callback_data
        press = Press.decode(data) if isinstance(data, str) else None
        if press and press.action in {Action.SHORTER, Action.LONGER}:
            return press
    return None


def text_of(message: Message) -> str:
    """Return the text or the caption of a message."""
    return message.text or message.caption or ""


def link_of(message: Message) -> str | None:
    """Return the link to the article of a message: the only one in it, or the post it was forwarded from."""
    entities = message.parse_entities() if message.text else message.parse_caption_entities()
    links = {
        entity.url if entity.type == MessageEntity.TEXT_LINK else text
        for entity, text in entities.items()
        if entity.type in {MessageEntity.URL, MessageEntity.TEXT_LINK}
    }
    if len(links) == 1:
        link = links.pop() or ""
        return web_link(link if "://" in link else f"https://{link}")
    origin = message.forward_origin
    if not links and isinstance(origin, MessageOriginChannel) and origin.chat.username:
        return f"https://t.me/{origin.chat.username}/{origin.message_id}"
    return None
