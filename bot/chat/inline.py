"""Inline mode: the name of the bot with a link, with words or with nothing, typed in any chat.

Clients send a query for every letter, so a query is worked on when no newer one has come for a moment. A link
is read while its person waits for a few seconds, and goes on being read when they have waited long enough:
the chat with the bot, or the next letter, finds it read.
"""

import asyncio
import re
from dataclasses import dataclass, replace

import structlog
from telegram import (
    InlineQuery,
    InlineQueryResultArticle,
    InlineQueryResultsButton,
    InputTextMessageContent,
    LinkPreviewOptions,
    Update,
)
from telegram.constants import ParseMode
from telegram.error import BadRequest
from telegram.ext import InlineQueryHandler

from bot.chat.answering import person_of
from bot.chat.context import Context
from bot.chat.faults import admit
from bot.chat.running import Request, Stop
from bot.chat.typists import NO_CHAT, Reading, Typist
from bot.digest.model import Place
from bot.digest.story import Card
from bot.render.inline import Result, failure_label, source_result, story_result
from bot.render.languages import language, language_of, speak
from bot.render.phrases import phrase
from bot.services.asking import ask_for
from bot.services.inline import Found

log = structlog.get_logger(__name__)

# Seconds without a newer query after which one is worked on. Clients wait for about as long themselves.
_PAUSE = 0.4
# The same while a link is typed letter by letter: every pause for thought would fetch half a link.
_LINK_PAUSE = 1.5
# A query that has so few letters more or fewer than the one of so many seconds before is being typed; what
# differs by more was pasted.
_BY_HAND, _JUST_NOW = 3, 10.0
# Seconds for which a link is waited for. With the pause before it is well below the ten or so after which
# Telegram takes no answer.
_PATIENCE = 4.0
# Longest query; of a longer one the rest is cut off (Bot API, InlineQuery).
_MOST_QUERY = 256
# Seconds for which Telegram may give the same answer again: to everybody what is public, to one person what
# changes with their next digest, nearly not at all what is on its way.
_SHARED_CACHE, _OWN_CACHE, _NO_CACHE = 300, 20, 1
# A link counts from where something stands behind its host: until then the host may be half typed.
_LINK = re.compile(r"https?://(?:[^\s/?#]+\.[^\s/?#]+|\[[^\s/?#]+)[/?#]\S*", re.IGNORECASE)
# Without "https://", it is a link where it stands alone and has a path: "t.me/channel/12".
_BARE_LINK = re.compile(r"(?:[\w-]+\.)+[^\W\d_]{2,}(?::\d+)?/\S+")
_HALF_LINK = re.compile(r"https?(?::/{0,2}\S*)?", re.IGNORECASE)
_NO_PREVIEW = LinkPreviewOptions(is_disabled=True)
# What a button above the results opens in the chat with the bot: its greeting; a stranger, the same line.
_GREETING, _STRANGER = "start", "private"
# A place that nobody has set up.
_NOBODY = Place(0)


@dataclass(frozen=True, slots=True)
class Answer:
    """What is listed for a query."""

    results: tuple[Result, ...] = ()
    next: int | None = None
    """Where the next page begins."""
    label: str = ""
    """The button above the list; none where it is empty."""
    opens: str = _GREETING
    """What that button opens in the chat with the bot."""
    cache: int = _OWN_CACHE
    """Seconds."""
    is_personal: bool = True
    """Whether it is for this person alone."""


async def inline(update: Update, context: Context) -> None:
    """Begin to answer a query, beside all that waits for a place among the updates of chats."""
    query = update.inline_query
    if query is None:
        return
    now = asyncio.get_running_loop().time()
    typist = context.house.typists.of(query.from_user.id)
    pause = _pause(query, typist, now)
    job = _Asking(query, context, typist, pause, typist.type(query.query, now))
    context.house.running.start(job, NO_CHAT, query.from_user.id)


def link_in(text: str) -> str | None:
    """Return the link of a query, if it has a whole one."""
    if match := _LINK.search(text):
        return match[0]
    return f"https://{text}" if _BARE_LINK.fullmatch(text) else None


def _pause(query: InlineQuery, typist: Typist, now: float) -> float:
    """Return for how many seconds a newer query is waited for."""
    if query.offset or not query.query:  # somebody scrolls, or has typed nothing yet
        return 0.0
    shorter, longer = sorted((typist.typed, query.query), key=len)
    is_by_hand = longer.startswith(shorter) and len(longer) - len(shorter) <= _BY_HAND
    if is_by_hand and typist.typed != query.query and now - typist.at < _JUST_NOW and link_in(query.query):
        return _LINK_PAUSE
    return _PAUSE


class _Asking:
    """Answers a query, unless a newer one comes meanwhile."""

    def __init__(
        self,
        query: InlineQuery,
        context: Context,
        typist: Typist,
        pause: float,
        superseded: "asyncio.Future[None]",
    ) -> None:
        self._query, self._user = query, query.from_user
        self._house, self._context = context.house, context
        self._typist = typist
        self._pause = pause
        self._superseded = superseded
        self._place = Place(self._user.id)

    async def run(self, request: Request) -> None:
        """Answer it."""
        if self._pause:
            await asyncio.wait({self._superseded}, timeout=self._pause)
        if self._superseded.done():
            return
        answer = await self._answer()
        if answer and not self._superseded.done():
            request.settled = True
            await _send(self._query, answer)

    async def stopped(self, why: Stop) -> None:
        """Say nothing: the list stays as it was."""

    async def failed(self, error: Exception) -> None:
        """Write it down; there is nowhere to say it."""
        await admit(error, self._context)

    async def _answer(self) -> Answer | None:
        """Return the answer; None where a newer query has come."""
        ask_for(self._user.id)
        looks, heard = self._house.looks, language_of(self._user.language_code)
        speak(await looks.language(self._place, heard, private=True))
        if not await self._house.access.may_use(self._user.id, self._user.id, private=True):
            return Answer(label=phrase("inline.private"), opens=_STRANGER)
        text, offset = self._query.query.strip(), self._query.offset
        start = int(offset) if offset.isascii() and offset.isdigit() else 0
        if url := link_in(text):
            if len(self._query.query) >= _MOST_QUERY and self._query.query.endswith(url):
                return Answer(label=phrase("inline.cut"))
            return await self._summaries(url)
        if _HALF_LINK.fullmatch(text):
            return Answer(cache=_NO_CACHE)
        if text:
            return _listed(await self._house.inline.search(self._place, text, start), start)
        return _listed(await self._house.inline.newest(self._place, start), start)

    async def _summaries(self, url: str) -> Answer | None:
        asker = person_of(self._user, self._context).asker
        new = Reading(url, asker, self._house.inline)
        reading = await self._typist.read(new, asker, self._house.running, self._superseded)
        if reading is None or reading.request is None:
            return Answer(cache=_NO_CACHE)
        waited_for = {reading.request.task, self._superseded}
        await asyncio.wait(waited_for, timeout=_PATIENCE, return_when=asyncio.FIRST_COMPLETED)
        if self._superseded.done():
            return None
        if reading.results:
            if await self._is_for_all():
                return Answer(reading.results, cache=_SHARED_CACHE, is_personal=False)
            return Answer(reading.results)
        if reading.error:
            return await self._in_chat(failure_label(reading.error), url)
        return replace(await self._in_chat(phrase("inline.reading"), url), cache=_NO_CACHE)

    async def _is_for_all(self) -> bool:
        """Whether a summary may be given to others who type the same link: anybody may use the bot.

        Its frame is in the language of whoever asked first, so it has to be the one of those who chose none.
        """
        is_public = self._house.access.mode == "public"
        return is_public and language() == await self._house.looks.language(_NOBODY)

    async def _in_chat(self, label: str, url: str) -> Answer:
        """Return a button that opens the chat with the bot, where the link is read and all is told of it."""
        offers = self._house.offers
        return Answer(label=label, opens=offers.payload(await offers.keep_link(url), None, self._user.id))


def _listed(found: Found, start: int) -> Answer:
    if not found.is_following:
        return Answer(label=phrase("inline.nothing_followed"))
    if not found.items and not start:
        return Answer(label=phrase("inline.nothing_found"))
    results = tuple(story_result(one) if isinstance(one, Card) else source_result(one) for one in found.items)
    return Answer(results, found.next)


async def _send(query: InlineQuery, answer: Answer) -> None:
    button = InlineQueryResultsButton(answer.label, start_parameter=answer.opens) if answer.label else None
    try:
        await query.answer(
            [_article(result) for result in answer.results],
            cache_time=answer.cache,
            is_personal=answer.is_personal,
            next_offset="" if answer.next is None else str(answer.next),
            button=button,
        )
    except BadRequest as error:
        if "query is too old" not in error.message.lower() and "QUERY_ID_INVALID" not in error.message:
            raise
        log.info("inline_query_too_old", reason=error.message)  # nobody waits for it any more


def _article(result: Result) -> InlineQueryResultArticle:
    content = InputTextMessageContent(result.html, ParseMode.HTML, link_preview_options=_NO_PREVIEW)
    return InlineQueryResultArticle(result.id, result.title, content, description=result.description or None)


HANDLERS = (InlineQueryHandler(inline),)
