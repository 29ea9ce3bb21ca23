"""What a story card says, line by line and at any length: its headline, who tells it, what they tell."""

from collections.abc import Collection, Iterable, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime
from itertools import groupby

from bot.articles.feed import Entry
from bot.articles.links import web_link
from bot.digest.story import Card
from bot.render.moments import listed, since
from bot.render.phrases import phrase
from bot.render.story_names import Named, teller_name, tellers
from bot.render.text import Block, Piece, is_right_to_left, isolated, line_start, shortened, visible

Line = tuple[Block, ...]
"""Blocks that stand on one line, nothing between them."""

Sentences = Sequence[tuple[str, str | None]]
"""Sentences, each with the link to its place."""

# A headline or figure that is longer is none: it would push all else off the screen.
MOST_TITLE, _MOST_FIGURE = 300, 40
# What the links behind the names of a story may take together of the bytes that a message has for links.
NAME_LINK_BYTES = 2_000
# Sentences of one source on one line: more would be a wall of text.
_ON_A_LINE = 2
# A day is said of what was published so many seconds before it was seen; all else is from these days.
_OF_THESE_DAYS = 2 * 86_400
_ENDS = " .…!?"
# An arrow points to where the line goes on.
_FORWARD, _BACKWARD = "→", "←"
_BESIDE = " · "
# Stands for a name in a phrase; no text that is shown has one.
_HOLE = "\0"


@dataclass(frozen=True, slots=True)
class CardText:
    """The words of a card."""

    title: str
    link: str | None
    about: Line
    """Who tells it, from when it is if not of these days, and whether it goes on; may be empty."""
    lead: tuple[Line, ...]
    """The sentences of the one that leads."""
    others: tuple[Line, ...]
    """What others add, each line beginning with who says it; then the figures in which they differ."""

    @property
    def is_line(self) -> bool:
        """Whether there is no more of it than a headline."""
        return not self.lead and not self.others


def card_text(
    card: Card, *, with_feeds: bool = True, most_names: int = 3, sentences: Sentences | None = None
) -> CardText:
    """Return what a card says; `sentences` in place of its own, where there are more of the one that leads.

    Of more than `most_names` who tell it the others are counted. `with_feeds` is as in `tellers`.
    """
    entry = card.lead.entry
    title = shortened(visible(entry.title or ""), MOST_TITLE)
    told = _visible(card.sentences if sentences is None else sentences)
    shown = {text for text, _ in told}
    if told and title and told[0][0].rstrip(_ENDS) == title.rstrip(_ENDS):
        told = told[1:]  # the headline says it already
    others = (*_additions(card), *_figures(card, shown))
    names = tellers(card, with_feeds=with_feeds)
    if not title and (told or others):  # a post: it goes by the name of its source
        title = teller_name(card.lead)
        names = names if len(names) > 1 else []
    return CardText(
        title or phrase("digest.untitled"),
        web_link(entry.url),
        _about(names, most_names, _facts(entry, continues=bool(card.before))),
        tuple(_sentence(text, link) for text, link in told),
        others,
    )


def head_lines(text: CardText, number: str) -> list[Line]:
    """Return headline and `number` with who tells it: on one line where nothing follows, else on two."""
    title = f"{number}{text.title}"
    if text.is_line and text.about:
        return [(Block(title, link=text.link), Block(_BESIDE), *_beside(text.about, title))]
    if text.is_line:
        return [(Block(title, link=text.link),)]
    headline = (Block(title, "b", text.link),)
    return [headline, text.about] if text.about else [headline]


def piece_of(line: Line) -> Piece:
    """Return a line as Telegram HTML."""
    return Piece.joined([Piece.of(block) for block in line], "")


def plain(line: Line) -> str:
    """Return a line as plain text, without the arrows that lead to the places of its sentences."""
    return "".join(block.text for block in line)


def _visible(sentences: Sentences) -> list[tuple[str, str | None]]:
    seen = [(visible(text), link) for text, link in sentences]
    return [(text, link) for text, link in seen if text]


def _sentence(text: str, link: str | None) -> Line:
    return (Block(text, link=web_link(link), mark=_BACKWARD if is_right_to_left(text) else _FORWARD),)


def _additions(card: Card) -> Iterable[Line]:
    """Yield what each source adds: "TASS adds: …"."""
    for source, some in groupby(card.additions, key=lambda addition: addition.source):
        added = [(addition.text, addition.link) for addition in some]
        for start in range(0, len(added), _ON_A_LINE):
            yield from _said(card, source, "story.adds", added[start : start + _ON_A_LINE])


def _figures(card: Card, shown: Collection[str]) -> Iterable[Line]:
    """Yield figures side by side, and below them the sentences that they stand in, of those not `shown`."""
    for figures in card.figures:
        told = [
            phrase("story.figure", figure=_figure(quote.figure), name=_teller(card, quote.source))
            for quote in figures.quotes
        ]
        yield (Block(phrase("story.figures", figures=_BESIDE.join(told)), "i"),)
        for quote in figures.quotes:
            if visible(quote.text) not in shown:
                yield from _said(card, quote.source, "story.says", [(quote.text, quote.link)])


def _said(card: Card, source: int, key: str, sentences: Sentences) -> Iterable[Line]:
    """Yield sentences behind the name of their source."""
    label = phrase(key, name=_teller(card, source))
    # The name keeps its own direction, so that the words beside it decide that of the line.
    mark = _BACKWARD if is_right_to_left(phrase(key, name="")) else _FORWARD
    blocks: list[Block] = []
    for text, link in _visible(sentences):
        blocks += [Block(" "), Block(isolated(text, label), link=web_link(link), mark=mark)]
    if blocks:
        yield (Block(label, "i"), *blocks)


def _teller(card: Card, source: int) -> str:
    return isolated(teller_name(card.tellings[source]))


def _figure(text: str) -> str:
    return isolated(shortened(visible(text), _MOST_FIGURE))


def _about(names: Sequence[Named], most_names: int, facts: Sequence[str]) -> Line:
    blocks: list[Block] = []
    if names:
        shown, more = names[:most_names], len(names) - most_names
        counted = [phrase("digest.more_names", count=more)] if more > 0 else []
        first, *between = listed([_HOLE for _ in shown] + counted).split(_HOLE)
        blocks.append(Block(line_start() + first))
        for (name, link), behind in zip(_within(shown), between, strict=True):
            blocks += [Block(isolated(name), link=link), Block(behind)]
    if facts:
        blocks += [Block(_BESIDE if blocks else ""), Block(_BESIDE.join(facts), "i")]
    return tuple(block for block in blocks if block.text)


def _within(names: Sequence[Named]) -> Iterable[Named]:
    """Yield names, without the links for which there is no room; a single one has that of the headline."""
    room = NAME_LINK_BYTES if len(names) > 1 else 0
    for name, link in names:
        kept = link if link and len(link) <= room else None
        room -= len(kept or "")
        yield name, kept


def _facts(entry: Entry, *, continues: bool) -> list[str]:
    facts = []
    if entry.published and 0 < entry.published < entry.seen_at - _OF_THESE_DAYS:
        facts.append(since(_utc(entry.published), _utc(entry.seen_at)))
    if continues:
        facts.append(phrase("digest.continues"))
    return facts


def _beside(about: Line, title: str) -> Line:
    """Return who tells it, to stand behind a headline that may be written the other way."""
    text = plain(about)
    before, _, behind = isolated(text, title).partition(text)
    return tuple(block for block in (Block(before), *about, Block(behind)) if block.text)


def _utc(moment: int) -> datetime:
    return datetime.fromtimestamp(moment, UTC)
