"""Digests that were asked for, as they look in a chat."""

import html

from bot.chat.context import Context
from bot.chat.delivery import View
from bot.digest.model import ChatKind, Place
from bot.render.menus import digest_keyboard
from bot.render.schedule import when
from bot.services.compose_digests import DigestView

# A preview is not in the ledger, by whose messages pages find what stands above them.
_NO_MESSAGE = 0


async def digest_view(context: Context, place: Place, kind: ChatKind, owner: int | None) -> View:
    """Return what the next digest of a place would hold: a page with buttons, or all of it in a channel.

    Raises `UserError` where nothing is followed.
    """
    return await _pages(context, await context.house.digests.preview(place), place, kind, owner)


async def today_view(context: Context, place: Place, kind: ChatKind, owner: int | None) -> View:
    """Return what the sources of a place brought since midnight, as `digest_view` does."""
    return await _pages(context, await context.house.digests.today(place), place, kind, owner)


async def _pages(context: Context, view: DigestView, place: Place, kind: ChatKind, owner: int | None) -> View:
    digests = context.house.digests
    if view.digest_id is None:
        plan = await context.house.schedules.of(place)
        return View([f"{view.text}\n{html.escape(when(plan), quote=False)}"])
    if kind is not ChatKind.CHANNEL:
        return View([view.text], digest_keyboard(view.digest_id, 1, view.pages, view.stories, owner))
    rest = [
        await digests.page(view.digest_id, number, place, _NO_MESSAGE) for number in range(2, view.pages + 1)
    ]
    return View([view.text, *(page.text for page in rest)])
