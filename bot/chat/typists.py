"""Who is typing behind the name of the bot, in any chat, and what is read for them meanwhile."""

import asyncio
from collections import OrderedDict

import structlog

from bot.articles.urls import clean_url
from bot.chat.running import Request, Running, Stop
from bot.errors import UserError
from bot.render.inline import Result, summary_results
from bot.services.inline import Inline
from bot.services.summarize_input import Asker

log = structlog.get_logger(__name__)

# People who typed last; of others it is forgotten what they typed, which costs them nothing.
_REMEMBERED = 2_000
# Seconds for which it is known what came of a link: whoever types it again does not have it fetched again.
_KNOWN_FOR = 60.0
NO_CHAT = 0
"""To which the requests of people who type belong; a /cancel in a chat does not count them."""


class Reading:
    """A job that reads a link for somebody who is still typing, and goes on when they have gone on.

    It speaks the language of the task that begins it, and keeps what is listed, not the article.
    """

    def __init__(self, url: str, asker: Asker, inline: Inline) -> None:
        self.key = clean_url(url)
        self.results: tuple[Result, ...] = ()
        self.error: UserError | None = None
        self._url, self._asker = url, asker
        self._inline = inline
        self._over_at: float | None = None
        self.request: Request | None = None

    @property
    def is_over(self) -> bool:
        """Whether there is something to show, or a reason why not."""
        return bool(self.results) or self.error is not None

    def is_of(self, key: str, now: float) -> bool:
        """Whether it is, or was lately, what is read of a link; `now` is a time of the event loop."""
        if self.key != key:
            return False
        return self._over_at is None or (self.is_over and now - self._over_at < _KNOWN_FOR)

    async def run(self, request: Request) -> None:
        """Read it; the answer that shows it is another request."""
        try:
            self.results = tuple(summary_results(await self._inline.lengths(self._url, self._asker)))
        except UserError as error:
            self.error = error
        finally:
            self._over_at = asyncio.get_running_loop().time()

    async def stopped(self, why: Stop) -> None:
        """Leave it: another link is wanted."""

    async def failed(self, error: Exception) -> None:
        """Have a reason to show."""
        self.error = UserError("internal")
        log.error("link_not_read", exc_info=error)


class Typist:
    """One person: only the newest of their queries is worked on, and only one link is read."""

    def __init__(self) -> None:
        self.typed = ""
        self.at = 0.0
        self.reading: Reading | None = None
        self._superseded: asyncio.Future[None] | None = None

    def type(self, text: str, now: float) -> "asyncio.Future[None]":
        """Note a new query; return what is done when a newer one has come."""
        if self._superseded and not self._superseded.done():
            self._superseded.set_result(None)
        self._superseded = asyncio.get_running_loop().create_future()
        self.typed, self.at = text, now
        return self._superseded

    async def read(
        self, new: Reading, asker: Asker, running: Running, superseded: "asyncio.Future[None]"
    ) -> Reading | None:
        """Return the reading of a link: the one under way or of just now, else the new one, begun.

        Another link is read no more: it was half typed. None where the query was superseded meanwhile, or
        where too much is under way.
        """
        now = asyncio.get_running_loop().time()
        if self.reading and self.reading.is_of(new.key, now):
            return self.reading
        if self.reading and self.reading.request:
            await running.stop(self.reading.request, Stop.EDITED)
        if superseded.done():
            return None
        new.request = running.start(new, NO_CHAT, asker.id)
        self.reading = new if new.request else None
        return self.reading


class Typists:
    """People who type."""

    def __init__(self) -> None:
        self._typists: OrderedDict[int, Typist] = OrderedDict()

    def of(self, person: int) -> Typist:
        """Return what is known of a person."""
        typist = self._typists.setdefault(person, Typist())
        self._typists.move_to_end(person)
        if len(self._typists) > _REMEMBERED:
            self._typists.popitem(last=False)
        return typist

    def forget(self, person: int) -> None:
        """Forget what a person typed."""
        self._typists.pop(person, None)
