"""What all rules work with: the world, the readers, and what the bot does by itself."""

from hypothesis.stateful import RuleBasedStateMachine, rule

from bot.digest.model import ChatKind, Place, Schedule
from tests.unit.services.ledger_beginning import FIRST, SkippingLoop
from tests.unit.services.ledger_readers import Reader
from tests.unit.services.ledger_world import Row, World
from tests.unit.services.one_thread import Engine

DAY = 86_400
MOST_READERS = 4


class Life(RuleBasedStateMachine):
    """A world with readers, and the two steps of the bot."""

    loop: SkippingLoop
    engine: Engine
    template: bytes

    def __init__(self) -> None:
        super().__init__()
        self.world = World(self.loop, self.engine, self.template)
        self.world.run(self.world.start())
        self.server = self.world.server
        self.admin = self.server.add_user("Admin")
        self.readers: list[Reader] = []
        self.gone: list[Reader] = []
        self.listed = {feed: list(FIRST[name]) for name, feed in self.world.feeds().items()}
        self.stories = sum(map(len, FIRST.values()))
        self.notices = 0
        self.before: dict[int, Row] = {}
        self.lost: set[int] = set()
        """Chats in which something was taken from the bot."""
        self.rescheduled: set[str] = set()

    @rule()
    def tick(self) -> None:
        self.world.run(self.world.compose())

    @rule()
    def deliver(self) -> None:
        self.world.run(self.world.send())

    def _reader(self, number: int) -> Reader:
        return self.readers[number % len(self.readers)]

    async def _open(self, place: Place, kind: ChatKind, schedule: Schedule) -> None:
        await self.world.process.schedules.change(place, kind, schedule, None)

    def _change(self, reader: Reader, schedule: Schedule) -> None:
        self.world.run(self._open(reader.place, ChatKind.GROUP, schedule))

    def _until_due(self) -> None:
        if due := self.world.next_due():
            self.world.pass_time(max(0, due - self.world.now) % (8 * DAY))
