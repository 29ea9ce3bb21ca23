"""The texts of digests, as they are frozen in the ledger and as pages are turned. Pure."""

from dataclasses import replace
from datetime import datetime

from bot.digest.model import Chat
from bot.digest.schedule import local_now, next_slot
from bot.render.digest import digest_head, nothing_new_text
from bot.storage.contents import Shared
from bot.storage.ledger import Claim

# A digest that comes later than this is said to be late.
_LATE = 600


def frozen_text(claim: Claim, now: int) -> str:
    """Return the text of a part, as it is to be sent at `now`."""
    local = datetime.fromisoformat(claim.slot)
    if claim.digest is None:  # its content was deleted while it waited: a month
        return nothing_new_text(local, local_now(claim.chat.schedule, now))
    return page_text(
        claim.digest,
        claim.chat,
        local,
        due_at=claim.due_at,
        covers_from=claim.covers_from,
        now=now,
        part=claim.part,
    )


def page_text(
    shared: Shared,
    chat: Chat,
    local: datetime,
    *,
    due_at: int,
    covers_from: int | None,
    now: int,
    part: int,
) -> str:
    """Return a page, counted from 0, of a digest meant for `local`, due at `due_at` and sent at `now`."""
    covers = covered_span(chat, local, due_at, covers_from)
    late = now - due_at > _LATE and covers is None
    return _page(
        shared,
        chat,
        part,
        local=local,
        now=now,
        covers_from=covers,
        late_minutes=(now - due_at) // 60 if late else None,
    )


def preview_text(shared: Shared, chat: Chat, now: int, part: int) -> str:
    """Return a page, counted from 0, of a digest that was asked for."""
    return _page(shared, chat, part, local=None, now=now, covers_from=None, late_minutes=None)


def stories_on(shared: Shared, page: int) -> tuple[int, ...]:
    """Return the numbers of the stories on a page, counted from 1, of which there is more than it shows."""
    return tuple(
        number
        for number, story in enumerate(shared.stories, start=1)
        if story.page == page and story.has_more
    )


def covered_span(chat: Chat, local: datetime, due_at: int, covers_from: int | None) -> datetime | None:
    """Return from when on a digest covers, local, where it makes up for others that did not come."""
    if covers_from is None:
        return None
    unpaused = replace(chat.schedule, paused_until=None)
    first = next_slot(unpaused, covers_from)
    if first is None or first.local >= local or first.due_at >= due_at:
        return None
    return local_now(chat.schedule, covers_from)


def _page(
    shared: Shared,
    chat: Chat,
    part: int,
    *,
    local: datetime | None,
    now: int,
    covers_from: datetime | None,
    late_minutes: int | None,
) -> str:
    """Return a page; `local` is what the digest is meant for, None where it was asked for."""
    now_local = local_now(chat.schedule, now)
    head = digest_head(
        local=local or now_local,
        now_local=now_local,
        stories=len(shared.stories) or shared.articles,
        sources=shared.sources,
        seconds_whole=shared.seconds_whole,
        seconds_shown=shared.seconds_shown,
        covers_from=covers_from,
        late_minutes=late_minutes,
        page=part + 1,
        pages=len(shared.pages),
        preview=local is None,
        with_time=len(chat.schedule.times) > 1,
    )
    return f"{head}\n\n{shared.pages[part]}"
