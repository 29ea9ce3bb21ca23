"""From a ranking to the chosen sentences."""

from hypothesis import given
from hypothesis import strategies as st

from bot.summarize.select import choose

A, B, C, D = (
    text.split() for text in ("one two three four five", "six seven", "eight nine ten", "eleven twelve")
)


def test_the_best_in_source_order() -> None:
    assert choose([3, 0, 1, 2], [A, B, C, D], sentences=2, words=None) == (0, 3)


def test_no_limit_takes_all() -> None:
    assert choose([3, 0, 1, 2], [A, B, C, D], sentences=None, words=None) == (0, 1, 2, 3)


def test_the_word_budget() -> None:
    assert choose([0, 1, 2, 3], [A, B, C, D], sentences=None, words=8) == (0, 1)
    assert choose([0, 1, 2, 3], [A, B, C, D], sentences=1, words=100) == (0,)


def test_a_first_choice_over_the_budget_stands_alone() -> None:
    assert choose([0, 1, 2, 3], [A, B, C, D], sentences=3, words=4) == (0,)


def test_a_long_sentence_does_not_end_a_summary_that_has_hardly_begun() -> None:
    assert choose([1, 0, 2, 3], [A, B, C, D], sentences=None, words=6) == (1, 2)


def test_repeats_wait_until_nothing_else_is_left() -> None:
    near = [*A[:4], "fifth", "five"]
    assert choose([0, 1, 2], [A, near, B], sentences=2, words=None) == (0, 2)
    assert choose([0, 1, 2], [A, near, B], sentences=3, words=None) == (0, 1, 2)


def test_a_sentence_with_a_credit_before_it_is_a_repeat() -> None:
    text = [f"word{index}" for index in range(12)]
    credit = ["paolo", "bruno", "getty", "images", *text]
    assert choose([0, 1, 2], [credit, text, B], sentences=2, words=None) == (0, 2)
    assert choose([1, 0, 2], [credit, text, B], sentences=2, words=None) == (1, 2)


def test_five_words_of_a_longer_sentence_are_no_repeat() -> None:
    longer = [*A, "and", "so", "on", "they", "went"]
    assert choose([0, 1, 2], [longer, A, B], sentences=2, words=None) == (0, 1)


def test_the_same_words_are_never_taken_twice() -> None:
    assert choose([0, 1, 2], [A, A, B], sentences=3, words=None) == (0, 2)


@given(st.lists(st.lists(st.sampled_from("abcdef"), min_size=1, max_size=6), max_size=12), st.data())
def test_limits_are_kept(worded: list[list[str]], data: st.DataObject) -> None:
    order = data.draw(st.permutations(range(len(worded))))
    count, budget = data.draw(st.integers(1, 12)), data.draw(st.integers(1, 30))
    chosen = choose(order, worded, sentences=count, words=None)
    assert len(chosen) == min(count, len({tuple(found) for found in worded}))
    assert list(chosen) == sorted(set(chosen))
    chosen = choose(order, worded, sentences=count, words=budget)
    assert len(chosen) <= count
    if not order:
        assert chosen == ()
    elif len(worded[order[0]]) > budget:
        assert chosen == (order[0],)
    else:
        assert order[0] in chosen
        assert sum(len(worded[index]) for index in chosen) <= budget
