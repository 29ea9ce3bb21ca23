"""The way of three taps from the greeting to a digest on the screen, and the help beside it."""

from dataclasses import replace
from datetime import time

from telegram import Message
from telegram.ext import CallbackQueryHandler

from bot.articles.urls import host_of
from bot.chat.admins import POST
from bot.chat.answering import Person, person_of, sender_of
from bot.chat.context import Context
from bot.chat.delivery import View, plain
from bot.chat.digest_views import digest_view
from bot.chat.errands import run_command, run_press
from bot.chat.followable import named_alone
from bot.chat.menus import Pressed, menu
from bot.chat.pastes import PASTE_FROM
from bot.chat.places import is_private, kind_of, place_of
from bot.chat.views import MAX_LINKS
from bot.digest.schedule import is_zone
from bot.errors import UserError
from bot.render.digest import source_name
from bot.render.feed_notices import of_source
from bot.render.phrases import explain, phrase
from bot.render.walk import (
    SEEDS,
    Step,
    WalkPress,
    address_keyboard,
    done_text,
    failed_keyboard,
    greeting_keyboard,
    help_keyboard,
    help_text,
    more_help_keyboard,
    more_help_text,
    several_keyboard,
    sources_keyboard,
    times_keyboard,
    times_text,
    zone_keyboard,
    zone_text,
)
from bot.services.subscriptions import Candidate

# Everybody may read these; the others change what comes to the chat.
_READING = frozenset({Step.START, Step.HELP, Step.MORE})


async def greeting(context: Context, owner: int | None) -> View:
    """Return what the bot is, and the ways on."""
    articles = await context.house.summaries.articles()
    return plain(phrase("start"), greeting_keyboard(articles[0].id if articles else None, owner))


def helping(context: Context, owner: int | None) -> View:
    """Return how the bot is used."""
    name = context.bot.username if context.bot.supports_inline_queries else None
    return View([help_text(PASTE_FROM, name)], help_keyboard(owner))


async def take_awaited(message: Message, context: Context) -> bool:
    """Take a message for the source that is waited for in its chat; return whether it is that."""
    name = named_alone(message)
    if name is None or not is_private(message) or not context.house.awaited.is_waiting(message.chat_id):
        return False
    context.house.awaited.end(message.chat_id)
    person = sender_of(message, context)

    async def make() -> View:
        try:
            return await _Walk(message, context, None).found(name, person)
        except UserError:
            context.house.awaited.begin(message.chat_id)  # who mistyped it sends another one
            raise

    await run_command(message, context, make, reading=host_of(name) or name)
    return True


@menu(WalkPress.decode, right=lambda wanted: None if wanted.step in _READING else POST)
async def press(pressed: Pressed[WalkPress], context: Context) -> None:
    """Answer a pressed button of the greeting, of the help, or of the way to the first digest."""
    message, wanted = pressed.message, pressed.wanted
    walk = _Walk(message, context, pressed.owner)
    if wanted.step is Step.DONE:
        await _finish(pressed, context, walk)
        return
    view = await walk.screen(wanted, pressed.person.id)
    if is_private(message):
        if wanted.step is Step.ADDRESS:
            context.house.awaited.begin(message.chat_id)
        else:
            context.house.awaited.end(message.chat_id)
    await pressed.show(context, view)


async def _finish(pressed: Pressed[WalkPress], context: Context, walk: "_Walk") -> None:
    """Follow what was chosen, set the time, and show what is new."""
    person = person_of(pressed.person, context)

    async def make() -> View:
        try:
            return await walk.done(pressed.wanted, person)
        except UserError as error:
            return plain(explain(error), failed_keyboard(pressed.owner))

    await run_press(pressed.query, pressed.message, context, make)


class _Walk:
    """The steps at the place of a message; `owner` is whose message it is (None in private)."""

    def __init__(self, message: Message, context: Context, owner: int | None) -> None:
        self._context, self._house = context, context.house
        self._place, self._kind, self._private = place_of(message), kind_of(message), is_private(message)
        self._owner = owner

    async def screen(self, wanted: WalkPress, person: int) -> View:
        """Return what a press shows; raises `UserError`, and `ValueError` for what no button says."""
        match wanted.step:
            case Step.START:
                view = await greeting(self._context, self._owner)
            case Step.HELP:
                view = helping(self._context, self._owner)
            case Step.MORE:
                view = View([more_help_text()], more_help_keyboard(self._owner))
            case Step.SOURCES:
                view = await self._sources()
            case Step.ADDRESS:
                key = "walk.address" if self._private else "walk.address_group"
                view = plain(phrase(key), address_keyboard(self._owner))
            case Step.ZONE if not wanted.value:
                plan = await self._house.schedules.of(self._place)
                keyboard = zone_keyboard(wanted.source, self._owner, private=self._private)
                view = View([zone_text(plan)], keyboard)
            case _:
                if wanted.step is Step.ZONE:
                    await self._set_zone(wanted.value, person)
                view = await self._times(wanted.source)
        return view

    async def found(self, name: str, person: Person) -> View:
        """Return the question when the digest shall come from a source that somebody names, or which feed.

        Raises `UserError`.
        """
        try:
            found = (await self._house.subscriptions.find(name, person.asker))[:MAX_LINKS]
        except UserError as error:
            raise of_source(error) from error
        ids = await self._house.summaries.offer([one.url for one in found])
        if len(found) == 1:
            return await self._times(ids[0], found[0])
        labels = [one.title or one.url for one in found]
        return plain(phrase("walk.several"), several_keyboard(labels, ids, self._owner))

    async def done(self, wanted: WalkPress, person: Person) -> View:
        """Follow the source at the time, and return what holds then, with what is new; raises `UserError`."""
        title = await self._follow(wanted.source, person) if wanted.source else ""
        schedules = self._house.schedules
        digits = wanted.value
        before = (await schedules.of(self._place)).schedule
        after = replace(before, times=(time(int(digits[:2]), int(digits[2:])),), paused_until=None)
        plan, _ = await schedules.change(self._place, self._kind, after, person.id)
        digest = await digest_view(self._context, self._place, self._kind, self._owner)
        return View([done_text(title, plan), *digest.parts], digest.keyboard)

    async def _follow(self, source: str, person: Person) -> str:
        """Follow what a button names; return its title."""
        name = SEEDS if source == SEEDS else await self._house.summaries.offered(source)
        try:
            found = await self._house.subscriptions.find(name, person.asker)
            done = await self._house.subscriptions.subscribe(self._place, self._kind, found[0], person.asker)
        except UserError as error:
            raise of_source(error) from error
        return source_name(done.feed)

    async def _sources(self) -> View:
        articles = await self._house.summaries.articles()
        plan = await self._house.schedules.of(self._place)
        keyboard = sources_keyboard(
            has_seeds=bool(articles), has_sources=bool(plan.sources), asker=self._owner
        )
        return plain(phrase("walk.sources"), keyboard)

    async def _times(self, source: str, found: Candidate | None = None) -> View:
        plan = await self._house.schedules.of(self._place)
        title = (found.title or host_of(found.url)) if found else ""
        return View([times_text(title, plan)], times_keyboard(source, self._owner))

    async def _set_zone(self, zone: str, person: int) -> None:
        if not is_zone(zone):
            raise ValueError(zone)
        before = (await self._house.schedules.of(self._place)).schedule
        after = replace(before, timezone=zone)
        await self._house.schedules.change(self._place, self._kind, after, person)


HANDLERS = (CallbackQueryHandler(press, pattern=r"^w[a-z]"),)
