"""Telling Telegram what the bot is and can do, beside everything else and only what is new."""

import asyncio
from contextlib import suppress
from typing import Any

import structlog
from telegram import (
    BotCommand,
    BotCommandScope,
    BotCommandScopeAllChatAdministrators,
    BotCommandScopeAllGroupChats,
    BotCommandScopeAllPrivateChats,
    BotCommandScopeChat,
)
from telegram.error import RetryAfter, TelegramError
from telegram.ext import ExtBot

from bot.chat.announced import (
    ADMINS,
    GROUPS,
    PRIVATE,
    Menu,
    Subject,
    Told,
    digest_of,
    languages,
    told_in,
    told_to_owner,
)
from bot.digest.model import Place
from bot.sender import ASIDE
from bot.sender.refusals import seconds_of
from bot.services.access import Access
from bot.services.looks import Looks
from bot.storage import AnnouncedStore, StorageError
from bot.storage.sql import cause_of

log = structlog.get_logger(__name__)

# Seconds between two calls: nobody waits for them, and Telegram wants few of this kind.
_PAUSE = 1.0
# After so many refusals in a row the rest would fail as well.
_MOST_FAILURES = 3
# A call is put off so many times at Telegram's wish; then it is left to the next start.
_MOST_DELAYS = 3

_SCOPES = {
    PRIVATE: BotCommandScopeAllPrivateChats(),
    GROUPS: BotCommandScopeAllGroupChats(),
    ADMINS: BotCommandScopeAllChatAdministrators(),
}


class _AwayError(Exception):
    """Telegram takes nothing of this at the moment."""


class Announcer:
    """Tells menus and descriptions in all languages. What fails is told at the next start, or when woken."""

    def __init__(self, bot: ExtBot[Any], store: AnnouncedStore, access: Access, looks: Looks) -> None:
        self._bot = bot
        self._store = store
        self._access = access
        self._looks = looks
        self._woken = asyncio.Event()
        self._task: asyncio.Task[None] | None = None
        self._unreached: set[int] = set()

    def start(self) -> None:
        """Begin to tell what is new."""
        self._task = asyncio.create_task(self._run())

    def wake(self) -> None:
        """Look again soon: there is another owner, or one speaks another language."""
        self._woken.set()

    def met(self, owner: int) -> None:
        """Note that an owner writes: one who never did before can be given a menu from now on."""
        if owner in self._unreached:
            self._unreached.discard(owner)
            self.wake()

    async def stop(self) -> None:
        """End, whatever is still to be told."""
        if self._task:
            self._task.cancel()
            await asyncio.wait({self._task})

    async def _run(self) -> None:
        while True:
            self._woken.clear()
            try:
                await _Round(self._bot, self._store, self._unreached).announce(await self._to_owners())
            except (TelegramError, StorageError) as error:
                log.warning("not_announced", error=cause_of(error))
            except Exception:  # the edge of a job: the next start begins it anew
                log.exception("not_announced")
            await self._woken.wait()

    async def _to_owners(self) -> Told:
        told: Told = {}
        for owner in sorted(self._access.owners):
            told |= await asyncio.to_thread(told_to_owner, owner, await self._looks.language(Place(owner)))
        return told


class _Round:
    """One look at all there is to tell."""

    def __init__(self, bot: ExtBot[Any], store: AnnouncedStore, unreached: set[int]) -> None:
        self._bot = bot
        self._store = store
        self._unreached = unreached
        self._known: dict[str, str] = {}
        self._wanted: set[str] = set()
        self._failed: list[Subject] = []
        self._reason = ""
        self._in_a_row = 0

    async def announce(self, to_owners: Told) -> None:
        """Tell all that is new, and take back what is told no more."""
        self._known = await self._store.all()
        with suppress(_AwayError):
            await self._everything(to_owners)
        if self._failed:
            names = [subject.encode() for subject in self._failed[:_MOST_FAILURES]]
            log.warning("not_all_announced", failed=len(self._failed), first=names, error=self._reason)

    async def _everything(self, to_owners: Told) -> None:
        english: Told = {}
        for code in languages():
            told = await asyncio.to_thread(told_in, code)  # reading a catalogue takes a moment
            if not english:
                english = told | to_owners
                told = english
            else:  # what is not translated, Telegram shows in English by itself
                told = {
                    subject: content
                    for subject, content in told.items()
                    if content != english[Subject(subject.kind, subject.scope)]
                }
            await self._tell_new(told)
            await asyncio.sleep(_PAUSE)
        for name in self._known.keys() - self._wanted:
            await self._take_back(name)

    async def _tell_new(self, told: Told) -> None:
        for subject, content in told.items():
            name, digest = subject.encode(), digest_of(content, self._bot.id)
            self._wanted.add(name)
            if self._known.get(name) != digest and await self._is_taken(subject, content):
                await self._store.note(name, digest)

    async def _take_back(self, name: str) -> None:
        subject = Subject.decode(name)
        if await self._is_taken(subject, () if subject.kind == "commands" else ""):
            await self._store.forget(name)

    async def _is_taken(self, subject: Subject, content: str | Menu) -> bool:
        """Tell one thing, as slowly as Telegram wants; return whether it was taken. Raises `_AwayError`."""
        for _ in range(_MOST_DELAYS):
            try:
                await self._tell(subject, content)
            except RetryAfter as error:
                self._reason = error.message
                await asyncio.sleep(seconds_of(error))
            except TelegramError as error:
                if subject.scope.isdecimal() and "chat not found" in error.message.lower():
                    self._unreached.add(int(subject.scope))
                    log.info("owner_never_wrote", meaning="their menu is told when they do")
                    return False
                self._reason = error.message
                break
            else:
                self._in_a_row = 0
                await asyncio.sleep(_PAUSE)
                return True
        self._note_failure(subject)
        return False

    def _note_failure(self, subject: Subject) -> None:
        self._failed.append(subject)
        if subject.scope.isdecimal():  # an owner who never started the bot; that says nothing of the others
            self._unreached.add(int(subject.scope))
            return
        self._in_a_row += 1
        if self._in_a_row >= _MOST_FAILURES:
            raise _AwayError

    async def _tell(self, subject: Subject, content: str | Menu) -> None:
        language = subject.language or None
        # Aside of all other calls: that Telegram wants no more of these for a while says nothing of messages.
        if isinstance(content, str):
            if subject.kind == "short":
                await self._bot.set_my_short_description(content, language, rate_limit_args=ASIDE)
            else:
                await self._bot.set_my_description(content, language, rate_limit_args=ASIDE)
        elif content:
            menu, scope = [BotCommand(*command) for command in content], _scope(subject.scope)
            await self._bot.set_my_commands(menu, scope, language, rate_limit_args=ASIDE)
        else:
            await self._bot.delete_my_commands(_scope(subject.scope), language, rate_limit_args=ASIDE)


def _scope(name: str) -> BotCommandScope:
    return _SCOPES.get(name) or BotCommandScopeChat(int(name))
