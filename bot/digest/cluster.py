"""Which articles tell of one event. Pure: reports come in one by one, in any order, and stories come out.

A report is linked to those that seem to tell of the same event. What hangs together by links is then divided
so that in each story every two reports agree on average: one that resembles a single other joins no story.
Stories are worked out anew where something came or went, from all that is there, so that the order of arrival
hardly matters.
"""

from collections.abc import Iterable, Iterator, Mapping, Sequence

import numpy as np

from bot.digest.story_index import Index
from bot.digest.story_link import Links, average_link
from bot.digest.story_pairs import SUBJECT, same_event, same_subject
from bot.digest.story_report import Report
from bot.digest.story_wire import sources, texts

# Two reports are in one story where that is as likely as not; a story is one where that holds on average.
_SAME = 0.0
# What grows common lowers how alike two reports were when they came: links are kept with room for that.
_LINKED = -1.0
# Means of subjects are made of pairs that reach half of what speaks of one; the others count as nothing.
_NEAR = SUBJECT / 2
# Reports that hang together are compared each with each: more than these are parted at their weakest links
# before. No event of a window had as many; a feed of forms filled in by a machine has.
_TOGETHER = 150
# What is rare is known better the more there is: all stories are looked at anew when the window has grown so.
_GROWN = 1.25


class Stories:
    """The stories of a window of days. A story is known by the lowest id of its reports."""

    def __init__(self) -> None:
        self._index = Index()
        self._links = Links()
        self._near = Links()
        self._story: dict[int, int] = {}
        self._reports: dict[int, tuple[int, ...]] = {}
        self._unsettled: set[int] = set()
        self._reviewed = 0
        """How many reports there were when all stories were last looked at anew, or fewer since."""

    def __len__(self) -> int:
        """Return how many reports there are."""
        return len(self._index.rows)

    def __contains__(self, report: int) -> bool:
        return report in self._index.rows

    def add(self, report: Report) -> None:
        """Take a report in; raises `ValueError` where its id is known, or its features cannot be read."""
        if report.id in self:
            raise ValueError(f"report {report.id} is known")
        row = self._index.add(report)
        self._unsettled.add(report.id)
        others = self._index.candidates(row)
        shared = self._index.compare([row], others)
        for links, found, least in (
            (self._links, same_event(shared), _LINKED),
            (self._near, same_subject(shared), _NEAR),
        ):
            for other, likeness in zip(others, found[0].tolist(), strict=True):
                if likeness >= least:
                    links.put(report.id, self._index.ids[other], likeness)

    def forget(self, before: int) -> None:
        """Drop the reports from before a moment (UTC seconds)."""
        for report in self._index.forget(before):
            self._near.drop(report)
            self._unsettled.update(self._links.drop(report))
            if (story := self._story.get(report)) is not None:
                self._dissolve(story)
        self._unsettled.intersection_update(self._index.rows)
        self._reviewed = min(self._reviewed, len(self))

    def story_of(self, report: int) -> int:
        """Return the story of a report; its own id where no other tells of the event. Raises `KeyError`."""
        self._settle()
        return self._story[report]

    def reports_of(self, story: int) -> tuple[int, ...]:
        """Return the reports of a story, ascending; raises `KeyError` where there is no such story."""
        self._settle()
        return self._reports[story]

    def subjects(self, stories: Sequence[int]) -> list[tuple[int, ...]]:
        """Arrange stories, each named once, by subject: those that stand together are related, no more.

        Each stands in one group, in the order given; most stand alone. Raises `KeyError` where there is no
        such story.
        """
        places = {story: at for at, story in enumerate(stories)}
        near: dict[int, dict[int, float]] = {}
        for story, at in places.items():
            reports = self.reports_of(story)
            near[at] = {}
            for report in reports:
                for other, found in self._near.of(report).items():
                    place = places.get(self._story[other], at)
                    if place != at:
                        pairs = len(reports) * len(self._reports[stories[place]])
                        near[at][place] = near[at].get(place, 0.0) + found / pairs
        groups = [group for piece in _pieces(near) for group in _grouped(piece, near)]
        return [tuple(stories[at] for at in group) for group in sorted(groups)]

    def wires(self, reports: Sequence[int]) -> list[tuple[int, ...]]:
        """Group those of some reports, each named once, whose texts are nearly the same: two or more a group.

        What is not here has a text of its own.
        """
        known = [report for report in reports if report in self]
        groups: dict[int, list[int]] = {}
        for report, text in zip(known, texts(self._index.sketches(self._rows(known))), strict=True):
            groups.setdefault(text, []).append(report)
        return [tuple(group) for group in groups.values() if len(group) > 1]

    def independent(self, reports: Sequence[int]) -> int:
        """Return how many sources some reports, each named once, come from: what is not here is one each.

        Reports of nearly the same text are one source, and so are those of one publisher.
        """
        rows = self._rows([report for report in reports if report in self])
        unknown = len(reports) - len(rows)
        return unknown + sources(texts(self._index.sketches(rows)), self._index.publishers(rows))

    def _rows(self, reports: Iterable[int]) -> list[int]:
        return [self._index.rows[report] for report in reports]

    def _settle(self) -> None:
        if self._unsettled and len(self) > _GROWN * self._reviewed:
            self._unsettled.update(self._index.rows)
            self._reviewed = len(self)
        while self._unsettled:
            piece = self._links.connected(self._unsettled.pop())
            for report in piece:
                if (story := self._story.get(report)) is not None:
                    self._dissolve(story)
            self._unsettled -= piece
            for group in self._divided(list(piece)):
                self._reports[group[0]] = tuple(group)
                self._story.update(dict.fromkeys(group, group[0]))

    def _dissolve(self, story: int) -> None:
        """Take a story apart; its reports wait for new ones."""
        reports = self._reports.pop(story)
        for report in reports:
            del self._story[report]
        self._unsettled.update(reports)

    def _divided(self, reports: list[int]) -> Iterator[list[int]]:
        """Yield the stories among reports that hang together, their reports ascending."""
        for piece in self._links.pieces(reports, _TOGETHER):
            if len(piece) == 1:
                yield piece
                continue
            rows = self._rows(piece)
            for group in average_link(same_event(self._index.compare(rows, rows)), _SAME):
                yield [piece[at] for at in group]


def _pieces(near: Mapping[int, Mapping[int, float]]) -> Iterator[list[int]]:
    """Yield what hangs together, ascending; more than are compared each with each in pieces of so many."""
    left = set(near)
    for first in near:
        found, ahead = [], [first] if first in left else []
        left.discard(first)
        while ahead:
            found.append(ahead.pop())
            others = left.intersection(near[found[-1]])
            left -= others
            ahead += others
        found.sort()
        yield from (found[at : at + _TOGETHER] for at in range(0, len(found), _TOGETHER))


def _grouped(piece: Sequence[int], near: Mapping[int, Mapping[int, float]]) -> Iterator[list[int]]:
    if len(piece) == 1:
        yield [*piece]
        return
    likeness = np.array([[near[one].get(other, 0.0) for other in piece] for one in piece])
    for group in average_link(likeness, SUBJECT):
        yield [piece[at] for at in group]
