"""Summaries for whoever presses an offer: each page is read once, and no chat can have a site hammered."""

import asyncio
import time
from collections import OrderedDict
from collections.abc import Callable
from contextlib import ExitStack
from dataclasses import dataclass

from bot.articles.model import Submission, content_id
from bot.digest.model import Place
from bot.errors import UserError
from bot.render.offers import Item, pop_up_text
from bot.services.asking import Asking
from bot.services.budget import DEFAULT_BUDGET, Budget, Sentences
from bot.services.flights import Flights
from bot.services.offer_limits import OfferLimits
from bot.services.passes import Passes
from bot.services.quotas import Quotas
from bot.services.read_input import ReadInput
from bot.services.summarize_input import Asker, Card, SummarizeInput
from bot.storage import Storage

# Texts of pop-ups that are given again without being made: what is pressed now, in a thousand channels.
_REMEMBERED = 1_000


@dataclass(frozen=True, slots=True)
class Short:
    """What of a summary a pop-up shows; `text` is empty where not even one sentence fits."""

    article_id: str
    text: str


class Offers:
    """Keeps what is offered, and makes the summaries. `secret` is known to the bot alone."""

    def __init__(
        self,
        storage: Storage,
        summaries: SummarizeInput,
        reader: ReadInput,
        quotas: Quotas,
        secret: str,
        clock: Callable[[], float] = time.time,
    ) -> None:
        self._articles, self._inputs, self._chats = storage.articles, storage.inputs, storage.chats
        self._deliveries = storage.deliveries
        self._summaries, self._reader, self._quotas = summaries, reader, quotas
        self._asking = Asking(storage, clock)
        self._passes = Passes(secret)
        self._clock = clock
        self.limits = OfferLimits(clock)
        self._readings: dict[str, asyncio.Task[str]] = {}
        self._making: Flights[str] = Flights()
        self._made: OrderedDict[tuple[str, int], str] = OrderedDict()

    async def close(self) -> None:
        """End what is still being read."""
        tasks = list(self._readings.values())
        for task in tasks:
            task.cancel()
        await asyncio.gather(*tasks, return_exceptions=True)

    async def keep_link(self, url: str) -> Item:
        """Keep a link that is offered; nothing is read."""
        return Item("l", (await self._summaries.offer([url]))[0])

    async def keep_text(self, text: str, url: str | None, source: str | None) -> Item:
        """Keep a text that is offered, with its address and the name of its channel; nothing is summed up."""
        submission = Submission(content_id(text, url or source), text, url=url, outlet=source)
        await self._asking.note(("article", submission.id))
        await self._articles.put(submission, int(self._clock()))
        return Item("s", submission.id)

    def seal(self, item: Item, chat_id: int) -> str:
        """Return what proves that the bot offered something in a chat."""
        return self._passes.seal("offer", item.kind, item.id, chat_id)

    def is_offered(self, item: Item, seal: str, chat_id: int) -> bool:
        """Whether the bot offered this in a chat."""
        return self._passes.is_sealed(seal, "offer", item.kind, item.id, chat_id)

    def payload(self, item: Item, chat_id: int | None, person: int) -> str:
        """Return what a deep link carries, at most 64 characters: this one summary, for this one person.

        It names the chat of the offer, so that nobody gets anything by it once that chat is not served;
        None where it was offered to this person alone.
        """
        seal = self._passes.seal("deep link", item.kind, item.id, chat_id or 0, person)
        return f"{item.kind}-{item.id}{seal}{'' if chat_id is None else -chat_id}"

    def is_payload(self, item: Item, seal: str, chat_id: int | None, person: int) -> bool:
        """Whether the seal of a payload was made for this person."""
        return self._passes.is_sealed(seal, "deep link", item.kind, item.id, chat_id or 0, person)

    async def url(self, link_id: str) -> str:
        """Return a link that was offered; raises `ArticleGone` when it is no longer kept."""
        return await self._summaries.offered(link_id)

    async def card(
        self, item: Item, asker: Asker, chat_id: int | None, budget: Budget = DEFAULT_BUDGET
    ) -> Card:
        """Summarise what was offered in a chat, or None where it was offered to the asker alone.

        Raises what reading a link raises, `QuotaReached` for the asker or the chat, and `ArticleGone`.
        """
        article_id = await self._article(item, asker, chat_id)
        await self._asking.note(("article", article_id))
        return await self._summaries.again(article_id, budget)

    async def short(self, item: Item, asker: Asker, chat_id: int, most: int) -> Short:
        """Return as many of the sentences as a pop-up can hold, `most` of them; raises as `card` does."""
        article_id = await self._article(item, asker, chat_id)
        key = article_id, most
        if key not in self._made:
            self._made[key] = await self._making.join(f"{article_id} {most}", lambda: self._fit(*key))
            if len(self._made) > _REMEMBERED:
                self._made.popitem(last=False)
        return Short(article_id, self._made[key])

    async def set_up_by(self, chat_id: int) -> tuple[bool, int | None]:
        """Return whether summaries are offered anywhere in a chat, and who set that place up."""
        for chat in await self._chats.of_telegram(chat_id):
            if chat.look.has_offers:
                return True, chat.added_by
        return False, None

    async def is_digest(self, chat_id: int, message_id: int) -> bool:
        """Whether a post of a channel is part of a digest of ours."""
        chat = await self._chats.find(Place(chat_id))
        return chat is not None and await self._deliveries.known_as(chat.id, message_id) is not None

    def forget(self, chat_id: int) -> None:
        """Know nothing of a chat any more; of no text that may be deleted with it the sentences are left."""
        self.limits.forget(chat_id)
        self._made.clear()

    async def _fit(self, article_id: str, most: int) -> str:
        """Return the longest summary that a pop-up holds; none at all where one sentence is too long."""
        for count in range(most, 0, -1):
            card = await self._summaries.again(article_id, Sentences(count))
            if text := pop_up_text(card.summary):
                return text
        return ""

    async def _article(self, item: Item, asker: Asker, chat_id: int | None) -> str:
        """Return the id of the article behind an offer, which is read where it never was."""
        if item.kind == "s":
            return item.id
        known = await self._inputs.read_since(item.id, 0)
        if known and await self._articles.get(known):
            return known
        url = await self._summaries.offered(item.id)
        # Noted before it is read: it stays for this chat, too, where another one that waits is forgotten.
        await self._asking.note(("input", item.id))
        reading = self._readings.get(item.id) or self._read(item.id, url, asker, chat_id)
        # Whoever waits no longer leaves it to the others, and to themselves when they come back.
        return await asyncio.shield(reading)

    def _read(self, link_id: str, url: str, asker: Asker, chat_id: int | None) -> asyncio.Task[str]:
        """Begin to read a page, which counts for the first who asks and for the chat."""
        self.limits.check_failure(link_id)
        counted = None if asker.exempt else chat_id
        if counted is not None:
            self.limits.check_reading(counted)
        with ExitStack() as stack:
            stack.enter_context(self._quotas.use("link", asker.id, exempt=asker.exempt))
            place = stack.pop_all()
        if counted is not None:
            self.limits.note_reading(counted)
        task = asyncio.create_task(self._page(link_id, url, place))
        self._readings[link_id] = task
        task.add_done_callback(lambda _: self._forget(link_id))
        return task

    async def _page(self, link_id: str, url: str, place: ExitStack) -> str:
        with place:
            try:
                article = await self._reader.page(url)
                await self._asking.note(("article", article.id))
                return article.id
            except UserError as error:
                self.limits.note_failure(link_id, error)
                raise

    def _forget(self, link_id: str) -> None:
        task = self._readings.pop(link_id)
        if not task.cancelled():
            task.exception()  # looked at: perhaps nobody waits for it any more
