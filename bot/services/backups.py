"""A setup that was exported, set up again: shown first, and put in place when somebody says yes."""

import secrets
from collections import OrderedDict
from dataclasses import dataclass, replace

from bot.digest.model import ChatKind, Place
from bot.digest.plan import Plan
from bot.digest.setup import Setup
from bot.errors import UserError
from bot.services.feed_sources import FeedSources
from bot.services.imports import Imports, Progress
from bot.services.quotas import Quotas
from bot.services.read_input import Asker
from bot.services.schedules import Schedules
from bot.services.subscriptions import most_sources, person_of
from bot.sources.backup import Backup
from bot.storage import Storage

# Files that were read and wait for a yes; some hundred kilobytes each at most.
_REMEMBERED = 50


@dataclass(frozen=True, slots=True)
class Waiting:
    """A backup that may be restored."""

    id: str
    backup: Backup
    now: Setup | None
    """What is set up there now, and would go; None where nothing is."""


class Backups:
    """Backups that wait for a yes, by place: only there one can be restored."""

    def __init__(
        self,
        storage: Storage,
        sources: FeedSources,
        imports: Imports,
        schedules: Schedules,
        quotas: Quotas,
    ) -> None:
        self._chats, self._setups = storage.chats, storage.setups
        self._sources, self._imports = sources, imports
        self._schedules = schedules
        self._quotas = quotas
        self._waiting: OrderedDict[tuple[Place, str], Backup] = OrderedDict()

    async def read(self, place: Place, body: bytes, asker: Asker) -> Waiting:
        """Read a backup that may be restored at a place; raises `UserError` as `read_backup` does."""
        with self._quotas.use("document", asker.id, exempt=asker.exempt):
            backup = await self._sources.read_backup(body)
        if len(backup.setup.sources) > most_sources(asker):
            raise UserError("too_many_sources", limit=most_sources(asker))
        name = secrets.token_urlsafe(6)
        self._waiting[place, name] = backup
        if len(self._waiting) > _REMEMBERED:
            self._waiting.popitem(last=False)
        chat = await self._chats.find(place)
        return Waiting(name, backup, await self._setups.of(chat.id) if chat else None)

    def find(self, place: Place, name: str) -> Backup:
        """Return a backup that waits; raises "backup_forgotten"."""
        backup = self._waiting.get((place, name))
        if backup is None:
            raise UserError("backup_forgotten")
        return backup

    async def restore(
        self,
        place: Place,
        kind: ChatKind,
        backup: Backup,
        asker: Asker,
        at: Progress = lambda *_: None,
        *,
        may_offer: bool = False,
    ) -> Plan:
        """Let a place have the setup of a backup and no other; what it was shown stays.

        Summaries are offered there if they were where it was exported, and it `may_offer` them.
        Whoever stops it meanwhile has some of the sources, and everything else as it was.
        """
        look = replace(backup.setup.look, has_offers=backup.setup.look.has_offers and may_offer)
        setup, by = replace(backup.setup, look=look), person_of(asker)
        chat = await self._schedules.open(place, kind, by)
        await self._imports.follow(chat, setup.sources, asker, at)
        await self._setups.replace(chat.id, setup, self._schedules.now())
        plan, _ = await self._schedules.change(place, kind, setup.schedule, by)
        return plan

    def forget(self, telegram_id: int) -> None:
        """Forget what waits in a chat."""
        for key in [key for key in self._waiting if key[0].chat_id == telegram_id]:
            del self._waiting[key]
