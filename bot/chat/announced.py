"""What Telegram is to be told of the bot: the menus of commands and what stands on its profile."""

import hashlib
import json
from dataclasses import dataclass
from typing import TypeAlias

from bot.chat.commands import COMMANDS, OWNER_COMMANDS
from bot.render.catalogues import LOCALES
from bot.render.languages import ENGLISH, LANGUAGES, speaking
from bot.render.phrases import phrase

PRIVATE, GROUPS, ADMINS = "all_private_chats", "all_group_chats", "all_chat_administrators"
"""Scopes of menus, as Telegram calls them; that of one chat is its number."""

# What everybody in a group may ask for; the others are for its administrators.
_IN_GROUPS = ("summary", "digest", "help")
_IN_PRIVATE = tuple(name for name in COMMANDS if name not in OWNER_COMMANDS)
_FOR_ADMINS = (*_IN_GROUPS, *(name for name in _IN_PRIVATE if name not in {*_IN_GROUPS, "start"}))

Menu: TypeAlias = tuple[tuple[str, str], ...]
"""Commands and what they do."""


@dataclass(frozen=True, slots=True)
class Subject:
    """One thing that Telegram is told."""

    kind: str
    """"commands", "description" (in an empty chat) or "short" (on the profile)."""
    scope: str = ""
    """Of commands."""
    language: str = ""
    """Empty: for all languages that have none of their own."""

    def encode(self) -> str:
        """Return how a database keeps it: at most 64 characters."""
        return f"{self.kind}:{self.scope}:{self.language}"

    @classmethod
    def decode(cls, text: str) -> "Subject":
        """Return the subject that `encode` made this of."""
        return cls(*text.split(":"))


Told: TypeAlias = dict[Subject, str | Menu]


def languages() -> list[str]:
    """Return the languages that there is something to tell in, English first."""
    return [code for code in LANGUAGES if code == ENGLISH or (LOCALES / f"{code}.po").exists()]


def told_in(code: str) -> Told:
    """Return what is told in a language; English is for all that have none of their own."""
    language = "" if code == ENGLISH else code
    with speaking(code):
        return {
            Subject("commands", PRIVATE, language): _menu(_IN_PRIVATE),
            Subject("commands", GROUPS, language): _menu(_IN_GROUPS),
            Subject("commands", ADMINS, language): _menu(_FOR_ADMINS),
            Subject("description", language=language): phrase("bot.description"),
            Subject("short", language=language): phrase("bot.short"),
        }


def told_to_owner(owner: int, code: str) -> Told:
    """Return the menu of an owner's own chat, which has all commands."""
    with speaking(code):
        return {Subject("commands", str(owner)): _menu(COMMANDS)}


def digest_of(content: str | Menu, bot_id: int) -> str:
    """Return what tells one content from another; another bot knows nothing of what this one was told."""
    return hashlib.sha256(json.dumps([bot_id, content]).encode()).hexdigest()


def _menu(names: tuple[str, ...]) -> Menu:
    return tuple((name, phrase(f"command.{name}")) for name in names)
