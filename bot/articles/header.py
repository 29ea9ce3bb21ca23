"""What stands above the story: title, byline, date line and dateline."""

import re
from dataclasses import dataclass, field
from datetime import date

from bot.articles.blocks import ends_sentence, seen, stops, trim
from bot.articles.characters import CAPITALS
from bot.articles.dateline import read_dateline
from bot.articles.dates import read_date_lead, read_publication_line
from bot.articles.model import Span
from bot.articles.outlets import outlet_in
from bot.articles.patterns import compiled
from bot.articles.sift import line_rule

# Headlines of news sites have at most some 20 words; a longer line is a paragraph without a full stop.
_LONGEST_TITLE = 200
_LONGEST_TITLE_WORDS = 30
# The name of a section is one word.
_LONGEST_LABEL = 25
# A line this long is prose even where its full stop was lost.
_PROSE = 200
# No page prints more lines and leads above its story than this.
_MOST_LEADS = 30
# A subhead and an author who is not known for one.
_MOST_ABOVE_DATE = 2
# The points that a press release puts above its story.
_MOST_POINTS = 5
_VISIBLE = re.compile(r"[^\W_]")
_POINT = ("- ", "– ", "* ", "• ", "· ", "▪ ")
# A subhead and a caption.
_MOST_ABOVE_STORY = 3
# The name of a site, what it says of itself, its section and the day.
_MOST_MASTHEAD = 4
# A lead is read from this many characters, however long the paragraph.
_HEAD = 600

# "By . Jane Doe . and John Roe . PUBLISHED: . 12:34 EST, 3 May 2013 . | . UPDATED: . …": CNN/DailyMail.
_DM_NAME = r"(?:[A-Z]\.|[^\s.]+)(?: (?:[A-Z]\.|[^\s.]+)){0,7}"
_DM_BYLINE = rf"By \. (?P<names>{_DM_NAME}(?: \. and {_DM_NAME}| \. For [A-Z]\S+)*) \.(?=\s|$)"
# "(Eds: Adding quotes) By J Doe New Delhi, Jul 31 (PTI) The …": Inshorts. Name and place are not told apart.
_PTI_DATELINE = r"[A-Z][\w.-]*(?: [A-Z][\w.-]*)?, [A-Z][a-z]{2,8}\.? \d{1,2} \([A-Z]{2,5}\)"
_PTI_BYLINE = rf"(?:\(Eds: [^()\n]{{2,100}}\)\s*)?By (?:[A-Z][\w.'’-]*\s){{2,8}}?(?={_PTI_DATELINE})"
_EDS = r"\(Eds: [^()\n]{2,100}\)"
_LEADS = (("By . ", _DM_BYLINE), ("By ", _PTI_BYLINE), ("(Eds: ", _PTI_BYLINE), ("(Eds: ", _EDS))
# Two or more people and nothing else, as a page prints those who wrote it.
_PERSON = rf"[{CAPITALS}][\w'’-]+(?: [{CAPITALS}][\w'’.-]*){{1,3}}"
_NAMES = rf"{_PERSON}(?:, {_PERSON}){{0,5}},? (?:and|und|et|y|e|и|та|і|i|ve|&) {_PERSON}"


@dataclass(slots=True)
class Header:
    """What was read above the story, and the blocks of the story itself."""

    blocks: list[Span]
    title: str | None = None
    published: date | None = None
    outlet: str | None = None
    _byline_outlet: str | None = field(default=None, repr=False)

    def note_byline(self, byline: str) -> None:
        """Keep the outlet a byline names, in case no dateline names one."""
        self._byline_outlet = self._byline_outlet or outlet_in(byline)

    def settle(self) -> None:
        """A dateline names the outlet before a byline does."""
        self.outlet = self.outlet or self._byline_outlet


def read_header(
    text: str, blocks: list[Span], title: str | None, bylines: list[str], menu_end: int = 0
) -> Header:
    """Split `blocks` into what stands above the story and the story.

    A given `title` wins. Otherwise the title is the first block, if it is short, ends without a full stop
    and a body follows. Dates and datelines count only above and at the beginning of the first paragraph;
    short lines between the title and a date stand above the story too. What stands above a menu that ends at
    `menu_end` is the name of the site, where a title follows the menu.
    """
    blocks = _below_masthead(text, blocks, title, menu_end)
    header = Header(blocks, title)
    for byline in bylines:
        header.note_byline(byline)
    at, above, titled = 0, _MOST_ABOVE_DATE, False
    while at < min(len(blocks), _MOST_LEADS):
        block = _without_leads(text, blocks[at], header)
        if block is not None and header.title and _same_title(text, block, header.title):
            block, titled = None, True
        elif block is not None and not header.title:
            if _is_title(text, block) and _has_body(text, blocks, at + 1):
                header.title, block = seen(block.of(text)).lstrip("# "), None
                titled = True
            elif _is_label(text, blocks, at):
                block = None
        if block is not None and titled and compiled(_NAMES).fullmatch(block.of(text)):
            at += 1
            continue
        if block is not None and titled and (skipped := _above_date(text, blocks, at, above)):
            above -= min(above, skipped)
            at += skipped
            continue
        if block is not None:
            header.blocks = [block, *blocks[at + 1 :]]
            break
        at += 1
    else:
        header.blocks = blocks[at:]
    if titled:
        _drop_date_below(text, header)
    header.settle()
    return header


def _without_leads(text: str, block: Span, header: Header) -> Span | None:
    """Return the block after its date, byline and dateline, or None if it was nothing else."""
    start, end = block.start, block.end
    for _ in range(_MOST_LEADS):
        after = _lead(text, start, end, header)
        if after == start:
            break
        start, end = trim(text, after, end)
    if start == block.start:
        return block
    return Span(start, end) if start < end and not _is_furniture(text, start, end) else None


def _drop_date_below(text: str, header: Header) -> None:
    """Drop a date line below the subhead, where the subhead is a sentence and was kept."""
    for at in range(1, min(_MOST_ABOVE_STORY, len(header.blocks) - 1)):
        block = header.blocks[at]
        line = text[block.start : min(block.end, block.start + _HEAD)]
        lead = read_date_lead(line)
        day = read_publication_line(line) or (lead and lead.end == len(line) and lead.day)
        if day:
            header.published = header.published or day
            header.blocks = [*header.blocks[:at], *header.blocks[at + 1 :]]
            return


def _below_masthead(text: str, blocks: list[Span], title: str | None, menu_end: int) -> list[Span]:
    """Return the blocks without what stands above the title or its menu, or all where that may be story."""
    if title:
        first = blocks[: _MOST_MASTHEAD + 1]
        count = next((at for at, block in enumerate(first) if _same_title(text, block, title)), 0)
    else:
        count = sum(block.end <= menu_end for block in blocks[: _MOST_MASTHEAD + 1])
    if not 0 < count <= _MOST_MASTHEAD or count == len(blocks):
        return blocks
    if any(block.end - block.start > _LONGEST_TITLE or stops(text, block.end) for block in blocks[:count]):
        return blocks
    if title:
        return blocks[count:]
    below = count + _is_label(text, blocks, count)
    return blocks[count:] if _is_title(text, blocks[below]) and _has_body(text, blocks, below + 1) else blocks


def _is_furniture(text: str, start: int, end: int) -> bool:
    words = text[start : min(end, start + _HEAD)]
    return not any(c.isalnum() for c in words) or line_rule(words) is not None


def _lead(text: str, start: int, end: int, header: Header) -> int:
    """Note the metadata that stands at `start` and return where it ends: at `start` where there is none."""
    head = text[start : min(end, start + _HEAD)]
    if header.title and end - start < _HEAD and (day := read_publication_line(head)):
        header.published = header.published or day
        return end
    if lead := read_date_lead(head):
        header.published = header.published or lead.day
        return end if lead.end == len(head) else start + lead.end
    for words, source in _LEADS:
        if head.startswith(words) and (match := compiled(source).match(head)):
            header.note_byline(match.group())
            return start + match.end()
    if dateline := read_dateline(head):
        header.outlet = header.outlet or dateline.outlet
        if dateline.year and dateline.month and dateline.day and not header.published:
            header.published = date(dateline.year, dateline.month, dateline.day)
        return start + dateline.end
    return start


def _is_title(text: str, block: Span) -> bool:
    if block.end - block.start > _LONGEST_TITLE:
        return False
    words = seen(block.of(text))
    if ends_sentence(words) or words[-1] in ",;:-–—،；：，" or words.count(" ") >= _LONGEST_TITLE_WORDS:
        return False
    # One word is a label ("Politics"), except in scripts that do not put spaces between words.
    return " " in words or (
        len(words) >= 4 and not words.isascii() and words == words.upper() == words.lower()
    )


def _is_label(text: str, blocks: list[Span], at: int) -> bool:
    """Tell whether the block is the one word of a section ("Politics") above a title."""
    if at + 2 >= len(blocks) or blocks[at].end - blocks[at].start > _LONGEST_LABEL:
        return False
    label = seen(blocks[at].of(text))
    above_title = _is_title(text, blocks[at + 1]) and _has_body(text, blocks, at + 2)
    return " " not in label and not ends_sentence(label) and above_title


def _above_date(text: str, blocks: list[Span], at: int, most: int) -> int:
    """Count the lines (a subhead, an author) that stand between the title and a date or dateline."""
    points = 0
    for count in range(min(most + _MOST_POINTS, len(blocks) - at - 1)):
        block, below = blocks[at + count], blocks[at + count + 1]
        points += text.startswith(_POINT, block.start, block.end)
        too_many = points > _MOST_POINTS or count + 1 - points > most
        if too_many or block.end - block.start > _LONGEST_TITLE:
            return 0
        # A sentence may be a caption: then its credit, which was dropped, stands below it.
        told = stops(text, block.end)
        if told and not _VISIBLE.search(text, block.end, below.start):
            return 0
        head = text[below.start : min(below.end, below.start + _HEAD)]
        if read_dateline(head):
            return count + 1
        if told:
            return 0
        if read_date_lead(head) or read_publication_line(head):
            return count + 1
    return 0


def _has_body(text: str, blocks: list[Span], at: int) -> bool:
    return any(
        blocks[i].end - blocks[i].start >= _PROSE or stops(text, blocks[i].end)
        for i in range(at, len(blocks))
    )


def _same_title(text: str, block: Span, title: str) -> bool:
    if block.end - block.start > len(title) + _LONGEST_TITLE:
        return False
    return _title_words(block.of(text)) == _title_words(title)


def _title_words(words: str) -> list[str]:
    return re.findall(r"\w+", seen(words).casefold())
