"""What the command `/summary` says: how long a summary, and what follows. Pure."""

import re
from dataclasses import dataclass

from telegram import Message

from bot.chat.links import Piece, piece_of
from bot.errors import UserError
from bot.render.keyboards import MAX_SENTENCES
from bot.services.budget import DEFAULT_BUDGET, Budget, Sentences, Words, words_read_in

_COMMAND = re.compile(r"/summary(?:@(?P<bot>\w+))?(?=\s|$)", re.IGNORECASE | re.ASCII)
_LENGTH = re.compile(r"(?P<number>[+-]?\d+)(?P<unit>(?ai:s|min))?(?=\s|$)")
# Twenty sentences, even of a hundred words each, are read in less; and "1960s" is no time.
MAX_SECONDS = 600
# More digits of a number than these say only that it is too large, and Python reads no number of thousands.
_DIGITS = 10


@dataclass(frozen=True, slots=True)
class Command:
    """How long a summary is wanted, and what stands behind that."""

    budget: Budget
    rest: Piece


def is_command(message: Message, username: str) -> bool:
    """Whether a text or caption begins with `/summary`, and not with that of another bot."""
    match = _COMMAND.match(message.text or message.caption or "")
    return match is not None and (match["bot"] or username).lower() == username.lower()


def parse_command(message: Message) -> Command:
    """Read `/summary [N|Ns|Nmin] [text]`; raises `UserError` for a number that cannot be given."""
    piece = piece_of(message)
    command = _COMMAND.match(piece.text)
    begin = _after_space(piece.text, command.end() if command else 0)
    match = _LENGTH.match(piece.text, begin)
    if not match:
        return Command(DEFAULT_BUDGET, piece.after(begin))
    rest = piece.after(_after_space(piece.text, match.end()))
    number, unit = int(match["number"][:_DIGITS]), match["unit"]
    seconds = number * 60 if unit and unit.lower() == "min" else number
    if unit and 1 <= seconds <= MAX_SECONDS:
        return Command(Words(words_read_in(seconds)), rest)
    if not unit and 1 <= number <= MAX_SENTENCES:
        return Command(Sentences(number), rest)
    if rest.text:
        # "/summary 2023 was a good year …": the number belongs to the text
        return Command(DEFAULT_BUDGET, piece.after(begin))
    raise UserError("count", max_sentences=MAX_SENTENCES)


def _after_space(text: str, start: int) -> int:
    return len(text) - len(text[start:].lstrip())
