import asyncio

from bot.workers.turns import Turn, Turns


class Visitors:
    """Requests that note when their turn comes, and have it until they are told to leave."""

    def __init__(self, turns: Turns) -> None:
        self.turns = turns
        self.came: list[str] = []
        self._inside: dict[str, Turn] = {}
        self._leave: dict[str, asyncio.Event] = {}
        self.tasks: dict[str, asyncio.Task[None]] = {}

    async def arrive(self, *names: str) -> None:
        """Names that begin with a capital letter are heavy."""
        for name in names:
            self._leave[name] = asyncio.Event()
            self.tasks[name] = asyncio.create_task(self._visit(name))
        await self.settle()

    async def _visit(self, name: str) -> None:
        async with self.turns.turn(heavy=name.isupper()) as turn:
            if turn is None:
                self.came.append(f"{name} refused")
                return
            self.came.append(name)
            self._inside[name] = turn
            await self._leave[name].wait()

    async def leave(self, name: str) -> None:
        self._leave[name].set()
        await self.settle()

    async def stay_long(self, name: str) -> None:
        self.turns.lengthen(self._inside[name], lambda: self.came.append(f"{name} gave way"))
        await self.settle()

    async def settle(self) -> None:
        for _ in range(10):
            await asyncio.sleep(0)


class TestTurns:
    async def test_first_come_first_served(self) -> None:
        visitors = Visitors(Turns(2, 0))
        await visitors.arrive("a", "b", "c", "D", "e")
        assert visitors.came == ["a", "b"]
        await visitors.leave("b")
        await visitors.leave("a")
        await visitors.leave("c")
        assert visitors.came == ["a", "b", "c", "D", "e"]
        for name in "De":
            await visitors.leave(name)

    async def test_heavy_ones_leave_a_place_but_keep_their_order(self) -> None:
        visitors = Visitors(Turns(3, 0))
        await visitors.arrive("A", "B", "C", "D", "e")
        assert visitors.came == ["A", "B", "e"]
        await visitors.leave("e")
        assert visitors.came == ["A", "B", "e"]
        await visitors.leave("A")
        await visitors.arrive("f")
        await visitors.leave("B")
        assert visitors.came == ["A", "B", "e", "C", "f", "D"]
        for name in "CDf":
            await visitors.leave(name)
        assert visitors.turns.all_over.is_set()

    async def test_one_place_alone_is_for_all(self) -> None:
        visitors = Visitors(Turns(1, 0))
        await visitors.arrive("A", "b")
        await visitors.leave("A")
        await visitors.leave("b")
        assert visitors.came == ["A", "b"]

    async def test_long_ones_leave_their_place_while_there_is_room_for_them(self) -> None:
        visitors = Visitors(Turns(2, 1))
        await visitors.arrive("A", "b", "C", "d")
        await visitors.stay_long("A")
        await visitors.stay_long("b")
        assert visitors.came == ["A", "b", "A gave way", "C"]
        await visitors.leave("A")
        assert visitors.came == ["A", "b", "A gave way", "C", "b gave way", "d"]
        for name in "bCd":
            await visitors.leave(name)
        assert visitors.turns.all_over.is_set()
        await visitors.arrive("E", "F", "g", "h")
        assert visitors.came[6:] == ["E", "g"]
        for name in "EgFh":
            await visitors.leave(name)

    async def test_who_cancels_leaves_the_queue_or_the_place(self) -> None:
        visitors = Visitors(Turns(1, 0))
        await visitors.arrive("a", "b", "c")
        visitors.tasks["b"].cancel()
        visitors.tasks["a"].cancel()
        await visitors.settle()
        assert visitors.came == ["a", "c"]
        await visitors.leave("c")
        assert visitors.turns.all_over.is_set()

    async def test_who_cancels_with_the_turn_just_given_gives_it_back(self) -> None:
        visitors = Visitors(Turns(1, 0))
        await visitors.arrive("a", "b", "c")
        visitors._leave["a"].set()
        while "b" in {*visitors.came} or not visitors.tasks["a"].done():
            await asyncio.sleep(0)
        visitors.tasks["b"].cancel()
        await visitors.settle()
        assert visitors.came[-1] == "c"
        await visitors.leave("c")
        assert visitors.turns.all_over.is_set()

    async def test_who_waits_can_be_sent_away(self) -> None:
        visitors = Visitors(Turns(1, 0))
        await visitors.arrive("a", "b", "c")
        visitors.turns.refuse_waiting()
        await visitors.leave("a")
        assert visitors.came == ["a", "b refused", "c refused"]
        assert visitors.turns.all_over.is_set()
