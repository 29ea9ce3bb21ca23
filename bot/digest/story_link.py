"""Who has how much to do with whom, and who belongs together for that."""

from collections.abc import Mapping

import numpy as np
from numpy.typing import NDArray


class Links:
    """How alike some pairs of numbers are; each pair is seen from both sides."""

    def __init__(self) -> None:
        self._of: dict[int, dict[int, float]] = {}

    def put(self, one: int, other: int, likeness: float) -> None:
        """Link two."""
        self._of.setdefault(one, {})[other] = likeness
        self._of.setdefault(other, {})[one] = likeness

    def of(self, one: int) -> Mapping[int, float]:
        """Return those that one is linked to, and how alike they are."""
        return self._of.get(one, {})

    def drop(self, one: int) -> list[int]:
        """Forget one; return those that it was linked to."""
        others = list(self._of.pop(one, ()))
        for other in others:
            del self._of[other][one]
        return others

    def connected(self, one: int) -> set[int]:
        """Return all that can be reached from one over links, and itself."""
        found, ahead = {one}, [one]
        while ahead:
            new = self.of(ahead.pop()).keys() - found
            found |= new
            ahead += new
        return found

    def pieces(self, members: list[int], most: int) -> list[list[int]]:
        """Part what hangs together into pieces of so many at most: the strongest links hold.

        Members of a piece ascend, and so do the first ones of the pieces.
        """
        if len(members) <= most:
            return [sorted(members)]
        piece_of = {member: [member] for member in members}
        links = [
            (-likeness, one, other)
            for one in members
            for other, likeness in self.of(one).items()
            if one < other and other in piece_of
        ]
        for _, one, other in sorted(links):
            first, second = piece_of[one], piece_of[other]
            if first is not second and len(first) + len(second) <= most:
                first += second
                piece_of.update(dict.fromkeys(second, first))
        return sorted(sorted(piece) for piece in {id(piece): piece for piece in piece_of.values()}.values())


def average_link(likeness: NDArray[np.floating], least: float) -> list[list[int]]:
    """Group the rows of a symmetric table so that groups are alike on average, not in one pair of theirs.

    Time and again the two groups with the highest mean likeness become one, as long as it is `least` or more;
    of equals those that stand first. The order of groups and members is that of the rows. Time is quadratic
    in the rows for each group made.
    """
    groups = [[row] for row in range(len(likeness))]
    means = likeness.astype(np.float64)
    np.fill_diagonal(means, -np.inf)
    while len(groups) > 1:
        first, second = sorted(divmod(int(means.argmax()), len(groups)))
        if means[first, second] < least:
            break
        sizes = len(groups[first]), len(groups[second])
        joined = (means[first] * sizes[0] + means[second] * sizes[1]) / sum(sizes)
        means[first], means[:, first] = joined, joined
        means[first, first] = -np.inf
        means = np.delete(np.delete(means, second, 0), second, 1)
        groups[first] += groups.pop(second)
    return [sorted(group) for group in groups]
