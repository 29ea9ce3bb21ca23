"""Links are seen from both sides, and average linkage does what its definition says."""

from itertools import combinations

import numpy as np
from hypothesis import given
from hypothesis import strategies as st

from bot.digest.story_link import Links, average_link


@st.composite
def likenesses(draw: st.DrawFn) -> np.ndarray[tuple[int, int], np.dtype[np.float64]]:
    size = draw(st.integers(1, 7))
    # Primes are no sums of each other: no two means are equal.
    values = draw(st.lists(st.integers(-1000, 1000), min_size=size**2, max_size=size**2, unique=True))
    table = np.array(values, np.float64).reshape(size, size)
    return table + table.T


@given(likenesses(), st.integers(-1000, 1000))
def test_no_two_groups_are_alike_enough_on_average_and_each_row_is_in_one(
    table: np.ndarray[tuple[int, int], np.dtype[np.float64]], least: int
) -> None:
    groups = average_link(table, least)
    assert sorted(row for group in groups for row in group) == list(range(len(table)))
    for one, two in combinations(groups, 2):
        assert table[np.ix_(one, two)].mean() < least + 1e-6
    assert [group[0] for group in groups] == sorted(group[0] for group in groups)


def test_one_alike_to_a_single_member_stays_out() -> None:
    table = np.full((4, 4), -3.0)
    table[:3, :3] = 2
    table[2, 3] = table[3, 2] = 1.9
    assert average_link(table, 0) == [[0, 1, 2], [3]]


def test_what_is_dropped_is_linked_to_nobody_and_links_lead_no_further() -> None:
    links = Links()
    for one, other in ((1, 2), (2, 3), (4, 5)):
        links.put(one, other, 0.5)
    assert links.connected(3) == {1, 2, 3}
    assert sorted(links.drop(2)) == [1, 3]
    assert links.connected(3) == {3}
    assert links.of(1) == {}
    assert links.drop(9) == []


def test_pieces_are_parted_at_the_weakest_links() -> None:
    links = Links()
    for one, other, likeness in ((1, 2, 0.9), (2, 3, 0.1), (3, 4, 0.8), (4, 5, 0.7)):
        links.put(one, other, likeness)
    assert links.pieces([5, 4, 3, 2, 1], 5) == [[1, 2, 3, 4, 5]]
    assert links.pieces([5, 4, 3, 2, 1], 3) == [[1, 2], [3, 4, 5]]
    assert links.pieces([5, 4, 3, 2, 1], 2) == [[1, 2], [3, 4], [5]]
