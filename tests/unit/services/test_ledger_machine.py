"""The ledger under anything that may happen, in any order; what Telegram accepted is what counts.

Each run of the machine is a bot's life in virtual time: see `LedgerMachine` for what may happen and
`ledger_checks` for what must hold. Hypothesis prints the shortest life that breaks it. The examples below are
such lives.
"""

import sqlite3
from collections.abc import Iterator

import pytest
import structlog
from hypothesis import HealthCheck, settings
from hypothesis.stateful import run_state_machine_as_test

from tests.unit.services.ledger_beginning import SkippingLoop, template
from tests.unit.services.ledger_machine import LedgerMachine
from tests.unit.services.one_thread import Engine

# Together 1,000 runs, in parts that several processes can share.
_PARTS, _RUNS, _STEPS = 8, 125, 7


@pytest.fixture(scope="module")
def machine() -> Iterator[type[LedgerMachine]]:
    class Machine(LedgerMachine):
        pass

    before = structlog.get_config()
    structlog.configure(wrapper_class=structlog.make_filtering_bound_logger(50))
    Machine.loop, Machine.engine = SkippingLoop(), Engine()
    Machine.template = template(Machine.loop, Machine.engine)
    yield Machine
    Machine.loop.close()
    structlog.configure(**before)


@pytest.mark.parametrize("part", range(_PARTS))
def test_nothing_is_lost_nor_doubled_whatever_happens(machine: type[LedgerMachine], part: int) -> None:
    run_state_machine_as_test(
        machine,
        settings=settings(
            max_examples=_RUNS,
            stateful_step_count=_STEPS,
            deadline=None,
            derandomize=False,
            print_blob=True,
            database=None,
            report_multiple_bugs=False,
            suppress_health_check=list(HealthCheck),
        ),
    )


@pytest.fixture
def life(machine: type[LedgerMachine]) -> Iterator[LedgerMachine]:
    """One life by hand; at its end all is mended, and everything that is owed has to arrive."""
    life = machine()
    yield life
    life.holds()
    life.teardown()


def test_the_first_three_stories_come_again_to_whoever_had_blocked_the_bot(life: LedgerMachine) -> None:
    life.begin(kind="private", follows=1)
    life.lose(reader=0, how="out", told=False)
    life.morning()


def test_a_digest_of_a_topic_that_is_gone_is_not_lost_to_that_of_the_group(life: LedgerMachine) -> None:
    life.begin(kind="topic", follows=1)
    life.join(kind="again", follows=2, schedule=0)
    life.move(reader=0, how="topic")
    life.morning()


def test_what_is_on_its_way_ends_when_telegram_says_that_the_bot_is_out(life: LedgerMachine) -> None:
    life.begin(kind="private", follows=1)
    life.next_calls_fail(kind="429", times=3, one=False, reader=0)
    life.morning()
    life.lose(reader=0, how="out", told=True)
    life.deliver()
    assert [row["state"] for row in life.world.ledger()] == ["dead"]


def test_a_story_that_is_due_comes_though_a_feed_added_since_had_it_long_ago(life: LedgerMachine) -> None:
    life.begin(kind="private", follows=2)
    life.morning()
    life.publish(feed=1, count=1, shared=True)
    life.publish(feed=0, count=9, shared=False)
    life.follow_or_leave(reader=0, feed=0)


def test_who_follows_a_further_feed_while_the_digest_is_composed_misses_nothing(life: LedgerMachine) -> None:
    life.begin(kind="private", follows=2)
    life.follow_while_composing(reader=0, feed=0, turns=25)


def test_what_leaves_while_the_bot_hears_that_it_is_out_does_no_harm(life: LedgerMachine) -> None:
    life.begin(kind="group", follows=3)
    life.notice()
    life.killed(steps=20)
    life.lose(reader=0, how="rights", told=True)


def test_of_two_messages_to_a_chat_that_is_lost_the_second_does_not_leave(life: LedgerMachine) -> None:
    life.begin(kind="private", follows=1)
    life.lose(reader=0, how="out", told=False)
    life.notice()
    for feed in (0, 1, 0):
        life.follow_while_composing(reader=0, feed=feed, turns=0)
    life.notice()


def test_the_text_of_a_part_goes_when_nobody_will_send_it_any_more(life: LedgerMachine) -> None:
    life.begin(kind="private", follows=1)
    life.killed(steps=11)
    life.killed(steps=9)
    assert not [row for row in life.world.ledger() if row["state"] == "unknown" and row["text"]]


def test_a_kill_between_acceptance_and_record_costs_one_copy_at_most(machine: type[LedgerMachine]) -> None:
    copies = set()
    for steps in range(24):
        life = machine()
        life.begin(kind="private", follows=1)
        life.killed(steps=steps)
        life.teardown()
        copies.add(len([copy for copy in life.world.copies if copy.stories]))
    assert copies == {1, 2}


def test_the_oracle_notices_a_story_that_comes_twice(machine: type[LedgerMachine]) -> None:
    life = machine()
    life.begin(kind="private", follows=1)
    life.morning()
    life.world.database.execute("UPDATE chats SET shown_until = 0, last_slot = NULL")
    with pytest.raises(AssertionError, match="came 2 times"):
        twice(life)
    life.readers.clear()
    life.teardown()


def twice(life: LedgerMachine) -> None:
    life.morning()
    life.holds()


def test_the_oracle_notices_a_story_that_never_comes(machine: type[LedgerMachine]) -> None:
    life = machine()
    life.begin(kind="private", follows=1)
    life.morning()
    life.publish(feed=0, count=1, shared=False)
    life.world.database.execute("UPDATE chats SET shown_until = 99")
    with pytest.raises(AssertionError, match="s9"):
        life.teardown()
    with pytest.raises(sqlite3.ProgrammingError):  # it is buried all the same
        life.world.rows("SELECT 1")
