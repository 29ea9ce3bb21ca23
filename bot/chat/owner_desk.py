"""The screens that owners see: invites, people, served chats, statistics."""

import asyncio
import secrets
from collections.abc import Awaitable, Callable, Iterable, Sequence
from typing import TypeVar

from telegram.error import TelegramError

from bot.chat.context import Context
from bot.chat.delivery import View
from bot.render.owners import (
    chat_sure_text,
    chat_text,
    chats_text,
    invites_text,
    made_text,
    new_invite_text,
    people_text,
    person_sure_text,
    person_text,
    statistics_text,
)
from bot.render.owners_menus import (
    ON_A_PAGE,
    chat_keyboard,
    chats_keyboard,
    invites_keyboard,
    made_keyboard,
    new_invite_keyboard,
    pages_of,
    people_keyboard,
    person_keyboard,
    statistics_keyboard,
    sure_keyboard,
)
from bot.render.owners_presses import INVITE_DAYS, INVITE_USES, OwnerPress, OwnerScreen
from bot.render.phrases import phrase
from bot.services.invites import parse_invite

T = TypeVar("T")

# Tells one screen from another, so that a button pressed twice makes one link.
_MARK_BYTES = 6

_OF_A_PERSON = frozenset(
    {OwnerScreen.PERSON, OwnerScreen.PERSON_SURE, OwnerScreen.PERSON_OUT, OwnerScreen.PERSON_IN}
)
_OF_A_CHAT = frozenset({OwnerScreen.CHAT, OwnerScreen.CHAT_SURE, OwnerScreen.CHAT_OUT, OwnerScreen.CHAT_IN})


class Desk:
    """The screens of an owner, in their private chat. Names are asked of Telegram, and kept nowhere."""

    def __init__(self, context: Context, owner: int) -> None:
        self._bot, self._house = context.bot, context.house
        self._owner = owner

    async def turn(self, wanted: OwnerPress) -> View:
        """Do what a press asks for, and return the screen; raises `ValueError` for data of no button."""
        screen, page = wanted.screen, wanted.page
        if screen in _OF_A_PERSON:
            return await self._person(screen, wanted.number, page)
        if screen in _OF_A_CHAT:
            return await self._chat(screen, wanted.number, page)
        if screen in {OwnerScreen.NEW_INVITE, OwnerScreen.MAKE_INVITE}:
            return await self._new_invite(wanted)
        if screen is OwnerScreen.WITHDRAW:
            await self._house.invites.withdraw(wanted.number)
        lists = {OwnerScreen.PEOPLE: self.people, OwnerScreen.CHATS: self._chats}
        if screen is OwnerScreen.STATISTICS:
            return await self.statistics()
        return await lists.get(screen, self.invites)(page)

    async def invites(self, page: int = 1) -> View:
        """Return a page of the invites that still let somebody in."""
        found, count, page = await _page(self._house.invites.living, page)
        hint = self._no_invites()
        keyboard = invites_keyboard(found, count, page, can_make=not hint)
        return View([invites_text(found, count, page, hint)], keyboard)

    async def made_by_words(self, words: Sequence[str]) -> View:
        """Return a new link for as many people and days as somebody wrote; raises `UserError`."""
        uses, days = parse_invite(words)
        return await self._made(uses, days, secrets.token_urlsafe(_MARK_BYTES))

    async def people(self, page: int = 1) -> View:
        """Return a page of who may use the bot."""
        people, count, page = await _page(self._house.people.members, page)
        owners = sorted(self._house.access.owners)
        names = await self._names([*owners, *(one.user_id for one in people)])
        named = [(one.user_id, names.get(one.user_id, str(one.user_id))) for one in people]
        return View([people_text(owners, people, count, names)], people_keyboard(named, count, page))

    async def statistics(self) -> View:
        """Return what the bot has been doing."""
        return View([statistics_text(await self._house.statistics.now())], statistics_keyboard())

    async def _new_invite(self, wanted: OwnerPress) -> View:
        uses, days, mark = wanted.invite
        if uses not in INVITE_USES or days not in INVITE_DAYS:
            raise ValueError(wanted.value)
        if wanted.screen is OwnerScreen.MAKE_INVITE:
            return await self._made(uses, days, mark)
        mark = secrets.token_urlsafe(_MARK_BYTES)
        return View([new_invite_text()], new_invite_keyboard(uses, days, mark))

    async def _made(self, uses: int, days: int, mark: str) -> View:
        if self._no_invites():
            return await self.invites()
        payload, expires_at = await self._house.invites.make(self._owner, uses, days, mark)
        link = f"https://t.me/{self._bot.username}?start={payload}"
        return View([made_text(link, uses, expires_at)], made_keyboard(link))

    def _no_invites(self) -> str:
        """Return why invites let nobody in at the moment; empty where they do."""
        mode = self._house.access.mode
        keys = {"owner": "invite.owners_only", "public": "invite.not_needed"}
        return phrase(keys[mode]) if mode in keys else ""

    async def _person(self, screen: OwnerScreen, user_id: int, page: int) -> View:
        people = self._house.people
        if screen is OwnerScreen.PERSON_SURE:
            keyboard = sure_keyboard(OwnerScreen.PERSON_OUT, OwnerScreen.PERSON, user_id, page)
            return View([person_sure_text(user_id, await self._names([user_id]))], keyboard)
        if screen is not OwnerScreen.PERSON:
            await people.set_member(user_id, is_removed=screen is OwnerScreen.PERSON_OUT)
        person, brought = await people.member(user_id)
        if person is None:
            return await self.people(page)
        names = await self._names([user_id, *brought])
        keyboard = person_keyboard(user_id, page, is_removed=person.is_removed)
        return View([person_text(person, brought, names)], keyboard)

    async def _chats(self, page: int) -> View:
        people = self._house.people
        found, count, page = await _page(people.chats, page)
        chats = [(one, await people.is_served(one.chat_id)) for one in found]
        names = await self._names([number for one in found for number in (one.chat_id, one.added_by)])
        named = [(one.chat_id, names.get(one.chat_id, str(one.chat_id))) for one in found]
        return View([chats_text(chats, count, names)], chats_keyboard(named, count, page))

    async def _chat(self, screen: OwnerScreen, chat_id: int, page: int) -> View:
        people = self._house.people
        if screen is OwnerScreen.CHAT_SURE:
            keyboard = sure_keyboard(OwnerScreen.CHAT_OUT, OwnerScreen.CHAT, chat_id, page)
            return View([chat_sure_text(chat_id, await self._names([chat_id]))], keyboard)
        if screen is OwnerScreen.CHAT_OUT:
            await people.remove_chat(chat_id)
        elif screen is OwnerScreen.CHAT_IN:
            await people.let_chat_in(chat_id, self._owner)
        chat = await people.chat(chat_id)
        if chat is None:
            return await self._chats(page)
        is_served = await people.is_served(chat_id)
        names = await self._names([chat_id, chat.added_by])
        keyboard = chat_keyboard(chat_id, page, is_removed=not is_served)
        return View([chat_text(chat, names, is_served=is_served)], keyboard)

    async def _names(self, numbers: Iterable[int]) -> dict[int, str]:
        """Return how people and chats are called, as far as Telegram tells."""
        unique = list(dict.fromkeys(filter(None, numbers)))  # 0: who brought it there is forgotten
        names = await asyncio.gather(*map(self._name, unique))
        return {number: name for number, name in zip(unique, names, strict=True) if name}

    async def _name(self, number: int) -> str:
        try:
            return (await self._bot.get_chat(number)).effective_name or ""
        except TelegramError:  # deleted, or the bot is not there any more
            return ""


async def _page(
    load: Callable[[int, int], Awaitable[tuple[list[T], int]]], page: int
) -> tuple[list[T], int, int]:
    """Return a page of a list, how long the list is, and which page it is: it may have become shorter."""
    page = max(page, 1)
    found, count = await load(ON_A_PAGE, (page - 1) * ON_A_PAGE)
    if not found and page > 1:
        page = pages_of(count)
        found, count = await load(ON_A_PAGE, (page - 1) * ON_A_PAGE)
    return found, count, page
