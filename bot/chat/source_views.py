"""What is followed in a chat, as messages with buttons."""

import re
from collections.abc import Sequence

from bot.articles.feed import Feed
from bot.articles.urls import host_of
from bot.chat.answering import Person
from bot.chat.context import Context
from bot.chat.delivery import View, plain
from bot.chat.views import MAX_LINKS
from bot.digest.model import ChatKind, Place
from bot.digest.named_sources import SourceNames
from bot.errors import UserError
from bot.render.feed_notices import of_source
from bot.render.feeds import (
    SourceLine,
    candidates_keyboard,
    choose_keyboard,
    dropped_keyboard,
    list_keyboard,
    list_text,
    page_of,
    source_keyboard,
    source_text,
    subscribed_text,
    unsubscribed_text,
)
from bot.render.many_feeds import (
    all_sources_keyboard,
    all_subscribed_text,
    all_unsubscribed_text,
    drop_all_keyboard,
    drop_all_text,
)
from bot.render.phrases import phrase
from bot.render.schedule_menus import imported_keyboard, subscribed_keyboard
from bot.render.text import Block, pack, visible
from bot.services.subscriptions import Candidate, Followed, Subscribed

_ALL = frozenset({"all", "everything"})
# What people put behind a name.
_ENDS = " ,;.!"
# Titles in the details of one source.
_NEWEST = 5


class Sources:
    """The sources of one place, for one person; `owner` is whose messages these are (None in private)."""

    def __init__(self, context: Context, place: Place, kind: ChatKind, owner: int | None) -> None:
        self._context = context
        self._service, self._schedules = context.house.subscriptions, context.house.schedules
        self._place, self._kind = place, kind
        self._owner = owner

    async def follow(self, wanted: str, person: Person) -> View:
        """Follow what somebody names, or offer the feeds that it has; raises `UserError`."""
        try:
            found = await self._service.find(wanted, person.asker)
            if len(found) > 1:
                return await self._choice(found, wanted)
            return self._subscribed(await self._subscribe(found[0], person))
        except UserError as error:
            raise of_source(error) from error

    async def follow_all(self, names: Sequence[str], person: Person) -> View:
        """Follow each of several sources that somebody names; of those that cannot be, say why."""
        followed, refused = list[tuple[Feed, bool]](), list[tuple[str, UserError]]()
        for name in names:
            try:
                done = await self._follow_one(name, person)
            except UserError as error:
                refused.append((name, of_source(error)))
            else:
                followed.append((done.feed, done.is_new))
        text = all_subscribed_text(followed, refused, await self._schedules.of(self._place))
        return View([text], imported_keyboard(self._owner))

    async def follow_again(self, feed_id: int, person: Person) -> View:
        """Follow a source that was dropped; raises `UserError`."""
        try:
            done = await self._service.again(self._place, self._kind, feed_id, person.asker)
        except UserError as error:
            raise of_source(error) from error
        return self._subscribed(done)

    async def drop(self, feed_id: int, page: int = 1) -> View | None:
        """Follow a source no more; None where it is not followed."""
        feed = await self._service.unsubscribe(self._place, feed_id)
        if feed is None:
            return None
        text = unsubscribed_text(feed, await self._schedules.of(self._place))
        return View([text], dropped_keyboard(feed_id, page, self._owner))

    async def drop_named(self, name: str) -> View:
        """Follow no more what is named by title, number or address, one or several; raises `UserError`.

        For "all" it asks first.
        """
        followed = await self._service.of(self._place)
        if not followed:
            return await self.choice_to_drop(1)
        if _means_all(name, followed):
            return View([drop_all_text(len(followed))], drop_all_keyboard(self._owner))
        feeds = {one.feed.id: one.feed for one in find_all_followed(followed, name)}
        if len(feeds) > 1:
            return await self._drop_several(list(feeds.values()))
        view = await self.drop(next(iter(feeds)))
        if view is None:  # dropped by another press at this very moment
            raise UserError("not_followed", name=name)
        return view

    async def drop_all(self) -> View:
        """Follow nothing any more."""
        return await self._drop_several([one.feed for one in await self._service.of(self._place)])

    async def _drop_several(self, feeds: Sequence[Feed]) -> View:
        for feed in feeds:
            await self._service.unsubscribe(self._place, feed.id)
        text = all_unsubscribed_text(feeds, await self._schedules.of(self._place))
        return View([text], all_sources_keyboard(self._owner))

    async def page(self, number: int) -> View:
        """Return a page of the list."""
        lines = await self._lines()
        text = list_text(lines, number, await self._schedules.of(self._place))
        return View([text], list_keyboard(lines, number, self._owner))

    async def choice_to_drop(self, number: int) -> View:
        """Return a page of the list from which one is to be dropped."""
        lines = await self._lines()
        key = "unsubscribe.choose" if lines else "sources.none"
        return plain(phrase(key), choose_keyboard(lines, page_of(lines, number), self._owner))

    async def source(self, feed_id: int, page: int) -> View | None:
        """Return all that is known of a source; None where it is not followed."""
        line = next((line for line in await self._lines() if line.feed.id == feed_id), None)
        if line is None:
            return None
        newest = await self._service.newest(feed_id, _NEWEST)
        text = source_text(line, newest, await self._schedules.of(self._place))
        return View([text], source_keyboard(feed_id, page, self._owner))

    async def several(self, links: Sequence[tuple[str, str]]) -> View:
        """Return a button for each of several links, given as address and label."""
        shown = links[:MAX_LINKS]
        ids = await self._context.house.summaries.offer([url for url, _ in shown])
        text = phrase("subscribe.several_links", count=len(links))
        return plain(text, candidates_keyboard([label for _, label in shown], ids, self._owner))

    async def _follow_one(self, name: str, person: Person) -> Subscribed:
        found = await self._service.find(name, person.asker)
        if len(found) > 1:
            raise UserError("several_feeds", host=host_of(found[0].url), count=len(found))
        return await self._subscribe(found[0], person)

    async def _subscribe(self, candidate: Candidate, person: Person) -> Subscribed:
        return await self._service.subscribe(self._place, self._kind, candidate, person.asker)

    async def _lines(self) -> list[SourceLine]:
        followed = await self._service.of(self._place)
        return [SourceLine(one.feed, one.every, one.newest_at) for one in followed]

    def _subscribed(self, done: Subscribed) -> View:
        text = subscribed_text(done.feed, done.newest, done.plan, is_new=done.is_new)
        return View([text], subscribed_keyboard(done.feed.id, self._owner))

    async def _choice(self, found: Sequence[Candidate], wanted: str) -> View:
        shown = found[:MAX_LINKS]
        ids = await self._context.house.summaries.offer([one.url for one in shown])
        host = visible(host_of(shown[0].url) or wanted)
        key = "subscribe.choose" if len(shown) == len(found) else "subscribe.choose_many"
        text = pack([Block(phrase(key, host=host, count=len(found), shown=len(shown)))])[0]
        labels = [_label(one, found) for one in shown]
        return View([text], candidates_keyboard(labels, ids, self._owner))


def find_followed(followed: Sequence[Followed], name: str) -> Followed:
    """Return the source that somebody names by its number in the list, its address or its title.

    Raises `UserError` where there is none, or where a part of a title fits several.
    """
    feeds = [one.feed for one in followed]
    names = SourceNames(feeds)
    for found in (names.exactly(name), names.partly(name)):
        if len(found) == 1:
            return followed[feeds.index(found[0])]
        if found:
            raise UserError("several_followed", name=name)
    raise UserError("not_followed", name=name)


def find_all_followed(followed: Sequence[Followed], names: str) -> list[Followed]:
    """Return the sources that somebody names, one or several; raises `UserError` as `find_followed` does.

    Several are parted by commas, or by spaces where each is a number, an address or a whole title: parts of
    titles could be words of anything.
    """
    for name in dict.fromkeys((names, names.rstrip(_ENDS))):
        try:
            return [find_followed(followed, name)]
        except UserError as error:
            problem = error
    listed = [name.strip(_ENDS) for name in re.split(r"[,;\n]", names) if name.strip(_ENDS)]
    if len(listed) > 1:
        return [find_followed(followed, name) for name in listed]
    words = names.split()
    if problem.code == "not_followed" and len(words) > 1 and all(_is_exact(followed, word) for word in words):
        return [find_followed(followed, word) for word in words]
    raise problem


def _is_exact(followed: Sequence[Followed], word: str) -> bool:
    titles = {(one.feed.title or "").casefold().strip() for one in followed}
    return word.isdecimal() or word.startswith("@") or "." in word or word.casefold() in titles


def _means_all(name: str, followed: Sequence[Followed]) -> bool:
    word = name.strip(_ENDS).casefold()
    return word in _ALL and not any((one.feed.title or "").casefold().strip() == word for one in followed)


def _label(one: Candidate, among: Sequence[Candidate]) -> str:
    """Return what the button of a feed says: its title, with its address where others have the same."""
    address = one.url.partition("://")[2].removeprefix("www.")
    if not one.title:
        return address
    if sum(other.title == one.title for other in among) > 1:
        return f"{one.title} · {address}"
    return one.title
