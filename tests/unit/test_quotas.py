import asyncio
from contextlib import AbstractContextManager, ExitStack

import pytest
from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, invariant, precondition, rule

from bot.errors import QuotaReached
from bot.services.quotas import Kind, Quotas

LIMITS: dict[Kind, int] = {"link": 30, "document": 20}
CODES: dict[Kind, str] = {"link": "quota_links", "document": "quota_documents"}


class Clock:
    def __init__(self) -> None:
        self.now = 1_000_000.0

    def __call__(self) -> float:
        return self.now


@pytest.fixture
def clock() -> Clock:
    return Clock()


@pytest.fixture
def quotas(clock: Clock) -> Quotas:
    return Quotas(clock)


def use_up(quotas: Quotas, kind: Kind, person: int = 1) -> None:
    for _ in range(LIMITS[kind]):
        with quotas.use(kind, person):
            pass


def remembered(quotas: Quotas) -> set[int]:
    return set(quotas._people)


@pytest.mark.parametrize("kind", LIMITS)
def test_the_last_of_an_hour_is_followed_by_a_refusal_that_names_the_minutes(
    quotas: Quotas, clock: Clock, kind: Kind
) -> None:
    with quotas.use(kind, 1):
        pass
    clock.now += 600
    for _ in range(LIMITS[kind] - 1):
        with quotas.use(kind, 1):
            pass
    with pytest.raises(QuotaReached) as caught, quotas.use(kind, 1):
        pass
    assert caught.value.code == CODES[kind]
    assert caught.value.values == {"limit": LIMITS[kind], "minutes": 50}
    clock.now += 50 * 60
    with quotas.use(kind, 1):  # the one of an hour ago counts no more, the others do
        pass
    with pytest.raises(QuotaReached) as caught, quotas.use(kind, 1):
        pass
    assert caught.value.values["minutes"] == 10


def test_the_minutes_are_never_too_few(quotas: Quotas, clock: Clock) -> None:
    use_up(quotas, "link")
    for waited, minutes in [(1.0, 60), (3600 - 61, 2), (3600 - 60, 1), (3599.9, 1)]:
        clock.now = 1_000_000 + waited
        with pytest.raises(QuotaReached) as caught, quotas.use("link", 1):
            pass
        assert caught.value.values["minutes"] == minutes


def test_links_documents_and_people_are_counted_apart(quotas: Quotas) -> None:
    use_up(quotas, "link")
    use_up(quotas, "document")
    use_up(quotas, "link", person=2)
    with quotas.use("document", 2):
        pass


def test_two_at_once_of_whatever_kind(quotas: Quotas) -> None:
    with quotas.use("link", 1):
        with quotas.use("document", 1):
            with pytest.raises(QuotaReached) as caught, quotas.use("link", 1):
                pass
            assert (caught.value.code, caught.value.values) == ("quota_busy", {"limit": 2})
            with quotas.use("link", 2):
                pass
        with quotas.use("link", 1):
            pass


def test_who_waits_for_nothing_is_told_so_first(quotas: Quotas) -> None:
    use_up(quotas, "document")
    with (
        quotas.use("link", 1),
        quotas.use("link", 1),
        pytest.raises(QuotaReached) as caught,
        quotas.use("document", 1),
    ):
        pass
    assert caught.value.code == "quota_documents"


def test_a_refusal_counts_as_nothing(quotas: Quotas, clock: Clock) -> None:
    with quotas.use("link", 1), quotas.use("link", 1):
        for _ in range(100):
            with pytest.raises(QuotaReached), quotas.use("link", 1):
                pass
    for _ in range(LIMITS["link"] - 2):
        with quotas.use("link", 1):
            pass


def test_what_failed_counts_and_is_over(quotas: Quotas) -> None:
    for _ in range(LIMITS["link"]):
        with pytest.raises(ZeroDivisionError), quotas.use("link", 1):
            raise ZeroDivisionError
    with pytest.raises(QuotaReached) as caught, quotas.use("link", 1):
        pass
    assert caught.value.code == "quota_links"


async def test_what_was_cancelled_is_over(quotas: Quotas) -> None:
    async def read() -> None:
        with quotas.use("link", 1):
            await asyncio.Event().wait()

    tasks = [asyncio.create_task(read()) for _ in range(2)]
    await asyncio.sleep(0)
    with pytest.raises(QuotaReached), quotas.use("link", 1):
        pass
    for task in tasks:
        task.cancel()
    await asyncio.wait(tasks)
    with quotas.use("link", 1), quotas.use("link", 1):
        pass


def test_an_owner_is_never_refused_nor_counted(quotas: Quotas) -> None:
    with ExitStack() as stack:
        for _ in range(100):
            stack.enter_context(quotas.use("link", 1, exempt=True))
        use_up(quotas, "link")


def test_whoever_asked_for_nothing_for_an_hour_is_forgotten(quotas: Quotas, clock: Clock) -> None:
    for person in range(1000):
        with quotas.use("link", person):
            pass
        clock.now += 60
    assert remembered(quotas) == set(range(1000 - 60, 1000))


def test_texts_and_sources_are_counted_and_hold_up_nothing_else(quotas: Quotas, clock: Clock) -> None:
    with quotas.use("link", 1), quotas.use("link", 1):
        for _ in range(120):
            quotas.take("text", 1)
    with pytest.raises(QuotaReached) as caught:
        quotas.take("text", 1)
    assert (caught.value.code, caught.value.values) == ("quota_texts", {"limit": 120, "minutes": 60})
    quotas.take("text", 2)
    quotas.take("source", 1)
    quotas.take("text", 1, exempt=True)
    clock.now += 3600
    quotas.take("text", 1)


def test_many_sources_at_once_are_taken_all_or_none(quotas: Quotas, clock: Clock) -> None:
    quotas.take("source", 1, 300)
    clock.now += 600
    quotas.take("source", 1, 200)
    with pytest.raises(QuotaReached) as caught:
        quotas.take("source", 1, 101)
    assert (caught.value.code, caught.value.values) == ("quota_sources", {"limit": 600, "minutes": 50})
    quotas.take("source", 1, 100)
    with pytest.raises(QuotaReached) as caught:
        quotas.take("source", 1, 301)  # those of the first time are not enough
    assert caught.value.values["minutes"] == 60
    quotas.take("source", 1, 0)


class QuotasAgainstModel(RuleBasedStateMachine):
    """The model remembers everything for ever."""

    def __init__(self) -> None:
        super().__init__()
        self.clock = Clock()
        self.quotas = Quotas(self.clock)
        self.passers_by = 0
        self.uses: list[tuple[int, Kind, float]] = []
        self.running: list[tuple[int, AbstractContextManager[None]]] = []

    people = st.integers(1, 3)
    kinds = st.sampled_from(list(LIMITS))

    def expected(self, person: int, kind: Kind) -> tuple[str, float] | None:
        now = self.clock.now
        counted = [at for who, what, at in self.uses if (who, what) == (person, kind) and now - at < 3600]
        if len(counted) >= LIMITS[kind]:
            return CODES[kind], min(counted) + 3600 - now
        if sum(who == person for who, _ in self.running) >= 2:
            return "quota_busy", 0
        return None

    @rule(person=people, kind=kinds)
    def begin(self, person: int, kind: Kind) -> None:
        expected = self.expected(person, kind)
        context = self.quotas.use(kind, person)
        if expected is None:
            context.__enter__()
            self.running.append((person, context))
            self.uses.append((person, kind, self.clock.now))
            return
        with pytest.raises(QuotaReached) as caught:
            context.__enter__()
        code, seconds = expected
        assert caught.value.code == code
        if code != "quota_busy":
            minutes = caught.value.values["minutes"]
            assert isinstance(minutes, int)
            assert 60 * (minutes - 1) < seconds <= 60 * minutes

    @rule(person=people, kind=kinds, count=st.integers(1, 35))
    def one_after_another(self, person: int, kind: Kind, count: int) -> None:
        for _ in range(count):
            before = len(self.running)
            self.begin(person, kind)
            if len(self.running) > before:
                self.running.pop()[1].__exit__(None, None, None)

    @precondition(lambda self: self.running)
    @rule(data=st.data())
    def end(self, data: st.DataObject) -> None:
        place = data.draw(st.integers(0, len(self.running) - 1))
        self.running.pop(place)[1].__exit__(None, None, None)

    @rule(seconds=st.one_of(st.integers(1, 100), st.integers(1000, 4000), st.just(3600)))
    def wait(self, seconds: int) -> None:
        self.clock.now += seconds

    @invariant()
    def nobody_is_kept_without_cause(self) -> None:
        self.passers_by -= 1
        with self.quotas.use("link", self.passers_by):  # whoever comes has it tidied up
            pass
        recent = {person for person, _, at in self.uses if self.clock.now - at < 3600}
        busy = {person for person, _ in self.running}
        assert {person for person in remembered(self.quotas) if person > 0} == recent | busy

    def teardown(self) -> None:
        for _, context in self.running:
            context.__exit__(None, None, None)


TestQuotasAgainstModel = QuotasAgainstModel.TestCase


def test_what_nothing_came_of_does_not_count() -> None:
    quotas = Quotas(lambda: 0.0)
    quotas.take("source", 1, 600)
    with pytest.raises(QuotaReached):
        quotas.take("source", 1)
    quotas.give_back("source", 1, 100)
    quotas.take("source", 1, 100)
    quotas.give_back("source", 2, 100)
    with pytest.raises(QuotaReached):
        quotas.take("source", 1)
