"""/mute and /only, and the buttons that change what is muted and what alone is shown."""

from dataclasses import dataclass

from telegram import Message, Update
from telegram.ext import CallbackQueryHandler, CommandHandler

from bot.chat.answering import owner_here
from bot.chat.context import Context
from bot.chat.delivery import View, plain
from bot.chat.menus import Pressed, menu
from bot.chat.places import (
    WRITTEN,
    argument,
    author,
    kind_of,
    may_command,
    place_of,
    require_chief,
    written,
)
from bot.chat.reply import send_answer
from bot.digest.profile import Field, Filter
from bot.digest.wished_filters import Typed, filter_id
from bot.digest.wishes import Taste, Wishes
from bot.errors import UserError
from bot.render.filter_menus import choice_keyboard, filters_keyboard
from bot.render.filters import added_lines, choice_text, filters_text, removed_line
from bot.render.phrases import explain, phrase
from bot.render.profile_presses import CHOICES, FILTERS, FILTERS_IN, SettingsPress

_TASTES = {screen: taste for screens in (FILTERS, FILTERS_IN, CHOICES) for taste, screen in screens.items()}
# No database counts further than to a number of ten digits.
_MOST_DIGITS = 10


@dataclass(frozen=True, slots=True)
class _Screen:
    """A list of filters, or what a press did to it."""

    taste: Taste
    wishes: Wishes
    feed_id: int = 0
    """The source whose filters these are; 0: those of the whole chat."""
    page: int = 1
    above: tuple[str, ...] = ()
    added_at: int | None = None
    is_gone: bool = False
    """Whether what the press names is not there any more."""

    def view(self, owner: int | None, *, may: bool = True) -> View:
        """Return it as a message, with buttons for whoever may change it."""
        text = filters_text(self.taste, self.wishes, self.feed_id, self.page, above=self.above)
        if not may:
            return plain(text)
        keyboard = filters_keyboard(
            self.taste, self.wishes, self.feed_id, self.page, owner, added_at=self.added_at
        )
        return View([text], keyboard)


async def mute(update: Update, context: Context) -> None:
    """Answer `/mute [words]`: what has one of them is not shown here."""
    await _filter(update, context, Taste.MUTE)


async def only(update: Update, context: Context) -> None:
    """Answer `/only [words]`: nothing without one of them is shown here."""
    await _filter(update, context, Taste.ONLY)


@menu(SettingsPress.decode)
async def press(pressed: Pressed[SettingsPress], context: Context) -> None:
    """Do what a pressed button of a list of filters wants, and show the list that it belongs to."""
    if pressed.wanted.screen in CHOICES.values():
        await pressed.turn(context, await _choice(pressed, context))
        return
    screen = await _carry_out(pressed, context)
    await pressed.turn(context, screen.view(pressed.owner), phrase("profile.gone") if screen.is_gone else "")


async def _filter(update: Update, context: Context, taste: Taste) -> None:
    if not (message := written(update)):
        return
    try:
        view = await _by_words(message, context, taste)
    except UserError as error:
        view = plain(explain(error))
    await send_answer(message, context, view.parts[0], view.keyboard)


async def _by_words(message: Message, context: Context, taste: Taste) -> View:
    """Add the filters that are named, and show the list to which they belong."""
    profiles, place = context.house.profiles, place_of(message)
    typed = await profiles.read_filters(place, argument(message))
    if not typed.is_empty:
        await require_chief(message, context)
    owner = owner_here(message, context)
    may = await may_command(message, context)
    if not typed.filters:
        wishes = await profiles.of(place)
        above = tuple(added_lines(taste, typed, (), wishes))
        return _Screen(taste, wishes, typed.feed_id, above=above).view(owner, may=may)
    by, kind = author(message), kind_of(message)
    wishes, added = await profiles.add_filters(place, kind, by, taste, typed.filters)
    above = tuple(added_lines(taste, typed, added.left_out, wishes))
    added_at = added.moment if added.new else None
    return _Screen(taste, wishes, typed.feed_id, above=above, added_at=added_at).view(owner, may=may)


async def _choice(pressed: Pressed[SettingsPress], context: Context) -> View:
    """Return the sources of which one is to be chosen; raises `ValueError` for what no button says."""
    wanted = pressed.wanted
    if wanted.value:
        raise ValueError(wanted.value)
    taste, wishes = _TASTES[wanted.screen], await context.house.profiles.of(place_of(pressed.message))
    return View([choice_text(taste)], choice_keyboard(taste, wishes, wanted.page, pressed.owner))


async def _carry_out(pressed: Pressed[SettingsPress], context: Context) -> _Screen:
    """Change what a press wants changed; raises `ValueError` for what no button says."""
    wanted, place = pressed.wanted, place_of(pressed.message)
    profiles, taste = context.house.profiles, _TASTES[wanted.screen]
    feed_id, sign, value = _parts(wanted)
    wishes = await profiles.of(place)
    if feed_id and not wishes.feed(feed_id):  # followed no more, and its filters are gone with it
        return _Screen(taste, wishes, is_gone=True)
    whole = Filter("", Field.SOURCE, feed_id)
    gone: tuple[Filter, ...] = ()
    match sign:
        case "":
            return _Screen(taste, wishes, feed_id, wanted.page)
        case "=" if feed_id and value == "1":
            by, kind = pressed.person.id, kind_of(pressed.message)
            wishes, added = await profiles.add_filters(place, kind, by, taste, [whole])
            typed = Typed((whole,))
            above = tuple(added_lines(taste, typed, added.left_out, wishes))
            return _Screen(taste, wishes, feed_id, wanted.page, above)
        case "=" if feed_id and value == "0":
            wishes, found = await profiles.drop_filter(place, taste, filter_id(whole))
            gone = (found,) if found else ()
        case "-":
            wishes, found = await profiles.drop_filter(place, taste, value)
            gone = (found,) if found else ()
        case "/" if value.isdecimal():
            wishes, gone = await profiles.take_back(place, taste, int(value))
        case _:
            raise ValueError(wanted.value)
    above = (removed_line(taste, gone, wishes),) if gone else ()
    return _Screen(taste, wishes, feed_id, wanted.page, above, is_gone=not gone)


def _parts(wanted: SettingsPress) -> tuple[int, str, str]:
    """Return the source that a press names (0: none), what it does, and with what; raises `ValueError`."""
    rest = wanted.value.lstrip("0123456789")
    digits = wanted.value[: len(wanted.value) - len(rest)]
    of_source = wanted.screen in FILTERS_IN.values()
    if bool(digits) is not of_source or len(digits) > _MOST_DIGITS:
        raise ValueError(wanted.value)
    return int(digits or 0), rest[:1], rest[1:]


HANDLERS = (
    CommandHandler("mute", mute, WRITTEN),
    CommandHandler("only", only, WRITTEN),
    CallbackQueryHandler(press, pattern=r"^g[uonlcd]"),
)
