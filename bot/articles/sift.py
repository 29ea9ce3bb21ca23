"""Sifting lines: which are furniture, and what goes with them."""

import re
from collections.abc import Iterable
from dataclasses import dataclass, field
from functools import lru_cache
from operator import itemgetter

from bot.articles.blocks import Piece, ends_sentence, runs_on, seen, stops
from bot.articles.furniture import RULES
from bot.articles.menus import is_menu
from bot.articles.page_rows import PRESS_RELEASE
from bot.articles.patterns import beginning, beginnings, compiled
from bot.articles.rules import Kind, Rule

# A row of the table: where it stands there, its rule, the source of its pattern.
_Row = tuple[int, Rule, str]

# By four characters, four lines of five of the news are left with one row to ask; more characters only make
# the index larger.
_BEGINNING = 4
# A longer line is a paragraph, whatever it says: cookie notices and captions are shorter.
_LONGEST_LINE = 400
# Headlines after "Next Article" are not longer than this.
_LONGEST_HEADLINE = 160
# A notice that was wrapped fills its first line; a button does not.
_WRAPPED_NOTICE = 40
# Nor is a line wrapped that is longer than mail and plain text have them.
_WIDEST_WRAP = 100
_LABEL = re.compile(r"[^:：]{1,30}[:：]")
# "About …" with the name of a company.
_LONGEST_HEADING = 90
# Narrower than this nothing wraps a headline.
_NARROWEST_WRAP = 50
_SHORTEST_WRAPPED_HEADLINE = 30
# Lines as short as this come again and again where there are many (tables, logs): judged once.
_OFTEN_REPEATED = 24
# How far from its end a line is searched for the ENDING rows; the longest that a row allows is shorter.
_ENDING_REACH = 110
# The stop after a company's name ends no sentence.
_COMPANY = r"(?:[A-Z&][\w&,’'-]* ){1,6}(?:Inc|Ltd|Corp|Co|Bros)\."
# What lists and buttons put around their words. "@" and "#" begin names, "(" and "[" begin credits.
_DECORATION = "•·▪►▶▸→←»«›‹><＞＜*|–—-+✉★☆✓✔■▼▲◆…_=~ "
# "Follow me on Twitter, he said, and you will see what I mean." is a sentence, whatever it begins with;
# after a label ("Editor's note: …", "Image caption, …") it is none.
_SPEECH = (
    r"(?!.{0,30}:|(?:image|video|media) caption).*,[\"”’»]? (?:[\w.’'-]+ ){0,4}"
    r"(?:said|says|told|tells|wrote|writes|found|added|asked|warned|explained|argued|admitted|insisted|ruled"
    r"|сказал[аи]?|говор(?:ит|ят)|заявил[аи]?|сообщил[аи]?|рассказал[аи]?|пишет|считает"
    r"|сказа(?:в|ла|ли)|каже|кажуть|заяви(?:в|ла|ли)|повідоми(?:в|ла|ли)|розпові(?:в|ла|ли)"
    r"|sagte|sagt|erklärte|erklärt|meint|dit|déclaré|déclare|explique|dijo|dice|afirmó|aseguró|explicó)"
    r"(?!\w).*\.[\"”’»)]*"
)


@dataclass(slots=True)
class Sifted:
    """The pieces of the story, the bylines that were dropped, and where the menu above the story ended."""

    pieces: list[Piece] = field(default_factory=list)
    bylines: list[str] = field(default_factory=list)
    menu_end: int = 0


def sift(text: str, pieces: Iterable[Piece]) -> Sifted:
    """Drop the pieces that are furniture; what follows a dropped piece stands apart from what came before."""
    sifted = Sifted()
    known: dict[str, Rule | None] = {}
    notice: Piece | None = None
    headline: Piece | None = None
    dropped, headlines, told, about = False, 0, False, False
    for piece in pieces:
        short = piece.end - piece.start <= _LONGEST_LINE
        line = text[piece.start : piece.end] if short else ""
        rule = _remembered(known, line)
        if rule is not None:
            # Most of the page, and a sentence, lie above: there "Comments" ends the story.
            if rule.kind is Kind.END and told and piece.start > len(text) // 2:
                break
            if rule.kind is Kind.BYLINE:
                sifted.bylines.append(line)
            if rule.kind is Kind.MENU and not told:
                sifted.menu_end = piece.end
            headlines, dropped, notice, headline = rule.takes, True, piece, None
            about = False
        elif about:
            about, dropped = False, True
        elif told and _describes_sender(text, piece, line):
            about, dropped = True, True
        elif notice and _continues(text, notice, piece):
            notice = piece
        elif headline and _is_tail(text, headline, piece):
            headline = piece
        elif headlines and _is_headline(line):
            headlines, headline = headlines - 1, piece
        else:
            headlines, notice, headline = 0, None, None
            sifted.pieces.append(Piece(piece.start, piece.end, apart=True) if dropped else piece)
            told = told or stops(text, piece.end)
            dropped = False
    return sifted


def _remembered(known: dict[str, Rule | None], line: str) -> Rule | None:
    if len(line) > _OFTEN_REPEATED:
        return line_rule(line)
    if line not in known:
        known[line] = line_rule(line)
    return known[line]


def line_rule(line: str) -> Rule | None:
    """Return the first rule that `line`, a whole line or paragraph, matches; None for a line of the story."""
    if not 2 <= len(line) <= _LONGEST_LINE:
        return None
    words = seen(line).strip(_DECORATION)
    rule = _first_rule(words) or _menu(line)
    if rule is None and words[:1] == "[" and words[-1:] == "]":
        rule = _first_rule(words[1:-1])
    return None if rule and compiled(_SPEECH, re.IGNORECASE).fullmatch(words) else rule


def _first_rule(words: str) -> Rule | None:
    folded = words.lower()
    if rule := _PHRASES.get(folded.rstrip(" .:!?…").replace("’", "'")):
        return rule
    for _, rule, source in _candidates(beginning(words, _BEGINNING), cased=True):
        if compiled(source).fullmatch(words):
            return rule
    folded = folded.rstrip(" :…")
    for _, rule, source in _candidates(beginning(folded, _BEGINNING), cased=False):
        if compiled(source).fullmatch(folded):
            return rule
    tail = folded[-_ENDING_REACH:]
    for rule in dict.fromkeys([rule for word, rule in _NEAR if word in tail]):
        if any(compiled(source).search(tail) for source in rule.what):
            return rule
    return None


def _menu(line: str) -> Rule | None:
    menu = is_menu(line, _is_known)
    return None if menu is None else _MENUS[menu]


def _is_known(words: str) -> bool:
    return _first_rule(words) is not None


def _describes_sender(text: str, piece: Piece, line: str) -> bool:
    """Tell whether a line is the heading of what a press release says of its sender, below its story."""
    if not line or piece.start < len(text) // 2 or len(line) > _LONGEST_HEADING or ends_sentence(line):
        return False
    heading = seen(line).strip(_DECORATION).lower()
    return any(compiled(source).fullmatch(heading) for source in _ABOUT) and bool(
        compiled(PRESS_RELEASE).search(text)
    )


def _continues(text: str, notice: Piece, piece: Piece) -> bool:
    """Tell whether a notice was wrapped and runs on in this line."""
    if piece.apart or not _WRAPPED_NOTICE <= notice.end - notice.start <= _WIDEST_WRAP:
        return False
    if piece.end - piece.start > _WIDEST_WRAP or not runs_on(text, notice, piece):
        return False
    # Scripts without case do not tell a line that runs on from one that has a label of its own.
    return text[piece.start].islower() or not _LABEL.match(text, piece.start, piece.end)


def _is_tail(text: str, headline: Piece, piece: Piece) -> bool:
    """Tell whether a dropped headline was wrapped and ends in this line."""
    length = headline.end - headline.start
    if piece.apart or stops(text, headline.end):
        return False
    line = text[piece.start : min(piece.end, piece.start + _LONGEST_HEADLINE)]
    if line[0].islower():
        return length >= _SHORTEST_WRAPPED_HEADLINE
    # Headlines in Title Case: the line is shorter, as last lines are, and its first word did not fit above.
    fits = length + 1 + len(line.split(None, 1)[0]) <= _NARROWEST_WRAP
    return not fits and piece.end - piece.start < length and not stops(text, piece.end)


def _is_headline(line: str) -> bool:
    if not 0 < len(line) <= _LONGEST_HEADLINE:
        return False
    return not ends_sentence(line) or line[-1] in "?!" or bool(compiled(_COMPANY).fullmatch(line))


@lru_cache(maxsize=1000)  # lists and tables begin a thousand lines alike
def _candidates(head: str, *, cased: bool) -> tuple[_Row, ...]:
    """Return the rows that begin like `head`, in the order of the table."""
    index = _CASED if cased else _FOLDED
    found = {row[0]: row for length in range(len(head) + 1) for row in index.get(head[:length], ())}
    return tuple(row for _, row in sorted(found.items(), key=itemgetter(0)))


def _index(rules: Iterable[Rule]) -> dict[str, list[_Row]]:
    index: dict[str, list[_Row]] = {}
    number = 0
    for rule in rules:
        if isinstance(rule.what, tuple):
            for source in rule.what:
                number += 1
                for start in beginnings(source, _BEGINNING):
                    index.setdefault(start, []).append((number, rule, source))
    return index


_WHOLE = tuple(rule for rule in RULES if rule.kind not in {Kind.INLINE, Kind.ENDING, Kind.ABOUT})
_PHRASES = {
    phrase.rstrip("?"): rule for rule in _WHOLE if isinstance(rule.what, frozenset) for phrase in rule.what
}
_CASED = _index(rule for rule in _WHOLE if rule.cased)
_FOLDED = _index(rule for rule in _WHOLE if not rule.cased)
# Each word that a row for the end of a line needs, with its row, in the order of the table.
_NEAR = tuple((word, rule) for rule in RULES if rule.kind is Kind.ENDING for word in rule.near)
_ABOUT = tuple(source for rule in RULES if rule.kind is Kind.ABOUT for source in rule.what)
_MENUS = {
    True: Rule(Kind.MENU, frozenset(), "menus.py"),
    False: Rule(Kind.LINE, frozenset(), "menus.py"),
}
